"""The rules of the lifecycle: how long, how likely, when and which.

Both engines, the model in SimPy and the compiled one, ask these and only put in order
what they answer. Every draw passes through the inverse of its distribution function, so
that more of a mean is more of each value, and what an entity draws keeps its rank
whatever the scenario makes of it.
"""

import math

import numpy as np

from mlops_study.datafiles import DataFileError
from mlops_study.lifecycle import draws, events
from mlops_study.lifecycle.compiling import Table, compiled, from_scipy
from mlops_study.lifecycle.draws import kind_of, model_of, uniform, unit, words
from mlops_study.lifecycle.parameters import STRONGEST
from mlops_study.lifecycle.quality import change, segment

INSTANT = 1e-6
"""Days that are no time: a tenth of a second."""

NEVER = 1e12
"""Days that nothing lives to see."""

MOST_AT_ONCE = 300
"""Work asked for or begun anew for a model at one instant, beyond which time stands."""

STRETCH = 64
"""Checks that are looked ahead at a time."""


class StandstillError(DataFileError):
    """A scenario in which time does not go by; the message is one line."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"{title}: work makes work without time going by; expected some time for "
            "work, for repairs or for defects to surface"
        )


normal = from_scipy("ndtri", 1)
gamma = from_scipy("gammaincinv", 2)


# -- how long ----------------------------------------------------------------------


@compiled
def duration(uniform: float, mean: float, spread: float, of_gamma: bool) -> float:
    r"""Return the duration at a uniform draw, with a mean and a spread.

    Log-normal: :math:`m \exp(\sigma \Phi^{-1}(u) - \sigma^2/2)`; gamma: shape
    :math:`1/c^2`, scale :math:`m c^2`; fixed where the spread is 0. The spread,
    :math:`\sigma` or :math:`c^2`, is that of ``settings.spread``.

    >>> duration(0.5, 3.0, 0.0, False), round(duration(0.5, 3.0, 1.0, True), 3)
    (3.0, 2.079)
    """
    if mean == 0.0 or spread == 0.0:
        return mean
    if of_gamma:
        return gamma(1 / spread, uniform) * mean * spread
    return mean * math.exp(spread * normal(uniform) - spread * spread / 2)


@compiled
def exponential(p: Table, purpose: int, mean: float, item: int, place: int) -> float:
    """Return an exponential time of what happens at random."""
    if mean == 0.0:
        return 0.0
    return -mean * math.log(uniform(p, purpose, item, place))


@compiled
def share(p: Table, stage: int, item: int, attempt: int) -> float:
    """Return the share of an improvement's first access wait or effort that is needed.

    A repair needs no new access to data; rework repeats part of the effort.
    """
    kind = kind_of(item)
    if stage == events.ACCESS and (kind == events.REPAIR or attempt > 0):
        return 0.0
    part = 1.0
    if kind == events.RETRAINING:
        part = p[0].retraining_share
    elif kind == events.REPAIR:
        part = p[0].repair_share
    return part if attempt == 0 else part * p[0].rework_share


@compiled
def days(p: Table, stage: int, item: int, attempt: int, now: float) -> float:
    """Return how long an item is at a stage that it enters now, on so many attempts."""
    one = p[0]
    if stage == events.WINDOW:
        return next_window(now, one.release_interval) - now
    mean, spread = 0.0, one.effort_spread
    if stage == events.TRIAGE:
        mean = one.triage_effort
    elif stage == events.ACCESS:
        mean, spread = one.access_wait * share(p, stage, item, attempt), one.wait_spread
    elif stage == events.PREPARATION:
        mean = one.preparation_effort * share(p, stage, item, attempt)
    elif stage == events.SELECTION:
        mean = one.selection_effort * share(p, stage, item, attempt)
    elif stage == events.TRAINING:
        mean = one.training_time
    elif stage == events.HANDOFF:
        mean, spread = one.handoff_wait, one.wait_spread
    elif stage == events.APPROVAL:
        mean = one.approval_effort
    elif stage == events.DEPLOYMENT:
        mean = one.deployment_effort
    elif stage == events.ROLLBACK:
        mean = one.rollback_effort
    if mean == 0.0 or spread == 0.0:
        return mean
    return duration(uniform(p, stage, item, attempt), mean, spread, one.gamma)


@compiled
def resource(p: Table, stage: int, item: int, attempt: int) -> int:
    """Return who or what does a stage; in the cloud, a share of the training."""
    if stage in (events.TRIAGE, events.PREPARATION, events.SELECTION):
        return events.SCIENTISTS
    if stage in (events.APPROVAL, events.DEPLOYMENT, events.ROLLBACK):
        return events.ENGINEERS
    if stage == events.TRAINING:
        cloud = happens(p, draws.PLACE, p[0].cloud, item, attempt)
        return events.CLOUD if cloud else events.NODES
    return events.NONE


@compiled
def ready(p: Table, what: int) -> float:
    """Return how long a resource takes to be ready; only the cloud takes any."""
    return p[0].provisioning_time if what == events.CLOUD else 0.0


@compiled
def is_first(stage: int, item: int) -> bool:
    """Return whether an item is served first: repairs are, and what is put back."""
    return stage == events.ROLLBACK or kind_of(item) == events.REPAIR


@compiled
def next_window(now: float, interval: float) -> float:
    """Return when the next release window opens, `now` where releases are on demand.

    >>> next_window(15.0, 14.0), next_window(28.0, 14.0), next_window(15.0, 0.0)
    (28.0, 28.0, 15.0)
    """
    if interval < INSTANT:
        return now
    return max(now, math.ceil(now / interval) * interval)


@compiled
def gap(p: Table, model: int, number: int) -> float:
    """Return the days from one request for improvement of a model to the next."""
    mean = p[0].improvement_interval
    if mean > NEVER:
        return math.inf
    return exponential(p, draws.ARRIVALS, mean, model, number)


# -- how likely, and which ---------------------------------------------------------


@compiled
def happens(p: Table, purpose: int, chance: float, item: int, attempt: int) -> bool:
    """Return whether something with a chance happens to an item on an attempt."""
    return chance > 0.0 and uniform(p, purpose, item, attempt) < chance


@compiled
def defective(p: Table, item: int, attempt: int) -> bool:
    """Return whether a version has a defect."""
    return happens(p, draws.DEFECT, p[0].defect_probability, item, attempt)


@compiled
def caught(p: Table, item: int, attempt: int) -> bool:
    """Return whether validation finds a defect in a version."""
    if not defective(p, item, attempt):
        return False
    return happens(p, draws.CATCH, p[0].catch_probability, item, attempt)


@compiled
def failures(p: Table, item: int, attempt: int) -> int:
    r"""Return how often a training run fails before it succeeds.

    Geometric: :math:`\lfloor \ln u / \ln p \rfloor`, where each fails with the chance
    :math:`p`.
    """
    chance = p[0].training_failure
    if chance == 0.0:
        return 0
    return int(math.log(uniform(p, draws.FAILURE, item, attempt)) / math.log(chance))


@compiled
def rolls_back(p: Table, item: int, attempt: int) -> bool:
    """Return whether the former version is put back where a harm is noticed."""
    chance = p[0].rollback_probability
    return happens(p, draws.ROLLS_BACK, chance, item, attempt)


@compiled
def superseded(p: Table, live_cut: float, harmed: bool, cut: float) -> bool:
    """Return whether a live version, sound and of younger data, takes a place."""
    return p[0].replaced and live_cut > cut and not harmed


@compiled
def settled(p: Table, live: int, alarmed: int) -> bool:
    """Return whether another version than the one with the alarm is live."""
    return p[0].replaced and live != alarmed


@compiled
def strength(p: Table, model: int) -> float:
    """Return the factor on the measured ageing of a model."""
    if uniform(p, draws.PORTFOLIO, model, 0) < p[0].stable_share:
        return 0.0
    drawn = uniform(p, draws.PORTFOLIO, model, 1)
    mean, spread = p[0].ageing_strength, p[0].ageing_spread
    return min(duration(drawn, mean, spread, p[0].gamma), STRONGEST)


@compiled
def recall_error(p: Table, labels: float) -> float:
    """Return the standard error of a fresh version's recall from so many cases."""
    return math.sqrt(p[0].fresh_tpr * (1 - p[0].fresh_tpr) / labels)


@compiled
def baseline(p: Table, item: int, attempt: int) -> float:
    """Return by how much a version's fresh recall is estimated too high."""
    labels = p[0].baseline_labels
    if labels == 0.0:
        return 0.0
    error = normal(uniform(p, draws.BASELINE, item, attempt))
    return error * recall_error(p, labels)


# -- defects -----------------------------------------------------------------------


@compiled
def surfacing(p: Table, item: int, attempt: int) -> float:
    """Return the days until a defect that went live does harm."""
    return exponential(p, draws.SURFACING, p[0].surfacing_time, item, attempt)


@compiled
def time_to_detect(p: Table, item: int, attempt: int, now: float) -> float:
    """Return the days until a harm that begins now is noticed.

    Users complain at some time. The harm shows in labelled cases at another, and the
    next check of the model sees it. What comes first counts.
    """
    complaint = exponential(p, draws.COMPLAINT, p[0].complaint_time, item, attempt)
    if math.isinf(p[0].monitoring_interval):
        return complaint
    mean = p[0].evidence / p[0].labels_per_day
    shown = p[0].label_delay + exponential(p, draws.EVIDENCE, mean, item, attempt)
    model = model_of(item)
    check = check_time(p, model, next_check(p, model, now + shown))
    return min(complaint, check - now)


# -- monitoring --------------------------------------------------------------------


@compiled
def check_time(p: Table, model: int, number: int) -> float:
    """Return when a check of a model is; checks are spread over the models."""
    first = p[0].monitoring_interval * (model + 1) / p[0].models
    return first + number * p[0].monitoring_interval


@compiled
def next_check(p: Table, model: int, time: float) -> int:
    """Return the number of the first check of a model at a time or later."""
    if math.isinf(p[0].monitoring_interval):
        return 0
    since = time - check_time(p, model, 0)
    number = max(0, math.ceil(since / p[0].monitoring_interval))
    # what is divided and multiplied again may be off by the last bit
    while number > 0 and check_time(p, model, number - 1) >= time:
        number -= 1
    while check_time(p, model, number) < time:
        number += 1
    return number


@compiled
def checks(p: Table) -> int:
    """Return how many checks of live models are in the measured part."""
    total = 0
    for model in range(int(p[0].models)):
        total += next_check(p, model, p[0].high) - next_check(p, model, p[0].low)
    return total


@compiled
def look(
    p: Table,
    curve: np.ndarray,
    model: int,
    strength: float,
    cut: float,
    start: float,
    error: float,
    number: int,
    estimate: float,
    since: float,
) -> tuple[int, float, bool, float]:
    r"""Look ahead at the checks of a live version, up to the next alarm.

    What is new at a check are the cases since the one before whose labels have come in,
    none from before the version went live and none older than the smoothing time. Their
    recall has a binomial error, and so has the baseline that it is held against. An
    exponentially weighted average smooths the loss, the newest with the weight
    :math:`1 - e^{-h/\tau}` (an EWMA control chart, Roberts 1959); it starts anew with
    every version.

    Parameters
    ----------
    curve, strength
        How recall changes with age, and how much of it a model does.
    cut, start, error
        When the data of its live version were cut, when it went live, and by how much
        its fresh recall is thought too high.
    number, estimate
        Of the next check, and of the loss at the one before.
    since
        When a retraining may be asked for again.

    Returns
    -------
    tuple
        The number of the check after the last that was looked at, the estimate at that
        last one, whether it raises an alarm, and its time, infinite where the run ends
        before.
    """
    one = p[0]
    # read once: what is called in the loop might change them, for all a compiler knows
    interval, memory = one.monitoring_interval, one.smoothing_time
    threshold = one.alarm_threshold
    delay, high, first = one.label_delay, one.high, check_time(p, model, 0)
    fresh, of_a_day = one.fresh_tpr * strength, recall_error(p, one.labels_per_day)
    usual, spell, weight, deviation, piece = 0.0, 0.0, 0.0, 0.0, 0
    four = words(p, draws.MONITORING, model, number >> 2)
    last = max(number, next_check(p, model, since)) + STRETCH
    time = first + number * interval
    while number < last and time < high:
        if number & 3 == 0:
            four = words(p, draws.MONITORING, model, number >> 2)
        known = time - delay
        new = min(interval, known - start)
        if new > 0.0:
            # as a rule as many days as at the check before
            if new != usual:
                usual, spell = new, min(new, memory)
                weight = -math.expm1(-new / memory)
                deviation = of_a_day / math.sqrt(spell)
            age = known - spell / 2 - cut
            piece = segment(curve, age, piece)
            loss = -fresh * change(curve, age, piece)
            seen = loss + error + deviation * normal(unit(four[number & 3]))
            estimate += weight * (seen - estimate)
        number += 1
        if estimate > threshold and time >= since:
            return number, estimate, True, time
        time = first + number * interval
    if time >= high:
        return number, estimate, False, math.inf
    return number, estimate, False, check_time(p, model, number - 1)
