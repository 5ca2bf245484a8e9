"""What a scenario consists of: practices, organisation, prices, process, run.

Every field carries its unit, its meaning and the range that is allowed. A field of
:class:`Process` also says which practice moves it and from which value to which,
and what both values rest on; the table of parameters in the book is made from
that. Time is in days, money in dollars.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass as plain_dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

__all__ = [
    "MONITORING",
    "PRACTICES",
    "Basis",
    "Horizon",
    "Organisation",
    "Practices",
    "Prices",
    "Process",
    "Scenario",
    "basis",
    "field_info",
    "interpolate",
    "resolve",
]

_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
_OR_NEVER = ConfigDict(extra="forbid", strict=True)  # infinity says never

MONITORING = {
    "hourly": 1 / 24,
    "daily": 1.0,
    "weekly": 7.0,
    "monthly": 30.0,
    "quarterly": 90.0,
    "never": float("inf"),
}
"""Words for intervals, in days."""


def _days(value: object) -> object:
    return MONITORING.get(value, value) if isinstance(value, str) else value


Interval = Annotated[float, BeforeValidator(_days)]
"""Days between events, as a number or as one of the words of ``MONITORING``."""


def _field(default: Any, about: str, unit: str, low: float, high: float) -> Any:
    return Field(
        default, ge=low, le=high, description=about, json_schema_extra={"unit": unit}
    )


@dataclass(frozen=True, slots=True, kw_only=True, config=_OR_NEVER)
class Practices:
    """How far each practice is adopted."""

    ci_cd: float = _field(0.0, "level of CI/CD", "share", 0, 1)
    automation: float = _field(
        0.0, "level of automation in model management", "share", 0, 1
    )
    cloud: float = _field(0.0, "share of training jobs run in the cloud", "share", 0, 1)
    monitoring_interval: Interval = _field(
        90.0, "time between checks of a live model", "days", 0.001, float("inf")
    )
    collaboration: float = _field(
        0.0, "level of collaboration between the teams", "share", 0, 1
    )


PRACTICES = {
    "ci_cd": "CI/CD",
    "automation": "Automation",
    "cloud": "Cloud",
    "monitoring_interval": "Monitoring",
    "collaboration": "Collaboration",
}
"""Titles of the five practices by name, in the order of the paper."""


@dataclass(frozen=True, slots=True, kw_only=True, config=_OR_NEVER)
class Organisation:
    """Portfolio, staff, machines and demand."""

    models: int = _field(20, "models in production", "models", 1, 1000)
    data_scientists: int = _field(6, "data scientists", "people", 1, 1000)
    operations_engineers: int = _field(3, "operations engineers", "people", 1, 1000)
    training_nodes: int = _field(3, "training nodes on premises", "nodes", 0, 1000)
    cloud_quota: int = _field(
        32, "cloud nodes that can be held at once", "nodes", 1, 100_000
    )
    improvement_interval: Interval = _field(
        120.0,
        "mean time between requests for an improvement of one model",
        "days",
        0.01,
        float("inf"),
    )
    labels_per_day: float = _field(
        20.0,
        "predictions a day and model that turn out positive and get their label",
        "labels per day",
        0.01,
        1e9,
    )


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Prices:
    """What the resources and incidents cost."""

    data_scientist: float = _field(600.0, "a data scientist", "$ per day", 0, 1e6)
    operations_engineer: float = _field(
        600.0, "an operations engineer", "$ per day", 0, 1e6
    )
    training_node: float = _field(
        40.0, "a training node on premises, busy or idle", "$ per day", 0, 1e6
    )
    cloud_node: float = _field(
        120.0, "a cloud node while it is held", "$ per day", 0, 1e6
    )
    incident: float = _field(500.0, "an incident not restored", "$ per day", 0, 1e6)


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Horizon:
    """How long a run is, and how much of its beginning is not counted."""

    warm_up: float = _field(365.0, "time simulated but not counted", "days", 0, 36_500)
    measured: float = _field(730.0, "time simulated and counted", "days", 1, 36_500)


Form = Literal["linear", "geometric"]
Status = Literal["assumed", "derived", "measured", "sourced", "unconfirmed"]


@plain_dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the two values of a process parameter rest on.

    Parameters
    ----------
    full
        Value with full adoption of the practice that moves it.
    by
        That practice; empty where none does.
    form
        How the value lies in between: ``linear``, or ``geometric`` where each
        equal step of adoption changes it by the same factor.
    distribution
        How the simulation draws with this parameter.
    source
        Identifiers of rows of ``data/sources/calibration.csv``.
    fixes
        Which value the source fixes, ``without`` or ``full``, where a practice moves
        the parameter; the other is assumed.
    status
        ``assumed``: ours; ``derived``: computed from sources; ``measured``: from
        ``data/derived``; ``sourced``; ``unconfirmed``: from a source not confirmed.
    """

    full: Any
    by: str = ""
    form: Form = "geometric"
    distribution: str = "fixed"
    source: str = ""
    fixes: Literal["without", "full"] = "without"
    status: Status = "assumed"


def _moved(
    without: float,
    about: str,
    unit: str,
    low: float,
    high: float,
    *,
    full: float | None = None,
    **more: Any,
) -> Any:
    of = Basis(full=without if full is None else full, **more)
    extra: Any = {"unit": unit, "basis": of}
    return Field(without, ge=low, le=high, description=about, json_schema_extra=extra)


def _named(default: str, about: str) -> Any:
    extra: Any = {"unit": "", "basis": Basis(full=default)}
    return Field(default, description=about, json_schema_extra=extra)


_WORK = "effort"
_WAIT = "wait"
_CHANCE = "Bernoulli"


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Process:
    """How the work goes: durations, chances and quality, at one level of adoption."""

    access_wait: float = _moved(
        5.0,
        "mean wait for access to data",
        "days",
        0,
        3650,
        full=0.5,
        by="collaboration",
        distribution=_WAIT,
    )
    preparation_effort: float = _moved(
        9.6,
        "mean effort to prepare data for an improvement",
        "person-days",
        0,
        3650,
        full=4.8,
        by="automation",
        distribution=_WORK,
        source="K09; K15; K16",
        status="derived",
    )
    selection_effort: float = _moved(
        1.7,
        "mean effort to select and set up a model for an improvement",
        "person-days",
        0,
        3650,
        full=0.4,
        by="automation",
        distribution=_WORK,
        source="K09; K16",
        status="derived",
    )
    retraining_share: float = _moved(
        0.5,
        "share of an improvement's access wait, preparation and selection that a "
        "retraining needs",
        "share",
        0,
        1,
        full=0.02,
        by="automation",
    )
    repair_share: float = _moved(
        0.25,
        "share of an improvement's preparation and selection that a repair needs",
        "share",
        0,
        1,
    )
    rework_share: float = _moved(
        0.5, "share of the preparation and selection that rework repeats", "share", 0, 1
    )
    training_time: float = _moved(
        1.7,
        "mean time of a training run on a node",
        "days",
        0,
        3650,
        distribution=_WORK,
        source="K09; K16; K22",
        status="derived",
    )
    provisioning_time: float = _moved(
        0.02, "time until a cloud node is ready", "days", 0, 365
    )
    defect_probability: float = _moved(
        0.4,
        "chance that a version carries a defect",
        "probability",
        0,
        1,
        full=0.2,
        by="automation",
        distribution=_CHANCE,
    )
    catch_probability: float = _moved(
        0.5,
        "chance that validation catches a defect",
        "probability",
        0,
        1,
        full=0.95,
        by="ci_cd",
        form="linear",
        distribution=_CHANCE,
    )
    handoff_wait: float = _moved(
        2.0,
        "mean wait for approval and hand-off to operations",
        "days",
        0,
        3650,
        full=0.17,
        by="collaboration",
        distribution=_WAIT,
        source="K28",
        fixes="full",
        status="unconfirmed",
    )
    release_interval: float = _moved(
        14.0,
        "time between release windows; 0 is on demand",
        "days",
        0,
        3650,
        full=0.0,
        by="ci_cd",
        form="linear",
    )
    deployment_effort: float = _moved(
        1.7,
        "mean effort to deploy a version",
        "person-days",
        0,
        3650,
        full=0.1,
        by="ci_cd",
        distribution=_WORK,
        source="K09; K16",
        status="derived",
    )
    surfacing_time: float = _moved(
        2.0,
        "mean time until an escaped defect harms predictions",
        "days",
        0,
        3650,
        distribution="exponential",
    )
    complaint_time: float = _moved(
        14.0,
        "mean time until users report the harm",
        "days",
        0,
        3650,
        distribution="exponential",
    )
    evidence: float = _moved(
        10.0,
        "mean number of labelled positives until a harm shows in them",
        "labels",
        0,
        1e6,
        distribution="exponential",
    )
    defect_severity: float = _moved(
        0.5, "share of its true positives that a harmed model loses", "share", 0, 1
    )
    rollback_probability: float = _moved(
        0.1,
        "chance that the former version can be put back",
        "probability",
        0,
        1,
        full=0.95,
        by="ci_cd",
        form="linear",
        distribution=_CHANCE,
    )
    rollback_effort: float = _moved(
        0.5,
        "mean effort to put the former version back",
        "person-days",
        0,
        3650,
        full=0.02,
        by="ci_cd",
        distribution=_WORK,
    )
    alarm_threshold: float = _moved(
        0.05,
        "estimated loss of recall above which monitoring asks for a retraining; "
        "-1 asks at every check",
        "share",
        -1,
        1,
    )
    smoothing_time: float = _moved(
        14.0, "time over which monitoring smooths its estimate", "days", 0.01, 3650
    )
    fresh_tpr: float = _moved(
        0.54,
        "true positive rate of a new version",
        "share",
        0,
        1,
        status="measured",
    )
    fresh_fpr: float = _moved(
        0.28,
        "false positive rate of a new version",
        "share",
        0,
        1,
        status="measured",
    )
    base_rate: float = _moved(
        0.25, "share of cases that are positive", "share", 0, 1, status="measured"
    )
    stable_share: float = _moved(
        0.09,
        "share of models that do not age",
        "share",
        0,
        1,
        distribution=_CHANCE,
        source="K17",
        status="unconfirmed",
    )
    ageing_strength: float = _moved(
        1.0,
        "mean factor on the measured ageing, of models that age",
        "factor",
        0,
        3,
        distribution="log-normal with ageing_cv, at most 3",
    )
    ageing_cv: float = _moved(
        0.5, "coefficient of variation of that factor", "ratio", 0, 10
    )
    effort_cv: float = _moved(
        1.0,
        "coefficient of variation of efforts and training times",
        "ratio",
        0,
        10,
    )
    wait_cv: float = _moved(1.0, "coefficient of variation of waits", "ratio", 0, 10)
    family: Literal["lognormal", "gamma"] = _named(
        "lognormal", "family of the distributions of efforts, waits and ageing"
    )


def basis(name: str) -> Basis:
    """Return what the values of a process parameter rest on."""
    extra: Any = field_info(Process, name).json_schema_extra
    found: Basis = extra["basis"]
    return found


def field_info(owner: Any, name: str) -> Any:
    """Return what pydantic knows of a field of one of the parts of a scenario."""
    return owner.__pydantic_fields__[name]


def _fully_adopted() -> Process:
    names = [field.name for field in dataclasses.fields(Process)]
    return Process(**{name: basis(name).full for name in names})


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Scenario:
    """One organisation at one level of practice.

    Parameters
    ----------
    title
        A line that names the scenario.
    practices, organisation, prices, run
        Its parts.
    without, full
        The process with none and with all of every practice.
    """

    title: str = Field(default="Untitled", min_length=1, max_length=200)
    practices: Practices = Field(default_factory=Practices)
    organisation: Organisation = Field(default_factory=Organisation)
    prices: Prices = Field(default_factory=Prices)
    run: Horizon = Field(default_factory=Horizon)
    without: Process = Field(default_factory=lambda: Process())
    full: Process = Field(default_factory=_fully_adopted)

    @model_validator(mode="after")
    def _has_somewhere_to_train(self) -> Scenario:
        if self.organisation.training_nodes == 0 and self.practices.cloud < 1:
            raise ValueError(
                "key organisation.training_nodes: 0 leaves no node to train on; "
                "expected at least 1, or practices.cloud = 1"
            )
        return self

    @model_validator(mode="after")
    def _lets_versions_pass(self) -> Scenario:
        process = self.process
        if process.defect_probability * process.catch_probability == 1:
            raise ValueError(
                "key process.defect_probability: 1 with a catch_probability of 1 sends "
                "every version back for ever; expected less than 1 of either"
            )
        return self

    @property
    def process(self) -> Process:
        """The process at the scenario's level of practice."""
        return resolve(self.without, self.full, self.practices)


def interpolate(without: float, full: float, level: float, form: Form) -> float:
    r"""Return the value of a parameter at a level of adoption.

    Linear, :math:`(1 - x) a + x b`, or geometric, :math:`a^{1-x} b^x`.

    Parameters
    ----------
    without, full
        Values :math:`a` at level 0 and :math:`b` at level 1.
    level
        Level :math:`x` from 0 to 1.
    form
        ``linear`` or ``geometric``; linear also where a value is not positive.

    Examples
    --------
    >>> round(interpolate(8.0, 2.0, 0.5, "geometric"), 6)
    4.0
    >>> interpolate(8.0, 2.0, 0.5, "linear")
    5.0
    """
    if level in (0, 1) or without == full:
        return without if level == 0 else full
    if form == "linear" or min(without, full) <= 0:
        between = (1 - level) * without + level * full
    else:
        between = float(without ** (1 - level) * full**level)
    # rounding must not lead out of what either end allows
    return min(max(between, min(without, full)), max(without, full))


def resolve(without: Process, full: Process, practices: Practices) -> Process:
    """Return the process at a level of practice, between none and full adoption."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(Process):
        low, high = getattr(without, field.name), getattr(full, field.name)
        of = basis(field.name)
        level = getattr(practices, of.by) if of.by else 0
        values[field.name] = (
            low if level == 0 else interpolate(low, high, level, of.form)
        )
    return Process(**values)
