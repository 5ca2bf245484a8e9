"""A mapping file says what a file of answers cannot, and nothing unknown."""

import csv
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_study.datafiles import DataFileError
from mlops_study.survey import (
    Mapping,
    questionnaire,
    read_mapping,
    read_survey,
    start_map,
)

WRONG = {
    "empty": ("", "empty; `mlops-study survey FILE --start-map MAP` writes one"),
    "no TOML": ("id = ", "not TOML: "),
    "unknown key": ("colums = {}", "key colums: not known; did you mean columns?"),
    "far from any key": ("zzz = 1", "key zzz: not known; expected one of columns, che"),
    "wrong kind": ("missing = 99", "key missing: input should be a valid list, not 99"),
    "wrong inside": ("columns.x = 1", "key columns.x: input should be a valid string"),
    "unknown item": (
        'columns.x = "P9"',
        "key columns: 'P9' is not known; expected one of",
    ),
    "unknown table": ('check_all.t = "x"', "key check_all: 't' is not known; expected"),
    "levels": ('check_all.table1 = "x"', "key check_all: table1 does not ask for yes"),
    "unknown scale": ("scales.agree = 7", "key scales: 'agree' is not known; did you"),
    "a point": ("scales.agreement = 1", "key scales.agreement: '1' is not a scale; ex"),
    "twelve points": (
        "scales.agreement = 12",
        "'12' is not a scale; expected a number",
    ),
    "a word twice": ('scales.agreement = "a|A"', "a word is empty or stands twice"),
    "unknown answer": (
        'labels.agreement.Ja = "Yes"',
        "key labels.agreement.Ja: 'Yes' is not an answer (Strongly agree, Agree, Neut",
    ),
    "unknown end": ('reversed = ["P1"]', "key reversed: 'P1' is not known; expected"),
    "blank": ('blank = "yes"', "key blank.literal['no','missing']: input should be"),
    "blank of no table": (
        'blank.table9 = "no"',
        "key blank: 'table9' is not known; did",
    ),
    "no header": (
        "header_rows = 0",
        "key header_rows: input should be greater than or",
    ),
    "no column": ('id = "code"', "header: no column 'code'; there are name, P1"),
    "no column for an item": ('columns.x = "P1"', "header: no column 'x'; there are"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_not_known_is_refused_in_a_line(kind, tmp_path):
    """Which key, which value, what is allowed."""
    content, message = WRONG[kind]
    path = tmp_path / "m.toml"
    path.write_text(content, encoding="utf-8")
    (tmp_path / "a.csv").write_text("name,P1\nx,5\n", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        read_survey(tmp_path / "a.csv", mapping=read_mapping(path, questionnaire()))
    (found,) = caught.value.lines
    assert message in found


def test_what_is_said_of_a_column_comes_first(tmp_path):
    """A column named like an item may be another, and none."""
    (tmp_path / "a.csv").write_text("P1,P2,x,id\n1,2,3,a\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(
        'id = "P2"\n[columns]\nP1 = ""\nX = "P3"\n', encoding="utf-8"
    )
    told = read_mapping(tmp_path / "m.toml", questionnaire())
    found = read_survey(tmp_path / "a.csv", mapping=told)
    assert found.answers.to_dict("index") == {"2": {"P3": "3"}}
    assert list(found.other) == ["P1", "id"]


def test_a_column_keeps_the_name_by_which_it_is_asked_for(tmp_path):
    """Whatever its case and spaces, in the second row, and though it is an item."""
    (tmp_path / "a.csv").write_text(
        'V1,V2,P1\nResponse ID,The  Role,How?\n"{""ImportId"":""a""}",b,c\nR1,Dev,5\n',
        encoding="utf-8",
    )
    told = Mapping(by="the role", weight="p1", id="response id")
    found = read_survey(tmp_path / "a.csv", mapping=told)
    assert found.other.to_dict("list") == {"the role": ["Dev"], "p1": ["5"]}
    assert found.answers["P1"].tolist() == ["5"]
    assert list(found.answers.index) == ["R1"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("id,Which?\n1,Data Silos\n", 'table2 = "Which?"'),
        ("id,C1,C2\n1,x,\n2,,x\n", 'table2 = "?"'),
        ("id,C1,C2\n1,x,\n2,,x\n", '# table5 = "no"'),
        ("id,P1\n1,7\n", "# if it has 7 points, write agreement = 7 under [scales]"),
        ("id,P1\n1,A3\n", '"A3" = "?"  # cells: 1'),
        ("id,P1\n1,A3\n", '# if 1 stands for Strongly agree, they mean {A1 = "Stron'),
        ("id,P1,P2\n1,Agree,Rather agree\n", '"rather agree" = "?"'),
        ("name,P1\n1,3\n", '# id = "name"'),
        ("Respondent ID,P1\n1,3\n", 'id = "Respondent ID"'),
        ("id,P1\n1,3\n", "reversed = []  # of agreement, yes_no, effectiveness, freq"),
    ],
)
def test_a_mapping_to_begin_with_holds_what_was_found(content, line, tmp_path):
    """What is clear as it is, a guess behind a #, what is not with a question mark."""
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    lines = start_map(tmp_path / "a.csv").split("\n")
    assert any(found.startswith(line) for found in lines)


@settings(max_examples=20)
@given(st.data())
def test_a_mapping_to_begin_with_reads_the_file_as_before(tmp_path_factory, data):
    """Once its question marks are answered, whatever headers and words there are."""
    folder = tmp_path_factory.mktemp("x")
    text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9)
    free = text.filter(lambda t: t.strip() and "\r" not in t)
    others = data.draw(st.lists(free, max_size=3))
    words = data.draw(st.lists(free | st.sampled_from("12345"), min_size=2, max_size=5))
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(
            ["respondent", "P1", *[f"x{i} {o}" for i, o in enumerate(others)]]
        )
        for i, word in enumerate([*words, "5"]):
            rows.writerow([f"r{i}", word, *others])
    started = start_map(folder / "a.csv")
    tomllib.loads(started)
    (folder / "m.toml").write_text(started.replace('"?"', '"Agree"'), encoding="utf-8")
    told = read_mapping(folder / "m.toml", questionnaire())
    found = read_survey(folder / "a.csv", mapping=told)
    assert found.answers.loc[f"r{len(words)}", "P1"] == "5"
    assert told.columns == {"P1": "P1"}
