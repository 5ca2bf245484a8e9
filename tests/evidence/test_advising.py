"""What an organisation is advised, from made-up runs, by hand and by brute force."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_study import evidence, experiments, tables
from mlops_study.evidence import Advice, Goal, NoAdviceError
from mlops_study.evidence.adoption import adoption_steps
from mlops_study.experiments import Fault
from mlops_study.lifecycle import KPIS, PRACTICES, YEAR, Interest, Scenario
from mlops_study.numerals import plain

SETS = dict(
    zip(
        experiments.factorial_design(),
        (
            [title for i, title in enumerate(PRACTICES.values()) if n >> i & 1]
            for n in range(2 ** len(PRACTICES))
        ),
        strict=True,
    )
)
"""The practices by the name of the scenario that adopts them."""

EFFECTS = {"CI/CD": 5.0, "Automation": 9.0, "Collaboration": 2.0, "Monitoring": -1.0}


def runs(value, worlds: int, names=tuple(SETS)) -> pd.DataFrame:
    """Make runs in which a set of practices gains so much of every goal.

    `value` is a function of the practices and the number of the world.
    """
    rows = [
        {
            "world": world,
            "scenario": name,
            "replication": r,
            **{k: KPIS[k].sign * value(SETS[name], world) for k in evidence.GOALS},
            "scientists_queue": 1.0,
            "engineers_queue": 0.0 if "CI/CD" in SETS[name] else 3.0,
            "nodes_queue": 0.0,
        }
        for world in range(worlds)
        for name in names
        for r in range(2)
    ]
    return pd.DataFrame(rows)


def additive(adopted: list[str], _: int = 0) -> float:
    return sum(EFFECTS.get(practice, 0.0) for practice in adopted)


def advise(value, *goals: str, worlds: int = 40, faults=None, **values) -> Advice:
    """Advise on made-up runs, the same as assumed as in the worlds."""
    drawn = pd.DataFrame({"evidence": np.linspace(0, 1, worlds)} | values)
    found = runs(value, worlds)
    return Advice(
        base=Scenario(),
        goals=[Goal.of(goal, Interest()) for goal in goals or ("cost",)],
        assumed=found[found["world"] == 0].drop(columns="world"),
        worlds=drawn.rename_axis("world"),
        runs=found,
        faults=faults or {},
    )


def test_gains_are_weighed_by_what_matters_of_each():
    """A sum of weight times gain by the smallest effect of interest, by hand."""
    goal = Goal.of("lead-time=2, cost=0.5", Interest(improvement_time=4.0, cost=50.0))
    found = runs(lambda *_: 0.0, 1, tuple(experiments.next_design()))
    of_ci = found["scenario"] == "+ ci_cd"
    found.loc[of_ci, ["improvement_time", "cost"]] = [-10.0, 100.0]
    gains = experiments.gains(found, goal.weights)
    assert gains["ci_cd"].tolist() == pytest.approx([2 * 10 / 4 - 0.5 * 100 / 50] * 2)
    assert gains["cloud"].tolist() == [0.0, 0.0]
    assert (goal.interest, goal.yearly) == (1.0, goal)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("speed", "no goal 'speed'; expected one of lead-time, failures, recall, cost"),
        ("cost=much", "no goal 'cost=much'"),
        ("cost=0,recall=1", "expected weights above zero"),
        ("cost=-1", "expected weights above zero"),
        ("cost=nan,recall", "expected weights above zero"),
        ("", "no goal ''"),
    ],
)
def test_other_goals_are_refused(text, reason):
    """In one line that names what may be wanted."""
    with pytest.raises(ValueError, match=reason):
        Goal.of(text, Interest())


def test_goals_of_which_nothing_is_too_small_cannot_be_weighed():
    """The smallest effect is what they are weighed by; alone they can be wanted."""
    with pytest.raises(ValueError, match=r"weighed by interest\.cost, which is 0"):
        Goal.of("cost=1,recall=1", Interest(cost=0.0))
    assert Goal.of("cost", Interest(cost=0.0)).interest == 0


def test_of_practices_that_add_up_the_larger_comes_first():
    """Each gains its own effect, surely; what harms is not adopted."""
    found = adoption_steps(runs(additive, 5), "cost", 1.0, level=0.95)
    assert found["practice"].tolist() == [
        "as it is",
        "Automation",
        "CI/CD",
        "Collaboration",
    ]
    assert found["gain"].tolist()[1:] == pytest.approx([9.0, 5.0, 2.0])
    assert found["share"].tolist()[1:] == [1.0, 1.0, 1.0]
    assert found["waits"].tolist() == [
        *["operations engineers"] * 2,
        *["data scientists"] * 2,
    ]
    assert found["part"].tolist() == [0.75, 0.75, 1.0, 1.0]


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_each_step_is_the_best_of_those_left(seed):
    """By brute force over all sets; most sets are run in some of the worlds alone."""
    values = np.random.default_rng(seed).normal(size=(4, 32)) + 0.3
    place = {tuple(adopted): i for i, adopted in enumerate(SETS.values())}
    found = runs(lambda adopted, world: values[world, place[tuple(adopted)]], 4)
    alone = list(experiments.next_design())
    kept = found[found["scenario"].isin(alone) | (found["world"] < 3)]
    steps = adoption_steps(kept, "recall", level=0.95)["practice"].tolist()[1:]
    adopted: list[str] = []
    while True:
        known = values if not adopted else values[:3]
        now = known.mean(axis=0)
        options = {
            practice: now[place[tuple(p for p in PRACTICES.values() if p in own)]]
            - now[place[tuple(p for p in PRACTICES.values() if p in adopted)]]
            for practice in PRACTICES.values()
            if practice not in adopted and (own := {*adopted, practice})
        }
        if not options or max(options.values()) <= 0:
            break
        adopted.append(max(options, key=options.__getitem__))
    assert steps == adopted


def test_a_practice_that_mostly_saturates_is_no_option():
    """Neither next nor a step, though where it does not it gains most."""
    found = runs(additive, 8)
    bad = found["scenario"].map(lambda name: "Automation" in SETS[name])
    found.loc[bad & (found["world"] < 5), list(evidence.GOALS)] = np.nan
    steps = adoption_steps(found, "cost", level=0.95)["practice"].tolist()
    assert steps == ["as it is", "CI/CD", "Collaboration"]


def test_the_rival_is_named_unless_told_apart():
    """Which of two is better hangs on the world, or does not."""

    def torn(adopted, world):
        return sum(
            {"CI/CD": 300.0, "Cloud": 900.0 * (world % 4 == 0)}.get(practice, 0.0)
            for practice in adopted
        )

    text = plain(advise(torn).sentences["Lower cost"])
    assert text.startswith("Adopt CI/CD next. As assumed it gains 300 [300, 300] $ per")
    assert "best in 75 % of 40 worlds" in text
    assert "Cloud, best in 25 %, cannot be told apart" in text
    shown = tables.as_assumed(advise(torn).next).cells.set_index("Practice")
    # as assumed is here the first world
    may = shown["May be best"]
    assert may[may == "yes"].index.tolist() == ["Cloud"]
    sure = advise(lambda adopted, _: 300.0 * ("CI/CD" in adopted)).sentences
    assert "best in 100 % of 40 worlds" in sure["Lower cost"]
    assert "told apart" not in sure["Lower cost"]
    none = advise(lambda adopted, _: -1.0 * len(adopted), "recall").sentences
    assert none == {"More recall": "No practice gains anything on average."}


def test_what_decides_is_to_be_measured_first_in_money_a_year():
    """Of gains of x and of 0.8 - x: the mean of the larger, less that of x."""
    rng = np.random.default_rng(1)
    other, x = rng.permuted([np.linspace(0, 1, 80)] * 2, axis=1)

    def value(adopted, world):
        each = {"CI/CD": x[world], "Cloud": 0.8 - x[world]}
        return 100.0 * sum(each.get(practice, 0.0) for practice in adopted)

    found = advise(value, worlds=80, evidence=other, label_delay=x)
    first = found.measure.iloc[0]
    assert first["input"] == "label_delay"
    assert first["value"] == pytest.approx(16, rel=0.1)
    shown = tables.measure_first(found.measure).records()[0]
    assert float(shown["Worth"].split()[0]) == pytest.approx(16 * YEAR, rel=0.1)
    assert shown["Goal"] == "Cost, $ a year"
    shown = tables.flips(found.flips).records()
    sure = found.flips[found.flips["low"] > 0]
    assert set(sure["input"]) == {"label_delay"}
    assert len(shown) == len(sure)


def test_a_practice_has_paid_back_by_the_prices_of_each_world():
    """Cost once and ramp-up are those drawn, by the formula; never where it harms."""
    drawn = {"ramp_up": np.full(40, 10.0), "adoption": np.full(40, 100.0)}
    found = advise(additive, worlds=40, **drawn).prices
    own = found.set_index("practice")
    assert own.loc["CI/CD", "payback"] == pytest.approx(100 / 5 + 10 / 2)
    assert own.loc["CI/CD", ["once", "saving"]].tolist() == [100.0, 5.0]
    assert own.loc["Monitoring", "payback"] == np.inf


def test_prices_are_measured_only_for_goals_that_hang_on_them():
    """Those of adoption for none; when it has paid back is another question."""
    drawn = {name: np.linspace(0, 1, 40) for name in ("adoption", "missed")}
    for goal, known in (
        ("cost", {"evidence", "missed"}),
        ("recall", {"evidence"}),
        ("recall=1,cost=1", {"evidence", "missed"}),
    ):
        advice = advise(additive, goal, **drawn)
        assert set(advice._open(advice.goals[0])) == known


def test_faulty_runs_support_no_advice():
    """As assumed, or in most of the worlds; of some it is said."""
    over = Fault("overloaded", "data scientists")
    with pytest.raises(NoAdviceError, match="overloaded: data scientists"):
        advise(additive, faults={"A": over})
    assert "+ cloud is overloaded: data scientists" in (
        advise(additive, faults={"+ cloud": over}).notes
    )

    def saturated(worlds):
        return lambda adopted, world: np.nan if world < worlds else additive(adopted)

    assert "in 3 of 40 worlds" in advise(saturated(3)).notes[1]
    with pytest.raises(NoAdviceError, match="in 21 of 40 worlds"):
        advise(saturated(21))

    lone = advise(lambda own, _: np.nan if own else 0.0, "recall", worlds=30)
    with pytest.raises(NoAdviceError, match="for More recall: 0 of 30 worlds have"):
        lone.sentences  # noqa: B018 - computes when read
