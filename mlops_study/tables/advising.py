"""Tables of what an organisation is advised, and of what that hangs on.

They take the frames of an ``Advice``, made of stored runs or of one's own.
"""

from math import isinf

import pandas as pd

from mlops_study.evidence import Advice, Goal, leading, measured_first
from mlops_study.experiments import ENDS, assumed_value, assumption, uncertain
from mlops_study.lifecycle import Scenario
from mlops_study.numerals import NO_BREAK, fixed, interval, whole
from mlops_study.tables.table import Column, Table, level, number

GOAL = Column("Goal", "goal")


def in_unit(goal: Goal) -> str:
    """Write a goal and its unit, which break at the comma only."""
    return ", ".join(part.replace(" ", NO_BREAK) for part in (goal.short, goal.unit))


IN_UNIT = Column("Goal", "goal", in_unit, numbers=True)


def advice_tables(advice: Advice) -> list[Table]:
    """Return what is advised, the order of adoption, prices, and what it hangs on."""
    return [
        adopt_first(advice.next, advice.measure, advice.flips),
        as_assumed(advice.next),
        in_worlds(advice.next),
        adoption_order(advice.order),
        prices(advice.prices),
        measure_first(advice.measure),
        flips(advice.flips),
        left_open(advice.base),
    ]


def adopt_first(
    found: pd.DataFrame, measure: pd.DataFrame, turns: pd.DataFrame
) -> Table:
    """Set beside the answer as assumed those of the worlds, and what to measure.

    From ``Advice.next``, ``Advice.measure`` and ``Advice.flips``: with the values with
    which another practice is best, by its interval.
    """
    sure = turns[turns["low"] > 0]

    def named(goal: object, name: str) -> str:
        own = sure[(sure["goal"] == goal) & (sure["input"] == name)]
        other = "; ".join(own["best"] + " if " + own["where"])
        return f"{assumption(name)} ({other})" if other else assumption(name)

    known = {goal: named(goal, n) for goal, n in measured_first(measure).items()}
    rows = [
        {
            "goal": goal,
            "usual": " or ".join(own["practice"][own["tied"].eq(True)]),
            "worlds": ", ".join(
                f"{practice} {_per_cent(share)}{NO_BREAK}%"
                for practice, share in own[["practice", "best"]].head(2).to_numpy()
            ),
            "measure": known.get(goal, "nothing alone"),
        }
        for goal, own in found.groupby("goal", sort=False)
    ]
    return Table.of(
        rows,
        GOAL,
        Column("Best as assumed", "usual"),
        Column("Best in so many worlds", "worlds", numbers=True),
        Column("Measure first", "measure"),
        name="advice",
        title="The practice to adopt first, in how many worlds, and what to measure",
    )


def as_assumed(found: pd.DataFrame) -> Table:
    """List by goal what each practice gains next as assumed: ``Advice.next``."""

    def matters(goal: Goal) -> str:
        return f"{goal.short}, {goal.smallest}"

    def may_be(tied: bool | float) -> str:
        return _known(tied, "yes" if tied else "no")

    return Table.of(
        found,
        Column("Goal, matters from", "goal", matters, numbers=True),
        Column("Practice", "practice"),
        number("Gain", ("goal", "gain", "luck_low", "luck_high"), _gain),
        Column("That is", "verdict", _known),
        Column("May be best", "tied", may_be),
        name="next",
        title="What each practice gains next as assumed, with luck by intervals that "
        f"hold together at {level(found)}",
    )


def in_worlds(found: pd.DataFrame) -> Table:
    """List by goal in how many worlds each practice is best: ``Advice.next``."""

    def bare(goal: Goal, value: float) -> str:
        return goal.number(value)

    def share(best: float, low: float, high: float) -> str:
        return interval(best, low, high, _per_cent).replace(" ", NO_BREAK)

    return Table.of(
        found,
        IN_UNIT,
        Column("Practice", "practice"),
        number("Mean gain", ("goal", "expected"), bare),
        number("Best, %", ("best", "low", "high"), share),
        number("Clearly, %", "clear", _per_cent),
        number("Harms, %", "harmful", _per_cent),
        number("Again, %", "again", _per_cent),
        number("Regret", ("goal", "regret"), bare),
        name="in-worlds",
        title="In what share of worlds a practice is best next, and its mean gain",
    )


def adoption_order(steps: pd.DataFrame) -> Table:
    """List the steps that gain most, and for whom work then waits: ``Advice.order``."""

    def among(share: float, worlds: float) -> str:
        return _known(share, f"{_per_cent(share)} % of {whole(worlds)}")

    def waiting(whom: str, part: float) -> str:
        return whom if pd.isna(part) else f"{whom}, {_per_cent(part)} % of all"

    return Table.of(
        steps,
        IN_UNIT,
        number("Step", "step", whole),
        Column("Adopt", "practice"),
        number("Gain", ("goal", "gain", "low", "high"), _gain),
        Column("That is", "verdict", _known),
        number("Best in", ("share", "worlds"), among),
        Column("Work then waits for", ("waits", "part"), waiting, numbers=True),
        name="adoption-order",
        title="The order of adoption that gains most at each step, over worlds",
    )


def prices(found: pd.DataFrame) -> Table:
    """List what practices cost once and save a day, and when they have paid back.

    From ``Advice.prices``.
    """

    def days(value: float) -> str:
        return "never" if isinf(value) else whole(value)

    def spread(value: float, low: float, high: float) -> str:
        known = low == value == high
        return days(value) if known else interval(value, low, high, days)

    def ends(name: str) -> tuple[str, ...]:
        return name, f"{name}_low", f"{name}_high"

    return Table.of(
        found,
        Column("Practice", "practice"),
        number("Costs once, $", ends("once"), spread),
        number("Saves, $ per day", ends("saving"), spread),
        number("Paid back after days", ends("payback"), spread),
        name="prices",
        title="What each practice costs and saves next: median world, and the middle "
        "80 % of them",
    )


def measure_first(measure: pd.DataFrame) -> Table:
    """List what is worth to be known first, and what that is worth.

    From ``Advice.measure``.
    """

    def known(name: str) -> str:
        if name in ENDS:
            return name.replace("all", "all values")
        names = name.split(", ")
        return assumption(name) if len(names) == 1 else f"these {len(names)} together"

    def assumed(name: str) -> str:
        return "" if "," in name else assumed_value(name)

    def worth(goal: Goal, *value: float) -> str:
        return goal.yearly.interval(*value)

    return Table.of(
        leading(measure),
        Column("Goal", "goal", lambda goal: in_unit(goal.yearly), numbers=True),
        Column("Measure", "input", known),
        Column("Key", "input", lambda name: "" if "," in name else name),
        number("Assumed", "input", assumed),
        number("Worth", ("goal", "value", "low", "high"), worth),
        name="measure-first",
        title="What to measure first: by how much the practice chosen would gain more",
    )


def flips(found: pd.DataFrame) -> Table:
    """List from where on another practice is surely best: ``Advice.flips``."""
    return Table.of(
        found[found["low"] > 0],
        GOAL,
        Column("Value", "input", assumption),
        number("Assumed", "input", assumed_value),
        number("Where it is", "where"),
        Column("Best there", "best"),
        Column("By", ("goal", "lead", "low", "high"), Goal.written, numbers=True),
        name="flips",
        title="Values with which another practice is surely best, if there are any",
    )


def left_open(base: Scenario) -> Table:
    """List the values that an organisation leaves at the default, and their ranges."""
    ranges = uncertain(base)

    def could_be(name: str) -> str:
        ends, shape = ranges[name].ends, ranges[name].shape
        return (" or " if shape == "choice" else " to ").join(map(str, ends))

    return Table.of(
        [{"name": name} for name in ranges],
        Column("Value", "name", assumption),
        Column("Key", "name"),
        number("Default", "name", assumed_value),
        number("Could be", "name", could_be),
        name="left-open",
        title="Values that are not known: left at the default, drawn in each world",
    )


def _gain(goal: Goal, *gain: float) -> str:
    return _known(gain[0], goal.interval(*gain))


def _known(value: str | float, text: str | None = None) -> str:
    """Write a value, by default as it is, or nothing where there is none."""
    return "" if pd.isna(value) else str(value) if text is None else text


def _per_cent(share: float) -> str:
    return fixed(100 * share, 0)
