"""Tables of what an organisation is advised, and of what that hangs on."""

from functools import partial

import pandas as pd

from mlops_study.evidence import Advice, Goal
from mlops_study.experiments import assumed_value, assumption, uncertain
from mlops_study.numerals import MISSING, decimal, fixed, interval, quantity, whole
from mlops_study.tables.advice import paid_back
from mlops_study.tables.table import Column, Table, number


def advice_tables(advice: Advice) -> list[Table]:
    """Return what is advised, the order of adoption, prices, and what it hangs on."""
    each = (_in_words, _next, _order, _prices, _measure, _flips, _left_open)
    return [table(advice) for table in each]


def _in_words(advice: Advice) -> Table:
    return Table.of(
        pd.DataFrame(advice.sentences.items(), columns=["goal", "text"]),
        Column("Goal", "goal"),
        Column("Advice", "text", numbers=True),
        name="advice",
        title="Which practice to adopt next",
    )


def _next(advice: Advice) -> Table:
    """Set luck and assumptions beside each practice, by goal the advised first."""

    def luck(goal: Goal, *gain: float) -> str:
        return MISSING if pd.isna(gain[0]) else goal.written(*gain)

    def may_be(tied: bool | float) -> str:
        return MISSING if pd.isna(tied) else "yes" if tied else "no"

    gain = ("goal", "gain", "luck_low", "luck_high")
    return Table.of(
        advice.next,
        Column("Goal", "goal", _title),
        Column("Practice", "practice"),
        Column("Gain as assumed", gain, luck, numbers=True),
        Column("That is", "verdict", lambda word: MISSING if pd.isna(word) else word),
        Column("May be best as assumed", "tied", may_be),
        number("Best in", ("best", "low", "high"), _share_with_ends),
        number("Clearly best in", "clear", _share),
        number("Best again by luck", "again", _share),
        number("Harmful in", "harmful", _share),
        number("Regret", ("goal", "regret", "regret_low", "regret_high"), luck),
        name="next",
        title="What each practice gains next: as assumed, with luck by intervals that "
        f"hold together at {decimal(100 * advice.level)} %, and in "
        f"{len(advice.worlds) - advice.lost} worlds",
    )


def _order(advice: Advice) -> Table:
    """List the steps of adoption that gain most, and for whom work then waits."""

    def gain(goal: Goal, *found: float) -> str:
        return "" if pd.isna(found[0]) else goal.written(*found)

    def among(share: float, worlds: float) -> str:
        return "" if pd.isna(share) else f"{_share(share)} of {whole(worlds)}"

    return Table.of(
        advice.order,
        Column("Goal", "goal", _title),
        number("Step", "step", whole),
        Column("Adopt", "practice"),
        Column("Gain", ("goal", "gain", "low", "high"), gain, numbers=True),
        Column("That is", "verdict", lambda word: "" if pd.isna(word) else word),
        number("Best at this step in", ("share", "worlds"), among),
        Column("Work then waits for", "waits"),
        number("Part of all waiting", "part", _share),
        name="adoption-order",
        title="The order of adoption that gains most at each step, over worlds",
    )


def _measure(advice: Advice) -> Table:
    """List what is worth to be known first, and what that is worth."""

    def known(names: tuple[str, ...]) -> str:
        if len(names) > 1:
            return f"these {len(names)} together"
        return " ".join(map(assumption, names)) or "all values, at least"

    def worth(goal: Goal, *value: float) -> str:
        return goal.written(*value).replace("per day", "a year")

    return Table.of(
        advice.measure,
        Column("Goal", "goal", _title),
        Column("Measure", "names", known),
        Column("Key", "names", ", ".join),
        number("Assumed", "names", lambda n: assumed_value(*n) if len(n) == 1 else ""),
        Column("Worth", ("goal", "value", "low", "high"), worth, numbers=True),
        name="measure-first",
        title="What to measure first: by how much the practice chosen would gain more",
    )


def _flips(advice: Advice) -> Table:
    """List from where on another practice is surely best."""

    def where(start: object, end: object) -> str:
        ends = [quantity(x) if isinstance(x, float) else str(x) for x in (start, end)]
        return " to ".join(dict.fromkeys(ends))

    return Table.of(
        advice.flips,
        Column("Goal", "goal", _title),
        Column("Value", "input", assumption),
        number("Assumed", "input", assumed_value),
        number("Where it is", ("start", "end"), where),
        Column("Best there", "best"),
        Column("By", ("goal", "lead", "low", "high"), Goal.written, numbers=True),
        name="flips",
        title="Values with which another practice is surely best, if there are any",
    )


def _prices(advice: Advice) -> Table:
    """List what practices cost once and save a day, and when they have paid back."""
    return Table.of(
        advice.prices,
        Column("Practice", "practice"),
        number("Costs once, $", _ends("once"), partial(interval, form=whole)),
        number("Saves, $ per day", _ends("saving"), partial(interval, form=whole)),
        number("Paid back after days", _ends("payback"), paid_back),
        name="prices",
        title="What each practice costs and saves next: median world, and the middle "
        "80 % of them",
    )


def _left_open(advice: Advice) -> Table:
    """List the values that were left at the default, and what they could be."""
    ranges = uncertain(advice.base)

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


def _ends(name: str) -> tuple[str, str, str]:
    return name, f"{name}_low", f"{name}_high"


def _share(share: float) -> str:
    return fixed(100 * share, 0, unit="%")


def _share_with_ends(share: float, low: float, high: float) -> str:
    form = partial(fixed, places=0)
    return interval(100 * share, 100 * low, 100 * high, form) + " %"


def _title(goal: Goal) -> str:
    return goal.title
