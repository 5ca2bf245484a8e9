"""Scenarios against each other: paired differences under common random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import scipy

from mlops_study.experiments.design import PAIRS
from mlops_study.experiments.paired import by_replication, paired, surely
from mlops_study.lifecycle import KPIS


def paired_differences(
    results: pd.DataFrame,
    pairs: Sequence[tuple[str, str]] | None = None,
    *,
    kpis: Sequence[str] = tuple(KPIS),
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Compare scenarios replication by replication.

    The intervals of all comparisons of all indicators hold together with confidence
    `level` (Bonferroni): of :math:`m` each has :math:`1 - \alpha/m`.

    Parameters
    ----------
    results
        From :func:`~mlops_study.experiments.runner.replicate`, with shared luck.
    pairs
        Baseline and alternative by name; all pairs by default.

    Returns
    -------
    pandas.DataFrame
        One row a pair and indicator: ``baseline``, ``alternative``, ``kpi``, and what
        :class:`~mlops_study.experiments.paired.Paired` says of it: ``n``,
        ``difference`` with ``low`` and ``high``, ``ratio`` with ``ratio_low`` and
        ``ratio_high``, ``effect``, ``smaller``, ``variance_reduction``; and whether
        the alternative is ``surely`` ``better`` or ``worse``, at joint ``level``.
    """
    scenarios = list(dict.fromkeys(results["scenario"]))
    chosen = list(combinations(scenarios, 2)) if pairs is None else list(pairs)
    wide = by_replication(results)
    each = 1 - (1 - level) / (len(chosen) * len(kpis))
    rows = []
    for baseline, alternative in chosen:
        for kpi in kpis:
            pair = paired(wide[kpi, baseline], wide[kpi, alternative])
            low, high = pair.interval(each)
            ratio, ratio_low, ratio_high = pair.ratio(each)
            rows.append(
                {
                    "baseline": baseline,
                    "alternative": alternative,
                    "kpi": kpi,
                    "n": pair.n,
                    "difference": pair.difference,
                    "low": low,
                    "high": high,
                    "ratio": ratio,
                    "ratio_low": ratio_low,
                    "ratio_high": ratio_high,
                    "effect": pair.effect,
                    "smaller": pair.smaller,
                    "variance_reduction": pair.variance_reduction,
                    "surely": surely(kpi, low, high),
                }
            )
    return pd.DataFrame(rows).assign(level=level)


def practice_effects(
    results: pd.DataFrame, kpis: Sequence[str], level: float = 0.95
) -> pd.DataFrame:
    """Return what each practice does alone, and what it adds when it comes last.

    Parameters
    ----------
    results
        Replications of ``practice_design``.

    Returns
    -------
    pandas.DataFrame
        As :func:`paired_differences`, with ``practice`` and ``design``: ``alone``
        (added to A) or ``last`` (added to the other four, reaching C).
    """
    table = paired_differences(results, list(PAIRS.values()), kpis=kpis, level=level)
    changes = pd.DataFrame(list(PAIRS), columns=["practice", "design"])
    changes = changes.loc[changes.index.repeat(len(kpis))].reset_index(drop=True)
    return pd.concat([changes, table], axis="columns")


def bootstrap_intervals(
    results: pd.DataFrame,
    baseline: str,
    alternative: str,
    *,
    kpis: Sequence[str] = tuple(KPIS),
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Hold Student's intervals of paired differences against bootstrapped ones.

    Bias-corrected and accelerated, from SciPy; each interval has confidence `level`
    on its own. One row an indicator: ``kpi``, ``t_low``, ``t_high``, ``low``, ``high``.
    """
    wide = by_replication(results)
    rows = []
    for kpi in kpis:
        pair = paired(wide[kpi, baseline], wide[kpi, alternative])
        found = scipy.stats.bootstrap(
            (pair.differences,),
            np.mean,
            confidence_level=level,
            rng=np.random.default_rng(seed),
        ).confidence_interval
        rows.append((kpi, *pair.interval(level), found.low, found.high))
    return pd.DataFrame(rows, columns=["kpi", "t_low", "t_high", "low", "high"])


def classical_tests(
    results: pd.DataFrame, kpis: Sequence[str] = tuple(KPIS)
) -> pd.DataFrame:
    """Return the tests that treat the scenarios as independent groups.

    They assume runs without common random numbers. One row an indicator, p-values of
    Welch's analysis of variance and of Kruskal-Wallis over all scenarios, ``welch`` and
    ``kruskal``, and the largest of Games-Howell over pairs, ``games_howell``.
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
