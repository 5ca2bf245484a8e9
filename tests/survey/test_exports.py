"""What a tool is given, answered and exported by it, comes back as it was answered.

The tools are not at hand: a test reads the file of a tool as the tool documents it, and
writes made-up answers in the layout that the tool documents for its exports.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest

from mlops_study.datafiles import DataFileError
from mlops_study.survey import (
    EXPORTS,
    Questionnaire,
    export,
    questionnaire,
    read_questionnaire,
    read_survey,
)

Item = tuple[str, str, dict[str, str]]
"""Its name for the tool, its question, and the words of its answers by code."""


def limesurvey(text: str) -> Iterator[Item]:
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    assert [row["class"] for row in rows[:3]] == ["S", "SL", "G"]
    for row in rows:
        if row["class"] == "Q":
            own = [a for a in rows if a["class"] == "A" and a["id"] == row["id"]]
            assert all(len(answer["name"]) <= 5 for answer in own)
            words = {answer["name"]: answer["text"] for answer in own}
            yield row["name"], row["text"], words


def qualtrics(text: str) -> Iterator[Item]:
    assert text.startswith("[[AdvancedFormat]]\n")
    for part in text.split("[[Question:MC:SingleAnswer:Vertical]]\n")[1:]:
        name, wording = re.match(r"\[\[ID:(\w+)\]\]\n(.+)\n", part).groups()
        _, _, answers = part.partition("Choices]]\n")
        lines = answers.partition("[[Block")[0].strip().split("\n")
        words = [line for line in lines if not line.startswith("[[")]
        codes = re.findall(r"\[\[Choice:(\d+)\]\]", answers)
        keys = codes or [str(i) for i, _ in enumerate(words, start=1)]
        yield name, wording, dict(zip(keys, words, strict=True))


def redcap(text: str) -> Iterator[Item]:
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows[0]) == 18
    assert rows[0]["Variable / Field Name"] == "record_id"
    for row in rows[1:]:
        choices = row["Choices, Calculations, OR Slider Labels"].split(" | ")
        words = dict(choice.split(", ", 1) for choice in choices)
        yield row["Variable / Field Name"], row["Field Label"], words


def google(text: str) -> Iterator[Item]:
    grids = r"setTitle\((.+)\)\n +\.setRows\((.+)\)\n +\.setColumns\((.+)\);"
    for title, rows, columns in re.findall(grids, text):
        words = {word: word for word in json.loads(columns)}
        for row in json.loads(rows):
            yield f"{json.loads(title)} [{row}]", row, words


READERS: dict[str, Callable[[str], Iterator[Item]]] = {
    "limesurvey": limesurvey,
    "qualtrics": qualtrics,
    "redcap": redcap,
    "google": google,
}
LAYOUTS = {
    # the tool, its own columns, how it heads an item, and whether it writes words
    "LimeSurvey": ("limesurvey", ["id", "submitdate"], "{0}", True),
    "LimeSurvey, questions": ("limesurvey", ["Response ID", "Seed"], "{1}", True),
    "LimeSurvey, both": ("limesurvey", ["id", "submitdate"], "{0}. {1}", True),
    "Qualtrics": ("qualtrics", ["ResponseId", "Finished"], "{0}", True),
    "REDCap, codes": ("redcap", ["record_id", "survey_timestamp"], "{0}", False),
    "REDCap, words": ("redcap", ["Record ID", "Survey Timestamp"], "{1}", True),
    "Google": ("google", ["Timestamp", "Email"], "{0}", True),
}


def drawn(asked: Questionnaire, n: int) -> pd.DataFrame:
    """Draw a code for each respondent and item; who does not use a tool rates none."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            item: rng.choice(list(asked.words(item)), n).astype(object)
            for item in asked.items.index
        }
    )
    for item in frame:
        if item[0] in "EF" and f"U{item[1:]}" in frame:
            frame.loc[frame[f"U{item[1:]}"] == "0", item] = ""
    return frame


@pytest.fixture
def own(tmp_path) -> Questionnaire:
    path = tmp_path / "q.csv"
    path.write_text(
        "item,table,row,wording,scale\n"
        'mood1,mood,Morning,"How are you, ""really"", in the morning?",0..10\n'
        "mood2,mood,Night,How are you   at night?,0..10\n"
        "tool,tools,Git,Do you use git; or not?,Ja|Nein\n",
        encoding="utf-8",
    )
    return read_questionnaire(path)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("of", ["study", "own"])
def test_answers_come_back_as_they_were_given(layout, of, own, tmp_path):
    """For each layout in which a tool exports them, without a mapping."""
    asked = own if of == "own" else questionnaire()
    tool, columns, head, words = LAYOUTS[layout]
    items = list(READERS[tool](export(asked, tool)))
    given = drawn(asked, 7)
    by_wording = {" ".join(w.split()): i for i, w in asked.items["wording"].items()}
    rows = [[*columns, *[head.format(name, question) for name, question, _ in items]]]
    if tool == "qualtrics":
        rows.append(
            ["Response ID", "Finished", *[question for _, question, _ in items]]
        )
        rows.append([f'{{"ImportId":"QID{i}"}}' for i, _ in enumerate(rows[0])])
    for i, answers in given.iterrows():
        rows.append([f"id{i}", "x"])
        for _, question, labels in items:
            item = by_wording[question]
            word = asked.words(item).get(answers[item], "")
            # the tool has codes of its own for the words
            code = {w: c for c, w in labels.items()}.get(word, "")
            rows[-1].append(word if words else code)
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    found = read_survey(tmp_path / "a.csv", asked=asked)
    answers = found.answers.astype(object).fillna("")
    assert answers.to_dict("list") == given.to_dict("list")


def test_ratings_are_asked_of_users_only():
    """Where the tool can branch on an answer."""
    study = questionnaire()
    rows = csv.DictReader(io.StringIO(export(study, "limesurvey")), delimiter="\t")
    shown = {row["name"]: row["relevance"] for row in rows if row["class"] == "Q"}
    assert shown["E2"] == shown["F2"] == 'U2.NAOK == "1"'
    assert shown["U2"] == "1"
    fields = csv.DictReader(io.StringIO(export(study, "redcap")))
    logic = {row["Variable / Field Name"]: row for row in fields}
    column = "Branching Logic (Show field only if...)"
    assert logic["e2"][column] == logic["f2"][column] == "[u2] = '1'"
    assert logic["p1"][column] == ""


@pytest.mark.parametrize("tool", EXPORTS)
def test_codes_that_no_tool_takes_are_refused(tool, tmp_path):
    """A code with a space would come back as another name."""
    path = tmp_path / "q.csv"
    path.write_text("item,table,row,wording,scale\na b,t,r,w,3\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="item 'a b': no code that survey tools"):
        export(read_questionnaire(path), tool)
