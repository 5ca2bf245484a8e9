"""Binder, Colab and any other place: the package and the notebooks run anywhere."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import book_extension
import colab
import nbformat
import pytest
from nbclient import NotebookClient
from notebooks import pages, read_source

URL, COMMIT = "https://github.com/some/book", "0123abc"
COMMAND = "from mlops_study.cli import main; main()"
WHERE = "import mlops_study; print(mlops_study.__file__)"


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> Path:
    """Build the wheel and unpack it where nothing else of the project is."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--quiet", "-w", str(folder)]
    wheels = [sys.executable, "-m", "pip", "wheel", *options, str(root)]
    subprocess.run(wheels, check=True)
    (built,) = folder.glob("*.whl")
    zipfile.ZipFile(built).extractall(folder / "site")
    return folder / "site"


@pytest.fixture
def elsewhere(wheel, tmp_path, monkeypatch) -> Path:
    """Stand in an empty folder with the wheel alone to import from."""
    monkeypatch.setenv("PYTHONPATH", str(wheel))
    monkeypatch.chdir(tmp_path)
    done = subprocess.run([sys.executable, "-c", WHERE], capture_output=True, text=True)
    assert done.stdout.startswith(str(wheel))
    return tmp_path


@pytest.mark.slow
def test_the_command_needs_no_folder_of_the_project(elsewhere):
    """The wheel carries the data, and prints from any folder what it prints here."""
    asked = [sys.executable, "-c", COMMAND, "tables", "table3", "--format", "csv"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1] == "Deployment Time Reduction,25,50,100"
    assert not [*elsewhere.iterdir()]


def run(page: Path, folder: Path) -> None:
    """Execute a page in a folder, where it leaves nothing."""
    where = {"metadata": {"path": str(folder)}}
    NotebookClient(read_source(page), resources=where).execute()
    assert not [*folder.iterdir()]


@pytest.mark.slow
def test_a_notebook_needs_no_folder_of_the_project(elsewhere):
    """Not even the page on the project's own packages."""
    (page,) = (page for page in pages() if page.name == "reproducibility")
    run(page, elsewhere)


@pytest.mark.slow
@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_notebook_runs_where_the_package_is_installed(elsewhere, page):
    """As on Colab, with nothing else of the project."""
    run(page, elsewhere)


def test_on_colab_a_notebook_installs_the_package_first(root):
    """By a cell of its own, from the commit; the rest is the stored notebook."""
    stored = root / "chapters" / "introduction.ipynb"
    text = colab.with_installation(stored, URL, COMMIT)
    first, *rest = json.loads(text)["cells"]
    assert f'"mlops-study[notebooks] @ git+{URL}@{COMMIT}"' in "".join(first["source"])
    assert rest == json.loads(stored.read_text("utf-8"))["cells"]
    nbformat.validate(nbformat.reads(text, as_version=4))


def test_every_page_is_written_for_colab(tmp_path, monkeypatch):
    """At the place that the launch button names."""
    monkeypatch.setattr(colab, "repository_url", lambda: URL)
    colab.main(tmp_path)
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.ipynb")}
    assert written == {p.with_suffix(".ipynb").relative_to(colab.ROOT) for p in pages()}


def test_without_a_public_address_colab_gets_nothing(tmp_path, monkeypatch):
    """It could install from nowhere."""
    monkeypatch.setattr(colab, "repository_url", lambda: "")
    with pytest.raises(SystemExit, match="no public address is known"):
        colab.main(tmp_path)
    assert not [*tmp_path.iterdir()]


def test_the_colab_button_opens_the_branch_that_installs():
    """Binder, which installs by itself, opens the stored notebook."""
    ends = "some/book/blob/main/chapters/audit.ipynb"
    binder = {"url": "https://mybinder.org/v2/gh/some/book/main?urlpath=audit.ipynb"}
    button = {"url": f"{book_extension.COLAB}/github/{ends}"}
    context = {"header_buttons": [{"buttons": [dict(binder), button]}, {"url": "x"}]}
    book_extension.open_colab_branch(None, "", "", context, None)
    assert button["url"].endswith("/github/some/book/blob/colab/chapters/audit.ipynb")
    assert context["header_buttons"][0]["buttons"][0] == binder
