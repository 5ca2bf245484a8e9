"""Files in the layouts of survey tools give the answers that were meant.

All answers are invented. Expected are percentages worked out by hand: of who agrees or
strongly agrees, or says yes.
"""

from collections.abc import Callable

import pytest
from openpyxl import Workbook

from mlops_study.datafiles import DataFileError
from mlops_study.survey import (
    Responses,
    questionnaire,
    read_mapping,
    read_questionnaire,
    read_survey,
    synthetic_file,
)

ITEMS = questionnaire().items
WORDING = ITEMS["wording"]
P = [f"P{i}" for i in range(1, 6)]
C = [f"C{i}" for i in range(1, 6)]


def line(*cells: str) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


WORDS = [
    ["Agree", "Strongly agree", "Neutral", "Agree", "Disagree"],
    ["Strongly agree", "Agree", "Agree", "Neutral", "Agree"],
    ["Neutral", "Agree", "Disagree", "Agree", "Agree"],
]
NUMBERS = "R1,4,5,3,4,2\nR2,5,4,4,3,4\nR3,3,4,2,4,4\n"
TOP_2 = [66.67, 100, 33.33, 66.67, 66.67]
CHOICES = "R1,1,0,1,0,1\nR2,0,1,1,0,0\nR3,1,0,0,1,0\n"
FACING = [66.67, 33.33, 66.67, 33.33, 33.33]
ROWS = list(ITEMS.loc[C, "row"])
IMPORT = [f'{{"ImportId":"QID{i}"}}' for i in range(9)]

CASES: dict[str, tuple[str, str, dict[str, list[float]], list[str]]] = {
    # name: file, mapping, expected percentages by table, what the notes say
    "Google Forms": (
        line("Timestamp", *[f"How far do you agree? [{WORDING[i]}]" for i in P])
        + "".join(line("2024/05/02 9:14:11 AM GMT+2", *words) for words in WORDS),
        "",
        {"table1": TOP_2},
        ["ignored: Timestamp.", "No column of ids: respondents are numbered."],
    ),
    "a column of roles": (
        line("respondent", "role", *P)
        + "".join(line(f"R{i}", "Ops", *words) for i, words in enumerate(WORDS)),
        "",
        {"table1": TOP_2},
        ["Columns that are no items, ignored: role."],
    ),
    "check-all in a cell, blank is no": (
        line("respondent", "Which? (all that apply)")
        + line("R1", "Data Silos, Resource Constraints")
        + line("R2", "")
        + line("R3", "Cultural Resistance;Data Silos; Other: our boss"),
        'blank = "no"\ncheck_all.table2 = "which? (all that apply)"',
        {"table2": [33.33, 66.67, 0, 0, 33.33]},
        ["Table2: 1 cell with something beside its rows", "means no in table2"],
    ),
    "check-all in a cell, each on a line": (
        line("id", "Which?") + line("1", "Data Silos\nCultural Resistance"),
        'check_all.table2 = "Which?"',
        {"table2": [100, 100, 0, 0, 0]},
        [],
    ),
    "check-all in a cell, with an option of the user's own": (
        "respondent,Which?\nR1,Data Silos;Our boss;\nR2,our boss\nR3,My own words\n",
        'check_all.table2 = "Which?"',
        {"table2": [0, 33.33, 0, 0, 0]},
        ["3 cells with something beside its rows, which is left out: 'our boss' (2)."],
    ),
    "check-all in a cell": (
        "respondent,Which?\nR1,Data Silos;Resource Constraints;\nR2,\nR3,Data Silos;\n",
        'check_all.table2 = "Which?"',
        {"table2": [0, 100, 0, 0, 50]},
        [],
    ),
    "ticked or blank, blank is no": (
        "respondent,C1,C2,C3,C4,C5\nR1,x,,x,,\nR2,,x,,,\nR3,x,,,x,\nR4,,,x,,x\n",
        'blank = "no"',
        {"table2": [50, 25, 50, 25, 25]},
        ["An empty cell means no in table2."],
    ),
    "ticked or blank, blank is no answer": (
        "respondent,C1,C2\nR1,1,\nR2,,1\n",
        'blank.table2 = "missing"',
        {"table2": [100, 100]},
        ["An empty cell means missing in table2."],
    ),
    "Excel's empty rows and columns": (
        "respondent,C1,C2,C3,C4,C5,,\n"
        + CHOICES.replace("\n", ",,\n")
        + ",,,,,,,\n, ,,,,,,\n",
        "",
        {"table2": FACING},
        [],
    ),
    "Qualtrics": (
        line("StartDate", "Status", "Finished", "ResponseId", *["Q1_1", "Q1_2"])
        + line(
            "Start",
            "Type",
            "Finished",
            "Response ID",
            *[f"x - {WORDING[i]}" for i in P[:2]],
        )
        + line(*IMPORT[:6])
        + line("2024", "Survey Preview", "True", "R_0", "Disagree", "Disagree")
        + line("2024", "IP Address", "True", "R_1", "Agree", "Neutral")
        + line("2024", "IP Address", "False", "R_2", "Neutral", "Agree"),
        "",
        {"table1": [50, 50]},
        ["2 more rows of header left out.", "1 did not reach the end and count"],
    ),
    "Qualtrics in numbers, finished only": (
        line("Status", "Finished", "ResponseId", "P1")
        + line("Response Type", "Finished", "Response ID", "How far?")
        + line(*IMPORT[:4])
        + line("1", "1", "R_0", "1")
        + line("0", "1", "R_1", "5")
        + line("0", "0", "R_2", "2"),
        "finished_only = true",
        {"table1": [100]},
        ["Numbers on the scale agreement: 5 Strongly agree, 4 Agree, 3 Neutral, 2 Dis"],
    ),
    "Qualtrics' check boxes": (
        line("ResponseId", "Q2_1", "Q2_2")
        + line("Response ID", *[f"Which? - Selected Choice - {r}" for r in ROWS[:2]])
        + line(*IMPORT[:3])
        + line("R_1", ROWS[0], "")
        + line("R_2", ROWS[0], ROWS[1]),
        'blank.table2 = "no"',
        {"table2": [100, 50]},
        ["2 more rows of header left out."],
    ),
    "REDCap's check boxes by their labels": (
        line("Record ID", *[f"Which? (choice={r})" for r in ROWS[:2]], "Complete?")
        + line("1", "Checked", "Unchecked", "Complete")
        + line("2", "Checked", "Checked", "Incomplete"),
        "",
        {"table2": [100, 50]},
        ["ignored: Complete?."],
    ),
    "LimeSurvey's arrays": (
        line("id", "C[1]", "C[SQ002]", "P[1]")
        + line("1", "Y", "N/A", "Agree")
        + line("2", "N", "N", "Neutral"),
        "",
        {"table1": [50], "table2": [50, 0]},
        ["Read as no answer: 'N/A' (1)."],
    ),
    "marks around answers": (
        line("id", *P)
        + line("1", "\u201cAgree\u201d", "(2) Disagree", "Neutral.", "[4] Agree", "1.")
        + line("2", "'agree'", "4) agree", "Agree [4]", "3", "Agree ."),
        "",
        {"table1": [100, 50, 50, 50, 50]},
        [],
    ),
    "codes with other wordings": (
        line("id", "C1. Are you a manager?", "P1", "P2: " + WORDING["P2"])
        + line("1", "Yes", "Agree", "Agree"),
        "",
        {"table1": [100, 100], "table2": [100]},
        ["Items by their codes, in other words: C1 (are you a manager?)."],
    ),
    "SoSci Survey": (
        "CASE\tP1\tP2\nInterview number\tPractices: CI\tPractices: automation\n"
        "7\t5\t-9\n8\t4\t2\n",
        'header_rows = 2\nmissing = ["-9"]',
        {"table1": [100, 0]},
        ["Read as cells separated by tabs.", "1 more row of header left out."],
    ),
    "SurveyMonkey": (
        line("Respondent ID", "Start Date", "How far do you agree?", "", "Which?", "")
        + line(
            "", "", WORDING["P1"], WORDING["P2"], "Cultural Resistance", "Data Silos"
        )
        + line("118", "2024", "Agree", "Neutral", "Cultural Resistance", "")
        + line("119", "2024", "Disagree", "Agree", "", "Data Silos"),
        'blank.table2 = "no"',
        {"table1": [50, 50], "table2": [50, 50]},
        ["1 more row of header left out.", "ignored: Start Date."],
    ),
    "a reversed scale": (
        "respondent,P1,P2,P3,P4,P5\nR1,2,1,3,2,4\nR2,1,2,2,3,2\nR3,3,2,4,2,2\n",
        'reversed = ["agreement"]',
        {"table1": TOP_2},
        ["Numbers on the scale agreement, turned: 5 Strongly agree"],
    ),
    "yes 1 and no 2": (
        "respondent,C1,C2,C3,C4,C5\n" + CHOICES.replace(",0", ",2"),
        'labels.yes_no = {1 = "Yes", 2 = "No"}',
        {"table2": FACING},
        [],
    ),
    "LimeSurvey's codes": (
        "id,submitdate,lastpage,P1,P2,P3,P4,P5,C1\n"
        "1,2024,2,A2,A1,A3,A2,A4,Y\n2,2024,2,A1,A2,A2,A3,A2,N\n3,,2,A3,A2,A4,A2,A2,Y\n",
        'labels.agreement = {A1 = "Strongly agree", A2 = "Agree", A3 = "Neutral", '
        'A4 = "Disagree", A5 = "Strongly disagree"}',
        {"table1": TOP_2, "table2": [66.67]},
        ["ignored: submitdate, lastpage", "1 did not reach the end"],
    ),
    "LimeSurvey's codes and wordings": (
        line("Response ID", "Date submitted", *[f"{i}. {WORDING[i]}" for i in P[:2]])
        + line("1", "2024", "Agree", "N/A"),
        "",
        {"table1": [100]},
        ["Read as no answer: 'N/A' (1).", "Not asked of table1: P3, P4, P5."],
    ),
    "REDCap": (
        "record_id,p1,p2,p3,p4,p5,challenges___1,challenges___2,survey_complete\n"
        + "".join(
            f"{row},{ticks}\n"
            for row, ticks in zip(
                NUMBERS.split(), ["1,0,2", "0,1,2", "1,0,0"], strict=True
            )
        ),
        '[columns]\nchallenges___1 = "C1"\nchallenges___2 = "C2"',
        {"table1": TOP_2, "table2": [66.67, 33.33]},
        ["1 did not reach the end"],
    ),
    "REDCap, check boxes unsaid": (
        "record_id,p1,box___1\n1,4,1\n2,5,0\n",
        "",
        {"table1": [100]},
        ["Check boxes such as box___1 are items where a mapping says so."],
    ),
    "REDCap's labels": (
        "Record ID,P1,C1,C2\n1,Agree,Checked,Unchecked\n2,,Unchecked,Checked\n",
        "",
        {"table1": [100], "table2": [50, 50]},
        [],
    ),
    "seven points": (
        "respondent,P1,P2,P3,P4,P5\nR1,6,7,4,5,2\nR2,7,5,6,4,6\n",
        "scales.agreement = 7",
        {"table1": [100, 50, 50, 0, 50]},
        ["Numbers on the scale agreement: 7, 6, 5, 4, 3, 2, 1."],
    ),
    "counted from 0": (
        "respondent,P1,P2,P3,P4,P5\nR1,3,4,2,3,1\nR2,4,3,3,2,3\nR3,2,3,1,3,3\n",
        'labels.agreement = {4 = "Strongly agree", 3 = "Agree", 2 = "Neutral", '
        '1 = "Disagree", 0 = "Strongly disagree"}',
        {"table1": TOP_2},
        [],
    ),
    "pandas' floats": (
        "respondent,C1,C2,C3,C4,C5\nR1,1.0,0.0,,1.0,0.0\nR2,0.0,1.0,1.0,0.0,1.0\n",
        "",
        {"table2": [50, 50, 100, 50, 50]},
        [],
    ),
    "four of five": (
        "respondent,P1,P2,P3,P4\n" + "".join(r[:-2] + "\n" for r in NUMBERS.split()),
        "",
        {"table1": TOP_2[:4]},
        ["Not asked of table1: P5."],
    ),
    "nobody answered one": (
        "respondent,P1,P2,P3,P4,P5\n"
        + "".join(row[:-1] + "\n" for row in NUMBERS.split()),
        "",
        {"table1": TOP_2[:4]},
        [],
    ),
    "no skip logic": (
        "respondent,U1,E1,F1,U2,E2,F2\nR1,1,4,daily,0,5,daily\nR2,1,5,weekly,1,3,daily\n",
        "",
        {"table4": [100, 50]},
        ["Left out, of who does not use the tool: 1 rating and 1 frequency."],
    ),
    "weights beside": (
        "respondent;weight;C1;C2\nR1;0,6;1;0\nR2;1,9;0;1\n",
        'weight = "weight"',
        {"table2": [50, 50]},
        ["Read as cells separated by semicolons."],
    ),
    "all frequencies": (
        "respondent,U1,F1,U2,F2,U3,F3\nR1,1,Monthly,1,Every hour,1,Never\n",
        "",
        {"table4": [100, 100, 100]},
        [],
    ),
    "German": (
        "respondent,P1,P2,P3,P4,P5\n"
        "R1,Stimme zu,Stimme voll zu,Teils/teils,Keine Angabe,Stimme nicht zu\n",
        'missing = ["keine angabe"]\n[labels.agreement]\n"Stimme zu" = "Agree"\n'
        '"stimme voll zu" = 5\n"Teils/teils" = "neutral"\n"Stimme nicht zu" = 2',
        {"table1": [100, 100, 0, 0]},
        ["Read as no answer: 'Keine Angabe' (1)."],
    ),
    "abandoned": (
        "respondent,C1,C2,C3,C4,C5\n" + CHOICES + "R4,,,,,\nR5,,,,,\nR6,,,,,\n",
        "",
        {"table2": FACING},
        [],
    ),
}


def percentages(found: Responses) -> dict[str, list[float]]:
    """Return the share of each row of each table: of yes, or of the two top answers."""
    shares: dict[str, list[float]] = {}
    for item in found.answers:
        answers = found.answers[item].dropna()
        column, codes = ITEMS.loc[item, "column"], list(answers.cat.categories)
        if column in ("effectiveness", "frequency") or answers.empty:
            continue
        top = answers.isin(codes[-2:] if len(codes) > 2 else codes[-1:])
        table = shares.setdefault(str(ITEMS.loc[item, "table"]), [])
        table.append(round(100 * float(top.mean()), 2))
    return shares


@pytest.fixture
def read(tmp_path) -> Callable[[str], Responses]:
    """Return a function that reads a case with its mapping."""

    def read(name: str) -> Responses:
        text, mapping, *_ = CASES[name]
        (tmp_path / "a.csv").write_text(text, encoding="utf-8")
        (tmp_path / "m.toml").write_text(mapping or "missing = []", encoding="utf-8")
        told = read_mapping(tmp_path / "m.toml", questionnaire())
        return read_survey(tmp_path / "a.csv", mapping=told)

    return read


@pytest.mark.parametrize("name", CASES)
def test_each_layout_gives_the_answers_that_were_meant(name, read):
    """With the line of a mapping where the file cannot tell; the notes say it."""
    found = read(name)
    assert percentages(found) == CASES[name][2]
    for words in CASES[name][3]:
        assert any(words in note for note in found.notes), found.notes


@pytest.mark.parametrize(
    ("name", "rows", "dropped", "silent"),
    [
        ("Excel's empty rows and columns", 5, {"empty": 2}, 0),
        ("Qualtrics", 3, {"preview": 1}, 0),
        (
            "Qualtrics in numbers, finished only",
            3,
            {"preview": 1, "unfinished": 1},
            0,
        ),
        ("abandoned", 6, {}, 3),
        ("check-all in a cell", 3, {}, 1),
    ],
)
def test_rows_are_counted_by_what_became_of_them(name, rows, dropped, silent, read):
    """Read, dropped, silent: the rest has answered."""
    found = read(name)
    assert (found.read, found.dropped, found.silent) == (rows, dropped, silent)
    assert len(found.answers) == rows - sum(dropped.values()) - silent


@pytest.mark.parametrize(
    "name", [name for name, (_, mapping, *_) in CASES.items() if "abels" in mapping]
)
def test_the_line_that_a_refusal_names_is_the_one_to_write(name, tmp_path):
    """Where it is clear; otherwise a mapping file asks for each word."""
    text, mapping, *_ = CASES[name]
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    try:
        read_survey(tmp_path / "a.csv")
    except DataFileError as error:
        assert mapping in str(error) or '{"Stimme zu" = "?"} and' in str(error)
    else:
        assert name == "counted from 0"  # its numbers are all on the scale


def test_words_of_two_degrees_are_not_one_answer(tmp_path):
    """Until a mapping says so, or tells them apart."""
    path, mapping = tmp_path / "a.csv", tmp_path / "m.toml"
    path.write_text(line("id", "P1", "P2") + line("1", "Agree", "4 - Somewhat agree"))
    same = 'labels.agreement = {agree = "Agree", "somewhat agree" = "Agree"}'
    with pytest.raises(
        DataFileError, match="'agree' and 'somewhat agree' are one"
    ) as e:
        read_survey(path)
    assert same in str(e.value)
    for text, codes in {
        same: ["4", "4"],
        'scales.agreement = "Agree|Somewhat agree|Not at all"': ["3", "2"],
    }.items():
        mapping.write_text(text)
        said = read_mapping(mapping, questionnaire())
        assert list(read_survey(path, mapping=said).answers.iloc[0]) == codes


def test_codes_beside_other_words_are_not_read_alone(tmp_path):
    """As where a tool writes words at the ends of a scale only."""
    path, mapping = tmp_path / "a.csv", tmp_path / "m.toml"
    path.write_text(line("id", *P) + line("1", "1 - Strongly agree", "2", "3", "4", ""))
    with pytest.raises(DataFileError, match="'1 - Strongly agree' has not the") as e:
        read_survey(path)
    for rule in (
        'reversed = ["agreement"]',
        'labels.agreement = {1 = "Strongly agree", 2 = "Agree", 3 = 3, 4 = "Disagree"}',
    ):
        mapping.write_text(rule)
        said = read_mapping(mapping, questionnaire())
        found = read_survey(path, mapping=said).answers.iloc[0]
        assert list(found[P[:4]]) == ["5", "4", "3", "2"]
    assert 'reversed = ["agreement"]' in str(e.value)
    assert 'labels.agreement = {1 = "?"}' in str(e.value)


def test_a_list_that_names_no_row_is_refused(tmp_path):
    """Where a tool writes the numbers of what was ticked, not nothing was."""
    path, mapping = tmp_path / "a.csv", tmp_path / "m.toml"
    path.write_text('id,Which?\n1,"1,3"\n2,2\n', encoding="utf-8")
    mapping.write_text('check_all.table2 = "Which?"')
    said = read_mapping(mapping, questionnaire())
    with pytest.raises(DataFileError, match="table2: no cell of its column names a r"):
        read_survey(path, mapping=said)


def test_codes_of_labels_are_those_of_the_questionnaire(tmp_path):
    """Turned are the file's own."""
    path, mapping = tmp_path / "a.csv", tmp_path / "m.toml"
    path.write_text(line("id", "P1", "P2") + line("1", "A1", "1"))
    mapping.write_text('reversed = ["agreement"]\nlabels.agreement = {A1 = 5}')
    said = read_mapping(mapping, questionnaire())
    assert list(read_survey(path, mapping=said).answers.iloc[0]) == ["5", "5"]


def test_an_item_there_twice_is_told_by_a_line(tmp_path):
    """As where a tool puts comments beside answers."""
    path, mapping = tmp_path / "a.csv", tmp_path / "m.toml"
    why = f"Why? - {WORDING['P1']}"
    path.write_text(line(WORDING["P1"], why) + line("Agree", "It is fast."))
    rule = f'columns = {{"{why}" = ""}}'
    with pytest.raises(DataFileError, match="columns 1 and 2 are P1") as e:
        read_survey(path)
    assert rule in str(e.value)
    mapping.write_text(rule)
    said = read_mapping(mapping, questionnaire())
    assert list(read_survey(path, mapping=said).answers["P1"]) == ["4"]


def test_own_items_on_the_same_scale(tmp_path):
    """Named by their rows; of the paper's rows none is meant."""
    (tmp_path / "q.csv").write_text(
        "item,table,row,wording,scale\n"
        "T1,tools,feature store,A feature store helps.,agreement\n"
        "T2,tools,model registry,A model registry helps.,agreement\n",
        encoding="utf-8",
    )
    text = (
        "respondent,feature store,model registry\n1,Agree,Agree\n2,Disagree,Neutral\n"
    )
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    asked = read_questionnaire(tmp_path / "q.csv")
    found = read_survey(tmp_path / "a.csv", asked=asked)
    assert found.answers.to_dict("list") == {"T1": ["4", "2"], "T2": ["4", "3"]}
    assert not asked.matches_paper("tools", "feature store")


def test_a_workbook_of_a_form(tmp_path):
    """Numbers, dates and gaps as cells of the first sheet."""
    sheet = (book := Workbook()).active
    sheet.append(["ID", "Start time", *WORDING[P]])
    sheet.append([1, "2024-05-02", "Agree", "Strongly agree", None, "Agree", 2.0])
    sheet.append([2, "2024-05-02", "Agree\xa0", 4])
    book.save(tmp_path / "a.xlsx")
    found = read_survey(tmp_path / "a.xlsx")
    assert percentages(found)["table1"] == [100, 100, 100, 0]
    assert list(found.answers.index) == ["1", "2"]
    assert "Read as the first sheet of a workbook." in found.notes


def test_the_stored_synthetic_answers_need_no_note():
    """But for the key of the numbers; nothing is dropped."""
    found = read_survey(synthetic_file())
    assert not found.dropped
    assert all(note.startswith("Numbers on the scale") for note in found.notes)
