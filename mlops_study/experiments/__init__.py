"""Experiments with the simulation: designs, replications, precision, comparison."""

from mlops_study.experiments.comparison import (
    bootstrap_intervals,
    classical_tests,
    paired_differences,
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
    SEED,
    STUDIES,
    WARM_UP,
    Study,
    load_study,
    practice_design,
    warm_up_series,
)
from mlops_study.experiments.verification import (
    QueueingCase,
    erlang_c,
    queueing_cases,
    queueing_check,
    retraining_check,
    scheduled_retraining,
)

__all__ = [
    "SEED",
    "STUDIES",
    "WARM_UP",
    "QueueingCase",
    "Study",
    "adopt",
    "bootstrap_intervals",
    "classical_tests",
    "erlang_c",
    "intervals",
    "load_study",
    "moving_average",
    "mser5",
    "one_at_a_time",
    "paired_differences",
    "paper_scenarios",
    "practice_design",
    "queueing_cases",
    "queueing_check",
    "replicate",
    "replications_needed",
    "retraining_check",
    "scheduled_retraining",
    "warm_up_series",
]
