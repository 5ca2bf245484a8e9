"""Sphinx extension of the book: what its pages are made of beside the chapters.

* Formulas are MathML, which browsers and screen readers know without a script.
* The icons that the theme shows are cut out of its fonts, which weigh a megabyte.
* A page says in its head what it is about: its first sentence, and its title.
* What the theme and its companions write and screen readers cannot use is mended.
* The page of the scenario explorer has its numbers and its script inside, so that it
  also works as a file.
"""

from __future__ import annotations

import base64
import html
import io
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pydata_sphinx_theme
from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from fontTools import subset
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[1]
FONTS = Path(pydata_sphinx_theme.__file__).parent.rglob("webfonts")
ICONS = {
    # style and weight of a font, and the icons that templates or style sheets name
    ("solid", 900): """angle-down angle-left angle-right arrow-up bars bell
    chevron-down circle-check circle-exclamation circle-half-stroke circle-info
    circle-xmark download expand file file-pdf lightbulb list magnifying-glass moon
    pencil rocket share sun triangle-exclamation""",
    ("brands", 400): "github",
}
SHORT_FRACTION = re.compile(r"(frac)(\d)(\d)")
MENDED = {
    # a label other than the words that are seen (myst-nb)
    '<summary aria-label="Toggle hidden content">': "<summary>",
    # a deprecated role, in a list whose other children are no items (docutils)
    '<div role="list" class="citation-list">': '<div class="citation-list">',
    ' role="doc-biblioentry"': "",
}


def formula(tex: str, *, block: bool) -> str:
    r"""Write a formula in MathML; ``\tfrac12`` is read as TeX reads it."""
    return str(tex2mathml(SHORT_FRACTION.sub(r"\1{\2}{\3}", tex), as_block=block))


def visit_math(writer: Any, node: nodes.math) -> None:
    """Write a formula of the text."""
    writer.body.append(formula(node.astext(), block=False))
    raise nodes.SkipNode


def visit_displayed(writer: Any, node: nodes.math_block) -> None:
    """Write a formula of its own line, which scrolls where it is too wide."""
    writer.body.append(f'<div class="math">{formula(node.astext(), block=True)}</div>')
    raise nodes.SkipNode


def icon_rules() -> Iterator[str]:
    """Write the rules of the icons, their fonts inside."""
    (folder,) = FONTS
    for (style, weight), names in ICONS.items():
        font = TTFont(folder / f"fa-{style}-{weight}.ttf", recalcTimestamp=False)
        codes = {name: code for code, name in sorted(font.getBestCmap().items())}
        wanted = {name: codes[name] for name in names.split()}
        cutter = subset.Subsetter()
        cutter.populate(unicodes=wanted.values())
        cutter.subset(font)
        font.flavor = "woff"
        font.save(file := io.BytesIO())
        data = base64.b64encode(file.getvalue()).decode()
        yield (
            f'@font-face{{font-family:"icons-{style}";'
            f"src:url(data:font/woff;base64,{data})}}"
        )
        for name, code in wanted.items():
            yield f'.fa-{name}::before{{content:"\\{code:x}"}}'


def write_icons(app: Sphinx) -> None:
    """Put the icons beside the book's other static files."""
    path = Path(app.outdir) / "_static" / "icons.css"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(icon_rules()) + "\n", encoding="utf-8")


def describe(page: nodes.document) -> str:
    """Return the beginning of a page's first paragraph of prose."""
    prose = (
        " ".join(paragraph.astext().split())
        for paragraph in page.findall(nodes.paragraph)
        if isinstance(paragraph.parent, nodes.section)
    )
    return textwrap.shorten(next(prose, ""), 200, placeholder=" …")


def finish(
    app: Sphinx,
    name: str,
    _template: str,
    context: dict[str, Any],
    page: nodes.document | None,
) -> None:
    """Say what a page is about, and mend what it is made of."""
    about = (page and describe(page)) or app.config.html_title
    title = re.sub("<.*?>", "", context.get("title", ""))
    facts = {
        "og:title": html.unescape(title),
        "og:type": "article",
        "og:site_name": app.config.html_title,
        "og:description": about,
    }
    context["metatags"] = "\n".join(
        [
            context.get("metatags", ""),
            f'<meta name="description" content="{html.escape(about)}">',
            *(
                f'<meta property="{name}" content="{html.escape(text)}">'
                for name, text in facts.items()
            ),
        ]
    )
    if name.startswith("_modules/"):
        # a list of the chapters on each of a hundred listings takes seconds to make
        context["sidebars"] = [
            part for part in context["sidebars"] if "sidebar-nav" not in part
        ]
    for written, mended in MENDED.items():
        context["body"] = context.get("body", "").replace(written, mended)


def add_explorer(app: Sphinx, name: str, *_: object) -> None:
    """Put the scenario explorer into its page."""
    if name == "chapters/explorer":
        script, data = (
            ROOT / "scripts/explorer.mjs",
            ROOT / "data/derived/explorer.json",
        )
        for path, kind in ((data, "application/json"), (script, "module")):
            text = path.read_text("utf-8")
            app.add_js_file(None, body=text, type=kind, id=f"explorer{path.suffix}")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer and the handlers with Sphinx."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displayed, None))
    app.connect("builder-inited", write_icons)
    app.connect("html-page-context", finish, priority=400)
    app.connect("html-page-context", add_explorer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
