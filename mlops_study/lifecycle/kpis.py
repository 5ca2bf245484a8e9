"""Key performance indicators: pure functions of the event log.

Every indicator covers the measured part of a run. Items count where they go live
in it; levels and qualities are averages over its time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from mlops_study.lifecycle.events import RESOURCES
from mlops_study.lifecycle.model import Run
from mlops_study.lifecycle.parameters import Scenario
from mlops_study.lifecycle.quality import Quality, accuracy, precision

__all__ = [
    "BUDGET",
    "KPIS",
    "Kpi",
    "incidents",
    "indicators",
    "items",
    "levels",
    "quality_at",
    "spells",
    "time_budget",
    "versions",
]

MONTH = 30.0


@dataclass(frozen=True, slots=True)
class Kpi:
    """What an indicator is.

    Parameters
    ----------
    title
        Its name in tables and figures.
    unit
        Its unit; a share is printed in per cent.
    formula
        How it is computed.
    better
        Which way an organisation wants it to go.
    """

    title: str
    unit: str
    formula: str
    better: Literal["lower", "higher", "either"]


KPIS: dict[str, Kpi] = {
    "lead_time": Kpi(
        "Lead time, mean", "days", "from request to live, items that go live", "lower"
    ),
    "lead_time_median": Kpi("Lead time, median", "days", "median of the same", "lower"),
    "lead_time_p90": Kpi(
        "Lead time, 90th percentile", "days", "90th percentile of the same", "lower"
    ),
    "improvement_time": Kpi(
        "Lead time of improvements, mean",
        "days",
        "the same, improvements only",
        "lower",
    ),
    "within_month": Kpi(
        "Improvements live within 30 days",
        "share",
        "improvements with a lead time of 30 days or less by improvements",
        "higher",
    ),
    "release_time": Kpi(
        "Release time, mean", "days", "from validation passed to live", "lower"
    ),
    "deployments": Kpi(
        "Deployments",
        "per model and month",
        "items that go live, by models and months of 30 days",
        "higher",
    ),
    "change_failure_rate": Kpi(
        "Change failure rate",
        "share",
        "incidents by deployments",
        "lower",
    ),
    "time_to_restore": Kpi(
        "Time to restore, mean", "days", "from incident to restored", "lower"
    ),
    "time_to_detect": Kpi(
        "Time to detect an incident, mean", "days", "from incident to detected", "lower"
    ),
    "drift_delay": Kpi(
        "Time to detect drift, mean",
        "days",
        "from the loss passing the threshold to the alarm, right alarms",
        "lower",
    ),
    "false_alarms": Kpi(
        "False alarms", "share", "false alarms by alarms of either kind", "lower"
    ),
    "misses": Kpi(
        "Checks that miss drift",
        "share",
        "checks without alarm although the loss is above the threshold and no "
        "retraining under way, by checks",
        "lower",
    ),
    "rework": Kpi("Rework", "share", "defects caught by validations", "lower"),
    "harmed": Kpi(
        "Models harmed", "share", "mean share of models in an open incident", "lower"
    ),
    "accuracy": Kpi(
        "Accuracy", "share", "right predictions, pooled over models and time", "higher"
    ),
    "precision": Kpi(
        "Precision", "share", "true among flagged, pooled the same way", "higher"
    ),
    "recall": Kpi(
        "Recall", "share", "flagged among true, pooled the same way", "higher"
    ),
    "error_rate": Kpi("Prediction errors", "share", "1 - accuracy", "lower"),
    "scientists_utilisation": Kpi(
        "Utilization, data scientists", "share", "busy by present", "either"
    ),
    "engineers_utilisation": Kpi(
        "Utilization, operations engineers", "share", "busy by present", "either"
    ),
    "nodes_utilisation": Kpi(
        "Utilization, training nodes",
        "share",
        "time in training by time held or, on premises, owned",
        "either",
    ),
    "scientists_queue": Kpi(
        "Queue for data scientists", "items", "mean number waiting", "lower"
    ),
    "engineers_queue": Kpi(
        "Queue for operations engineers", "items", "mean number waiting", "lower"
    ),
    "nodes_queue": Kpi(
        "Queue for training nodes", "items", "mean number waiting", "lower"
    ),
    "in_progress": Kpi(
        "Work in progress", "items", "mean number requested and not live", "lower"
    ),
    "cost": Kpi("Cost", "$ per day", "staff, nodes, cloud and incidents", "lower"),
    "cost_per_deployment": Kpi(
        "Cost per deployment", "$", "cost by deployments", "lower"
    ),
}
"""The indicators by name, in the order of the book."""


def items(log: pd.DataFrame) -> pd.DataFrame:
    """Return the life of each work item.

    Parameters
    ----------
    log
        Events of a run.

    Returns
    -------
    pandas.DataFrame
        One row an item, in the order of requests: ``item``, ``model``, ``kind``, the
        times ``requested``, ``cut`` (the last), ``passed`` and ``live`` (not a number
        where it has not happened), and ``lead_time``.
    """
    asked = log.loc[log["event"] == "requested", ["item", "model", "kind", "time"]]
    life = asked.rename(columns={"time": "requested"}).set_index("item")
    for event in ("cut", "passed", "live"):
        rows = log[(log["event"] == event) & (log["kind"] != "initial")]
        life[event] = rows.drop_duplicates("item", keep="last").set_index("item")[
            "time"
        ]
    life["lead_time"] = life["live"] - life["requested"]
    return life.reset_index()


def spells(log: pd.DataFrame, end: float) -> pd.DataFrame:
    """Return every spell of waiting and of work.

    An item does one thing at a time, so a spell lasts until its next event.

    Parameters
    ----------
    log
        Events of a run.
    end
        Time at which the log ends; spells that are open last until then.

    Returns
    -------
    pandas.DataFrame
        One row a spell: ``item``, ``model``, ``kind``, ``stage``, ``resource``,
        ``activity`` (``queued`` or ``started``), ``start``, ``end``, and ``open``.
    """
    # what happens to a version once it is live interrupts no work of its own
    steps = log[log["event"].isin(("queued", "started", "ended"))]
    steps = steps.sort_values("item", kind="stable")
    follows = steps["item"].shift(-1) == steps["item"]
    until = steps["time"].shift(-1).where(follows)
    spell = steps.assign(end=until.fillna(end), open=~follows)
    spell = spell[spell["event"] != "ended"].sort_index()
    return spell.rename(columns={"time": "start", "event": "activity"})


BUDGET = {
    "Data and model work": (("started", "preparation"), ("started", "selection")),
    "Training": (("started", "training"),),
    "Deployment": (("started", "deployment"),),
    "Wait for data": (("started", "access"),),
    "Wait for people": (
        ("queued", "preparation"),
        ("queued", "selection"),
        ("queued", "deployment"),
    ),
    "Wait for machines": (("queued", "training"), ("started", "provisioning")),
    "Wait for approval": (("started", "handoff"),),
    "Wait for release": (("started", "window"),),
}
"""What an item does with its time: work first, then waiting by its reason."""


def time_budget(run: Run, kind: str) -> pd.Series:
    """Return where the lead time of the items of a kind goes.

    Parameters
    ----------
    run
        A run.
    kind
        Kind of the items that count, those that go live in the measured time.

    Returns
    -------
    pandas.Series
        Mean days an item for each part of ``BUDGET``; their sum is the mean lead
        time.
    """
    low, high = _window(run.scenario)
    life = items(run.log)
    done = life[(life["kind"] == kind) & (life["live"] > low)]
    spell = spells(run.log, high)
    spell = spell[spell["item"].isin(done["item"]) & (spell["stage"] != "rollback")]
    days = (spell["end"] - spell["start"]).groupby([spell["activity"], spell["stage"]])
    total = days.sum()
    return pd.Series(
        {
            part: sum(float(total.get(step, 0.0)) for step in steps) / max(len(done), 1)
            for part, steps in BUDGET.items()
        }
    )


def incidents(log: pd.DataFrame) -> pd.DataFrame:
    """Return when each incident began, was noticed and was over.

    Columns ``item``, ``model``, ``incident``, ``detected``, ``restored``; times are
    not a number where it has not happened.
    """
    table = log.loc[log["event"] == "incident", ["item", "model", "time"]]
    table = table.rename(columns={"time": "incident"}).set_index("item")
    for event in ("detected", "restored"):
        rows = log[log["event"] == event]
        table[event] = rows.set_index("item")["time"]
    return table.reset_index()


def versions(run: Run) -> pd.DataFrame:
    """Return which version of each model was live when.

    Parameters
    ----------
    run
        A run.

    Returns
    -------
    pandas.DataFrame
        One row a spell in service: ``model``, ``item``, ``cut``, ``start``, ``end``,
        and ``harm``, the time from which it was harmed (``end`` where never).
    """
    log = run.log
    end = run.scenario.run.warm_up + run.scenario.run.measured
    put = log[log["event"].isin(("live", "rolled back"))]
    put = put.sort_values("model", kind="stable").reset_index(drop=True)
    cuts = log[log["event"] == "cut"].drop_duplicates("item", keep="last")
    cut = put["item"].map(cuts.set_index("item")["time"]).fillna(0.0)
    same = put["model"].shift(-1) == put["model"]
    until = put["time"].shift(-1).where(same, end)
    harm = put["item"].map(incidents(log).set_index("item")["incident"])
    within = (harm >= put["time"]) & (harm <= until)
    return pd.DataFrame(
        {
            "model": put["model"],
            "item": put["item"],
            "cut": cut,
            "start": put["time"],
            "end": until,
            "harm": harm.where(within, until),
        }
    )


def _pooled_rates(run: Run, service: pd.DataFrame) -> tuple[float, float]:
    """Return true and false positive rate averaged over models and measured time."""
    scenario = run.scenario
    low, high = _window(scenario)
    cut = service["cut"].to_numpy()
    start = service["start"].clip(low, high).to_numpy()
    end = service["end"].clip(low, high).to_numpy()
    harm = service["harm"].clip(low, high).to_numpy()
    strength = np.array(run.strengths)[service["model"]]
    quality = Quality.measured(scenario.process)
    tpr, fpr = quality.rate_days(start - cut, end - cut, strength)
    harmed, _ = quality.rate_days(harm - cut, end - cut, strength)
    lost = scenario.process.defect_severity * harmed
    total = (high - low) * scenario.organisation.models
    return float((tpr - lost).sum() / total), float(fpr.sum() / total)


def quality_at(run: Run, times: np.ndarray) -> pd.DataFrame:
    """Return the quality of every model at given times.

    Parameters
    ----------
    run
        A run.
    times
        Days since its start.

    Returns
    -------
    pandas.DataFrame
        One row a model and time: ``model``, ``time``, ``recall``, ``precision``,
        ``accuracy``.
    """
    process = run.scenario.process
    quality = Quality.measured(process)
    frames = []
    for model, service in versions(run).groupby("model"):
        at = service["start"].searchsorted(times, side="right") - 1
        now = service.iloc[at]
        age = times - now["cut"].to_numpy()
        tpr, fpr = quality.rates(age, run.strengths[int(str(model))])
        harmed = times > now["harm"].to_numpy()
        recall = np.where(harmed, tpr * (1 - process.defect_severity), tpr)
        pairs = list(zip(recall, fpr, strict=True))
        pi = process.base_rate
        frames.append(
            pd.DataFrame(
                {
                    "model": model,
                    "time": times,
                    "recall": recall,
                    "precision": [precision(t, f, pi) for t, f in pairs],
                    "accuracy": [accuracy(t, f, pi) for t, f in pairs],
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def levels(run: Run) -> dict[str, float]:
    """Return mean levels over the measured time from the log.

    Returns
    -------
    dict
        ``NAME busy`` and ``NAME queue`` for each resource, ``training`` (the nodes
        that compute, without those being made ready), ``in progress``, and
        ``harmed``: mean numbers of items or models.
    """
    low, high = _window(run.scenario)
    spell = spells(run.log, high)
    spell["length"] = _overlap(spell["start"], spell["end"], low, high)
    sums = spell.groupby(["activity", "resource"])["length"].sum()
    found = {}
    for name in RESOURCES:
        found[f"{name} busy"] = float(sums.get(("started", name), 0.0))
        found[f"{name} queue"] = float(sums.get(("queued", name), 0.0))
    trains = (spell["stage"] == "training") & (spell["activity"] == "started")
    found["training"] = float(spell.loc[trains, "length"].sum())
    life = items(run.log)
    held = _overlap(life["requested"], life["live"].fillna(high), low, high)
    found["in progress"] = float(held.sum())
    harm = incidents(run.log)
    held = _overlap(harm["incident"], harm["restored"].fillna(high), low, high)
    found["harmed"] = float(held.sum())
    return {name: area / (high - low) for name, area in found.items()}


def indicators(run: Run) -> dict[str, float]:
    """Compute every indicator of a run.

    Parameters
    ----------
    run
        A run.

    Returns
    -------
    dict
        A value for each of ``KPIS``; not a number where nothing happened that it
        could be computed from.

    Examples
    --------
    >>> from mlops_study.lifecycle import Horizon, simulate
    >>> short = Scenario(run=Horizon(warm_up=0.0, measured=60.0))
    >>> list(indicators(simulate(short, seed=1))) == list(KPIS)
    True
    """
    scenario, staff = run.scenario, run.scenario.organisation
    low, high = _window(scenario)
    log = run.log[(run.log["time"] > low) & (run.log["time"] <= high)]
    happened = log["event"].value_counts()
    life = items(run.log)
    done = life[life["live"] > low]
    improved = done.loc[done["kind"] == "improvement", "lead_time"]
    harm = incidents(run.log)
    restored = harm[harm["restored"] > low]
    detected = harm[harm["detected"] > low]
    mean = levels(run)
    service = versions(run)
    tpr, fpr = _pooled_rates(run, service)
    right = accuracy(tpr, fpr, scenario.process.base_rate)
    alarms = happened.get("alarm", 0) + happened.get("false alarm", 0)
    days = high - low
    cost = _cost(scenario, mean)
    owned = staff.training_nodes + mean["cloud busy"]
    return {
        "lead_time": float(done["lead_time"].mean()),
        "lead_time_median": float(done["lead_time"].median()),
        "lead_time_p90": float(done["lead_time"].quantile(0.9)),
        "improvement_time": float(improved.mean()),
        "within_month": float((improved <= MONTH).mean()),
        "release_time": float((done["live"] - done["passed"]).mean()),
        "deployments": len(done) / staff.models / (days / MONTH),
        "change_failure_rate": _ratio(happened.get("incident", 0), len(done)),
        "time_to_restore": float((restored["restored"] - restored["incident"]).mean()),
        "time_to_detect": float((detected["detected"] - detected["incident"]).mean()),
        "drift_delay": _drift_delay(run, service),
        "false_alarms": _ratio(happened.get("false alarm", 0), alarms),
        "misses": _ratio(run.misses, run.checks),
        "rework": _ratio(
            happened.get("caught", 0),
            happened.get("caught", 0) + happened.get("passed", 0),
        ),
        "harmed": mean["harmed"] / staff.models,
        "accuracy": right,
        "precision": precision(tpr, fpr, scenario.process.base_rate),
        "recall": tpr,
        "error_rate": 1 - right,
        "scientists_utilisation": mean["scientists busy"] / staff.data_scientists,
        "engineers_utilisation": mean["engineers busy"] / staff.operations_engineers,
        "nodes_utilisation": _ratio(mean["training"], owned),
        "scientists_queue": mean["scientists queue"],
        "engineers_queue": mean["engineers queue"],
        "nodes_queue": mean["nodes queue"] + mean["cloud queue"],
        "in_progress": mean["in progress"],
        "cost": cost,
        "cost_per_deployment": _ratio(cost * days, len(done)),
    }


def _window(scenario: Scenario) -> tuple[float, float]:
    low = scenario.run.warm_up
    return low, low + scenario.run.measured


def _overlap(start: pd.Series, end: pd.Series, low: float, high: float) -> pd.Series:
    """Return how much of each spell lies in the window, in days."""
    return (end.clip(low, high) - start.clip(low, high)).astype(float)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _drift_delay(run: Run, service: pd.DataFrame) -> float:
    """Return the mean time from the loss passing its threshold to the right alarm."""
    low, _ = _window(run.scenario)
    log = run.log
    alarms = log.loc[(log["event"] == "alarm") & (log["time"] > low), ["model", "time"]]
    quality = Quality.measured(run.scenario.process)
    threshold = run.scenario.process.alarm_threshold
    ages = np.array([quality.age_of_loss(threshold, s) for s in run.strengths])
    now = pd.merge_asof(
        alarms,
        service.sort_values("start", kind="stable"),
        left_on="time",
        right_on="start",
        by="model",
    )
    passed = np.maximum(now["start"], now["cut"] + ages[now["model"]])
    return float((now["time"] - passed).mean())


def _cost(scenario: Scenario, mean: dict[str, float]) -> float:
    """Return the cost in dollars a day: what is owned, what is held, what is harmed."""
    staff, price = scenario.organisation, scenario.prices
    return (
        staff.data_scientists * price.data_scientist
        + staff.operations_engineers * price.operations_engineer
        + staff.training_nodes * price.training_node
        + mean["cloud busy"] * price.cloud_node
        + mean["harmed"] * price.incident
    )
