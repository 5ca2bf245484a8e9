"""The files of ``data/published`` fit together."""

import re
from datetime import date

import pytest

from mlops_study.published import Paper

PAPER = Paper()


def test_every_reviewed_study_has_its_entry_in_the_reference_list():
    """The entry that a study points to opens with the study's author."""
    references = PAPER.table("references")["authors"]
    for name in ("literature", "review_items"):
        for row in PAPER.table(name).itertuples():
            author = row.authors.removesuffix(" et al.")
            assert references[row.ref].startswith(author)


def test_the_running_text_and_the_compiled_table_share_authors_and_years():
    """The four studies of the text are among the ten of the table."""
    ten = set(PAPER.table("literature")[["authors", "year"]].apply(tuple, axis=1))
    for item in PAPER.table("review_items").itertuples():
        assert (item.authors, item.year) in ten


def test_every_theme_is_used():
    """A theme without a study would be an empty row of the matrix."""
    assert set(PAPER.study_themes()["theme"]) == set(PAPER.table("themes").index)


def test_claims_name_rows_of_their_table():
    """What a claim names is in the table that it refers to; no table, no rows."""
    for claim in PAPER.table("claims").itertuples():
        named = set(filter(None, claim.topic.split(";")))
        if claim.table:
            assert named <= set(PAPER.table(claim.table).index), claim.Index
        else:
            assert not named, claim.Index


def test_claims_stand_in_the_order_of_the_paper():
    """Section by section, and each section is one of the outline."""
    sections = PAPER.table("claims")["section"]
    assert sections.is_monotonic_increasing
    assert set(sections) <= set(PAPER.table("outline").index)


def test_a_number_has_a_unit_and_a_construct():
    """And a claim without a number has neither."""
    for claim in PAPER.table("claims").itertuples():
        printed = claim.value == claim.value
        assert printed == bool(claim.unit) == bool(claim.construct), claim.Index


def test_scenarios_cross_every_variable_once():
    """Each scenario has one row for each variable of the simulation."""
    names, variables = (PAPER.elements(k)["name"] for k in ("scenario", "variable"))
    crossed = [(scenario, variable) for scenario in names for variable in variables]
    assert list(PAPER.table("scenarios").index) == crossed


@pytest.mark.parametrize("kind", PAPER.table("statements").index.unique("kind"))
def test_statements_are_numbered_from_one(kind):
    """Each list counts up without a gap."""
    numbers = list(PAPER.statements(kind).index)
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


def test_an_unknown_kind_of_statement_lists_the_known_ones():
    """A kind that the paper does not have is refused by name."""
    with pytest.raises(KeyError, match=r"kind 'wish'; known: question, .*conflict"):
        PAPER.statements("wish")


def test_sections_of_the_outline_are_numbered_in_order():
    """The outline counts the paper's sections from the first to the last."""
    outline = PAPER.table("outline")
    assert list(outline.index) == list(range(1, len(outline) + 1))
    assert outline["title"].iloc[0] == "Abstract"
    assert outline["title"].iloc[-1] == "References"


def test_facts_are_dates_and_years_in_order():
    """The paper was received, revised and accepted in that order."""
    facts = PAPER.facts
    dates = [date.fromisoformat(facts[k]) for k in ("received", "revised", "accepted")]
    assert dates == sorted(dates)
    first, last = PAPER.review_window
    assert first <= last <= dates[-1].year


def test_data_is_found_in_an_installed_package(monkeypatch, tmp_path):
    """A wheel carries its own copy of the data, which is then used."""
    from mlops_study.datafiles import dataset

    package = tmp_path / "mlops_study"
    (package / "data").mkdir(parents=True)
    monkeypatch.setattr(dataset, "__file__", str(package / "datafiles" / "x.py"))
    assert dataset.data_folder() == package / "data"


def test_doi_and_address_are_never_both_printed():
    """An entry of the list has a DOI or an address or neither."""
    references = PAPER.table("references")
    assert not ((references["doi"] != "") & (references["url"] != "")).any()
    printed = references["doi"][references["doi"] != ""]
    assert printed.map(lambda doi: re.match(r"10\.\d{4,}/", doi) is not None).all()
