"""Dominance against every scoring of the levels that one cares to draw."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import percentages
from mlops_study.published import LIKERT_LEVELS, Paper

ROW = st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(any)
SCORES = st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(any)


def shares(*rows) -> pd.DataFrame:
    return percentages.shares(pd.DataFrame(rows, columns=list(LIKERT_LEVELS)))


@given(ROW, ROW, st.lists(SCORES, min_size=5, max_size=5))
def test_who_dominates_has_the_higher_mean_for_every_scoring(one, other, steps):
    """For random scorings whose steps are not negative."""
    frame = shares(one, other)
    order = percentages.dominance(frame)
    if not order.loc[0, 1]:
        return
    assert not order.loc[1, 0]
    for own in steps:
        scores = np.cumsum(own)[::-1]
        means = frame[list(LIKERT_LEVELS)].to_numpy() @ scores
        assert means[0] >= means[1] - 1e-7


@given(ROW, ROW)
def test_who_does_not_dominate_is_beaten_by_some_scoring(one, other):
    """A scoring that only asks for one level or more puts the other in front."""
    frame = shares(one, other)
    order = percentages.dominance(frame)
    values = frame[list(LIKERT_LEVELS)].to_numpy()
    tops = [values[:, :m].sum(axis=1) for m in range(1, 5)]
    beaten = any(top[1] > top[0] + 1e-7 for top in tops)
    ahead = any(top[0] > top[1] + 1e-7 for top in tops)
    assert order.loc[0, 1] == (ahead and not beaten)


def test_the_order_of_table_1_by_hand():
    """Automation strongly 50, collaboration 55; but 98 and 95 above the lowest."""
    order = percentages.dominance(Paper().table("table1"))
    automation, collaboration = (
        "Automation in Model Management",
        "Cross-Functional Collaboration",
    )
    assert not order.loc[automation, collaboration]
    assert not order.loc[collaboration, automation]
    assert order.loc[collaboration, "CI/CD Implementation"]
    assert not np.diag(order).any()
    assert order.to_numpy().sum() == 9
