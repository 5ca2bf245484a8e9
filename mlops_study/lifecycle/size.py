"""How much a run may ask of the machine, told from its scenario before it is run."""

from dataclasses import dataclass

from mlops_study.formats import Engine
from mlops_study.lifecycle.parameters import Scenario

EVENTS_A_PASS = 30.0
"""Events of the log, at most about, of a pass through the stages."""

MOMENT = 1e-9
"""Days below which a time is none, of which a run of any length holds too many."""

EVENT_SECONDS: dict[Engine, float] = {"compiled": 0.3e-6, "simpy": 10e-6}
CHECK_SECONDS = 0.05e-6
EVENT_BYTES, ITEM_BYTES = 500.0, 200.0
"""What each took, at most about, on two processors of a server, with the indicators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What a run holds, at most about: events of the log, checks, items."""

    events: float
    checks: float
    items: float

    def seconds(self, engine: Engine = "compiled") -> float:
        """Return the time of a processor that it takes."""
        return self.events * EVENT_SECONDS[engine] + self.checks * CHECK_SECONDS

    def gigabytes(self, *, log: bool = False) -> float:
        """Return the memory that it takes if all items wait, and its log, if kept."""
        return (self.items * ITEM_BYTES + log * self.events * EVENT_BYTES) / 1e9


def size(scenario: Scenario) -> Size:
    r"""Return what a run of a scenario holds, at most about, by its mean times.

    A version is sent back with the chance :math:`r = dc` (defective and caught), so
    that an item passes the stages :math:`1/(1-r)` times. Of those that go live a share
    :math:`q = (d - r)/(1 - r)` brings a repair, which may bring another:
    :math:`q/(1-q)` for each improvement or retraining, unless its time allows fewer. A
    model has one retraining at a time, asked for at a check; as a rule the smoothed
    estimate of a new version's loss takes its time to pass the threshold.

    >>> found = size(Scenario())
    >>> round(found.events), round(found.checks), round(found.gigabytes(log=True), 2)
    (21728, 243, 0.01)
    """
    p, staff, days = scenario.process, scenario.organisation, scenario.run.end
    interval = scenario.practices.monitoring_interval
    back = p.defect_probability * p.catch_probability
    harmful = (p.defect_probability - back) / (1 - back)
    effort = p.preparation_effort + p.selection_effort
    release = p.training_time + p.handoff_wait + p.approval_effort + p.deployment_effort
    retraining = release + p.retraining_share * (effort + p.access_wait)
    repair = release + p.repair_share * effort + p.surfacing_time
    improvements = days / staff.improvement_interval
    calm = p.smoothing_time if p.alarm_threshold > 0 else 0.0
    retrainings = days / max(interval, retraining, calm)
    chain = min(harmful / max(1 - harmful, MOMENT), days / max(repair, MOMENT))
    repairs = (improvements + retrainings) * chain
    items = improvements + retrainings + repairs
    failed = 3 * p.training_failure / (1 - p.training_failure)
    return Size(
        events=staff.models * items / (1 - back) * (EVENTS_A_PASS + failed),
        checks=staff.models * days / interval,
        items=staff.models * items,
    )
