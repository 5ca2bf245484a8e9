"""Two percentages of the same respondents, whose joint answers are not printed.

If shares :math:`p > q` say yes to two items, McNemar's test looks at those who say
yes to one only: a share :math:`b` to the first, :math:`c` to the second, with
:math:`b - c = p - q`. How many they are depends on the overlap of the two groups,
which lies between the bounds of Fréchet and Hoeffding. In the *best* case the smaller
group lies inside the larger, in the *worst* the two overlap as little as they can.
"""

from bisect import bisect_left
from collections.abc import Callable
from functools import cache, lru_cache, partial
from itertools import product
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from mlops_study.percentages.feasibility import Printed, Rule, counts, feasible_sizes
from mlops_study.percentages.intervals import SURE

Overlap = Literal["best", "independent", "worst"]
"""What is supposed of the overlap of two groups of respondents."""

OVERLAPS: tuple[Overlap, ...] = get_args(Overlap)

# numbers of respondents or shares of them: one, or an array of them
Counts = Any


def joint(first: Counts, second: Counts, overlap: Overlap, of: Counts = 1) -> Counts:
    r"""Return how many of all say yes to both items, if the groups overlap so.

    .. math:: \max(0, p + q - 1) \le P(\text{both}) \le \min(p, q)

    the bounds of Fréchet and Hoeffding, with :math:`pq` for independent items.

    >>> [float(joint(0.75, 0.5, overlap)) for overlap in OVERLAPS]
    [0.5, 0.375, 0.25]
    """
    if overlap == "independent":
        return first * second / of
    if overlap == "best":
        return np.minimum(first, second)
    if overlap == "worst":
        return np.maximum(0, first + second - of)
    raise ValueError(f"overlap is {overlap!r}; expected one of {', '.join(OVERLAPS)}")


def discordance(
    first: Counts, second: Counts, overlap: Overlap
) -> tuple[Counts, Counts]:
    """Return the shares that say yes to one item only, of shares from 0 to 1 for each.

    >>> [float(share) for share in discordance(0.75, 0.5, "worst")]
    [0.5, 0.25]
    """
    both = joint(first, second, overlap)
    return first - both, second - both


def exact_p_value(
    first: Counts, second: Counts, n: Counts, *, overlap: Overlap
) -> np.ndarray:
    r"""Return the p-value of McNemar's exact test, two-sided, by counts of yes.

    .. math:: p = \min\{1,\ 2\,P(X \le \min(b, c))\}, \quad
       X \sim \text{Bin}(b + c, \tfrac12)

    `first` and `second` of `n` respondents say yes to each item, :math:`b` and
    :math:`c` to one of them alone. The p-value grows with :math:`b + c` while
    :math:`b - c` stays, so that it is least for the best overlap and largest for the
    worst. It is 1 where nobody answers the two items differently.

    >>> [round(float(exact_p_value(60, 50, 100, overlap=o)), 4) for o in OVERLAPS]
    [0.002, 0.2026, 0.3428]
    """
    from scipy import stats

    both = np.rint(joint(first, second, overlap, n))
    b, c = first - both, second - both
    twice = 2 * stats.binom.cdf(np.minimum(b, c), b + c, 0.5)
    return np.asarray(np.minimum(1, twice))


def p_value_bounds(
    first: Printed, second: Printed, sizes: np.ndarray, *, rule: Rule
) -> pd.DataFrame:
    """Bound McNemar's exact p-value of two printed percentages, by sample size.

    The least and the largest, ``low`` and ``high``, over all counts that print so under
    a rule of rounding and over all overlaps. `sizes` are some that both percentages can
    come from, see :func:`~mlops_study.percentages.feasibility.feasible_sizes`; they
    are the index, ``n``.

    >>> bounds = p_value_bounds(50, 25, np.array([20, 60]), rule="half_up")
    >>> bounds["high"].round(3).to_dict()
    {20: 0.302, 60: 0.036}
    """
    (least, most), (least_other, most_other) = (
        counts(value, sizes, rule=rule)
        for value in sorted((first, second), key=float, reverse=True)
    )
    # where the two can be equal counts, nothing differs
    smallest = np.maximum(least, most_other)
    bounds = {
        "low": exact_p_value(most, least_other, sizes, overlap="best"),
        "high": exact_p_value(smallest, most_other, sizes, overlap="worst"),
    }
    return pd.DataFrame(bounds, index=pd.Index(sizes, name="n"))


def exact_power(b: float, c: float, n: int, *, level: float = SURE) -> float:
    r"""Return the power of the exact McNemar test, two-sided with this confidence.

    `b` and `c` are the shares of `n` respondents that say yes to one item only. With
    :math:`\psi = b + c` the number of those who answer differently is
    :math:`M \sim \text{Bin}(n, \psi)`, and of these the first item has
    :math:`X \sim \text{Bin}(M, b/\psi)`. The power is the chance that the test refuses,
    summed over :math:`M`. Duffy (1984), Biometrics 40:1005.

    >>> round(exact_power(0.2, 0.05, 100), 3)
    0.837
    """
    from scipy import stats

    critical, m = _critical(1 << n.bit_length(), level)[: n + 1], np.arange(n + 1)
    share = b / (b + c)
    refused = sum(stats.binom.cdf(critical, m, p) for p in (share, 1 - share))
    return float(np.sum(stats.binom.pmf(m, n, b + c) * refused))


@cache
def _critical(most: int, level: float) -> np.ndarray:
    """Return for fewer trials than `most` the count up to which the test refuses.

    By the smaller count; -1 where it never does.
    """
    from scipy import stats

    m, tail = np.arange(most), (1 - level) / 2
    critical: np.ndarray = stats.binom.ppf(tail, m, 0.5)
    critical -= stats.binom.cdf(critical, m, 0.5) > tail
    return critical


# tables repeat the same pairs of percentages
@lru_cache(maxsize=4096)
def needed_size(
    first: float,
    second: float,
    *,
    overlap: Overlap,
    power: float | None = None,
    exact: bool = False,
    level: float = SURE,
) -> int:
    r"""Return how many respondents a difference of two percentages needs.

    Without `power` it is the smallest sample that shows these percentages *and* is
    significant, two-sided with confidence `level`:
    :math:`n \ge z_{\alpha/2}^2\, \psi / d^2` with :math:`d = b - c` and
    :math:`\psi = b + c`. With `power` it is the sample that will be significant with
    that chance if the percentages are those of the population:

    .. math:: n \ge \frac{\bigl(z_{\alpha/2} \sqrt{\psi}
       + z_{\beta} \sqrt{\psi - d^2}\bigr)^2}{d^2}

    With the `exact` test, significance is looked for among the sizes at which both
    percentages are whole numbers of respondents, so that with fractions of a per cent
    it grows coarse. Connor (1987), Biometrics 43:207; Lachin (1992), Statistics in
    Medicine 11:1239.

    >>> [needed_size(60, 55, overlap=case) for case in OVERLAPS]
    [77, 753, 1307]
    """
    from scipy import stats

    if first == second:
        raise ValueError(f"both percentages are {first}; expected a difference")
    for value in (first, second):
        if not 0 <= value <= 100:
            raise ValueError(f"percentage {value} is not from 0 to 100")
    if power is not None and not 0.5 <= power < 1:
        raise ValueError(f"power is {power}; expected 0.5 to less than 1")
    b, c = discordance(first / 100, second / 100, overlap)
    psi, d = b + c, abs(b - c)
    reach = stats.norm.isf((1 - level) / 2) * np.sqrt(psi)
    if power is not None:
        reach += stats.norm.ppf(power) * np.sqrt(max(psi - d**2, 0))
    # a size that is whole but for the last bits is not raised by one
    size = int(np.ceil(reach**2 / d**2 - 1e-9))
    if not exact:
        return size
    if power is not None:
        return _first(size, lambda n: exact_power(b, c, n, level=level) >= power)
    return _exact_significance(first, second, overlap, size, level)


def _first(guess: int, holds: Callable[[int], bool]) -> int:
    """Return the smallest size at which a nearly monotone condition holds."""
    high = guess
    while not holds(high):
        high += max(1, high // 10)
    low = bisect_left(range(high), True, lo=1, key=holds)
    # the power of a discrete test has teeth: look a little below
    while low > 1 and holds(low - 1):
        low -= 1
    return low


def _exact_significance(
    first: float, second: float, overlap: Overlap, guess: int, level: float
) -> int:
    printed = [f"{value:.6f}" for value in (first, second)]
    up_to = 20 * guess + 10_000
    sizes = feasible_sizes(printed, 6, rule="exact", up_to=up_to)
    yes, also = (np.rint(value * sizes / 100) for value in (first, second))
    found = sizes[exact_p_value(yes, also, sizes, overlap=overlap) <= 1 - level]
    if not found.size:
        raise ValueError(f"no size up to {up_to} is significant")
    return int(found[0])


def needed_sizes(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the respondents that each difference needs, in every case.

    `pairs` has columns ``first`` and ``second``, percentages that differ. For each pair
    and overlap a row comes back: all columns of `pairs`, ``overlap``, and numbers of
    respondents ``significant``, ``significant_exact``, ``power`` and ``power_exact``
    (80 % power), two-sided at 5 %.
    """
    rows = []
    for pair, overlap in product(pairs.to_dict("records"), OVERLAPS):
        size = partial(needed_size, pair["first"], pair["second"], overlap=overlap)
        sizes = {
            "significant": size(),
            "significant_exact": size(exact=True),
            "power": size(power=0.8),
            "power_exact": size(power=0.8, exact=True),
        }
        rows.append({**pair, "overlap": overlap, **sizes})
    return pd.DataFrame(rows)
