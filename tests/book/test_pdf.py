"""The printed book: contents with page numbers, everything open, nothing torn apart."""

import re

import pdf
import pytest
from pypdf import PdfReader

pytestmark = [pytest.mark.slow, pytest.mark.browser]

# a line of the contents ends with a number
HEADING = re.compile(r"\d\d?(\.\d+)*\. .*\D$")


@pytest.fixture(scope="module")
def pages(program) -> list[str]:
    """Print the book as `make pdf` does and read its pages as text."""
    pdf.make(program)
    return [page.extract_text() for page in PdfReader(pdf.PDF).pages]


def lines(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip()]


def test_the_contents_name_the_page_of_each_chapter(pages):
    """The heading stands on the page of that number, as its foot says."""
    contents = "\n".join(pages[1:4])
    entries = re.findall(r"^(\d+\. [A-Z].*?)\s*(\d+)$", contents, re.MULTILINE)
    assert len(entries) > 10
    for title, number in entries:
        page = lines(pages[int(number) - 1])
        assert title in page
        assert number in page


def test_no_page_is_empty(pages):
    """Each has more than its number."""
    assert all(len(lines(page)) > 1 for page in pages)


def test_no_heading_is_the_last_thing_on_a_page(pages):
    """What a heading announces stands below it."""
    for page in pages:
        *_, last = (line for line in lines(page) if not line.isdigit())
        assert not HEADING.match(last)


def test_every_exhibit_with_its_caption_is_printed(pages, html):
    """Those of the folds, too, which are open."""
    printed = " ".join(" ".join(pages).split())
    captions = re.compile(r'class="caption-number">(\w+ [\d.]+) ')
    for path in html.glob("chapters/*.html"):
        for name in captions.findall(path.read_text("utf-8")):
            assert name in printed
