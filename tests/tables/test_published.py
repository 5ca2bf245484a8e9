"""The regenerated tables against the files, read another way."""

import csv
import re

import pytest
from markdown_it import MarkdownIt

from mlops_study import tables
from mlops_study.published import DATASETS, Paper
from mlops_study.tables import make_table


def printed(name: str) -> list[list[str]]:
    with DATASETS[name].file().open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.parametrize("name", [f"table{i}" for i in range(1, 6)])
def test_every_cell_is_the_printed_one(name):
    """As text; the improvements of Table 3, which are computed, included."""
    assert make_table(name).cells.to_numpy().tolist() == printed(name)


def test_improvements_follow_their_columns(monkeypatch):
    """From 25 to 75 is an improvement by 200 per cent, whatever the file prints."""
    read = Paper.table

    def changed(paper: Paper, name: str):
        frame = read(paper, name)
        return frame.replace({"after": {50: 75}}) if name == "table3" else frame

    monkeypatch.setattr(Paper, "table", changed)
    cells = make_table("table3").cells
    assert cells.iloc[0].tolist() == ["Deployment Time Reduction", "25", "75", "200"]


def test_the_reference_list_keeps_every_printed_field():
    """Every field of every entry stands in its row."""
    cells = make_table("references").cells
    for row, shown in zip(printed("references"), cells.to_numpy(), strict=True):
        ref, authors, year, _, title, venue, volume, issue, pages, doi, url = row
        place = f"{volume}({issue})" if issue else volume
        assert list(shown) == [
            ref,
            authors or "(none printed)",
            year,
            title,
            venue,
            place,
            pages,
            doi or url,
        ]


def test_an_unknown_table_is_refused():
    """There is no sixth table."""
    with pytest.raises(KeyError, match="table6"):
        make_table("table6")


def test_an_entry_without_author_says_so():
    """The list does not start an entry with a blank."""
    entry = tables.reference_list().cells.set_index("No.")["Entry"]
    assert entry["36"] == (
        "[no author printed] (January 2020). Effective Strategies for Building "
        "Parallel and Distributed Systems. International Journal of Novel Research and "
        "Development, 5(1), 23-42"
    )
    assert entry["34"].endswith("Trends in Commerce and Economics, 3(6)")


def test_no_reference_is_linked_to_a_host_that_cannot_exist():
    """As Markdown is rendered in the book, every other address is a link."""
    table = tables.reference_list()
    reader = MarkdownIt("commonmark", {"linkify": True}).enable(["table", "linkify"])
    reader.linkify.set({"fuzzy_link": False})
    links = re.findall(r'href="([^"]*)"', reader.render(table.markdown()))
    listed = Paper().table("references")["url"]
    assert links == [url for url in listed if url and "//www.ijcspub/" not in url]
    assert "`http://www.ijcspub/papers/IJCSP20B1006.pdf`" in table.markdown()


def test_review_items_name_study_and_year():
    """The study is author and year."""
    assert tables.review_items().cells["Study"].iloc[0] == "Amershi et al. (2018)"
