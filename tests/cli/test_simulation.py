"""The commands that simulate: what they print and write, and how they refuse."""

from pathlib import Path

import pandas as pd
import pytest

from mlops_study.experiments import replicate
from mlops_study.lifecycle import HEADLINES, KPIS, SCENARIOS, load_scenario


def test_simulate_prints_every_indicator_with_its_interval(short, run):
    """One row an indicator, a column with the scenario's name."""
    result = run("simulate", "--scenario", short, "-n", 3, "--workers", 1)
    assert result.exit_code == 0
    for kpi in KPIS.values():
        assert f"| {kpi.title} " in result.stdout
    assert "±" in result.stdout


def test_what_is_written_is_what_the_package_gives(short, tmp_path, run):
    """--out holds the frame of replicate, --log the events of every run."""
    out, log = tmp_path / "runs.csv", tmp_path / "log.csv"
    result = run(
        "simulate", "-s", short, "-n", 2, "--seed", 5, "--out", out, "--log", log,
        "--workers", 1,
    )  # fmt: skip
    assert result.exit_code == 0
    logs: list[pd.DataFrame] = []
    scenarios = {str(short): load_scenario(short)}
    frame = replicate(scenarios, 2, seed=5, workers=1, keep=logs.append)
    assert out.read_text(encoding="utf-8") == frame.to_csv(index=False)
    assert log.read_text(encoding="utf-8") == pd.concat(logs).to_csv(index=False)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "log.csv",
        "runs.csv",
        "short.toml",
    ]


@pytest.mark.slow
def test_the_same_seed_writes_the_same_bytes_with_one_worker_or_two(
    short, tmp_path, run
):
    """Results and logs; another seed writes others."""
    written = {}
    for workers, seed in [(1, 1), (2, 1), (1, 2)]:
        out, log = tmp_path / "runs.csv", tmp_path / "log.csv"
        result = run(
            "simulate", "-s", short, "-n", 4, "--seed", seed, "--out", out,
            "--log", log, "--workers", workers, "--force",
        )  # fmt: skip
        assert result.exit_code == 0
        written[workers, seed] = (out.read_bytes(), log.read_bytes())
    assert written[1, 1] == written[2, 1]
    assert written[1, 1][1] != written[1, 2][1]


def test_compare_holds_the_others_against_the_first(short, tmp_path, run):
    """A row for each other scenario and main indicator; with --all every indicator."""
    other = tmp_path / "other.toml"
    text = "[practices]\nci_cd = 1\n[run]\nwarm_up = 0\nmeasured = 40\n"
    other.write_text(text, encoding="utf-8")
    call = ["compare", short, other, "-n", 3, "--workers", 1]
    main, every = (_rows(run(*call, *more).stdout) for more in ([], ["--all"]))
    assert [row[2] for row in every] == [kpi.title for kpi in KPIS.values()]
    titles = {KPIS[name].title for name in HEADLINES}
    assert main == [row for row in every if row[2] in titles]
    assert {row[2] for row in main} == titles


def _rows(markdown: str) -> list[list[str]]:
    """Return the cells of the rows below the header."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[2:]]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_new_scenario_starts_from_a_known_one(name, tmp_path, run):
    """The file reads as the scenario it was made from."""
    path = tmp_path / "mine.toml"
    assert run("scenario", "new", path, "--from", name).stdout == f"{path}\n"
    assert load_scenario(path) == load_scenario(name)


def test_a_scenario_can_be_checked_without_a_run(short, run):
    """The process at its level of practice is printed."""
    result = run("scenario", "check", short)
    assert result.exit_code == 0
    assert "| access\\_wait" in result.stdout


@pytest.fixture
def overloaded(tmp_path):
    """Write a scenario file that asks one person for the work of several."""
    path = tmp_path / "overloaded.toml"
    path.write_text(
        "[organisation]\nmodels = 4\ndata_scientists = 1\nimprovement_interval = 8\n"
        "[run]\nwarm_up = 60\nmeasured = 60\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.slow
def test_overload_is_named_and_nothing_ranked(overloaded, tmp_path, run):
    """By each command that runs a scenario; its load is checked before it is run."""
    over = f"{overloaded} is overloaded: data scientists, offered load "
    check = run("scenario", "check", overloaded)
    assert over in check.stderr
    assert "| overloaded, limits throughput" in check.stdout
    result = run("simulate", "-s", overloaded, "-n", 3, "--workers", 1)
    assert result.exit_code == 0
    assert over in result.stderr
    assert "±" not in result.stdout
    assert all(row[2].endswith(" (overloaded)") for row in _rows(result.stdout))
    calm = tmp_path / "calm.toml"
    calm.write_text("[run]\nwarm_up = 60\nmeasured = 60\n", encoding="utf-8")
    result = run("compare", calm, overloaded, "-n", 3, "--workers", 1)
    assert over in result.stderr
    assert {tuple(row[4:]) for row in _rows(result.stdout)} == {
        ("overloaded", "not sure", "n/a", "n/a", "n/a")
    }
    result = run("triangulate", "-s", overloaded, "-n", 2, "--workers", 1)
    assert result.exit_code == 0
    assert over in result.stderr
    assert f"{overloaded}, + ci_cd, is overloaded: " in result.stderr
    assert "Literature" in result.stdout
    assert "Simulation" not in result.stdout
    advice = run("advise", overloaded, "--out", tmp_path / "advice")
    assert (advice.exit_code, advice.stdout) == (2, "")
    assert advice.stderr.startswith(f"mlops-study: no advice: {over}")
    assert advice.stderr.count("\n") == 1
    assert not (tmp_path / "advice").exists()


@pytest.mark.slow
def test_a_node_that_retrainings_fill_is_saturated_and_nothing_ranked(tmp_path, run):
    """Named by each command, for one node with three practices."""
    path = tmp_path / "node.toml"
    path.write_text(
        "[organisation]\ntraining_nodes = 1\n[run]\nwarm_up = 200\nmeasured = 100\n"
        "[practices]\nci_cd = 1\nautomation = 0.4\nmonitoring_interval = 7\n",
        encoding="utf-8",
    )
    full = f"{path} is saturated: training nodes, offered load "
    check = run("scenario", "check", path)
    assert full in check.stderr
    assert "| saturated, limits throughput" in check.stdout
    result = run("simulate", "-s", path, "-n", 2, "--workers", 1)
    assert full in result.stderr
    assert "fewer than" not in result.stderr
    assert all(row[2].endswith(" (saturated)") for row in _rows(result.stdout))
    result = run("compare", "basic", path, "-n", 2, "--workers", 1)
    assert full in result.stderr
    assert {row[4] for row in _rows(result.stdout)} == {"saturated"}
    result = run("triangulate", "-s", path, "-n", 2, "--workers", 1)
    assert full in result.stderr
    assert "Simulation" not in result.stdout
    assert f"no advice: {full}" in run("advise", path).stderr


def test_few_runs_are_said_to_tell_no_trend(tmp_path, short, run):
    """Once, on standard error, where they are used; not of ten."""
    few = "could not be told from luck with fewer than 10 runs"
    for runs, times in ((2, 1), (10, 0)):
        path = tmp_path / f"{runs}.csv"
        call = ["simulate", "-s", short, "-n", runs, "--workers", 1, "--out", path]
        result = run(*call)
        assert result.stderr.count(few) == times
        assert few not in result.stdout + path.read_text(encoding="utf-8")


def test_runs_that_still_warm_up_are_not_stationary(short, run):
    """From an idle start, in the place of each interval, with the reason."""
    result = run("simulate", "-s", short, "-n", 10, "--workers", 1)
    assert f"{short} is not stationary: work in progress grows by " in result.stderr
    assert "±" not in result.stdout
    assert " (not stationary) |" in result.stdout


BAD_CALLS = {
    "an unknown scenario": (["simulate", "-s", "expert"], "no scenario named 'expert'"),
    "a missing file": (["simulate", "-s", "none.toml"], "none.toml: no such file"),
    "a formula": (["simulate", "-s", "=1+1.toml"], "expected ./=1+1.toml"),
    "one scenario to compare": (["compare", "basic"], "at least two scenarios"),
    "a scenario twice": (["compare", "basic", "basic"], "named twice"),
    "one run to compare": (["compare", "basic", "advanced", "-n", 1], "at least 2"),
    "a new file of another kind": (["scenario", "new", "a.csv"], "not end in .toml"),
}


@pytest.mark.parametrize("reason", BAD_CALLS)
def test_a_wrong_call_is_one_line(reason, monkeypatch, tmp_path, refusal):
    """Code 2, one line that says what is wrong, nothing printed."""
    arguments, message = BAD_CALLS[reason]
    monkeypatch.chdir(tmp_path)
    assert message in refusal(*arguments)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "[practices]\nci_cd = 2", "[run]\nmeasured = 0", "x = [", "\x00"]
)
def test_a_broken_scenario_leaves_nothing_behind(text, monkeypatch, tmp_path, refusal):
    """One line names the file; neither results nor log nor their parts are left."""
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    call = ["simulate", "-s", "bad.toml", "--out", "a.csv", "--log", "b.csv"]
    assert refusal(*call).startswith("bad.toml: ")
    assert [p.name for p in tmp_path.iterdir()] == ["bad.toml"]


def test_a_run_that_breaks_off_leaves_nothing_behind(short, monkeypatch, tmp_path, run):
    """Files are put in place only when all went well."""
    monkeypatch.setattr("mlops_study.experiments.runner.indicators", lambda _: 1 / 0)
    out, log = tmp_path / "a.csv", tmp_path / "b.csv"
    result = run("simulate", "-s", short, "--out", out, "--log", log, "--workers", 1)
    assert isinstance(result.exception, ZeroDivisionError)
    assert [p.name for p in tmp_path.iterdir()] == ["short.toml"]


def test_nothing_is_overwritten_unasked(short, tmp_path, run, refusal):
    """An existing file stops the run before it begins, unless --force is given."""
    out = tmp_path / "runs.csv"
    out.write_text("mine", encoding="utf-8")
    call = ["simulate", "-s", short, "-n", 1, "--out", out, "--workers", 1]
    assert refusal(*call) == f"{out} exists already; --force overwrites it"
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(*call, "--force").exit_code == 0
    assert list(pd.read_csv(out).columns) == ["scenario", "replication", *KPIS]


def test_a_link_stays_a_link_and_a_device_a_device(short, tmp_path, run, refusal):
    """What a link leads to is overwritten; nothing takes the place of a device."""
    target, link = tmp_path / "runs.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    base = ["simulate", "-s", short, "-n", 1, "--workers", 1, "--force"]
    assert run(*base, "--out", link).exit_code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("scenario,replication")
    assert "is a device" in refusal(*base, "--out", "/dev/null")
    assert Path("/dev/null").is_char_device()


def test_files_of_the_user_are_left_alone(short, tmp_path, run, refusal):
    """A file of a likely name, a broken link, the scenario itself."""
    mine = tmp_path / ".runs.csv.part"
    mine.write_text("mine", encoding="utf-8")
    base = ["simulate", "-s", short, "-n", 1, "--workers", 1, "--force"]
    assert run(*base, "--out", tmp_path / "runs.csv").exit_code == 0
    assert mine.read_text(encoding="utf-8") == "mine"
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "nothing.csv")
    assert "is a broken link" in refusal(*base, "--out", link)
    assert "is read by this command" in refusal(*base, "--out", short)


def test_a_place_that_cannot_be_written_is_named(short, tmp_path, refusal):
    """A folder, a missing folder, a name too long, one file for two purposes."""
    base = ["simulate", "-s", short, "-n", 1, "--workers", 1]
    assert "is a folder" in refusal(*base, "--out", tmp_path)
    for name in ("none/a.csv", "a" * 252 + ".csv"):
        path = tmp_path / name
        assert f"cannot write {path}: " in refusal(*base, "--out", path)
    both = tmp_path / "a.csv"
    message = refusal(*base, "--out", both, "--log", both)
    assert message == f"{both} cannot be both --out and --log"


ENDLESS = {
    "rework": "defect_probability = 1\ncatch_probability = 0.999999999",
    "repairs": "defect_probability = 1\ncatch_probability = 0\n"
    + "\n".join(
        f"{name} = 1e-9"
        for name in (
            "access_wait",
            "preparation_effort",
            "selection_effort",
            "training_time",
            "handoff_wait",
            "approval_effort",
            "deployment_effort",
            "surfacing_time",
        )
    ),
}
LARGE = "[organisation]\nmodels = 1000\nimprovement_interval = 0.01\n"


@pytest.mark.parametrize(
    "text", [LARGE, *(f"[process]\n{text}\n" for text in ENDLESS.values())]
)
def test_what_would_run_for_hours_is_refused_at_once(text, tmp_path, refusal):
    """By each command that runs it, before anything is written."""
    path = tmp_path / "large.toml"
    path.write_text(text, encoding="utf-8")
    for words in (
        ["simulate", "-s", path, "--out", tmp_path / "runs.csv"],
        ["compare", "basic", path],
        ["triangulate", "-s", path],
        ["advise", path],
        ["scenario", "check", path],
    ):
        assert refusal(*words).endswith("expected at most 1 hour and 4 GB, or --yes")
    assert list(tmp_path.iterdir()) == [path]


def test_what_may_run_for_hours_is_run_with_yes(monkeypatch, short, run, refusal):
    """And its size is said by `scenario check`."""
    monkeypatch.setattr("mlops_study.cli.simulation.HOURS", 0)
    call = ["scenario", "check", short]
    assert "may take" in refusal(*call)
    result = run(*call, "--yes")
    assert result.exit_code == 0
    assert result.stdout.endswith(" GB.\n")
    assert "\nA run: up to 0.0" in result.stdout
