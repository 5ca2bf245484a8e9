"""Scenarios against each other: paired differences under common random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import scipy

from mlops_study.lifecycle import KPIS, PRACTICES

__all__ = [
    "bootstrap_intervals",
    "classical_tests",
    "paired_differences",
    "practice_effects",
]


def paired_differences(
    results: pd.DataFrame,
    pairs: Sequence[tuple[str, str]] | None = None,
    *,
    kpis: Sequence[str] = tuple(KPIS),
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Compare scenarios replication by replication.

    For :math:`m` comparisons the intervals hold together with confidence `level`
    (Bonferroni): each has the half-width :math:`t_{n-1, 1 - \alpha/2m}\, s_d/\sqrt n`
    of the mean of the differences :math:`d_r = y_r - x_r`.

    Parameters
    ----------
    results
        From :func:`~mlops_study.experiments.runner.replicate`, with shared luck.
    pairs
        Baseline and alternative by name; all pairs by default.
    kpis
        Indicators to compare.
    level
        Joint confidence of all intervals.

    Returns
    -------
    pandas.DataFrame
        One row a pair and indicator: ``baseline``, ``alternative``, ``kpi``, ``n`` (the
        replications in which both have a value), ``difference``, ``low``, ``high``;
        ``ratio``, the alternative's mean by the baseline's, with ``ratio_low`` and
        ``ratio_high`` (the delta method on the logarithm, same joint confidence);
        ``effect``, the mean difference in standard deviations of the difference;
        ``smaller``, the share of replications in which the alternative is smaller
        (half for ties); ``variance_reduction``, the variance that independent runs
        would have by the variance of the paired difference.
    """
    scenarios = list(dict.fromkeys(results["scenario"]))
    chosen = list(combinations(scenarios, 2)) if pairs is None else list(pairs)
    wide = results.pivot(index="replication", columns="scenario")
    comparisons = len(chosen) * len(kpis)
    rows = [
        {
            "baseline": baseline,
            "alternative": alternative,
            "kpi": kpi,
            **_compare(
                wide[kpi, baseline].to_numpy(dtype=float),
                wide[kpi, alternative].to_numpy(dtype=float),
                1 - (1 - level) / comparisons,
            ),
        }
        for baseline, alternative in chosen
        for kpi in kpis
    ]
    return pd.DataFrame(rows)


def practice_effects(
    results: pd.DataFrame, kpis: Sequence[str], level: float = 0.95
) -> pd.DataFrame:
    """Return what each practice does alone, and what it adds when it comes last.

    Parameters
    ----------
    results
        Replications of ``practice_design``.
    kpis
        Indicators to compare.
    level
        Joint confidence of all intervals.

    Returns
    -------
    pandas.DataFrame
        As :func:`paired_differences`, with ``practice`` and ``design``: ``alone``
        (added to A) or ``last`` (added to the other four, reaching C).
    """
    pairs = [("A", f"+ {practice}") for practice in PRACTICES]
    pairs += [(f"- {practice}", "C") for practice in PRACTICES]
    table = paired_differences(results, pairs, kpis=kpis, level=level)
    changed = table["alternative"].where(table["baseline"] == "A", table["baseline"])
    table.insert(0, "practice", changed.str[2:])
    alone = table["baseline"] == "A"
    table.insert(1, "design", alone.map({True: "alone", False: "last"}))
    return table


def _compare(x: np.ndarray, y: np.ndarray, level: float) -> dict[str, float]:
    both = ~(np.isnan(x) | np.isnan(y))
    x, y = x[both], y[both]
    n = len(x)
    nothing = float("nan")
    if n < 2:
        names = ("difference", "low", "high", "ratio", "ratio_low", "ratio_high")
        more = ("effect", "smaller", "variance_reduction")
        return {"n": n, **dict.fromkeys((*names, *more), nothing)}
    d = y - x
    mean, sd = float(d.mean()), float(d.std(ddof=1))
    quantile = float(scipy.stats.t.ppf((1 + level) / 2, n - 1))
    half = quantile * sd / np.sqrt(n)
    ratio = log_half = nothing
    if x.mean() * y.mean() > 0:
        ratio = float(y.mean() / x.mean())
        # the ratio's relative error: the residuals of each side by its mean
        relative = (y - y.mean()) / y.mean() - (x - x.mean()) / x.mean()
        log_half = float(quantile * relative.std(ddof=1) / np.sqrt(n))
    apart = float(x.var(ddof=1) + y.var(ddof=1))
    return {
        "n": n,
        "difference": mean,
        "low": mean - half,
        "high": mean + half,
        "ratio": ratio,
        "ratio_low": ratio * float(np.exp(-log_half)),
        "ratio_high": ratio * float(np.exp(log_half)),
        "effect": mean / sd if sd > 0 else nothing,
        "smaller": float(np.mean(d < 0) + np.mean(d == 0) / 2),
        "variance_reduction": apart / sd**2 if sd > 0 else nothing,
    }


def bootstrap_intervals(
    results: pd.DataFrame,
    baseline: str,
    alternative: str,
    *,
    kpis: Sequence[str] = tuple(KPIS),
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Return bootstrap intervals of mean paired differences, as a check on the others.

    Bias-corrected and accelerated, from SciPy; each interval has confidence `level`
    on its own.

    Parameters
    ----------
    results
        From :func:`~mlops_study.experiments.runner.replicate`, with shared luck.
    baseline, alternative
        Scenarios by name.
    kpis
        Indicators to compare.
    level
        Confidence of each interval.
    seed
        Seed of the resampling.

    Returns
    -------
    pandas.DataFrame
        One row an indicator: ``kpi``, ``t_low``, ``t_high``, ``low``, ``high``.
    """
    wide = results.pivot(index="replication", columns="scenario")
    rows = []
    for kpi in kpis:
        d = (wide[kpi, alternative] - wide[kpi, baseline]).dropna().to_numpy()
        t = scipy.stats.ttest_1samp(d, 0).confidence_interval(level)
        found = scipy.stats.bootstrap(
            (d,), np.mean, confidence_level=level, rng=np.random.default_rng(seed)
        ).confidence_interval
        rows.append((kpi, t.low, t.high, found.low, found.high))
    return pd.DataFrame(rows, columns=["kpi", "t_low", "t_high", "low", "high"])


def classical_tests(
    results: pd.DataFrame, kpis: Sequence[str] = tuple(KPIS)
) -> pd.DataFrame:
    """Return the tests that treat the scenarios as independent groups.

    Welch's analysis of variance and Kruskal-Wallis over all scenarios, and the
    largest of the Games-Howell p-values over pairs. They assume runs without common
    random numbers.

    Parameters
    ----------
    results
        From :func:`~mlops_study.experiments.runner.replicate` with ``common=False``.
    kpis
        Indicators to test.

    Returns
    -------
    pandas.DataFrame
        One row an indicator: ``kpi``, ``welch``, ``kruskal``, ``games_howell``.
    """
    rows = []
    for kpi in kpis:
        groups = [g.dropna().to_numpy() for _, g in results.groupby("scenario")[kpi]]
        howell = scipy.stats.tukey_hsd(*groups, equal_var=False).pvalue
        rows.append(
            {
                "kpi": kpi,
                "welch": scipy.stats.f_oneway(*groups, equal_var=False).pvalue,
                "kruskal": scipy.stats.kruskal(*groups).pvalue,
                "games_howell": howell[~np.eye(len(groups), dtype=bool)].max(),
            }
        )
    return pd.DataFrame(rows)
