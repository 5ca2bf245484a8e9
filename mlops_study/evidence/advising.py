"""What an organisation is advised to adopt next, with both doubts: luck and assumption.

*As assumed* its runs differ by luck alone. In *worlds* what is not known of it differs,
too. The practice advised is the one with the largest mean gain over the worlds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from mlops_study import experiments
from mlops_study.evidence.adoption import FEWEST, adoption_steps
from mlops_study.evidence.advice import NoAdviceError, added, ahead, payback
from mlops_study.evidence.goals import Goal
from mlops_study.experiments import ADDED, ENDS, TOGETHER, Fault, Knowledge
from mlops_study.lifecycle import PARAMETERS, PRACTICES, Scenario
from mlops_study.numerals import fixed
from mlops_study.percentages import SURE, each_of

LEAST = 20
"""Worlds from which on the worth of a value is estimated."""

ONCE = ["adoption", "ramp_up"]
"""Prices that enter no goal; when a practice has paid back hangs on them."""

MIDDLE = (0.1, 0.5, 0.9)
"""Quantiles over worlds that stand for all of them."""


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What runs say of an organisation, the `base`, and of some `goals`.

    Parameters
    ----------
    assumed
        Runs of ``next_design`` with all values as assumed, and their ``faults``.
    worlds
        What is not known, a row a world.
    runs
        Runs of ``next_design`` in every world, of ``further_design`` in some, if any.
    level
        Confidence of the intervals, those of a frame together.

    Raises
    ------
    NoAdviceError
        If the runs of the organisation as it is are faulty, or most of the worlds'.
    """

    base: Scenario
    goals: Sequence[Goal]
    assumed: pd.DataFrame
    worlds: pd.DataFrame
    runs: pd.DataFrame
    faults: Mapping[str, Fault]
    level: float = SURE

    def __post_init__(self) -> None:
        """Refuse what supports no advice."""
        if "A" in self.faults:
            raise NoAdviceError(f"no advice from such runs; {self.faults['A']}")
        if self.lost > (1 - FEWEST) * len(self.worlds):
            raise NoAdviceError(
                f"no advice: in {self.lost} of {len(self.worlds)} worlds the "
                "organisation as it is keeps a resource busy all the time"
            )

    @cached_property
    def lost(self) -> int:
        """In how many worlds the organisation as it is has no values."""
        return len(self.worlds) - len(self._gains("cost").index.unique("world"))

    def _gains(self, goal: str | Mapping[str, float]) -> pd.DataFrame:
        return experiments.gains(self.runs, goal).rename(columns=PRACTICES)

    def _options(self, goal: Goal) -> pd.DataFrame:
        """Return the gains of the practices that have values in enough worlds."""
        found = self._gains(goal.weights)
        found = found.loc[:, found.notna().mean() >= FEWEST]
        whole = found.notna().all(axis="columns").groupby("world").all().sum()
        whole *= len(found.columns) > 0
        if whole < LEAST:
            raise NoAdviceError(
                f"no advice for {goal.title}: {whole} of {len(self.worlds)} worlds "
                f"have its values; expected {LEAST} or more, as longer runs may give"
            )
        return found

    def _by_goal(self, of: Callable[[Goal], pd.DataFrame]) -> pd.DataFrame:
        found = pd.concat({goal: of(goal) for goal in self.goals}, names=["goal"])
        return found.reset_index("goal").reset_index(drop=True)

    @cached_property
    def _known(self) -> dict[Goal, Knowledge]:
        """What the worlds say of the values that could tell on a goal."""
        return {
            goal: Knowledge(self._options(goal), self._open(goal), level=self.level)
            for goal in self.goals
        }

    def _open(self, goal: Goal) -> pd.DataFrame:
        """Return what is not known and could tell on the goal."""
        prices = ONCE if "cost" in goal.weights else list(PARAMETERS["prices"])
        return self.worlds.drop(columns=prices, errors="ignore")

    @cached_property
    def next(self) -> pd.DataFrame:
        """What each practice gains next, by goal, the advised first.

        As assumed, as of :func:`~mlops_study.evidence.advice.ahead`; in worlds, as of
        :func:`~mlops_study.experiments.choices.choices`, with the mean gain,
        ``expected``. The first has the largest of those.
        """
        return self._by_goal(self._practices)

    def _practices(self, goal: Goal) -> pd.DataFrame:
        runs = added(self.assumed, goal.weights, self.faults)
        luck = ahead(runs, goal.interest, each_of(len(self.goals), self.level))
        luck = luck.rename(columns={"low": "luck_low", "high": "luck_high"})
        own = self._options(goal)
        found = experiments.choices(own, goal.interest, level=self.level)
        found["expected"] = own.mean().to_numpy()
        found = found.merge(luck, on="practice", how="left")
        found["level"] = self.level
        return found.sort_values("expected", ascending=False, kind="stable")

    @cached_property
    def order(self) -> pd.DataFrame:
        """The order of adoption, each goal's as of ``adoption_steps``."""
        return self._by_goal(self._steps)

    def _steps(self, goal: Goal) -> pd.DataFrame:
        level = each_of(len(PRACTICES) * len(self.goals), self.level)
        return adoption_steps(self.runs, goal.weights, goal.interest, level=level)

    @cached_property
    def measure(self) -> pd.DataFrame:
        """What it is worth to know values, by goal, as of ``Knowledge.worth``."""
        return self._by_goal(lambda goal: self._known[goal].worth())

    @cached_property
    def flips(self) -> pd.DataFrame:
        """Where another practice is best, by goal, as of ``Knowledge.flips``.

        With the words that say where, ``where``.
        """
        found = self._flips()
        rows = found[["input", "start", "end"]].itertuples(index=False)
        where = [experiments.stretch(n, self.worlds[n], *ends) for n, *ends in rows]
        return found.assign(where=where)

    def _flips(self) -> pd.DataFrame:
        return self._by_goal(lambda goal: self._known[goal].flips())

    @cached_property
    def prices(self) -> pd.DataFrame:
        """What each practice costs once and saves a day; days until it has paid back.

        ``saving``, and ``payback`` by :func:`~mlops_study.evidence.advice.payback`, are
        medians over worlds, with the middle 80 % of these, ``_low`` to ``_high``.
        """
        savings = self._gains("cost").groupby("world").mean(skipna=False)
        of, scenarios = self.base.prices, experiments.next_design(self.base)
        adopted = {n: sum(s.practices.levels.values()) for n, s in scenarios.items()}
        drawn = pd.DataFrame(
            {name: self.worlds.get(name, getattr(of, name)) for name in ONCE},
            index=self.worlds.index,
        )
        rows = []
        for name, practice in ADDED.items():
            title = PRACTICES[practice]
            own = savings[title].dropna()
            found = drawn.loc[own.index].assign(saving=own)
            found["once"] = found["adoption"] * (adopted[name] - adopted["A"])
            found["payback"] = payback(own, found["once"], found["ramp_up"])
            low, middle, high = (
                found.quantile(share, interpolation="nearest").add_suffix(end)
                for share, end in zip(MIDDLE, ("_low", "", "_high"), strict=True)
            )
            rows.append(pd.concat([low, middle, high]).to_dict() | {"practice": title})
        return pd.DataFrame(rows)

    @cached_property
    def sentences(self) -> dict[str, str]:
        """The advice in words, by the title of the goal."""
        return {
            goal.title: self._sentence(goal, self.next[self.next["goal"] == goal])
            for goal in self.goals
        }

    @property
    def notes(self) -> list[str]:
        """What to know of the advice."""
        every, left = len(experiments.uncertain(Scenario())), self.worlds.shape[1]
        found = [
            f"{left} of {every} values that are not known are left at the default and "
            "were drawn from what they could be; what you set counts as known"
        ]
        if self.lost:
            found.append(
                f"in {self.lost} of {len(self.worlds)} worlds the organisation keeps a "
                "resource busy all the time as it is; these are left out"
            )
        return [*found, *(f"{name} is {fault}" for name, fault in self.faults.items())]

    def _sentence(self, goal: Goal, rows: pd.DataFrame) -> str:
        first = rows.iloc[0]
        if not first["expected"] > 0:
            return "No practice gains anything on average."
        others = rows[1:].sort_values("best", kind="stable")
        luck = goal.written(first["gain"], first["luck_low"], first["luck_high"])
        best, low, high, clear = (
            fixed(100 * share, 0) for share in first[["best", "low", "high", "clear"]]
        )
        text = (
            f"Adopt {first['practice']} next. As assumed it gains {luck}. "
            f"It is best in {best} % of {len(self.worlds) - self.lost} worlds "
            f"({low} to {high} %), by more than {goal.smallest} in {clear} %"
        )
        if first["clear"] < self.level and len(others):
            rival, share = others[["practice", "best"]].iloc[-1]
            text += (
                f"; {rival}, best in {fixed(100 * share, 0)} %, cannot be told apart "
                "from it by what is known"
            )
        return f"{text}."


def leading(measure: pd.DataFrame) -> pd.DataFrame:
    """Return of ``Advice.measure`` the values worth most, and what all are worth.

    Each alone, if it is worth something, then together.
    """
    alone = _alone(measure)
    worth = measure[alone & (measure["value"] > 0)]
    first = worth.groupby("goal", sort=False).head(TOGETHER)
    return measure[~alone | measure.index.isin(first.index)]


def measured_first(measure: pd.DataFrame) -> pd.Series:
    """Return of ``Advice.measure`` the value worth most by itself, by goal."""
    worth = measure[_alone(measure) & (measure["value"] > 0)]
    return worth.groupby("goal", sort=False)["input"].first()


def _alone(measure: pd.DataFrame) -> pd.Series:
    """Say which rows are of one value by itself."""
    several = measure["input"].isin(ENDS) | measure["input"].str.contains(",")
    return ~several
