"""Build the book into _build/html: `make book`.

``jupyter-book build`` reads one page after the other, and reading a page executes
it. Sphinx can read several at a time; Jupyter Book has no option for it, so the
number is set here. Two kernels at a time keep within a small machine's memory.
"""

import os
import sys
from functools import partial
from pathlib import Path

import jupyter_book.sphinx
from jupyter_book.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
ARGUMENTS = ("build", ".", "--all", "-W", "-n", "--keep-going", "--quiet")

if __name__ == "__main__":
    os.chdir(ROOT)
    jobs = min(2, os.cpu_count() or 1)
    jupyter_book.sphinx.build_sphinx = partial(
        jupyter_book.sphinx.build_sphinx, jobs=jobs
    )
    main([*ARGUMENTS, *sys.argv[1:]])
