"""What can be seen in a run: the tables and levels that its log contains.

:class:`Observations` makes each of them once, when it is first asked for. Items count
where they go live in the measured part; levels and qualities are averages over its
time.
"""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal

import numpy as np
import pandas as pd

from mlops_study.lifecycle.events import RESOURCES
from mlops_study.lifecycle.model import Run
from mlops_study.lifecycle.parameters import Scenario
from mlops_study.lifecycle.quality import Quality, accuracy, precision

BUDGET = {
    "Data and model work": (
        ("started", "triage"),
        ("started", "preparation"),
        ("started", "selection"),
    ),
    "Training": (("started", "training"),),
    "Deployment": (("started", "approval"), ("started", "deployment")),
    "Wait for data": (("started", "access"),),
    "Wait for people": (
        ("queued", "triage"),
        ("queued", "preparation"),
        ("queued", "selection"),
        ("queued", "approval"),
        ("queued", "deployment"),
    ),
    "Wait for machines": (("queued", "training"), ("started", "provisioning")),
    "Wait for hand-off": (("started", "handoff"),),
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

    @property
    def thresholds(self) -> tuple[float, float]:
        """The threshold and half of it, which of one below 0 is not less."""
        threshold = self.scenario.process.alarm_threshold
        return threshold, min(threshold, threshold / 2)

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
        ``passed`` (the first), ``live``, ``cancelled``, ``ended``, which is either of
        the two, and ``lead_time``, from request to live.
        """
        log = self.run.log
        asked = log.loc[log["event"] == "requested", ["item", "model", "kind", "time"]]
        life = asked.rename(columns={"time": "requested"}).set_index("item")
        for event in ("cut", "passed", "live", "cancelled"):
            rows = log[(log["event"] == event) & (log["kind"] != "initial")]
            which: Literal["first", "last"] = "first" if event == "passed" else "last"
            one = rows.drop_duplicates("item", keep=which)
            life[event] = one.set_index("item")["time"]
        life["ended"] = life["live"].fillna(life["cancelled"])
        life["lead_time"] = life["live"] - life["requested"]
        return life.reset_index()

    @cached_property
    def done(self) -> pd.DataFrame:
        """The items that go live in the measured part."""
        return self.items[self.items["live"] > self.low]

    @cached_property
    def unfinished(self) -> pd.DataFrame:
        """The items neither live nor cancelled at the end, and their ``age``."""
        left = self.items[self.items["ended"].isna()]
        return left.assign(age=self.high - left["requested"])

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

        ``model``, ``item``, ``event`` (``live`` or ``rolled back``), ``cut``,
        ``start``, ``end``, and the times from which it was harmed, ``harm``, and from
        which its loss of recall was above the threshold and half of it, ``drift`` and
        ``half`` (``end`` where never).
        """
        log = self.run.log
        put = log[log["event"].isin(("live", "rolled back"))]
        put = put.sort_values("model", kind="stable").reset_index(drop=True)
        cuts = log[log["event"] == "cut"].drop_duplicates("item", keep="last")
        same = put["model"].shift(-1) == put["model"]
        until = put["time"].shift(-1).where(same, self.high)
        harm = put["item"].map(self.incidents.set_index("item")["incident"])
        within = (harm >= put["time"]) & (harm <= until)
        cut = put["item"].map(cuts.set_index("item")["time"]).fillna(0.0)

        def passed(loss: float) -> pd.Series:
            ages = [self.quality.age_of_loss(loss, s) for s in self.run.strengths]
            times: pd.Series = cut + np.array(ages)[put["model"]]
            return times.clip(lower=put["time"]).clip(upper=until)

        return pd.DataFrame(
            {
                "model": put["model"],
                "item": put["item"],
                "event": put["event"],
                "cut": cut,
                "start": put["time"],
                "end": until,
                "harm": harm.where(within, until),
                "half": passed(self.thresholds[1]),
                "drift": passed(self.thresholds[0]),
            }
        )

    @cached_property
    def episodes(self) -> pd.DataFrame:
        """Every unbroken time in which the loss of a model was above the threshold.

        It goes on through versions that are above it when they go live. ``model``,
        ``start``, ``end`` (of the run, where the loss is not below again by then),
        whether it is ``over``, whether a retraining got under way in it, ``caught``,
        and the ``days`` until then, or to the end; 0 where a retraining was under way
        before. Those that start in the measured part.
        """
        service = self.versions
        above = service["drift"] < service["end"]
        on = above & (service["drift"] == service["start"])
        on &= above.shift(fill_value=False) & (service["model"].diff() == 0)
        spells = service[above].groupby((~on)[above].cumsum())
        spell = spells.agg({"model": "first", "drift": "first", "end": "last"})
        spell = spell[spell["drift"] > self.low].sort_values("drift", kind="stable")
        asked = self.items[self.items["kind"] == "retraining"]
        # a model has one retraining under way at most
        near = partial(
            pd.merge_asof,
            spell,
            asked[["model", "requested", "ended"]].sort_values("requested"),
            left_on="drift",
            right_on="requested",
            by="model",
        )
        last, following = near(direction="backward"), near(direction="forward")
        start, end = last["drift"], last["end"]
        under_way = last["requested"].notna() & ~(last["ended"] <= start)
        noticed = start.where(under_way, following["requested"])
        caught = noticed < end
        return pd.DataFrame(
            {
                "model": last["model"],
                "start": start,
                "end": end,
                "over": end < self.high,
                "caught": caught,
                "days": noticed.where(caught, end) - start,
            }
        )

    @cached_property
    def alarms(self) -> pd.DataFrame:
        """The alarms of the measured part, with ``model``, ``time`` and true ``loss``.

        The loss is that of the recall of the live version at that time.
        """
        log = self.run.log
        raised = log.loc[log["event"] == "alarm", ["model", "time"]]
        now = pd.merge_asof(
            raised[raised["time"] > self.low],
            self.versions[["model", "start", "cut"]].sort_values(
                "start", kind="stable"
            ),
            left_on="time",
            right_on="start",
            by="model",
        )
        strengths = np.array(self.run.strengths)[now["model"]]
        tpr, _ = self.quality.rates((now["time"] - now["cut"]).to_numpy(), strengths)
        return now.assign(loss=self.scenario.process.fresh_tpr - tpr)

    @cached_property
    def levels(self) -> dict[str, float]:
        """Mean numbers of items or models over the measured part.

        ``NAME busy`` and ``NAME queue`` for each resource, ``training`` (the nodes
        that compute, without those being made ready), ``in progress``, of these the
        ``improvements``, ``drifted``, ``fresh`` (with half the threshold at most) and
        ``harmed``.
        """
        spell = self.spells.assign(
            length=self.overlap(self.spells["start"], self.spells["end"])
        )
        sums = spell.groupby(["activity", "resource"])["length"].sum()
        found = {}
        for name in RESOURCES:
            found[f"{name} busy"] = sums.get(("started", name), 0.0)
            found[f"{name} queue"] = sums.get(("queued", name), 0.0)
        trains = (spell["stage"] == "training") & (spell["activity"] == "started")
        found["training"] = spell.loc[trains, "length"].sum()
        held = self.overlap(self.items["requested"], self.items["ended"])
        found["in progress"] = held.sum()
        found["improvements"] = held[self.items["kind"] == "improvement"].sum()
        service = self.versions
        found["drifted"] = self.overlap(service["drift"], service["end"]).sum()
        found["fresh"] = self.overlap(service["start"], service["half"]).sum()
        held = self.overlap(self.incidents["incident"], self.incidents["restored"])
        found["harmed"] = held.sum()
        days = self.high - self.low
        return {name: float(area) / days for name, area in found.items()}

    def overlap(
        self, start: pd.Series, end: pd.Series, since: float | None = None
    ) -> pd.Series:
        """Return how much of each spell lies in the measured part, in days.

        Or in what of it is left `since` a time.
        """
        low = self.low if since is None else since
        until = end.fillna(self.high).clip(low, self.high)
        return (until - start.clip(low, self.high)).astype(float)

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
