"""Execute the book's MyST Markdown and store it as notebooks.

Every page named in ``_toc.yml`` is a pair: ``PAGE.md``, which people edit, and
``PAGE.ipynb``, which the book, Binder and nbval read. This script writes the
second from the first; where nothing changed, the same bytes.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jupytext
import nbformat
import yaml
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[1]
# as a kernel says it, without its version: pages are the same executed or as stored
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}


def pages() -> list[Path]:
    """Return the pages of the book without their suffix, in order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [c["file"] for part in toc["parts"] for c in part["chapters"]]
    return [ROOT / page for page in [toc["root"], *chapters]]


def read_source(page: Path) -> nbformat.NotebookNode:
    """Read a page's Markdown as a notebook with cell ids that do not change."""
    notebook = jupytext.read(page.with_suffix(".md"), fmt="md:myst")
    for i, cell in enumerate(notebook.cells):
        cell.id = f"cell-{i:03d}"
    notebook.metadata = {
        "jupytext": {"formats": notebook.metadata.jupytext.formats},
        "kernelspec": notebook.metadata.kernelspec,
        "language_info": LANGUAGE,
    }
    return notebook


def execute(page: Path) -> str:
    """Execute a page from top to bottom and return its notebook as text."""
    notebook = read_source(page)
    client = NotebookClient(
        notebook,
        timeout=300,
        record_timing=False,
        # on a busy machine one print comes in several messages
        coalesce_streams=True,
        resources={"metadata": {"path": str(page.parent)}},
    )
    client.execute()
    notebook.metadata["language_info"] = LANGUAGE
    return nbformat.writes(notebook) + "\n"


def store(page: Path) -> str:
    """Execute a page, store its notebook and say what happened."""
    path = page.with_suffix(".ipynb")
    name = path.relative_to(ROOT)
    try:
        text = execute(page)
    except CellExecutionError as error:
        return f"{name}: failed\n{error}"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return f"{name}: unchanged"
    path.write_text(text, encoding="utf-8")
    return f"{name}: written"


def main() -> None:
    """Store every page, two at a time, and fail if one of them fails."""
    failed = False
    with ThreadPoolExecutor(max_workers=2) as pool:
        for report in pool.map(store, pages()):
            print(report, flush=True)
            failed = failed or ": failed" in report
    sys.exit(failed)


if __name__ == "__main__":
    main()
