"""Tables of what percentages can say, against their frames."""

import numpy as np
import pandas as pd

from mlops_study import evidence, percentages, tables
from mlops_study.published import Paper


def test_feasible_sizes_list_the_smallest_of_each():
    """Rows of Table 1, every table, all of them; what does not fit is said."""
    by_row = {
        ("table1", "a"): np.array([20, 40]),
        ("table1", "b"): np.array([40]),
        ("table2", "c"): np.array([30]),
    }
    cells = tables.feasible_sizes({"exact": by_row}, 50).cells
    assert dict(cells.to_numpy().tolist()) == {
        "Table 1, a": "20",
        "Table 1, b": "40",
        "Table 1": "40",
        "Table 2": "30",
        "All two tables": "none up to 50",
        "Sizes up to 50 that fit all": "0",
    }


def test_patterns_show_how_many_of_how_many():
    """With the chance of each and of as many."""
    columns = [pd.Series([5, 10, 15]), pd.Series([5, 10, 3])]
    cells = tables.digit_patterns(percentages.digit_patterns(columns)).cells
    assert cells.iloc[0].tolist() == [
        "Percentages that are multiples of five",
        "5 of 6",
        "20.0",
        "0.0016",
    ]
    assert cells.loc[cells.index[1], "Found"] == "1 of 1"


def test_several_challenges_at_once_are_bounded():
    """Of 70 and 60 per cent at least 30 face both, at most 60."""
    cells = tables.challenges_at_once(pd.Series([70, 60])).cells
    assert cells.to_numpy().tolist() == [
        ["1", "70", "100"],
        ["2", "30", "60"],
    ]


def test_needed_sizes_show_three_cases():
    """Best, independent and worst, in a cell."""
    cells = tables.needed_sizes(evidence.needed_by_difference()).cells
    row = cells[cells["Difference"].str.startswith("Cultural Resistance over")].iloc[0]
    assert row["Percentages"] == "60, 55"
    cases = percentages.OVERLAPS
    sizes = [percentages.needed_size(60, 55, overlap=case) for case in cases]
    assert row["Significant"] == " / ".join(map(str, sizes))
    assert len(cells) == len(evidence.ranked_differences())


def test_dispersion_is_ranked_from_the_least_spread():
    """Automation has the smallest deviation, collaboration the highest agreement."""
    cells = tables.dispersion_summary().cells.set_index("Best practice")
    assert cells.loc["Automation in Model Management", "Standard deviation"].endswith(
        "(1)"
    )
    assert cells.loc["Cross-Functional Collaboration", "Agreement A"].endswith("(1)")
    assert cells.loc["Cross-Functional Collaboration", "Mean"] == "4.25 (1)"


def test_ranks_by_points_and_by_relative_change():
    """Points tie where starts differ; a shared rank carries an equals sign."""
    measures = ("Percentage points", "Relative improvement (%)")
    cells = tables.cloud_changes(*measures).cells.set_index("Aspect")
    assert cells["Percentage points"].to_dict() == {
        "Deployment Time Reduction": "25 (5)",
        "Resource Utilization": "35 (1=)",
        "Cost Savings": "35 (1=)",
        "Scalability of Operations": "35 (1=)",
        "Team Collaboration": "35 (1=)",
    }
    assert cells["Relative improvement (%)"].tolist() == [
        "100 (3=)",
        "116.67 (2)",
        "175 (1)",
        "100 (3=)",
        "87.5 (5)",
    ]


def test_four_summaries_of_one_practice():
    """Automation: 50; 50 + 30; 80 - 3 - 2; (250 + 120 + 45 + 6 + 2) / 100."""
    cells = tables.agreement_summary().cells.set_index("Best practice")
    assert cells.loc["Automation in Model Management"].tolist() == [
        "50",
        "80",
        "75",
        "4.23",
    ]


def test_the_dominance_order_names_both_of_an_open_pair():
    """What one cannot tell, the other cannot either."""
    cells = tables.dominance_order().cells.set_index("Best practice")
    open_ = cells["Depends on the scoring"]
    assert open_["Automation in Model Management"] == "Cross-Functional Collaboration"
    assert open_["Cross-Functional Collaboration"] == "Automation in Model Management"
    assert (open_ == "none").sum() == 3


def test_bounds_of_ratings_are_written_as_they_are():
    """Not rounded: a bound that is rounded inwards is none."""
    cells = tables.rating_ranges().cells.set_index("Monitoring tool")
    for tool, row in Paper().table("table4")["effectiveness"].items():
        for level, name in ((5, "Rate it 5 (%)"), (4, "Rate it 4 or 5 (%)")):
            written = [*map(float, cells.loc[tool, name].split(" to "))]
            np.testing.assert_allclose(
                written, 100 * np.array(percentages.rating_bounds(row, level))
            )
