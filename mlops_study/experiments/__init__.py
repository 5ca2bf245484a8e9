"""Experiments with the simulation: what to run, how often, and what follows from it.

A *design* is a mapping of scenarios by name (``design``); ``replicate`` runs it over
any executor (``runner``), such as that of a ``cluster``. ``estimates`` and ``warm_up``
say how precise the means are and what to leave out, ``load`` and ``stationarity``
which runs are faulty, as more is asked for than can be done or work in progress has a
trend; ``paired`` and ``comparison`` hold scenarios with common random numbers against
each other, ``best`` each against the best of the others.
``verification`` asks whether the model is right where the answer is known,
``validation`` where facts that calibrated nothing put the scenarios; ``calibration``
what the facts determine of the process. The studies of the book are stored
(``studies``, ``uncertainty``, ``supplier``).

What is assumed could be otherwise: ``worlds`` draws it, ``ensemble`` runs a design in
every world. In how many a choice is right say ``choices``, what it is worth to know
better and where the answer flips ``value``, to which assumption differences are due
``effects``, to which practice ``attribution``.
"""

from .attribution import attribution, interaction_weights, shapley_weights
from .best import with_best
from .calibration import (
    ATTRIBUTIONS,
    CALIBRATION,
    DEPLOYMENT,
    DEVELOPMENT,
    IMPROVEMENT_EFFORT,
    MOVERS,
    PROPORTION,
    Search,
    attributions,
    derived,
    fitted,
    unknown_share,
)
from .choices import choices, gains, wanted
from .cluster import workers_at
from .comparison import (
    bootstrap_intervals,
    classical_tests,
    paired_differences,
    practice_effects,
)
from .courses import COURSES, courses
from .design import (
    ADDED,
    PAIRS,
    adopt,
    factorial_design,
    further_design,
    next_design,
    paper_scenarios,
    practice_design,
)
from .effects import block, convergence, effects, effects_design
from .ensemble import run_worlds
from .estimates import intervals, replications_needed
from .explorer import explorer_design, explorer_levels, explorer_name
from .load import PILOT, offered_loads, saturations
from .paired import GAIN, Effect, Paired, by_replication, judge, paired
from .runner import replicate
from .stationarity import FEW, Fault, faults, sound, strain
from .studies import SEED, STUDIES, Study, load_study, sample_runs
from .supplier import MEASURED, SUPPLIER, supplier, supplier_study
from .uncertainty import (
    ATTRIBUTION,
    EFFECTS,
    FLIPS,
    INFORMATION,
    SETS_COUNT,
    WORLDS,
    advice_runs,
    attribution_study,
    effects_study,
    in_some,
    study_worlds,
    worlds_study,
)
from .validation import dora_check, multiples_check
from .value import ENDS, TOGETHER, Knowledge
from .verification import (
    FALSE_ALARM,
    QUEUEING,
    QUEUEING_REPLICATIONS,
    queueing_cases,
    queueing_check,
    retraining_check,
)
from .warm_up import WARM_UP, warm_up_cuts, warm_up_series
from .worlds import (
    altered,
    assumed_value,
    assumption,
    draw,
    places,
    stretch,
    uncertain,
    valued,
)

# fmt: off
__all__ = [
    "ADDED", "ATTRIBUTION", "ATTRIBUTIONS", "CALIBRATION", "COURSES", "DEPLOYMENT",
    "DEVELOPMENT", "EFFECTS", "ENDS", "FALSE_ALARM", "FEW", "FLIPS", "GAIN",
    "IMPROVEMENT_EFFORT", "INFORMATION", "MEASURED", "MOVERS", "PAIRS", "PILOT",
    "PROPORTION", "QUEUEING", "QUEUEING_REPLICATIONS", "SEED", "SETS_COUNT",
    "STUDIES", "SUPPLIER", "TOGETHER", "WARM_UP", "WORLDS", "Effect", "Fault",
    "Knowledge", "Paired", "Search", "Study", "adopt", "advice_runs", "altered",
    "assumed_value", "assumption", "attribution", "attribution_study",
    "attributions", "block", "bootstrap_intervals", "by_replication", "choices",
    "classical_tests", "convergence", "courses", "derived", "dora_check", "draw",
    "effects", "effects_design", "effects_study", "explorer_design",
    "explorer_levels", "explorer_name", "factorial_design", "faults", "fitted",
    "further_design", "gains", "in_some", "interaction_weights", "intervals",
    "judge", "load_study", "multiples_check", "next_design", "offered_loads",
    "paired", "paired_differences", "paper_scenarios", "places", "practice_design",
    "practice_effects", "queueing_cases", "queueing_check", "replicate",
    "replications_needed", "retraining_check", "run_worlds", "sample_runs",
    "saturations", "shapley_weights", "sound", "strain", "stretch", "study_worlds",
    "supplier", "supplier_study", "uncertain", "unknown_share", "valued", "wanted",
    "warm_up_cuts", "warm_up_series", "with_best", "workers_at", "worlds_study",
]
# fmt: on
