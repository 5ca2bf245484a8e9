"""Scenario files: read strictly, written back the same, refused with one line."""

import dataclasses
import math
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study.datafiles import DataFileError
from mlops_study.datafiles.toml import LONGEST
from mlops_study.lifecycle import (
    PARAMETERS,
    PRACTICES,
    SCENARIOS,
    Organisation,
    Practices,
    Process,
    Scenario,
    load_scenario,
    render,
    resolve,
)
from mlops_study.lifecycle.parameters import PARTS, Status, interpolate
from mlops_study.lifecycle.scenarios import scenario_path
from mlops_study.published import Paper

BROKEN = {
    "empty": ("", "empty; `mlops-study scenario new FILE.toml` writes a start"),
    "not TOML": ("ci_cd 1", "not TOML: Expected '='"),
    "a key twice": ("title = 'a'\ntitle = 'b'", "not TOML: Cannot overwrite"),
    "a table twice": ("[run]\n[run]", "not TOML: Cannot declare"),
    "nested without end": ("a = " + "[" * 15_000, "nested too deep"),
    "a part of another name": (
        "[practise]\nci_cd = 1",
        "key practise is not known; did you mean practices?",
    ),
    "a key of another name": (
        "[practices]\ncicd = 1",
        "key practices.cicd is not known; did you mean practices.ci_cd?",
    ),
    "a process key of another name": (
        "[process]\nacces_wait = 1",
        "did you mean process.access_wait?",
    ),
    "a key outside its part": ("ci_cd = 1", "key ci_cd is not known; known: title"),
    "a number for a part": ("practices = 1", "key practices: 1 is not a table"),
    "a list for a part": ("process = [1]", r"key process: \[1\] is not a table"),
    "a number for a title": ("title = 5", "key title: 5 is not a text"),
    "an empty title": ("title = ''", "key title: '' is not a text of 1 to 200"),
    "an endless title": (f"title = '{'x' * 201}'", r"key title: 'xxx.*\.\.\. is not"),
    "above 1": (
        "[practices]\nci_cd = 1.5",
        "practices.ci_cd: 1.5 is not allowed; expected level of CI",
    ),
    "below 0": (
        "[practices]\ncloud = -0.1",
        "practices.cloud: -0.1 is not allowed; expected share",
    ),
    "text for a number": ("[practices]\nci_cd = 'full'", "practices.ci_cd: 'full' is"),
    "yes for a number": ("[practices]\nci_cd = true", "practices.ci_cd: True is not"),
    "a date for a number": ("[practices]\nci_cd = 2020-01-01", "ci_cd: datetime.date"),
    "a list for a number": ("[practices]\nci_cd = [1]", r"practices.ci_cd: \[1\] is"),
    "a table for a number": ("[practices.ci_cd]\na = 1", r"practices.ci_cd: {'a': 1}"),
    "not a number": ("[practices]\nautomation = nan", "practices.automation: nan is"),
    "an unknown word": (
        "[practices]\nmonitoring_interval = 'often'",
        "monitoring_interval: 'often' is not .* or one of hourly, daily, weekly",
    ),
    "checks without pause": (
        "[practices]\nmonitoring_interval = 0",
        "monitoring_interval: 0 is not allowed; expected time between checks",
    ),
    "no data scientist": (
        "[organisation]\ndata_scientists = 0",
        "data_scientists: 0 is not allowed; expected data scientists, a whole "
        "number from 1 to 1000",
    ),
    "less than no engineer": (
        "[organisation]\noperations_engineers = -1",
        "operations_engineers: -1 is not",
    ),
    "half a person": (
        "[organisation]\ndata_scientists = 2.5",
        "2.5 is not allowed; expected data",
    ),
    "a crowd": ("[organisation]\ndata_scientists = 100000", "from 1 to 1000"),
    "no models": ("[organisation]\nmodels = 0", "organisation.models: 0 is not"),
    "nowhere to train": (
        "[organisation]\ntraining_nodes = 0",
        "training_nodes: 0 leaves no node to train on; expected at least 1, or",
    ),
    "no cloud quota": ("[organisation]\ncloud_quota = 0", "cloud_quota: 0 is not"),
    "demand without pause": (
        "[organisation]\nimprovement_interval = 0",
        "improvement_interval: 0 is not",
    ),
    "a negative rate": ("[organisation]\nlabels_per_day = -3", "per_day: -3 is not"),
    "a negative price": ("[prices]\nincident = -1.0", "prices.incident: -1.0 is not"),
    "an endless price": ("[prices]\nincident = inf", "prices.incident: inf is not"),
    "no time measured": (
        "[run]\nmeasured = 0",
        "run.measured: 0 is not allowed; expected time sim",
    ),
    "a negative warm-up": ("[run]\nwarm_up = -1", "run.warm_up: -1 is not"),
    "a negative duration": ("[process]\nsurfacing_time = -1", "surfacing_time: -1 is"),
    "a negative full value": (
        "[process]\naccess_wait = { without = 1, full = -1 }",
        "key process.access_wait.full: -1 is not allowed; expected mean wait",
    ),
    "half of a pair": (
        "[process]\naccess_wait = { without = 1 }",
        "access_wait: {'without': 1} is not one number or { without = NUMBER",
    ),
    "too much in a pair": (
        "[process]\naccess_wait = { without = 1, full = 1, half = 1 }",
        "is not one number or",
    ),
    "a pair that no practice moves": (
        "[process]\nsurfacing_time = { without = 1, full = 1 }",
        "key process.surfacing_time: no practice moves it; expected one value",
    ),
    "an unknown family": (
        "[process]\nfamily = 'normal'",
        "'normal' is not allowed; expected family .*: lognormal or gamma",
    ),
    "no way through validation": (
        "[process]\ndefect_probability = 1\ncatch_probability = 1",
        "defect_probability: 1 with a catch_probability of 1 sends every version back",
    ),
    "a key of two lines": ('[practices]\n"a\\nb" = 1', r"key practices.'a\\nb' is not"),
    "an endless key": (f"{'k' * 9000} = 1", r"key 'kkk.*\.\.\. is not known"),
    "an endless number": (f"[run]\nmeasured = {'9' * 5000}", "a number too long"),
    "a deep table": (f"practices.ci_cd{'.a' * 3000} = 1", "ci_cd: .* is not allowed"),
    "a chance above 1": ("[process]\nbase_rate = 2", "process.base_rate: 2 is not"),
}


@pytest.mark.parametrize("damage", BROKEN)
def test_a_broken_file_is_refused_by_name(damage, tmp_path):
    """One line names the file, the key, the value and what is allowed."""
    text, message = BROKEN[damage]
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=message) as caught:
        load_scenario(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_what_is_not_a_readable_file_is_refused(tmp_path):
    """A missing file, a folder, other bytes, a huge file, another ending."""
    with pytest.raises(DataFileError, match="no such file"):
        load_scenario(tmp_path / "none.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(DataFileError, match="a folder; expected a TOML file"):
        load_scenario(tmp_path / "folder.toml")
    (tmp_path / "bytes.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(DataFileError, match="byte 10 is not UTF-8 text"):
        load_scenario(tmp_path / "bytes.toml")
    (tmp_path / "huge.toml").write_text("#" * (LONGEST + 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=f"longer than {LONGEST} bytes"):
        load_scenario(tmp_path / "huge.toml")
    with pytest.raises(DataFileError, match="a name that cannot be printed"):
        load_scenario("bad\udcff.toml")
    with pytest.raises(DataFileError, match="expected basic, intermediate, advanced"):
        load_scenario("expert")


def test_a_byte_order_mark_is_no_damage(tmp_path):
    """Editors on Windows put one before UTF-8."""
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbftitle = 'Mine'")
    assert load_scenario(path).title == "Mine"


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_stored_files_are_what_their_scenarios_render_to(name):
    """Comments and defaults in the files are those of the code."""
    path = scenario_path(name)
    assert render(load_scenario(name)) == path.read_text(encoding="utf-8")


@given(
    title=st.text(min_size=1, max_size=50).filter(str.isprintable),
    ci_cd=st.floats(0, 1),
    interval=st.sampled_from([1 / 24, 1.0, 7.0, 11.5, float("inf")]),
    wait=st.floats(0, 100),
    full=st.floats(0, 100),
)
def test_a_written_scenario_reads_as_itself(
    tmp_path_factory, title, ci_cd, interval, wait, full
):
    """Rendering and reading are inverse to each other."""
    base = Scenario()
    scenario = dataclasses.replace(
        base,
        title=title,
        practices=Practices(ci_cd=ci_cd, monitoring_interval=interval),
        without=dataclasses.replace(base.without, access_wait=wait, base_rate=0.125),
        full=dataclasses.replace(base.full, access_wait=full, base_rate=0.125),
    )
    path = tmp_path_factory.mktemp("scenarios") / "mine.toml"
    path.write_text(render(scenario), encoding="utf-8")
    assert load_scenario(path) == scenario


def test_one_number_holds_whatever_the_practice(tmp_path):
    """A parameter given as one number is the same without and with the practice."""
    path = tmp_path / "mine.toml"
    path.write_text("[process]\naccess_wait = 3", encoding="utf-8")
    scenario = load_scenario(path)
    assert scenario.without.access_wait == scenario.full.access_wait == 3


def test_the_scenarios_say_what_the_paper_states():
    """The cells that the paper fills are so in the files."""
    stated = Paper().table("scenarios").query("level != ''")
    a, b, c = (load_scenario(name).practices for name in SCENARIOS)
    shown = {
        ("A", "CI/CD"): a.ci_cd == 0,
        ("A", "Automation"): a.automation == 0,
        ("B", "CI/CD"): b.ci_cd > 0.5,
        ("B", "Automation"): 0 < b.automation < 1,
        ("C", "Automation"): c.automation == 1,
        ("C", "Cloud resources"): c.cloud == 1,
        ("C", "Monitoring frequency"): c.monitoring_interval < 1,
    }
    assert set(shown) == set(stated.index)
    assert all(shown.values())


def test_every_field_of_a_part_is_described_and_nothing_else():
    """The classes and ``data/parameters.toml`` name the same fields in one order."""
    for table, part in PARTS.items():
        fields = [field.name for field in dataclasses.fields(part)]
        assert fields == list(PARAMETERS[table])
    assert list(PARTS) == list(PARAMETERS)


@given(a=st.floats(0.01, 100), b=st.floats(0.01, 100), x=st.floats(0, 1))
def test_values_in_between_lie_in_between(a, b, x):
    """Both forms stay between their ends, and the geometric one below the linear."""
    linear, geometric = (interpolate(a, b, x, form) for form in ("linear", "geometric"))
    low, high = min(a, b) * (1 - 1e-9), max(a, b) * (1 + 1e-9)
    assert low <= geometric <= high
    assert low <= linear <= high
    assert geometric <= linear * (1 + 1e-9)


def test_full_adoption_gives_the_full_values_and_none_the_others():
    """The process at the two ends of every practice is what the table prints."""
    without, full = Process(), Scenario().full
    assert resolve(without, full, Practices()) == without
    everything = Practices(ci_cd=1, automation=1, cloud=1, collaboration=1)
    assert resolve(without, full, everything) == full


def test_every_moved_parameter_names_a_practice_and_keeps_its_range():
    """Values with the practice differ from those without and are allowed."""
    for name, of in PARAMETERS["process"].items():
        assert of.about
        assert getattr(Process(), name) == of.default
        assert (of.by in PRACTICES) == (of.full != of.default)
        assert of.status in get_args(Status)


def test_parameters_are_values():
    """A scenario cannot be changed, and its parts are checked when made."""
    with pytest.raises(dataclasses.FrozenInstanceError, match="title"):
        Scenario().title = "other"  # type: ignore[misc]
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        Organisation(models=0)
    assert math.isinf(Practices(monitoring_interval="never").monitoring_interval)
