"""What a scenario consists of: practices, organisation, prices, process, run.

Every field is declared by a small constructor, such as ``wait`` or ``chance``, that
knows unit, range and distribution of its kind. What it declares can be read as a
:class:`Parameter` of ``PARAMETERS``: the meaning, what is allowed, which practice moves
it from which value to which, and what both values rest on. The tables of the book and
the scenario files are made from that. Time is in days, money in dollars.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal, TypeVar, cast, dataclass_transform

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

MONITORING = {
    "hourly": 1 / 24,
    "daily": 1.0,
    "weekly": 7.0,
    "monthly": 30.0,
    "quarterly": 90.0,
    "never": math.inf,
}
"""Words for intervals, in days."""

Form = Literal["linear", "geometric"]
Status = Literal["assumed", "derived", "measured", "sourced", "unconfirmed"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One field of a scenario: its meaning, what is allowed, what its values rest on.

    Parameters
    ----------
    default
        Its value; of one that a practice moves, the value without the practice.
    about, unit
        What it is, and in which unit.
    low, high
        What is allowed; an infinite `high` allows ``never`` and the other words of
        ``MONITORING``.
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

    default: Any
    about: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    full: Any = None
    by: str = ""
    form: Form = "geometric"
    distribution: str = "fixed"
    source: str = ""
    fixes: Literal["without", "full"] = "without"
    status: Status = "assumed"

    @property
    def meaning(self) -> str:
        """What it is, with its unit in brackets."""
        return f"{self.about} ({self.unit})" if self.unit else self.about

    @property
    def words(self) -> dict[str, float]:
        """The words that stand for some of its values."""
        return MONITORING if self.high == math.inf else {}

    def word(self, value: float) -> str | None:
        """Return the word for a value, where there is one."""
        return next((w for w, days in self.words.items() if days == value), None)


def parameter(default: Any, about: str, **more: Any) -> Any:
    """Declare a field of a part of a scenario, see :class:`Parameter`."""
    return Parameter(
        default=default, about=about, **{"full": more.pop("full", default), **more}
    )


share = partial(parameter, unit="share", low=0, high=1)
chance = partial(parameter, unit="probability", low=0, high=1, distribution="Bernoulli")
time = partial(parameter, unit="days", low=0, high=3650)
wait = partial(time, distribution="wait")
effort = partial(time, unit="person-days", distribution="effort")
count = partial(parameter, low=1, high=1000)
interval = partial(parameter, unit="days", low=0.001, high=math.inf)
ratio = partial(parameter, unit="ratio", low=0, high=10)
price = partial(parameter, unit="$ per day", low=0, high=1e6)

_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

PARTS: dict[str, Any] = {}
"""The parts of a scenario by the name of their table in a scenario file."""

PARAMETERS: dict[str, dict[str, Parameter]] = {}
"""The parameters of each part by name."""

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def part(table: str) -> Callable[[type[T]], type[T]]:
    """Make a class a part of a scenario: a record that is checked when it is made."""

    def make(owner: type[T]) -> type[T]:
        PARAMETERS[table] = {
            name: getattr(owner, name) for name in owner.__annotations__
        }
        for name, of in PARAMETERS[table].items():
            endless = True if of.words else None  # infinity says never
            field = Field(of.default, ge=of.low, le=of.high, allow_inf_nan=endless)
            setattr(owner, name, field)
        made: Any = dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)(
            owner
        )
        PARTS[table] = made
        return cast(type[T], made)

    return make


def _days(value: object) -> object:
    return MONITORING.get(value, value) if isinstance(value, str) else value


Interval = Annotated[float, BeforeValidator(_days)]
"""Days between events, as a number or as one of the words of ``MONITORING``."""


@part("practices")
class Practices:
    """How far each practice is adopted."""

    ci_cd: float = share(0.0, "level of CI/CD")
    automation: float = share(0.0, "level of automation in model management")
    cloud: float = share(0.0, "share of training jobs run in the cloud")
    monitoring_interval: Interval = interval(
        90.0, "time between checks of a live model"
    )
    collaboration: float = share(0.0, "level of collaboration between the teams")


PRACTICES = {
    "ci_cd": "CI/CD",
    "automation": "Automation",
    "cloud": "Cloud",
    "monitoring_interval": "Monitoring",
    "collaboration": "Collaboration",
}
"""Titles of the five practices by name, in the order of the paper."""


@part("organisation")
class Organisation:
    """Portfolio, staff, machines and demand."""

    models: int = count(20, "models in production", unit="models")
    data_scientists: int = count(6, "data scientists", unit="people")
    operations_engineers: int = count(3, "operations engineers", unit="people")
    training_nodes: int = count(3, "training nodes on premises", unit="nodes", low=0)
    cloud_quota: int = count(
        32, "cloud nodes that can be held at once", unit="nodes", high=100_000
    )
    improvement_interval: Interval = interval(
        120.0, "mean time between requests for an improvement of one model", low=0.01
    )
    labels_per_day: float = parameter(
        20.0,
        "predictions a day and model that turn out positive and get their label",
        unit="labels per day",
        low=0.01,
        high=1e9,
    )


@part("prices")
class Prices:
    """What the resources and incidents cost."""

    data_scientist: float = price(600.0, "a data scientist")
    operations_engineer: float = price(600.0, "an operations engineer")
    training_node: float = price(40.0, "a training node on premises, busy or idle")
    cloud_node: float = price(120.0, "a cloud node while it is held")
    incident: float = price(500.0, "an incident not restored")


@part("run")
class Horizon:
    """How long a run is, and how much of its beginning is not counted."""

    warm_up: float = time(365.0, "time simulated but not counted", high=36_500)
    measured: float = time(730.0, "time simulated and counted", low=1, high=36_500)

    @property
    def end(self) -> float:
        """Length of the run."""
        return self.warm_up + self.measured


@part("process")
class Process:
    """How the work goes: durations, chances and quality, at one level of adoption."""

    access_wait: float = wait(
        5.0, "mean wait for access to data", full=0.5, by="collaboration"
    )
    preparation_effort: float = effort(
        9.6,
        "mean effort to prepare data for an improvement",
        full=4.8,
        by="automation",
        source="K09; K15; K16",
        status="derived",
    )
    selection_effort: float = effort(
        1.7,
        "mean effort to select and set up a model for an improvement",
        full=0.4,
        by="automation",
        source="K09; K16",
        status="derived",
    )
    retraining_share: float = share(
        0.5,
        "share of an improvement's access wait, preparation and selection that a "
        "retraining needs",
        full=0.02,
        by="automation",
    )
    repair_share: float = share(
        0.25, "share of an improvement's preparation and selection that a repair needs"
    )
    rework_share: float = share(
        0.5, "share of the preparation and selection that rework repeats"
    )
    training_time: float = effort(
        1.7,
        "mean time of a training run on a node",
        unit="days",
        source="K09; K16; K22",
        status="derived",
    )
    provisioning_time: float = time(0.02, "time until a cloud node is ready", high=365)
    defect_probability: float = chance(
        0.4, "chance that a version carries a defect", full=0.2, by="automation"
    )
    catch_probability: float = chance(
        0.5,
        "chance that validation catches a defect",
        full=0.95,
        by="ci_cd",
        form="linear",
    )
    handoff_wait: float = wait(
        2.0,
        "mean wait for approval and hand-off to operations",
        full=0.17,
        by="collaboration",
        source="K28",
        fixes="full",
        status="unconfirmed",
    )
    release_interval: float = time(
        14.0,
        "time between release windows; 0 is on demand",
        full=0.0,
        by="ci_cd",
        form="linear",
    )
    deployment_effort: float = effort(
        1.7,
        "mean effort to deploy a version",
        full=0.1,
        by="ci_cd",
        source="K09; K16",
        status="derived",
    )
    surfacing_time: float = time(
        2.0,
        "mean time until an escaped defect harms predictions",
        distribution="exponential",
    )
    complaint_time: float = time(
        14.0, "mean time until users report the harm", distribution="exponential"
    )
    evidence: float = parameter(
        10.0,
        "mean number of labelled positives until a harm shows in them",
        unit="labels",
        low=0,
        high=1e6,
        distribution="exponential",
    )
    defect_severity: float = share(
        0.5, "share of its true positives that a harmed model loses"
    )
    rollback_probability: float = chance(
        0.1,
        "chance that the former version can be put back",
        full=0.95,
        by="ci_cd",
        form="linear",
    )
    rollback_effort: float = effort(
        0.5, "mean effort to put the former version back", full=0.02, by="ci_cd"
    )
    alarm_threshold: float = share(
        0.05,
        "estimated loss of recall above which monitoring asks for a retraining; "
        "-1 asks at every check",
        low=-1,
    )
    smoothing_time: float = time(
        14.0, "time over which monitoring smooths its estimate", low=0.01
    )
    fresh_tpr: float = share(
        0.54, "true positive rate of a new version", status="measured"
    )
    fresh_fpr: float = share(
        0.28, "false positive rate of a new version", status="measured"
    )
    base_rate: float = share(
        0.25, "share of cases that are positive", status="measured"
    )
    stable_share: float = chance(
        0.09,
        "share of models that do not age",
        unit="share",
        source="K17",
        status="unconfirmed",
    )
    ageing_strength: float = parameter(
        1.0,
        "mean factor on the measured ageing, of models that age",
        unit="factor",
        low=0,
        high=3,
        distribution="log-normal with ageing_cv, at most 3",
    )
    ageing_cv: float = ratio(0.5, "coefficient of variation of that factor")
    effort_cv: float = ratio(
        1.0, "coefficient of variation of efforts and training times"
    )
    wait_cv: float = ratio(1.0, "coefficient of variation of waits")
    family: Literal["lognormal", "gamma"] = parameter(
        "lognormal", "family of the distributions of efforts, waits and ageing"
    )


def _fully_adopted() -> Process:
    return Process(**{name: of.full for name, of in PARAMETERS["process"].items()})


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

    Attributes
    ----------
    process
        The process at the scenario's level of practice, which follows from these.
    """

    title: str = Field(default="Untitled", min_length=1, max_length=200)
    practices: Practices = Field(default_factory=Practices)
    organisation: Organisation = Field(default_factory=Organisation)
    prices: Prices = Field(default_factory=Prices)
    run: Horizon = Field(default_factory=Horizon)
    without: Process = Field(default_factory=lambda: Process())
    full: Process = Field(default_factory=_fully_adopted)
    process: Process = dataclasses.field(init=False, repr=False, compare=False)

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
        process = resolve(self.without, self.full, self.practices)
        if process.defect_probability * process.catch_probability == 1:
            raise ValueError(
                "key process.defect_probability: 1 with a catch_probability of 1 sends "
                "every version back for ever; expected less than 1 of either"
            )
        object.__setattr__(self, "process", process)
        return self


def interpolate(without: float, full: float, level: float, form: Form) -> float:
    r"""Return the value of a parameter at a level of adoption.

    From :math:`a` `without` to :math:`b` with `full` adoption, at the level :math:`x`:
    linear, :math:`(1 - x) a + x b`, or geometric, :math:`a^{1-x} b^x`; linear also
    where a value is not positive.

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
    for name, of in PARAMETERS["process"].items():
        low, high = getattr(without, name), getattr(full, name)
        level = getattr(practices, of.by) if of.by else 0
        values[name] = low if level == 0 else interpolate(low, high, level, of.form)
    return Process(**values)
