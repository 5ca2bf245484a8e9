"""What indicators are computed from: counts, times and sums, read off the log.

The log is read once, in order, with no more memory than for the items and models that
are there at a time; so it need not be kept. The sums are over the measured part.
"""

# mypy: allow-untyped-defs, allow-untyped-calls
# what is compiled finds the types of its arguments itself

import math
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from mlops_study.lifecycle import events, rules
from mlops_study.lifecycle.compiling import Table, compiled, longer, table
from mlops_study.lifecycle.draws import kind_of, model_of
from mlops_study.lifecycle.events import row
from mlops_study.lifecycle.parameters import MONTH, YEAR
from mlops_study.lifecycle.quality import age_of_loss, change, days, segment

BUSY = len(events.RESOURCES)
RETRAINED = 2 * BUSY
TRAINING, IN_PROGRESS, LATER, IMPROVEMENTS, HARMED = range(3 * BUSY, len(events.LEVELS))
"""Levels after the queues; the first are the first of groups."""

NOTHING = -1
"""The level that an item is in where it is in none."""

NEVER = math.inf
"""When what does not happen happens."""

SUMS = row(
    i8=f"counts:{len(events.EVENTS)} improvements developed deployed retrainings "
    "stale right spurious unfinished",
    f8="lead development release retraining requested restoring detecting drifted "
    "fresh tpr fpr",
    i4="spans",
)
"""What is counted and summed up, see :func:`see`."""

LEVEL = row(f8="since area", i8="number")
"""How many are on a level since when, and the time integral up to then."""

ITEMS = row(f8="requested passed cut", i1="level", b1="trains")
"""What must be known of an item."""

MODELS = row(f8="strength start cut harm half drift asked begun noticed", b1="drifted")
"""What must be known of a model: its live version, and its episode of drift."""

SPAN = row(f8="days length", b1="episode caught over")
"""The lead time of an improvement; or an episode of drift, and until it is caught."""


@compiled
def move(levels, which, step, now):
    """Change a level at a time."""
    level = levels[which]
    if now > level.since:
        level.area += level.number * (now - level.since)
        level.since = now
    level.number += step


@compiled
def work(levels, item, kind, step, now):
    """Let an item enter or leave the levels of what it does."""
    if item.level != NOTHING:
        move(levels, item.level, step, now)
        if item.level >= BUSY and kind == events.RETRAINING:
            move(levels, item.level - BUSY + RETRAINED, step, now)
        if item.trains:
            move(levels, TRAINING, step, now)


@compiled
def calm(p):
    """Return half the threshold, up to which a loss is none; one below 0 as it is."""
    return min(p[0].alarm_threshold, p[0].alarm_threshold / 2)


@compiled
def begin_service(p, curve, t, model, spans, start, cut):
    """Let a version go live; when it will have lost the threshold or half is known."""
    full, threshold = p[0].fresh_tpr * model.strength, p[0].alarm_threshold
    model.start, model.cut, model.harm = start, cut, NEVER
    model.half = max(start, cut + age_of_loss(curve, full, calm(p)))
    model.drift = max(start, cut + age_of_loss(curve, full, threshold))
    # an episode of drift goes on with a version that is above the threshold at once
    if not (model.drifted and model.drift == start):
        end_episode(p, t, model, spans, start)
        model.begun = model.drift


@compiled
def end_service(p, curves, t, model, spans, end):
    """Sum up what a version did while it was live."""
    low, start, cut = p[0].low, max(model.start, p[0].low), model.cut
    if end > low:
        tpr = days(curves[0], model.strength, start - cut, end - cut)
        if model.harm < end:
            harm = max(model.harm, low) - cut
            lost = days(curves[0], model.strength, harm, end - cut)
            tpr -= p[0].defect_severity * lost
        t[0].tpr += p[0].fresh_tpr * tpr
        fpr = days(curves[1], model.strength, start - cut, end - cut)
        t[0].fpr += p[0].fresh_fpr * fpr
        t[0].drifted += end - min(max(model.drift, low), end)
        t[0].fresh += min(max(model.half, low), end) - start
    if model.drift < end:
        model.drifted = True
    else:
        end_episode(p, t, model, spans, model.start)


@compiled
def end_episode(p, t, model, spans, end):
    """Enter an episode of drift, if there is one that began in the measured part."""
    start = model.begun
    if model.drifted and start > p[0].low:
        if model.noticed == NEVER:
            model.noticed = max(start, model.asked)
        span = spans[t[0].spans]
        span.episode = True
        span.over, span.caught = end < p[0].high, model.noticed < end
        span.length, span.days = end - start, min(model.noticed, end) - start
        t[0].spans += 1
    model.drifted, model.begun, model.noticed = False, NEVER, NEVER


@compiled
def end_item(p, t, levels, item, model, spans, number, live, now):
    """Sum up what became of an item."""
    kind, asked = kind_of(number), item.requested
    move(levels, IN_PROGRESS, -1, now)
    move(levels, LATER, -1, now)
    t[0].requested -= asked
    t[0].unfinished -= 1
    if kind == events.IMPROVEMENT:
        move(levels, IMPROVEMENTS, -1, now)
    if kind == events.RETRAINING:
        # it is noticed that an episode began before, or in the meantime
        if model.noticed == NEVER and max(now, asked) > model.begun:
            model.noticed = max(model.begun, asked)
        model.asked = NEVER
    if not live or now <= p[0].low:
        return
    if kind == events.RETRAINING:
        t[0].retrainings += 1
        t[0].retraining += now - asked
    if kind == events.IMPROVEMENT:
        development, release = item.passed - asked, now - item.passed
        t[0].improvements += 1
        t[0].lead += now - asked
        t[0].development += development
        t[0].release += release
        t[0].developed += development <= MONTH
        t[0].deployed += release <= MONTH
        span = spans[t[0].spans]
        span.episode, span.length = False, now - asked
        t[0].spans += 1


@compiled
def see(p, curves, t, levels, models, items, spans, log):
    """Read rows of the log."""
    low, threshold = p[0].low, p[0].alarm_threshold
    for i in range(len(log)):
        entry = log[i]
        now, event, number = entry.time, entry.event, entry["item"]
        kind, which = kind_of(number), model_of(number)
        item, model = items[entry.slot], models[which]
        measured = now > low
        if measured:
            t[0].counts[event] += 1
        if event == events.REQUESTED:
            item.requested, item.passed, item.cut = now, NEVER, 0.0
            item.level = NOTHING
            move(levels, IN_PROGRESS, 1, now)
            move(levels, LATER, 1, now)
            t[0].requested += now
            t[0].unfinished += 1
            if kind == events.IMPROVEMENT:
                move(levels, IMPROVEMENTS, 1, now)
            if kind == events.RETRAINING:
                model.asked = now
        elif event in (events.QUEUED, events.STARTED, events.ENDED):
            work(levels, item, kind, -1, now)
            item.level = NOTHING
            if entry.resource != events.NONE and event != events.ENDED:
                started = event == events.STARTED
                item.level = entry.resource + BUSY * started
                item.trains = started and entry.stage == events.TRAINING
                work(levels, item, kind, 1, now)
        elif event == events.CUT:
            item.cut = now
        elif event == events.PASSED:
            item.passed = min(item.passed, now)
        elif event == events.CANCELLED:
            end_item(p, t, levels, item, model, spans, number, False, now)
        elif event in (events.LIVE, events.ROLLED_BACK):
            if kind == events.INITIAL and event == events.LIVE:
                item.cut, model.strength = 0.0, rules.strength(p, which)
                model.asked, model.begun, model.noticed = NEVER, NEVER, NEVER
            else:
                if event == events.LIVE:
                    stale = model.harm == NEVER and item.cut < model.cut
                    t[0].stale += stale and measured
                    end_item(p, t, levels, item, model, spans, number, True, now)
                end_service(p, curves, t, model, spans, now)
            begin_service(p, curves[0], t, model, spans, now, item.cut)
        elif event == events.ALARM and measured:
            age = now - model.cut
            piece = segment(curves[0], age, 0)
            share = model.strength * change(curves[0], age, piece)
            loss = -p[0].fresh_tpr * share
            t[0].right += loss > threshold
            t[0].spurious += loss <= calm(p)
        elif event == events.INCIDENT:
            model.harm = now
            move(levels, HARMED, 1, now)
        elif event == events.DETECTED and measured:
            t[0].detecting += now - model.harm
        elif event == events.RESTORED:
            move(levels, HARMED, -1, now)
            if measured:
                t[0].restoring += now - model.harm


@compiled
def close(p, curves, t, levels, models, spans):
    """See the end of the run."""
    for which in range(len(levels)):
        move(levels, which, 0, p[0].high)
    for which in range(len(models)):
        end_service(p, curves, t, models[which], spans, p[0].high)
        end_episode(p, t, models[which], spans, p[0].high)


@compiled
def quantile(rows, share):
    """Return a quantile of sorted values, straight between the two next to it."""
    if len(rows) == 0:
        return math.nan
    place = share * (len(rows) - 1)
    i = min(int(place), len(rows) - 1)
    return rows[i] + (place - i) * (rows[min(i + 1, len(rows) - 1)] - rows[i])


@compiled
def restricted_mean(days, seen, most):
    r"""Return the mean time up to a limit, where some times are only known in part.

    :math:`\int_0^\tau \hat S(t)\,dt` with the estimate of Kaplan and Meier (1958),
    where those not `seen` to their end are censored; `most` is :math:`\tau`. The times
    are sorted, of equal ones those seen to their end first. Not a number without any.

    >>> restricted_mean(np.array([1.0, 2.0]), np.array([True, False]), 4.0)
    2.5
    """
    if len(days) == 0:
        return math.nan
    total, chance, last = 0.0, 1.0, 0.0
    for i in range(len(days)):
        now = min(days[i], most)
        total += chance * (now - last)
        last = now
        if seen[i]:
            chance *= 1 - 1 / (len(days) - i)
    return total + chance * (most - last)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted and summed up in the measured part of a run.

    The `sums` by name; the mean `levels`; the lead `times` of improvements; the
    `episodes` of drift, with ``length``, ``over``, ``days`` and ``caught``; and the
    number of `checks`.
    """

    sums: SimpleNamespace
    levels: dict[str, float]
    times: np.ndarray
    episodes: np.ndarray
    checks: int

    def time(self, share: float) -> float:
        """Return the time that a share of the improvements takes at most."""
        return float(quantile(np.sort(self.times), share))

    def drift(self, of: str, until: str) -> float:
        """Return the mean days of the episodes of drift, up to a year."""
        days, seen = self.episodes[of], self.episodes[until]
        order = np.lexsort((~seen, days))
        return float(restricted_mean(days[order], seen[order], YEAR))


def tally(p: Table, curves: np.ndarray, parts: Iterable[Table]) -> Tally:
    """Return the tally of a log that comes in parts."""
    models, low, high = int(p[0]["models"]), p[0]["low"], p[0]["high"]
    t, levels = table(1, SUMS), table(len(events.LEVELS), LEVEL)
    levels["since"] = low
    levels["since"][LATER] = (low + high) / 2
    own, items, spans = table(models, MODELS), table(0, ITEMS), table(0, SPAN)
    for log in parts:
        items = longer(items, int(log["slot"].max(initial=-1)) + 1)
        spans = longer(spans, int(t[0]["spans"]) + len(log) + models)
        see(p, curves, t, levels, own, items, spans, log)
    close(p, curves, t, levels, own, spans)
    spans, means = spans[: t[0]["spans"]], levels["area"] / (high - low)
    names = SUMS.names or ()
    return Tally(
        sums=SimpleNamespace(**dict(zip(names, t[0].tolist(), strict=True))),
        levels=dict(zip(events.LEVELS, means.tolist(), strict=True)),
        times=spans["length"][~spans["episode"]],
        episodes=spans[spans["episode"]],
        checks=rules.checks(p),
    )
