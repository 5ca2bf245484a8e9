"""The data dictionary, `data/README.md`, as the schemas of the files say it.

What a column holds is said once, in the `schema.toml` of its folder, in the words with
which a wrong value is refused. What no schema says stands in `dictionary.md`: what lies
in a folder, the licence, and the answers, which have a reader of their own.
"""

from collections.abc import Sequence
from pathlib import Path

from mlops_study import tables
from mlops_study.datafiles import Dataset, datasets, scan
from mlops_study.experiments import STUDIES
from mlops_study.numerals import plain

TYPES = {"int64": "whole number", "float64": "number"}


def files() -> dict[str, list[Dataset]]:
    """Return the data files that have a schema, by their folder."""
    folders = ("published", "instruments", "sources", "scenarios", "derived")
    found = {folder: [*datasets(folder).values()] for folder in folders}
    found["derived"] += [study.dataset for study in STUDIES.values()]
    return found


def dictionary() -> str:
    """Write the dictionary of all data files."""
    parts = {
        folder: "\n".join(section(file, own[:i]) for i, file in enumerate(own))
        for folder, own in files().items()
    }
    parts["process"] = written(tables.parameters())
    parts["settings"] = written(tables.scenario_settings())
    template = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return template.format(**parts)


def written(table: tables.Table) -> str:
    """Write a table in Markdown, its columns as wide as they happen to be."""
    rows = [["---"] * len(table.columns), *table.cells.to_numpy().tolist()]
    lines = [" | ".join(row) for row in [list(table.cells), *rows]]
    return plain("\n".join(f"| {line} |" for line in lines))


def section(file: Dataset, before: Sequence[Dataset]) -> str:
    """Describe a file; columns that a file before has are not repeated."""
    about = file.about[0].upper() + file.about[1:]
    head = f"### `{file.path}`\n\n{about}.\n\nSource: {file.origin}"
    rows = columns(file)
    for other in before:
        if columns(other) == rows:
            return f"{head} Columns as in `{other.path}`.\n"
    lines = [head, "", "| column | holds | type |", "|---|---|---|", *rows, ""]
    for check in file.checks:
        lines += [f"Each row: {check.error}.", ""]
    return "\n".join(lines)


def columns(file: Dataset) -> list[str]:
    """Describe the columns of a file, of later ones those that are in it already."""
    stored = scan(file.file(), "a header").header
    rows = []
    for name, rule in file.columns.items():
        if name in stored or name not in file.later:
            kind = TYPES.get(str(rule.dtype), "text")
            unique = ", unique" if rule.unique else ""
            # of numbers the description says it
            empty = ", may be empty" if kind == "text" and not rule.checks else ""
            rows.append(f"| `{name}` | {rule.description} | {kind}{unique}{empty} |")
    return rows
