"""The invented supplier: its file, its stored runs, what the chapter says of them."""

import pandas as pd

from mlops_study import evidence, experiments, lifecycle
from mlops_study.datafiles import data_folder
from mlops_study.experiments import ENDS, MEASURED, SUPPLIER

BEGUN, MEASURED_IT = evidence.supplier(), evidence.supplier("measured")
TIME, COST = BEGUN.goals
(NAME,) = MEASURED


def first(advice: evidence.Advice) -> pd.Series:
    """Return the practice that is advised, by goal."""
    return advice.next.drop_duplicates("goal").set_index("goal")["practice"]


def test_the_file_is_as_the_command_writes_it_and_says_that_it_is_invented():
    """So that it explains each key, and nobody takes it for a firm."""
    written = (data_folder() / "scenarios" / "supplier.toml").read_text("utf-8")
    assert written == lifecycle.render(BEGUN.base)
    assert "invented" in BEGUN.base.title


def test_what_is_measured_counts_as_known():
    """All else is open as before; both stages have values of their own."""
    assert set(BEGUN.worlds) - set(MEASURED_IT.worlds) == {NAME}
    assert len(BEGUN.worlds.columns) < len(
        experiments.uncertain(experiments.paper_scenarios()["A"])
    )


def test_the_first_runs_are_the_stored_ones():
    """Run again, as assumed and in a world, before and after."""
    again = experiments.supplier_study(1, 1, workers=1)
    key = ["stage", "over", "world", "scenario", "replication"]
    both = again.merge(SUPPLIER.read(), on=key, suffixes=("", " stored"))
    assert len(both) == len(again)
    for column in set(again) - set(key):
        pd.testing.assert_series_equal(
            both[column].round(6), both[f"{column} stored"], check_names=False
        )


def test_as_it_begins_the_supplier_cannot_tell_what_lowers_cost():
    """As the chapter says: another is best as assumed, and one value would decide."""
    own = BEGUN.next[BEGUN.next["goal"] == COST].set_index("practice")
    assert own["gain"].idxmax() != own["expected"].idxmax()
    assert own["best"].nlargest(2).min() > 0.8 * own["best"].max()
    top = BEGUN.measure.drop_duplicates("goal").set_index("goal")["input"]
    assert top.tolist() == [NAME, NAME]
    assert list(BEGUN.flips.query("low > 0")["input"]) == [NAME]
    prices = BEGUN.prices.set_index("practice")["saving"]
    assert prices[prices <= 0].index.tolist() == ["Cloud", "Monitoring"]
    assert not BEGUN.faults


def test_measuring_one_value_settles_cost_and_turns_lead_time():
    """As the chapter says: nothing else is worth measuring for cost."""
    assert first(MEASURED_IT)[COST] == first(BEGUN)[COST]
    assert first(MEASURED_IT)[TIME] != first(BEGUN)[TIME]
    assert first(MEASURED_IT).nunique() == 1
    assert MEASURED_IT.next["best"].max() > 0.7
    known = MEASURED_IT.measure.set_index(["goal", "input"])
    assert known.loc[(COST, ENDS[0]), "low"] < 0
    found = evidence.before_and_after()
    assert [str(goal) for goal in found["goal"].unique()] == [
        f"{goal}, {stage}" for goal in (TIME, COST) for stage in ("before", "measured")
    ]
