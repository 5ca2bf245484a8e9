"""A browser that opens the built pages, as `make serve` serves them.

Known and harmless: none. A script error that cannot be avoided would be listed in
``HARMLESS`` with its reason.
"""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pdf
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

HARMLESS: set[str] = set()
SWITCHES = [
    *pdf.SWITCHES,
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


@pytest.fixture(scope="session")
def program() -> str:
    """Find Chromium, or leave out the tests that need it."""
    found = pdf.chromium()
    if found is None:
        pytest.skip("no Chromium here; on Debian or Ubuntu: apt-get install chromium")
    return found


@pytest.fixture(scope="module")
def browser(program) -> Iterator[Browser]:
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
