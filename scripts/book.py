"""Build the book into _build/html: `make book`.

``jupyter-book build`` reads one page after the other, and reading a page executes
it. Sphinx can read several at a time; Jupyter Book has no option for it, so the
number is set here. Two kernels at a time keep within a small machine's memory.
It also deals the pages out in few large lots, of which one process gets the last.

With ``--stored`` nothing is executed and the pages show the stored outputs. So
`make test` builds the pages that it reads: it has nbval execute the notebooks, and
what nbval found equal need not be executed again. With ``--single`` the book is one
page in _build/singlehtml, which `make pdf` prints.
"""

import gc
import os
import sys
from pathlib import Path
from typing import Any

import jupyter_book.sphinx
import sphinx.builders
from jupyter_book.cli.main import main
from jupyter_book.sphinx import build_sphinx

ROOT = Path(__file__).resolve().parents[1]
ARGUMENTS = ("build", ".", "--all", "-W", "-n", "--keep-going", "--quiet")


def build(
    *arguments: Any, confoverrides: dict[str, Any], **options: Any
) -> int | Exception:
    """Build as Jupyter Book asks, two pages at a time, executed or as stored."""
    if "--stored" in sys.argv:
        confoverrides = {**confoverrides, "nb_execution_mode": "off"}
    jobs = min(2, os.cpu_count() or 1)
    return build_sphinx(*arguments, confoverrides=confoverrides, jobs=jobs, **options)


def lots(pages: list[Any], _processes: int, size: int = 4) -> list[list[Any]]:
    """Deal pages out in lots so small that no process waits long for the other."""
    return [pages[i : i + size] for i in range(0, len(pages), size)]


if __name__ == "__main__":
    os.chdir(ROOT)
    # trees of pages are large, and hardly any of their parts is ever given up
    gc.set_threshold(200_000, 20, 20)
    jupyter_book.sphinx.build_sphinx = build
    sphinx.builders.make_chunks = lots
    single = ("--builder", "singlehtml") if "--single" in sys.argv else ()
    main((*ARGUMENTS, *single))
