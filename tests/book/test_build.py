"""Building twice gives the same pages; a fault in a chapter stops the build."""

import filecmp
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# the page that tells when and from what the book was built, and the words that the
# search index knows of it
TELLING = "chapters/reproducibility"
DIFFERENT = {f"{TELLING}.html", "searchindex.js"}


@pytest.fixture
def copy(root, tmp_path) -> Path:
    """Copy the files of the project, as git knows them, into an empty folder."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-co", "--exclude-standard", "-z"],  # noqa: S607 - of the PATH
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
        [sys.executable, "scripts/book.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def index_without(page: str, path: Path) -> dict:
    """Read the search index and forget what it knows of one page."""
    index = json.loads(path.read_text("utf-8").removeprefix("Search.setIndex(")[:-1])
    number = index["docnames"].index(page)
    terms = {
        word: set(pages if isinstance(pages, list) else [pages]) - {number}
        for word, pages in index["terms"].items()
    }
    return {**index, "terms": {word: pages for word, pages in terms.items() if pages}}


def test_two_builds_give_the_same_files(html, copy):
    """Byte for byte, but for the page that tells of the build itself."""
    done = build(copy)
    assert done.returncode == 0, done.stdout[-3000:]
    again = copy / "_build" / "html"
    assert files(again) == files(html)
    same, differ, errors = filecmp.cmpfiles(html, again, files(html), shallow=False)
    assert not errors
    assert set(differ) <= DIFFERENT
    indexes = [index_without(TELLING, f / "searchindex.js") for f in (html, again)]
    assert indexes[0] == indexes[1]
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
def test_a_fault_in_a_chapter_stops_the_build(root, copy, fault, expected):
    """A failing cell, which leaves a report, or anything that is not found."""
    toc = copy / "_toc.yml"
    toc.write_text("format: jb-book\nroot: chapters/fault\n")
    page = copy / "chapters" / "fault.md"
    head = (root / "index.md").read_text().split("\n# ")[0]
    page.write_text(f"{head}\n# A page\n\n## A section\n\n{fault}\n")
    config = copy / "_config.yml"
    config.write_text(config.read_text().replace("  - chapters/*.md\n", ""))
    done = build(copy)
    assert done.returncode != 0
    assert expected in done.stdout + done.stderr
    reports = list((copy / "_build" / "html" / "reports").rglob("*.err.log"))
    assert len(reports) == (expected == "ZeroDivisionError")
