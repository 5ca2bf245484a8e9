"""Key performance indicators: each is one method on what was counted in a run.

To add one, write it where the book shall list it: its name is that of the method,
its formula the method's docstring. Nothing else needs to know of it.
"""

# ruff: noqa: D205, D401 - the docstrings of the indicators are formulas

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from mlops_study.lifecycle.events import EVENTS
from mlops_study.lifecycle.parameters import MONTH, Scenario
from mlops_study.lifecycle.runs import Run

Better = Literal["lower", "higher", "either"]
Measure = Callable[[Any], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """An indicator: its name in print, which way is better, and what computes it.

    The unit ``share`` is printed in per cent; the formula is in words; no value is
    below `low`.
    """

    title: str
    unit: str
    better: Better
    formula: str
    measure: Measure
    low: float = 0.0

    @property
    def scale(self) -> int:
        """What a value is multiplied with to be printed."""
        return 100 if self.unit == "share" else 1

    @property
    def change_unit(self) -> str:
        """Unit of a printed difference; shares differ by points."""
        return "points" if self.unit == "share" else self.unit

    @property
    def mark(self) -> str:
        """What stands behind a printed value; a share is in per cent."""
        return "%" if self.unit == "share" else ""

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is, 0 where neither."""
        return {"lower": -1, "either": 0, "higher": 1}[self.better]


KPIS: dict[str, Kpi] = {}
"""The indicators by name, in the order of the book."""

HEADLINES = {
    "improvement_time": "Lead time, improvements",
    "release_time": "Release time",
    "deployments": "Deployments",
    "change_failure_rate": "Change failure rate",
    "time_to_restore": "Time to restore",
    "drift_time": "Time to end drift",
    "spurious_rate": "Spurious alarms",
    "recall": "Recall",
    "balanced_accuracy": "Balanced accuracy",
    "cost": "Cost",
    "cost_per_improvement": "Cost per improvement",
}
"""The indicators that stand for the rest where all are too many, in short words."""


def kpi(
    title: str, unit: str, better: Better, low: float = 0.0
) -> Callable[[Measure], Measure]:
    """Enter a method among the indicators, with its docstring as the formula."""

    def enter(measure: Measure) -> Measure:
        words = " ".join((measure.__doc__ or "").split()).removesuffix(".")
        KPIS[measure.__name__] = Kpi(
            title=title,
            unit=unit,
            better=better,
            formula=words[:1].lower() + words[1:],
            measure=measure,
            low=low,
        )
        return measure

    return enter


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


class Indicators:
    """Every indicator of a run, in the order of the book."""

    def __init__(self, run: Run) -> None:
        self.scenario: Scenario = run.scenario
        self.tally = run.tally
        self.staff, self.process = self.scenario.organisation, self.scenario.process
        self.sums, self.days = self.tally.sums, self.scenario.run.measured
        self.counts: dict[str, int] = dict(zip(EVENTS, self.sums.counts, strict=True))
        self.levels = self.tally.levels

    @kpi("Lead time of improvements, mean", "days", "lower")
    def improvement_time(self) -> float:
        """From request to live, improvements that go live."""
        return _ratio(self.sums.lead, self.sums.improvements)

    @kpi("Lead time of improvements, median", "days", "lower")
    def improvement_median(self) -> float:
        """Median of the same."""
        return self.tally.time(0.5)

    @kpi("Lead time of improvements, 90th percentile", "days", "lower")
    def improvement_p90(self) -> float:
        """90th percentile of the same."""
        return self.tally.time(0.9)

    @kpi("Lead time of retrainings, mean", "days", "lower")
    def retraining_time(self) -> float:
        """From alarm to live, retrainings that go live."""
        return _ratio(self.sums.retraining, self.sums.retrainings)

    @kpi("Development time of improvements, mean", "days", "lower")
    def development_time(self) -> float:
        """From request to validation passed, improvements that go live."""
        return _ratio(self.sums.development, self.sums.improvements)

    @kpi("Improvements developed within 30 days", "share", "higher")
    def developed_in_month(self) -> float:
        """Share of improvements with a development time of 30 days or less."""
        return _ratio(self.sums.developed, self.sums.improvements)

    @kpi("Improvements deployed within 30 days", "share", "higher")
    def deployed_in_month(self) -> float:
        """Share of improvements that are live within 30 days of validation passed."""
        return _ratio(self.sums.deployed, self.sums.improvements)

    @kpi("Release time, mean", "days", "lower")
    def release_time(self) -> float:
        """From validation passed to live, improvements that go live."""
        return _ratio(self.sums.release, self.sums.improvements)

    @kpi("Deployments", "per model and month", "either")
    def deployments(self) -> float:
        """Items that go live, divided by models and months of 30 days."""
        return self.counts["live"] / self._model_months()

    def _model_months(self) -> float:
        return self.staff.models * self.days / MONTH

    @kpi("Change failure rate", "share", "lower")
    def change_failure_rate(self) -> float:
        """Incidents divided by deployments."""
        return _ratio(self.counts["incident"], self.counts["live"])

    @kpi("Time to restore, mean", "days", "lower")
    def time_to_restore(self) -> float:
        """From incident to restored."""
        return _ratio(self.sums.restoring, self.counts["restored"])

    @kpi("Time to detect an incident, mean", "days", "lower")
    def time_to_detect(self) -> float:
        """From incident to detected."""
        return _ratio(self.sums.detecting, self.counts["detected"])

    @kpi("Drift caught", "share", "higher")
    def drift_caught(self) -> float:
        """Episodes of drift in which a retraining gets under way, divided by episodes
        that end or in which it does.
        """
        caught, over = self.tally.episodes["caught"], self.tally.episodes["over"]
        return _ratio(caught.sum(), (caught | over).sum())

    @kpi("Time above the threshold", "share", "lower")
    def above_threshold(self) -> float:
        """Mean share of models whose loss of recall is above the threshold."""
        return _ratio(self.sums.drifted, self.staff.models * self.days)

    @kpi("Time to catch drift, restricted mean", "days", "lower")
    def drift_delay(self) -> float:
        """Area under the Kaplan-Meier curve of the time from the loss passing the
        threshold until a retraining is under way, up to 365 days; episodes that another
        version or the run's end cut short are censored.
        """
        return self.tally.drift("days", "caught")

    @kpi("Time to end drift, restricted mean", "days", "lower")
    def drift_time(self) -> float:
        """The same until the loss is below the threshold again; episodes that the
        run's end cut short are censored.
        """
        return self.tally.drift("length", "over")

    @kpi("Alarms", "per model and month", "either")
    def alarm_rate(self) -> float:
        """Alarms divided by models and months of 30 days."""
        return self.counts["alarm"] / self._model_months()

    @kpi("Alarms, right", "share", "either")
    def right_alarms(self) -> float:
        """Share of alarms at a true loss above the threshold."""
        return _ratio(self.sums.right, self.counts["alarm"])

    @kpi("Alarms, early", "share", "either")
    def early_alarms(self) -> float:
        """Share of alarms at a true loss from half the threshold up to it."""
        early = self.counts["alarm"] - self.sums.right - self.sums.spurious
        return _ratio(early, self.counts["alarm"])

    @kpi("Alarms, spurious", "share", "either")
    def spurious_alarms(self) -> float:
        """Share of alarms at a true loss of half the threshold or less."""
        return _ratio(self.sums.spurious, self.counts["alarm"])

    @kpi("Spurious alarms, rate", "per model and month", "lower")
    def spurious_rate(self) -> float:
        """The same alarms divided by months of 30 days in which a loss is so low."""
        return _ratio(self.sums.spurious, self.sums.fresh / MONTH)

    @kpi("Rework", "share", "either")
    def rework(self) -> float:
        """Versions sent back with a caught defect, divided by validations."""
        return _ratio(self.counts["caught"], self._validations())

    def _validations(self) -> int:
        return self.counts["caught"] + self.counts["passed"]

    @kpi("Releases of older data", "share", "lower")
    def stale_releases(self) -> float:
        """Share of deployments that come after a sound version of younger data."""
        return _ratio(self.sums.stale, self.counts["live"])

    @kpi("Models harmed", "share", "lower")
    def harmed(self) -> float:
        """Mean share of models in an open incident."""
        return self.levels["harmed"] / self.staff.models

    def _rates(self) -> tuple[float, float]:
        """Return true and false positive rate, averaged over models and time."""
        time = self.staff.models * self.days
        return self.sums.tpr / time, self.sums.fpr / time

    @kpi("Accuracy", "share", "higher")
    def accuracy(self) -> float:
        """Right predictions, pooled over models and time."""
        return accuracy(*self._rates(), self.process.base_rate)

    @kpi("Accuracy above the trivial", "share", "higher", low=-1.0)
    def accuracy_gain(self) -> float:
        """Accuracy less that of giving every case the more frequent class."""
        return self.accuracy() - max(self.process.base_rate, 1 - self.process.base_rate)

    @kpi("Balanced accuracy", "share", "higher")
    def balanced_accuracy(self) -> float:
        """Mean of recall and of the share of negative cases that are not flagged."""
        tpr, fpr = self._rates()
        return (tpr + 1 - fpr) / 2

    @kpi("Precision", "share", "higher")
    def precision(self) -> float:
        """True among flagged, pooled the same way."""
        return precision(*self._rates(), self.process.base_rate)

    @kpi("Recall", "share", "higher")
    def recall(self) -> float:
        """Flagged among true, pooled the same way."""
        return self._rates()[0]

    @kpi("Prediction errors", "share", "lower")
    def error_rate(self) -> float:
        """1 less accuracy."""
        return 1 - self.accuracy()

    @kpi("Utilisation, data scientists", "share", "either")
    def scientists_utilisation(self) -> float:
        """Mean share of those present who are busy."""
        return self.levels["scientists busy"] / self.staff.data_scientists

    @kpi("Utilisation, operations engineers", "share", "either")
    def engineers_utilisation(self) -> float:
        """Mean share of those present who are busy."""
        return self.levels["engineers busy"] / self.staff.operations_engineers

    @kpi("Utilisation, training nodes", "share", "either")
    def nodes_utilisation(self) -> float:
        """Time in training divided by time held or, on premises, owned."""
        owned = self.staff.training_nodes
        return _ratio(self.levels["training"], owned + self.levels["cloud busy"])

    @kpi("Queue for data scientists", "items", "lower")
    def scientists_queue(self) -> float:
        """Mean number waiting."""
        return self.levels["scientists queue"]

    @kpi("Queue for operations engineers", "items", "lower")
    def engineers_queue(self) -> float:
        """Mean number waiting."""
        return self.levels["engineers queue"]

    @kpi("Queue for training nodes", "items", "lower")
    def nodes_queue(self) -> float:
        """Mean number waiting."""
        return self.levels["nodes queue"] + self.levels["cloud queue"]

    @kpi("Work in progress", "items", "lower")
    def in_progress(self) -> float:
        """Mean number requested and not live."""
        return self.levels["in progress"]

    @kpi("Growth of work in progress", "share", "either", low=-2.0)
    def growth(self) -> float:
        """Mean number in the second half of the measured time less that in the first,
        divided by the mean over all of it.
        """
        whole = self.levels["in progress"]
        # the first half has what the second lacks to twice the whole
        return 2 * _ratio(2 * self.levels["later in progress"] - whole, whole)

    @kpi("Unfinished at the end", "items", "lower")
    def open_items(self) -> float:
        """Items that are neither live nor cancelled at the end."""
        return float(self.sums.unfinished)

    @kpi("Age of the unfinished", "days", "lower")
    def open_age(self) -> float:
        """Mean time since the request of these items."""
        asked = _ratio(self.sums.requested, self.sums.unfinished)
        return max(self.scenario.run.end - asked, 0.0)

    @kpi("Cost", "$ per day", "lower")
    def cost(self) -> float:
        """Staff, nodes, cloud, upkeep of practices, checks, alarms, validations,
        incidents, missed and wrong predictions, and improvements not yet live.
        """
        staff, price = self.staff, self.scenario.prices
        tpr, fpr = self._rates()
        positive = self.process.base_rate
        missed, wrong = positive * (1 - tpr), (1 - positive) * fpr
        events = (
            self.tally.checks * price.check
            + self.counts["alarm"] * price.alarm
            + self._validations() * price.validation
        )
        return (
            staff.data_scientists * price.data_scientist
            + staff.operations_engineers * price.operations_engineer
            + staff.training_nodes * price.training_node
            + self.levels["cloud busy"] * price.cloud_node
            + self.levels["harmed"] * price.incident
            + self.levels["improvements"] * price.delay
            + sum(self.scenario.practices.levels.values()) * price.upkeep
            + events / self.days
            + staff.models
            * staff.predictions_per_day
            * (missed * price.missed + wrong * price.wrong)
        )

    @kpi("Cost per improvement", "$", "lower")
    def cost_per_improvement(self) -> float:
        """Cost divided by improvements that go live."""
        return _ratio(self.cost() * self.days, self.sums.improvements)

    @kpi("Cost of adoption, once", "$", "lower")
    def adoption(self) -> float:
        """Price of a practice adopted in full, times the sum of their levels."""
        levels = self.scenario.practices.levels.values()
        return self.scenario.prices.adoption * sum(levels)


def accuracy(tpr: float, fpr: float, base_rate: float) -> float:
    r"""Return the share of right predictions, :math:`\pi t + (1 - \pi)(1 - f)`."""
    return base_rate * tpr + (1 - base_rate) * (1 - fpr)


def precision(tpr: float, fpr: float, base_rate: float) -> float:
    r"""Return the share of flags that are right, :math:`\pi t / (\pi t + (1 - \pi) f)`.

    Not a number where nothing is flagged.
    """
    flagged = base_rate * tpr + (1 - base_rate) * fpr
    return base_rate * tpr / flagged if flagged else math.nan


def indicators(run: Run, kpis: Iterable[str] = KPIS) -> dict[str, float]:
    """Compute the chosen indicators of a run.

    Not a number where nothing happened that it could be computed from.

    >>> from mlops_study.lifecycle import Horizon, Scenario, simulate
    >>> short = Scenario(run=Horizon(warm_up=0.0, measured=60.0))
    >>> list(indicators(simulate(short, seed=1), ["recall", "cost"]))
    ['recall', 'cost']
    """
    seen = Indicators(run)
    return {name: float(KPIS[name].measure(seen)) for name in kpis}
