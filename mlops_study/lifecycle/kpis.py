"""Key performance indicators: each is one method on what was observed in a run.

To add one, write it where the book shall list it: its name is that of the method,
its formula the method's docstring. Nothing else needs to know of it.
"""

# ruff: noqa: D205, D401 - the docstrings of the indicators are formulas

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from mlops_study.lifecycle import quality
from mlops_study.lifecycle.model import Run
from mlops_study.lifecycle.observations import Observations

MONTH, YEAR = 30.0, 365.0

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


def _within_month(days: pd.Series) -> float:
    return float((days <= MONTH).mean()) if len(days) else float("nan")


class Indicators(Observations):
    """Every indicator of a run, in the order of the book."""

    def _times(
        self, kind: str, start: str = "requested", end: str = "live"
    ) -> pd.Series:
        """Return the days between two events of the items of a kind that go live."""
        done = self.done[self.done["kind"] == kind]
        return done[end] - done[start]

    @kpi("Lead time of improvements, mean", "days", "lower")
    def improvement_time(self) -> float:
        """From request to live, improvements that go live."""
        return self._times("improvement").mean()

    @kpi("Lead time of improvements, median", "days", "lower")
    def improvement_median(self) -> float:
        """Median of the same."""
        return self._times("improvement").median()

    @kpi("Lead time of improvements, 90th percentile", "days", "lower")
    def improvement_p90(self) -> float:
        """90th percentile of the same."""
        return float(self._times("improvement").quantile(0.9))

    @kpi("Lead time of retrainings, mean", "days", "lower")
    def retraining_time(self) -> float:
        """From alarm to live, retrainings that go live."""
        return self._times("retraining").mean()

    @kpi("Development time of improvements, mean", "days", "lower")
    def development_time(self) -> float:
        """From request to validation passed, improvements that go live."""
        return self._times("improvement", end="passed").mean()

    @kpi("Improvements developed within 30 days", "share", "higher")
    def developed_in_month(self) -> float:
        """Improvements with a development time of 30 days or less by improvements."""
        return _within_month(self._times("improvement", end="passed"))

    @kpi("Improvements deployed within 30 days", "share", "higher")
    def deployed_in_month(self) -> float:
        """Improvements that are live 30 days or less after validation passed by
        improvements.
        """
        return _within_month(self._times("improvement", start="passed"))

    @kpi("Release time, mean", "days", "lower")
    def release_time(self) -> float:
        """From validation passed to live, improvements that go live."""
        return self._times("improvement", start="passed").mean()

    @kpi("Deployments", "per model and month", "either")
    def deployments(self) -> float:
        """Items that go live, by models and months of 30 days."""
        return len(self.done) / self._model_months()

    def _model_months(self) -> float:
        return self.scenario.organisation.models * (self.high - self.low) / MONTH

    @kpi("Change failure rate", "share", "lower")
    def change_failure_rate(self) -> float:
        """Incidents by deployments."""
        return _ratio(self.counts.get("incident", 0), len(self.done))

    def _until(self, event: str) -> float:
        """Return the mean time from an incident to an event in the measured part."""
        harm = self.incidents[self.incidents[event] > self.low]
        return (harm[event] - harm["incident"]).mean()

    @kpi("Time to restore, mean", "days", "lower")
    def time_to_restore(self) -> float:
        """From incident to restored."""
        return self._until("restored")

    @kpi("Time to detect an incident, mean", "days", "lower")
    def time_to_detect(self) -> float:
        """From incident to detected."""
        return self._until("detected")

    @kpi("Drift caught", "share", "higher")
    def drift_caught(self) -> float:
        """Episodes of drift in which a retraining gets under way, by episodes that end
        or in which it does.
        """
        caught, over = self.episodes["caught"], self.episodes["over"]
        return _ratio(caught.sum(), (caught | over).sum())

    @kpi("Time above the threshold", "share", "lower")
    def above_threshold(self) -> float:
        """Mean share of models whose loss of recall is above the threshold."""
        return self.levels["drifted"] / self.scenario.organisation.models

    @kpi("Time to catch drift, restricted mean", "days", "lower")
    def drift_delay(self) -> float:
        """Area under the Kaplan-Meier curve of the time from the loss passing the
        threshold until a retraining is under way, up to 365 days; episodes that another
        version or the run's end cut short are censored.
        """
        return restricted_mean(self.episodes["days"], self.episodes["caught"], YEAR)

    @kpi("Time to end drift, restricted mean", "days", "lower")
    def drift_time(self) -> float:
        """The same until the loss is below the threshold again; episodes that the
        run's end cut short are censored.
        """
        lengths = self.episodes["end"] - self.episodes["start"]
        return restricted_mean(lengths, self.episodes["over"], YEAR)

    @kpi("Alarms", "per model and month", "either")
    def alarm_rate(self) -> float:
        """Alarms, by models and months of 30 days."""
        return len(self.alarms) / self._model_months()

    def _alarms_at(self, low: float, high: float) -> float:
        """Return the share of alarms at a true loss above `low` up to `high`."""
        loss = self.alarms["loss"]
        return _ratio(((loss > low) & (loss <= high)).sum(), len(loss))

    @kpi("Alarms, right", "share", "either")
    def right_alarms(self) -> float:
        """Alarms at a true loss above the threshold by alarms."""
        return self._alarms_at(self.thresholds[0], math.inf)

    @kpi("Alarms, early", "share", "either")
    def early_alarms(self) -> float:
        """Alarms at a true loss from half the threshold up to it by alarms."""
        return self._alarms_at(self.thresholds[1], self.thresholds[0])

    @kpi("Alarms, spurious", "share", "either")
    def spurious_alarms(self) -> float:
        """Alarms at a true loss of half the threshold or less by alarms."""
        return self._alarms_at(-math.inf, self.thresholds[1])

    @kpi("Spurious alarms, rate", "per model and month", "lower")
    def spurious_rate(self) -> float:
        """The same alarms, by months of 30 days in which a model's loss is so low."""
        low = (self.alarms["loss"] <= self.thresholds[1]).sum()
        return _ratio(low, self.levels["fresh"] * (self.high - self.low) / MONTH)

    @kpi("Rework", "share", "either")
    def rework(self) -> float:
        """Versions sent back with a caught defect by validations."""
        caught = self.counts.get("caught", 0)
        return _ratio(caught, caught + self.counts.get("passed", 0))

    @kpi("Releases of older data", "share", "lower")
    def stale_releases(self) -> float:
        """Items that go live after a sound version of younger data by deployments."""
        sound = self.versions["harm"] == self.versions["end"]
        before = self.versions["cut"].where(sound)
        before = before.groupby(self.versions["model"]).shift()
        stale = (self.versions["cut"] < before) & (self.versions["event"] == "live")
        return _ratio(
            (stale & (self.versions["start"] > self.low)).sum(), len(self.done)
        )

    @kpi("Models harmed", "share", "lower")
    def harmed(self) -> float:
        """Mean share of models in an open incident."""
        return self.levels["harmed"] / self.scenario.organisation.models

    @kpi("Accuracy", "share", "higher")
    def accuracy(self) -> float:
        """Right predictions, pooled over models and time."""
        return quality.accuracy(*self.rates, self.scenario.process.base_rate)

    @kpi("Accuracy above the trivial", "share", "higher", low=-1.0)
    def accuracy_gain(self) -> float:
        """Accuracy less that of giving every case the more frequent class."""
        base_rate = self.scenario.process.base_rate
        return self.accuracy() - max(base_rate, 1 - base_rate)

    @kpi("Balanced accuracy", "share", "higher")
    def balanced_accuracy(self) -> float:
        """Mean of recall and of the share of negative cases that are not flagged."""
        tpr, fpr = self.rates
        return (tpr + 1 - fpr) / 2

    @kpi("Precision", "share", "higher")
    def precision(self) -> float:
        """True among flagged, pooled the same way."""
        return quality.precision(*self.rates, self.scenario.process.base_rate)

    @kpi("Recall", "share", "higher")
    def recall(self) -> float:
        """Flagged among true, pooled the same way."""
        return self.rates[0]

    @kpi("Prediction errors", "share", "lower")
    def error_rate(self) -> float:
        """1 - accuracy."""
        return 1 - self.accuracy()

    @kpi("Utilization, data scientists", "share", "either")
    def scientists_utilisation(self) -> float:
        """Busy by present."""
        staff = self.scenario.organisation
        return self.levels["scientists busy"] / staff.data_scientists

    @kpi("Utilization, operations engineers", "share", "either")
    def engineers_utilisation(self) -> float:
        """Busy by present."""
        staff = self.scenario.organisation
        return self.levels["engineers busy"] / staff.operations_engineers

    @kpi("Utilization, training nodes", "share", "either")
    def nodes_utilisation(self) -> float:
        """Time in training by time held or, on premises, owned."""
        owned = self.scenario.organisation.training_nodes
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
        by the mean over all of it.
        """
        half = (self.high - self.low) / 2
        middle = self.low + half
        held = self.overlap(self.items["requested"], self.items["ended"], middle)
        whole = self.levels["in progress"]
        # the first half has what the second lacks to twice the whole
        return 2 * _ratio(held.sum() / half - whole, whole)

    @kpi("Unfinished at the end", "items", "lower")
    def open_items(self) -> float:
        """Items that are neither live nor cancelled at the end."""
        return float(len(self.unfinished))

    @kpi("Age of the unfinished", "days", "lower")
    def open_age(self) -> float:
        """Mean time since the request of these items."""
        return self.unfinished["age"].mean()

    @kpi("Cost", "$ per day", "lower")
    def cost(self) -> float:
        """Staff, nodes, cloud, upkeep of practices, checks, alarms, validations,
        incidents, missed and wrong predictions, and improvements not yet live.
        """
        staff, price = self.scenario.organisation, self.scenario.prices
        tpr, fpr = self.rates
        positive = self.scenario.process.base_rate
        missed, wrong = positive * (1 - tpr), (1 - positive) * fpr
        validations = self.counts.get("caught", 0) + self.counts.get("passed", 0)
        events = (
            self.run.checks * price.check
            + len(self.alarms) * price.alarm
            + validations * price.validation
        )
        total = (
            staff.data_scientists * price.data_scientist
            + staff.operations_engineers * price.operations_engineer
            + staff.training_nodes * price.training_node
            + self.levels["cloud busy"] * price.cloud_node
            + self.levels["harmed"] * price.incident
            + self.levels["improvements"] * price.delay
            + sum(self.scenario.practices.levels.values()) * price.upkeep
            + events / (self.high - self.low)
            + staff.models
            * staff.predictions_per_day
            * (missed * price.missed + wrong * price.wrong)
        )
        return float(total)

    @kpi("Cost per improvement", "$", "lower")
    def cost_per_improvement(self) -> float:
        """Cost by improvements that go live."""
        return _ratio(
            self.cost() * (self.high - self.low), len(self._times("improvement"))
        )

    @kpi("Cost of adoption, once", "$", "lower")
    def adoption(self) -> float:
        """Price of a practice adopted in full, times the sum of their levels."""
        levels = self.scenario.practices.levels.values()
        return self.scenario.prices.adoption * sum(levels)


def still_waiting(
    days: pd.Series, seen: pd.Series
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Return the chance that it takes longer than some time, and the times.

    The estimate :math:`\hat S(t)` of Kaplan and Meier (1958): of the `days`, those not
    `seen` to their end are censored. The chance holds from a time up to the next; it is
    1 from time 0.

    >>> days, seen = pd.Series([1.0, 2.0, 3.0]), pd.Series([True, False, True])
    >>> [found.round(2).tolist() for found in still_waiting(days, seen)]
    [[0.0, 1.0, 2.0, 3.0], [1.0, 0.67, 0.67, 0.0]]
    """
    known = seen.to_numpy(dtype=bool)
    longer = scipy.stats.ecdf(
        scipy.stats.CensoredData(
            uncensored=days[known].to_numpy(), right=days[~known].to_numpy()
        )
    ).sf
    times, chances = longer.quantiles, longer.probabilities
    return np.concatenate([[0.0], times]), np.concatenate([[1.0], chances])


def restricted_mean(days: pd.Series, seen: pd.Series, most: float) -> float:
    r"""Return the mean time up to a limit, where some times are only known in part.

    :math:`\int_0^\tau \hat S(t)\,dt` with :math:`\hat S` of :func:`still_waiting`;
    `most` is :math:`\tau`. Not a number where there are no times.

    >>> restricted_mean(pd.Series([1.0, 2.0]), pd.Series([True, False]), 4.0)
    2.5
    """
    if not len(days):
        return math.nan
    times, chances = still_waiting(days, seen)
    lengths = np.diff(np.append(times, math.inf).clip(0.0, most))
    return float(lengths @ chances)


def indicators(run: Run, kpis: Iterable[str] = KPIS) -> dict[str, float]:
    """Compute the chosen indicators of a run.

    Not a number where nothing happened that it could be computed from.

    >>> from mlops_study.lifecycle import Horizon, Scenario, simulate
    >>> short = Scenario(run=Horizon(warm_up=0.0, measured=60.0))
    >>> round(indicators(simulate(short, seed=1))["deployments"], 2)
    0.03
    """
    seen = Indicators(run)
    return {name: float(KPIS[name].measure(seen)) for name in kpis}
