"""What the commands write: whole or not at all, and over nothing unasked."""

import fcntl
import signal
from pathlib import Path

import pytest
import typer

from mlops_study.cli.files import STOPS, replacing
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


def test_what_appears_in_the_meantime_is_kept(tmp_path, capsys):
    """The last of several files is not written over, and none of the others appears."""
    paths = [tmp_path / name for name in "abc"]
    with pytest.raises(typer.Exit), replacing(*paths, force=False) as parts:
        for part in parts:
            part.write_text("new")
        paths[2].write_text("mine")
    assert f"{paths[2]} exists already" in capsys.readouterr().err
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"c": "mine"}


@pytest.mark.parametrize("stop", STOPS)
def test_all_files_are_replaced_or_none(stop, tmp_path, monkeypatch, call):
    """A signal to stop that comes between two files is answered after the last."""
    names = ["table1.md", "table2.md", "table5.md"]
    for name in names:
        (tmp_path / name).write_text("old")
    replace = Path.replace

    def disturbed(part: Path, target: Path) -> None:
        replace(part, target)
        signal.raise_signal(stop)

    monkeypatch.setattr(Path, "replace", disturbed)
    # who runs the tests may ignore it, as nohup does, and the command then does so, too
    signal.signal(stop, signal.SIG_DFL)
    words = ["tables", "table1", "table2", "table5", "-o", tmp_path, "--force"]
    assert call(*words)[0] == 128 + stop
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert all((tmp_path / name).read_text() != "old" for name in names)


def test_a_file_keeps_its_permissions(tmp_path, run, refusal):
    """A private one stays private; one that may not be written is not."""
    path = tmp_path / "table1.md"
    call = ["tables", "table1", "-o", tmp_path, "--force"]
    for mode in (0o600, 0o664):
        path.write_text("old")
        path.chmod(mode)
        assert run(*call).exit_code == 0
        assert path.stat().st_mode & 0o777 == mode
        assert path.read_text() != "old"
    path.chmod(0o444)
    assert refusal(*call) == f"{path} is read-only; expected a file that may be written"


def test_what_a_killed_command_left_is_swept(tmp_path, run):
    """But not what a living one is writing, nor what is only named alike."""
    left, living = (tmp_path / f".table1.md.{n * 4}.part" for n in ("a0", "b1"))
    for path in (left, living, tmp_path / ".table1.md.part"):
        path.write_text("half")
    with living.open("rb") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        assert run("tables", "table1", "-o", tmp_path).exit_code == 0
    names = {".table1.md.part", living.name, "table1.md"}
    assert {path.name for path in tmp_path.iterdir()} == names


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


def test_a_cluster_without_an_address_is_refused(run):
    """It would be this machine."""
    result = run("simulate", "-s", "basic", "--cluster", "")
    assert result.exit_code == 2
    assert "expected an address" in result.stderr


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
        "advise LOOP --out results",
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
