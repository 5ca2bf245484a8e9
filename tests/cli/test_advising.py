"""The command that says what to adopt next, on an organisation that runs in no time."""

import json

import pytest
from bs4 import BeautifulSoup

from mlops_study import evidence, experiments
from mlops_study.experiments import ensemble

TEXT = """title = "<script>alert(1)</script>"
[organisation]
models = 6
[run]
warm_up = 90
measured = 120
[process]
label_delay = 3.0
"""
FILES = {
    *(f"{name}.csv" for name in ("advice", "next", "in-worlds", "adoption-order")),
    *(f"{name}.csv" for name in ("prices", "measure-first", "flips", "left-open")),
    *("shares.svg", "worth.svg", "organisation.toml", "advice.html"),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder with an organisation, and for what is kept of it."""
    folder = tmp_path_factory.mktemp("advise")
    (folder / "<b>.toml").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def advise(place, run, monkeypatch):
    """Return a function that runs the command on few worlds."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    few = ["--worlds", 32, "-n", 2, "--goal", "lead-time=2,cost=1"]
    return lambda *words: run("advise", place / "<b>.toml", *few, *words)


def test_a_page_with_all_that_was_found_is_written(place, advise):
    """Beside it tables, charts and the organisation; names of others stay text."""
    assert advise("--workers", 1, "--out", place / "out").exit_code == 0
    assert {path.name for path in (place / "out").iterdir()} == FILES
    assert (place / "out/organisation.toml").read_text(encoding="utf-8") == TEXT
    page = (place / "out/advice.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.find_all(["script", "b", "svg", "link", "iframe"])
    assert soup.h1.get_text() == "<script>alert(1)</script>"
    assert "from <b>.toml" in soup.header.get_text()
    assert len(soup.find_all("img")) == 2
    assert len(soup.find_all("table")) == 8
    assert "60 of 61 values that are not known are left at the default" in page
    assert "label_delay" not in (place / "out/left-open.csv").read_text("utf-8")


def content(folder):
    """Return what the files of a folder hold, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_second_time_no_world_is_simulated(place, advise, monkeypatch):
    """What was written is the same."""
    for name in ("first", "again"):
        assert advise("--out", place / name).exit_code == 0
        monkeypatch.setattr(ensemble, "replicate", lambda *_, **__: 1 / 0)
    assert content(place / "again") == content(place / "first")


@pytest.mark.slow
def test_the_number_of_workers_changes_no_byte(place, advise):
    """Neither of what is written nor of what is kept."""
    for n in (1, 2):
        kept = place / f"kept {n}"
        call = advise("--workers", n, "--cache", kept, "--out", place / f"{n}")
        assert call.exit_code == 0
    assert content(place / "1") == content(place / "2")
    assert content(place / "kept 1") == content(place / "kept 2")


def test_tables_are_printed_where_no_folder_is_named(advise):
    """What is advised first, in words, for the weighed goals."""
    result = advise("-f", "json")
    found = json.loads(result.stdout)
    (row,) = found["advice"]
    assert row["Goal"] == "Shorter lead time of improvements (2), Lower cost (1)"
    assert {one["Practice"] for one in found["next"]} <= {
        "CI/CD",
        "Automation",
        "Cloud",
        "Monitoring",
        "Collaboration",
    }
    assert len(found["left-open"]) == 60
    assert "60 of 61" in result.stderr


def test_nothing_of_the_users_is_written_over_unasked(place, monkeypatch, refusal):
    """A page that is there is refused before the work, the file that is read always."""
    monkeypatch.setattr(experiments, "replicate", lambda *_, **__: 1 / 0)
    page = place / "there" / "advice.html"
    page.parent.mkdir()
    page.write_text("mine", encoding="utf-8")
    call = ["advise", place / "<b>.toml", "--out", page.parent]
    assert refusal(*call) == f"{page} exists already; --force overwrites it"
    assert page.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("goal", ["speed", "lead-time=2,cost=0", ""])
def test_another_goal_is_refused(goal, refusal):
    """Before the work."""
    assert refusal("advise", "basic", "--goal", goal).startswith(f"no goal {goal!r}; ")


def test_an_organisation_without_trend_is_advised_only(tmp_path, refusal):
    """From an idle start work still grows: no advice, no world is run."""
    path = tmp_path / "idle.toml"
    path.write_text("[run]\nwarm_up = 0\nmeasured = 40\n", encoding="utf-8")
    call = ["advise", path, "--cache", tmp_path / "cache", "-n", 10]
    said = f"no advice: {path} is not stationary: work in progress grows by "
    assert refusal(*call).startswith(said)
    assert not (tmp_path / "cache").exists()


@pytest.mark.slow
def test_another_seed_hardly_moves_the_shares_of_worlds():
    """By less than three points for the practice advised, with a thousand worlds."""
    base = experiments.paper_scenarios()["A"]
    ranges = experiments.uncertain(base)
    shares = []
    for seed in (1, 2):
        drawn = experiments.draw(ranges, 1000, seed=seed)
        runs = experiments.run_worlds(
            base, drawn, seed=seed, design=experiments.next_design
        )
        found = {
            kpi: experiments.choices(experiments.gains(runs, kpi)).set_index(
                "practice"
            )["best"]
            for kpi in evidence.GOALS
        }
        shares.append(found)
    for kpi, first in shares[0].items():
        leading = first.idxmax()
        assert shares[1][kpi].idxmax() == leading
        assert abs(first[leading] - shares[1][kpi][leading]) < 0.03
