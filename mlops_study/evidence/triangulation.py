"""The practices ranked by the survey, by the literature and by the simulation.

The three measure different things: what respondents believe, what authors write about,
what follows from the model's assumptions. Each ranks the same practices, each with its
own uncertainty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeVar

import numpy as np
import pandas as pd

from mlops_study import percentages, survey
from mlops_study.experiments import (
    PAIRS,
    Fault,
    by_replication,
    load_study,
    sound,
    sure_above,
)
from mlops_study.experiments import faults as faults_of
from mlops_study.lifecycle import KPIS
from mlops_study.published import SURVEY_TABLES, Paper

RANKED = pd.DataFrame(
    [
        ("CI/CD Implementation", "CI/CD", "ci_cd"),
        ("Automation in Model Management", "automation", "automation"),
        ("Continuous Monitoring", "monitoring", "monitoring_interval"),
        ("Cross-Functional Collaboration", "collaboration", "collaboration"),
    ],
    index=["CI/CD", "Automation", "Monitoring", "Collaboration"],
    columns=["row", "theme", "practice"],
)
"""The practices that all three rank: row of Table 1, theme, practice of the model."""

Named = TypeVar("Named", pd.Series, pd.DataFrame)

EFFECTS = {
    "improvement_time": "lead time",
    "change_failure_rate": "failures",
    "recall": "recall",
}
"""Indicators of the simulation that the practices are ranked by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The practices ranked by one kind of evidence, and what of that is measured.

    ``values`` are per cent, studies, or the effect in the unit of the indicator, the
    ``kpi``; ``above`` is the probability that the row's practice is above the column's.
    A simulation's ``design`` is whether practices are adopted ``first`` or ``last``.
    """

    kind: Literal["survey", "literature", "simulation"]
    measure: str = ""
    design: str = ""
    kpi: str = ""
    values: pd.Series
    above: pd.DataFrame

    @property
    def title(self) -> str:
        """Its name in print."""
        return ", ".join(filter(None, (self.kind, self.measure, self.design)))

    @property
    def ranks(self) -> pd.Series:
        """Ranks from the most favoured, 1, down; the mean where values tie."""
        sign = KPIS[self.kpi].sign if self.kpi else 1
        return (sign * self.values).rank(ascending=False)

    @property
    def table(self) -> pd.DataFrame:
        """``evidence``, ``practice``, ``value``, ``rank`` and its interval.

        The interval reaches from ``best`` to ``worst``.
        """
        frame = percentages.rank_intervals(self.above)
        frame.insert(0, "rank", self.ranks)
        frame.insert(0, "value", self.values)
        frame.insert(0, "practice", frame.index)
        frame.insert(0, "evidence", self.title)
        return frame


def triangulate(
    *,
    n: int,
    overlap: percentages.Overlap = "independent",
    responses: pd.DataFrame | None = None,
    results: pd.DataFrame | None = None,
    faults: Mapping[str, Fault] | None = None,
) -> dict[str, Ranking]:
    """Rank the practices by every kind of evidence; by the ranking's title.

    Of the published survey `n` respondents and the `overlap` of their answers are
    supposed; answers to a survey of one's own, `responses`, take its place. `results`
    are replications of ``practice_design``, the stored ones by default. Runs with one
    of the `faults`, or one that the results show, rank nothing: a practice has no value
    where its runs are faulty, and the simulation does not rank where those of A are.
    """
    asked = _published(n, overlap) if responses is None else _answered(responses)
    found = [*asked, _literature(), *_simulation(results, faults)]
    return {ranking.title: ranking for ranking in found}


def ranks(rankings: dict[str, Ranking]) -> pd.DataFrame:
    """Return the tables of all rankings, one below the other."""
    tables = [ranking.table for ranking in rankings.values()]
    return pd.concat(tables, ignore_index=True)


def _published(n: int, overlap: percentages.Overlap) -> Iterator[Ranking]:
    for way, shares in Paper().shares("table1").items():
        values = _of_practices(shares, "row")
        above = percentages.above_by_shares(values, n, overlap=overlap)
        yield Ranking(kind="survey", measure=str(way), values=values, above=above)


def _answered(responses: pd.DataFrame) -> Iterator[Ranking]:
    for way in SURVEY_TABLES["table1"].counted:
        answers = survey.counted(responses, "table1", way)
        yes = _of_practices(answers.T, "row").T
        above = percentages.above_by_answers(yes)
        yield Ranking(kind="survey", measure=way, values=100 * yes.mean(), above=above)


def _literature() -> Ranking:
    themes = Paper().study_themes()
    studies = pd.crosstab(themes["study"], themes["theme"])
    tagged = _of_practices(studies.T, "theme").T
    above = percentages.above_by_answers(tagged)
    return Ranking(kind="literature", values=tagged.sum(), above=above)


def _simulation(
    results: pd.DataFrame | None, faults: Mapping[str, Fault] | None
) -> Iterator[Ranking]:
    """Rank by the effect of adopting each practice first, and last."""
    found = load_study("practices") if results is None else results
    faulty = {**faults_of(found), **(faults or {})}
    if "A" in faulty:
        return
    wide = by_replication(sound(found, faulty))
    for kpi, measure in EFFECTS.items():
        runs = wide[kpi]
        for design, pairs, of in (("first", "alone", "A"), ("last", "last", "C")):
            if of in faulty:
                continue
            ends = {p: PAIRS[name, pairs] for p, name in RANKED["practice"].items()}
            steps = {p: runs[goal] - runs[base] for p, (base, goal) in ends.items()}
            effects = pd.DataFrame(steps)
            yield Ranking(
                kind="simulation",
                measure=measure,
                design=design,
                kpi=kpi,
                values=effects.mean(),
                above=_surely(KPIS[kpi].sign * effects),
            )


def _of_practices(found: Named, names: str) -> Named:
    """Pick the rows of the practices by one of their names."""
    return found.loc[RANKED[names]].set_axis(RANKED.index)


def _surely(effects: pd.DataFrame) -> pd.DataFrame:
    """Return how sure one mean effect is above another, from paired replications."""
    table = pd.DataFrame(0.5, index=effects.columns, columns=effects.columns)
    for one, other in combinations(effects.columns, 2):
        larger = sure_above(effects[one] - effects[other])
        table.loc[one, other], table.loc[other, one] = larger, 1 - larger
    return table


def concordance(rankings: dict[str, Ranking], *, level: float = 0.95) -> pd.DataFrame:
    """Compare every two kinds of evidence, pair of practices by pair.

    ``one``, ``other``; numbers of pairs of practices that both order the ``same`` way,
    the ``opposite`` way, or that one of them leaves ``tied``; and the pairs of which
    both are sure at the `level`, as in
    :func:`~mlops_study.percentages.ranking.rank_intervals` all pairs of a practice at
    once: ``surely_same``, ``surely_opposite``.
    """
    bound = percentages.each_of(len(RANKED) - 1, level)
    one, other = np.triu_indices(len(RANKED), 1)
    signs, sure = {}, {}
    for title, ranking in rankings.items():
        ranks = ranking.ranks.loc[RANKED.index].to_numpy()
        above = ranking.above.loc[RANKED.index, RANKED.index].to_numpy()
        # a lower rank is the better one; where there is no value there is no order
        signs[title] = np.sign(np.nan_to_num(ranks[other] - ranks[one]))
        sure[title] = np.maximum(above, above.T)[one, other] >= bound
    rows = []
    for a, b in combinations(rankings, 2):
        agree, both = signs[a] * signs[b], sure[a] & sure[b]
        same, opposite = agree > 0, agree < 0
        counted = (same, opposite, agree == 0, both & same, both & opposite)
        rows.append((a, b, *(int(pairs.sum()) for pairs in counted)))
    columns = ["same", "opposite", "tied", "surely_same", "surely_opposite"]
    return pd.DataFrame(rows, columns=["one", "other", *columns])
