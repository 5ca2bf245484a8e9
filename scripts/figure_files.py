"""Sphinx extension of the book: each figure as SVG, and its data as CSV, to take away.

The SVG is the one that the page shows. The data are written by the command that the
line below a figure names, in a process of its own while the pages are made.
"""

import re
import subprocess
import sys
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

FOLDER = "_downloads/figures"
COMMAND = re.compile(r"mlops-study figures ([a-z-]+)")
RUNNING: list[subprocess.Popen[bytes]] = []


def begin(app: Sphinx) -> None:
    """Begin to write the data."""
    if app.builder.format == "html":
        command = [Path(sys.executable).with_name("mlops-study"), "figures"]
        options = ["--format", "csv", "--force", "--out", Path(app.outdir) / FOLDER]
        start = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)
        RUNNING.append(start)


def link(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the links to the line below each figure."""
    up, shown = "../" * docname.count("/"), ""
    for node in doctree.findall(lambda n: isinstance(n, nodes.image | nodes.container)):
        if isinstance(node, nodes.image):
            _, shown = app.env.images.get(node["uri"], ("", ""))
        elif "behind" in node["classes"] and (found := COMMAND.search(node.astext())):
            name = found[1]
            picture = f'href="{up}_images/{shown}" download="{name}.svg"'
            data = f'href="{up}{FOLDER}/{name}.csv" download'
            links = f" · <a {picture}>figure as SVG</a> · <a {data}>its data as CSV</a>"
            node[-1] += nodes.raw("", links, format="html")


def end(_app: Sphinx, error: Exception | None) -> None:
    """Wait for the data."""
    for running in RUNNING:
        if running.wait() and error is None:
            raise RuntimeError("the data of the figures were not written")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the handlers with Sphinx."""
    app.connect("builder-inited", begin)
    app.connect("doctree-resolved", link)
    app.connect("build-finished", end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
