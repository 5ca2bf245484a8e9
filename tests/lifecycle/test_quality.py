"""Quality follows from two rates that age."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import ageing
from mlops_study.experiments import retraining_check
from mlops_study.experiments.verification import scheduled_retraining
from mlops_study.lifecycle import (
    Horizon,
    Observations,
    Scenario,
    indicators,
    simulate,
)
from mlops_study.lifecycle.kpis import accuracy, precision
from mlops_study.lifecycle.quality import age_of_loss, change, days, segment
from mlops_study.lifecycle.settings import curves

AGEING = ageing.load_ageing("flights")
CURVES = curves(AGEING)
RATE = st.floats(0.01, 0.99)
KNOTS = st.sampled_from([0.0, *AGEING.tpr.days])


@given(tpr=RATE, fpr=RATE, base=RATE)
def test_the_measures_are_those_of_one_confusion_matrix(tpr, fpr, base):
    """Accuracy and precision by their definitions from four cells."""
    tp, fn = base * tpr, base * (1 - tpr)
    fp, tn = (1 - base) * fpr, (1 - base) * (1 - fpr)
    assert accuracy(tpr, fpr, base) == pytest.approx((tp + tn) / (tp + fn + fp + tn))
    assert precision(tpr, fpr, base) == pytest.approx(tp / (tp + fp))


def test_precision_of_no_flags_is_not_a_number():
    """Nothing flagged, nothing right or wrong."""
    assert np.isnan(precision(0.0, 0.0, 0.25))


@given(age=KNOTS | st.floats(0, 300), since=st.integers(0, 5))
def test_segments_are_straight_between_the_knots(age, since):
    """They agree with NumPy's interpolation, from whichever one is looked on."""
    for curve, rows in zip((AGEING.tpr, AGEING.fpr), CURVES, strict=True):
        last = segment(rows, age, 0)
        assert segment(rows, age, min(since, last)) == last
        assert change(rows, age, last) == pytest.approx(
            float(curve.change(age)), abs=1e-12
        )


@given(
    young=KNOTS | st.floats(0, 200), span=st.floats(0.1, 200), strength=st.floats(0, 3)
)
def test_rates_integrate_to_what_a_fine_grid_sums_to(young, span, strength):
    """The closed form against the midpoint rule."""
    n = 4000
    middle = young + (np.arange(n) + 0.5) * span / n
    expected = (1 + strength * AGEING.tpr.change(middle)).mean() * span
    found = days(CURVES[0], strength, young, young + span)
    assert found == pytest.approx(expected, rel=1e-4)


@given(full=st.floats(0.01, 3), share=st.floats(1e-6, 0.4))
def test_the_age_of_a_loss_is_where_recall_has_fallen_by_it(full, share):
    """The first such age: the curve gives the loss back there, and less before."""
    age = age_of_loss(CURVES[0], full, full * share)
    if np.isinf(age):
        assert -min(AGEING.tpr.changes) < share
    else:
        assert -AGEING.tpr.change(age) == pytest.approx(share, abs=1e-9)
        assert -AGEING.tpr.change(age * 0.999) < share


def test_a_stable_model_never_loses():
    """Without ageing no loss is ever reached, nor one above nothing."""
    assert np.isinf(age_of_loss(CURVES[0], 0.0, 0.01))
    assert np.isinf(age_of_loss(CURVES[0], 0.0, 0.0))
    assert age_of_loss(CURVES[0], 0.0, -0.01) == age_of_loss(CURVES[0], 1.0, 0.0) == 0


def test_pooled_recall_is_the_mean_over_a_fine_grid():
    """The indicator from closed forms against sampling every hour."""
    scenario = Scenario(run=Horizon(warm_up=50.0, measured=200.0))
    run = simulate(scenario, seed=4)
    times = 50 + (np.arange(4800) + 0.5) / 24
    sampled = Observations(run).quality_at(times)
    found = indicators(run)
    assert found["recall"] == pytest.approx(sampled["recall"].mean(), abs=2e-4)
    assert found["accuracy"] == pytest.approx(sampled["accuracy"].mean(), abs=2e-4)
    assert len(Observations(run).versions) > 20


@pytest.mark.parametrize("weeks", [2, 4, 8, 13])
def test_simulated_retraining_does_what_was_measured(weeks):
    """Recall lost by retraining less often: simulated and on the raw flights.

    Both are losses against weekly retraining; they agree within a hundredth of
    recall, less than the standard error of the curve at any age.
    """
    curves = ageing.load_curves().query("measure == 'tpr' & form == 'each' & age > 1")
    assert curves["se"].min() > 0.01
    row = retraining_check([weeks]).iloc[0]
    assert row["measured"] < 0
    assert row["simulated"] == pytest.approx(row["measured"], abs=0.01)


def test_retraining_on_schedule_resets_the_age():
    """A policy of two weeks leaves no version in service longer than that."""
    service = Observations(simulate(scheduled_retraining(2), seed=1)).versions
    assert (service["end"] - service["start"]).max() == pytest.approx(14.0)
    assert isinstance(service, pd.DataFrame)
