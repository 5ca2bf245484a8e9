"""Files of answers: odd but good files are read, and every kind of damage is named."""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_study.datafiles import DataFileError
from mlops_study.survey import Mapping, questionnaire, read_survey

PRACTICES = ["P1", "P2", "P3", "P4", "P5"]
TOOLS = [f"{letter}{i}" for i in range(1, 6) for letter in "UEF"]
GOOD = [
    ["respondent", *PRACTICES],
    ["ana", "5", "4", "3", "2", "1"],
    ["ben", "4", "4", "4", "4", "4"],
    ["cem", "5", "5", "", "5", "5"],
]


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "answers.csv"


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def changed(row: int, column: int, cell: str) -> list[list[str]]:
    rows = [list(r) for r in GOOD]
    rows[row][column] = cell
    return rows


def problems(path: Path, **options) -> list[str]:
    """Return what is wrong with a file, without its name, which opens each line."""
    with pytest.raises(DataFileError, match=re.escape(str(path))) as caught:
        read_survey(path, **options)
    assert all(line.startswith(f"{path}: ") for line in caught.value.lines)
    assert not any("\n" in line for line in caught.value.lines)
    return [line.removeprefix(f"{path}: ") for line in caught.value.lines]


TEXT = "respondent,P1,P2,P3,P4,P5\nana,5,4,3,2,1\n"
YES_NO = "respondent,C1,C2,C3\n"
DAMAGE: dict[str, tuple[object, str]] = {
    # the file
    "missing": (None, "no such file"),
    "empty": (b"", "empty; expected a header with items"),
    "blank lines only": (b"\n\n\n", "empty; expected a header"),
    "first line blank": ("\n" + TEXT, "the first line is blank; expected a header"),
    "cut in a character": (b"respondent,P1\n\xc3", "the file ends inside a character"),
    "no known encoding": (b"P1\n\x81\n", "byte 4 is not UTF-8 or Windows-1252 text"),
    "cut in UTF-16": (TEXT.encode("utf-16")[:-1], "is not UTF-16 text"),
    "too many columns": (
        [["x"] * 1001, ["1"] * 1001],
        "1001 columns; expected at most 1000",
    ),
    "header only": (TEXT.splitlines()[0].encode(), "no rows below the header"),
    "zero byte": (TEXT.replace("ana", "a\0a").encode(), "byte 28 is zero; expected"),
    "damaged workbook": (b"PK\x03\x04....", "an archive or a damaged workbook; exp"),
    "spreadsheet of old": (b"\xd0\xcf\x11\xe0", "a spreadsheet of old; expected comma"),
    "compressed": (b"\x1f\x8b....", "a compressed file; expected comma"),
    "PDF": (b"%PDF-1.7", "a PDF; expected comma"),
    "open quote": (TEXT + '"ben,5,4,3,2,1\n', "not comma-separated text"),
    "text after a quote": (TEXT + '"ben"x,5,4,3,2,1\n', "',' expected after '\"'"),
    # the header
    "no item": ([["name", "colour"], ["ana", "red"]], "header: no column is an item"),
    "only ids": ([row[:1] for row in GOOD], "header: no column is an item"),
    "item twice": (changed(0, 2, "P1"), "header: columns 2 and 3 are P1"),
    "item twice, by code and wording": (
        changed(
            0, 2, "1. Implementing CI/CD makes our deployments of models more effective"
        ),
        "header: columns 2 and 3 are P1",
    ),
    "a list of what was ticked": (
        [["id", "Which?"], ["1", "Data Silos, Resource Constraints"]],
        "if 'Which?' lists rows of table2, write check_all.table2 = \"Which?\" in a",
    ),
    # the rows
    "cell too few": ([*GOOD, ["dan", "5"]], "row 4 has 2 cells; expected 6 cells"),
    "cell too many": ([*GOOD, ["dan", *"543215"]], "row 4: more cells than the header"),
    "nobody answered": ([GOOD[0], ["ana", *[""] * 5]], "nobody answered anything"),
    "only previews": (
        [["Status", "P1"], ["Survey Preview", "5"]],
        "nobody answered anything",
    ),
    # the ids
    "no id": (changed(2, 0, " "), "row 2: no id; expected one of the respondent's own"),
    "same id": (
        changed(3, 0, "ana"),
        "row 3: an id that stands more than once, first 'ana'",
    ),
    "same id in many rows": (
        [*GOOD[:2], *[GOOD[1]] * 30],
        "30 rows: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, "
        "21, ...: an id that",
    ),
    # the cells
    "off the scale": (
        changed(2, 1, "66"),
        "'66' (1) is no answer of the scale agreement (5 Strongly agree, 4 Agree, 3 "
        "Neutral, 2 Disagree, 1 Strongly disagree); in P1, first in row 2, column P1; ",
    ),
    "one point more": (changed(2, 1, "6"), "if it has 6 points, write scales.agreeme"),
    "counted from 0": (
        changed(2, 1, "0"),
        'if they count from 0, write labels.agreement = {4 = "Strongly agree", 3 =',
    ),
    "decimal": (changed(2, 1, "4.5"), "'4.5' (1) is no answer"),
    "negative": (changed(2, 1, "-4"), "'-4' (1) is no answer"),
    "word of another scale": (changed(1, 3, "Yes"), "'Yes' (1) is no answer"),
    "word of another language": (
        changed(1, 3, "oui"),
        "'oui' (1) is no answer of the scale agreement (5 Strongly agree, 4 Agree, 3 "
        "Neutral, 2 Disagree, 1 Strongly disagree); in P3, first in row 1, column P3; "
        'write labels.agreement = {oui = "?"} and so on, for ? an answer or "" for',
    ),
    "two answers in a cell": (changed(1, 3, "4;5"), "'4;5' (1) is no answer"),
    "formula": (changed(1, 1, "=1+1"), "'=1+1' (1) is no answer"),
    "long text": (changed(1, 1, "x" * 500), f"'{'x' * 40}...' (1) is no answer"),
    "lettered codes": (
        changed(1, 1, "A2"),
        'if 1 stands for Strongly agree, write labels.agreement = {A1 = "Strongly ',
    ),
    "yes 1 and no 2": (
        YES_NO + "ana,1,2,1\n",
        'if 1 is Yes and 2 No, write labels.yes_no = {1 = "Yes", 2 = "No"} in a map',
    ),
    "ticked or blank": (
        YES_NO + "ana,1,,1\nben,,1,\n",
        'table2: yes or an empty cell, and never no; write blank.table2 = "no" if an',
    ),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_named(kind, path):
    """One line that names the place, the value and what is allowed or to be written."""
    content, message = DAMAGE[kind]
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    elif content is not None:
        write(path, content)
    (line,) = problems(path)
    assert message in line


def test_there_are_enough_kinds():
    """At least 38."""
    assert len(DAMAGE) >= 38


def test_a_cause_is_said_once_however_many_cells_it_has(path):
    """Each word with how often it stands, the columns, and the first place."""
    rows = [[f"r{i}", "7", "x", "1", "y", "1"] for i in range(500)]
    write(path, [GOOD[0], *rows])
    (line,) = problems(path)
    assert line.startswith(
        "'7' (500), 'x' (500), 'y' (500) are no answers of the scale"
    )
    assert "; in P1, P2, P4, first in row 1, column P1; " in line
    (line,) = problems(path, limit=2)
    assert line.startswith("'7' (500), 'x' (500) and 1 more are no answers")


def test_causes_are_said_together(path):
    """Ids, and each scale with words that it lacks."""
    rows = [["respondent", "P1", "C1"], ["a", "x", "y"], ["a", "oui", "non"]]
    write(path, rows)
    found = problems(path)
    assert [line.split(" ")[0] for line in found] == ["row", "'x'", "'non'"]


def test_no_number_of_bad_words_takes_long(path):
    """A column of free text that was taken for an item: a thousand words are kept."""
    text = "".join(f"{i},word {i}\n" for i in range(50_000))
    path.write_text(f"id,P1\n{text}", encoding="utf-8")
    assert "and 980 more are no answers" in problems(path)[0]


def test_rows_are_counted_to_the_last(path):
    """Twenty thousand good ones, then one bad one."""
    good = "".join(f"r{i},5,4,3,2,1\n" for i in range(20_000))
    path.write_text(f"{TEXT.splitlines()[0]}\n{good}bad,5,4,3,2,x\n", encoding="utf-8")
    assert "first in row 20\u202f001, column P5" in problems(path)[0]


def test_answers_are_codes_of_their_scale(path):
    """Ordered, with what was not answered missing."""
    write(path, GOOD)
    frame = read_survey(path).answers
    assert list(frame.index) == ["ana", "ben", "cem"]
    assert list(frame.columns) == PRACTICES
    assert frame.loc["ana"].tolist() == ["5", "4", "3", "2", "1"]
    assert pd.isna(frame.loc["cem", "P3"])
    assert (frame["P1"] >= "4").tolist() == [True] * 3
    assert list(frame["P1"].cat.categories) == list("12345")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text + "\n\n\r\n",
        lambda text: text.rstrip("\n"),
        lambda text: text.replace(",5", ',"5"'),
        lambda text: '"respondent"' + text.removeprefix("respondent"),
        lambda text: text.replace(",5", ",Strongly agree").replace(",4", ",AGREE"),
        lambda text: text.replace(",5", ", strongly\u00a0agree ").replace(",4", ",4.0"),
        lambda text: text.replace(",5", ",5 - Strongly agree").replace(",4", ',"4,0"'),
        lambda text: text.replace("P1", " p1 ").replace("respondent", "Response ID"),
        lambda text: text.replace("\n", ",,\n"),
        lambda text: text.replace("\n", ",,\n").replace("P5,,", "P5"),
        lambda text: text.replace("\nben", "\n\n,,,,,\nben"),
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",,", ",n/a,"),
        lambda text: text.replace(",,", ",Prefer not to say,"),
    ],
)
def test_what_programs_do_changes_nothing(change, path):
    """Line ends, marks, quotes, spaces, words, decimals, empty rows and columns."""
    write(path, GOOD)
    expected = read_survey(path).answers
    text = path.read_text(encoding="utf-8")
    path.write_text(change(text), encoding="utf-8", newline="")
    found = read_survey(path).answers
    pd.testing.assert_frame_equal(found, expected)


@settings(max_examples=20)
@given(st.data())
def test_every_way_to_name_an_item_is_understood(tmp_path_factory, data):
    """Code or wording, in any case, numbered, in brackets, after a dash, curly."""
    path = tmp_path_factory.mktemp("x") / "a.csv"
    items = questionnaire().items
    asked = data.draw(st.lists(st.sampled_from(list(items.index)), min_size=1))
    asked = list(dict.fromkeys(asked))
    ways = [
        lambda code, _: code.lower(),
        lambda _, wording: wording,
        lambda _, wording: f"  {wording.upper().rstrip('.?')} *",
        lambda _, wording: f"12. {wording.replace(' ', chr(160))}",
        lambda _, wording: f"How far do you agree? [{wording}]",
        lambda _, wording: f"How far do you agree? - {wording}",
        lambda code, wording: f"{code}. {wording}",
        lambda _, wording: f"Q3: <b>{wording}</b>",
        lambda code, _: f"practices[{code}]",
        lambda code, _: f"group/practices___{code.lower()}",
        lambda _, wording: f"\ufeffWhich? - Selected Choice - {wording}\u200b",
    ]
    header = [
        data.draw(st.sampled_from(ways))(item, items.loc[item, "wording"])
        for item in asked
    ]
    words = [next(iter(questionnaire().words(item))) for item in asked]
    write(path, [["Timestamp", *header], ["2024-05-02", *words]])
    found = read_survey(path, mapping=Mapping(blank="missing"))
    used = [i for i in asked if i[0] not in "EF" or f"U{i[1]}" in asked]
    assert set(used) <= set(found.answers.columns) == set(asked)
    assert (found.answers[used].iloc[0] == [words[asked.index(i)] for i in used]).all()


def test_columns_may_stand_in_any_order(path):
    """Items come out in the order of the questionnaire."""
    write(path, GOOD)
    expected = read_survey(path).answers
    write(path, [row[::-1] for row in GOOD])
    pd.testing.assert_frame_equal(read_survey(path).answers, expected)


def test_ids_stay_as_they_are_written(path):
    """001 is not 1; a comma, a line break, words for nothing and other scripts."""
    names = ["001", "1", "nan", "NA", "a,b", "a\nb", "1e5", "Ωmega", "r1", "R1", "r1 "]
    write(path, [GOOD[0], *[[name, *"54321"] for name in names]])
    assert list(read_survey(path).answers.index) == names


def test_other_columns_are_kept_and_not_read(path):
    """With the index of the answers, under names of their own."""
    write(path, [["role", "P1", "role", ""], ["a", "5", "b", "c"], ["d", "", "", ""]])
    found = read_survey(path)
    assert found.other.to_dict("list") == {
        "role": ["a"],
        "role (3)": ["b"],
        "column 4": ["c"],
    }
    assert list(found.other.index) == list(found.answers.index) == [1]
    assert (found.read, found.silent) == (2, 1)


def test_every_item_reads_the_words_and_the_codes_of_its_scale(path):
    """As the questionnaire shows them."""
    asked = questionnaire()
    for words in (False, True):
        rows = [["respondent", *asked.items.index]]
        for k in range(6):
            scales = [list(asked.words(item).items()) for item in asked.items.index]
            # a rating needs its tool to be used
            answers = [
                scale[0 if item.startswith("U") else k % len(scale)]
                for item, scale in zip(asked.items.index, scales, strict=True)
            ]
            rows.append([f"r{k}", *[answer[words] for answer in answers]])
        write(path, rows)
        frame = read_survey(path).answers
        for item in asked.items.index:
            expected = {"1"} if item.startswith("U") else set(asked.words(item))
            assert set(frame[item]) == expected


def test_what_others_say_of_a_tool_is_left_out(path):
    """Who does not use it, or does not say so."""
    rows = [["U1", "E1", "F1"], ["1", "5", "daily"], ["0", "4", "daily"], ["", "3", ""]]
    write(path, rows)
    found = read_survey(path)
    assert found.answers["E1"].tolist()[0] == "5"
    assert found.answers[["E1", "F1"]].count().tolist() == [1, 1]
    said = "Left out, of who does not use the tool: 2 ratings and 1 frequency."
    assert said in found.notes


def test_the_file_that_is_checked_is_the_file_that_is_read(tmp_path, monkeypatch):
    """A name with a tilde is a name, and an ending does not make an archive."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(tmp_path)
    write(home / "a.csv", [GOOD[0], ["elsewhere", *"11111"]])
    (tmp_path / "~").mkdir()
    write(tmp_path / "~" / "a.csv", GOOD)
    assert list(read_survey(Path("~/a.csv")).answers.index) == ["ana", "ben", "cem"]
    for ending in ("gz", "zip", "xz", "bz2", "tar"):
        write(tmp_path / f"a.{ending}", GOOD)
        assert len(read_survey(tmp_path / f"a.{ending}").answers) == 3


@pytest.mark.parametrize("place", ["end", "middle"])
def test_blank_lines_without_number_are_no_rows(place, path):
    """A hundred thousand of them."""
    write(path, GOOD)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" * 100_000)
        if place == "middle":
            file.write("dan,1,1,1,1,1\n")
    found = read_survey(path)
    assert found.dropped == ({"empty": 100_000} if place == "middle" else {})
    assert len(found.answers) == (4 if place == "middle" else 3)
