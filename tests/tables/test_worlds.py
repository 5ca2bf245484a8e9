"""Tables of worlds against their frames."""

import pandas as pd

from mlops_study import evidence, experiments, tables

WAIT = experiments.assumption("wait_cv")


def test_the_answers_of_worlds_stand_beside_those_assumed():
    """With the value worth most to know, though it is not first in the file."""
    advice = pd.DataFrame(
        {"goal": ["G", "G"], "practice": ["x", "y"], "tied": [True, True]}
    )
    shares = pd.DataFrame(
        {"goal": "G", "kpi": "cost", "practice": [*"zxy"], "best": [0.5, 0.3, 0.2]}
    )
    names = [*experiments.ENDS, "wait_cv, ageing", "wait_cv", "ageing"]
    known = pd.DataFrame({"kpi": "cost", "input": names})
    (row,) = tables.adopt_first(advice, shares, known).records()
    assert list(row.values()) == ["G", "x or y", "z 50 %, x 30 %", WAIT]


def test_shares_are_per_cent_and_regret_in_the_unit_of_the_goal():
    """A row a goal and practice, the best first."""
    shares = evidence.in_worlds()
    rows = tables.in_worlds(shares).records()
    assert len(rows) == len(shares)
    best = shares[["best", "low", "high"]].iloc[0]
    assert rows[0]["Best, %"] == "{:.0f} [{:.0f}, {:.0f}]".format(*(100 * best))
    assert rows[0]["Regret"].endswith("days")
    assert any(row["Regret"].endswith("points") for row in rows)


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
