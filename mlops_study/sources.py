"""Facts from elsewhere: where they are printed, and whether that was confirmed.

``calibration`` lists the facts, ``values`` the numbers in them that code uses, and
``dora`` the four clusters that the scenarios are held against. ``doi_forms`` says how
the DOIs of a venue begin, ``reference_findings`` what a search for the paper's
references found.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mlops_study.datafiles import (
    Dataset,
    choice,
    label,
    number,
    text,
    whole,
)

STATUSES = ("confirmed", "partly confirmed", "unconfirmed")
USES = ("input", "check", "context")
BASES = ("seen in public bibliographies", "general knowledge, not verified")
EVIDENCE = (
    "public bibliographies",
    "general knowledge, not verified",
    "the entry itself",
)
FINDINGS = ("could not be found", "found, year differs", "existence not confirmed")

SOURCES: dict[str, Dataset] = {
    "calibration": Dataset(
        path="sources/calibration.csv",
        about="facts from elsewhere, each with its source and status",
        columns={
            "fact": label("the fact's identifier"),
            "quantity": text("what was measured"),
            "value": text("what the source says"),
            "authors": text("who says it"),
            "title": text("the work that says it"),
            "year": whole("its year", 1990, 2030),
            "address": text("its DOI or address"),
            "status": choice("whether a public copy was read", STATUSES),
            "note": text("what of it is not confirmed", optional=True),
            "use": choice("what the simulation uses it for", USES),
        },
    ),
    "values": Dataset(
        path="sources/values.csv",
        about="numbers from those facts that code uses",
        columns={
            "fact": text("identifier of the fact"),
            "name": label("name of the number"),
            "value": number("the number", 0, 99_999),
            "unit": text("its unit"),
        },
    ),
    "dora": Dataset(
        path="sources/dora.csv",
        about="bounds of the four DORA clusters of 2019, in days",
        columns={
            "measure": choice(
                "the measure",
                (
                    "lead_time",
                    "deployment_interval",
                    "change_failure_rate",
                    "time_to_restore",
                ),
            ),
            "cluster": choice("the cluster", ("elite", "high", "medium", "low")),
            "low": number("lower bound", 0, 1000),
            "high": number("upper bound", 0, 1000),
            "fact": text("identifier of the fact"),
            "status": choice("whether a public copy was read", STATUSES),
        },
        key=("measure", "cluster"),
    ),
    "doi_forms": Dataset(
        path="sources/doi_forms.csv",
        about="how the DOIs of a venue begin",
        columns={
            "prefix": label("the beginning of a DOI"),
            "venue": text("the venue whose DOIs begin so"),
            "basis": choice("how that is known", BASES),
            "since": number(
                "first year of the form, if known", 1990, 2030, optional=True
            ),
        },
    ),
    "reference_findings": Dataset(
        path="sources/reference_findings.csv",
        about="what a search for each reference found, as judged on a day",
        columns={
            "ref": whole("the entry's number in the list", 1, 49, unique=True),
            "finding": choice("what was found", FINDINGS),
            "form": choice(
                "whether DOI, volume, pages and year fit together",
                ("plausible", "strained", "contradicted", "not checkable"),
            ),
            "topic": choice(
                "whether the title is on the paper's topic",
                ("on topic", "related", "off topic"),
            ),
            "earliest": text(
                "earliest month of publication by other marks than the printed date",
                optional=True,
            ),
            "evidence": text("what the finding rests on"),
            "basis": choice("where the evidence is from", EVIDENCE),
            "confidence": number(
                "confidence that the search overlooked nothing, where one was given",
                0,
                1,
                optional=True,
            ),
            "closest": text("the closest work that was found", optional=True),
            "recorded": text("day on which the judgement was entered"),
        },
    ),
}
"""The files of facts by name."""


def load(name: str, *, folder: Path | None = None) -> pd.DataFrame:
    """Read one file of facts by its key in ``SOURCES``."""
    return SOURCES[name].read(folder)


def facts() -> pd.DataFrame:
    """Return the facts, indexed by their identifier."""
    return load("calibration").set_index("fact")


def value(name: str) -> float:
    """Return a number from the facts.

    Examples
    --------
    >>> value("effort_deployment")
    11.5
    """
    values = load("values")
    return float(values.loc[values["name"] == name, "value"].item())
