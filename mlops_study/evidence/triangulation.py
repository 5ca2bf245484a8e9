"""The practices ranked by the survey, by the literature and by the simulation.

The three measure different things: what respondents believe, what authors write about,
what follows from the model's assumptions. Each ranks the same practices, each with its
own uncertainty.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from mlops_study import experiments, published, survey
from mlops_study.lifecycle import KPIS
from mlops_study.published import Paper

__all__ = ["EFFECTS", "PRACTICES", "Triangulation", "concordance", "triangulate"]

PRACTICES = {
    "CI/CD": ("CI/CD Implementation", "CI/CD", "ci_cd"),
    "Automation": ("Automation in Model Management", "automation", "automation"),
    "Monitoring": ("Continuous Monitoring", "monitoring", "monitoring_interval"),
    "Collaboration": (
        "Cross-Functional Collaboration",
        "collaboration",
        "collaboration",
    ),
}
"""The practices that all three rank: row of Table 1, theme, practice of the model."""

EFFECTS = {
    "improvement_time": "lead time",
    "change_failure_rate": "failures",
    "recall": "recall",
}
"""Indicators of the simulation that the practices are ranked by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangulation:
    """Rankings of the same practices by several kinds of evidence.

    Parameters
    ----------
    ranks
        One row an evidence and practice: ``evidence``, ``practice``, ``value`` (per
        cent, studies, or the effect in the indicator's unit), ``rank`` (1 for the most
        favoured, the mean where values tie), ``best`` and ``worst`` (its interval).
    above
        For each evidence the probability that the row's practice is above the column's.
    """

    ranks: pd.DataFrame
    above: dict[str, pd.DataFrame]


def triangulate(
    *,
    n: int,
    overlap: survey.Overlap = "independent",
    responses: pd.DataFrame | None = None,
    results: pd.DataFrame | None = None,
) -> Triangulation:
    """Rank the practices by every kind of evidence.

    Parameters
    ----------
    n
        Number of respondents that is supposed for the published survey.
    overlap
        What is supposed of the overlap of their answers.
    responses
        Answers of a survey, in place of the published percentages; `n` and `overlap`
        are then not used.
    results
        Replications of ``practice_design``; the stored ones by default.
    """
    frames, above = [], {}
    for evidence, (values, table) in {
        **_survey(n, overlap, responses),
        **_literature(),
        **_simulation(results),
    }.items():
        above[evidence] = table
        frame = survey.rank_intervals(table)
        # from the most favoured down, whatever the sign of the value
        order = _favour(evidence, values)
        frame.insert(0, "rank", order.rank(ascending=False))
        frame.insert(0, "value", values)
        frame.insert(0, "practice", frame.index)
        frame.insert(0, "evidence", evidence)
        frames.append(frame)
    return Triangulation(ranks=pd.concat(frames, ignore_index=True), above=above)


Ranking = tuple[pd.Series, pd.DataFrame]


def _survey(
    n: int, overlap: survey.Overlap, responses: pd.DataFrame | None
) -> dict[str, Ranking]:
    if responses is None:
        shares = Paper().shares("table1")
        return {
            f"survey, {way}": (own, survey.above_by_shares(own, n, overlap=overlap))
            for way, own in ((str(way), _by_practice(shares[way], 0)) for way in shares)
        }
    items = survey.questionnaire().query("table == 'table1'")
    answers = responses[items.index].set_axis(list(items["row"]), axis="columns")
    rankings = {}
    for way, lowest in (("strong agreement", "5"), ("agreement", "4")):
        yes = answers.apply(
            lambda given, lowest=lowest: (
                (given >= lowest).astype(float).where(given.notna())
            )
        )
        yes = yes[[names[0] for names in PRACTICES.values()]]
        yes.columns = pd.Index(PRACTICES)
        rankings[f"survey, {way}"] = (100 * yes.mean(), survey.above_by_answers(yes))
    return rankings


def _by_practice(values: pd.Series, place: int) -> pd.Series:
    """Pick the values of the practices, whose names stand at a place of the triple."""
    return pd.Series({p: values[names[place]] for p, names in PRACTICES.items()})


def _literature() -> dict[str, Ranking]:
    themes = published.study_themes()
    studies = pd.crosstab(themes["study"], themes["theme"])
    tagged = studies[[names[1] for names in PRACTICES.values()]]
    tagged.columns = pd.Index(PRACTICES)
    return {"literature": (tagged.sum(), survey.above_by_answers(tagged))}


def _simulation(results: pd.DataFrame | None) -> dict[str, Ranking]:
    """Rank by the effect of adopting each practice first, and last."""
    runs = experiments.load_study("practices") if results is None else results
    rankings = {}
    for kpi, name in EFFECTS.items():
        wide = runs.pivot(index="replication", columns="scenario", values=kpi)
        for design in ("first", "last"):
            effects = pd.DataFrame(
                {
                    practice: wide[f"+ {own}"] - wide["A"]
                    if design == "first"
                    else wide["C"] - wide[f"- {own}"]
                    for practice, (*_, own) in PRACTICES.items()
                }
            )
            better = effects if KPIS[kpi].better == "higher" else -effects
            rankings[f"simulation, {name}, {design}"] = (
                effects.mean(),
                _surely(better),
            )
    return rankings


def _surely(effects: pd.DataFrame) -> pd.DataFrame:
    """Return how sure one mean effect is above another, from paired replications."""
    from scipy import stats

    table = pd.DataFrame(0.5, index=effects.columns, columns=effects.columns)
    for one, other in combinations(effects.columns, 2):
        differences = (effects[one] - effects[other]).dropna()
        if len(differences) < 2:
            continue
        if differences.nunique() > 1:
            t = stats.ttest_1samp(differences, 0)
            larger = float(stats.t.cdf(t.statistic, t.df))
        else:
            # no luck between them: the sign is all there is to know
            larger = (1 + float(np.sign(differences.iloc[0]))) / 2
        table.loc[one, other], table.loc[other, one] = larger, 1 - larger
    return table


def _favour(evidence: str, values: pd.Series) -> pd.Series:
    lower = {
        name for kpi, name in EFFECTS.items() if KPIS[kpi].better == "lower"
    } & set(evidence.split(", "))
    return -values if lower else values


def concordance(found: Triangulation, *, level: float = 0.95) -> pd.DataFrame:
    """Compare every two kinds of evidence, pair of practices by pair.

    Parameters
    ----------
    found
        The rankings.
    level
        How sure both must be of an order for it to count as sure: as in
        :func:`~mlops_study.percentages.ranking.rank_intervals`, all pairs of a
        practice at once.

    Returns
    -------
    pandas.DataFrame
        ``one``, ``other``; numbers of pairs of practices that both order the ``same``
        way, the ``opposite`` way, or that one of them leaves ``tied``; and the pairs
        of which both are sure: ``surely_same``, ``surely_opposite``.
    """
    wide = found.ranks.pivot(index="practice", columns="evidence", values="rank")
    names = list(PRACTICES)
    bound = 1 - (1 - level) / (len(names) - 1)
    pairs = list(combinations(range(len(names)), 2))
    signs, sure = {}, {}
    for evidence, above in found.above.items():
        ranks = wide[evidence].loc[names].to_numpy()
        table = above.loc[names, names].to_numpy()
        # a lower rank is the better one
        # where there is no value there is no order
        steps = np.array([ranks[q] - ranks[p] for p, q in pairs])
        signs[evidence] = np.sign(np.nan_to_num(steps))
        sure[evidence] = np.array(
            [max(table[p, q], table[q, p]) >= bound for p, q in pairs]
        )
    rows = []
    for one, other in combinations(found.above, 2):
        agree = signs[one] * signs[other]
        both = sure[one] & sure[other]
        rows.append(
            {
                "one": one,
                "other": other,
                "same": int((agree > 0).sum()),
                "opposite": int((agree < 0).sum()),
                "tied": int((agree == 0).sum()),
                "surely_same": int((both & (agree > 0)).sum()),
                "surely_opposite": int((both & (agree < 0)).sum()),
            }
        )
    return pd.DataFrame(rows)
