"""The study of an invented organisation that asks for advice and acts on it.

A regional supplier has set its own values in ``supplier.toml``; then it measures one
that it was advised to. Its runs are those of `mlops-study advise`.
"""

from typing import Any

import pandas as pd

from mlops_study.datafiles import data_folder, datasets
from mlops_study.experiments.design import next_design
from mlops_study.experiments.ensemble import run_worlds
from mlops_study.experiments.runner import replicate
from mlops_study.experiments.studies import SEED
from mlops_study.experiments.uncertainty import advice_runs, study_worlds
from mlops_study.experiments.worlds import altered
from mlops_study.lifecycle import Scenario, load_scenario

SUPPLIER = datasets("derived")["supplier"]

MEASURED = {"preparation_effort": 14.0}
"""What is measured in the end, by the names of ``uncertain``."""


def supplier() -> dict[str, Scenario]:
    """Return the supplier as it began, and when it had ``MEASURED``."""
    begun = load_scenario(data_folder() / "scenarios" / "supplier.toml")
    return {"begun": begun, "measured": altered(begun, MEASURED)}


def supplier_study(
    count: int = 200, replications: int = 40, **options: Any
) -> pd.DataFrame:
    """Run the supplier as assumed and in worlds, sets only as it began: ``SUPPLIER``.

    The `options` are those of :func:`~mlops_study.experiments.ensemble.run_worlds`.
    """
    frames = []
    for stage, base in supplier().items():
        worlds, kept = study_worlds(count, base), {"seed": SEED, **options}
        luck = replicate(next_design(base), replications, seed=SEED)
        drawn = (
            advice_runs(base, worlds, **kept)
            if stage == "begun"
            else run_worlds(base, worlds, design=next_design, **kept)
        )
        # growth tells of faults, which those in worlds are rid of
        over = {"luck": luck.assign(world=0), "worlds": drawn.drop(columns="growth")}
        frames += [own.assign(stage=stage, over=o) for o, own in over.items()]
    return pd.concat(frames, ignore_index=True)[list(SUPPLIER.columns)]
