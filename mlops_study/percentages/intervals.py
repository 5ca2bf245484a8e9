"""Between which bounds lies what a percentage or a mean rating does not say."""

import numpy as np
import pandas as pd


def wilson(
    percentages: pd.Series, n: int | pd.Series, *, level: float = 0.95
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


def each_of(comparisons: int, level: float) -> float:
    r"""Return the confidence of each comparison if all hold together at `level`.

    .. math:: 1 - \alpha / m

    for :math:`m` comparisons, however they depend on one another (Bonferroni).

    >>> round(each_of(5, 0.95), 3)
    0.99
    """
    return 1 - (1 - level) / comparisons


def union_share(percentages: pd.Series) -> tuple[float, float]:
    r"""Return the bounds of the percentage that says yes to at least one item.

    .. math:: \max_i p_i \le P(\text{any}) \le \min(1, \textstyle\sum_i p_i)

    >>> union_share(pd.Series([70, 60]))
    (70.0, 100.0)
    """
    return float(percentages.max()), float(min(100, percentages.sum()))


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
