"""The lifecycle compiled: the model of ``model.py`` again, event for event.

What SimPy does with generators is done here with a number: the stage that an item is
at. SimPy's own order is kept, so that the log is the same to the last bit:

- Events are taken by time, priority, and the order in which they were scheduled. The
  start of a process comes before all else at its instant, checks come last.
- A request or a release of a resource grants one request at most, which is an event. A
  release is an event as well, scheduled before the item goes on.

All that is remembered stands in a few tables, so that a run can be left and gone on
with: to make a table longer, or to take away the part of the log that is written.
"""

# mypy: allow-untyped-defs, allow-untyped-calls
# what is compiled finds the types of its arguments itself

import math
from collections.abc import Iterator

import numpy as np

from mlops_study.lifecycle import events, rules
from mlops_study.lifecycle.compiling import Table, compiled, longer, table
from mlops_study.lifecycle.draws import identity, kind_of, model_of
from mlops_study.lifecycle.events import row
from mlops_study.lifecycle.rules import StandstillError

ASKED, SURFACING, DETECTION = range(len(events.STAGES), len(events.STAGES) + 3)
"""What an item can be at beside the stages."""

QUEUES, STARTS, WORKS = range(3)
"""What it does there: it waits for a resource, for that to be ready, or for the end."""

URGENT, NORMAL, CHECK = range(3)
"""Priorities of events at one instant; a check of the first model, others later."""

ITEM, DEMAND, RELEASE, LOOK, ALERT = range(5)
"""What an event concerns; of checks, those that raise an alarm and others."""

OVER, SHORT, STANDSTILL = range(3)
"""Why a run was left."""

ROWS_AN_EVENT = 16 * rules.MOST_AT_ONCE
"""Rows of the log that one event can write at most."""

EVENTS_AN_EVENT = 8
"""Events that one can schedule at most."""

CAPACITY, USERS, HEADS, TAILS = 0, 1, 2, 4
"""Columns of the resources; those served first have the first of two queues."""

EMPTY = -1
"""In place of an item in a queue or among the free."""

STATE = row(f8="now", i8="order pending written used free", b1="stood taken")
"""The time; how many events were scheduled, are pending; rows written, slots used."""

EVENT = row(f8="time", i8="key version", i4="what which")
"""A scheduled event: a row of the heap. Its key is of its priority, then its order."""

ITEMS = row(
    i8="number alarmed version",
    f8="cut error days",
    i4="attempt failures next holds",
    i1="at does held",
    b1="approved",
)
"""An item, as in the model. Its row is free once no process and no model holds it."""

MEMBERS = row(
    f8="strength since instant estimate",
    i8="version check asked",
    i4=f"at_once live sound made:{len(events.KINDS)}",
    b1="harmed retraining",
)
"""A model of the portfolio; its live and its sound version are rows of the items."""


# -- the queue of events, and the log ------------------------------------------------


@compiled
def push(s, heap, time, priority, what, which, version):
    """Schedule an event; it takes the place of the one that was taken, if any."""
    key, i = (priority << 48) + s[0].order, s[0].pending
    s[0].order += 1
    while i > 0 and not s[0].taken:
        parent = (i - 1) >> 1
        above = heap[parent]
        if above.time < time or (above.time == time and above.key < key):
            break
        heap[i] = above
        i = parent
    new = heap[i]
    new.time, new.key, new.what = time, key, what
    new.which, new.version = which, version
    if s[0].taken:
        sink(s, heap)
    else:
        s[0].pending += 1


@compiled
def sink(s, heap):
    """Put the row after the last where the first was taken, and set it right."""
    n, i = s[0].pending, 0
    last = heap[n]
    s[0].taken = False
    while True:
        child = 2 * i + 1
        if child >= n:
            break
        if child + 1 < n:
            child += precedes(heap[child + 1], heap[child])
        if precedes(last, heap[child]):
            break
        heap[i] = heap[child]
        i = child
    heap[i] = last


@compiled
def precedes(one, other):
    """Return whether an event comes before another, in the same time either way."""
    at_once = (one.time == other.time) & (one.key < other.key)
    return (one.time < other.time) | at_once


@compiled
def note(s, items, log, slot, event, stage=events.NONE, held=events.NONE):
    """Write a row of the log."""
    row = log[s[0].written]
    row.time, row.item, row.slot = s[0].now, items[slot].number, slot
    row.event, row.stage, row.resource = event, stage, held
    s[0].written += 1


# -- resources -----------------------------------------------------------------------


@compiled
def grant(s, items, resources, heap, held):
    """Give a resource, where one is left, to the first that waits."""
    own = resources[held]
    if own[USERS] >= own[CAPACITY]:
        return
    for queue in range(2):
        slot = own[HEADS + queue]
        if slot != EMPTY:
            own[HEADS + queue] = items[slot].next
            own[USERS] += 1
            push(s, heap, s[0].now, NORMAL, ITEM, slot, 0)
            return


@compiled
def enter(p, s, items, resources, heap, log, slot, stage):
    """Let an item enter a stage; return whether it takes time."""
    one, now = items[slot], s[0].now
    one.at = stage
    one.days = rules.days(p, stage, one.number, one.attempt, now)
    if one.days <= 0.0:
        return False
    one.held = rules.resource(p, stage, one.number, one.attempt)
    if one.held == events.NONE:
        note(s, items, log, slot, events.STARTED, stage, events.NONE)
        push(s, heap, now + one.days, NORMAL, ITEM, slot, 0)
        return True
    note(s, items, log, slot, events.QUEUED, stage, one.held)
    one.does, one.next = QUEUES, EMPTY
    own, queue = resources[one.held], 1 - rules.is_first(stage, one.number)
    if own[HEADS + queue] == EMPTY:
        own[HEADS + queue] = slot
    else:
        items[own[TAILS + queue]].next = slot
    own[TAILS + queue] = slot
    grant(s, items, resources, heap, one.held)
    return True


@compiled
def leave(p, s, items, resources, heap, log, slot):
    """Let an item go on at its stage; return whether it is done with it."""
    one, now = items[slot], s[0].now
    if one.does == WORKS:
        if one.held != events.NONE:
            resources[one.held, USERS] -= 1
            push(s, heap, now, NORMAL, RELEASE, one.held, 0)
        if one.at < ASKED:
            note(s, items, log, slot, events.ENDED, one.at, one.held)
            one.held = events.NONE
        return True
    ready = rules.ready(p, one.held)
    if one.does == STARTS:
        note(s, items, log, slot, events.ENDED, events.PROVISIONING, one.held)
    elif ready > 0.0:
        note(s, items, log, slot, events.STARTED, events.PROVISIONING, one.held)
        one.does = STARTS
        push(s, heap, now + ready, NORMAL, ITEM, slot, 0)
        return False
    note(s, items, log, slot, events.STARTED, one.at, one.held)
    one.does = WORKS
    push(s, heap, now + one.days, NORMAL, ITEM, slot, 0)
    return False


# -- items and models ----------------------------------------------------------------


@compiled
def count(s, member):
    """Notice where a model makes ever more work at one instant."""
    again = s[0].now == member.instant
    member.instant, member.at_once = s[0].now, member.at_once * again + 1
    s[0].stood |= member.at_once > rules.MOST_AT_ONCE


@compiled
def take(s, items, number, holds):
    """Return a free row, which is now that of an item."""
    slot = s[0].free
    if slot == EMPTY:
        slot = s[0].used
        s[0].used += 1
    else:
        s[0].free = items[slot].next
    one = items[slot]
    one.number, one.holds, one.at, one.does = number, holds, ASKED, WORKS
    one.held, one.attempt, one.approved, one.cut = events.NONE, 0, False, 0.0
    return slot


@compiled
def let_go(s, items, slot):
    """Hold a row once less."""
    items[slot].holds -= 1
    if items[slot].holds == 0:
        items[slot].next, s[0].free = s[0].free, slot


@compiled
def request(s, members, items, heap, log, model, kind):
    """Ask for an item."""
    member = members[model]
    count(s, member)
    slot = take(s, items, identity(model, kind, member.made[kind]), 1)
    member.made[kind] += 1
    member.retraining |= kind == events.RETRAINING
    note(s, items, log, slot, events.REQUESTED)
    push(s, heap, s[0].now, URGENT, ITEM, slot, 0)


@compiled
def watch(p, curve, s, members, items, heap, model):
    """Look ahead at the checks of a model, to the one that asks for a retraining."""
    member = members[model]
    if math.isinf(p[0].monitoring_interval) or member.retraining:
        return
    live, now = items[member.live], s[0].now
    own = member.strength, live.cut, member.since, live.error, member.check
    found = rules.look(p, curve, model, *own, member.estimate, now)
    member.check, member.estimate, raised, time = found
    if not math.isinf(time):
        what = ALERT if raised else LOOK
        push(s, heap, now + (time - now), CHECK + model, what, model, member.version)


@compiled
def put(p, curve, s, members, items, heap, log, slot, event):
    """Make a version live; whatever harmed the one before has an end."""
    model = model_of(items[slot].number)
    member = members[model]
    if member.harmed:
        member.harmed = False
        note(s, items, log, member.live, events.RESTORED)
    note(s, items, log, slot, event)
    items[slot].holds += 1
    let_go(s, items, member.live)
    member.live, member.since, member.estimate = slot, s[0].now, 0.0
    member.version += 1
    member.check = max(rules.next_check(p, model, s[0].now), member.asked)
    watch(p, curve, s, members, items, heap, model)


@compiled
def go_live(p, curve, s, members, items, heap, log, slot):
    """Make an item the live version."""
    one, number = items[slot], items[slot].number
    member = members[model_of(number)]
    if not member.harmed:
        items[member.live].holds += 1
        let_go(s, items, member.sound)
        member.sound = member.live
    one.error = rules.baseline(p, number, one.attempt)
    if kind_of(number) == events.RETRAINING:
        member.retraining = False
    put(p, curve, s, members, items, heap, log, slot, events.LIVE)


@compiled
def go_on(p, curve, s, members, items, resources, heap, log, slot):
    """Take an item on from what it is done with; return whether it goes on later.

    It does so where it has entered something that takes time.
    """
    one, now = items[slot], s[0].now
    number, model, kind = one.number, model_of(one.number), kind_of(one.number)
    member = members[model]
    while not s[0].stood:
        at, following, again = one.at, events.NONE, events.NONE
        if at == ASKED:
            one.alarmed = items[member.live].number
            one.at = events.TRIAGE
            if kind == events.RETRAINING:
                following = events.TRIAGE
        elif at == events.TRIAGE:
            settled = rules.settled(p, items[member.live].number, one.alarmed)
            if kind == events.RETRAINING and settled:
                break
            following = events.ACCESS
        elif at == events.ACCESS:
            one.at = events.PREPARATION
            if not one.approved:
                following = events.PREPARATION
        elif at == events.PREPARATION:
            one.cut = now
            note(s, items, log, slot, events.CUT)
            one.at = events.SELECTION
            if not one.approved:
                following = events.SELECTION
        elif at == events.SELECTION:
            one.failures = rules.failures(p, number, one.attempt)
            following = events.TRAINING
        elif at == events.TRAINING:
            if one.failures > 0:
                one.failures -= 1
                note(s, items, log, slot, events.FAILED)
                count(s, member)
                following = events.TRAINING
            elif rules.caught(p, number, one.attempt):
                again = events.CAUGHT
            else:
                note(s, items, log, slot, events.PASSED)
                one.at = events.WINDOW
                if not one.approved:
                    following = events.HANDOFF
        elif at == events.HANDOFF:
            following = events.APPROVAL
        elif at == events.APPROVAL:
            one.at = events.WINDOW
            if kind != events.REPAIR:
                following = events.WINDOW
        elif at == events.WINDOW or at == events.DEPLOYMENT:
            if rules.superseded(p, items[member.live].cut, member.harmed, one.cut):
                if kind != events.IMPROVEMENT:
                    break
                again = events.SUPERSEDED
            elif at == events.WINDOW:
                following = events.DEPLOYMENT
            else:
                go_live(p, curve, s, members, items, heap, log, slot)
                if not rules.defective(p, number, one.attempt):
                    return False
                one.at, one.version = SURFACING, member.version
                surfacing = rules.surfacing(p, number, one.attempt)
                push(s, heap, now + surfacing, NORMAL, ITEM, slot, 0)
                return True
        elif one.version != member.version:
            return False
        elif at == SURFACING:
            member.harmed = True
            note(s, items, log, slot, events.INCIDENT)
            one.at = DETECTION
            delay = rules.time_to_detect(p, number, one.attempt, now)
            push(s, heap, now + delay, NORMAL, ITEM, slot, 0)
            return True
        elif at == DETECTION:
            note(s, items, log, slot, events.DETECTED)
            request(s, members, items, heap, log, model, events.REPAIR)
            if not rules.rolls_back(p, number, one.attempt):
                return False
            following = events.ROLLBACK
        else:
            back = member.sound
            put(p, curve, s, members, items, heap, log, back, events.ROLLED_BACK)
            return False
        if again != events.NONE:
            note(s, items, log, slot, again)
            one.approved, one.at = again == events.SUPERSEDED, events.ACCESS
            count(s, member)
            one.attempt += 1
        elif following != events.NONE and enter(
            p, s, items, resources, heap, log, slot, following
        ):
            return True
    note(s, items, log, slot, events.CANCELLED)
    if kind == events.RETRAINING:
        member.retraining = False
        watch(p, curve, s, members, items, heap, model)
    return False


# -- running it ----------------------------------------------------------------------


@compiled
def begin(p, curve, s, members, items, heap, log):
    """Begin with a version of every model, and with its first request."""
    s[0].free = EMPTY
    for model in range(len(members)):
        member = members[model]
        number = identity(model, events.INITIAL, 0)
        slot = take(s, items, number, 2)
        items[slot].error = rules.baseline(p, number, 0)
        note(s, items, log, slot, events.LIVE)
        member.live, member.sound, member.instant = slot, slot, -1.0
        member.strength = rules.strength(p, model)
        gap = rules.gap(p, model, 0)
        if not math.isinf(gap):
            push(s, heap, gap, NORMAL, DEMAND, model, 0)
        watch(p, curve, s, members, items, heap, model)


@compiled
def advance(p, curve, s, members, items, resources, heap, log):
    """Go on to the end, or until a table is too short; return why the run is left."""
    if s[0].used == 0:
        begin(p, curve, s, members, items, heap, log)
    while not s[0].stood:
        if s[0].taken:
            s[0].pending -= 1
            sink(s, heap)
        if s[0].pending == 0 or heap[0].time >= p[0].high:
            return OVER
        if (
            s[0].pending + EVENTS_AN_EVENT > len(heap)
            or s[0].written + ROWS_AN_EVENT > len(log)
            or (s[0].free == EMPTY and s[0].used == len(items))
        ):
            return SHORT
        what, which, version = heap[0].what, heap[0].which, heap[0].version
        s[0].now, s[0].taken = heap[0].time, True
        if what == ITEM:
            if leave(p, s, items, resources, heap, log, which) and not go_on(
                p, curve, s, members, items, resources, heap, log, which
            ):
                let_go(s, items, which)
        elif what == RELEASE:
            grant(s, items, resources, heap, which)
        elif what == DEMAND:
            request(s, members, items, heap, log, which, events.IMPROVEMENT)
            gap = rules.gap(p, which, members[which].made[events.IMPROVEMENT])
            push(s, heap, s[0].now + gap, NORMAL, DEMAND, which, 0)
        elif members[which].version == version:
            if what == ALERT:
                members[which].asked = members[which].check
                note(s, items, log, members[which].live, events.ALARM)
                request(s, members, items, heap, log, which, events.RETRAINING)
            else:
                watch(p, curve, s, members, items, heap, which)
    return STANDSTILL


def parts(
    p: Table, curves: np.ndarray, capacity: np.ndarray, title: str
) -> Iterator[Table]:
    """Run the lifecycle and yield its log in parts, each written over by the next.

    The arguments are those of :class:`~mlops_study.lifecycle.model.Lifecycle`.
    """
    models = int(p[0]["models"])
    resources = np.full((len(events.RESOURCES), 6), EMPTY)
    resources[:, CAPACITY], resources[:, USERS] = capacity, 0
    s, members = table(1, STATE), table(models, MEMBERS)
    items = table(8 * models, ITEMS)
    heap, log = table(8 * models, EVENT), table(2 * ROWS_AN_EVENT + models, events.LOG)
    left = SHORT
    while left == SHORT:
        heap = longer(heap, s[0]["pending"] + EVENTS_AN_EVENT)
        items = longer(items, s[0]["used"] + 1)
        s[0]["written"] = 0
        left = advance(p, curves[0], s, members, items, resources, heap, log)
        yield log[: s[0]["written"]]
    if left == STANDSTILL:
        raise StandstillError(title)
