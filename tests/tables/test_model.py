"""Tables of the model's parameters, scenarios and facts."""

import dataclasses

from mlops_study import tables
from mlops_study.lifecycle import PARAMETERS, PRACTICES, Process, Scenario


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
        assert cells.loc[name, "Basis"].endswith(of.reason)
    assert cells.loc["access_wait", "Range without"] == "2 to 15"
    assert cells.loc["access_wait", "Range with"] == "0.1 to 2"
    assert cells.loc["family", "Range without"] == "lognormal or gamma"


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
    assert cells.loc["data_scientists", ["A", "Basis"]].tolist() == ["6", "chosen"]
    assert cells.loc["cloud_node", "Range"] == "30 to 480"


def test_calibration_facts_show_what_is_not_confirmed():
    """Only the uses asked for; a part that is not confirmed is named."""
    cells = tables.calibration_facts(["check"]).cells.set_index("Fact")
    assert set(cells["Use"]) == {"check"}
    assert cells.loc["K04", "Status"].startswith("partly confirmed: not ")
