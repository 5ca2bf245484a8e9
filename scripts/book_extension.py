"""Sphinx extension of the book: links, build facts.

* What no page here uses is left out: Thebe, which is loaded from another host, tabs,
  and buttons of a kind that opens folds.
* Compiled rules are left as Python, so that the pages of the package describe them.
* Repository and launch buttons appear only where a public address is known, from
  the CI environment or from the git remote.
* ``{{ commit }}``, ``{{ clone }}``, ``{{ python }}`` and their like are filled in at
  build time, since a stored notebook cannot know the commit it is part of, nor
  whether it is built from what was stored.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

import numba
from sphinx.application import Sphinx
from sphinx.config import Config

ROOT = Path(__file__).resolve().parents[1]
REMOTE = re.compile(
    r"^(?:https://|ssh://git@|git@)(?P<host>github\.com)[:/]"
    r"(?P<path>[\w.-]+/[\w.-]+?)(?:\.git)?/?$"
)

UNUSED = re.compile("thebe|togglebutton|design-tabs")
COLAB = "https://colab.research.google.com"


def git(*arguments: str) -> str:
    """Return what git says, or nothing where it cannot say."""
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *arguments],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def repository_url() -> str:
    """Return the public address of the repository, or nothing if not known."""
    server, name = os.getenv("GITHUB_SERVER_URL"), os.getenv("GITHUB_REPOSITORY")
    if server and name:
        return f"{server}/{name}"
    match = REMOTE.match(git("remote", "get-url", "origin"))
    return f"https://{match['host']}/{match['path']}" if match else ""


def commit() -> str:
    """Return the commit that the book is built from, and whether files differ."""
    known = git("rev-parse", "HEAD") or os.getenv("GITHUB_SHA", "")
    changed = " with uncommitted changes" if git("status", "--porcelain") else ""
    return f"{known}{changed}" if known else "not known"


EXECUTED = "Each chapter was executed from top to bottom when the book was built:"
STORED = "Nothing was executed for this build; the pages show the stored outputs."


def configure(_app: Sphinx, config: Config) -> None:
    """Fill in what is only known at build time."""
    url = repository_url()
    config.myst_substitutions.update(
        commit=commit(),
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
        executed=STORED if config.nb_execution_mode == "off" else EXECUTED,
        clone=f"`git clone {url}`" if url else "this build knows no public address",
    )
    if not url:
        return
    options: dict[str, Any] = config.html_theme_options
    options.update(
        repository_url=url,
        repository_branch="main",
        use_repository_button=True,
        use_issues_button=True,
    )
    options["launch_buttons"] = {
        "notebook_interface": "jupyterlab",
        "binderhub_url": "https://mybinder.org",
        "colab_url": COLAB,
    }


def drop_unused(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Leave out scripts and styles that Jupyter Book adds unasked."""
    for kind in ("script_files", "css_files"):
        context[kind] = [
            file
            for file in context.get(kind, [])
            if not UNUSED.search(f"{file.filename} {file.attributes}".lower())
        ]


def open_colab_branch(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Let Colab open the notebooks of `scripts/colab.py`, which install the package."""
    for group in context.get("header_buttons", []):
        for button in group.get("buttons", []):
            url = str(button.get("url", ""))
            if url.startswith(COLAB):
                button["url"] = url.replace("/blob/main/", "/blob/colab/")


def allow_parallel_reading(app: Sphinx, _config: Config) -> None:
    """Vouch for two extensions that do not say whether pages may be read at once.

    One numbers the sections when all pages are read, the other writes LaTeX.
    """
    for name in ("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"):
        if name in app.extensions:
            app.extensions[name].parallel_read_safe = True


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the handlers with Sphinx."""
    # in this process only: the kernels of the notebooks compile
    numba.config.DISABLE_JIT = True
    app.connect("config-inited", configure)
    app.connect("config-inited", allow_parallel_reading)
    app.connect("html-page-context", drop_unused, priority=900)
    app.connect("html-page-context", open_colab_branch, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
