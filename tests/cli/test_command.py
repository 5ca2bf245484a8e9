"""The command as a whole: help, version, and errors of one line."""

import io
import re
import signal
import subprocess
import sys
from concurrent.futures import BrokenExecutor
from inspect import signature
from pathlib import Path

import pytest

from mlops_study import __version__, cli, datafiles, evidence, experiments
from mlops_study.cli import simulation
from mlops_study.cli.advising import advise
from mlops_study.cli.triangulation import triangulate
from mlops_study.tables import make_table


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", ["tables", "figures"]),
        ("tables --help", ["table1", "literature", "--out", "--force", "Example"]),
        ("figures -h", ["--list", "--out", "--force", "Example"]),
        ("audit --help", ["claims", "references", "--verdict", "Example"]),
        ("simulate --help", ["--scenario", "--seed", "--log", "Example"]),
        ("compare --help", ["--all", "--replications", "--workers", "Example"]),
        ("questionnaire --help", ["--responses", "Example"]),
        (
            "survey --help",
            ["ANSWERS", "--start-map", "--map", "report.html", "Example"],
        ),
        ("advise --help", ["lead-time", "--worlds", "--cache", "--out", "Example"]),
        ("triangulate --help", ["--responses", "--scenario", "--pairs", "Example"]),
        ("scenario --help", ["new", "check"]),
        ("scenario new --help", ["FILE.toml", "--from", "Example"]),
        ("scenario check --help", ["FILE", "Example"]),
    ],
)
def test_help_teaches(command, words, run):
    """Each command explains its options, with an example."""
    output = run(*command.split()).output
    assert all(word in output for word in words)


def test_the_version_is_the_installed_one(run):
    """From the metadata of the package."""
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout == f"mlops-study {__version__}\n"


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_answer_at_once(option):
    """Without the libraries that take longer to load than all the rest."""
    code = (
        "import atexit, sys; from mlops_study import cli\n"
        f"sys.argv[1:] = [{option!r}]\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0
    loaded = set(done.stderr.split())
    assert "mlops_study.cli.surveys" in loaded
    assert not loaded & {"pandas", "numpy", "pydantic", "matplotlib", "simpy"}


def test_the_installed_command_runs():
    """As a process of its own, with its exit code."""
    command = Path(sys.executable).with_name("mlops-study")
    done = subprocess.run(
        [command, "tables", "table5", "-f", "csv"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stdout == make_table("table5").render("csv")
    assert done.stderr == ""


def test_an_unknown_format_names_the_allowed_ones(run):
    """As the command line library says it."""
    result = run("tables", "--format", "docx")
    assert result.exit_code == 2
    assert all(name in result.output for name in ("markdown", "csv", "latex", "html"))


def test_a_broken_data_file_is_one_line(monkeypatch, refusal):
    """The reader's refusal, without a traceback."""

    def broken() -> None:
        raise datafiles.DataFileError("x.csv: row 1")

    monkeypatch.setattr(cli, "app", broken)
    assert refusal() == "x.csv: row 1"


def test_an_error_of_the_program_is_no_refusal(monkeypatch, call):
    """It keeps its traceback."""

    def wrong() -> None:
        raise ValueError("ours")

    monkeypatch.setattr(cli, "app", wrong)
    with pytest.raises(ValueError, match=r"^ours$"):
        call()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "memory is short"),
        (BrokenExecutor("a worker ended"), "a worker ended"),
    ],
)
def test_what_the_machine_lacks_is_one_line(error, words, monkeypatch, refusal):
    """Memory, or a worker that was killed for it."""

    def short() -> None:
        raise error

    monkeypatch.setattr(cli, "app", short)
    assert refusal().startswith(words)


def test_a_command_that_shall_outlive_its_terminal_does(call):
    """As `nohup` starts it, with the signal ignored."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    assert call("--version")[0] == 0
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_an_error_of_reading_names_the_file(refusal):
    """It is not taken for an error of the output."""
    name = "a" * 300 + ".toml"
    assert refusal("scenario", "check", name) == f"{name}: File name too long"


def test_a_full_disk_is_one_line(monkeypatch, call):
    """Where the output goes to the screen."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        code, _, err = call("tables", "table5")
    assert code == 2
    assert err == "mlops-study: cannot write the output: No space left on device\n"


def test_a_closed_output_is_no_error(monkeypatch, call):
    """There is nobody to read it."""
    monkeypatch.setattr(sys, "stdout", None)
    assert call("tables", "table5") == (0, "", "")


def test_a_letter_that_the_output_lacks_is_written_as_its_number(
    monkeypatch, call, tmp_path
):
    """A title in another script under a narrow encoding stops no command."""
    scenario = tmp_path / "mine.toml"
    scenario.write_text('title = "Modèle 模"\n', encoding="utf-8")
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert call("scenario", "check", scenario)[0] == 0
    narrow.seek(0)
    assert narrow.readline() == "Modèle \\u6a21\n"


def test_numbers_are_plain_where_the_output_lacks_their_signs(monkeypatch, call):
    """A narrow encoding has no true minus sign and no thin space."""
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert call("triangulate")[0] == 0
    narrow.seek(0)
    shown = narrow.read()
    assert re.search(r"\| -\d", shown)
    assert "\\u" not in shown


def test_a_name_of_a_file_cannot_write_lines_of_its_own(tmp_path, refusal):
    """A line break in a name is shown as a question mark."""
    path = tmp_path / "a\nmlops-study: all is well.csv"
    assert f"{path}".replace("\n", "?") in refusal("survey", path)


@pytest.mark.parametrize(
    "command", [simulation.simulate, simulation.compare, advise, triangulate]
)
def test_defaults_are_those_of_the_book(command):
    """Written out in the command, which starts without loading them."""
    found = signature(command).parameters
    assert found["seed"].default == experiments.SEED
    if "respondents" in found:
        assert found["respondents"].default == evidence.SUPPOSED
