"""The regenerated tables against the files, read another way."""

import csv

import pytest

from mlops_study import published
from mlops_study.tables import make_table


def printed(name: str) -> list[list[str]]:
    with published.source(name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.parametrize("name", [f"table{i}" for i in range(1, 6)])
def test_every_cell_is_the_printed_one(name):
    """As text; the improvements of Table 3, which are computed, included."""
    assert make_table(name).cells.to_numpy().tolist() == printed(name)


def test_improvements_follow_their_columns(monkeypatch):
    """From 25 to 75 is an improvement by 200 per cent, whatever the file prints."""
    load = published.load

    def changed(name: str):
        frame = load(name)
        return frame.replace({"after": {50: 75}}) if name == "table3" else frame

    monkeypatch.setattr(published, "load", changed)
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
