"""Tables of what the paper's percentages can say."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from mlops_study import percentages
from mlops_study.numerals import decimal, fixed, p_value, whole
from mlops_study.published import SURVEY_TABLES, Paper
from mlops_study.tables.table import Column, Table, number

_TWO, _THREE = partial(fixed, places=2), partial(fixed, places=3)


def feasible_sizes(
    sizes: Mapping[str, Mapping[tuple[str, str], np.ndarray]], up_to: int
) -> Table:
    """List the smallest size for each row, each table and all of them, by rule.

    From the sizes up to `up_to` that
    :func:`~mlops_study.percentages.feasibility.sizes_by_row` finds for each rule; the
    last row counts how many fit all.
    """
    titles = {
        "exact": "Exact",
        "half_up": "Rounded, halves up",
        "half_even": "Rounded, halves to even",
        "down": "Cut off",
        "fives": "Rounded to fives",
    }

    def smallest(fits: np.ndarray) -> str:
        return whole(fits[0]) if fits.size else f"none up to {whole(up_to)}"

    columns: dict[str, dict[str, str]] = {}
    for rule, by_row in sizes.items():
        cells = columns.setdefault(rule, {})
        names = dict.fromkeys(table for table, _ in by_row)
        for name in names:
            table = SURVEY_TABLES[name]
            for (of, row), fits in by_row.items():
                if of == name and table.adds_up:
                    cells[f"{table.title}, {row}"] = smallest(fits)
            cells[table.title] = smallest(percentages.common_sizes(by_row, name))
        common = percentages.common_sizes(by_row)
        cells[f"All {_COUNTS[len(names)].lower()} tables"] = smallest(common)
        cells[f"Sizes up to {whole(up_to)} that fit all"] = whole(common.size)
    return Table.of(
        pd.DataFrame(columns),
        Column("Smallest number of respondents for", "index"),
        *(number(titles[rule], rule) for rule in sizes),
        title="Sample sizes from which the printed percentages can come",
    )


def digit_patterns(patterns: pd.DataFrame) -> Table:
    """Show the digit patterns of printed percentages."""
    words = {
        "multiples": "Percentages that are multiples of five",
        "runs": "Columns of different multiples of five in steps of five",
    }
    return Table.of(
        patterns,
        Column("Pattern", "index", words.__getitem__),
        number("Found", ("found", "of"), lambda k, of: f"{whole(k)} of {whole(of)}"),
        number("Chance of each (%)", "chance", lambda p: fixed(100 * p, 1)),
        number("As many or more by chance", "p_value", p_value),
        title="Patterns in the printed percentages",
    )


def challenges_at_once(facing: pd.Series) -> Table:
    """Bound how many face at least one challenge, two, and so on, up to all."""
    bounds = [percentages.at_least(facing, k + 1) for k in range(len(facing))]
    return Table.of(
        pd.DataFrame(bounds, columns=["least", "most"]),
        number("Challenges faced, at least", "index", lambda k: whole(k + 1)),
        number("Respondents, at least (%)", "least", decimal),
        number("Respondents, at most (%)", "most", decimal),
        title="How many respondents can face several challenges",
    )


def needed_sizes(needed: pd.DataFrame) -> Table:
    """List the respondents that each difference needs: best, independent, worst.

    From :func:`~mlops_study.percentages.paired.needed_sizes`, with ``group``,
    ``higher`` and ``lower``.
    """
    keys = ["group", "higher", "lower", "first", "second"]

    def difference(higher: str, lower: str) -> str:
        by = f"{higher}, after over" if lower == "before" else f"{higher} over"
        return f"{by} {lower}"

    def cases(sizes: list[int]) -> str:
        return " / ".join(map(whole, sizes))

    return Table.of(
        needed.groupby(keys, sort=False).agg(list),
        Column("Ranking", "group"),
        Column("Difference", ("higher", "lower"), difference),
        number(
            "Percentages",
            ("first", "second"),
            lambda *shares: ", ".join(map(decimal, shares)),
        ),
        number("Significant", "significant", cases),
        number("Significant, exact test", "significant_exact", cases),
        number("80 % power", "power", cases),
        number("80 % power, exact test", "power_exact", cases),
        title="Respondents needed: best / independent / worst overlap",
    )


def agreement_summary() -> Table:
    """Summarise Table 1: boxes, net agreement and mean score of each practice."""
    return Table.of(
        Paper().table("table1"),
        Column("Best practice", "practice"),
        number("Top box (%)", partial(percentages.top_box, levels=1), decimal),
        number("Top-2 box (%)", percentages.top_box, decimal),
        number("Net agreement (points)", percentages.net_agreement, decimal),
        number("Mean score (1-5)", percentages.mean_score, _TWO),
        title="Four summaries of Table 1",
    )


def dispersion_summary() -> Table:
    """Summarise location and dispersion of Table 1, each value with its rank.

    Dispersion is ranked from the most agreed on, so that rank 1 is the least spread.
    """
    table = Paper().table("table1")
    spread = percentages.standard_deviation(table)
    cells = {
        "Mean": _ranked(percentages.mean_score(table), _TWO),
        "Interpolated median": _ranked(percentages.interpolated_median(table), _TWO),
        "Standard deviation": _ranked(spread, _TWO, ascending=True),
        "Consensus": _ranked(percentages.consensus(table), _TWO),
        "Agreement A": _ranked(percentages.agreement_by_item(table), _TWO),
    }
    return Table.of(
        pd.DataFrame(cells, index=table.index),
        Column("Best practice", "practice"),
        *(number(header, header) for header in cells),
        title="Location and dispersion of Table 1, with ranks",
    )


def cloud_changes(*measures: str) -> Table:
    """Set measures of the change in Table 3 side by side, each with its ranks.

    Measures are keys of ``percentages.CHANGES``; all when left out.
    """
    table = Paper().table("table3")
    cells = {
        name: _ranked(percentages.CHANGES[name](table["before"], table["after"]))
        for name in measures or percentages.CHANGES
    }
    return Table.of(
        pd.DataFrame(cells, index=table.index),
        Column("Aspect", "aspect"),
        *(number(header, header) for header in cells),
        title=f"{_COUNTS[len(cells)]} measures of the change, with ranks",
    )


_COUNTS = {1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}


def _ranked(
    values: pd.Series,
    form: Callable[[float], str] = decimal,
    *,
    ascending: bool = False,
) -> list[str]:
    """Write each value with its rank; equal values share one, marked by =."""
    # two ways to compute one value may differ in the last bits
    ranks = values.round(9).rank(ascending=ascending, method="min").astype(int)
    marks = ranks.duplicated(keep=False).map({True: "=", False: ""})
    return [
        f"{form(value)} ({rank}{mark})"
        for value, rank, mark in zip(values, ranks, marks, strict=True)
    ]


def dominance_order() -> Table:
    """List for each practice which others it dominates, and which it cannot be told."""
    order = percentages.dominance(Paper().table("table1"))

    def above(practice: str) -> str:
        return ", ".join(order.columns[order.T[practice]]) or "none"

    def untold(practice: str) -> str:
        ordered = order.T[practice] | order[practice]
        return ", ".join(order.index[~ordered].drop(practice)) or "none"

    return Table.of(
        order,
        Column("Best practice", "practice"),
        Column("Above, for every scoring", "practice", above),
        Column("Depends on the scoring", "practice", untold),
        title="The order that no scoring can change",
    )


def tool_correlations() -> Table:
    """Show the correlation of usage and rating in Table 4, and without each tool."""
    tools = Paper().table("table4")
    return Table.of(
        percentages.leave_one_out(tools["using"], tools["effectiveness"]),
        Column("Left out", "index", lambda tool: tool or "none"),
        number("Tools", "n", whole),
        number("Spearman's correlation", "correlation", _TWO),
        number("Exact p-value", "p_value", _THREE),
        number("Smallest p-value possible", "smallest_p", _THREE),
        title="Usage and rating of the monitoring tools",
    )


def rating_ranges() -> Table:
    """Show what the mean ratings of Table 4 bound."""

    def between(mean: float, level: int) -> str:
        low, high = percentages.rating_bounds(mean, level)
        return f"{decimal(100 * low)} to {decimal(100 * high)}"

    return Table.of(
        Paper().table("table4"),
        Column("Monitoring tool", "tool"),
        number("Mean rating", "effectiveness", partial(fixed, places=1)),
        number("Rate it 5 (%)", "effectiveness", partial(between, level=5)),
        number("Rate it 4 or 5 (%)", "effectiveness", partial(between, level=4)),
        title="What a mean rating says of the ratings",
    )
