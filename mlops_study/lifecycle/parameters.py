"""What a scenario consists of: practices, organisation, prices, interest, run, process.

``data/parameters.toml`` describes each field: its meaning, its default, what is
allowed, which practice moves it from which value to which, and what both values rest
on. Its kind, such as ``wait`` or ``chance``, gives unit, bounds and distribution. The
parts of a scenario, the tables of the book and the scenario files are made from it, as
``PARAMETERS`` holds it. Time is in days, money in dollars.
"""

from __future__ import annotations

import dataclasses
import math
import tomllib
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar, cast, dataclass_transform

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from mlops_study.ageing import Ageing, load_ageing
from mlops_study.datafiles import data_folder
from mlops_study.lifecycle.ranges import Range

MONTH, YEAR = 30.0, 365.0
"""In days."""

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
Status = Literal[
    "assumed", "chosen", "derived", "fitted", "measured", "sourced", "unconfirmed"
]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One field of a scenario: its meaning, what is allowed, what its values rest on.

    A value is ``assumed``: ours; ``chosen``: what a scenario decides; ``derived``:
    computed from sources; ``fitted``: so that the simulation does what a source
    reports; ``measured``: from ``data/derived``; ``sourced``; or ``unconfirmed``: from
    a source not confirmed.
    """

    default: Any  #: Its value; of one that a practice moves, without the practice.
    about: str  #: What it is.
    unit: str = ""
    title: str = ""  #: Of a practice, or of the goal whose smallest effect it is.
    low: float | None = None  #: The least that is allowed.
    high: float | None = None  #: The most; infinite also allows ``MONITORING``'s words.
    full: Any = None  #: Its value with full adoption of the practice that moves it.
    by: str = ""  #: That practice; empty where none does.
    #: Whether what lies in between is ``linear``, or ``geometric`` so that each equal
    #: step of adoption changes it by the same factor.
    form: Form = "geometric"
    distribution: str = "fixed"  #: How the simulation draws with it.
    source: str = ""  #: Rows of ``data/sources/calibration.csv``.
    full_source: str = ""
    status: Status = "assumed"
    full_status: Status = "assumed"
    range: Range | None = None  #: What the value could as well be, where it is assumed.
    full_range: Range | None = None
    reason: str = ""  #: What the ranges rest on.

    @property
    def assumed(self) -> tuple[str, ...]:
        """Which of its values are assumed, ``without`` a practice or in ``full``."""
        if self.status == "chosen":
            return ()
        ends: dict[str, Status] = {"without": self.status}
        if self.by:
            ends["full"] = self.full_status
        return tuple(end for end, status in ends.items() if status == "assumed")

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


KINDS: dict[str, dict[str, Any]] = {
    "": {},
    "share": {"unit": "share", "low": 0, "high": 1},
    "chance": {"unit": "probability", "low": 0, "high": 1, "distribution": "Bernoulli"},
    "time": {"unit": "days", "low": 0, "high": 3650},
    "wait": {"unit": "days", "low": 0, "high": 3650, "distribution": "wait"},
    "effort": {"unit": "person-days", "low": 0, "high": 3650, "distribution": "effort"},
    "count": {"low": 1, "high": 1000},
    "interval": {"unit": "days", "low": 0.001, "high": math.inf},
    "ratio": {"unit": "ratio", "low": 0, "high": 10},
    "price": {"unit": "$ per day", "low": 0, "high": 1e6},
}
"""What a kind of parameter implies."""


def _described() -> dict[str, dict[str, Parameter]]:
    text = (data_folder() / "parameters.toml").read_text(encoding="utf-8")
    return {
        part: {name: _parameter(of) for name, of in own.items()}
        for part, own in tomllib.loads(text).items()
    }


def _parameter(said: dict[str, Any]) -> Parameter:
    of = {"full": said["default"], **KINDS[said.pop("kind", "")], **said}
    shape = of.pop("shape", None)
    for name, value in (("range", of["default"]), ("full_range", of["full"])):
        if name in of:
            of[name] = Range(ends=tuple(of[name]), shape=shape, mode=value)
    return Parameter(**of)


PARAMETERS = _described()
"""The parameters of each part by name."""

STRONGEST = 3.0
"""Largest factor on the measured ageing."""

_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

PARTS: dict[str, Any] = {}
"""The parts of a scenario by the name of their table in a scenario file."""

DESCRIBED: Any = None
"""In the place of a default that ``data/parameters.toml`` has."""

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def part(table: str) -> Callable[[type[T]], type[T]]:
    """Make a class a part of a scenario: a record that is checked when it is made."""

    def make(owner: type[T]) -> type[T]:
        for name, of in PARAMETERS[table].items():
            endless = True if of.words else None  # infinity says never
            field = Field(of.default, ge=of.low, le=of.high, allow_inf_nan=endless)
            setattr(owner, name, field)
        record = dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
        PARTS[table] = made = cast(type[T], record(owner))
        return made

    return make


def _days(value: object) -> object:
    return MONITORING.get(value, value) if isinstance(value, str) else value


Interval = Annotated[float, BeforeValidator(_days)]
"""Days between events, as a number or as one of the words of ``MONITORING``."""


@part("practices")
class Practices:
    """How far each practice is adopted."""

    ci_cd: float = DESCRIBED
    automation: float = DESCRIBED
    cloud: float = DESCRIBED
    monitoring_interval: Interval = DESCRIBED
    collaboration: float = DESCRIBED

    @property
    def levels(self) -> dict[str, float]:
        """How far each practice is adopted, from 0 to 1.

        That of monitoring grows from the default interval to that of every hour by
        equal steps for equal factors.

        >>> round(Practices(monitoring_interval=7.0).levels["monitoring_interval"], 2)
        0.33
        """
        seldom = PARAMETERS["practices"]["monitoring_interval"].default
        steps = math.log(seldom) - math.log(self.monitoring_interval)
        level = steps / math.log(seldom / MONITORING["hourly"])
        levels = {name: getattr(self, name) for name in PARAMETERS["practices"]}
        return levels | {"monitoring_interval": min(max(level, 0.0), 1.0)}


PRACTICES = {name: of.title for name, of in PARAMETERS["practices"].items()}
"""Titles of the five practices by name, in the order of the paper."""


@part("organisation")
class Organisation:
    """Portfolio, staff, machines and demand."""

    models: int = DESCRIBED
    data_scientists: int = DESCRIBED
    operations_engineers: int = DESCRIBED
    training_nodes: int = DESCRIBED
    cloud_quota: int = DESCRIBED
    improvement_interval: Interval = DESCRIBED
    predictions_per_day: float = DESCRIBED
    labels_per_day: float = DESCRIBED

    @property
    def capacity(self) -> dict[str, int]:
        """How many there are of each resource, by its name in ``RESOURCES``."""
        return {
            "scientists": self.data_scientists,
            "nodes": self.training_nodes,
            "cloud": self.cloud_quota,
            "engineers": self.operations_engineers,
        }


@part("prices")
class Prices:
    """What people, machines, events, errors and waiting cost."""

    data_scientist: float = DESCRIBED
    operations_engineer: float = DESCRIBED
    training_node: float = DESCRIBED
    cloud_node: float = DESCRIBED
    incident: float = DESCRIBED
    check: float = DESCRIBED
    alarm: float = DESCRIBED
    validation: float = DESCRIBED
    missed: float = DESCRIBED
    wrong: float = DESCRIBED
    delay: float = DESCRIBED
    upkeep: float = DESCRIBED
    adoption: float = DESCRIBED
    ramp_up: float = DESCRIBED


@part("interest")
class Interest:
    """The smallest effects that matter to the organisation, by indicator."""

    improvement_time: float = DESCRIBED
    change_failure_rate: float = DESCRIBED
    recall: float = DESCRIBED
    cost: float = DESCRIBED

    def of(self, kpi: str) -> float:
        """Return the smallest effect that matters, 0 of an indicator not named here.

        >>> Interest().of("recall"), Interest().of("accuracy")
        (0.005, 0.0)
        """
        return float(getattr(self, kpi)) if kpi in PARAMETERS["interest"] else 0.0


@part("run")
class Horizon:
    """How long a run is, and how much of its beginning is not counted."""

    warm_up: float = DESCRIBED
    measured: float = DESCRIBED

    @property
    def end(self) -> float:
        """Length of the run."""
        return self.warm_up + self.measured


@part("process")
class Process:
    """How the work goes: durations, chances and quality, at one level of adoption."""

    triage_effort: float = DESCRIBED
    access_wait: float = DESCRIBED
    preparation_effort: float = DESCRIBED
    selection_effort: float = DESCRIBED
    retraining_share: float = DESCRIBED
    repair_share: float = DESCRIBED
    rework_share: float = DESCRIBED
    training_time: float = DESCRIBED
    training_failure: float = DESCRIBED
    provisioning_time: float = DESCRIBED
    defect_probability: float = DESCRIBED
    catch_probability: float = DESCRIBED
    handoff_wait: float = DESCRIBED
    approval_effort: float = DESCRIBED
    release_interval: float = DESCRIBED
    deployment_effort: float = DESCRIBED
    superseded: Literal["replaced", "kept"] = DESCRIBED
    surfacing_time: float = DESCRIBED
    complaint_time: float = DESCRIBED
    evidence: float = DESCRIBED
    defect_severity: float = DESCRIBED
    rollback_probability: float = DESCRIBED
    rollback_effort: float = DESCRIBED
    alarm_threshold: float = DESCRIBED
    smoothing_time: float = DESCRIBED
    label_delay: float = DESCRIBED
    baseline_labels: float = DESCRIBED
    fresh_tpr: float = DESCRIBED
    fresh_fpr: float = DESCRIBED
    base_rate: float = DESCRIBED
    stable_share: float = DESCRIBED
    ageing_strength: float = DESCRIBED
    ageing_cv: float = DESCRIBED
    effort_cv: float = DESCRIBED
    wait_cv: float = DESCRIBED
    family: Literal["lognormal", "gamma"] = DESCRIBED


def _fully_adopted() -> Process:
    return Process(**{name: of.full for name, of in PARAMETERS["process"].items()})


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Scenario:
    """One organisation at one level of practice, from which its ``process`` follows.

    It has a `title` of one line, its parts, the process `without` and with `full`
    adoption of every practice, and how the quality of its versions changes with age.
    """

    title: str = Field(default="Untitled", min_length=1, max_length=200)
    practices: Practices = Field(default_factory=Practices)
    organisation: Organisation = Field(default_factory=Organisation)
    prices: Prices = Field(default_factory=Prices)
    interest: Interest = Field(default_factory=Interest)
    run: Horizon = Field(default_factory=Horizon)
    without: Process = Field(default_factory=lambda: Process())
    full: Process = Field(default_factory=_fully_adopted)
    ageing: Ageing = Field(default_factory=lambda: load_ageing("flights"))
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
    def _keeps_rates_possible(self) -> Scenario:
        process = self.full
        most = STRONGEST if process.ageing_cv else process.ageing_strength
        for name in ("tpr", "fpr"):
            fresh, curve = getattr(process, f"fresh_{name}"), getattr(self.ageing, name)
            reached = [fresh * (1 + most * share) for share in curve.changes]
            if min(reached) < 0 or max(reached) > 1:
                raise ValueError(
                    f"key ageing: {self.ageing.name!r}, times {most:g} at most, leads "
                    f"from fresh_{name} = {fresh:g} out of 0 to 1; expected a smaller "
                    "change, or a smaller ageing_strength with ageing_cv = 0"
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


def moved_by(practice: str) -> list[Parameter]:
    """Return the values of the process that a practice moves.

    >>> moved_by("collaboration")[0].about
    'mean wait for access to data'
    """
    return [of for of in PARAMETERS["process"].values() if of.by == practice]


def interpolate(without: float, full: float, level: float, form: Form) -> float:
    r"""Return the value of a parameter at a level of adoption.

    From :math:`a` `without` to :math:`b` with `full` adoption, at the level :math:`x`:
    linear, :math:`(1 - x) a + x b`, or geometric, :math:`a^{1-x} b^x`; linear also
    where a value is not positive.

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
