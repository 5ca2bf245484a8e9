"""Which numbers of respondents can have produced printed percentages.

A percentage printed with few decimals can only come from some sample sizes. The
arithmetic is that of whole numbers: no size is lost to a rounding error.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import reduce
from math import comb
from typing import Literal, get_args

import numpy as np
import pandas as pd

from mlops_study.published import SURVEY_TABLES

Rule = Literal["exact", "half_up", "half_even", "down", "fives"]
"""How a share became a printed percentage: not at all, or rounded in one of the ways
of spreadsheets (halves up), of IEEE arithmetic (halves to even), of cutting off, or to
the next multiple of five of the last decimal (halves up)."""

RULES: tuple[Rule, ...] = get_args(Rule)

Printed = str | int | Decimal


def feasible_sizes(
    percentages: Iterable[Printed],
    decimals: int = 0,
    *,
    rule: Rule = "half_up",
    total: bool = False,
    up_to: int = 1000,
) -> np.ndarray:
    r"""Return the sample sizes from which all the percentages can come.

    A size :math:`N` is feasible for a percentage :math:`P` printed with :math:`d`
    decimals if some whole number :math:`k` of respondents, :math:`0 \le k \le N`,
    has :math:`100\,k/N = P` (exact), or rounds to :math:`P` by the rule:
    :math:`P - u/2 \le 100\,k/N < P + u/2` for halves up, with
    :math:`u = 10^{-d}`. With `total`, for the answers to one question, the counts must
    also add up to :math:`N`. Percentages are given as printed, as text, whole numbers
    or ``Decimal``: a binary fraction, whose printed form is not known, is a
    ``TypeError``. After the GRIM test of Brown and Heathers (2017), with percentages
    for means.

    >>> feasible_sizes(["45", "35", "10", "5", "5"], rule="exact", total=True, up_to=70)
    array([20, 40, 60])
    >>> feasible_sizes([33], up_to=10)
    array([3, 6, 9])
    """
    if rule not in RULES:
        raise ValueError(f"rule is {rule!r}; expected one of {', '.join(RULES)}")
    if not 0 <= decimals <= 6:
        raise ValueError(f"decimals is {decimals}; expected 0 to 6")
    if not 1 <= up_to <= 10_000_000:
        raise ValueError(f"up_to is {up_to}; expected 1 to 10000000")
    sizes = np.arange(1, up_to + 1, dtype=np.int64)
    bounds = [counts(value, sizes, decimals, rule=rule) for value in percentages]
    if not bounds:
        raise ValueError("no percentages; expected at least one")
    fits = np.logical_and.reduce([low <= high for low, high in bounds])
    if total:
        fits &= np.sum([low for low, _ in bounds], axis=0) <= sizes
        fits &= np.sum([high for _, high in bounds], axis=0) >= sizes
    return sizes[fits]


def _units(value: Printed, decimals: int) -> int:
    """Return a printed percentage as a whole number of its last decimal."""
    if isinstance(value, float):
        raise TypeError(
            f"percentage {value!r} is a binary fraction; give it as printed, as text"
        )
    try:
        number = Decimal(value if isinstance(value, (str, Decimal)) else int(value))
    except InvalidOperation:
        raise ValueError(f"percentage {value!r} is not a number") from None
    if not (number.is_finite() and 0 <= number <= 100):
        raise ValueError(f"percentage {value!r} is not from 0 to 100")
    scaled = number.scaleb(decimals)
    if scaled != scaled.to_integral_value():
        raise ValueError(f"percentage {value!r} has more than {decimals} decimals")
    return int(scaled)


def counts(
    printed: Printed, sizes: np.ndarray, decimals: int = 0, *, rule: Rule
) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the most respondents that print as this, by sample size.

    Where no count does, the least is above the most.

    >>> counts(25, np.array([99, 100, 101, 102]), rule="half_up")
    (array([25, 25, 25, 25]), array([25, 25, 25, 26]))
    """
    # in whole numbers: twice the printed unit is compared with 200 * 10**decimals * k
    units = _units(printed, decimals)
    whole, odd = 200 * 10**decimals, units % 2
    # how far below and above the unit, and which ends do not belong to it
    below, above, open_low, open_high = {
        "exact": (0, 0, 0, 0),
        "half_up": (1, 1, 0, 1),
        "half_even": (1, 1, odd, odd),
        "down": (0, 2, 0, 1),
        "fives": (5, 5, 0, 1),
    }[rule]
    if rule == "fives" and units % 5:
        return sizes, np.zeros_like(sizes)
    least = -(-((2 * units - below) * sizes + open_low) // whole)
    most = ((2 * units + above) * sizes - open_high) // whole
    return np.maximum(least, 0), np.minimum(most, sizes)


def sizes_by_row(
    tables: Mapping[str, pd.DataFrame], *, rule: Rule, up_to: int
) -> dict[tuple[str, str], np.ndarray]:
    """Return the feasible sizes by name of a survey's table and of its row.

    The tables, some of 1 to 5, are as ``Paper().survey`` gives them: indexed by their
    rows, with percentages as whole numbers. A table is printed by one rule: with one
    percentage that is no multiple of five it was not rounded to ``fives``, and all its
    rows are taken as rounded to whole per cent.
    """
    found = {}
    for name, table in tables.items():
        shares = table[list(SURVEY_TABLES[name].shares)].astype(int)
        whole = rule == "fives" and (shares % 5).to_numpy().any()
        for row, *printed in shares.itertuples():
            found[name, str(row)] = feasible_sizes(
                printed,
                rule="half_up" if whole else rule,
                total=SURVEY_TABLES[name].adds_up,
                up_to=up_to,
            )
    return found


def common_sizes(
    by_row: Mapping[tuple[str, str], np.ndarray], *tables: str
) -> np.ndarray:
    """Return the sizes that fit all rows of these tables, of all tables without names.

    From what :func:`sizes_by_row` returns.

    >>> from mlops_study.published import Paper
    >>> common_sizes(sizes_by_row(Paper().survey, rule="exact", up_to=250))
    array([100, 200])
    """
    return reduce(
        np.intersect1d,
        [own for (name, _), own in by_row.items() if not tables or name in tables],
    )


def digit_patterns(columns: Iterable[pd.Series]) -> pd.DataFrame:
    r"""Count multiples of five, and columns that are runs in steps of five.

    A whole percentage is a multiple of five with the chance :math:`\tfrac15` if every
    last digit is as likely. A column of :math:`k` different multiples of five is a run
    if neighbours, once sorted, lie five apart; of all sets of :math:`k` among the
    :math:`m` multiples from the smallest to the largest such percentage,
    :math:`m - k + 1` of :math:`\binom{m}{k}` are runs. Columns are all as long;
    those with equal percentages are no runs and are not counted. From
    ``scipy.stats.binomtest``, one-sided; percentages of a row that add up are not as
    independent as the test takes them. Rows ``multiples`` and ``runs`` have ``found``,
    ``of``, ``chance`` of each and ``p_value``, the probability of as many or more.

    >>> columns = [pd.Series([10, 15, 20]), pd.Series([30, 10, 23])]
    >>> digit_patterns(columns).loc["multiples", ["found", "of", "chance"]].tolist()
    [5.0, 6.0, 0.2]
    """
    from scipy import stats

    values = [column.to_numpy() for column in columns]
    fives = np.concatenate(values) % 5 == 0
    steps = [v // 5 for v in values if not (v % 5).any() and len(set(v)) == len(v)]
    found = {"multiples": (int(fives.sum()), fives.size, 1 / 5)}
    if steps:
        k, span = len(steps[0]), int(np.ptp(steps)) + 1
        runs = sum(bool(np.ptp(v) == k - 1) for v in steps)
        found["runs"] = (runs, len(steps), (span - k + 1) / comb(span, k))
    rows = {
        pattern: (*case, stats.binomtest(*case, alternative="greater").pvalue)
        for pattern, case in found.items()
    }
    names = ["found", "of", "chance", "p_value"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)
