"""Tables of advice against their frames."""

import numpy as np
import pandas as pd

from mlops_study import evidence, experiments, tables
from mlops_study.evidence import GOALS

ADVICE = evidence.scenario_a()
WAIT = experiments.assumption("wait_cv")


def test_the_answers_of_worlds_stand_beside_those_assumed():
    """With the value worth most to know, not what several are worth."""
    found = pd.DataFrame(
        {
            "goal": GOALS["cost"],
            "practice": [*"zxy"],
            "best": [0.5, 0.3, 0.2],
            "tied": [np.nan, True, True],
        }
    )
    names = ["wait_cv", "ageing", "wait_cv, ageing", *experiments.ENDS]
    known = pd.DataFrame({"goal": GOALS["cost"], "input": names, "value": 1.0})
    turn = {"goal": GOALS["cost"], "input": ["wait_cv", "ageing"], "low": [-1.0, 1.0]}
    turns = pd.DataFrame(turn).assign(best="y", where="above 2")
    (row,) = tables.adopt_first(found, known, turns).records()
    assert list(row.values()) == ["Lower cost", "x or y", "z 50 %, x 30 %", WAIT]
    (row,) = tables.adopt_first(found, known, turns.assign(low=1.0)).records()
    assert row["Measure first"] == f"{WAIT} (y if above 2)"
    (row,) = tables.adopt_first(found, known.assign(value=0.0), turns).records()
    assert row["Measure first"] == "nothing alone"


def test_gains_as_assumed_are_in_the_unit_of_the_goal():
    """To two digits of what matters; nothing is said of a practice without runs."""
    found = ADVICE.next
    rows = tables.as_assumed(found).records()
    assert len(rows) == len(found)
    first = found.iloc[0]
    ends = "{gain:.1f} [{luck_low:.1f}, {luck_high:.1f}]".format(**first)
    assert rows[0]["Gain"] == ends
    assert rows[0]["Goal, matters from"] == "Lead time, 1.0 days"
    assert rows[-1]["Goal, matters from"] == "Cost, 100 $ per day"
    none = found.assign(gain=np.nan, verdict=np.nan, tied=np.nan)
    assert tables.as_assumed(none).cells[["Gain", "May be best"]].eq("").all(axis=None)


def test_shares_of_worlds_are_per_cent():
    """A row a goal and practice, the advised first."""
    rows = tables.in_worlds(ADVICE.next).records()
    best = ADVICE.next[["best", "low", "high"]].iloc[0]
    assert rows[0]["Best, %"] == "{:.0f} [{:.0f}, {:.0f}]".format(*(100 * best))
    assert rows[0]["Regret"] == f"{ADVICE.next['regret'].iloc[0]:.1f}"
    assert rows[0]["Goal"] == "Lead time, days"


def test_what_never_pays_back_is_said():
    """In place of infinite days."""
    rows = tables.prices(ADVICE.prices).records()
    (row,) = (row for row in rows if row["Practice"] == "Monitoring")
    assert row["Paid back after days"] == "never"


def test_what_to_measure_comes_alone_together_and_in_all():
    """Only what is worth something alone; cost is money a year."""
    rows = tables.measure_first(ADVICE.measure).records()
    cost = [row for row in rows if row["Goal"] == "Cost, $ a year"]
    assert [row["Measure"] for row in cost[-3:]] == [
        "these 3 together",
        "all values, at least",
        "all values, at most",
    ]
    assert all(row["Key"] and row["Assumed"] for row in cost[:-3])


def test_only_sure_flips_are_listed():
    """With the words that say where another is best."""
    found = ADVICE.flips.head(2).assign(where=["below 2", "rainfall"], low=[1.0, -1.0])
    (row,) = tables.flips(found).records()
    assert row["Where it is"] == "below 2"
