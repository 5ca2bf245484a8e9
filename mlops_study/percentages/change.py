"""Measures of a change between two percentages."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

__all__ = [
    "CHANGES",
    "cohens_h",
    "odds_ratio",
    "percentage_points",
    "possible_gain",
    "probit_difference",
    "relative_improvement",
]


def percentage_points(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the difference of two percentages.

    .. math:: d = p_1 - p_0

    Parameters
    ----------
    before, after
        Percentages, aligned by their index.

    Returns
    -------
    pandas.Series
        Percentage points.

    Examples
    --------
    >>> percentage_points(pd.Series([25]), pd.Series([50])).item()
    25
    """
    return after - before


def relative_improvement(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the change as a percentage of the starting value.

    .. math:: r = 100 \, (p_1 - p_0) / p_0

    Parameters
    ----------
    before, after
        Percentages, aligned by their index; `before` is positive.

    Returns
    -------
    pandas.Series
        Per cent of `before`.

    Raises
    ------
    ValueError
        If a value of `before` is not positive.

    Examples
    --------
    >>> relative_improvement(pd.Series([25]), pd.Series([50])).item()
    100.0
    """
    if (before <= 0).any():
        row = before.index[before <= 0][0]
        raise ValueError(
            f"before[{row!r}] is {before[row]}; a relative change needs a start above 0"
        )
    return 100 * percentage_points(before, after) / before


def odds_ratio(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the odds after by the odds before.

    .. math:: \frac{p_1 / (100 - p_1)}{p_0 / (100 - p_0)}

    Parameters
    ----------
    before, after
        Percentages above 0 and below 100, aligned by their index.

    Returns
    -------
    pandas.Series
        Ratios; 1 where nothing changed.

    Raises
    ------
    ValueError
        If a percentage is 0 or 100.

    Examples
    --------
    >>> odds_ratio(pd.Series([25]), pd.Series([50])).item()
    3.0
    """
    _between(before, after)
    odds = [percentages / (100 - percentages) for percentages in (before, after)]
    return odds[1] / odds[0]


def cohens_h(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the difference of the percentages on the arcsine scale.

    .. math:: h = 2 \arcsin\sqrt{p_1 / 100} - 2 \arcsin\sqrt{p_0 / 100}

    Parameters
    ----------
    before, after
        Percentages, aligned by their index.

    Returns
    -------
    pandas.Series
        Radians, from minus to plus pi.

    Notes
    -----
    From ``statsmodels.stats.proportion.proportion_effectsize``.

    Examples
    --------
    >>> round(cohens_h(pd.Series([25]), pd.Series([50])).item(), 4)
    0.5236
    """
    from statsmodels.stats.proportion import proportion_effectsize

    found = proportion_effectsize(after / 100, before / 100)
    return pd.Series(np.asarray(found), index=before.index)


def probit_difference(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the shift of a normal variable that would explain the change.

    .. math:: \Phi^{-1}(p_1 / 100) - \Phi^{-1}(p_0 / 100)

    Parameters
    ----------
    before, after
        Percentages above 0 and below 100, aligned by their index.

    Returns
    -------
    pandas.Series
        Standard deviations.

    Raises
    ------
    ValueError
        If a percentage is 0 or 100.

    Examples
    --------
    >>> round(probit_difference(pd.Series([25]), pd.Series([50])).item(), 4)
    0.6745
    """
    from scipy import stats

    _between(before, after)
    shift = stats.norm.ppf(after / 100) - stats.norm.ppf(before / 100)
    return pd.Series(np.asarray(shift), index=before.index)


def possible_gain(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the change as a percentage of what was left to gain.

    .. math:: 100 \, (p_1 - p_0) / (100 - p_0)

    Parameters
    ----------
    before, after
        Percentages, aligned by their index; `before` is below 100.

    Returns
    -------
    pandas.Series
        Per cent of the distance from `before` to 100.

    Raises
    ------
    ValueError
        If a value of `before` is 100.

    Examples
    --------
    >>> round(possible_gain(pd.Series([25]), pd.Series([50])).item(), 2)
    33.33
    """
    if (before >= 100).any():
        row = before.index[before >= 100][0]
        raise ValueError(f"before[{row!r}] is {before[row]}; nothing is left to gain")
    return 100 * percentage_points(before, after) / (100 - before)


def _between(before: pd.Series, after: pd.Series) -> None:
    for name, values in (("before", before), ("after", after)):
        outside = (values <= 0) | (values >= 100)
        if outside.any():
            row = values.index[outside][0]
            raise ValueError(
                f"{name}[{row!r}] is {values[row]}; expected more than 0, less than 100"
            )


CHANGES: dict[str, Callable[[pd.Series, pd.Series], pd.Series]] = {
    "Percentage points": percentage_points,
    "Relative improvement (%)": relative_improvement,
    "Odds ratio": odds_ratio,
    "Cohen's h": cohens_h,
    "Probit difference": probit_difference,
    "Share of the possible gain (%)": possible_gain,
}
"""The measures by the name of their column."""
