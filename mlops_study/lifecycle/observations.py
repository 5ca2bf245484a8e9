"""What can be seen in a run: the tables and levels that its log contains.

:class:`Observations` makes each of them once, when it is first asked for. Items count
where they go live in the measured part; levels and qualities are averages over its
time.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from mlops_study.lifecycle.events import RESOURCES
from mlops_study.lifecycle.model import Run
from mlops_study.lifecycle.parameters import Scenario
from mlops_study.lifecycle.quality import Quality, accuracy, precision

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


@dataclass(frozen=True)
class Observations:
    """A run as it can be observed; times in days, not a number where never."""

    run: Run

    @property
    def scenario(self) -> Scenario:
        """What was run."""
        return self.run.scenario

    @property
    def low(self) -> float:
        """Start of the measured part."""
        return self.scenario.run.warm_up

    @property
    def high(self) -> float:
        """End of the run."""
        return self.scenario.run.end

    @cached_property
    def counts(self) -> pd.Series:
        """Number of events of each kind in the measured part."""
        log = self.run.log
        return log[(log["time"] > self.low) & (log["time"] <= self.high)][
            "event"
        ].value_counts()

    @cached_property
    def items(self) -> pd.DataFrame:
        """The life of each work item, in the order of requests.

        ``item``, ``model``, ``kind``, the times ``requested``, ``cut`` (the last),
        ``passed`` and ``live``, and ``lead_time``.
        """
        log = self.run.log
        asked = log.loc[log["event"] == "requested", ["item", "model", "kind", "time"]]
        life = asked.rename(columns={"time": "requested"}).set_index("item")
        for event in ("cut", "passed", "live"):
            rows = log[(log["event"] == event) & (log["kind"] != "initial")]
            last = rows.drop_duplicates("item", keep="last")
            life[event] = last.set_index("item")["time"]
        life["lead_time"] = life["live"] - life["requested"]
        return life.reset_index()

    @cached_property
    def done(self) -> pd.DataFrame:
        """The items that go live in the measured part."""
        return self.items[self.items["live"] > self.low]

    @cached_property
    def spells(self) -> pd.DataFrame:
        """Every spell of waiting and of work.

        ``item``, ``model``, ``kind``, ``stage``, ``resource``, ``activity`` (``queued``
        or ``started``), ``start``, ``end``, and ``open``. An item does one thing at a
        time, so a spell lasts until its next event; what is open lasts to the end.
        """
        # what happens to a version once it is live interrupts no work of its own
        log = self.run.log
        steps = log[log["event"].isin(("queued", "started", "ended"))]
        steps = steps.sort_values("item", kind="stable")
        follows = steps["item"].shift(-1) == steps["item"]
        until = steps["time"].shift(-1).where(follows)
        spell = steps.assign(end=until.fillna(self.high), open=~follows)
        spell = spell[spell["event"] != "ended"].sort_index()
        return spell.rename(columns={"time": "start", "event": "activity"})

    @cached_property
    def incidents(self) -> pd.DataFrame:
        """When each ``incident`` of a version began, was ``detected``, ``restored``."""
        log = self.run.log
        table = log.loc[log["event"] == "incident", ["item", "model", "time"]]
        table = table.rename(columns={"time": "incident"}).set_index("item")
        for event in ("detected", "restored"):
            table[event] = log[log["event"] == event].set_index("item")["time"]
        return table.reset_index()

    @cached_property
    def versions(self) -> pd.DataFrame:
        """Which version of each model was live when, one row a spell in service.

        ``model``, ``item``, ``cut``, ``start``, ``end``, and ``harm``, the time from
        which it was harmed (``end`` where never).
        """
        log = self.run.log
        put = log[log["event"].isin(("live", "rolled back"))]
        put = put.sort_values("model", kind="stable").reset_index(drop=True)
        cuts = log[log["event"] == "cut"].drop_duplicates("item", keep="last")
        same = put["model"].shift(-1) == put["model"]
        until = put["time"].shift(-1).where(same, self.high)
        harm = put["item"].map(self.incidents.set_index("item")["incident"])
        within = (harm >= put["time"]) & (harm <= until)
        return pd.DataFrame(
            {
                "model": put["model"],
                "item": put["item"],
                "cut": put["item"].map(cuts.set_index("item")["time"]).fillna(0.0),
                "start": put["time"],
                "end": until,
                "harm": harm.where(within, until),
            }
        )

    @cached_property
    def levels(self) -> dict[str, float]:
        """Mean numbers of items or models over the measured part.

        ``NAME busy`` and ``NAME queue`` for each resource, ``training`` (the nodes
        that compute, without those being made ready), ``in progress`` and ``harmed``.
        """
        spell = self.spells.assign(
            length=self._overlap(self.spells["start"], self.spells["end"])
        )
        sums = spell.groupby(["activity", "resource"])["length"].sum()
        found = {}
        for name in RESOURCES:
            found[f"{name} busy"] = sums.get(("started", name), 0.0)
            found[f"{name} queue"] = sums.get(("queued", name), 0.0)
        trains = (spell["stage"] == "training") & (spell["activity"] == "started")
        found["training"] = spell.loc[trains, "length"].sum()
        held = self._overlap(self.items["requested"], self.items["live"])
        found["in progress"] = held.sum()
        held = self._overlap(self.incidents["incident"], self.incidents["restored"])
        found["harmed"] = held.sum()
        days = self.high - self.low
        return {name: float(area) / days for name, area in found.items()}

    def _overlap(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Return how much of each spell lies in the measured part, in days."""
        until = end.fillna(self.high).clip(self.low, self.high)
        return (until - start.clip(self.low, self.high)).astype(float)

    @cached_property
    def quality(self) -> Quality:
        """How the versions of the run age."""
        return Quality.of(self.scenario)

    @cached_property
    def rates(self) -> tuple[float, float]:
        """True and false positive rate, averaged over models and measured time."""
        service = self.versions
        cut = service["cut"].to_numpy()
        start, end, harm = (
            service[name].clip(self.low, self.high).to_numpy()
            for name in ("start", "end", "harm")
        )
        strength = np.array(self.run.strengths)[service["model"]]
        tpr, fpr = self.quality.rate_days(start - cut, end - cut, strength)
        harmed, _ = self.quality.rate_days(harm - cut, end - cut, strength)
        lost = self.scenario.process.defect_severity * harmed
        total = (self.high - self.low) * self.scenario.organisation.models
        return float((tpr - lost).sum() / total), float(fpr.sum() / total)

    def time_budget(self, kind: str) -> pd.Series:
        """Return where the lead time of the items of a kind goes.

        Mean days an item for each part of ``BUDGET``; their sum is the mean lead time.
        """
        own = self.done.loc[self.done["kind"] == kind, "item"]
        spell = self.spells[
            self.spells["item"].isin(own) & (self.spells["stage"] != "rollback")
        ]
        days = spell["end"] - spell["start"]
        total = days.groupby([spell["activity"], spell["stage"]]).sum()
        return pd.Series(
            {
                part: sum(float(total.get(step, 0.0)) for step in steps)
                / max(len(own), 1)
                for part, steps in BUDGET.items()
            }
        )

    def quality_at(self, times: np.ndarray) -> pd.DataFrame:
        """Return the quality of every model at times in days since the start.

        One row a model and time: ``model``, ``time``, ``recall``, ``precision``,
        ``accuracy``.
        """
        process = self.scenario.process
        frames = []
        for model, service in self.versions.groupby("model"):
            at = service["start"].searchsorted(times, side="right") - 1
            now = service.iloc[at]
            age = times - now["cut"].to_numpy()
            tpr, fpr = self.quality.rates(age, self.run.strengths[int(str(model))])
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
