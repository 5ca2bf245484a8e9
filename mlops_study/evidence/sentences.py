"""Which sentences of the paper became claims, and how alike two coders read them."""

import numpy as np
import pandas as pd

from mlops_study.percentages import SURE
from mlops_study.published import Paper

CLAIMED = ("number", "standing", "frequency", "trend", "effect", "act")
"""Codes of the sentences that are a claim, or are left out for a reason."""


def completeness(paper: Paper) -> pd.DataFrame:
    """Count the sentences of each code, those that are claims, and the others by why.

    By ``code``: ``sentences``, ``claimed``, and a column for each reason for which
    sentences are left out.
    """
    sentences = paper.table("sentences")
    places = pd.MultiIndex.from_frame(paper.table("claims")[["section", "sentence"]])
    by_code = sentences.assign(claimed=sentences.index.isin(places)).groupby("agreed")
    counts = by_code["claimed"].agg(sentences="size", claimed="sum")
    reasons = pd.crosstab(sentences["agreed"], sentences["left_out"])
    found: pd.DataFrame = counts.join(reasons.drop(columns="")).loc[list(CLAIMED)]
    return found.rename_axis("code")


def alpha(codes: pd.DataFrame) -> float:
    r"""Return Krippendorff's alpha of two coders, for codes without an order.

    .. math:: \alpha = 1 - (1 - \pi) \frac{2N - 1}{2N}

    for :math:`N` units, a row each, with Scott's :math:`\pi`, which for two coders is
    the kappa of Fleiss. Krippendorff (2004), Human Communication Research 30:411.

    >>> found = pd.DataFrame({"first": list("aabb"), "second": list("aaba")})
    >>> round(alpha(found), 3)
    0.533
    """
    return _alpha(_counts(codes))


def _counts(codes: pd.DataFrame) -> np.ndarray:
    """Return how many coders gave each code, a row a unit."""
    from statsmodels.stats.inter_rater import aggregate_raters

    counts: np.ndarray = aggregate_raters(codes)[0]
    return counts


def _alpha(counts: np.ndarray) -> float:
    from statsmodels.stats.inter_rater import fleiss_kappa

    values = 2 * len(counts)
    return float(1 - (1 - fleiss_kappa(counts)) * (values - 1) / values)


def alpha_interval(
    codes: pd.DataFrame, rng: np.random.Generator, *, draws: int = 1000
) -> tuple[float, float]:
    """Return an interval for :func:`alpha` by resampling the units.

    The percentiles of so many bootstrap samples, with the confidence ``SURE``.
    """
    from scipy import stats

    counts = _counts(codes)

    def of(units: np.ndarray) -> float:
        return _alpha(counts[units])

    way = {"method": "percentile", "confidence_level": SURE, "n_resamples": draws}
    drawn = stats.bootstrap((range(len(codes)),), of, vectorized=False, rng=rng, **way)
    low, high = map(float, drawn.confidence_interval)
    return low, high
