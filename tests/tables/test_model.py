"""Tables of the model's parameters, scenarios and facts."""

import dataclasses

import pytest

from mlops_study import experiments, numerals, tables
from mlops_study.lifecycle import PARAMETERS, PRACTICES, Process, Scenario


def test_every_parameter_is_in_the_table():
    """One row a field of the process, with its values and what they rest on."""
    cells = tables.parameters().cells.set_index("Parameter")
    names = [field.name for field in dataclasses.fields(Process)]
    assert list(cells.index) == names
    for name in names:
        of = PARAMETERS["process"][name]
        assert cells.loc[name, "Basis"].startswith(of.status)
        assert of.full_source in cells.loc[name, "Basis"]
        assert str(getattr(Process(), name)) in cells.loc[name, "Without"]
        assert (cells.loc[name, "With"] != "") == bool(of.by)
        assert cells.loc[name, "Basis"].endswith(of.reason)
    waits = cells.loc["access_wait"]
    assert waits["Meaning"] == "mean wait for access to data (days); wait"
    assert waits["Without"] == "31.0 (15 to 62)"
    assert waits["With"] == "3.0 (0.5 to 7), Collaboration, geometric"
    assert cells.loc["family", "Without"] == "lognormal or gamma"


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
    assert cells.loc["cloud_node", "Basis"].endswith("(30 to 480)")


def test_calibration_facts_show_what_is_not_confirmed():
    """Only those held against the model; a part that is not confirmed is named."""
    cells = tables.calibration_facts().cells.set_index("Fact")
    assert "K37" not in cells.index
    assert cells.loc["K04", "Status"].startswith("partly confirmed: not ")


def test_facts_lead_to_their_sources():
    """An address is a link, a DOI through its resolver; words are left alone."""
    where = tables.calibration_facts().cells.set_index("Fact")["Where"]
    doi = "10.1038/s41598-022-15245-z"
    assert where["K17"] == f"[{doi}](https://doi.org/{doi})"
    assert where["K26"] == "arXiv 1901.05758"


def test_constructs_show_the_model_beside_the_fact():
    """A alone where it was fitted, all scenarios in a check, the value it sets."""
    results = experiments.load_study("scenarios")
    means = 100 * results.groupby("scenario")["deployed_in_month"].mean()
    cells = tables.constructs(results).cells.set_index(["Fact", "Use"])["In the model"]
    a, c = (f"{s}\u00a0{numerals.quantity(means[s], '%')}" for s in "AC")
    assert cells["K11", "input"] == a
    assert cells["K11", "check"].startswith(a)
    assert cells["K11", "check"].endswith(c)
    hand_off = PARAMETERS["process"]["handoff_wait"]
    assert cells["K28", "input"] == f"{hand_off.full} days"
    assert cells["K15", "input"] == f"{Process().preparation_effort} person-days"


def test_fits_show_value_and_what_is_left():
    """The residual is what is reached less what is said, in points."""
    stored = experiments.CALIBRATION.read()
    cells = tables.fits().cells
    left = 100 * (stored["reached"] - stored["target"])
    shown = cells["Residual, points"].map(numerals.plain).astype(float)
    assert shown.to_numpy() == pytest.approx(left.to_numpy(), abs=0.005)
    assert len(tables.attributions().cells) == len(experiments.ATTRIBUTIONS.read())


def test_the_process_of_a_scenario_is_written_without_exponents():
    """A million labels are a million; words and small numbers stay."""
    largest = Process(baseline_labels=1e9, evidence=12_345.6, label_delay=0.25)
    table = tables.process_at(Scenario(without=largest, full=largest))
    values = {row["Parameter"]: row["Value"] for row in table.records()}
    assert values["baseline_labels"] == "1000000000"
    assert values["evidence"] == "12346"
    assert (values["label_delay"], values["superseded"]) == ("0.25", "replaced")
