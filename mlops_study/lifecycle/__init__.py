"""The simulation of the machine-learning lifecycle, from its parameters to indicators.

A ``Scenario`` is an organisation with its practices and the process that they lead to
(``parameters``), read from a file that a user can edit (``scenarios``). ``simulate``
makes a ``Run`` of it (``model``): SimPy processes that put steps in order, while every
draw has a place of its own (``streams``), a meaning (``luck``), and versions that age
as measured (``quality``).
What a run leaves behind is a log (``events``). ``Observations`` are the tables in it,
and each of ``KPIS`` is computed from these. ``size`` says beforehand what a run asks of
the machine.
"""

from mlops_study.lifecycle.events import EVENTS, RESOURCES, STAGES
from mlops_study.lifecycle.kpis import (
    HEADLINES,
    KPIS,
    MONTH,
    YEAR,
    indicators,
    still_waiting,
)
from mlops_study.lifecycle.model import Lifecycle, Run, simulate
from mlops_study.lifecycle.observations import Observations
from mlops_study.lifecycle.parameters import (
    PARAMETERS,
    PRACTICES,
    Horizon,
    Interest,
    Organisation,
    Parameter,
    Practices,
    Prices,
    Process,
    Scenario,
    resolve,
)
from mlops_study.lifecycle.ranges import Range
from mlops_study.lifecycle.scenarios import SCENARIOS, load_scenario, render
from mlops_study.lifecycle.size import size

__all__ = [
    "EVENTS",
    "HEADLINES",
    "KPIS",
    "MONTH",
    "PARAMETERS",
    "PRACTICES",
    "RESOURCES",
    "SCENARIOS",
    "STAGES",
    "YEAR",
    "Horizon",
    "Interest",
    "Lifecycle",
    "Observations",
    "Organisation",
    "Parameter",
    "Practices",
    "Prices",
    "Process",
    "Range",
    "Run",
    "Scenario",
    "indicators",
    "load_scenario",
    "render",
    "resolve",
    "simulate",
    "size",
    "still_waiting",
]
