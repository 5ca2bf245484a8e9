"""Tables of the simulation say what their frames hold."""

import dataclasses
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import experiments, tables
from mlops_study.lifecycle import KPIS, PARAMETERS, PRACTICES, Process, Scenario


@given(value=st.floats(-1e6, 1e6).filter(lambda v: abs(v) > 1e-4))
def test_a_quantity_keeps_three_digits(value):
    """What is printed differs from the value by half of the third digit at most."""
    text = tables.quantity(value)
    assert "e" not in text
    assert float(text.replace(",", "")) == pytest.approx(value, rel=0.0051)


@given(mean=st.floats(-1e4, 1e4), half=st.floats(1e-6, 1e3))
def test_an_estimate_never_understates_its_half_width(mean, half):
    """Rounded up, and by no more than two digits or the decimals allow."""
    text = tables.estimate(mean, half).replace(",", "")
    shown, width = (float(part) for part in text.split("\u00a0±\u00a0"))
    assert width >= half * (1 - 1e-5)
    assert width <= half * 1.11 + 0.001
    assert abs(shown - mean) <= max(width, 0.0011)


def test_what_has_no_width_or_value_is_said_plainly():
    """One run has no interval; a missing value is n/a."""
    assert tables.estimate(0.25, math.nan, "share") == "25.0 %"
    assert tables.quantity(0.0, "share") == "0 %"
    assert tables.quantity(math.nan) == "n/a"


def test_every_parameter_is_in_the_table():
    """One row a field of the process, with its values and what they rest on."""
    cells = tables.parameters().cells.set_index("Parameter")
    names = [field.name for field in dataclasses.fields(Process)]
    assert list(cells.index) == names
    for name in names:
        of = PARAMETERS["process"][name]
        assert cells.loc[name, "Basis"].startswith(of.status)
        assert cells.loc[name, "Without"] == str(getattr(Process(), name))
        assert (cells.loc[name, "With"] != "") == bool(of.by)


def test_every_practice_says_what_it_moves():
    """A row each, and every moved parameter in one of them."""
    cells = tables.moved().cells
    assert cells["Practice"].tolist() == list(PRACTICES.values())
    assert (cells["What it moves"] != "").all()
    assert tables.process_at(Scenario()).cells["Parameter"].tolist() == [
        field.name for field in dataclasses.fields(Process)
    ]


def test_scenarios_are_set_side_by_side():
    """Levels as in the files; words for intervals."""
    cells = tables.scenario_settings().cells.set_index("Parameter")
    assert cells.loc["monitoring_interval", list("ABC")].tolist() == [
        "quarterly",
        "weekly",
        "hourly",
    ]
    assert cells.loc["training_nodes", list("ABC")].tolist() == ["3", "3", "0"]
    assert cells.loc["data_scientists", "A"] == "6"


def test_indicators_and_their_formulas_are_complete():
    """A row each, with a column for each scenario."""
    found = experiments.intervals(experiments.load_study("scenarios"))
    cells = tables.indicators(found).cells
    titles = [kpi.title for kpi in KPIS.values()]
    assert cells["Indicator"].tolist() == titles
    assert list(cells.columns[2:]) == list("ABC")
    assert tables.indicator_formulas().cells["Indicator"].tolist() == titles


def test_a_comparison_prints_shares_in_points():
    """A difference of shares is in percentage points, its ratio without unit."""
    results = pd.DataFrame(
        {
            "scenario": ["A"] * 3 + ["B"] * 3,
            "replication": [0, 1, 2] * 2,
            "recall": [0.40, 0.41, 0.42, 0.50, 0.52, 0.51],
        }
    )
    found = experiments.paired_differences(results, kpis=["recall"])
    row = tables.comparison(found).cells.iloc[0]
    assert row["Unit"] == "points"
    assert row["Difference"].startswith("10")
    assert row["Ratio"].startswith("1.24 [")


def test_calibration_facts_show_what_is_not_confirmed():
    """Only the uses asked for; a part that is not confirmed is named."""
    cells = tables.calibration_facts(["check"]).cells.set_index("Fact")
    assert set(cells["Use"]) == {"check"}
    assert cells.loc["K04", "Status"].startswith("partly confirmed: not ")


def test_checks_print_what_they_are_given():
    """Rows of the checks, in the order of the book."""
    study = experiments.load_study("scenarios")
    queueing = tables.queueing(experiments.QUEUEING.read()).cells
    assert queueing["Theory inside"].tolist() == ["yes"] * len(queueing)
    dora = tables.dora(experiments.dora_check(study)).cells
    assert dora.loc[0, "A"].endswith(": medium")
    multiples = tables.multiples(experiments.multiples_check(study, "A", "C")).cells
    assert multiples["Elite against low"].tolist() == ["208", "106", "2,604", "7.00"]
    needed = tables.precision(study).cells.set_index("Indicator")
    assert needed.loc["Recall", "A"] == "3"
    assert needed.loc["Change failure rate", "C"] == "> 100"


def test_tests_and_bootstrap_are_printed_with_their_sizes():
    """Small p-values as bounds; intervals as two numbers."""
    tests = pd.DataFrame(
        {
            "kpi": ["recall"],
            "welch": [1e-9],
            "kruskal": [0.01234],
            "games_howell": [0.5],
        }
    )
    row = tables.classical(tests).cells.iloc[0]
    assert row.tolist() == ["Recall", "< 0.0001", "0.0123", "0.5000"]
    check = pd.DataFrame(
        {"kpi": ["cost"], "t_low": [1.0], "t_high": [2.0], "low": [1.1], "high": [2.1]}
    )
    assert tables.bootstrap(check).cells.iloc[0].tolist() == [
        "Cost",
        "1.00 to 2.00",
        "1.10 to 2.10",
    ]


def test_table_3_stands_beside_the_cloud_alone():
    """Every printed aspect; what the model does not have is said."""
    cells = tables.cloud_alone(
        experiments.load_study("cloud"), "3 nodes", "cloud"
    ).cells.set_index("Aspect")
    assert len(cells) == 5
    assert cells.loc["Resource Utilization", "Printed"] == "30 → 65"
    assert cells.loc["Team Collaboration", "Indicator"] == "not in the model"


def test_only_sure_harms_are_side_effects():
    """Intervals on the bad side of zero, by what each indicator wants."""
    effects = pd.DataFrame(
        {
            "practice": ["ci_cd"] * 4,
            "design": ["alone", "alone", "last", "last"],
            "kpi": ["lead_time", "recall", "recall", "scientists_utilisation"],
            "difference": [2.0, 0.1, -0.1, 0.1],
            "low": [1.0, 0.05, -0.15, 0.05],
            "high": [3.0, 0.15, -0.05, 0.15],
        }
    )
    cells = tables.side_effects(effects).cells
    assert cells["Indicator"].tolist() == ["Lead time, mean", "Recall"]
    assert cells["Added"].tolist() == ["to A", "last"]
    assert cells["Unit"].tolist() == ["days", "points"]


def test_variance_reduction_covers_every_indicator():
    """A column for each comparison."""
    study = experiments.load_study("scenarios")
    found = experiments.paired_differences(study, [("A", "B")])
    cells = tables.variance_reduction({"A and B": found}).cells
    assert len(cells) == len(KPIS)
    assert (cells["A and B"] != "").all()
