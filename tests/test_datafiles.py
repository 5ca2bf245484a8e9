"""Each data file, broken in each way, is refused by name, row and column."""

import csv
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from dictionary import columns as columns_of
from dictionary import dictionary, files

from mlops_study.datafiles import DataFileError, Dataset, number
from mlops_study.experiments import STUDIES
from mlops_study.published import DATASETS, Paper
from mlops_study.sources import SOURCES
from mlops_study.survey import INSTRUMENTS, SYNTHETIC

ALL = {**DATASETS, **INSTRUMENTS, **SOURCES}


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def folder(copies: Path) -> Path:
    # what the test before has changed is made good; one derived file stands for all
    for dataset in [*ALL.values(), STUDIES["scenarios"].dataset]:
        path, own = dataset.file(copies), dataset.file()
        if path.is_dir():
            path.rmdir()
        if not path.exists() or path.stat().st_mtime_ns != own.stat().st_mtime_ns:
            path.parent.mkdir(exist_ok=True)
            shutil.copy2(own, path)
    return copies


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def refusal(dataset: Dataset, folder: Path) -> str:
    """Return the one line with which a file is refused."""
    with pytest.raises(DataFileError, match=re.escape(dataset.path)) as caught:
        dataset.read(folder)
    message = str(caught.value)
    assert "\n" not in message
    return message


def columns(*kinds: str) -> list[tuple[str, str]]:
    """List the columns that hold one of the kinds of value."""
    return [
        (name, column)
        for name, dataset in ALL.items()
        for column, rule in dataset.columns.items()
        if str(rule.dtype) in kinds
    ]


NUMBERS = columns("int64", "float64")
ONE_OF_EACH_KIND = [("table2", "facing"), ("table4", "effectiveness"), ("dora", "low")]
NO_NUMBERS = ["-1", "nan", "inf", "1,5", "1_0", "+1", "1e0", "\uff11"]
FILLED = [
    (name, column)
    for name, column in columns("string[python]")
    if ALL[name].columns[column].checks
    # a choice may offer the empty word
    and "(, " not in ALL[name].columns[column].description
]
KEYS = [
    (name, column)
    for name, dataset in ALL.items()
    for column, rule in dataset.columns.items()
    if rule.unique
]


@pytest.mark.parametrize("name", ALL)
def test_the_stored_file_is_read_row_by_row(name, folder):
    """What is read has the rows and the columns of the file, in their order."""
    header, *body = cells(ALL[name].file(folder))
    frame = ALL[name].read(folder)
    assert list(frame.columns) == header
    assert len(frame) == len(body)


@pytest.mark.parametrize("name", ALL)
def test_a_wrong_header_is_refused(name, folder):
    """A header that differs is shown beside the expected one."""
    path = ALL[name].file(folder)
    header, *body = cells(path)
    write(path, [[header[0] + "x", *header[1:]], *body])
    message = refusal(ALL[name], folder)
    assert f"expected {','.join(header)}" in message
    assert f"header is {header[0]}x" in message


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("change", [-1, 1])
def test_a_row_of_another_width_is_refused(name, change, folder):
    """A row with a cell too few or too many is named with both widths."""
    path = ALL[name].file(folder)
    rows = cells(path)
    rows[2] = rows[2][:-1] if change < 0 else [*rows[2], "x"]
    write(path, rows)
    width = len(rows[0])
    assert refusal(ALL[name], folder).endswith(
        f"row 2 has {width + change} cells; expected {width} cells"
    )


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        *((*place, value) for place in NUMBERS for value in ("many", "", "1000000")),
        *((*place, value) for place in ONE_OF_EACH_KIND for value in NO_NUMBERS),
    ],
)
def test_a_number_that_is_none_or_out_of_range_is_refused(name, column, value, folder):
    """The message names the row, the column, the value and the range."""
    path = ALL[name].file(folder)
    rows = cells(path)
    rows[2][rows[0].index(column)] = value
    write(path, rows)
    if ALL[name].columns[column].nullable and value == "":
        assert ALL[name].read(folder)[column].isna()[1]
        return
    message = refusal(ALL[name], folder)
    assert f"row 2, column {column}: {value!r} is not " in message
    assert re.search(r"number from [\d.]+ to [\d.]+( or empty)?$", message)


@pytest.mark.parametrize("value", ["101", "-5"])
@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("table1", "agree"),
        ("table2", "facing"),
        ("table3", "before"),
        ("table4", "using"),
        ("table5", "agreeing"),
    ],
)
def test_a_percentage_outside_0_to_100_is_refused(name, column, value, folder):
    """Tables 1 to 5 hold percentages."""
    path = ALL[name].file(folder)
    rows = cells(path)
    rows[1][rows[0].index(column)] = value
    write(path, rows)
    message = refusal(ALL[name], folder)
    assert f"row 1, column {column}: {value!r}" in message
    assert message.endswith("in per cent, a whole number from 0 to 100")


def test_a_likert_row_that_does_not_sum_to_100_is_refused(folder):
    """The row is shown with what was expected of it."""
    path = ALL["table1"].file(folder)
    rows = cells(path)
    rows[3][1] = "41"
    write(path, rows)
    message = refusal(ALL["table1"], folder)
    assert "row 3: (Continuous Monitoring, 41, 40, 10, 5, 5)" in message
    assert message.endswith("expected 5 shares that sum to 100")


@pytest.mark.parametrize(("name", "column"), FILLED)
def test_an_empty_text_is_refused_where_one_is_needed(name, column, folder):
    """A column that is not optional must be filled."""
    path = ALL[name].file(folder)
    rows = cells(path)
    rows[1][rows[0].index(column)] = ""
    write(path, rows)
    assert f"row 1, column {column}: ''" in refusal(ALL[name], folder)


@pytest.mark.parametrize(("name", "column"), KEYS)
def test_a_duplicate_key_is_refused(name, column, folder):
    """A key that stands twice is named at its second place."""
    path = ALL[name].file(folder)
    rows = cells(path)
    at = rows[0].index(column)
    rows[2][at] = rows[1][at]
    write(path, rows)
    message = refusal(ALL[name], folder)
    assert f"column {column}: {rows[1][at]!r} stands more than once" in message


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("statements", ("kind", "number")),
        ("simulation", ("kind", "number")),
        ("scenarios", ("scenario", "variable")),
        ("questionnaire", ("table", "row", "column")),
        ("scales", ("scale", "code")),
    ],
)
def test_a_duplicate_of_several_keys_is_refused(name, keys, folder):
    """Where several columns make the key, they are named together."""
    path = ALL[name].file(folder)
    rows = cells(path)
    for key in keys:
        at = rows[0].index(key)
        rows[2][at] = rows[1][at]
    write(path, rows)
    assert f"one row only for each {' and '.join(keys)}" in refusal(ALL[name], folder)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "no such file"),
        (b"", "empty; expected the header"),
        (b"\xff\xfe\x00", "UTF-16 text; expected comma-separated text in UTF-8"),
        (b'a,"b\n', "not comma-separated text"),
    ],
)
def test_a_file_that_is_no_csv_is_refused(name, content, expected, folder):
    """A missing, empty, binary or unfinished file is refused in one line."""
    path = ALL[name].file(folder)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert expected in refusal(ALL[name], folder)


@pytest.mark.parametrize("cell", [" Data Silos", "Data Silos\t", "\nData Silos"])
def test_spaces_around_a_cell_are_refused(cell, folder):
    """They would make two names of one."""
    path = ALL["table2"].file(folder)
    rows = cells(path)
    rows[2][0] = cell
    write(path, rows)
    message = refusal(ALL["table2"], folder)
    assert message.endswith(f"row 2, column challenge: {cell!r} has spaces around it")


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content + b"\n\n",
    ],
    ids=["byte order mark", "carriage returns", "blank lines at the end"],
)
def test_what_spreadsheets_add_changes_nothing(change, folder):
    """A file saved by a spreadsheet reads like the same file without its marks."""
    path = ALL["table2"].file(folder)
    expected = Paper(folder).table("table2")
    path.write_bytes(change(path.read_bytes()))
    assert Paper(folder).table("table2").equals(expected)


def test_a_header_without_rows_is_refused(folder):
    """A file needs at least one row."""
    path = ALL["table2"].file(folder)
    write(path, cells(path)[:1])
    assert refusal(ALL["table2"], folder).endswith("no rows below the header")


def test_a_folder_in_place_of_a_file_is_refused(folder):
    """What the system says of the path is passed on."""
    path = ALL["table2"].file(folder)
    path.unlink()
    path.mkdir()
    assert refusal(ALL["table2"], folder).endswith("a folder; expected a CSV file")


def test_an_unknown_theme_is_refused(folder):
    """A study may only name themes that are defined."""
    path = ALL["literature"].file(folder)
    rows = cells(path)
    rows[4][rows[0].index("themes")] = "cloud;weather"
    write(path, rows)
    with pytest.raises(
        DataFileError, match=r"study 4, column themes: 'weather' is not"
    ):
        Paper(folder).study_themes()


def test_an_unknown_name_lists_the_known_ones():
    """A name that no file has is answered with those that exist."""
    with pytest.raises(KeyError, match=r"no published data named 'table6'.*table5"):
        Paper().table("table6")


def test_the_dictionary_is_the_one_the_schemas_give(root):
    """Byte for byte what ``scripts/data.py dictionary`` writes."""
    stored = (root / "data" / "README.md").read_text(encoding="utf-8")
    assert stored == dictionary()


def test_every_data_file_is_described(root):
    """No CSV lies in the data folder without a schema, but for the answers."""
    data = root / "data"
    stored = {path.relative_to(data).as_posix() for path in data.glob("*/*.csv")}
    described = {file.path for own in files().values() for file in own}
    assert stored == described | {SYNTHETIC}
    text = (data / "README.md").read_text(encoding="utf-8")
    assert stored == set(re.findall("^### `(.*csv)`$", text, re.MULTILINE))
    assert text.count("Columns as in `derived/scenarios.csv`") == len(STUDIES) - 1


def test_an_indicator_is_described_once_it_is_stored():
    """Until then the file has no such column, which only ``make data`` gives it."""
    study = STUDIES["scenarios"].dataset
    more = study.columns | {"extra": number("an indicator of tomorrow", 0, 1)}
    later = replace(study, columns=more, later=(*study.later, "extra"), key=())
    assert columns_of(later) == columns_of(study)


def test_a_missing_number_is_empty_where_it_may_be(folder):
    """An indicator of a run in which nothing happened; a word is still refused."""
    dataset = STUDIES["scenarios"].dataset
    rows = cells(dataset.file(folder))
    place = rows[0].index("time_to_restore")
    rows[1][place] = ""
    write(dataset.file(folder), rows)
    assert dataset.read(folder)["time_to_restore"].isna().tolist()[0]
    rows[1][place] = "none"
    write(dataset.file(folder), rows)
    assert "'none' is not time to restore, mean, a number" in refusal(dataset, folder)


def test_a_column_of_later_may_be_lacking(folder):
    """A file from before an indicator is read without it; another column is missed."""
    dataset = STUDIES["scenarios"].dataset
    rows = cells(dataset.file(folder))
    for name in ("recall", "replication"):
        place = rows[0].index(name)
        rows = [row[:place] + row[place + 1 :] for row in rows]
        write(dataset.file(folder), rows)
        if name == "recall":
            frame = dataset.read(folder)
            assert list(frame.columns) == list(dataset.columns)
            assert frame["recall"].isna().all() and frame["accuracy"].notna().all()
    assert "expected scenario,replication,improvement_time" in refusal(dataset, folder)
