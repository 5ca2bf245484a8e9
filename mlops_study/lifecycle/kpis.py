"""Key performance indicators: each is one method on what was observed in a run.

To add one, write it where the book shall list it: its name is that of the method,
its formula the method's docstring. Nothing else needs to know of it.
"""

# ruff: noqa: D205, D401 - the docstrings of the indicators are formulas

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from mlops_study.lifecycle import quality
from mlops_study.lifecycle.model import Run
from mlops_study.lifecycle.observations import Observations

MONTH = 30.0

Better = Literal["lower", "higher", "either"]
Measure = Callable[[Any], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """An indicator: its name in print, which way is better, and what computes it.

    The unit ``share`` is printed in per cent; the formula is in words.
    """

    title: str
    unit: str
    better: Better
    formula: str
    measure: Measure

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
    "drift_delay": "Time to detect drift",
    "false_alarms": "False alarms",
    "recall": "Recall",
    "accuracy": "Accuracy",
    "cost": "Cost",
    "cost_per_deployment": "Cost per deployment",
}
"""The indicators that stand for the rest where all are too many, in short words."""


def kpi(title: str, unit: str, better: Better) -> Callable[[Measure], Measure]:
    """Enter a method among the indicators, with its docstring as the formula."""

    def enter(measure: Measure) -> Measure:
        words = " ".join((measure.__doc__ or "").split()).removesuffix(".")
        KPIS[measure.__name__] = Kpi(
            title=title,
            unit=unit,
            better=better,
            formula=words[:1].lower() + words[1:],
            measure=measure,
        )
        return measure

    return enter


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


class Indicators(Observations):
    """Every indicator of a run, in the order of the book."""

    @kpi("Lead time, mean", "days", "lower")
    def lead_time(self) -> float:
        """From request to live, items that go live."""
        return self.done["lead_time"].mean()

    @kpi("Lead time, median", "days", "lower")
    def lead_time_median(self) -> float:
        """Median of the same."""
        return self.done["lead_time"].median()

    @kpi("Lead time, 90th percentile", "days", "lower")
    def lead_time_p90(self) -> float:
        """90th percentile of the same."""
        return float(self.done["lead_time"].quantile(0.9))

    def _improved(self) -> pd.Series:
        return self.done.loc[self.done["kind"] == "improvement", "lead_time"]

    @kpi("Lead time of improvements, mean", "days", "lower")
    def improvement_time(self) -> float:
        """The same, improvements only."""
        return self._improved().mean()

    @kpi("Improvements live within 30 days", "share", "higher")
    def within_month(self) -> float:
        """Improvements with a lead time of 30 days or less by improvements."""
        return float((self._improved() <= MONTH).mean())

    @kpi("Release time, mean", "days", "lower")
    def release_time(self) -> float:
        """From validation passed to live."""
        return (self.done["live"] - self.done["passed"]).mean()

    @kpi("Deployments", "per model and month", "higher")
    def deployments(self) -> float:
        """Items that go live, by models and months of 30 days."""
        models, days = self.scenario.organisation.models, self.high - self.low
        return len(self.done) / models / (days / MONTH)

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

    @kpi("Time to detect drift, mean", "days", "lower")
    def drift_delay(self) -> float:
        """From the loss passing the threshold to the alarm, right alarms."""
        run, log = self.run, self.run.log
        right = (log["event"] == "alarm") & (log["time"] > self.low)
        now = pd.merge_asof(
            log.loc[right, ["model", "time"]],
            self.versions.sort_values("start", kind="stable"),
            left_on="time",
            right_on="start",
            by="model",
        )
        threshold = run.scenario.process.alarm_threshold
        ages = np.array([self.quality.age_of_loss(threshold, s) for s in run.strengths])
        passed = np.maximum(now["start"], now["cut"] + ages[now["model"]])
        return float((now["time"] - passed).mean())

    @kpi("False alarms", "share", "lower")
    def false_alarms(self) -> float:
        """False alarms by alarms of either kind."""
        false = self.counts.get("false alarm", 0)
        return _ratio(false, self.counts.get("alarm", 0) + false)

    @kpi("Checks that miss drift", "share", "lower")
    def misses(self) -> float:
        """Checks without alarm although the loss is above the threshold and no
        retraining under way, by checks.
        """
        return _ratio(self.run.misses, self.run.checks)

    @kpi("Rework", "share", "lower")
    def rework(self) -> float:
        """Defects caught by validations."""
        caught = self.counts.get("caught", 0)
        return _ratio(caught, caught + self.counts.get("passed", 0))

    @kpi("Models harmed", "share", "lower")
    def harmed(self) -> float:
        """Mean share of models in an open incident."""
        return self.levels["harmed"] / self.scenario.organisation.models

    @kpi("Accuracy", "share", "higher")
    def accuracy(self) -> float:
        """Right predictions, pooled over models and time."""
        return quality.accuracy(*self.rates, self.scenario.process.base_rate)

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

    @kpi("Cost", "$ per day", "lower")
    def cost(self) -> float:
        """Staff, nodes, cloud and incidents."""
        staff, price = self.scenario.organisation, self.scenario.prices
        return (
            staff.data_scientists * price.data_scientist
            + staff.operations_engineers * price.operations_engineer
            + staff.training_nodes * price.training_node
            + self.levels["cloud busy"] * price.cloud_node
            + self.levels["harmed"] * price.incident
        )

    @kpi("Cost per deployment", "$", "lower")
    def cost_per_deployment(self) -> float:
        """Cost by deployments."""
        return _ratio(self.cost() * (self.high - self.low), len(self.done))


def indicators(run: Run) -> dict[str, float]:
    """Compute every indicator of a run.

    Not a number where nothing happened that it could be computed from.

    >>> from mlops_study.lifecycle import Horizon, Scenario, simulate
    >>> short = Scenario(run=Horizon(warm_up=0.0, measured=60.0))
    >>> round(indicators(simulate(short, seed=1))["deployments"], 2)
    0.17
    """
    seen = Indicators(run)
    return {name: float(kpi.measure(seen)) for name, kpi in KPIS.items()}
