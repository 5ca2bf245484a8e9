"""Print the book as `_build/mlops-study.pdf`: `make pdf`.

The book is built as a single page from the stored outputs, and Chromium prints it,
twice: the places of its headings in the first print are the page numbers of the
contents in the second.
"""

import os
import shutil
import subprocess
import sys

import yaml
from book_extension import ROOT, commit
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

SINGLE = ROOT / "_build" / "singlehtml" / "index.html"
PDF = ROOT / "_build" / "mlops-study.pdf"
SWITCHES = ["--no-sandbox", "--disable-gpu"]
NOTHING = "<span></span>"
FOOT = '<p class="pageNumber" style="width: 100%; text-align: center; font-size: 8pt">'


def chromium() -> str | None:
    """Find Chromium under the names that systems give it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def about() -> list[str]:
    """Say on the title page whose book it is and what it was built from."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    authors = ", ".join(author["name"] for author in citation["authors"])
    return [authors, f"Version {citation['version']}", f"Commit {commit()}"]


def print_book(program: str) -> None:
    """Print the single page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        page = browser.new_page(viewport={"width": 660, "height": 960})
        page.emulate_media(media="print", color_scheme="light")
        page.goto(SINGLE.as_uri())
        page.add_style_tag(path=ROOT / "scripts" / "pdf.css")
        page.add_script_tag(path=ROOT / "scripts" / "pdf.js")
        page.evaluate("about => arrange(about)", about())
        places: dict[str, int] = {}
        for _ in range(2):
            page.evaluate("places => number(places)", places)
            page.pdf(
                path=PDF,
                prefer_css_page_size=True,
                print_background=True,
                display_header_footer=True,
                header_template=NOTHING,
                footer_template=FOOT,
                outline=True,
                tagged=True,
            )
            reader = PdfReader(PDF)
            places = {
                name.removeprefix("/"): reader.get_destination_page_number(place) + 1
                for name, place in reader.named_destinations.items()
            }
        browser.close()


def make(program: str) -> None:
    """Build, print and say how many pages there are."""
    os.chdir(ROOT)
    subprocess.run(
        [sys.executable, "scripts/book.py", "--stored", "--single"], check=True
    )
    print_book(program)
    print(f"wrote {PDF.relative_to(ROOT)} ({len(PdfReader(PDF).pages)} pages)")


if __name__ == "__main__":
    found = chromium()
    if found is None:
        sys.exit(
            "make pdf needs Chromium; on Debian or Ubuntu: apt-get install chromium"
        )
    make(found)
