"""Which numbers of respondents can have produced printed percentages.

A percentage printed with few decimals can only come from some sample sizes. The
arithmetic is that of whole numbers: no size is lost to a rounding error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

import numpy as np
import pandas as pd

from mlops_study.published import SURVEY_TABLES

Rule = Literal["exact", "half_up", "half_even", "down"]
"""How a share became a printed percentage: not at all, or rounded in one of the ways
of spreadsheets (halves up), of IEEE arithmetic (halves to even), of cutting off."""

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
    :math:`u = 10^{-d}`. With `total` the counts must also add up to :math:`N`.

    Parameters
    ----------
    percentages
        As printed: text, whole numbers or ``Decimal``, from 0 to 100.
    decimals
        How many decimals are printed.
    rule
        One of ``RULES``; the same for all percentages.
    total
        Whether the percentages are the answers to one question, so that their counts
        add up to the sample size.
    up_to
        Largest size to try.

    Returns
    -------
    numpy.ndarray
        Feasible sizes in order, shape (m,); empty if none is.

    Raises
    ------
    TypeError
        If a percentage is a binary fraction, whose printed form is not known.
    ValueError
        If a percentage is no number from 0 to 100 or has more decimals than said, or
        another argument is out of range.

    Notes
    -----
    After the GRIM test of Brown and Heathers (2017), with percentages for means.

    Examples
    --------
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
    units = [_units(value, decimals) for value in percentages]
    if not units:
        raise ValueError("no percentages; expected at least one")
    sizes = np.arange(1, up_to + 1, dtype=np.int64)
    bounds = [_counts(value, decimals, sizes, rule) for value in units]
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


def _counts(
    units: int, decimals: int, sizes: np.ndarray, rule: Rule
) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the most respondents that print as `units`, by size.

    In whole numbers: twice the printed unit is compared with 200 * 10**decimals * k.
    """
    whole = 200 * 10**decimals
    if rule == "exact":
        low, high, open_low, open_high = 2 * units, 2 * units, False, False
    elif rule == "down":
        low, high, open_low, open_high = 2 * units, 2 * units + 2, False, True
    else:
        low, high = 2 * units - 1, 2 * units + 1
        to_even = rule == "half_even"
        open_low = to_even and units % 2 == 1
        open_high = not to_even or units % 2 == 1
    least = (low * sizes) // whole + 1 if open_low else -((-low * sizes) // whole)
    most = -((-high * sizes) // whole) - 1 if open_high else (high * sizes) // whole
    return np.maximum(least, 0), np.minimum(most, sizes)


def sizes_by_row(
    tables: Mapping[str, pd.DataFrame], *, rule: Rule, up_to: int
) -> dict[tuple[str, str], np.ndarray]:
    """Return the feasible sizes of each row of the survey's tables.

    Parameters
    ----------
    tables
        Some of Tables 1 to 5 by name, as ``Paper().survey`` gives them: indexed by
        their rows, with percentages as whole numbers.
    rule
        One of ``RULES``.
    up_to
        Largest size to try.

    Returns
    -------
    dict
        Sizes by name of the table and of the row.
    """
    return {
        (name, str(row)): feasible_sizes(
            [int(share) for share in shares],
            rule=rule,
            total=SURVEY_TABLES[name].adds_up,
            up_to=up_to,
        )
        for name, table in tables.items()
        for row, *shares in table[list(SURVEY_TABLES[name].shares)].itertuples()
    }


def smallest_size(
    tables: Mapping[str, pd.DataFrame], *, rule: Rule = "exact", up_to: int = 10_000
) -> int:
    """Return the smallest size from which all rows of all tables can come.

    Raises
    ------
    ValueError
        If no size up to `up_to` fits.

    Examples
    --------
    >>> from mlops_study.published import Paper
    >>> smallest_size(Paper().survey)
    100
    """
    common = np.arange(1, up_to + 1)
    for sizes in sizes_by_row(tables, rule=rule, up_to=up_to).values():
        common = np.intersect1d(common, sizes)
    if not common.size:
        raise ValueError(f"no size up to {up_to} fits all rows under the rule {rule}")
    return int(common[0])
