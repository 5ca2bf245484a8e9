"""Tables of the triangulation against their frames."""

import re

from mlops_study import evidence, tables


def test_triangulation_writes_each_value_in_its_unit():
    """Per cent, studies, days and points."""
    cells = tables.triangulation(evidence.triangulate(n=100)).cells
    column = cells.set_index("Evidence")["CI/CD"]
    assert column["Survey, strong agreement"] == "45 %, rank 1 to 4"
    assert column["Literature"] == "1 study, rank 3.5, tied"
    assert re.search(r" days, rank \d$", column["Simulation, lead time, last"])
    assert " points, rank 1" in column["Simulation, failures, first"]
    pairs = tables.concordance(evidence.concordance(evidence.triangulate(n=100))).cells
    sure = pairs.set_index(["One", "Other"])["Opposite by intervals"]
    assert sure["survey, agreement", "literature"] == "n/a"
