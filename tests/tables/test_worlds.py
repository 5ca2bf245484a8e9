"""Tables of worlds against their frames."""

import pandas as pd

from mlops_study import experiments, tables

WAIT = experiments.assumption("wait_cv")


def test_each_method_has_a_column_and_each_goal_its_assumptions():
    """The largest by Shapley effect, with all blocks."""
    found = pd.DataFrame(
        [
            ("recall", index, name, value, value, value, blocks)
            for index in ("elementary", "first", "total", "shapley")
            for blocks, shift in ((8, 9.0), (16, 0.0))
            for name, value in (("wait_cv", 0.25 + shift), ("ageing", 0.5 + shift))
        ],
        columns=["kpi", "index", "input", "value", "low", "high", "blocks"],
    )
    first, second = tables.effects(found).records()
    assert first["Shapley"] == "0.50 [0.50, 0.50]"
    assert first["Morris"] == "50.00 [50.00, 50.00]"
    assert second["Assumption"] == WAIT


def test_interactions_are_in_the_unit_of_the_indicator():
    """Points for shares."""
    row = {"practice": "ci_cd", "other": "cloud", "mean": 0.05, "low": 0.01}
    frame = pd.DataFrame([{**row, "high": 0.1, "kpi": "recall", "least": 0, "most": 1}])
    (found,) = tables.interactions(frame).records()
    assert found["Together more by"] == "5.00 [1.00, 10.00] points"
    assert found["Practices"] == "CI/CD and Cloud"
