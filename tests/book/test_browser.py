"""The built pages in a browser: what they ask for, how they fit, whether search works.

Known and harmless: none. A script error that cannot be avoided would be listed in
``HARMLESS`` with its reason.
"""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import notebooks
import pytest
from pdf import chromium
from playwright.sync_api import Browser, Page, sync_playwright

from mlops_study import evidence

pytestmark = pytest.mark.browser

PAGES = [f"{p.relative_to(notebooks.ROOT).as_posix()}.html" for p in notebooks.pages()]
HARMLESS: set[str] = set()
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


THEME = "document.documentElement.dataset.theme"
OVERFLOW = """() => {
    const page = document.documentElement;
    return page.scrollWidth - page.clientWidth;
}"""
UNSEEN = """() => [...document.images]
    .filter(image => !image.alt || !image.naturalWidth)
    .map(image => image.src)"""


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that keeps no log."""

    def log_message(self, *_: object) -> None:
        """Leave the terminal to the tests."""


@pytest.fixture(scope="module")
def address(html) -> Iterator[str]:
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(html))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium here; on Debian or Ubuntu: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()


class Visit:
    """One page in the browser and everything that it complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.complaints = page, []
        page.on("requestfailed", lambda r: self.note(f"failed: {r.url}"))
        page.on("pageerror", lambda error: self.note(f"script: {error}"))
        page.on("request", lambda r: self.check_host(r.url, address))
        page.on(
            "response", lambda r: r.status < 400 or self.note(f"{r.status} {r.url}")
        )
        page.on("console", lambda m: m.type != "error" or self.note(m.text))

    def check_host(self, url: str, address: str) -> None:
        """Note a request to anyone but the server of the book."""
        if not url.startswith((address, "data:")):
            self.note(f"asks another host: {url}")

    def note(self, complaint: str) -> None:
        """Keep a complaint that is not known to be harmless."""
        if complaint not in HARMLESS:
            self.complaints.append(complaint)


@pytest.fixture
def visit(browser, address):
    def open_page(path: str, **options: object) -> Visit:
        page = browser.new_page(**options)
        result = Visit(page, address)
        page.goto(address + path)
        # scripts that start after loading have run when the browser is idle
        page.evaluate("new Promise(done => requestIdleCallback(() => done()))")
        return result

    yield open_page
    for context in browser.contexts:
        context.close()


QUICK = tuple(f"{name}.html" for name in ("/audit", "search"))
"""Pages that the quick tests open; all are opened with the slow ones."""


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=() if path.endswith(QUICK) else pytest.mark.slow)
        for path in (*PAGES, "search.html", "genindex.html")
    ],
)
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


def test_search_finds_a_word_of_the_book(visit):
    """Typed into the search page, answered without a server."""
    visited = visit("search.html?q=silos")
    visited.page.wait_for_selector("#search-results li a")
    links = visited.page.eval_on_selector_all(
        "#search-results li a", "links => links.map(link => link.getAttribute('href'))"
    )
    assert any("statistics" in link for link in links)
    assert visited.complaints == []


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


@pytest.mark.slow
def test_formulas_are_set(visit):
    """MathJax from this host turns each formula into a picture of itself."""
    page = visit("chapters/statistics.html").page
    page.wait_for_selector("mjx-container svg")
    formulas = page.locator("article .math").count()
    assert page.locator("article mjx-container").count() == formulas > 0
