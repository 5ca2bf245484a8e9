"""Tables of the book that say what the study asks and where it is covered."""

from __future__ import annotations

import pandas as pd

from mlops_study import published, survey
from mlops_study.tables.table import Table, plain

__all__ = [
    "agreement_summary",
    "cloud_changes",
    "data_files",
    "elements",
    "instrument",
    "reference_list",
    "review_items",
    "statements",
    "traceability",
    "versions",
]


def statements(kind: str, *, topic: str, statement: str, detail: str = "") -> Table:
    """List the paper's statements of one kind under the given headers."""
    frame = published.statements(kind)
    columns = {topic: frame["topic"], statement: frame["statement"]}
    if detail:
        columns[detail] = frame["detail"]
    return Table(
        name=kind, title=kind.replace("_", " ").title(), cells=pd.DataFrame(columns)
    )


def review_items() -> Table:
    """List the best practices and challenges that the review names."""
    frame = published.load("review_items")
    cells = pd.DataFrame(
        {
            "Kind": frame["kind"].str.capitalize(),
            "Topic": frame["topic"],
            "Study": frame["authors"] + " (" + frame["year"].astype(str) + ")",
            "Finding": frame["finding"],
        }
    )
    return Table(
        name="review-items", title="Best practices and challenges", cells=cells
    )


def elements(kind: str, *, name: str, note: str) -> Table:
    """List the simulation's elements of one kind under the given headers."""
    frame = published.load("simulation")
    chosen = frame[frame["kind"] == kind]
    cells = pd.DataFrame({name: chosen["name"], note: chosen["note"]})
    return Table(name=kind, title=f"{kind.capitalize()}s", cells=cells)


def data_files() -> Table:
    """List the study's data files with their size and what they hold."""
    datasets = [*published.DATASETS.values(), *survey.INSTRUMENTS.values()]
    frames = [dataset.read() for dataset in datasets]
    cells = pd.DataFrame(
        {
            "File": [dataset.path for dataset in datasets],
            "Rows": [str(len(frame)) for frame in frames],
            "Columns": [str(len(frame.columns)) for frame in frames],
            "What it holds": [dataset.about for dataset in datasets],
        }
    )
    return Table(
        name="data-files",
        title="The data files of the study",
        cells=cells,
        numeric=("Rows", "Columns"),
    )


def instrument(name: str, columns: dict[str, str]) -> Table:
    """Show an instrument's columns under the given headers."""
    frame = survey.instrument(name).astype(str)
    cells = frame[list(columns)].rename(columns=columns)
    return Table(name=name, title=name.replace("_", " ").capitalize(), cells=cells)


def agreement_summary() -> Table:
    """Summarize Table 1: boxes, net agreement and mean score of each practice."""
    frame = published.load("table1")
    net = survey.net_agreement(frame)
    cells = pd.DataFrame(
        {
            "Best practice": frame["practice"],
            "Top box (%)": survey.top_box(frame, levels=1).astype(str),
            "Top-2 box (%)": survey.top_box(frame).astype(str),
            "Net agreement (points)": net.astype(str),
            "Mean score (1-5)": survey.mean_score(frame).map("{:.2f}".format),
        }
    )
    return Table(
        name="agreement",
        title="Four summaries of Table 1",
        cells=cells,
        numeric=tuple(cells.columns[1:]),
    )


def cloud_changes(*measures: str) -> Table:
    """Set measures of the change in Table 3 side by side, each with its ranks.

    Parameters
    ----------
    *measures
        Keys of ``survey.CHANGES``; all when left out.
    """
    frame = published.load("table3")
    cells = pd.DataFrame({"Aspect": frame["aspect"]})
    chosen = measures or tuple(survey.CHANGES)
    for name in chosen:
        change = survey.CHANGES[name](frame["before"], frame["after"])
        cells[name] = [
            f"{value} ({rank})"
            for value, rank in zip(plain(change), _rank(change), strict=True)
        ]
    return Table(
        name="cloud-changes",
        title=f"{_COUNTS[len(chosen)]} measures of the change, with ranks",
        cells=cells,
        numeric=tuple(cells.columns[1:]),
    )


_COUNTS = {1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}


def _rank(values: pd.Series) -> list[str]:
    """Rank from the largest down; equal values share a rank and an equals sign."""
    # two ways to compute one value may differ in the last bits
    ranks = values.round(9).rank(ascending=False, method="min").astype(int)
    shared = ranks.duplicated(keep=False)
    return [f"{r}=" if tie else f"{r}" for r, tie in zip(ranks, shared, strict=True)]


def reference_list() -> Table:
    """Set each printed reference as one entry, with its DOI or address."""
    frame = published.load("references")
    issue = frame["issue"].map("({})".format).where(frame["issue"] != "", "")
    month = (frame["month"] + " ").where(frame["month"] != "", "")
    dated = " (" + month + frame["year"].astype(str) + "). "
    authors = frame["authors"].replace("", "[no author printed]")
    parts = pd.DataFrame(
        {
            "work": authors + dated + frame["title"] + ". " + frame["venue"],
            "volume": frame["volume"] + issue,
            "pages": frame["pages"],
        }
    )
    entries = [", ".join(filter(None, row)) for row in parts.to_numpy()]
    cells = pd.DataFrame(
        {
            "No.": frame["ref"].astype(str),
            "Entry": entries,
            "DOI or address": frame["doi"].where(frame["doi"] != "", frame["url"]),
        }
    )
    return Table(
        name="reference-list",
        title="The references as the paper lists them",
        cells=cells,
        numeric=("No.",),
    )


def traceability() -> Table:
    """Lead from each section of the paper to the page that covers it.

    The cells are MyST references, so that the build of the book fails where a
    page, a table or a figure is missing.
    """
    frame = published.load("outline")
    titles = frame["title"].where(frame["level"] > 1, "**" + frame["title"] + "**")
    cells = pd.DataFrame(
        {
            "Section of the paper": titles,
            "Covered in": [
                f"{{ref}}`{page.capitalize()} <{anchor}>`"
                for page, anchor in zip(frame["page"], frame["anchor"], strict=True)
            ],
            "Tables and figures": [
                ", ".join(f"{{numref}}`{label}`" for label in labels.split(";"))
                if labels
                else ""
                for labels in frame["exhibits"]
            ],
        }
    )
    return Table(
        name="traceability",
        title="Every section of the paper and where the book covers it",
        cells=cells,
        markup=True,
    )


def versions(requirements: str) -> Table:
    """List the pinned direct dependencies from the text of ``requirements.txt``."""
    pins = [line.split("==") for line in requirements.splitlines() if "==" in line]
    cells = pd.DataFrame(sorted(pins), columns=["Package", "Version"])
    return Table(name="versions", title="Pinned direct dependencies", cells=cells)
