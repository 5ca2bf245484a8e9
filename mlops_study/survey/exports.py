"""A questionnaire as survey tools import it, so that nobody types its items.

LimeSurvey's tab-separated structure, Qualtrics' advanced text format, REDCap's data
dictionary, a script that makes a Google form: the template of each is in ``templates``.
Exported from the tool with the words of the answers, what comes back is read by
``reading`` without a mapping; the codes are kept where a tool allows it.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import partial

from mlops_study.datafiles import DataFileError
from mlops_study.formats import Tool
from mlops_study.survey.questionnaire import Questionnaire
from mlops_study.templates import filled

EXPORTS: dict[Tool, str] = {
    "limesurvey": "txt",
    "qualtrics": "txt",
    "redcap": "csv",
    "google": "gs",
}
"""For each tool the ending of its file."""

_COLUMNS = {"limesurvey": (14, "\t"), "redcap": (18, ",")}
"""Of the tools that import a table, its number of columns and what parts them."""


def export(asked: Questionnaire, tool: Tool) -> str:
    """Return a questionnaire as a tool imports it.

    The code of an item that is none that every tool takes is a ``DataFileError``.
    """
    for item in map(str, asked.items.index):
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", item):
            text = "expected a letter, then at most 19 letters and digits"
            raise DataFileError(
                f"item {item!r}: no code that survey tools take; {text}"
            )
    items, grids = list(_items(asked)), dict[tuple[object, object], list[object]]()
    for own in items:
        grids.setdefault((own["block"], own["scale"]), []).append(own)
    return filled(
        f"{tool}.{EXPORTS[tool]}",
        items=items,
        grids=grids.values(),
        row=partial(_row, *_COLUMNS.get(tool, ())),
        js=partial(json.dumps, ensure_ascii=False),
    )


def _items(asked: Questionnaire) -> Iterator[dict[str, object]]:
    """Describe each item, its texts on one line."""
    begun = ""
    tools = asked.items[asked.items["column"] == "using"]
    users = {(own["table"], own["row"]): item for item, own in tools.iterrows()}
    for item, own in asked.items.iterrows():
        of_use = own["column"] in ("effectiveness", "frequency")
        words = {code: _line(word) for code, word in asked.words(str(item)).items()}
        yield {
            "code": str(item),
            "block": _line(own["block"]),
            "begins": own["block"] != begun,
            "wording": _line(own["wording"]),
            "scale": own["scale"],
            "words": words,
            "coded": all(code.isdigit() for code in words),
            # the item that says whether a tool is used, of one that asks of its use
            "using": users.get((own["table"], own["row"]), "") if of_use else "",
        }
        begun = own["block"]


def _row(columns: int, separator: str, *cells: object) -> str:
    text = io.StringIO()
    padded = (*cells, *[""] * (columns - len(cells)))
    csv.writer(text, delimiter=separator, lineterminator="").writerow(padded)
    return text.getvalue()


def _line(text: str) -> str:
    return " ".join(text.split())
