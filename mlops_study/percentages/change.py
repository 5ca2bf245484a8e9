"""Measures of a change between two percentages.

Each takes percentages before and after, aligned by their index, and returns one value
a row. A row whose percentages a measure does not allow is named in a ``ValueError``.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd


def percentage_points(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the difference of two percentages.

    .. math:: d = p_1 - p_0

    >>> percentage_points(pd.Series([25]), pd.Series([50])).item()
    25
    """
    return after - before


def relative_improvement(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the change as a percentage of the starting value.

    .. math:: r = 100 \, (p_1 - p_0) / p_0

    >>> relative_improvement(pd.Series([25]), pd.Series([50])).item()
    100.0
    """
    _refuse("before", before, before <= 0, "a relative change needs a start above 0")
    return 100 * percentage_points(before, after) / before


def odds_ratio(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the odds after by the odds before; 1 where nothing changed.

    .. math:: \frac{p_1 / (100 - p_1)}{p_0 / (100 - p_0)}

    >>> odds_ratio(pd.Series([25]), pd.Series([50])).item()
    3.0
    """
    _inside(before, after)
    return (after / (100 - after)) / (before / (100 - before))


def cohens_h(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the difference of the percentages on the arcsine scale, in radians.

    .. math:: h = 2 \arcsin\sqrt{p_1 / 100} - 2 \arcsin\sqrt{p_0 / 100}

    From ``statsmodels.stats.proportion.proportion_effectsize``.

    >>> round(cohens_h(pd.Series([25]), pd.Series([50])).item(), 4)
    0.5236
    """
    from statsmodels.stats.proportion import proportion_effectsize

    found = proportion_effectsize(after / 100, before / 100)
    return pd.Series(np.asarray(found), index=before.index)


def probit_difference(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the shift of a normal variable, in standard deviations, that explains it.

    .. math:: \Phi^{-1}(p_1 / 100) - \Phi^{-1}(p_0 / 100)

    >>> round(probit_difference(pd.Series([25]), pd.Series([50])).item(), 4)
    0.6745
    """
    from scipy import stats

    _inside(before, after)
    shift = stats.norm.ppf(after / 100) - stats.norm.ppf(before / 100)
    return pd.Series(np.asarray(shift), index=before.index)


def possible_gain(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the change as a percentage of what was left to gain.

    .. math:: 100 \, (p_1 - p_0) / (100 - p_0)

    >>> round(possible_gain(pd.Series([25]), pd.Series([50])).item(), 2)
    33.33
    """
    _refuse("before", before, before >= 100, "nothing is left to gain")
    return 100 * percentage_points(before, after) / (100 - before)


def _inside(before: pd.Series, after: pd.Series) -> None:
    for name, values in (("before", before), ("after", after)):
        outside = (values <= 0) | (values >= 100)
        _refuse(name, values, outside, "expected more than 0, less than 100")


def _refuse(name: str, values: pd.Series, wrong: pd.Series, why: str) -> None:
    """Name the first row whose percentage a measure does not allow."""
    if wrong.any():
        row = values.index[wrong][0]
        raise ValueError(f"{name}[{row!r}] is {values[row]}; {why}")


CHANGES: dict[str, Callable[[pd.Series, pd.Series], pd.Series]] = {
    "Percentage points": percentage_points,
    "Relative improvement (%)": relative_improvement,
    "Odds ratio": odds_ratio,
    "Cohen's h": cohens_h,
    "Probit difference": probit_difference,
    "Share of the possible gain (%)": possible_gain,
}
"""The measures by the name of their column."""
