"""What the commands write: whole or not at all, and over nothing unasked."""

from pathlib import Path

import pytest

from mlops_study.tables import make_table


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path, refusal):
    """A file stands where a folder should."""
    (tmp_path / "file").write_text("mine")
    folder = tmp_path / "file" / "x"
    message = refusal("tables", "table1", "--out", folder)
    assert message == f"cannot write into {folder}: Not a directory"


def test_an_existing_file_is_kept_unless_forced(tmp_path, run, refusal):
    """Nothing of the user's is overwritten unasked, and no other file is written."""
    mine = tmp_path / "table2.csv"
    mine.write_text("mine")
    call = ["tables", "table1", "table2", "-f", "csv", "-o", tmp_path]
    assert refusal(*call) == f"{mine} exists already; --force overwrites it"
    assert mine.read_text() == "mine"
    assert not (tmp_path / "table1.csv").exists()
    assert run(*call, "--force").exit_code == 0
    assert mine.read_text() == make_table("table2").render("csv")


def test_a_failure_half_way_leaves_nothing_behind(tmp_path, monkeypatch, refusal):
    """A full disk at the second file takes the first away as well."""
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if "table2" in path.name:
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    message = refusal("tables", "table1", "table2", "-o", tmp_path)
    assert message.endswith("table2.md: No space left on device")
    assert not list(tmp_path.iterdir())


def test_what_is_no_file_is_not_replaced(tmp_path, run, refusal):
    """A link in the folder stays a link; a device is refused and nothing written."""
    target = tmp_path / "mine.md"
    target.write_text("old", encoding="utf-8")
    (tmp_path / "table1.md").symlink_to(target)
    assert run("tables", "table1", "-o", tmp_path, "--force").exit_code == 0
    assert (tmp_path / "table1.md").is_symlink()
    assert target.read_text(encoding="utf-8") == make_table("table1").render("markdown")
    (tmp_path / "table2.md").symlink_to("/dev/null")
    message = refusal("tables", "table3", "table2", "-o", tmp_path, "--force")
    assert message.endswith("table2.md is a device; expected a file to write")
    assert not (tmp_path / "table3.md").exists()


def test_new_files_have_the_permissions_of_new_files(tmp_path, run):
    """Those that the user's mask leaves."""
    usual = tmp_path / "usual"
    usual.touch()
    assert run("tables", "table1", "-o", tmp_path).exit_code == 0
    assert (tmp_path / "table1.md").stat().st_mode == usual.stat().st_mode


def test_a_folder_without_a_name_is_refused(tmp_path, monkeypatch, run):
    """It would be the folder one stands in."""
    monkeypatch.chdir(tmp_path)
    result = run("tables", "--out", "")
    assert result.exit_code == 2
    assert "expected the name of a folder" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        "tables table1 --out LOOP",
        "simulate -s basic -n 1 --workers 1 --out LOOP",
        "simulate -s basic -n 1 --workers 1 --log LOOP",
        "simulate -s basic -n 1 --workers 1 --log LOOP/log.csv",
        "simulate -s LOOP",
        "compare basic LOOP",
        "scenario new LOOP",
        "scenario check LOOP",
        "questionnaire --responses LOOP",
        "survey LOOP",
        "survey LOOP --out results",
        "triangulate -s LOOP",
        "triangulate -s LOOP --out results",
        "triangulate --responses LOOP --out results",
    ],
)
def test_a_loop_of_links_is_one_line(words, tmp_path, monkeypatch, refusal):
    """Whatever it is given for."""
    monkeypatch.chdir(tmp_path)
    Path("loop.toml").symlink_to("loop.toml")
    assert "loop.toml" in refusal(*words.replace("LOOP", "loop.toml").split())
    assert [path.name for path in tmp_path.iterdir()] == ["loop.toml"]
