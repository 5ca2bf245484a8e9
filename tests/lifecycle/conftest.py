"""A scenario reduced to queues that can be solved by hand."""

from functools import partial

import pytest

from mlops_study.experiments.verification import solvable


@pytest.fixture
def queue():
    """Make a scenario in which only what is named takes time, exponentially."""
    return partial(solvable, warm_up=0.0)
