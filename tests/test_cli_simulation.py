"""The commands that simulate: what they print and write, and how they refuse."""

import io
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from mlops_study import cli
from mlops_study.experiments import replicate
from mlops_study.lifecycle import HEADLINES, KPIS, SCENARIOS, Scenario, load_scenario


@pytest.fixture
def short(tmp_path):
    """Write a scenario file that runs in no time."""
    path = tmp_path / "short.toml"
    path.write_text("[run]\nwarm_up = 0\nmeasured = 40\n", encoding="utf-8")
    return path


def run(*arguments: object):
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


def call(monkeypatch, capsys, *arguments: object) -> tuple[int, str, str]:
    """Call the command as a shell does; return code, output and errors."""
    monkeypatch.setattr(sys, "argv", ["mlops-study", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    captured = capsys.readouterr()
    return int(stopped.value.code or 0), captured.out, captured.err


def test_simulate_prints_every_indicator_with_its_interval(short):
    """One row an indicator, a column with the scenario's name."""
    result = run("simulate", "--scenario", short, "-n", 3, "--workers", 1)
    assert result.exit_code == 0
    for kpi in KPIS.values():
        assert f"| {kpi.title} " in result.stdout
    assert "±" in result.stdout


def test_what_is_written_is_what_the_package_gives(short, tmp_path):
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


def test_the_same_seed_writes_the_same_bytes_with_one_worker_or_two(short, tmp_path):
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


def test_compare_holds_the_others_against_the_first(short, tmp_path):
    """A row for each other scenario and main indicator; with --all every indicator."""
    other = tmp_path / "other.toml"
    other.write_text(
        "[practices]\nci_cd = 1\n[run]\nwarm_up = 0\nmeasured = 40\n", encoding="utf-8"
    )
    call = ["compare", short, other, "-n", 3, "--workers", 1]
    main, every = (run(*call, *more).stdout.splitlines() for more in ([], ["--all"]))
    rows = [line for line in every if "other.toml" in line]
    assert len(rows) == len(KPIS)
    titles = tuple(f" {KPIS[name].title} " for name in HEADLINES)
    kept = [row for row in rows if row.split("|")[3].rstrip() + " " in titles]
    assert len(kept) == len(HEADLINES)
    squeezed = [" ".join(line.split()) for line in main]
    assert squeezed[4:] == [" ".join(row.split()) for row in kept]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_new_scenario_starts_from_a_known_one(name, tmp_path):
    """The file reads as the scenario it was made from."""
    path = tmp_path / "mine.toml"
    assert run("scenario", "new", path, "--from", name).stdout == f"{path}\n"
    assert load_scenario(path) == load_scenario(name)


def test_a_scenario_can_be_checked_without_a_run(short):
    """The process at its level of practice is printed."""
    result = run("scenario", "check", short)
    assert result.exit_code == 0
    assert "| access\\_wait" in result.stdout


BAD_CALLS = {
    "an unknown scenario": (["simulate", "-s", "expert"], "no scenario named 'expert'"),
    "a missing file": (["simulate", "-s", "none.toml"], "none.toml: no such file"),
    "one scenario to compare": (["compare", "basic"], "at least two scenarios"),
    "a scenario twice": (["compare", "basic", "basic"], "named twice"),
    "one run to compare": (
        ["compare", "basic", "advanced", "-n", 1],
        "at least 2",
    ),
    "a new file of another kind": (["scenario", "new", "a.csv"], "not end in .toml"),
}


@pytest.mark.parametrize("reason", BAD_CALLS)
def test_a_wrong_call_is_one_line(reason, monkeypatch, capsys, tmp_path):
    """Code 2, one line that says what is wrong, nothing printed."""
    arguments, message = BAD_CALLS[reason]
    monkeypatch.chdir(tmp_path)
    code, out, err = call(monkeypatch, capsys, *arguments)
    assert code == 2
    assert out == ""
    assert message in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[practices]\nci_cd = 2",
        "[run]\nmeasured = 0",
        "x = [",
        "\x00",
    ],
)
def test_a_broken_scenario_leaves_nothing_behind(text, monkeypatch, capsys, tmp_path):
    """One line names the file; neither results nor log nor their parts are left."""
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, out, err = call(
        monkeypatch, capsys, "simulate", "-s", "bad.toml", "--out", "a.csv",
        "--log", "b.csv",
    )  # fmt: skip
    assert code == 2
    assert out == ""
    assert err.startswith("mlops-study: bad.toml: ")
    assert err.count("\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == ["bad.toml"]


def test_a_run_that_breaks_off_leaves_nothing_behind(short, monkeypatch, tmp_path):
    """Files are put in place only when all went well."""
    monkeypatch.setattr("mlops_study.experiments.runner.indicators", lambda _: 1 / 0)
    out, log = tmp_path / "a.csv", tmp_path / "b.csv"
    result = run("simulate", "-s", short, "--out", out, "--log", log, "--workers", 1)
    assert isinstance(result.exception, ZeroDivisionError)
    assert [p.name for p in tmp_path.iterdir()] == ["short.toml"]


def test_nothing_is_overwritten_unasked(short, tmp_path):
    """An existing file stops the run before it begins, unless --force is given."""
    out = tmp_path / "runs.csv"
    out.write_text("mine", encoding="utf-8")
    arguments = ["simulate", "-s", short, "-n", 1, "--out", out, "--workers", 1]
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert "exists already; --force" in refused.stderr
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(*arguments, "--force").exit_code == 0
    table = pd.read_csv(io.StringIO(out.read_text(encoding="utf-8")))
    assert list(table.columns) == ["scenario", "replication", *KPIS]


def test_a_link_stays_a_link_and_a_device_a_device(short, tmp_path):
    """What a link leads to is overwritten; nothing takes the place of a device."""
    target, link = tmp_path / "runs.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    base = ["simulate", "-s", short, "-n", 1, "--workers", 1, "--force"]
    assert run(*base, "--out", link).exit_code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("scenario,replication")
    refused = run(*base, "--out", "/dev/null")
    assert "is a device" in refused.stderr
    assert Path("/dev/null").is_char_device()


def test_files_of_the_user_are_left_alone(short, tmp_path):
    """A file of a likely name, a broken link, the scenario itself."""
    mine = tmp_path / ".runs.csv.part"
    mine.write_text("mine", encoding="utf-8")
    base = ["simulate", "-s", short, "-n", 1, "--workers", 1, "--force"]
    assert run(*base, "--out", tmp_path / "runs.csv").exit_code == 0
    assert mine.read_text(encoding="utf-8") == "mine"
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "nothing.csv")
    assert "is a broken link" in run(*base, "--out", link).stderr
    assert "is a scenario of this run" in run(*base, "--out", short).stderr
    long = tmp_path / ("a" * 252 + ".csv")
    assert "cannot write" in run(*base, "--out", long).stderr


@pytest.mark.slow
def test_a_run_that_is_told_to_stop_leaves_nothing_behind(tmp_path):
    """SIGTERM ends the workers and removes the files that were begun."""
    command = Path(sys.executable).with_name("mlops-study")
    running = subprocess.Popen(
        [command, "simulate", "-s", "basic", "-n", "5000", "--workers", "2",
         "--out", "runs.csv"],
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(6)
    running.terminate()
    assert running.wait(60) == 143
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(short, tmp_path):
    """A folder, a missing folder, one file for two purposes."""
    base = ["simulate", "-s", short, "-n", 1, "--workers", 1]
    assert "is a folder" in run(*base, "--out", tmp_path).stderr
    missing = tmp_path / "none" / "a.csv"
    assert f"cannot write {missing}" in run(*base, "--out", missing).stderr
    both = tmp_path / "a.csv"
    refused = run(*base, "--out", both, "--log", both)
    assert "cannot be both --out and --log" in refused.stderr


@pytest.mark.parametrize("command", ["simulate", "compare", "scenario"])
def test_help_teaches(command):
    """Each command explains itself and, where it runs something, gives an example."""
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "mlops-study" in result.stdout
    assert isinstance(Scenario(), Scenario)
