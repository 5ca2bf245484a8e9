"""The simulation of the machine-learning lifecycle."""

from mlops_study.lifecycle.events import (
    EVENTS,
    RESOURCES,
    STAGES,
    Event,
)
from mlops_study.lifecycle.kpis import HEADLINES, KPIS, MONTH, Kpi, indicators
from mlops_study.lifecycle.model import Lifecycle, Run, simulate
from mlops_study.lifecycle.observations import BUDGET, Observations
from mlops_study.lifecycle.parameters import (
    PARAMETERS,
    PRACTICES,
    Horizon,
    Organisation,
    Parameter,
    Practices,
    Prices,
    Process,
    Scenario,
    interpolate,
    resolve,
)
from mlops_study.lifecycle.scenarios import SCENARIOS, load_scenario, render

__all__ = [
    "BUDGET",
    "EVENTS",
    "HEADLINES",
    "KPIS",
    "MONTH",
    "PARAMETERS",
    "PRACTICES",
    "RESOURCES",
    "SCENARIOS",
    "STAGES",
    "Event",
    "Horizon",
    "Kpi",
    "Lifecycle",
    "Observations",
    "Organisation",
    "Parameter",
    "Practices",
    "Prices",
    "Process",
    "Run",
    "Scenario",
    "indicators",
    "interpolate",
    "load_scenario",
    "render",
    "resolve",
    "simulate",
]
