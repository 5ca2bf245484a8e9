"""In which order practices gain most, and for what work then waits."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from mlops_study import experiments
from mlops_study.experiments import GAIN
from mlops_study.lifecycle import PRACTICES, RESOURCES

FEWEST = 0.5
"""Share of the worlds in which an option must have values, to be one."""

QUEUES = {
    "scientists_queue": RESOURCES["scientists"],
    "engineers_queue": RESOURCES["engineers"],
    "nodes_queue": RESOURCES["nodes"],
}
"""What waiting work waits for."""

COLUMNS = [
    *("step", "practice", "gain", "low", "high", "verdict", "share", "worlds"),
    *("waits", "part"),
]


def adoption_steps(
    runs: pd.DataFrame,
    goal: str | Mapping[str, float],
    interest: float = 0.0,
    *,
    level: float,
) -> pd.DataFrame:
    """Return the order of adoption that gains most at each step, as long as it gains.

    From runs of ``factorial_design`` in worlds, of sets of two and more perhaps in some
    worlds alone. One row a ``step``: its ``practice``, the mean ``gain`` over the step
    before with Student's interval, ``low`` to ``high``, and ``verdict``; the ``share``
    of so many ``worlds`` in which no other gains more; and for whom most work then
    ``waits``, that ``part`` of all that waits. Step 0 is the organisation as it is.
    Chosen and judged by the same worlds, a gain is a little too large.
    """
    rows = _steps(runs, goal, interest, level)
    return pd.DataFrame(rows, columns=COLUMNS)


def _steps(
    runs: pd.DataFrame, goal: str | Mapping[str, float], interest: float, level: float
) -> Iterator[dict[str, Any]]:
    names = list(experiments.factorial_design())
    bits = {1 << i: title for i, title in enumerate(PRACTICES.values())}
    means = experiments.wanted(runs, goal).groupby("world").mean(skipna=False)[names]
    with_sets = means.loc[runs.loc[runs["scenario"] == names[-1], "world"].unique()]
    adopted, step = 0, 0
    row: dict[str, Any] = {"practice": "as it is"}
    while True:
        yield {"step": step, **row, **_waiting(runs, names[adopted])}
        known = with_sets if adopted else means
        options = {
            bit: known[names[adopted | bit]] - known[names[adopted]]
            for bit in bits
            if not adopted & bit
        }
        found = pd.DataFrame(options)
        found = found.loc[:, found.notna().mean() >= FEWEST].dropna(how="all")
        expected = found.mean()
        if not expected.max() > 0:
            return
        best = next(bit for bit in bits if expected.get(bit) == expected.max())
        own = experiments.paired(np.zeros(len(found)), found[best], level)
        row = {
            "practice": bits[best],
            "gain": own.difference,
            "low": own.low,
            "high": own.high,
            "verdict": experiments.judge(GAIN, own.low, own.high, interest),
            "share": float((found[best] == found.max(axis="columns")).mean()),
            "worlds": len(found),
        }
        adopted, step = adopted | best, step + 1


def _waiting(runs: pd.DataFrame, scenario: str) -> dict[str, Any]:
    queues = runs.loc[runs["scenario"] == scenario, list(QUEUES)].mean()
    most = str(queues.idxmax())
    if not queues[most] > 0:
        return {"waits": "nobody"}
    return {"waits": QUEUES[most], "part": queues[most] / queues.sum()}
