"""What the pages are made of beside the chapters: formulas, icons, heads, weight."""

import re
import statistics
from xml.etree import ElementTree as ET

import book_shell
import notebooks
import pytest
from bs4 import BeautifulSoup

PAGES = [page.relative_to(notebooks.ROOT).as_posix() for page in notebooks.pages()]
MATHML = "{http://www.w3.org/1998/Math/MathML}"


@pytest.fixture(scope="module")
def heads(html) -> dict[str, BeautifulSoup]:
    """Parse the head of every page."""
    texts = {name: (html / f"{name}.html").read_text("utf-8") for name in PAGES}
    return {
        name: BeautifulSoup(text[: text.index("</head>")], "html.parser")
        for name, text in texts.items()
    }


@pytest.mark.parametrize("written", [r"\tfrac12", r"\tfrac{1}{2}", r"\frac12"])
def test_a_fraction_is_read_as_tex_reads_it(written):
    """Without braces a number has one digit."""
    tree = ET.fromstring(book_shell.formula(f"a - {written}", block=False))  # noqa: S314 - our own
    (fraction,) = tree.iter(f"{MATHML}mfrac")
    assert [part.text for part in fraction] == ["1", "2"]


def test_what_is_no_formula_is_refused():
    """So a build stops at it."""
    with pytest.raises(ValueError, match=r"nosuchcommand"):
        book_shell.formula(r"\nosuchcommand", block=True)


def test_every_icon_of_a_page_is_among_those_cut_out(html):
    """Those that templates, toggles and style sheets name."""
    held = set(
        re.findall(r"\.fa-([\w-]+)::before", (html / "_static/icons.css").read_text())
    )
    for path in html.rglob("*.html"):
        for classes in re.findall(
            r'<(?:i|span) class="(fa[^"]*)"', path.read_text("utf-8")
        ):
            used = {name.removeprefix("fa-") for name in classes.split()[1:]}
            assert used <= held | {"lg", "fw"}, path.name


def test_each_page_says_what_it_is_about(heads):
    """In words of its own, to who searches and to who is sent the link."""
    said = {}
    for name, head in heads.items():
        said[name] = head.find("meta", {"name": "description"})["content"]
        shared = head.find("meta", property="og:description")["content"]
        assert said[name] == shared
        assert len(shared) <= 200
        assert head.find("meta", property="og:title")["content"] in head.title.text
    assert len(set(said.values())) == len(PAGES)


def test_a_typical_page_weighs_less_than_a_megabyte(html, heads):
    """With its style sheets, scripts and figures, as a browser loads them."""
    weights = []
    for name, head in heads.items():
        path = html / f"{name}.html"
        page = path.read_text("utf-8")
        images = re.findall(r'<img[^>]* src="([^"]+)"', page)
        scripts = re.findall(r'<script[^>]* src="([^"]+)"', page)
        sheets = [link["href"] for link in head.find_all("link", rel="stylesheet")]
        parts = {link.partition("?")[0] for link in [*images, *scripts, *sheets]}
        files = [path, *(path.parent / part for part in parts)]
        weights.append(sum(file.stat().st_size for file in files))
    assert statistics.median(weights) < 1_000_000
    assert max(weights) < 1_500_000
