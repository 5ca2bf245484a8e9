"""The simulation of the machine-learning lifecycle, from its parameters to indicators.

A ``Scenario`` is an organisation with its practices and the process that they lead to
(``parameters``), read from a file that a user can edit (``scenarios``). ``simulate``
makes a ``Run`` of it (``runs``). Two engines can: SimPy processes (``model``), which
define what happens, and their compiled twin (``engine``), which does the same to the
last bit. Both only put in order what the ``rules`` answer, on ``draws`` that each have
a place of their own and versions that age as measured (``quality``).
What a run leaves behind is a log (``events``). It is counted and summed up while it is
written (``tally``), and each of ``KPIS`` is computed from that; ``Observations`` are
the tables in a log that was kept. ``size`` says beforehand what a run asks of the
machine.
"""

from .events import EVENTS, RESOURCES, STAGES
from .kpis import HEADLINES, KPIS, indicators
from .observations import Observations
from .parameters import (
    MONTH,
    PARAMETERS,
    PRACTICES,
    YEAR,
    Horizon,
    Interest,
    Organisation,
    Parameter,
    Practices,
    Prices,
    Process,
    Scenario,
    moved_by,
    resolve,
)
from .ranges import Range
from .runs import Run, must_compile, simulate
from .scenarios import SCENARIOS, load_scenario, render, scenario_path
from .size import size

# fmt: off
__all__ = [
    "EVENTS", "HEADLINES", "KPIS", "MONTH", "PARAMETERS", "PRACTICES", "RESOURCES",
    "SCENARIOS", "STAGES", "YEAR", "Horizon", "Interest", "Observations",
    "Organisation", "Parameter", "Practices", "Prices", "Process", "Range", "Run",
    "Scenario", "indicators", "load_scenario", "moved_by", "must_compile", "render",
    "resolve", "scenario_path", "simulate", "size",
]
# fmt: on
