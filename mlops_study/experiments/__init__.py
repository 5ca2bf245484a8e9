"""Experiments with the simulation: designs, replications, precision, comparison."""

from mlops_study.experiments.comparison import (
    bootstrap_intervals,
    classical_tests,
    paired_differences,
    practice_effects,
)
from mlops_study.experiments.design import adopt, one_at_a_time, paper_scenarios
from mlops_study.experiments.precision import (
    intervals,
    moving_average,
    mser5,
    replications_needed,
)
from mlops_study.experiments.runner import replicate
from mlops_study.experiments.studies import (
    BENCH,
    BENCH_SURVEY,
    QUEUEING,
    QUEUEING_REPLICATIONS,
    SEED,
    STUDIES,
    WARM_UP,
    Study,
    load_study,
    practice_design,
    sample_runs,
    warm_up_cuts,
    warm_up_series,
)
from mlops_study.experiments.validation import (
    clusters_of,
    dora_check,
    multiples_check,
)
from mlops_study.experiments.verification import (
    QueueingCase,
    erlang_c,
    queueing_cases,
    queueing_check,
    retraining_check,
    scheduled_retraining,
    solvable,
)

__all__ = [
    "BENCH",
    "BENCH_SURVEY",
    "QUEUEING",
    "QUEUEING_REPLICATIONS",
    "SEED",
    "STUDIES",
    "WARM_UP",
    "QueueingCase",
    "Study",
    "adopt",
    "bootstrap_intervals",
    "classical_tests",
    "clusters_of",
    "dora_check",
    "erlang_c",
    "intervals",
    "load_study",
    "moving_average",
    "mser5",
    "multiples_check",
    "one_at_a_time",
    "paired_differences",
    "paper_scenarios",
    "practice_design",
    "practice_effects",
    "queueing_cases",
    "queueing_check",
    "replicate",
    "replications_needed",
    "retraining_check",
    "sample_runs",
    "scheduled_retraining",
    "solvable",
    "warm_up_cuts",
    "warm_up_series",
]
