"""Experiments with the simulation: what to run, how often, and what follows from it.

A *design* is a mapping of scenarios by name (``design``); ``replicate`` runs it over
any executor (``runner``), such as that of a ``cluster``. ``estimates`` and ``warm_up``
say how precise the means are and what to leave out, ``load`` and ``stationarity``
which runs are faulty, as more is asked for than can be done or work in progress has a
trend; ``paired`` and ``comparison`` hold scenarios that meet the same luck against each
other, ``best`` each against the best of the others.
``verification`` asks whether the model is right where the answer is known,
``validation`` where facts that calibrated nothing put the scenarios; ``calibration``
what the facts determine of the process. The studies of the book are stored
(``studies``, ``uncertainty``).

What is assumed could be otherwise: ``worlds`` draws it, ``ensemble`` runs a design in
every world. In how many a choice is right say ``choices``, what it is worth to know
better and where the answer flips ``value``, to which assumption differences are due
``effects``, to which practice ``attribution``.
"""

from mlops_study.experiments.attribution import (
    attribution,
    interaction_weights,
    shapley_weights,
)
from mlops_study.experiments.best import with_best
from mlops_study.experiments.calibration import (
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
from mlops_study.experiments.choices import choices, gains, wanted
from mlops_study.experiments.cluster import workers_at
from mlops_study.experiments.comparison import (
    bootstrap_intervals,
    classical_tests,
    paired_differences,
    practice_effects,
)
from mlops_study.experiments.courses import COURSES, courses
from mlops_study.experiments.design import (
    PAIRS,
    adopt,
    factorial_design,
    next_design,
    paper_scenarios,
    practice_design,
)
from mlops_study.experiments.effects import block, convergence, effects, effects_design
from mlops_study.experiments.ensemble import run_worlds
from mlops_study.experiments.estimates import intervals, replications_needed
from mlops_study.experiments.explorer import (
    explorer_design,
    explorer_levels,
    explorer_name,
)
from mlops_study.experiments.load import PILOT, offered_loads, saturations
from mlops_study.experiments.paired import (
    GAIN,
    Effect,
    Paired,
    by_replication,
    judge,
    paired,
)
from mlops_study.experiments.runner import replicate
from mlops_study.experiments.stationarity import FEW, Fault, faults, sound, strain
from mlops_study.experiments.studies import (
    SEED,
    STUDIES,
    Study,
    load_study,
    sample_runs,
)
from mlops_study.experiments.uncertainty import (
    ATTRIBUTION,
    EFFECTS,
    ENDS,
    FLIPS,
    INFORMATION,
    SETS_COUNT,
    WORLDS,
    attribution_study,
    effects_study,
    flips_study,
    information_study,
    study_worlds,
    worlds_study,
)
from mlops_study.experiments.validation import dora_check, multiples_check
from mlops_study.experiments.value import flips, information, perfect_information
from mlops_study.experiments.verification import (
    FALSE_ALARM,
    QUEUEING,
    QUEUEING_REPLICATIONS,
    queueing_cases,
    queueing_check,
    retraining_check,
)
from mlops_study.experiments.warm_up import WARM_UP, warm_up_cuts, warm_up_series
from mlops_study.experiments.worlds import (
    altered,
    assumed_value,
    assumption,
    draw,
    uncertain,
    valued,
)

__all__ = [
    "ATTRIBUTION",
    "ATTRIBUTIONS",
    "CALIBRATION",
    "COURSES",
    "DEPLOYMENT",
    "DEVELOPMENT",
    "EFFECTS",
    "ENDS",
    "FALSE_ALARM",
    "FEW",
    "FLIPS",
    "GAIN",
    "IMPROVEMENT_EFFORT",
    "INFORMATION",
    "MOVERS",
    "PAIRS",
    "PILOT",
    "PROPORTION",
    "QUEUEING",
    "QUEUEING_REPLICATIONS",
    "SEED",
    "SETS_COUNT",
    "STUDIES",
    "WARM_UP",
    "WORLDS",
    "Effect",
    "Fault",
    "Paired",
    "Search",
    "Study",
    "adopt",
    "altered",
    "assumed_value",
    "assumption",
    "attribution",
    "attribution_study",
    "attributions",
    "block",
    "bootstrap_intervals",
    "by_replication",
    "choices",
    "classical_tests",
    "convergence",
    "courses",
    "derived",
    "dora_check",
    "draw",
    "effects",
    "effects_design",
    "effects_study",
    "explorer_design",
    "explorer_levels",
    "explorer_name",
    "factorial_design",
    "faults",
    "fitted",
    "flips",
    "flips_study",
    "gains",
    "information",
    "information_study",
    "interaction_weights",
    "intervals",
    "judge",
    "load_study",
    "multiples_check",
    "next_design",
    "offered_loads",
    "paired",
    "paired_differences",
    "paper_scenarios",
    "perfect_information",
    "practice_design",
    "practice_effects",
    "queueing_cases",
    "queueing_check",
    "replicate",
    "replications_needed",
    "retraining_check",
    "run_worlds",
    "sample_runs",
    "saturations",
    "shapley_weights",
    "sound",
    "strain",
    "study_worlds",
    "uncertain",
    "unknown_share",
    "valued",
    "wanted",
    "warm_up_cuts",
    "warm_up_series",
    "with_best",
    "workers_at",
    "worlds_study",
]
