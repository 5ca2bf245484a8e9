"""The command: what it prints, what it writes, and how it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_study import __version__, cli, datafiles
from mlops_study.figures import FIGURES
from mlops_study.tables import TABLES, make_table

COMMAND = Path(sys.executable).with_name("mlops-study")


def run(*arguments: str):
    return CliRunner().invoke(cli.app, list(arguments))


def refusal(*arguments: str) -> str:
    """Return the one line on standard error of a call that is refused."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr.strip()


def test_tables_are_printed_in_the_order_asked_for():
    """Each once, even if asked for twice."""
    result = run("tables", "table3", "table1", "table3", "--format", "csv")
    assert result.exit_code == 0
    expected = [make_table(name).render("csv") for name in ("table3", "table1")]
    assert result.stdout == "\n".join(expected)


@pytest.mark.parametrize(
    ("style", "extension"),
    [("markdown", "md"), ("csv", "csv"), ("latex", "tex"), ("html", "html")],
)
def test_all_tables_are_written_when_none_is_named(style, extension, tmp_path):
    """One file a table, in a folder that is made."""
    out = tmp_path / "new" / "folder"
    result = run("tables", "--format", style, "--out", str(out))
    assert result.exit_code == 0
    written = {path.name for path in out.iterdir()}
    assert written == {f"{name}.{extension}" for name in TABLES}
    assert result.stdout.split() == [str(out / f"{n}.{extension}") for n in TABLES]
    text = (out / f"table2.{extension}").read_text(encoding="utf-8")
    assert text == make_table("table2").render(style)


@pytest.mark.parametrize("style", ["png", "svg", "pdf"])
def test_figures_are_written_in_each_format(style, tmp_path):
    """The file is of the kind that its name says."""
    start = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[style]
    result = run("figures", "cloud", "-f", style, "-o", str(tmp_path))
    assert result.exit_code == 0
    assert (tmp_path / f"cloud.{style}").read_bytes().startswith(start)


@pytest.mark.slow
def test_all_figures_are_written_when_none_is_named(tmp_path):
    """One file a figure."""
    assert run("figures", "--out", str(tmp_path)).exit_code == 0
    assert {path.stem for path in tmp_path.iterdir()} == set(FIGURES)


def test_figures_can_be_listed():
    """The names and nothing else."""
    assert run("figures", "--list").stdout.split() == list(FIGURES)


def test_an_unknown_table_lists_the_known_ones():
    """And prints no other table."""
    assert refusal("tables", "table1", "table9") == (
        f"mlops-study: no table named 'table9'; known: {', '.join(TABLES)}"
    )


def test_an_unknown_figure_lists_the_known_ones(tmp_path):
    """And writes no other figure."""
    message = refusal("figures", "cloud", "sky", "--out", str(tmp_path))
    assert message == f"mlops-study: no figure named 'sky'; known: {', '.join(FIGURES)}"
    assert not list(tmp_path.iterdir())


def test_figures_without_a_folder_are_refused():
    """They are not strewn into the folder one stands in."""
    assert "--out DIR" in refusal("figures", "cloud")


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path):
    """A file stands where a folder should."""
    (tmp_path / "file").write_text("mine")
    message = refusal("tables", "table1", "--out", str(tmp_path / "file" / "x"))
    assert message == (
        f"mlops-study: cannot write into {tmp_path / 'file' / 'x'}: Not a directory"
    )


def test_an_existing_file_is_kept_unless_forced(tmp_path):
    """Nothing of the user's is overwritten unasked, and no other file is written."""
    mine = tmp_path / "table2.csv"
    mine.write_text("mine")
    call = ["tables", "table1", "table2", "-f", "csv", "-o", str(tmp_path)]
    assert refusal(*call) == (
        f"mlops-study: {mine} exists already; --force overwrites it"
    )
    assert mine.read_text() == "mine"
    assert not (tmp_path / "table1.csv").exists()
    assert run(*call, "--force").exit_code == 0
    assert mine.read_text() == make_table("table2").render("csv")


def test_a_failure_half_way_leaves_nothing_behind(tmp_path, monkeypatch):
    """A full disk at the second file takes the first away as well."""
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if "table2" in path.name:
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    message = refusal("tables", "table1", "table2", "-o", str(tmp_path))
    assert message.endswith("No space left on device")
    assert not list(tmp_path.iterdir())


def test_an_unknown_format_names_the_allowed_ones():
    """As the command line library says it."""
    result = run("tables", "--format", "docx")
    assert result.exit_code == 2
    assert all(name in result.output for name in ("markdown", "csv", "latex", "html"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["tables", "figures"]),
        (["tables", "--help"], ["table1", "literature", "--out", "--force", "Example"]),
        (["figures", "-h"], ["--list", "--out", "--force", "Example"]),
    ],
)
def test_help_teaches(arguments, words):
    """Each option is explained, with an example."""
    output = run(*arguments).output
    assert all(word in output for word in words)


def test_the_version_is_the_installed_one():
    """From the metadata of the package."""
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout == f"mlops-study {__version__}\n"


def test_the_installed_command_runs():
    """As a process of its own, with its exit code."""
    done = subprocess.run(
        [COMMAND, "tables", "table5", "-f", "csv"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stdout == make_table("table5").render("csv")
    assert done.stderr == ""


def test_what_is_no_file_is_not_replaced(tmp_path):
    """A link in the folder stays a link; a device is refused and nothing written."""
    target = tmp_path / "mine.md"
    target.write_text("old", encoding="utf-8")
    (tmp_path / "table1.md").symlink_to(target)
    assert run("tables", "table1", "-o", str(tmp_path), "--force").exit_code == 0
    assert (tmp_path / "table1.md").is_symlink()
    assert target.read_text(encoding="utf-8") == make_table("table1").render("markdown")
    (tmp_path / "table2.md").symlink_to("/dev/null")
    names = ("table3", "table2")
    message = refusal("tables", *names, "-o", str(tmp_path), "--force")
    assert message.endswith("table2.md is a device; expected a file to write")
    assert not (tmp_path / "table3.md").exists()


def test_a_broken_data_file_is_one_line(monkeypatch, capsys):
    """The reader's refusal, without a traceback."""

    def broken() -> None:
        raise datafiles.DataFileError("x.csv: row 1")

    monkeypatch.setattr(cli, "app", broken)
    with pytest.raises(SystemExit, match=r"^2$"):
        cli.main()
    assert capsys.readouterr().err == "mlops-study: x.csv: row 1\n"
