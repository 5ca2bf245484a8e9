"""Building twice gives the same pages; a fault in a chapter stops the build."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BUILD = Path(sys.executable).with_name("jupyter-book")

# the page that tells when and from what the book was built, its traces and the
# pickled indexes of Sphinx
DIFFERENT = {"chapters/reproducibility.html", ".buildinfo", "objects.inv"}


@pytest.fixture
def copy(root, tmp_path) -> Path:
    """Copy the files of the project, as git knows them, into an empty folder."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-co", "--exclude-standard", "-z"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, tmp_path / name)
    return tmp_path


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BUILD, "build", ".", "--all", "-W", "-n", "--keep-going"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_two_builds_give_the_same_files(html, copy):
    """Byte for byte, but for the page that tells of the build itself."""
    done = build(copy)
    assert done.returncode == 0, done.stdout[-3000:]
    again = copy / "_build" / "html"
    assert files(again) == files(html)
    same, differ, errors = filecmp.cmpfiles(html, again, files(html), shallow=False)
    assert not errors
    assert set(differ) <= DIFFERENT
    assert len(same) > 100


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("```{code-cell} ipython3\n1 / 0\n```", "ZeroDivisionError"),
        ("{ref}`nowhere <no-such-place>`", "no-such-place"),
        ("{cite:p}`nobody2020`", "nobody2020"),
        ("{glue:text}`no-such-number`", "no-such-number"),
        ("![](no-such-picture.png)", "no-such-picture.png"),
    ],
)
def test_a_fault_in_a_chapter_stops_the_build(copy, fault, expected):
    """A failing cell, an unresolved reference, citation, number or image."""
    toc = copy / "_toc.yml"
    toc.write_text("format: jb-book\nroot: chapters/fault\n")
    page = copy / "chapters" / "fault.md"
    head = "---\nkernelspec:\n  name: python3\n  display_name: Python 3\n---\n"
    page.write_text(f"{head}\n# A page\n\n## A section\n\n{fault}\n")
    config = copy / "_config.yml"
    config.write_text(config.read_text().replace("  - chapters/*.md\n", ""))
    done = build(copy)
    assert done.returncode != 0
    assert expected in done.stdout + done.stderr
