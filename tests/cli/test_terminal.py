"""Tables on a terminal: fitted to its width, nothing cut off and nothing obeyed."""

import io
import json
import os
import pty
import sys
import termios
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from rich.cells import cell_len
from rich.console import Console

from mlops_study import numerals
from mlops_study.cli import terminal
from mlops_study.tables import Column, Table, make_table, number


def _read(screen: int) -> bytes:
    """Read until nobody can write any more."""
    shown = b""
    while True:
        try:
            more = os.read(screen, 65536)
        except OSError:
            return shown
        shown += more


@pytest.fixture
def screen(call, monkeypatch):
    """Return a function that calls the command on a terminal and gives its picture."""

    def screen(
        width: int, *arguments: object, encoding: str = "utf-8", **environment: str
    ) -> str:
        for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "COLORTERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", **environment}.items():
            monkeypatch.setenv(name, value)
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, width))
        with ThreadPoolExecutor(1) as pool, monkeypatch.context() as patch:
            shown = pool.submit(_read, ours)
            with open(theirs, "w", encoding=encoding) as output:  # noqa: PTH123
                patch.setattr(sys, "stdout", output)
                patch.setattr(sys, "__stdout__", output)
                code, _, err = call(*arguments)
            # a few runs are said to be few
            assert code == 0
            assert all("fewer than 10 runs" in line for line in err.splitlines())
        os.close(ours)
        return shown.result().decode(encoding).replace("\r\n", "\n")

    return screen


def _cells(tables: object) -> list[str]:
    """List the headers and cells of tables in JSON."""
    lists = tables.values() if isinstance(tables, dict) else [tables]
    rows = [row for rows in lists for row in rows]
    return [text for row in rows for pair in row.items() for text in pair]


@pytest.mark.parametrize(
    "command",
    [
        "tables",
        pytest.param("audit", marks=pytest.mark.slow),
        "questionnaire",
        "triangulate --pairs",
    ],
)
def test_tables_fit_the_width_and_lose_no_word(command, screen, run):
    """Of a word too long for its cell, such as an address, the first part stands."""
    cells = _cells(json.loads(run(*command.split(), "-f", "json").stdout))
    expected = {word for cell in cells for word in cell.split()}
    for width in (60, 120) if command == "tables" else (80,):
        shown = screen(width, *command.split(), NO_COLOR="1")
        assert max(map(cell_len, shown.splitlines())) <= width
        words = {word.rstrip(":") for word in numerals.plain(shown).split()}
        begun = {word[:16] for word in words}
        for word in expected:
            assert word.rstrip(":") in words or (len(word) > 16 and word[:16] in begun)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_comparison_fits_the_width(width, screen, short, tmp_path):
    """Of scenarios whose names are long paths."""
    other = tmp_path / "other.toml"
    other.write_text(short.read_text(encoding="utf-8"), encoding="utf-8")
    call = ["compare", short, other, "-n", 2, "--workers", 1]
    shown = screen(width, *call, NO_COLOR="1")
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "Change" in shown
    assert "failure" in shown


def test_a_title_stands_above_and_tables_apart(screen):
    """As the first lines; numbers are flush right, words flush left."""
    shown = screen(120, "tables", "table2", "table5", NO_COLOR="1").splitlines()
    title, empty, header, rule, *rows = [line.rstrip() for line in shown]
    assert (title, empty, set(rule)) == ("Challenges in MLOps Adoption", "", {"─"})
    assert header.startswith("Challenge ")
    assert {len(row) for row in rows[:5]} == {len(header)} == {len(rule)}
    assert rows[0].startswith("Cultural Resistance ")
    assert rows[5:8] == ["", make_table("table5").title, ""]


def test_rows_are_ruled_off_where_cells_are_wrapped(screen):
    """And only there."""
    wide = screen(200, "tables", "table1", NO_COLOR="1").splitlines()
    narrow = screen(80, "tables", "table1", NO_COLOR="1").splitlines()
    rules = [sum(set(line) == {"─"} for line in shown) for shown in (wide, narrow)]
    assert rules == [1, 5]


def drawn(table: Table, width: int) -> list[str]:
    """Return the lines of a table without its title."""
    console = Console(file=io.StringIO(), width=width)
    console.print(terminal.fitted(table, width))
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_where_room_is_short_rows_become_lists():
    """Before a word is broken, or a number parted from its unit."""
    days = numerals.estimate(12345, 6)
    assert len(days) == 14
    rows = [("basic", "first", days), ("basic", "second", "20"), ("other", "x", "3")]
    table = Table.of(
        pd.DataFrame(rows, columns=["from", "to", "days"]),
        Column("From", "from"),
        Column("To", "to"),
        number("Days", "days"),
        title="T",
    )
    assert drawn(table, 29) == [
        "From   To                Days",
        "─" * 29,
        f"basic  first   {days}",
        "basic  second              20",
        "other  x                    3",
    ]
    rows = [["From  basic", "To    first", f"Days  {days}"]]
    rows += [["From  basic", "To    second", "Days  20"]]
    rows += [["From  other", "To    x", "Days  3"]]
    first, second, third = rows
    assert drawn(table, 28) == [*first, "─" * 28, *second, "─" * 28, *third]


def one_column(header: str, *texts: str) -> Table:
    rows = pd.DataFrame({"text": texts})
    return Table.of(rows, Column(header, "text"), title="T")


def test_a_line_ends_at_a_space_that_may_be_broken():
    """Not within a number of many digits."""
    text = f"from {numerals.whole(12345)} to {numerals.whole(67890)}"
    assert drawn(one_column("Range", text), 10)[2:] == [text[:4], text[5:14], text[15:]]


def test_a_table_without_rows_is_a_header():
    """And a rule."""
    assert drawn(one_column("A claim"), 9) == ["A claim", "───────"]


def test_nothing_is_escaped_and_nothing_read_as_markup():
    """Neither Markdown's characters nor the marks of the terminal's library."""
    texts = ["[red]x*y_z", "CI/CD :smile:", "<b> & \\", "a|b [/]"]
    shown = drawn(one_column("[b]A|B[/b]", *texts), 40)
    assert [shown[0], *shown[2:]] == ["[b]A|B[/b]", *texts]


def test_an_explicit_format_is_given_on_a_terminal_too(screen, run, short):
    """Markdown as it is piped."""
    piped = run("tables", "table1", "table4").stdout
    assert screen(80, "tables", "table1", "table4", "-f", "markdown") == piped
    assert run("tables", "table1", "table4", "-f", "markdown").stdout == piped
    assert "\\_" in run("scenario", "check", short).stdout
    assert "\\" not in screen(80, "scenario", "check", short)


@pytest.mark.parametrize(
    ("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "unknown")]
)
def test_a_terminal_without_colours_gets_none(variable, value, screen):
    """Another one gets bold headers."""
    assert "\x1b[1mChallenge" in screen(80, "tables", "table2")
    assert "\x1b" not in screen(80, "tables", "table2", **{variable: value})


def test_what_would_steer_the_terminal_is_shown_as_question_marks(screen, tmp_path):
    """A title is a text of somebody else; other scripts stay."""
    scenario = tmp_path / "[red]x.toml"
    text = r'title = "模 \u001b[31mred\u0007 [blue]"' + "\n[run]\nmeasured = 9\n"
    scenario.write_text(text, encoding="utf-8")
    shown = screen(80, "scenario", "check", scenario, NO_COLOR="1")
    assert shown.startswith("模 ?[31mred? [blue]\n")
    assert set(shown) & set(map(chr, range(32))) == {"\n"}
    call = ["simulate", "-s", scenario, "-n", 1, "--workers", 1]
    assert "[red]x.toml" in screen(200, *call, NO_COLOR="1")


def test_letters_that_the_terminal_lacks_are_shown_as_numbers(screen, tmp_path):
    """They take the width that they need."""
    scenario, title = tmp_path / "mine.toml", "Modèle 模 " + "模" * 30
    run = "[run]\nwarm_up = 0\nmeasured = 40"
    scenario.write_text(f'title = "{title}"\n{run}\n', encoding="utf-8")
    for encoding, title in (("latin-1", "Modèle \\u6a21"), ("ascii", "Mod\\xe8le")):
        call = ["scenario", "check", scenario]
        shown = screen(60, *call, encoding=encoding, NO_COLOR="1")
        assert shown.startswith(title)
        assert max(map(len, shown.splitlines())) <= 60
