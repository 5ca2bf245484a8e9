"""What archives and checkers read is what the project says of itself."""

import json
import re

import metadata
import pytest
import yaml

from mlops_study.cli import app
from mlops_study.figures import FIGURES
from mlops_study.tables import TABLES

DOCUMENTS = ("codemeta.json", ".zenodo.json", "ro-crate-metadata.json", "codecheck.yml")


@pytest.fixture(scope="module")
def crate(root) -> dict[str, dict]:
    """Read the entities of the RO-Crate by their address."""
    text = (root / "ro-crate-metadata.json").read_text("utf-8")
    return {entity["@id"]: entity for entity in json.loads(text)["@graph"]}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_stored_documents_are_those_the_script_writes(root, name):
    """Byte for byte; `make notebooks` writes them."""
    assert (root / name).read_text("utf-8") == metadata.documents()[name]


def test_the_documents_say_what_the_citation_says(root):
    """Title, version, day, licence and authors, read here from the files."""
    cited = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    meta = json.loads((root / "codemeta.json").read_text("utf-8"))
    deposit = json.loads((root / ".zenodo.json").read_text("utf-8"))
    assert meta["name"] == deposit["title"] == cited["title"]
    assert meta["version"] == deposit["version"] == cited["version"]
    assert (
        meta["datePublished"] == deposit["publication_date"] == cited["date-released"]
    )
    assert meta["license"].endswith(f"/{cited['license']}")
    names = [author["name"] for author in cited["authors"]]
    assert names == [creator["name"] for creator in deposit["creators"]]
    assert names == [author["name"] for author in meta["author"]]


def test_the_manifest_lists_every_figure_and_table_of_the_pages(root):
    """By the labels in the pages' Markdown, in their order."""
    manifest = yaml.safe_load((root / "codecheck.yml").read_text("utf-8"))["manifest"]
    listed = [(row["file"], row["comment"].partition(":")[0]) for row in manifest]
    labels = re.compile(r"^ *:?name: ((?:fig|table)-\S+)$", re.MULTILINE)
    expected = [
        (page.with_suffix(".ipynb").relative_to(root).as_posix(), label)
        for page in metadata.pages()
        for label in labels.findall(page.with_suffix(".md").read_text("utf-8"))
    ]
    assert listed == expected


def test_each_command_of_the_manifest_is_one():
    """Of `mlops-study`, or of make; each figure of the book is drawn by its own."""
    commands = [exhibit.command for exhibit in metadata.exhibits()]
    verbs = {command.callback.__name__ for command in app.registered_commands}
    drawn = set()
    for command in commands:
        if command == "make notebooks":
            continue
        program, verb, *rest = command.split()
        assert program == "mlops-study"
        assert verb in verbs | {group.name for group in app.registered_groups}
        if verb == "figures":
            drawn |= set(rest)
        if verb == "tables":
            assert set(rest) <= set(TABLES)
    assert drawn == set(FIGURES)


def test_the_crate_names_files_that_are_there(root, crate):
    """Every part is described, and stands in the folder."""
    for part in crate["./"]["hasPart"]:
        assert crate[part["@id"]]["description"]
        assert (root / part["@id"]).exists()


def test_every_address_in_the_crate_is_described(crate):
    """A licence or an author that is referred to is an entity of its own."""
    outside = {"https://w3id.org/ro/crate/1.1"}
    for entity in crate.values():
        for value in entity.values():
            values = value if isinstance(value, list) else [value]
            used = {v["@id"] for v in values if isinstance(v, dict)}
            assert used <= set(crate) | outside
