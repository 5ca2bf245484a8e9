"""The ageing curves and the measurement behind them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import ageing
from mlops_study.ageing import Curve
from mlops_study.ageing.curves import RATES
from mlops_study.ageing.flights import WEEKS

CURVE = ageing.load_curve("tpr")


def artificial(slope: float, seasons: np.ndarray) -> pd.DataFrame:
    """Make counts whose recall is a season's level less a loss a week of age."""
    rows = []
    for start in range(20):
        for week in range(start + 8, len(seasons)):
            age = week - start - 7
            recall = seasons[week] - slope * min(age, ageing.OLDEST)
            tp = round(1e6 * recall)
            rows.append((start, week, age, tp, 200_000, 10**6 - tp, 800_000))
    return pd.DataFrame(rows, columns=list(ageing.COUNTS.columns))


def test_a_loss_with_age_is_told_from_the_season():
    """A known loss a week is found again although seasons swing much more."""
    seasons = 0.6 + 0.2 * np.sin(np.arange(40) / 3)
    curves = ageing.fit_curves(artificial(0.004, seasons))
    tpr = curves[curves["rate"] == "tpr"]
    assert tpr["change"].to_numpy() == pytest.approx(
        -0.004 * (tpr["age"].to_numpy() - 1), abs=2e-5
    )
    assert curves.loc[curves["rate"] == "fpr", "change"].abs().max() < 1e-9


def test_the_stored_curves_are_those_of_the_stored_counts():
    """Fitting the counts again gives the curves in the file."""
    again = ageing.fit_curves(ageing.load_counts())
    pd.testing.assert_frame_equal(again, ageing.load_curves(), atol=2e-5)


def test_the_weekly_coefficients_equal_an_explicit_regression():
    """An independent path: least squares on dummies by NumPy."""
    counts = ageing.load_counts()
    measured = ageing.rates(counts[counts["age"] <= ageing.OLDEST])
    ages = np.arange(2, ageing.OLDEST + 1)
    by_age = (measured["age"].to_numpy()[:, None] == ages).astype(float)
    weeks = np.unique(measured["week"])
    by_week = (measured["week"].to_numpy()[:, None] == weeks).astype(float)
    design = np.hstack([by_age, by_week])
    for rate in RATES:
        found = np.linalg.lstsq(design, measured[rate].to_numpy(), rcond=None)[0]
        stored = ageing.load_curves().query("form == 'weekly' & age > 1")
        own = stored.loc[stored["rate"] == rate, "change"].to_numpy()
        assert own == pytest.approx(found[: len(ages)], abs=2e-5)


def test_recall_falls_while_accuracy_hardly_moves():
    """The finding that the simulation carries over from the flights."""
    measured = ageing.rates(ageing.load_counts())
    by_age = measured.groupby("age")[["tpr", "accuracy"]].mean()
    change = by_age.loc[ageing.OLDEST] - by_age.loc[1]
    assert change["tpr"] < -0.05
    assert abs(change["accuracy"]) < 0.02
    tpr = ageing.load_curves().query("rate == 'tpr' & form == 'weekly'").iloc[-1]
    assert tpr["change"] < -3 * tpr["se"]


@given(age=st.floats(0, 200))
def test_a_curve_integrates_to_what_a_fine_grid_sums_to(age):
    """Before, between and after the knots."""
    grid = (np.arange(20_000) + 0.5) * age / 20_000
    area = CURVE.change(grid).mean() * age
    assert float(CURVE.integral(age)) == pytest.approx(area, abs=1e-4)


def test_a_curve_says_when_it_has_fallen_so_far():
    """On a segment, at the start, and never."""
    curve = Curve((0.0, 10.0, 20.0), (0.0, -0.1, -0.3))
    assert curve.age_at(-0.2) == pytest.approx(15.0)
    assert curve.age_at(0.1) == 0.0
    assert curve.age_at(-0.4) == float("inf")


def test_retraining_more_often_keeps_more_recall():
    """On the raw counts, over the same test weeks."""
    counts = ageing.load_counts()
    recalls = [
        ageing.retraining_policy(counts, weeks, 13)["tpr"].item()
        for weeks in (1, 2, 4, 8, 13)
    ]
    assert recalls == sorted(recalls, reverse=True)


def test_every_test_week_of_a_window_was_counted():
    """All windows of eight weeks, all later weeks, each flight once."""
    counts = ageing.load_counts()
    assert counts["start"].nunique() == 52 - ageing.TRAINING_WEEKS
    assert (counts["age"] == counts["week"] - counts["start"] - 7).all()
    totals = counts[["tp", "fp", "fn", "tn"]].sum(axis=1)
    assert totals.groupby(counts["week"]).nunique().max() == 1


@pytest.mark.slow
def test_measuring_again_gives_the_stored_counts():
    """One window of the measurement, from the flights themselves."""
    flights = ageing.load_flights()
    assert flights["week"].max() == WEEKS - 1
    assert list(ageing.start_weeks(flights)) == list(range(44))
    again = ageing.count_outcomes(flights, [40])
    stored = ageing.load_counts().query("start == 40").reset_index(drop=True)
    pd.testing.assert_frame_equal(again, stored)


def test_without_the_extra_the_flights_are_said_to_be_missing(monkeypatch):
    """One line says what to install."""
    monkeypatch.setattr("mlops_study.ageing.flights.find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match=r"extra brings it: mlops-study"):
        ageing.load_flights()
