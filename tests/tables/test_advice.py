"""Tables of the advice and of the triangulation against their frames."""

import re

import numpy as np
import pandas as pd

from mlops_study import evidence, tables


def test_triangulation_writes_each_value_in_its_unit():
    """Per cent, studies, days and points."""
    cells = tables.triangulation(evidence.triangulate(n=100)).cells
    column = cells.set_index("Evidence")["CI/CD"]
    assert column["Survey, strong agreement"] == "45 %, rank 1 to 4"
    assert column["Literature"] == "1 study, rank 3.5, tied"
    assert re.search(r" days, rank \d$", column["Simulation, lead time, last"])
    assert " points, rank 1" in column["Simulation, failures, first"]
    pairs = tables.concordance(evidence.concordance(evidence.triangulate(n=100))).cells
    sure = pairs.set_index(["One", "Other"])["Surely opposite"]
    assert sure["survey, agreement", "literature"] == "n/a"


def test_the_next_practice_is_named_for_each_goal():
    """With its effect, what is as good, what does harm, and what is open."""
    frame = pd.DataFrame(
        [
            ("Speed", "improvement_time", "x", -5.0, -9.0, -1.0, "not sure", True),
            ("Speed", "improvement_time", "y", -4.8, -6.0, -3.6, "better", True),
            ("Speed", "improvement_time", "z", -4.7, -6.0, -3.6, "better", True),
            ("Speed", "improvement_time", "v", -3.0, -3.5, -2.5, "better", False),
            ("Speed", "improvement_time", "w", 2.0, 1.0, 3.0, "worse", False),
            ("Recall", "recall", "x", 0.0, -0.01, 0.01, "too small to matter", True),
        ],
        columns=[
            "goal", "kpi", "practice", "effect", "low", "high", "verdict", "tied",
        ],
    ).assign(
        interest=[0.5] * 5 + [0.015],
        level=0.95,
        payback=[np.nan, 300.0, 1.0, 1.0, np.inf, np.nan],
        payback_low=250.4,
        payback_high=np.inf,
    )  # fmt: skip
    table = tables.next_practice(frame)
    assert table.title.endswith("hold together at 95 %")
    rows = table.records()
    assert list(rows[0].values()) == [
        "Speed, 0.50 days",
        "y",
        "-4.8 [-6.0, -3.6] days",
        "300 [250, never] days",
        "z",
        "w",
        "none",
        "x",
    ]
    hopeless = tables.next_practice(frame.assign(payback=np.inf, payback_low=np.inf))
    assert hopeless.records()[0]["Pays back after"] == "never"
    assert list(rows[1].values()) == [
        "Recall, 1.5 points",
        "none is shown to help",
        "0.0 [-1.0, +1.0] points",
        "",
        "none",
        "none",
        "x",
        "none",
    ]
