"""Files of answers: every kind of damage is named, and odd but good files are read."""

import csv
import os
import re
from pathlib import Path

import pandas as pd
import pytest

from mlops_study import survey
from mlops_study.datafiles import DataFileError
from mlops_study.survey import read_survey

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


def tools(use: str, rating: str, frequency: str) -> list[list[str]]:
    return [["respondent", *TOOLS], ["ana", *[use, rating, frequency] * 5]]


def problems(path: Path, **options) -> list[str]:
    """Return what is wrong with a file, without its name, which opens each line."""
    with pytest.raises(DataFileError, match=re.escape(str(path))) as caught:
        read_survey(path, **options)
    assert all(line.startswith(f"{path}: ") for line in caught.value.lines)
    assert not any("\n" in line for line in caught.value.lines)
    return [line.removeprefix(f"{path}: ") for line in caught.value.lines]


TEXT = "respondent,P1,P2,P3,P4,P5\nana,5,4,3,2,1\n"
DAMAGE: dict[str, tuple[object, str]] = {
    # the file
    "missing": (None, "no such file"),
    "empty": (b"", "empty; expected a header with respondent and items"),
    "blank lines only": (b"\n\n\n", "empty; expected a header"),
    "first line blank": ("\n" + TEXT, "the first line is blank; expected a header"),
    "cut in a character": (b"respondent,P1\n\xc3", "the file ends inside a character"),
    "too many columns": (
        [["x"] * 1001, ["1"] * 1001],
        "1001 columns; expected at most 1000",
    ),
    "header only": (TEXT.splitlines()[0].encode(), "no rows below the header"),
    "UTF-16": (TEXT.encode("utf-16"), "UTF-16 text; expected comma-separated text"),
    "Latin-1": (TEXT.replace("ana", "ça").encode("latin-1"), "byte 27 is not UTF-8"),
    "zero byte": (TEXT.replace("ana", "a\0a").encode(), "byte 28 is zero; expected"),
    "spreadsheet": (b"PK\x03\x04....", "a spreadsheet or an archive; expected comma"),
    "compressed": (b"\x1f\x8b....", "a compressed file; expected comma"),
    "semicolons": (TEXT.replace(",", ";"), "cells are separated by semicolons"),
    "tabs": (TEXT.replace(",", "\t"), "cells are separated by tabs; expected commas"),
    "old line ends": (TEXT.replace("\n", "\r"), "a carriage return without a line"),
    "open quote": (TEXT + '"ben,5,4,3,2,1\n', "not comma-separated text"),
    # the header
    "unknown item": (changed(0, 2, "Q2"), "header, column 3: no item 'Q2'"),
    "item in lower case": (changed(0, 1, "p1"), "no item 'p1'; did you mean P1?"),
    "item with a space": (changed(0, 1, "P1 "), "no item 'P1 '; did you mean P1?"),
    "item twice": (changed(0, 2, "P1"), "header, column 3: 'P1' stands more than"),
    "item missing": (
        [row[:-1] for row in GOOD],
        "header: P5 missing; table1 needs all of P1, P2, P3, P4, P5 or none",
    ),
    "no respondents": ([row[1:] for row in GOOD], "header: no column respondent"),
    "respondents only": (
        [row[:1] for row in GOOD],
        "header: no item beside respondent",
    ),
    # the rows
    "cell too few": ([*GOOD, ["dan", "5"]], "row 4 has 2 cells; expected 6 cells"),
    "cell too many": ([*GOOD, ["dan", *"543215"]], "row 4 has 7 cells; expected 6"),
    "blank line": ([*GOOD[:2], [], *GOOD[2:]], "row 2 is a blank line; expected 6"),
    # the cells
    "off the scale": (
        changed(2, 1, "6"),
        "row 2, column P1: '6' is not an answer of the scale agreement (5, 4, 3, 2, 1, "
        "Strongly agree, Agree, Neutral, Disagree, Strongly disagree, or empty)",
    ),
    "decimal": (changed(2, 1, "4.0"), "row 2, column P1: '4.0' is not an answer"),
    "word of another scale": (
        changed(1, 3, "Yes"),
        "row 1, column P3: 'Yes' is not an",
    ),
    "not a number": (changed(3, 5, "NA"), "row 3, column P5: 'NA' is not an answer"),
    "space around": (
        changed(1, 1, " 5"),
        "row 1, column P1: ' 5' has spaces around it",
    ),
    "formula": (changed(1, 1, "=1+1"), "row 1, column P1: '=1+1' is not an answer"),
    "long text": (
        changed(1, 1, "x" * 500),
        f"row 1, column P1: '{'x' * 40}...' is not an answer",
    ),
    "no code": (changed(2, 0, ""), "row 2, column respondent: '' is empty; expected a"),
    "same respondent": (
        changed(3, 0, "ana"),
        "row 3, column respondent: 'ana' stands more than once",
    ),
    "nobody answered": (
        [GOOD[0], ["ana", "", "4", "4", "4", "4"]],
        "column P1: nobody answered; expected at least one answer",
    ),
    "rating without use": (
        tools("0", "5", ""),
        "row 1, column E1: answered, but U1 does not say that the tool is used",
    ),
    "frequency without an answer on use": (
        tools("", "", "daily"),
        "row 1, column F1: answered, but U1 does not say that the tool is used",
    ),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_named(kind, path):
    """One line that names the place, the value and what is allowed."""
    content, message = DAMAGE[kind]
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    elif content is not None:
        write(path, content)
    assert message in problems(path)[0]


def test_there_are_enough_kinds():
    """At least 25, each with a message of its own."""
    messages = {message for _, message in DAMAGE.values()}
    assert len(messages) >= 25


def test_a_folder_and_a_pipe_are_refused(path, tmp_path):
    """A pipe would wait for ever for somebody to write into it."""
    assert problems(tmp_path) == ["a folder; expected a CSV file"]
    os.mkfifo(path)
    assert problems(path) == ["not a file; expected a CSV file"]


def test_all_problems_are_listed_in_the_order_of_the_file(path):
    """Rows and columns as in the file, whatever finds them first."""
    rows = changed(3, 1, "9")
    rows[1][4], rows[2][0] = "x", "ana"
    write(path, rows)
    found = problems(path)
    places = [re.match(r"row (\d+), column (\w+)", line).groups() for line in found]
    assert places == [("1", "P4"), ("2", "respondent"), ("3", "P1")]


@pytest.mark.parametrize("limit", [1, 7])
def test_many_problems_are_counted(limit, path):
    """The first few in words, the others as a number."""
    rows = [GOOD[0], *[[f"r{i}", "7", "x", "1", "1", "1"] for i in range(500)]]
    write(path, rows)
    found = problems(path, limit=limit)
    assert len(found) == limit + 1
    assert found[-1] == f"and {1000 - limit} more problems"
    assert found[0].startswith("row 1, column P1: '7'")


def test_rows_are_counted_through_every_chunk(path):
    """Two hundred thousand good rows, then one bad one, whatever is read at a time."""
    good = "".join(f"r{i},5,4,3,2,1\n" for i in range(200_000))
    path.write_text(f"{TEXT.splitlines()[0]}\n{good}bad,5,4,3,2,0\n", encoding="utf-8")
    assert problems(path)[0].startswith("row 200001, column P5: '0' is not")


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
    ],
    ids=["CRLF", "mark", "blank end", "no end", "quoted", "quoted header", "words"],
)
def test_what_spreadsheets_do_changes_nothing(change, path):
    """Line ends, marks, quotes, and words in place of codes."""
    write(path, GOOD)
    expected = read_survey(path).answers
    text = path.read_text(encoding="utf-8")
    path.write_text(change(text), encoding="utf-8", newline="")
    pd.testing.assert_frame_equal(read_survey(path).answers, expected)


def test_columns_may_stand_in_any_order(path):
    """Items come out in the order of the questionnaire."""
    write(path, GOOD)
    expected = read_survey(path).answers
    write(path, [row[::-1] for row in GOOD])
    pd.testing.assert_frame_equal(read_survey(path).answers, expected)


def test_codes_of_respondents_stay_as_they_are_written(path):
    """001 is not 1; a comma, a line break, words for nothing and other scripts."""
    names = ["001", "1", "nan", "NA", "", "a,b", "a\nb", "1e5", "Ωmega"]
    names.remove("")
    write(path, [GOOD[0], *[[name, *"54321"] for name in names]])
    assert list(read_survey(path).answers.index) == names


def test_a_row_is_counted_as_one_where_a_cell_holds_a_line_break(path):
    """The wrong answer stands in the second row, on the fourth line."""
    write(path, [GOOD[0], ["a\nb", *"54321"], ["ben", *"54329"]])
    assert problems(path)[0].startswith("row 2, column P5: '9' is not")


def test_tables_may_be_left_out(path):
    """A survey need not ask about the cloud."""
    items = survey.questionnaire().items.query("table in ('table2', 'table5')").index
    write(path, [["respondent", *items], ["ana", *["1"] * len(items)]])
    assert list(read_survey(path).answers.columns) == list(items)


def test_every_item_reads_the_words_and_the_codes_of_its_scale(path):
    """As the questionnaire shows them."""
    items = survey.questionnaire().items
    most = max(len(survey.questionnaire().scales[name]) for name in items["scale"])
    for words in (False, True):
        rows = [["respondent", *items.index]]
        for k in range(most):
            scales = [survey.questionnaire().scales[name] for name in items["scale"]]
            # a rating needs its tool to be used
            answers = [
                list(s.items())[0 if item.startswith("U") else k % len(s)]
                for item, s in zip(items.index, scales, strict=True)
            ]
            rows.append([f"r{k}", *[answer[words] for answer in answers]])
        write(path, rows)
        frame = read_survey(path).answers
        for item in items.index:
            given = set(frame[item])
            assert given == (
                {"1"}
                if item.startswith("U")
                else set(survey.questionnaire().words(item))
            )


def test_rows_of_a_later_chunk_are_counted_from_the_start(path):
    """A rating without use in row 100,002 is not called row 2."""
    good = "".join(f"r{i},0,,,0,,,0,,,0,,,0,,\n" for i in range(100_001))
    header = ",".join(["respondent", *TOOLS])
    path.write_text(f"{header}\n{good}bad,0,5,,0,,,0,,,0,,,0,,\n", encoding="utf-8")
    assert problems(path) == [
        "row 100002, column E1: answered, but U1 does not say that the tool is used"
    ]


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


def test_an_empty_column_is_said_with_everything_else(path):
    """Although its rows hold other problems."""
    rows = [
        [*row[:-1], "" if i else row[-1]] for i, row in enumerate(changed(1, 1, "7"))
    ]
    write(path, rows)
    assert [line.partition(":")[0] for line in problems(path)] == [
        "row 1, column P1",
        "column P5",
    ]


def test_a_wrong_answer_on_use_is_one_problem(path):
    """Its rating is not blamed as well."""
    write(path, tools("oui", "5", "daily"))
    assert [re.search(r"column (\w+)", line)[1] for line in problems(path)] == [
        f"U{i}" for i in range(1, 6)
    ]


@pytest.mark.parametrize("line", ["", "x"])
def test_bad_lines_without_number_take_no_memory(line, path):
    """Two million of them: a few are kept, all are counted."""
    write(path, GOOD)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n" * 2_000_000)
    if not line:
        assert len(read_survey(path).answers) == 3
        return
    assert problems(path)[-1] == "and 1\u202f999\u202f980 more problems"
