"""A questionnaire as survey tools import it, so that nobody types its items.

Each function returns the content of a file: LimeSurvey's tab-separated structure,
Qualtrics' advanced text format, REDCap's data dictionary, a script that makes a Google
form. Exported from the tool with the words of the answers, what comes back is read by
``reading`` without a mapping; the codes are kept where a tool allows it.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping

from mlops_study.datafiles import DataFileError
from mlops_study.formats import Tool
from mlops_study.survey.questionnaire import Questionnaire

_TITLE = "Survey"
_LIMESURVEY = (
    "id;related_id;class;type/scale;name;relevance;text;help;language;validation;"
    "mandatory;other;default;same_default"
)
_REDCAP = (
    "Variable / Field Name;Form Name;Section Header;Field Type;Field Label;"
    "Choices, Calculations, OR Slider Labels;Field Note;"
    "Text Validation Type OR Show Slider Number;Text Validation Min;"
    "Text Validation Max;Identifier?;Branching Logic (Show field only if...);"
    "Required Field?;Custom Alignment;Question Number (surveys only);"
    "Matrix Group Name;Matrix Ranking?;Field Annotation"
)


def limesurvey(asked: Questionnaire) -> str:
    """Return the tab-separated survey structure that LimeSurvey imports (.txt)."""

    def rows() -> Iterator[dict[str, str]]:
        yield {"class": "S", "name": "language", "text": "en", "language": ""}
        yield {"class": "SL", "name": "surveyls_title", "text": _TITLE}
        block = ""
        for number, (item, own) in enumerate(asked.items.iterrows(), start=1):
            if own["block"] != block:
                block = _line(own["block"])
                yield {"class": "G", "name": block, "relevance": "1"}
            using = _using(asked, str(item))
            yield {
                "id": str(number),
                "class": "Q",
                "type/scale": "L",
                "name": str(item),
                "relevance": f'{using}.NAOK == "1"' if using else "1",
                "text": _line(own["wording"]),
                "mandatory": "N",
                "other": "N",
            }
            words = asked.words(str(item))
            # a code of LimeSurvey has at most five letters
            short = all(len(code) <= 5 for code in words)
            for place, (code, word) in enumerate(words.items(), start=1):
                name = code if short else f"A{place}"
                answer = {"id": str(number), "class": "A", "type/scale": "0"}
                yield {**answer, "name": name, "text": _line(word)}

    found = ({"language": "en", **row} for row in rows())
    return _table(_LIMESURVEY, found, "\t")


def qualtrics(asked: Questionnaire) -> str:
    """Return the advanced text format that Qualtrics imports (.txt)."""
    lines, block = ["[[AdvancedFormat]]"], ""
    for item, own in asked.items.iterrows():
        if own["block"] != block:
            block = own["block"]
            lines += ["", f"[[Block:{_line(block)}]]"]
        lines += ["", "[[Question:MC:SingleAnswer:Vertical]]"]
        lines += [f"[[ID:{item}]]", _line(own["wording"])]
        words = asked.words(str(item))
        coded = all(code.isdigit() for code in words)
        lines.append("[[AdvancedChoices]]" if coded else "[[Choices]]")
        for code, word in words.items():
            lines += [*([f"[[Choice:{code}]]"] if coded else []), _line(word)]
    return "\n".join(lines) + "\n"


def redcap(asked: Questionnaire) -> str:
    """Return the data dictionary that REDCap imports (.csv)."""
    values: list[tuple[str, ...]] = [("record_id", "", "text", "Record ID", "", "")]
    block = ""
    for item, own in asked.items.iterrows():
        header = "" if own["block"] == block else (block := _line(own["block"]))
        words = asked.words(str(item)).items()
        choices = " | ".join(f"{c}, {_line(w).replace('|', '/')}" for c, w in words)
        using = _using(asked, str(item))
        shown_if = f"[{using.lower()}] = '1'" if using else ""
        wording = _line(own["wording"])
        values.append((str(item).lower(), header, "radio", wording, choices, shown_if))
    places = [_REDCAP.split(";")[place] for place in (0, 2, 3, 4, 5, 11)]
    rows = (dict(zip(places, own, strict=True)) for own in values)
    return _table(_REDCAP, ({**row, "Form Name": "survey"} for row in rows), ",")


def google(asked: Questionnaire) -> str:
    """Return a script that makes a Google form, for script.google.com (.gs)."""
    lines = [
        "// Paste this into a new project at script.google.com and run makeForm once.",
        "// The log then says where the form is.",
        "function makeForm() {",
        f"  var form = FormApp.create({_js(_TITLE)});",
    ]
    for (block, scale), own in asked.items.groupby(["block", "scale"], sort=False):
        rows = [_line(wording) for wording in own["wording"]]
        columns = [_line(word) for word in asked.scales[str(scale)].values()]
        lines += [
            f"  form.addGridItem().setTitle({_js(_line(str(block)))})",
            f"    .setRows({_js(rows)})",
            f"    .setColumns({_js(columns)});",
        ]
    return "\n".join([*lines, "  Logger.log(form.getEditUrl());", "}", ""])


EXPORTS: dict[Tool, tuple[str, Callable[[Questionnaire], str]]] = {
    "limesurvey": ("txt", limesurvey),
    "qualtrics": ("txt", qualtrics),
    "redcap": ("csv", redcap),
    "google": ("gs", google),
}
"""For each tool the ending of its file and what writes it."""


def export(asked: Questionnaire, tool: Tool) -> str:
    """Return a questionnaire as a tool imports it.

    Raises
    ------
    DataFileError
        If the code of an item is none that every tool takes.
    """
    for item in map(str, asked.items.index):
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", item):
            text = "expected a letter, then at most 19 letters and digits"
            raise DataFileError(
                f"item {item!r}: no code that survey tools take; {text}"
            )
    _, write = EXPORTS[tool]
    return write(asked)


def _using(asked: Questionnaire, item: str) -> str:
    """Return the item that says whether a tool is used, of which this one asks."""
    own = asked.items.loc[item]
    if own["column"] not in ("effectiveness", "frequency"):
        return ""
    same = asked.items[["table", "row"]].eq(own[["table", "row"]]).all(axis="columns")
    rows = asked.items[same & (asked.items["column"] == "using")]
    return str(rows.index[0]) if len(rows) else ""


def _table(columns: str, rows: Iterator[Mapping[str, str]], mark: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(
        text, columns.split(";"), delimiter=mark, lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _line(text: str) -> str:
    return " ".join(text.split())


def _js(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
