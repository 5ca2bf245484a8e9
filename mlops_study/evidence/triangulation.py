"""The practices ranked by the survey, by the literature and by the simulation.

The three measure different things: what respondents believe, what authors write about,
what follows from the model's assumptions. Each ranks the same practices. Survey and
simulation vary by chance, and have intervals; the literature's ranks are counts of
studies that somebody chose, no sample of others, and have none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations
from math import comb, nan
from typing import Literal, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mlops_study import experiments, percentages, survey
from mlops_study.experiments import PAIRS, Fault, by_replication, paired, sound
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

PAIRED = comb(len(RANKED), 2)
"""The number of pairs of these practices."""

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
    ``kpi``; ``places`` the ``best`` and ``worst`` rank that each practice can have;
    ``surely`` whether the row's practice is significantly above the column's, all pairs
    at once. A simulation's ``design`` is whether practices are adopted ``first`` or
    ``last``.
    """

    kind: Literal["survey", "literature", "simulation"]
    measure: str = ""
    design: str = ""
    kpi: str = ""
    values: pd.Series
    places: pd.DataFrame
    surely: pd.DataFrame

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
        frame = self.places.copy()
        frame.insert(0, "rank", self.ranks)
        frame.insert(0, "value", self.values)
        frame.insert(0, "practice", frame.index)
        frame.insert(0, "evidence", self.title)
        return frame


def triangulate(
    *,
    n: int,
    responses: survey.Responses | None = None,
    results: pd.DataFrame | None = None,
    faults: Mapping[str, Fault] | None = None,
    level: float = percentages.SURE,
) -> dict[str, Ranking]:
    """Rank the practices by every kind of evidence; by the ranking's title.

    Of the published survey `n` respondents who answer items independently are
    supposed; answers to a survey of one's own, `responses`, take its place. `results`
    are replications of ``practice_design``, the stored ones by default. Runs with one
    of the `faults`, or one that the results show, rank nothing: a practice has no value
    where its runs are faulty, and the simulation does not rank where those of A are.

    Each interval of ranks, and all that is sure of the pairs of a ranking, hold with
    `level`.
    """
    pairs = percentages.each_of(PAIRED, level)
    asked = _published(n, level) if responses is None else _answered(responses, level)
    surveyed = (
        Ranking(kind="survey", measure=way, values=v, places=p, surely=above >= pairs)
        for way, v, above, p in asked
    )
    found = [*surveyed, _literature(), *_simulation(results, faults, pairs)]
    return {ranking.title: ranking for ranking in found}


def ranks(rankings: dict[str, Ranking]) -> pd.DataFrame:
    """Return the tables of all rankings, one below the other."""
    tables = [ranking.table for ranking in rankings.values()]
    return pd.concat(tables, ignore_index=True)


Asked = Iterator[tuple[str, pd.Series, pd.DataFrame, pd.DataFrame]]
"""Way of counting, percentages, probability of the row's above the column's, ranks."""


def _published(n: int, level: float) -> Asked:
    for way, shares in Paper().shares("table1").items():
        values = _of_practices(shares, "row")
        above = percentages.above_by_shares(values, n, overlap="independent")
        places = percentages.rank_probabilities(values, n)
        yield str(way), values, above, percentages.credible_ranks(places, level=level)


def _answered(responses: survey.Responses, level: float) -> Asked:
    for way, columns in SURVEY_TABLES["table1"].counted.items():
        answers = survey.counted(responses, "table1", levels=len(columns))
        # all practices by the same respondents
        yes = _of_practices(answers.T, "row").T.dropna()
        above = percentages.above_by_answers(yes)
        places = percentages.rank_intervals(above, level=level)
        yield way, 100 * yes.mean(), above, places


def _literature() -> Ranking:
    themes = Paper().study_themes()
    studies = _of_practices(themes.groupby("theme")["study"].nunique(), "theme")
    ranks = studies.rank(ascending=False)
    return Ranking(
        kind="literature",
        values=studies,
        places=pd.DataFrame({"best": ranks, "worst": ranks}),
        surely=pd.DataFrame(False, RANKED.index, RANKED.index),
    )


def _simulation(
    results: pd.DataFrame | None, faults: Mapping[str, Fault] | None, level: float
) -> Iterator[Ranking]:
    """Rank by the effect of adopting each practice first, and last."""
    found = experiments.load_study("practices") if results is None else results
    faulty = {**experiments.faults(found), **(faults or {})}
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
            surely = _surely(KPIS[kpi].sign * effects, level)
            yield Ranking(
                kind="simulation",
                measure=measure,
                design=design,
                kpi=kpi,
                values=effects.mean(),
                places=percentages.rank_intervals(surely.astype(float)),
                surely=surely,
            )


def _of_practices(found: Named, names: str) -> Named:
    """Pick the rows of the practices by one of their names."""
    return found.loc[RANKED[names]].set_axis(RANKED.index)


def _surely(effects: pd.DataFrame, level: float) -> pd.DataFrame:
    """Say which mean effect is significantly above which, from paired replications."""
    lows = {
        other: {one: paired(effects[other], effects[one], level).low for one in effects}
        for other in effects
    }
    return pd.DataFrame(lows) > 0


def opposite_chance(one: Ranking, others: Iterable[Ranking]) -> float:
    """Return the chance of orders as opposite as these, if one of them were chance.

    The share of all orders of the practices of `one` of which the most pairs that any
    single one of the others has the opposite way are as many as found, or more. So the
    most of several is not taken for one that was named before; of one other it is the
    exact test of Kendall's correlation.
    """
    own, fixed = _order(one), [_order(other) for other in others]

    def most(order: NDArray[np.float64]) -> int:
        return max(int((order * other < 0).sum()) for other in fixed)

    orders = [own[np.ix_(names, names)] for names in permutations(range(len(own)))]
    return float(np.mean([most(order) >= most(own) for order in orders]))


def _order(ranking: Ranking) -> NDArray[np.float64]:
    """Return 1 where the row's practice is above the column's, -1 below, 0 neither."""
    ranks = ranking.ranks.loc[RANKED.index].to_numpy()
    # a lower rank is the better one; where there is no value there is no order
    order: NDArray[np.float64] = np.nan_to_num(np.sign(ranks - ranks[:, None]))
    return order


def concordance(rankings: dict[str, Ranking]) -> pd.DataFrame:
    """Compare every two kinds of evidence, pair of practices by pair.

    ``one``, ``other``; numbers of pairs of practices that both order the ``same`` way,
    the ``opposite`` way, or that one of them leaves ``tied``; the pairs of which both
    are sure, ``surely_same`` and ``surely_opposite``, none where one is a count; and
    the ``chance`` of as many opposite pairs, see :func:`opposite_chance`.
    """
    rows = []
    for (a, one), (b, other) in combinations(rankings.items(), 2):
        agree = _order(one) * _order(other)
        same, opposite = (int((agree * sign > 0).sum()) // 2 for sign in (1, -1))
        above, again = one.surely, other.surely.loc[one.surely.index, one.surely.index]
        counted = "literature" in (one.kind, other.kind)
        rows.append(
            {
                "one": a,
                "other": b,
                "same": same,
                "opposite": opposite,
                "tied": PAIRED - same - opposite,
                "surely_same": nan if counted else (above & again).sum().sum(),
                "surely_opposite": nan if counted else (above & again.T).sum().sum(),
                "chance": opposite_chance(one, [other]),
            }
        )
    return pd.DataFrame(rows)
