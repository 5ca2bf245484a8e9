"""The results of a survey: its tables, its charts, and a page that shows both.

The page is ``report.html`` of ``templates``; it asks nothing of anyone.
"""

import os
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import file_digest
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from mlops_study import percentages, survey, tables
from mlops_study.figures import group_charts, survey_charts
from mlops_study.numerals import decimal, people
from mlops_study.templates import filled

_POINTS = 3
"""So many sentences stand at the head of a report."""


@dataclass(frozen=True, kw_only=True)
class Results:
    """What a survey gives.

    Intervals are at `level`; fewer than `least` respondents are not compared; the
    column `by` makes groups; `compare` sets the published numbers beside.
    """

    responses: survey.Responses
    level: float = percentages.SURE
    least: int = survey.LEAST
    by: str | None = None
    compare: bool = True

    @cached_property
    def numbers(self) -> pd.DataFrame:
        """Every number with its interval."""
        found = survey.estimates(self.responses, level=self.level)
        if self.compare and found["papers"].any():
            found = survey.against_published(found)
        return found

    @cached_property
    def rankings(self) -> pd.DataFrame:
        """How sure the order of rows is."""
        return survey.rankings(self.responses, level=self.level, least=self.least)

    @cached_property
    def groups(self) -> pd.DataFrame | None:
        """The groups side by side, where there are two or more."""
        if self.by is None:
            return None
        found = survey.groups(
            self.responses, self.by, level=self.level, least=self.least
        )
        return found if len(found) else None

    @cached_property
    def notes(self) -> list[str]:
        """What was done to the file and what to know of its answers."""
        lines = [*self.responses.notes, *survey.quality(self.responses)]
        if self.by is not None:
            lines += survey.group_notes(self.responses, self.by, least=self.least)
        return lines

    @cached_property
    def sentences(self) -> dict[str, str]:
        """What each table says."""
        return survey.sentences(self.numbers, self.rankings, least=self.least)

    @property
    def points(self) -> list[str]:
        """The sentences that matter: one a kind of table first, then of groups."""
        kinds = self.numbers.drop_duplicates("table").set_index("table")["kind"]
        leading = [str(table) for table in kinds.drop_duplicates().index]
        found = [self.sentences[table] for table in leading]
        if self.groups is not None and self.by is not None:
            found[1:1] = survey.group_sentences(self.groups, self.by)
        others = [text for name, text in self.sentences.items() if name not in leading]
        return [*found, *others, *survey.precision(self.numbers)][:_POINTS]

    @cached_property
    def tables(self) -> list[tables.Table]:
        """All tables but the notes."""
        parted = self.numbers.groupby("table", sort=False)
        found = [tables.answers(own) for _, own in parted]
        if self.groups is not None:
            found.append(tables.groups_side_by_side(self.groups))
            found.append(tables.group_differences(self.groups))
        if self.rankings["share"].notna().any():
            found.append(tables.answers_ranked(self.rankings))
        found.append(tables.answers_against_published(self.numbers))
        found.append(tables.item_answers(survey.item_answers(self.responses)))
        return found

    @cached_property
    def charts(self) -> dict[str, tuple[str, Figure]]:
        """The charts by name, each with what it shows."""
        drawn = survey_charts(self.numbers).items()
        found = {
            f"{name}-chart": (self.sentences[name], chart) for name, chart in drawn
        }
        if self.groups is not None:
            blocks = self.groups.drop_duplicates("table").set_index("table")["block"]
            for name, chart in group_charts(self.groups).items():
                found[f"{name}-groups"] = (f"{blocks[name]} by {self.by}.", chart)
        return found


def heading(path: Path, title: str, date: datetime | None = None) -> dict[str, str]:
    """Return what stands at the head of a report on a file, of a day or of today.

    ``SOURCE_DATE_EPOCH`` takes the place of today, so that the same file gives the same
    page.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if date is None and seconds.isdigit():
        date = datetime.fromtimestamp(int(seconds), UTC)
    date = date or datetime.now().astimezone()
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    day = f"{date.day} {date:%B %Y}"
    return {"title": title, "date": day, "file": path.name, "digest": digest}


def report(
    head: Mapping[str, str], results: Results, pictures: Mapping[str, bytes]
) -> str:
    """Set a survey's results and SVG pictures, by name, on a page; escape text."""
    return page(
        "report.html",
        head,
        results.tables,
        [(results.charts[name][0], svg) for name, svg in pictures.items()],
        notes=results.notes,
        points=results.points,
        results=results,
        people=people(len(results.responses.answers)),
        level=decimal(100 * results.level),
        weighted=results.responses.weights is not None,
    )


def page(
    template: str,
    head: Mapping[str, str],
    shown: Sequence[tables.Table],
    pictures: Iterable[tuple[str, bytes]],
    **values: object,
) -> str:
    """Fill a page with tables, and with captions and SVG pictures; escape text."""
    return filled(
        template,
        head=head,
        # safe to set as they are: a table escapes its cells itself
        tables=[table.render("html") for table in shown],
        charts=[(text, b64encode(svg).decode()) for text, svg in pictures],
        **values,
    )
