"""A mapping file to begin with, filled with what was found in a file of answers."""

import re
from pathlib import Path
from typing import Any

from mlops_study.datafiles import quoted
from mlops_study.numerals import whole
from mlops_study.survey.noting import clashes, listed, ticked
from mlops_study.survey.problems import key, remedy, toml
from mlops_study.survey.questionnaire import Questionnaire
from mlops_study.survey.reading import Reading, explore
from mlops_study.templates import filled


def start_map(path: Path, *, asked: Questionnaire | None = None) -> str:
    """Return a mapping file for a file of answers: what was found, for its owner.

    Words that are no answers stand with a question mark, which is refused until an
    answer takes its place.
    """
    found = explore(path, asked=asked)
    columns, asked, unclear = found.columns, found.asked, set(ticked(found))
    other, lists = list(columns.other), dict(listed(found))
    ids = [] if columns.respondent is None else [columns.headers[columns.respondent]]
    return filled(
        "map.toml",
        name=path.name,
        ids=ids,
        other=other,
        header_rows=columns.extra + 1,
        scales=list(dict.fromkeys(map(str, asked.items["scale"]))),
        unclear=[table for table in asked.tables if table in unclear],
        tables=[t for t in asked.tables if t in unclear or asked.kind(t) != "levels"],
        items=[(columns.headers[at], item) for item, at in columns.items.items()],
        lists=lists,
        labels=_labels(found),
        line=_one_line,
        quoted=quoted,
        toml=toml,
        whole=whole,
    )


def _labels(found: Reading) -> dict[str, dict[str, Any]]:
    """Gather by scale its key, a remedy, unknown words and words that are alike."""
    asked, unknown = found.asked, found.problems.unknown
    alike = dict[str, dict[str, list[str]]]()
    for scale, answer, words in clashes(found):
        alike.setdefault(scale, {})[answer] = words
    labels = {}
    for scale in dict.fromkeys([*unknown, *alike]):
        own = unknown.get(scale, {})
        told = remedy(list(own), scale, asked.scales[scale]) if own else ""
        # under the header of a table, keys are without its name
        told = told.replace(f"write labels.{toml(scale)} =", "they mean")
        labels[scale] = {
            "key": key(asked.scales[scale]),
            "remedy": re.sub(r"scales\.(\S+ = \d+)", r"\1 under [scales]", told),
            "unknown": {text: word.times for text, word in own.items()},
            "alike": alike.get(scale, {}),
        }
    return labels


def _one_line(text: str) -> str:
    """Return a text that may stand in a comment."""
    return quoted(text)[1:-1].replace('\\"', '"')
