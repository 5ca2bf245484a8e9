"""The lifecycle as a SimPy model: this module is its definition.

A work item is a model version in the making: an *improvement* asked by the
business, a *retraining* asked by monitoring, or a *repair* asked by an incident.
Each passes through the same stages (:meth:`Lifecycle.make`); one whose data are
older than those already live does not go live. Live versions age;
monitoring checks them (:meth:`Lifecycle.watch`), and defects that validation let
through surface as incidents (:meth:`Lifecycle.incident`).

The processes only put steps in order. Every duration, chance and choice is a rule of
:mod:`~mlops_study.lifecycle.rules`. Of events at one instant, checks come last, in turn
of the models.
"""

import math
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
import simpy
from simpy.events import EventPriority

from mlops_study.lifecycle import events, rules
from mlops_study.lifecycle.compiling import Table, table
from mlops_study.lifecycle.draws import identity
from mlops_study.lifecycle.rules import StandstillError

Steps = Generator[simpy.Event, Any, None]
Asked = Generator[simpy.Event, Any, bool]

FIRST, LATER = 0, 1
"""Priorities in the queue for a resource."""

CHECKS = 2
"""Priority of a check among events at one instant, that of the first model."""


@dataclass(slots=True)
class Item:
    """A version in the making, or live; `number` is what stands for it in the log."""

    number: int
    slot: int
    model: int
    kind: int
    attempt: int = 0
    cut: float = 0.0
    error: float = 0.0


@dataclass(slots=True)
class Member:
    """One model of the portfolio: the version that is live and what is known of it."""

    live: Item
    sound: Item
    strength: float
    since: float = 0.0  #: When it went live.
    version: int = 0  #: How many were live before it.
    harmed: bool = False
    retraining: bool = False
    instant: float = -1.0
    at_once: int = 0
    check: int = 0  #: Number of its next check.
    asked: int = 0  #: Checks before were looked at when a retraining was asked for.
    estimate: float = 0.0  #: Of its loss, at the check before.
    made: list[int] = field(default_factory=lambda: [0] * len(events.KINDS))


class Check(simpy.Event):
    """A check that comes after all else at its instant."""

    def __init__(self, env: simpy.Environment, delay: float, model: int) -> None:
        super().__init__(env)
        self._ok, self._value = True, None
        env.schedule(self, EventPriority(CHECKS + model), delay)


class Lifecycle:
    """The model: resources, portfolio, and the processes that use them.

    It takes what :func:`~mlops_study.lifecycle.settings.settings`, ``curves`` and
    ``capacities`` make of a scenario, and the `title` that it has in an error.
    """

    def __init__(
        self, p: Table, curves: np.ndarray, capacity: np.ndarray, title: str
    ) -> None:
        self.p, self.curve, self.title = p, curves[0], title
        self.end = float(p[0]["high"])
        self.env = simpy.Environment()
        self.log: list[tuple[float, int, int, int, int, int]] = []
        self.resources = [
            simpy.PriorityResource(self.env, int(number)) for number in capacity
        ]
        self.slots = count()
        self.portfolio: list[Member] = []
        for model in range(int(p[0]["models"])):
            item = self._item(model, events.INITIAL, 0)
            item.error = rules.baseline(p, item.number, 0)
            self._note(item, events.LIVE)
            self.portfolio.append(Member(item, item, rules.strength(p, model)))
            self.env.process(self.demand(model))
            self.watch(model)

    # -- the processes ---------------------------------------------------------

    def demand(self, model: int) -> Steps:
        """Ask for improvements of a model, as the business does."""
        for number in count():
            gap = rules.gap(self.p, model, number)
            if math.isinf(gap):
                return
            yield self.env.timeout(gap)
            self._request(model, events.IMPROVEMENT)

    def make(self, item: Item) -> Steps:
        """Take an item through the stages until it is live, or no longer needed.

        A caught defect sends it back. Where younger data went live before it, a
        retraining or repair has served its purpose; an improvement is trained again on
        data cut anew, and deployed with the approval that it has.
        """
        member = self.portfolio[item.model]
        alarmed = member.live.number
        if item.kind == events.RETRAINING:
            yield from self._pass(item, events.TRIAGE)
            if rules.settled(self.p, member.live.number, alarmed):
                self._cancel(item)
                return
        yield from self._pass(item, events.ACCESS)
        approved = False
        while True:
            yield from self._develop(item, anew=not approved)
            caught = rules.caught(self.p, item.number, item.attempt)
            if not caught:
                if (yield from self._release(item, approved=approved)):
                    break
                if item.kind != events.IMPROVEMENT:
                    self._cancel(item)
                    return
            self._note(item, events.CAUGHT if caught else events.SUPERSEDED)
            approved = not caught
            self._count(member)
            item.attempt += 1
        self._go_live(item)
        if rules.defective(self.p, item.number, item.attempt):
            yield from self.incident(item)

    def _develop(self, item: Item, *, anew: bool) -> Steps:
        """Prepare data and select a model, or only cut the data again; then train."""
        if anew:
            yield from self._pass(item, events.PREPARATION)
        item.cut = self.env.now
        self._note(item, events.CUT)
        if anew:
            yield from self._pass(item, events.SELECTION)
        yield from self._pass(item, events.TRAINING)
        for _ in range(rules.failures(self.p, item.number, item.attempt)):
            self._note(item, events.FAILED)
            self._count(self.portfolio[item.model])
            yield from self._pass(item, events.TRAINING)

    def _release(self, item: Item, *, approved: bool) -> Asked:
        """Have a version approved and deployed; return whether it may go live.

        One that is not yet approved is handed over, and waits for the release window.
        """
        self._note(item, events.PASSED)
        if not approved:
            yield from self._pass(item, events.HANDOFF)
            yield from self._pass(item, events.APPROVAL)
            if item.kind != events.REPAIR:
                yield from self._pass(item, events.WINDOW)
        if self._superseded(item):
            return False
        yield from self._pass(item, events.DEPLOYMENT)
        return not self._superseded(item)

    def watch(self, model: int) -> None:
        """Look ahead at the checks of a model, to the one that asks for a retraining.

        A check changes nothing that can be seen unless it does, so it is no event.
        Other checks are followed by a further look ahead.
        """
        member = self.portfolio[model]
        if math.isinf(self.p[0]["monitoring_interval"]) or member.retraining:
            return
        live, version, now = member.live, member.version, self.env.now
        own = member.strength, live.cut, member.since, live.error, member.check
        found = rules.look(self.p, self.curve, model, *own, member.estimate, now)
        member.check, member.estimate, raised, time = found
        if math.isinf(time):
            return

        def see(_: simpy.Event) -> None:
            if member.version != version:
                return
            if raised:
                member.asked = member.check
                self._note(live, events.ALARM)
                self._request(model, events.RETRAINING)
            else:
                self.watch(model)

        check = Check(self.env, time - now, model)
        check.callbacks.append(see)

    def incident(self, item: Item) -> Steps:
        """Let a defect that went live surface, be detected, and have an end.

        Whatever version goes live next ends it.
        """
        member, env = self.portfolio[item.model], self.env
        version = member.version
        yield env.timeout(rules.surfacing(self.p, item.number, item.attempt))
        if member.version != version:
            return
        member.harmed = True
        self._note(item, events.INCIDENT)
        yield env.timeout(
            rules.time_to_detect(self.p, item.number, item.attempt, env.now)
        )
        if member.version != version:
            return
        self._note(item, events.DETECTED)
        self._request(item.model, events.REPAIR)
        if rules.rolls_back(self.p, item.number, item.attempt):
            yield from self._pass(item, events.ROLLBACK)
            if member.version == version:
                self._put(member, member.sound, events.ROLLED_BACK)

    # -- their steps -----------------------------------------------------------

    def _item(self, model: int, kind: int, number: int) -> Item:
        return Item(identity(model, kind, number), next(self.slots), model, kind)

    def _request(self, model: int, kind: int) -> None:
        member = self.portfolio[model]
        self._count(member)
        item = self._item(model, kind, member.made[kind])
        member.made[kind] += 1
        member.retraining |= kind == events.RETRAINING
        self._note(item, events.REQUESTED)
        self.env.process(self.make(item))

    def _count(self, member: Member) -> None:
        """Refuse a scenario in which a model makes ever more work at one instant."""
        again = self.env.now == member.instant
        member.instant, member.at_once = self.env.now, member.at_once * again + 1
        if member.at_once > rules.MOST_AT_ONCE:
            raise StandstillError(self.title)

    def _pass(self, item: Item, stage: int) -> Steps:
        """Wait at a stage, or hold who does it; what takes no time asks for none."""
        env, at = self.env, (item.number, item.attempt)
        days = rules.days(self.p, stage, *at, env.now)
        if days <= 0:
            return
        held = rules.resource(self.p, stage, *at)
        if held == events.NONE:
            self._note(item, events.STARTED, stage)
            yield env.timeout(days)
        else:
            self._note(item, events.QUEUED, stage, held)
            priority = FIRST if rules.is_first(stage, item.number) else LATER
            with self.resources[held].request(priority) as request:
                yield request
                ready = rules.ready(self.p, held)
                if ready > 0:
                    self._note(item, events.STARTED, events.PROVISIONING, held)
                    yield env.timeout(ready)
                    self._note(item, events.ENDED, events.PROVISIONING, held)
                self._note(item, events.STARTED, stage, held)
                yield env.timeout(days)
        self._note(item, events.ENDED, stage, held)

    def _superseded(self, item: Item) -> bool:
        member = self.portfolio[item.model]
        return rules.superseded(self.p, member.live.cut, member.harmed, item.cut)

    def _cancel(self, item: Item) -> None:
        self._note(item, events.CANCELLED)
        if item.kind == events.RETRAINING:
            self.portfolio[item.model].retraining = False
            self.watch(item.model)

    def _go_live(self, item: Item) -> None:
        member = self.portfolio[item.model]
        if not member.harmed:
            member.sound = member.live
        item.error = rules.baseline(self.p, item.number, item.attempt)
        if item.kind == events.RETRAINING:
            member.retraining = False
        self._put(member, item, events.LIVE)

    def _put(self, member: Member, item: Item, event: int) -> None:
        """Make a version live; whatever harmed the one before has an end."""
        if member.harmed:
            member.harmed = False
            self._note(member.live, events.RESTORED)
        self._note(item, event)
        member.live, member.since = item, self.env.now
        member.version += 1
        member.estimate = 0.0
        following = rules.next_check(self.p, item.model, self.env.now)
        member.check = max(following, member.asked)
        self.watch(item.model)

    def _note(
        self,
        item: Item,
        event: int,
        stage: int = events.NONE,
        resource: int = events.NONE,
    ) -> None:
        self.log.append((self.env.now, item.number, item.slot, event, stage, resource))

    def run(self) -> np.ndarray:
        """Run to the end and return the log."""
        self.env.run(self.end)
        rows = table(len(self.log), events.LOG)
        rows[:] = self.log
        return rows
