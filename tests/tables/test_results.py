"""Tables of results and of checks say what their frames hold."""

import pandas as pd

from mlops_study import experiments, tables
from mlops_study.lifecycle import KPIS


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
    assert row["Verdict"] == "better"


def test_checks_print_what_they_are_given():
    """Rows of the checks, in the order of the book."""
    study = experiments.load_study("scenarios")
    queueing = tables.queueing(experiments.QUEUEING.read()).cells
    assert queueing["Theory inside"].tolist() == ["yes"] * len(queueing)
    dora = tables.dora(experiments.dora_check(study)).cells
    assert dora.loc[0, "A"].endswith(": low")
    check = experiments.multiples_check(study, "A", "C")
    multiples = tables.multiples(check, "A", "C").cells
    assert list(multiples)[1] == "C against A"
    assert multiples["Elite against low"].tolist() == ["208", "106", "2604", "7.00"]
    needed = tables.replications(study).cells.set_index("Indicator")
    recalls = study.query("scenario == 'A'")["recall"].to_numpy()
    runs = experiments.replications_needed(recalls, 0.05)
    assert needed.loc["Recall", "A"] == str(runs)
    assert needed.loc["Change failure rate", "C"] == "> 100"
    assert needed.loc["Cost of adoption, once", "A"] == "n/a"


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
        "$ per day",
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
            "kpi": ["release_time", "recall", "recall", "scientists_utilisation"],
            "difference": [2.0, 0.1, -0.1, 0.1],
            "low": [1.0, 0.05, -0.15, 0.05],
            "high": [3.0, 0.15, -0.05, 0.15],
        }
    )
    ends = effects[["kpi", "low", "high"]].to_numpy()
    effects["verdict"] = [experiments.judge(*own) for own in ends]
    cells = tables.side_effects(effects).cells
    assert cells["Indicator"].tolist() == ["Release time, mean", "Recall"]
    assert cells["Added"].tolist() == ["to A", "last"]
    assert cells["Unit"].tolist() == ["days", "points"]


def test_variance_reduction_covers_every_indicator():
    """A column for each comparison."""
    study = experiments.load_study("scenarios")
    found = experiments.paired_differences(study, [("A", "B")])
    cells = tables.variance_reduction({"A and B": found}).cells
    assert len(cells) == len(KPIS)
    assert (cells["A and B"] != "").all()


def test_titles_say_the_confidence_that_was_asked_for():
    """Of means, of differences, of queues; and the precision that is aimed at."""
    study = experiments.load_study("scenarios")
    found = experiments.intervals(study, level=0.9)
    assert tables.indicators(found).title.endswith("90 % confidence interval")
    found = experiments.paired_differences(study, kpis=["recall"], level=0.99)
    assert tables.comparison(found).title.endswith("together at 99 %")
    queueing = tables.queueing(experiments.QUEUEING.read())
    assert "99.9 % interval" in queueing.cells
    assert "is 10 % of the mean" in tables.replications(study, target=0.1).title


def test_sizes_stand_beside_one_another():
    """A column a multiple; time of all that grows, memory where it was measured."""
    rows = [
        ("horizon", "A", str(k), ms, 300.0) for k, ms in ((1, 1.25), (4, 3.5), (16, 12))
    ]
    rows += [("portfolio", "A", str(k), 2.0 * k, None) for k in (1, 4, 16)]
    times = pd.DataFrame(rows, columns=["bench", "case", "by", "ms", "peak"])
    cells = tables.run_sizes(times).cells
    assert cells.iloc[:, 2].tolist() == ["ms", "ms", "MiB"]
    assert cells.iloc[:, 3:].to_numpy().tolist() == [
        ["1.2", "3.5", "12"],
        ["2.0", "8.0", "32"],
        ["300", "300", "300"],
    ]
