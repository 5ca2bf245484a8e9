"""What each file of ``data/published`` holds.

The descriptions are the data dictionary: ``data/README.md`` repeats them, a test
holds the two together, and a refused value is answered with them.
"""

from __future__ import annotations

from mlops_study.datafiles import (
    Dataset,
    choice,
    label,
    number,
    text,
    whole,
)
from mlops_study.published.tables import SURVEY_TABLES

STATEMENT_KINDS = (
    "question",
    "objective",
    "method",
    "finding",
    "strength",
    "limitation",
    "discussion",
    "significance",
    "impact",
    "implementation",
    "recommendation",
    "data_conclusion",
    "implication",
    "conflict",
)
"""The lists of statements that the paper makes."""

CONSTRUCTS = (
    "strong agreement",
    "agreement",
    "facing",
    "being a major barrier",
    "hindering strategies",
    "inconsistent deployments",
    "duration",
    "relative change",
    "use of the tool",
    "use of any tool",
    "rating for a purpose",
    "rating of all tools",
)
"""What the claims take their numbers to be."""

DATASETS: dict[str, Dataset] = {
    "paper": Dataset(
        path="published/paper.csv",
        about="Facts about the paper itself",
        columns={
            "field": label("the name of a fact"),
            "value": text("the fact as printed; dates as year-month-day"),
        },
    ),
    "tables": Dataset(
        path="published/tables.csv",
        about="Titles and units of Tables 1 to 5",
        columns={
            "table": choice("the name of a table", tuple(SURVEY_TABLES)),
            "number": whole("the table's number", 1, 5, unique=True),
            "title": label("the title as printed"),
            "unit": text("the unit of its numbers"),
        },
    ),
    **{name: table.dataset for name, table in SURVEY_TABLES.items()},
    "literature": Dataset(
        path="published/literature.csv",
        about="The compiled table of ten studies",
        columns={
            "study": whole(
                "the study's place in the compiled table", 1, 10, unique=True
            ),
            "title": label("the title as printed"),
            "authors": text("the authors as printed"),
            "year": whole("the year as printed", 1990, 2020),
            "findings": text("the key findings in our words"),
            "method": choice(
                "the method that the paper names",
                ("framework", "comparison", "not stated"),
            ),
            "themes": text("themes of themes.csv, separated by semicolons"),
            "ref": whole("the entry of references.csv by the same authors", 1, 49),
        },
    ),
    "themes": Dataset(
        path="published/themes.csv",
        about="The themes that the studies are tagged with",
        columns={
            "theme": label("the name of a theme"),
            "meaning": text("what the theme covers"),
        },
    ),
    "review_items": Dataset(
        path="published/review_items.csv",
        about="The four studies that the review's text singles out",
        columns={
            "item": whole("the item's number", 1, 4, unique=True),
            "kind": choice("the kind of item", ("best practice", "challenge")),
            "topic": label("the topic as printed"),
            "authors": text("the authors as printed"),
            "year": whole("the year as printed", 1990, 2020),
            "finding": text("the finding in our words"),
            "ref": whole("the entry of references.csv by the same authors", 1, 49),
        },
    ),
    "references": Dataset(
        path="published/references.csv",
        about="The list of references as printed",
        columns={
            "ref": whole("the entry's number in the list", 1, 49, unique=True),
            "authors": text("the authors as printed", optional=True),
            "year": whole("the year as printed", 1990, 2020),
            "month": text("the month as printed", optional=True),
            "title": text("the title as printed"),
            "venue": text("the journal or proceedings as printed"),
            "volume": text("the volume as printed", optional=True),
            "issue": text("the issue as printed", optional=True),
            "pages": text("the pages or article number as printed", optional=True),
            "doi": text("the DOI as printed", optional=True),
            "url": text("the address as printed", optional=True),
        },
    ),
    "statements": Dataset(
        path="published/statements.csv",
        about="Questions, objectives, methods, findings and conclusions",
        columns={
            "kind": choice("a kind of statement", STATEMENT_KINDS),
            "number": whole("the place in its list", 1, 99),
            "group": text("the heading above the statement", optional=True),
            "topic": text("the topic"),
            "statement": text("the statement in our words"),
            "detail": text("its aim or process in our words", optional=True),
        },
        key=("kind", "number"),
    ),
    "claims": Dataset(
        path="published/claims.csv",
        about="Claims of the text, and what each takes its number to be",
        columns={
            "claim": label("the name of a claim"),
            "section": whole("the section's number in outline.csv", 1, 200),
            "group": text("the heading above the claim", optional=True),
            "topic": text(
                "the rows of the table that it names, separated by semicolons",
                optional=True,
            ),
            "statement": text("the claim in our words"),
            "value": number("the value as printed", 0, 10_000, optional=True),
            "unit": choice("the value's unit, or none", ("", "per cent", "rating")),
            "table": choice(
                "the table that it refers to, or none", ("", *SURVEY_TABLES)
            ),
            "construct": choice(
                "what the claim takes the value to be, by our reading",
                ("", *CONSTRUCTS),
            ),
            "check": text("the check that it is put to, a function of `evidence`"),
            "arguments": text(
                "the check's arguments, as in `theme=CI/CD; item=1`", optional=True
            ),
        },
    ),
    "simulation": Dataset(
        path="published/simulation.csv",
        about="Stages, variables, scenarios and KPIs of the proposed simulation",
        columns={
            "kind": choice(
                "the kind of element", ("stage", "variable", "scenario", "kpi")
            ),
            "number": whole("the place in its list", 1, 99),
            "name": label("the name of the element"),
            "note": text("what the paper says of it, in our words", optional=True),
        },
        key=("kind", "number"),
    ),
    "scenarios": Dataset(
        path="published/scenarios.csv",
        about="What the paper states of each variable in each scenario",
        columns={
            "scenario": choice("a scenario of simulation.csv", ("A", "B", "C")),
            "variable": text("a variable of simulation.csv"),
            "level": text("the level that the paper states", optional=True),
        },
        key=("scenario", "variable"),
    ),
    "outline": Dataset(
        path="published/outline.csv",
        about="Sections of the paper and their place in the book",
        columns={
            "section": whole("the section's place in the paper", 1, 200, unique=True),
            "level": whole("the depth of the heading", 1, 3),
            "title": text("the heading"),
            "page": text("the chapter of the book that covers it"),
            "anchor": text("the place in that chapter"),
            "exhibits": text(
                "labels of its tables and figures, separated by semicolons",
                optional=True,
            ),
        },
    ),
}
"""The files of ``data/published`` by name."""
