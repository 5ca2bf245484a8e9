"""Scenarios against each other: paired differences under common random numbers."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations

import numpy as np
import pandas as pd
import scipy

from mlops_study.experiments.design import PAIRS
from mlops_study.experiments.paired import by_replication, judge, paired
from mlops_study.lifecycle import KPIS, Interest
from mlops_study.percentages import SURE, each_of


def paired_differences(
    results: pd.DataFrame,
    pairs: Sequence[tuple[str, str]] | None = None,
    *,
    kpis: Sequence[str] = tuple(KPIS),
    level: float = SURE,
    interest: Interest | None = None,
) -> pd.DataFrame:
    r"""Compare scenarios replication by replication.

    The intervals of all comparisons of all indicators hold together with confidence
    `level` (Bonferroni): of :math:`m` each has :math:`1 - \alpha/m`. The `pairs` are of
    a baseline and an alternative by name, all by default.

    One row a pair and indicator: ``baseline``, ``alternative``, ``kpi``, the fields of
    :class:`~mlops_study.experiments.paired.Paired`, the ``verdict`` of
    :func:`~mlops_study.experiments.paired.judge` by the smallest effects of `interest`,
    those of scenario A by default, and the joint ``level``.
    """
    scenarios = list(dict.fromkeys(results["scenario"]))
    chosen = list(combinations(scenarios, 2)) if pairs is None else list(pairs)
    wide = by_replication(results)
    each = each_of(len(chosen) * len(kpis), level)
    smallest = interest or Interest()
    rows = []
    for baseline, alternative in chosen:
        for kpi in kpis:
            found = paired(wide[kpi, baseline], wide[kpi, alternative], each)
            names = {"baseline": baseline, "alternative": alternative, "kpi": kpi}
            verdict = judge(kpi, found.low, found.high, smallest.of(kpi))
            rows.append({**names, **asdict(found), "verdict": verdict})
    return pd.DataFrame(rows).assign(level=level)


def practice_effects(results: pd.DataFrame, kpis: Sequence[str]) -> pd.DataFrame:
    """Return what each practice does alone, and what it adds when it comes last.

    As :func:`paired_differences` of the replications of ``practice_design``, with
    ``practice`` and ``design``: ``alone`` (added to A) or ``last`` (added to the other
    four, reaching C).
    """
    table = paired_differences(results, list(PAIRS.values()), kpis=kpis)
    changes = pd.DataFrame(list(PAIRS), columns=["practice", "design"])
    changes = changes.loc[changes.index.repeat(len(kpis))].reset_index(drop=True)
    return pd.concat([changes, table], axis="columns")


def bootstrap_intervals(
    results: pd.DataFrame,
    baseline: str,
    alternative: str,
    *,
    kpis: Sequence[str] = tuple(KPIS),
) -> pd.DataFrame:
    """Hold Student's intervals of paired differences against bootstrapped ones.

    Bias-corrected and accelerated, from SciPy; each interval is at 95 % on
    its own. One row an indicator: ``kpi``, ``t_low``, ``t_high``, ``low``, ``high``.
    """
    wide = by_replication(results)
    rows = []
    for kpi in kpis:
        x, y = wide[kpi, baseline], wide[kpi, alternative]
        student, rng = paired(x, y, SURE), np.random.default_rng(0)
        drawn = scipy.stats.bootstrap(
            ((y - x).dropna(),), np.mean, confidence_level=SURE, rng=rng
        )
        rows.append((kpi, student.low, student.high, *drawn.confidence_interval))
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
