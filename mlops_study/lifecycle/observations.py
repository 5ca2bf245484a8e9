"""What can be seen in a run: the tables and levels that its log contains.

:class:`Observations` makes each of them once, when it is first asked for. Items count
where they go live in the measured part; levels and qualities are averages over its
time.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from mlops_study.lifecycle.kpis import accuracy
from mlops_study.lifecycle.parameters import Scenario
from mlops_study.lifecycle.runs import Run

BUDGET: dict[str, dict[str, tuple[str, ...]]] = {
    "Data and model work": {"started": ("triage", "preparation", "selection")},
    "Training": {"started": ("training",)},
    "Deployment": {"started": ("approval", "deployment")},
    "Wait for data": {"started": ("access",)},
    "Wait for people": {
        "queued": ("triage", "preparation", "selection", "approval", "deployment")
    },
    "Wait for machines": {"queued": ("training",), "started": ("provisioning",)},
    "Wait for hand-off": {"started": ("handoff",)},
    "Wait for release": {"started": ("window",)},
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
        ``start``, ``end``, and the time from which it was harmed, ``harm`` (``end``
        where never).
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

        return pd.DataFrame(
            {
                "model": put["model"],
                "item": put["item"],
                "event": put["event"],
                "cut": cut,
                "start": put["time"],
                "end": until,
                "harm": harm.where(within, until),
            }
        )

    @property
    def episodes(self) -> pd.DataFrame:
        """The episodes of drift that begin in the measured part, in no order.

        In each the loss of a model is above the threshold without a break, if need be
        through several versions: its ``length``, to the end of the run where it is not
        ``over`` by then; the ``days`` until a retraining is under way, to its end where
        it was not ``caught``.
        """
        found = self.run.tally.episodes
        columns = ["length", "over", "days", "caught"]
        return pd.DataFrame({name: found[name] for name in columns})

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
        found = {
            part: sum(float(total.get((a, s), 0.0)) for a in steps for s in steps[a])
            for part, steps in BUDGET.items()
        }
        return pd.Series(found) / max(len(own), 1)

    def quality_at(self, times: np.ndarray) -> pd.DataFrame:
        """Return the quality of every model at times in days since the start.

        One row a model and time: ``model``, ``time``, ``recall``, ``accuracy``.
        """
        process, ageing = self.scenario.process, self.scenario.ageing
        frames = []
        for model, service in self.versions.groupby("model"):
            at = service["start"].searchsorted(times, side="right") - 1
            now = service.iloc[at]
            age = times - now["cut"].to_numpy()
            strength = self.run.strengths[int(str(model))]
            harmed = times > now["harm"].to_numpy()
            left = 1 - process.defect_severity * harmed
            tpr = process.fresh_tpr * (1 + strength * ageing.tpr.change(age)) * left
            fpr = process.fresh_fpr * (1 + strength * ageing.fpr.change(age))
            pairs, pi = zip(tpr, fpr, strict=True), process.base_rate
            right = [accuracy(t, f, pi) for t, f in pairs]
            own = {"model": model, "time": times, "recall": tpr, "accuracy": right}
            frames.append(pd.DataFrame(own))
        return pd.concat(frames, ignore_index=True)
