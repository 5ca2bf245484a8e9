"""The lifecycle as a SimPy model: this module is its definition.

A work item is a model version in the making: an *improvement* asked by the
business, a *retraining* asked by monitoring, or a *repair* asked by an incident.
Each passes through the same stages (:meth:`Lifecycle.make`); one whose data are
older than those already live does not go live. Live versions age;
monitoring checks them (:meth:`Lifecycle.monitor`), and defects that validation let
through surface as incidents (:meth:`Lifecycle.incident`).

The processes only put steps in order. Every duration and chance is drawn in
:mod:`~mlops_study.lifecycle.luck`, and every rule is a small function there or in
:mod:`~mlops_study.lifecycle.quality`.
"""

import math
import sys
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pandas as pd
import simpy

from mlops_study.datafiles import DataFileError
from mlops_study.lifecycle.events import Event, to_frame
from mlops_study.lifecycle.luck import KINDS, Kind, Luck, Visit
from mlops_study.lifecycle.parameters import Scenario
from mlops_study.lifecycle.quality import Quality, monitor_weight, segments
from mlops_study.lifecycle.streams import BLOCK

Steps = Generator[simpy.Event, Any, None]

INSTANT = 1e-6
"""Days that are no time: a tenth of a second."""

MOST_AT_ONCE = 300
"""Requests and rework of a model at one instant, beyond which time stands still."""

FIRST, LATER = 0, 1
"""Priorities: repairs are served first."""


class StandstillError(DataFileError):
    """A scenario in which time does not go by; the message is one line."""


@dataclass(slots=True)
class Counters:
    """What the model counts as it runs, apart from the log.

    The time integral, or `area`, of each level since time 0 (people at work, queues,
    items in progress, models harmed); and the checks made.
    """

    area: dict[str, float] = field(default_factory=dict)
    level: dict[str, int] = field(default_factory=dict)
    since: dict[str, float] = field(default_factory=dict)
    checks: int = 0

    def move(self, name: str, step: int, now: float) -> None:
        """Change a level at a time."""
        level = self.level.get(name, 0)
        held = level * (now - self.since.get(name, 0.0))
        self.area[name] = self.area.get(name, 0.0) + held
        self.level[name] = level + step
        self.since[name] = now

    def areas(self, now: float) -> dict[str, float]:
        """Return the time integral of every level up to `now`."""
        for name in self.level:
            self.move(name, 0, now)
        return dict(self.area)


@dataclass(slots=True)
class Item:
    """A version in the making, or live."""

    model: int
    kind: Kind
    number: int
    name: str
    cut: float = 0.0
    baseline: float = 0.0


@dataclass(slots=True)
class Member:
    """One model of the portfolio: the version that is live and what is known of it.

    The `estimate` of its loss rests on the cases labelled so far, which came in the
    days up to `labelled`, none before it went live.
    """

    live: Item
    sound: Item
    replaced: simpy.Event
    strength: float
    harmed: bool = False
    retraining: bool = False
    instant: float = -1.0
    at_once: int = 0
    estimate: float = 0.0
    labelled: float = 0.0
    made: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one replication of a scenario left behind.

    Parameters
    ----------
    log
        Its events, see :mod:`mlops_study.lifecycle.events`.
    strengths
        The factor on the measured ageing of each model.
    areas
        Time integrals over the measured part, kept by the model itself.
    checks
        Checks of live models in the measured part.
    """

    scenario: Scenario
    seed: int
    replication: int
    log: pd.DataFrame
    strengths: tuple[float, ...]
    areas: dict[str, float]
    checks: int


class Lifecycle:
    """The model: resources, portfolio, and the processes that use them.

    Where resources are `unlimited` there are as many as are asked for: nothing waits.
    """

    def __init__(
        self, scenario: Scenario, seed: int, replication: int, unlimited: bool = False
    ) -> None:
        self.scenario = scenario
        self.process = scenario.process
        self.luck = Luck(scenario, seed, replication)
        self.quality = Quality.of(scenario)
        self.env = simpy.Environment(initial_time=0.0)
        self.events: list[Event] = []
        self.counters = Counters()
        staff = scenario.organisation
        self.resources = {
            # there may be no node, which nothing then asks for
            name: simpy.PriorityResource(
                self.env, sys.maxsize if unlimited else max(number, 1)
            )
            for name, number in staff.capacity.items()
        }
        self.end = scenario.run.end
        self._visits: dict[tuple[Kind, int, int], dict[str, list[Any]]] = {}
        drawn = zip(self.luck.strengths(), self.luck.baselines(), strict=True)
        self.portfolio = [self._member(model, *own) for model, own in enumerate(drawn)]
        for model in range(staff.models):
            self.env.process(self.demand(model))
            if math.isfinite(scenario.practices.monitoring_interval):
                self.env.process(self.monitor(model))

    def _member(self, model: int, strength: float, error: float) -> Member:
        name = f"m{model:02d}-initial-000"
        first = Item(model, "initial", 0, name, baseline=self._baseline(error))
        self._note(first, "live")
        return Member(first, first, self.env.event(), strength)

    # -- the processes ---------------------------------------------------------

    def demand(self, model: int) -> Steps:
        """Ask for improvements of a model, as the business does."""
        for time in self.luck.arrivals(model):
            yield self.env.timeout(time - self.env.now)
            self._request(model, "improvement")

    def make(self, item: Item) -> Steps:
        """Take an item through the stages until it is live, or no longer needed.

        A caught defect sends it back. Where younger data went live before it, a
        retraining or repair has served its purpose; an improvement is trained again on
        data cut anew, and deployed with the approval that it has.
        """
        luck, alarmed = self._visit(item, 0), self.portfolio[item.model].live
        if item.kind == "retraining":
            yield from self._use(item, "triage", "scientists", luck.triage)
            if self._settled(alarmed):
                self._cancel(item)
                return
        yield from self._wait(item, "access", luck.access)
        approved = False
        for attempt in count(1):
            yield from self._develop(item, luck, anew=not approved)
            caught = luck.defective and luck.caught
            if not caught:
                if (yield from self._release(item, luck, approved=approved)):
                    break
                if item.kind != "improvement":
                    self._cancel(item)
                    return
            self._note(item, "caught" if caught else "superseded")
            approved = not caught
            self._count(self.portfolio[item.model])
            luck = self._visit(item, attempt)
        self._go_live(item, luck)
        if luck.defective:
            yield from self.incident(item, luck)

    def _develop(self, item: Item, luck: Visit, *, anew: bool) -> Steps:
        """Prepare data and select a model, or only cut the data again; then train."""
        if anew:
            yield from self._use(item, "preparation", "scientists", luck.preparation)
        item.cut = self.env.now
        self._note(item, "cut")
        if anew:
            yield from self._use(item, "selection", "scientists", luck.selection)
        yield from self._train(item, luck)

    def _release(
        self, item: Item, luck: Visit, *, approved: bool
    ) -> Generator[simpy.Event, Any, bool]:
        """Have a version approved and deployed; return whether it may go live.

        One that is not yet approved is handed over, and waits for the release window.
        """
        self._note(item, "passed")
        if not approved:
            yield from self._wait(item, "handoff", luck.handoff)
            yield from self._use(item, "approval", "engineers", luck.approval)
            if item.kind != "repair":
                window = next_window(self.env.now, self.process.release_interval)
                yield from self._wait(item, "window", window - self.env.now)
        if self._superseded(item):
            return False
        yield from self._use(item, "deployment", "engineers", luck.deployment)
        return not self._superseded(item)

    def monitor(self, model: int) -> Steps:
        """Estimate the loss of recall at every check and ask for a retraining.

        What is new are the cases since the last check whose labels have come in, none
        from before the version went live and none older than the smoothing time. Their
        recall has a binomial error, and so has the baseline that it is held against. An
        exponentially weighted average smooths the loss (an EWMA control chart, Roberts
        1959); it starts anew with every version.
        """
        process, organisation = self.process, self.scenario.organisation
        interval = self.scenario.practices.monitoring_interval
        threshold, fresh = process.alarm_threshold, process.fresh_tpr
        memory, delay = process.smoothing_time, process.label_delay
        of_a_day = math.sqrt(fresh * (1 - fresh) / organisation.labels_per_day)
        member, env, counters = self.portfolio[model], self.env, self.counters
        change, full = segments(self.quality.tpr), fresh * member.strength
        usual, weight, days, error = 0.0, 0.0, 0.0, 0.0
        yield env.timeout(self._first_check(model))
        for noise in self.luck.noise(model):
            counters.checks += 1
            known = env.now - delay
            new = known - member.labelled
            if new > 0:
                # as a rule as many days as at the check before
                if new != usual:
                    usual, days = new, min(new, memory)
                    weight = monitor_weight(new, memory)
                    error = of_a_day / math.sqrt(days)
                live = member.live
                loss = -full * change(known - days / 2 - live.cut)
                seen = loss + live.baseline + error * noise
                member.estimate += weight * (seen - member.estimate)
                member.labelled = known
            if member.estimate > threshold and not member.retraining:
                self._note(member.live, "alarm")
                self._request(model, "retraining")
            yield env.timeout(interval)

    def incident(self, item: Item, luck: Visit) -> Steps:
        """Let a defect that went live surface, be detected, and have an end.

        Whatever version goes live next ends it.
        """
        member, env = self.portfolio[item.model], self.env
        replaced = member.replaced
        yield env.timeout(luck.surfacing) | replaced
        if replaced.triggered:
            return
        self._harm(member)
        interval = self.scenario.practices.monitoring_interval
        first = self._first_check(item.model)
        shown = self.process.label_delay + luck.evidence
        delay = time_to_detect(env.now, luck.complaint, shown, interval, first)
        yield env.timeout(delay) | replaced
        if replaced.triggered:
            return
        self._note(item, "detected")
        self._request(item.model, "repair")
        if luck.rollback:
            yield from self._use(item, "rollback", "engineers", luck.rollback_effort)
            if not replaced.triggered:
                self._put(member, member.sound, "rolled back")

    def _first_check(self, model: int) -> float:
        """Return when a model is first looked at: checks are spread over the models."""
        share = (model + 1) / self.scenario.organisation.models
        return self.scenario.practices.monitoring_interval * share

    # -- their steps -----------------------------------------------------------

    def _request(self, model: int, kind: Kind) -> None:
        member = self.portfolio[model]
        self._count(member)
        number = member.made[kind]
        member.made[kind] += 1
        item = Item(model, kind, number, f"m{model:02d}-{kind}-{number:03d}")
        member.retraining |= kind == "retraining"
        self._note(item, "requested")
        self.counters.move("in progress", 1, self.env.now)
        self.env.process(self.make(item))

    def _count(self, member: Member) -> None:
        """Refuse a scenario in which a model makes ever more work at one instant."""
        again = self.env.now == member.instant
        member.instant, member.at_once = self.env.now, member.at_once * again + 1
        if member.at_once > MOST_AT_ONCE:
            raise StandstillError(
                f"{self.scenario.title}: work makes work without time going by; "
                "expected some time for work, for repairs or for defects to surface"
            )

    def _visit(self, item: Item, attempt: int) -> Visit:
        block, place = divmod(item.number, BLOCK)
        key = (item.kind, attempt, block)
        if key not in self._visits:
            self._visits[key] = self.luck.visits(*key)
        at = item.model * BLOCK + place
        met = {name: column[at] for name, column in self._visits[key].items()}
        return Visit(**met)

    def _wait(self, item: Item, stage: str, days: float) -> Steps:
        if days > 0:
            self._note(item, "started", stage)
            yield self.env.timeout(days)
            self._note(item, "ended", stage)

    def _use(
        self, item: Item, stage: str, name: str, days: float, ready: float = 0.0
    ) -> Steps:
        """Hold a resource for a time; what takes no time asks for none."""
        if days == 0:
            return
        env, move = self.env, self.counters.move
        priority = FIRST if item.kind == "repair" or stage == "rollback" else LATER
        self._note(item, "queued", stage, name)
        move(f"{name} queue", 1, env.now)
        with self.resources[name].request(priority) as request:
            yield request
            move(f"{name} queue", -1, env.now)
            move(f"{name} busy", 1, env.now)
            if ready > 0:
                self._note(item, "started", "provisioning", name)
                yield env.timeout(ready)
                self._note(item, "ended", "provisioning", name)
            self._note(item, "started", stage, name)
            yield env.timeout(days)
            move(f"{name} busy", -1, env.now)
        self._note(item, "ended", stage, name)

    def _train(self, item: Item, luck: Visit) -> Steps:
        """Train in the cloud or on premises; a cloud node must be made ready first."""
        name, ready = "nodes", 0.0
        if luck.place < self.scenario.practices.cloud:
            name, ready = "cloud", self.process.provisioning_time
        for run in range(luck.failures + 1):
            if run:
                self._note(item, "failed")
            yield from self._use(item, "training", name, luck.training, ready)

    def _superseded(self, item: Item) -> bool:
        """Return whether a live version, sound and of younger data, takes its place."""
        member = self.portfolio[item.model]
        younger = member.live.cut > item.cut and not member.harmed
        return younger and self.process.superseded == "replaced"

    def _settled(self, alarmed: Item) -> bool:
        """Return whether another version than the one with the alarm is live."""
        replaced = self.portfolio[alarmed.model].live is not alarmed
        return replaced and self.process.superseded == "replaced"

    def _cancel(self, item: Item) -> None:
        self._note(item, "cancelled")
        self._finish(item)

    def _baseline(self, error: float) -> float:
        """Return by how much a version's fresh recall is estimated too high."""
        labels, fresh = self.process.baseline_labels, self.process.fresh_tpr
        return error * math.sqrt(fresh * (1 - fresh) / labels) if labels else 0.0

    def _finish(self, item: Item) -> None:
        """Count an item as in progress no more."""
        if item.kind == "retraining":
            self.portfolio[item.model].retraining = False
        self.counters.move("in progress", -1, self.env.now)

    def _go_live(self, item: Item, luck: Visit) -> None:
        member = self.portfolio[item.model]
        if not member.harmed:
            member.sound = member.live
        item.baseline = self._baseline(luck.baseline)
        self._finish(item)
        self._put(member, item, "live")

    def _put(self, member: Member, item: Item, event: str) -> None:
        """Make a version live; whatever harmed the one before has an end."""
        if member.harmed:
            member.harmed = False
            self.counters.move("harmed", -1, self.env.now)
            self._note(member.live, "restored")
        member.live, member.estimate, member.labelled = item, 0.0, self.env.now
        self._note(item, event)
        member.replaced.succeed()
        member.replaced = self.env.event()

    def _harm(self, member: Member) -> None:
        member.harmed = True
        self.counters.move("harmed", 1, self.env.now)
        self._note(member.live, "incident")

    def _note(
        self, item: Item, event: str, stage: str = "", resource: str = ""
    ) -> None:
        self.events.append(
            Event(
                self.env.now, item.name, item.model, item.kind, event, stage, resource
            )
        )

    # -- running it ------------------------------------------------------------

    def run(self) -> Run:
        """Run warm-up and measured time and return what they left behind."""
        warm_up = self.scenario.run.warm_up
        before: dict[str, float] = {}
        if warm_up:
            self.env.run(warm_up)
            before = self.counters.areas(warm_up)
            self.counters.checks = 0
        self.env.run(self.end)
        after = self.counters.areas(self.end)
        return Run(
            scenario=self.scenario,
            seed=self.luck.seed,
            replication=self.luck.replication,
            log=to_frame(self.events),
            strengths=tuple(member.strength for member in self.portfolio),
            areas={name: area - before.get(name, 0.0) for name, area in after.items()},
            checks=self.counters.checks,
        )


def simulate(
    scenario: Scenario, *, seed: int, replication: int = 0, unlimited: bool = False
) -> Run:
    """Run one replication of a scenario, if asked with `unlimited` resources.

    The same `seed` and number of the replication are the same luck in every scenario.

    >>> run = simulate(Scenario(), seed=1)
    >>> list(run.log.columns)
    ['time', 'item', 'model', 'kind', 'event', 'stage', 'resource']
    """
    return Lifecycle(scenario, seed, replication, unlimited).run()


def next_window(now: float, interval: float) -> float:
    """Return when the next release window opens, `now` where releases are on demand.

    >>> next_window(15.0, 14.0), next_window(28.0, 14.0), next_window(15.0, 0.0)
    (28.0, 28.0, 15.0)
    """
    if interval < INSTANT:
        return now
    return max(now, math.ceil(now / interval) * interval)


def time_to_detect(
    now: float, complaint: float, evidence: float, interval: float, first: float = 0.0
) -> float:
    """Return the time in days until a harm is noticed.

    Users complain after `complaint` days. The harm shows in labelled cases after
    `evidence` days, and the next check sees it; checks are at `first` and every
    `interval` days before and after. What comes first counts.

    >>> time_to_detect(10.0, 14.0, 1.0, 7.0), time_to_detect(10.0, 3.0, 1.0, 7.0)
    (4.0, 3.0)
    >>> time_to_detect(10.0, 14.0, 1.0, math.inf)
    14.0
    """
    if math.isinf(interval):
        return complaint
    shown = now + evidence
    check = math.ceil((shown - first) / interval) * interval + first
    return min(complaint, check - now)
