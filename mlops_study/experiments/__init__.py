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

__all__ = [
    "adopt",
    "bootstrap_intervals",
    "classical_tests",
    "intervals",
    "moving_average",
    "mser5",
    "one_at_a_time",
    "paired_differences",
    "paper_scenarios",
    "replicate",
    "replications_needed",
]
