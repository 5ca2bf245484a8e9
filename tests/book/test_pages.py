"""The built pages, read as HTML: every published cell, every section, every link."""

import csv
import filecmp
import functools
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

import notebooks
import pytest
from bs4 import BeautifulSoup
from linkify_it import tlds

from mlops_study import evidence, survey
from mlops_study.published import DATASETS, SURVEY_TABLES, Paper

PAGES = [page.relative_to(notebooks.ROOT).as_posix() for page in notebooks.pages()]
PAPER = Paper()
TABLES = list(SURVEY_TABLES)


@pytest.fixture(scope="module")
def pages(html) -> dict[str, BeautifulSoup]:
    """Parse every page of the book by its name."""
    return {
        name: BeautifulSoup((html / f"{name}.html").read_text("utf-8"), "html.parser")
        for name in PAGES
    }


def body(table) -> list[list[str]]:
    return [
        [cell.get_text(strip=True) for cell in row.find_all("td")]
        for row in table.tbody.find_all("tr")
    ]


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_a_table_is_the_published_one(pages, name):
    """The page is read as HTML and the file as text; nothing in between is ours."""
    table = pages["chapters/statistics"].find(id=f"table-{name[-1]}")
    with DATASETS[name].file().open(encoding="utf-8", newline="") as file:
        assert body(table) == list(csv.reader(file))[1:]
    caption = table.caption.get_text(" ", strip=True)
    assert PAPER.title(name) in caption
    assert f"(Table {name[-1]} of the paper)" in caption


def test_no_page_needs_the_scripts_that_are_left_out(pages):
    """Neither tabs nor folds of the theme's own kind; folds are HTML's."""
    for page in pages.values():
        assert not page.select(".sd-tab-set, .toggle, .admonition.dropdown")


def test_the_literature_table_is_the_published_one(pages):
    """Title, authors, year and findings of each of the ten studies."""
    rows = body(pages["chapters/literature"].find(id="table-literature"))
    studies = PAPER.table("literature")
    for row, study in zip(rows, studies.itertuples(), strict=True):
        assert row[:4] == [study.title, study.authors, str(study.year), study.findings]


def test_the_reference_list_is_the_published_one(pages):
    """Each entry shows what the paper prints of it."""
    rows = body(pages["chapters/references"].find(id="table-references"))
    listed = PAPER.table("references")
    for (number, entry, locator), ref in zip(rows, listed.itertuples(), strict=True):
        assert number == str(ref.Index)
        fields = (
            ref.authors,
            str(ref.year),
            ref.title,
            ref.venue,
            ref.volume,
            ref.pages,
        )
        assert all(field in entry for field in fields), ref.Index
        assert locator == (ref.doi or ref.url)


@pytest.mark.parametrize("section", PAPER.table("outline").to_dict("records"))
def test_each_section_of_the_paper_has_its_place(pages, section):
    """The page has the anchor, and the tables and figures are on that page."""
    page = pages[f"chapters/{section['page']}"]
    assert page.find(id=section["anchor"]), section["title"]
    for exhibit in filter(None, section["exhibits"].split(";")):
        assert page.find(id=exhibit), f"{section['title']}: {exhibit}"


def test_the_traceability_matrix_links_to_each_place(pages):
    """Row by row the page and the anchor of the outline."""
    table = pages["chapters/traceability"].find(id="table-traceability")
    links = [row.find_all("td")[1].a["href"] for row in table.tbody.find_all("tr")]
    outline = PAPER.table("outline")
    expected = [f"{s.page}.html#{s.anchor}" for s in outline.itertuples()]
    assert links == expected


def test_exhibits_of_the_paper_are_all_in_the_matrix(pages):
    """What a caption says to be the paper's belongs to one of its sections."""
    outline = PAPER.table("outline")
    listed = set(outline["exhibits"].str.split(";").explode())
    for name in set(outline["page"]):
        for tag in pages[f"chapters/{name}"].select("figure[id], table[id]"):
            caption = tag.find(["figcaption", "caption"]).get_text()
            assert "paper" not in caption or tag["id"] in listed, tag["id"]


def test_the_questionnaire_is_shown_whole(pages):
    """Each item with its wording."""
    rows = body(pages["chapters/instruments"].find(id="table-questionnaire"))
    items = survey.instrument("questionnaire")
    assert [row[2] for row in rows] == list(items["wording"])


@pytest.mark.parametrize("name", PAGES)
def test_tables_and_figures_are_numbered_and_captioned(pages, name):
    """Every one but the table of execution times, which the builder writes."""
    article = pages[name].article
    for tag in article.find_all(["figure", "table"]):
        if "Run Time (s)" in tag.get_text():
            continue
        caption = tag.find(["figcaption", "caption"])
        assert caption is not None, tag.get("id")
        number = caption.find(class_="caption-number").get_text(strip=True)
        assert re.fullmatch(r"(Table|Figure) \d+(\.\d+)?", number)


@pytest.mark.parametrize("name", PAGES)
def test_each_figure_can_be_taken_away(pages, html, name):
    """As the SVG that is shown, which knows dark pages, and its data as CSV."""
    for tag in pages[name].article.find_all("figure"):
        *_, picture, data = tag.find_next(class_="behind").select("a[download]")
        assert picture["href"] == tag.img["src"]
        svg, table = (
            (html / f"{name}.html").parent / a["href"] for a in (picture, data)
        )
        assert "prefers-color-scheme: dark" in svg.read_text("utf-8")
        assert Path(picture["download"]).stem == table.stem
        with table.open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) > 1


@pytest.mark.parametrize("name", PAGES)
def test_each_exhibit_is_followed_by_its_data_and_code(pages, name):
    """The next thing below a table or figure is the line that leads behind it."""
    for tag in pages[name].article.find_all(["figure", "table"]):
        following = tag.find_next(class_="behind")
        again = tag.find_next(["figure", "table"])
        if "Run Time (s)" in tag.get_text() or tag.get("id") in {
            "table-questionnaire"  # shares its line with the table of its scales
        }:
            continue
        assert following is not None, tag.get("id")
        if again is not None:
            assert following.sourceline < again.sourceline, tag.get("id")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_left_unresolved(pages, name):
    """No directive, role, substitution or missing value shows as text."""
    words = pages[name].article.get_text()
    for leftover in ("{glue", "{ref}", "{numref}", "{{", ":::", "```", "nan", "None"):
        found = words if leftover.startswith(("{", ":", "`")) else words.split()
        assert leftover not in found or name == "chapters/package", leftover


@pytest.mark.parametrize("name", PAGES)
def test_each_chapter_opens_with_what_it_found(pages, name):
    """In short, and at least one section."""
    article = pages[name].article
    if name != "index":
        assert "In short" in article.find(class_="admonition").get_text()
        assert re.match(r"\d+\. ", article.h1.get_text())
    assert article.h2


class Ends(HTMLParser):
    """Where links of a page may end, and its links; a tree of tags takes longer."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors: set[str | None] = set()
        self.links: list[str | None] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the tag is called and where it leads."""
        attributes = dict(attrs)
        self.anchors.add(attributes.get("id"))
        if tag in {"a", "img", "script", "link"}:
            self.links.append(attributes.get("href") or attributes.get("src"))


def test_every_link_inside_the_book_leads_somewhere(html):
    """Files and anchors, from every page, those of the code included."""
    read = functools.cache(Ends)
    for path in sorted(html.rglob("*.html")):
        if "_static" in path.parts:
            continue
        for link in read(path).links:
            if not link or urlparse(link).scheme or link.startswith("//"):
                continue
            where, anchor = urldefrag(unquote(link.split("?")[0]))
            if link.split("?")[0] == "#" or ("#" in link and not link.split("#")[1]):
                continue
            anchor = anchor or unquote(urlparse(link).fragment)
            target = (path.parent / where).resolve() if where else path
            assert target.is_file(), f"{path.name}: {link}"
            if anchor and target.suffix == ".html" and not anchor.startswith("__"):
                assert anchor in read(target).anchors, f"{path.name}: {link}"


def test_no_link_leads_to_a_host_that_cannot_exist(html):
    """Each host stands below a top-level domain, by the list of these."""
    known = {name.casefold() for name in tlds.TLDS}
    for path in html.rglob("*.html"):
        for link in filter(None, Ends(path).links):
            if urlparse(link).scheme in {"http", "https"}:
                below, _, top = (urlparse(link).hostname or "").rpartition(".")
                assert top in known, f"{path.name}: {link}"
                assert below not in {"", "www"}, f"{path.name}: {link}"


@pytest.mark.parametrize("name", PAGES)
def test_downloads_are_the_files_themselves(pages, html, root, name):
    """A reader who downloads a table's data gets the file that made the table."""
    for link in pages[name].select("a.reference.download"):
        copy = html / Path(name).parent / link["href"]
        # files of one name in two folders are told apart by what is in them
        sources = [
            path
            for path in [
                *root.glob("data/*/*"),
                *root.glob("data/*"),
                *root.glob("*.*"),
            ]
            if path.name == copy.name and path.is_file()
        ]
        assert any(filecmp.cmp(copy, s, shallow=False) for s in sources), copy.name


@pytest.mark.parametrize("name", PAGES)
def test_every_image_says_what_it_shows(pages, name):
    """Alternative text, and more than a file name."""
    for image in pages[name].article.find_all("img"):
        assert len(image.get("alt", "")) > 40


def test_the_audit_shows_every_claim_with_its_verdict(pages):
    """Row by row the register; each verdict has the class that the filter asks for."""
    audit = evidence.audit_claims()
    rows = pages["chapters/audit"].find(id="table-claims").tbody.find_all("tr")
    for row, claim in zip(rows, audit.itertuples(), strict=True):
        assert row.find(id=f"claim-{claim.claim}").get_text() == claim.claim
        mark = row.find(class_="verdict")
        assert mark.get_text() == claim.verdict
        assert f"v-{claim.verdict.replace(' ', '-')}" in mark["class"]
    offered = {
        tag["id"] for tag in pages["chapters/audit"].select(".verdict-filter input")
    }
    words = {f"show-{v.replace(' ', '-')}" for v in evidence.Verdict}
    assert offered == words | {"show-all"}


def test_each_key_result_leads_to_its_audit(pages):
    """The badge names the verdict and links to the claim's row."""
    audit = evidence.audit_claims()
    printed = audit[audit["printed"] != ""]
    for label, section in (
        ("table-key-results", "Key Results"),
        ("table-insights", "Statistical Insights"),
    ):
        own = printed[printed["section"] == section]
        rows = pages["chapters/conclusions"].find(id=label).tbody.find_all("tr")
        for row, claim in zip(rows, own.itertuples(), strict=True):
            badge = row.find_all("td")[-1].a
            assert badge["href"] == f"audit.html#claim-{claim.claim}"
            assert badge.get_text() == claim.verdict


def test_no_page_names_a_repository_that_is_not_known(pages):
    """Without a remote there is no launch button and no repository link."""
    import book_extension

    known = bool(book_extension.repository_url())
    for page in pages.values():
        header = page.find(class_="bd-header-article")
        shown = any(word in str(header) for word in ("mybinder.org", "colab.research"))
        assert shown == known


def test_every_quoted_number_stands_on_its_page(pages):
    """The top-2 box of the best practice, computed here in another way."""
    rows = PAPER.table("table1").itertuples()
    best = max(row.strongly_agree + row.agree for row in rows)
    assert f"{best} per cent for" in " ".join(pages["chapters/statistics"].text.split())
