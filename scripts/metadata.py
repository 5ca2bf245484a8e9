"""Write what archives and checkers read of the project, as `make notebooks` does.

``codemeta.json`` and ``.zenodo.json`` say what CITATION.cff and pyproject.toml say,
``ro-crate-metadata.json`` adds what is in which file, and ``codecheck.yml`` lists every
figure and table of the book with the command that makes it again.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from dictionary import files
from notebooks import ROOT, pages

CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LICENSES = [f"https://spdx.org/licenses/{CITATION['license']}", "LICENSE-TEXT"]
TABLE = re.compile(r"\{table\} (?P<title>.*)\n:name: (?P<label>\S+)")
FIGURE = re.compile(r'make_figure\("([^"]*)"\)')
GLUED = re.compile(r"\{glue:text\}`([^`]*)`")
GLUED_AS = "application/papermill.record/text/plain"
COMMAND = re.compile(r"`(mlops-study [^`]*)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A figure or table of the book, and the command that makes it again."""

    page: str
    label: str
    title: str
    command: str


@cache
def exhibits() -> list[Exhibit]:
    """Find the figures and tables of the stored notebooks, page by page."""
    return [exhibit for page in pages() for exhibit in of_page(page)]


def of_page(page: Path) -> list[Exhibit]:
    """Find the figures and tables of one page, their titles with the numbers in them.

    A table without a command of its own, which would stand in the line below it, is
    made with its page.
    """
    notebook = json.loads(page.with_suffix(".ipynb").read_text("utf-8"))
    quoted: dict[str, str] = {}
    found = []
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        for output in cell.get("outputs", []):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name", "")
            quoted[name] = "".join(output.get("data", {}).get(GLUED_AS, ""))
        shown = cell["metadata"].get("mystnb", {}).get("figure")
        if shown:
            (drawn,) = FIGURE.findall(source)
            command = f"mlops-study figures {drawn}"
            found.append((shown["name"], shown["caption"], command))
        for table in TABLE.finditer(source):
            behind = source[table.end() :].partition("{container} behind")[2]
            commands = COMMAND.findall(behind.partition(":::")[0])
            command = commands[0] if commands else "make notebooks"
            found.append((table["label"], table["title"], command))
    return [
        Exhibit(
            page=page.with_suffix(".ipynb").relative_to(ROOT).as_posix(),
            label=label,
            title=GLUED.sub(lambda name: quoted[name[1]], title).strip(),
            command=command,
        )
        for label, title, command in found
    ]


def author(one: dict[str, str]) -> str:
    """Write an author's name, of a person or of an entity."""
    return one.get("name") or f"{one['given-names']} {one['family-names']}"


def codemeta() -> dict[str, Any]:
    """Describe the software for registries, in the terms of CodeMeta 3."""
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": CITATION["title"],
        "description": PROJECT["description"],
        "version": CITATION["version"],
        "datePublished": CITATION["date-released"],
        "license": LICENSES[0],
        "keywords": CITATION["keywords"],
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {PROJECT['requires-python']}",
        "softwareRequirements": PROJECT["dependencies"],
        "author": [
            {"@type": "Organization", "name": author(a)} for a in CITATION["authors"]
        ],
        "codeRepository": CITATION.get("repository-code"),
        "identifier": CITATION.get("doi"),
        "referencePublication": [
            {
                "@type": "ScholarlyArticle",
                "name": work["title"],
                "datePublished": str(work["year"]),
                "author": [
                    {"@type": "Person", "name": author(a)} for a in work["authors"]
                ],
            }
            for work in CITATION["references"]
        ],
    }


def zenodo() -> dict[str, Any]:
    """Describe the deposit for Zenodo, which reads this in place of CITATION.cff."""
    works = ", ".join(f"“{w['title']}” ({w['year']})" for w in CITATION["references"])
    return {
        "upload_type": "software",
        "title": CITATION["title"],
        "version": CITATION["version"],
        "publication_date": CITATION["date-released"],
        "description": f"{PROJECT['description']}. It re-executes {works}.",
        "creators": [{"name": author(a)} for a in CITATION["authors"]],
        "license": CITATION["license"].lower(),
        "access_right": "open",
        "language": "eng",
        "keywords": CITATION["keywords"],
    }


def crate() -> dict[str, Any]:
    """Describe the folder as an RO-Crate 1.1: data, notebooks, package, commands."""
    data = {
        f"data/{file.path}": (file.about, LICENSES[1])
        for own in files().values()
        for file in own
    }
    shown: dict[str, list[str]] = {}
    for exhibit in exhibits():
        shown.setdefault(exhibit.page, []).append(exhibit.label)
    notebooks = {
        page: (f"executed page with {', '.join(labels)}", LICENSES[1])
        for page, labels in shown.items()
    }
    others = {
        "data/README.md": ("data dictionary", LICENSES[1]),
        "data/derived/explorer.json": ("grid of the scenario explorer", LICENSES[1]),
        "requirements-lock.txt": (
            "every package, by version and checksum",
            LICENSES[0],
        ),
        "codecheck.yml": ("every figure and table, with its command", LICENSES[0]),
        "LICENSE-TEXT": ("licence of text and data, CC BY 4.0", LICENSES[1]),
    }
    parts = [
        {
            "@id": path,
            "@type": "File",
            "name": Path(path).name,
            "description": about,
            "license": {"@id": terms},
        }
        for path, (about, terms) in {**data, **notebooks, **others}.items()
    ]
    package = {
        "@id": "mlops_study/",
        "@type": "Dataset",
        "name": PROJECT["name"],
        "description": PROJECT["description"],
        "license": {"@id": LICENSES[0]},
    }
    authors = [
        {"@id": f"#{author(a)}".replace(" ", "-"), "@type": "Organization"}
        | {"name": author(a)}
        for a in CITATION["authors"]
    ]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": CITATION["title"],
        "description": zenodo()["description"],
        "version": CITATION["version"],
        "datePublished": CITATION["date-released"],
        "license": {"@id": LICENSES[0]},
        "author": [{"@id": a["@id"]} for a in authors],
        "hasPart": [{"@id": part["@id"]} for part in [package, *parts]],
    }
    head = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    terms = {"@id": LICENSES[0], "@type": "CreativeWork", "name": CITATION["license"]}
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [head, root, terms, *authors, package, *parts],
    }


def codecheck() -> dict[str, Any]:
    """List for CODECHECK what a check makes again; who checks adds the certificate."""
    (paper,) = CITATION["references"]
    return {
        "version": "https://codecheck.org.uk/spec/config/2.0/",
        "paper": {
            "title": paper["title"],
            "authors": [{"name": author(a)} for a in paper["authors"]],
        },
        "manifest": [
            {"file": e.page, "comment": f"{e.label}: {e.title} [{e.command}]"}
            for e in exhibits()
        ],
    }


def documents() -> dict[str, str]:
    """Return each file's text by its name."""

    def json_of(document: dict[str, Any]) -> str:
        said = {key: value for key, value in document.items() if value is not None}
        return json.dumps(said, indent=2, ensure_ascii=False) + "\n"

    check = yaml.safe_dump(codecheck(), sort_keys=False, allow_unicode=True, width=88)
    return {
        "codemeta.json": json_of(codemeta()),
        ".zenodo.json": json_of(zenodo()),
        "ro-crate-metadata.json": json_of(crate()),
        "codecheck.yml": f"---\n{check}",
    }


if __name__ == "__main__":
    for name, text in documents().items():
        (ROOT / name).write_text(text, encoding="utf-8")
