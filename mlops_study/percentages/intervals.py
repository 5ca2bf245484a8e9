"""Between which bounds lies what a percentage or a mean rating does not say."""

from itertools import product

import numpy as np
import pandas as pd

SURE = 0.95
"""How probable, or how confident, a statement must be as a whole to be called sure.

Of several statements made at once each gets the share that :func:`each_of` gives; that
*all* of some hold needs no share, since the least sure of them decides.
"""


def wilson(
    percentages: pd.Series, n: int | pd.Series, *, level: float = SURE
) -> pd.DataFrame:
    r"""Return Wilson's interval for each percentage of `n` respondents.

    The shares :math:`p` that a test at :math:`1 - \text{level}` would not refuse:
    :math:`|\hat p - p| \le z \sqrt{p(1-p)/n}`. Columns ``low`` and ``high``, in per
    cent; `n` is positive, one for all or one for each. From
    ``statsmodels.stats.proportion.proportion_confint``.

    >>> wilson(pd.Series([50.0]), 100).round(1).iloc[0].tolist()
    [40.4, 59.6]
    """
    from statsmodels.stats.proportion import proportion_confint

    sizes = pd.Series(n, index=percentages.index, dtype=float)
    if not (sizes > 0).all():
        raise ValueError("n must be positive: without respondents there is no share")
    low, high = proportion_confint(
        percentages / 100 * sizes, sizes, alpha=1 - level, method="wilson"
    )
    bounds = {"low": 100 * np.asarray(low), "high": 100 * np.asarray(high)}
    return pd.DataFrame(bounds, index=percentages.index)


def effective_number(weights: np.ndarray) -> float:
    r"""Return how many respondents without weights those with `weights` are worth.

    .. math:: \Bigl(\sum_i w_i\Bigr)^2 \Bigl/ \sum_i w_i^2

    after Kish (1965), Survey Sampling.

    >>> round(effective_number(np.array([1.0, 1.0, 2.0])), 2)
    2.67
    """
    return float(weights.sum() ** 2 / (weights @ weights))


def each_of(comparisons: int, level: float) -> float:
    r"""Return the confidence of each comparison if all hold together at `level`.

    .. math:: 1 - \alpha / m

    for :math:`m` comparisons, however they depend on one another (Bonferroni).

    >>> round(each_of(5, 0.95), 3)
    0.99
    """
    return 1 - (1 - level) / comparisons


def at_least(percentages: pd.Series, count: int) -> tuple[float, float]:
    r"""Bound the percentage that says yes to at least `count` of the items.

    The least and the most that any joint answers :math:`x` with these shares allow, by
    linear programming over all patterns :math:`s \in \{0, 1\}^K` of yes and no:

    .. math:: \min, \max \sum_{|s| \ge k} x_s \quad \text{with} \quad
       \sum_s x_s s_i = p_i,\ \sum_s x_s = 100,\ x \ge 0

    For one item of several these are the bounds :math:`\max_i p_i` and
    :math:`\min(100, \sum_i p_i)` of Fréchet. From ``scipy.optimize.linprog``; up to
    12 items.

    >>> at_least(pd.Series([70, 60]), 1), at_least(pd.Series([70, 60]), 2)
    ((70.0, 100.0), (30.0, 60.0))
    """
    from scipy.optimize import linprog

    if not 1 <= count <= len(percentages) <= 12:
        items = len(percentages)
        raise ValueError(f"{count} of {items} items; expected 1 to all of 12 at most")
    patterns = np.array(list(product((0, 1), repeat=len(percentages))))
    asked = (patterns.sum(axis=1) >= count).astype(float)
    sums = np.column_stack([patterns, np.ones(len(patterns))]).T
    low, high = (
        linprog(sign * asked, A_eq=sums, b_eq=[*percentages, 100]).fun * sign
        for sign in (1, -1)
    )
    return round(float(low), 9), round(float(high), 9)


def rating_bounds(
    mean: float,
    at_least: int,
    *,
    scale: tuple[int, int] = (1, 5),
    half_width: float = 0.05,
) -> tuple[float, float]:
    r"""Bound the share of ratings at a level or above, given their mean.

    With a scale from :math:`l` to :math:`h`, a level :math:`t > l` and a mean
    :math:`m`,

    .. math:: \frac{m - (t - 1)}{h - (t - 1)} \le P(\text{rating} \ge t)
       \le \frac{m - l}{t - l}

    where the left side is taken from the smallest and the right from the largest mean
    that is printed as `mean`, `half_width` being half the unit of its last decimal.

    >>> rating_bounds(4.5, 4, half_width=0)
    (0.75, 1.0)
    """
    low, high = scale
    if not low <= mean <= high:
        raise ValueError(f"mean is {mean}; expected {low} to {high}")
    if not low < at_least <= high:
        raise ValueError(f"at_least is {at_least}; expected {low + 1} to {high}")
    least, most = max(mean - half_width, low), min(mean + half_width, high)
    below = at_least - 1
    return (
        max(0.0, (least - below) / (high - below)),
        min(1.0, (most - low) / (at_least - low)),
    )
