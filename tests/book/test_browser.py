"""The built pages in a browser: what they ask for, how they fit, what search finds."""

import itertools

import notebooks
import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from mlops_study import evidence

pytestmark = pytest.mark.browser

ROOMS = sorted((notebooks.ROOT / "chapters" / "package").glob("*.md"))
PAGES = [
    f"{page.relative_to(notebooks.ROOT).with_suffix('').as_posix()}.html"
    for page in [*notebooks.pages(), *ROOMS]
]
THEME = "document.documentElement.dataset.theme"
OVERFLOW = """() => {
    const page = document.documentElement;
    return page.scrollWidth - page.clientWidth;
}"""
UNSEEN = """() => [...document.images]
    .filter(image => !image.alt || !image.naturalWidth)
    .map(image => image.src)"""


def every_page(*quick: str) -> pytest.MarkDecorator:
    """Visit each page; the quick tests visit those that are named."""
    return pytest.mark.parametrize(
        "path",
        [
            pytest.param(path, marks=() if path.endswith(quick) else pytest.mark.slow)
            for path in (*PAGES, "search.html", "genindex.html")
        ],
    )


@every_page("/audit.html", "search.html")
def test_a_page_loads_alone_and_fits(visit, path):
    """No failed request, none to another host, no error, no sideways scrolling."""
    size = {"width": 390, "height": 844}
    visited = visit(path, viewport=size, color_scheme="dark")
    page = visited.page
    assert page.evaluate(THEME) == "dark"
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(UNSEEN) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"{THEME} === 'light'")
    assert page.evaluate(OVERFLOW) <= 0
    assert visited.complaints == []


UNFOLD = """() => document.querySelectorAll("details")
    .forEach(fold => fold.open = true)"""
AXE = {
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
}


@every_page("/explorer.html")
def test_axe_finds_nothing(visit, path):
    """By the rules of axe, wide and narrow, light and dark, with all folds open."""
    if path == "search.html":
        path += "?q=cost"
    page = visit(path, reduced_motion="reduce").page
    page.evaluate(UNFOLD)
    for width, scheme in itertools.product((1280, 390), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"{THEME} === '{scheme}'")
        found = Axe().run(page, options=AXE)
        assert not found.violations_count, found.generate_report()


FOCUS = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && style.opacity === "1";
}"""


def test_the_keyboard_shows_where_it_is(visit):
    """Each stop on the way through a page has a ring around it."""
    page = visit("chapters/package.html", reduced_motion="reduce").page
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS), page.evaluate("document.activeElement.outerHTML")


def test_a_command_is_copied_without_its_prompt(visit):
    """What the button puts on the clipboard can be pasted into a shell."""
    page = visit("chapters/package.html", permissions=["clipboard-read"]).page
    button = page.locator(".highlight-console button.copybtn").first
    button.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("mlops-study tables")


def test_a_wide_table_says_that_it_goes_on(visit):
    """It can be reached and scrolled by keyboard; its first column stays."""
    page = visit(
        "chapters/comparison.html", viewport={"width": 390, "height": 844}
    ).page
    box = page.locator(".scrolls").first
    first = box.locator("tbody td").first
    before = first.bounding_box()
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())
    assert first.bounding_box()["x"] == pytest.approx(before["x"], abs=1)
    box.evaluate("box => box.scrollLeft = box.scrollWidth")
    page.wait_for_function(
        "box => !box.classList.contains('more')", arg=box.element_handle()
    )


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ("cost", {"results.html"}),
        ("lead time", {"results.html"}),
        ("p-value", {"inference.html", "comparison.html"}),
        ("which practice first", {"conclusions.html", "comparison.html"}),
    ],
)
def test_search_finds_the_page_at_once(visit, asked, answers):
    """Typed into the search field, in the first two hits; what is shown is prose."""
    visited = visit("index.html")
    page = visited.page
    page.keyboard.press("Control+K")
    page.keyboard.type(asked)
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li .context")
    links = page.eval_on_selector_all(
        "#search-results li > a", "links => links.map(link => link.pathname)"
    )
    assert answers & {link.rpartition("/")[2] for link in links[:2]}
    assert "code cell" not in page.locator("#search-results").inner_text()
    assert visited.complaints == []


@pytest.mark.slow
def test_a_page_is_printed_with_its_number_and_all_folds(visit, tmp_path):
    """By the browser, as readers print a chapter; then the folds are closed again."""
    page = visit("chapters/results.html").page
    page.pdf(path=tmp_path / "page.pdf")
    first, *more = (p.extract_text() for p in PdfReader(tmp_path / "page.pdf").pages)
    folded = page.locator("article details caption .caption-number").first
    assert first.startswith(page.locator("article h1 .section-number").text_content())
    assert any(folded.text_content().strip() in text for text in more)
    assert not folded.is_visible()


def test_the_audit_can_be_filtered_without_a_script(visit):
    """Only rows of the chosen verdict are shown; all come back."""
    page = visit("chapters/audit.html").page
    rows = "#table-claims tbody tr"
    every = page.locator(rows).count()
    audit = evidence.audit_claims()
    for verdict in ("contradicted", "not derivable"):
        page.check(f"#show-{verdict.replace(' ', '-')}")
        shown = page.locator(f"{rows}:visible").all_inner_texts()
        assert len(shown) == (audit["verdict"] == verdict).sum()
        assert all(verdict in row for row in shown)
    page.check("#show-all")
    assert page.locator(f"{rows}:visible").count() == every == len(audit)
