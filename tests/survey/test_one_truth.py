"""No sentence, table or figure of a report contradicts another, or the answers.

Random surveys, with all that real ones have, against sums over plain lists of answers.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isclose, isnan, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from mlops_study import tables
from mlops_study.cli.report import Results
from mlops_study.figures import register
from mlops_study.numerals import decimal, whole
from mlops_study.survey import Questionnaire, Responses, questionnaire

NAMES = ["fig", "plum", "pear", "lime", "kiwi", "date"]
WAYS = ("levels", "yes/no", "before/after", "tools")
COLUMNS = {
    "before/after": ("before", "after"),
    "tools": ("using", "effectiveness", "frequency"),
}


@dataclass
class Case:
    """A survey as plain lists: for each respondent answers by item, weight, group."""

    asked: Questionnaire
    rows: list[dict[str, str]]
    weights: list[float] | None
    of: list[str]
    least: int

    def responses(self) -> Responses:
        """Return them as a reader would."""
        index = pd.Index([f"r{i}" for i in range(len(self.rows))])
        answers = {
            item: pd.Categorical(
                [row[item] or None for row in self.rows],
                list(self.asked.words(item))[::-1],
                ordered=True,
            )
            for item in self.asked.items.index
        }
        weights = None if self.weights is None else pd.Series(self.weights, index)
        return Responses(
            answers=pd.DataFrame(answers, index=index),
            questionnaire=self.asked,
            other=pd.DataFrame({"of": self.of}, index=index),
            weights=weights,
            read=len(self.rows),
        )

    def given(self, *items: str, of: str | None = None) -> list[tuple[int, float]]:
        """Return place and weight of those who answered all of some items."""
        return [
            (i, 1.0 if self.weights is None else self.weights[i])
            for i, row in enumerate(self.rows)
            if all(row[item] for item in items) and (of is None or self.of[i] == of)
        ]

    def mean(self, worth: Callable[[dict[str, str]], float], who) -> float:
        """Return what answers are worth on the average of some respondents."""
        total = sum(weight for _, weight in who)
        if not who:
            return float("nan")
        return sum(weight * worth(self.rows[i]) for i, weight in who) / total

    def items(self, table: str, row: str) -> dict[str, str]:
        """Return the items of a row by their columns."""
        own = self.asked.own(table)
        own = own[own["row"] == row]
        return dict(zip(own["column"], own.index, strict=True))

    def compared(self, table: str, row: str):
        """Return the items of a row that have to be answered, and who counts."""
        items = self.items(table, row)
        kind = self.asked.kind(table)
        if kind == "before/after":
            return list(items.values()), lambda own: own[items["after"]] == "1"
        item = items.get("using") or next(iter(items.values()))
        codes = list(self.asked.words(item))
        top = codes[: 2 if kind == "levels" and len(codes) > 3 else 1]
        return [item], lambda own: own[item] in top


@st.composite
def cases(draw) -> Case:
    """Draw a survey: its tables, who skips what, ties, weights, groups."""
    asked = questionnaire() if draw(st.integers(0, 9)) == 0 else draw(sheets())
    n = draw(st.integers(1, 24))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    missing = draw(st.sampled_from([0.0, 0.15, 0.6]))
    alike = draw(st.sampled_from([0.0, 0.0, 0.5, 1.0]))
    branching = draw(st.booleans())
    empty = {item for item in asked.items.index if draw(st.integers(0, 9)) == 0}
    rows = []
    for i in range(n):
        row: dict[str, str] = {}
        for item, own in asked.items.iterrows():
            codes = list(asked.words(str(item)))
            code = codes[0] if rng.random() < alike else str(rng.choice(codes))
            skips = branching and own["row"] == NAMES[i % len(NAMES)]
            using = asked.items.index[
                (asked.items["row"] == own["row"])
                & (asked.items["table"] == own["table"])
                & (asked.items["column"] == "using")
            ]
            rates = own["column"] in ("effectiveness", "frequency")
            unused = rates and row[using[0]] != "1"
            gone = item in empty or skips or unused or rng.random() < missing
            row[str(item)] = "" if gone else code
        rows.append(row)
    if not any(map(any, (row.values() for row in rows))):
        rows[0][str(asked.items.index[0])] = next(
            iter(asked.words(asked.items.index[0]))
        )
    rows = [row for row in rows if any(row.values())]
    weights = draw(st.sampled_from([None, "equal", "drawn"]))
    drawn = rng.choice([0.1, 0.5, 1.0, 7.0], size=len(rows)).tolist()
    return Case(
        asked=asked,
        rows=rows,
        weights={None: None, "equal": [0.3] * len(rows), "drawn": drawn}[weights],
        of=rng.choice(list("abc")[: draw(st.integers(1, 3))], size=len(rows)).tolist(),
        least=draw(st.sampled_from([1, 3, 5])),
    )


@st.composite
def sheets(draw) -> Questionnaire:
    """Draw a questionnaire of one to three tables of any kind."""
    lines, scales = [], {"yes": {"1": "Yes", "0": "No"}}
    for t in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(WAYS))
        points = draw(st.integers(3, 11))
        scales[f"s{t}"] = {str(i): f"L{i}" for i in reversed(range(1, points + 1))}
        scales["often"] = {"daily": "Daily", "weekly": "Weekly", "never": "Never"}
        for row in NAMES[: draw(st.integers(1, 5))]:
            for column in COLUMNS.get(kind, ("answer",)):
                scale = {"levels": f"s{t}", "frequency": "often"}.get(
                    kind if kind == "levels" else column, "yes"
                )
                scale = f"s{t}" if column == "effectiveness" else scale
                item = f"T{t}{row}{column}"
                lines.append((item, f"Block {t}", f"t{t}", row, column, item, scale))
    names = ["item", "block", "table", "row", "column", "wording", "scale"]
    items = pd.DataFrame(lines, columns=names).set_index("item")
    return Questionnaire(items=items, scales=scales)


def same(found: float, expected: float) -> bool:
    return (isnan(found) and isnan(expected)) or isclose(
        found, expected, rel_tol=1e-9, abs_tol=1e-7
    )


def meant(case: Case, row: dict) -> tuple[list[str], Callable[[dict[str, str]], float]]:
    """Return the items that a number is of, and what their answers are worth."""
    items, column = case.items(row["table"], row["row"]), row["column"]
    item = items.get(column) or next(iter(items.values()))
    codes = list(case.asked.words(item))
    if column in ("before", "change"):
        before, after = items["before"], items["after"]
        start = 100.0 * (column == "change")

        def worth(own: dict[str, str]) -> float:
            fell = 100.0 * (own[before] == "1")
            return start * (own[after] == "1") - fell if start else fell

        return [before, after], worth
    if column.endswith("_of_all"):
        item = items[column.removesuffix("_of_all")]
        return [item], lambda own: 100.0 * (own[item] == "1")
    if column in ("mean", "effectiveness"):
        return [item], lambda own: float(own[item])
    if column == "net":
        top = 2 if len(codes) > 3 else 1
        return (
            [item],
            lambda own: (
                100.0 * (own[item] in codes[:top]) - 100.0 * (own[item] in codes[-top:])
            ),
        )
    if row["main"]:
        needed, yes = case.compared(row["table"], row["row"])
        return needed, lambda own: 100.0 * yes(own)
    item = items.get("frequency") or item
    words, word = case.asked.words(item), row["label"].removeprefix("frequency: ")
    return [item], lambda own: 100.0 * (words[own[item]] == word)


def check_numbers(case: Case, numbers: pd.DataFrame) -> None:
    """Every number, how many it is of, and that its interval holds it."""
    for row in numbers.to_dict("records"):
        needed, worth = meant(case, row)
        who = case.given(*needed)
        assert row["n"] == len(who), row
        assert same(row["value"], case.mean(worth, who)), row
        weights = np.array([weight for _, weight in who])
        if len(who):
            assert same(row["effective"], weights.sum() ** 2 / (weights**2).sum())
        if row["note"]:
            assert isnan(row["low"])
            assert isnan(row["high"])
        else:
            assert row["low"] - 1e-7 <= row["value"] <= row["high"] + 1e-7, row
        if row["column"] == "change" and case.weights is None and not row["note"]:
            values = [worth(case.rows[i]) for i, _ in who]
            ends = stats.t.interval(
                row["level"],
                len(who) - 1,
                np.mean(values),
                np.std(values, ddof=1) / sqrt(len(who)),
            )
            assert same(row["low"], max(-100.0, ends[0]))


def base_and_shown(case: Case, table: str):
    """Return shares among who answered all rows, how many, and each row's own."""
    rows = case.asked.own(table)["row"].unique()
    of = {row: case.compared(table, row) for row in rows}
    own = {row: case.given(*needed) for row, (needed, _) in of.items()}
    answered = [row for row in rows if own[row]]
    base = case.given(*(item for row in answered for item in of[row][0]))

    def share(row, who):
        return case.mean(lambda own: 100.0 * of[row][1](own), who)

    return (
        {row: share(row, base) for row in answered},
        len(base),
        {row: share(row, own[row]) for row in answered},
    )


def first(shares: dict[str, float]) -> set[str]:
    return {row for row, own in shares.items() if own > max(shares.values()) - 1e-7}


def check_sentence(case: Case, table: str, text: str) -> None:
    """Who comes first, ties, or what changed, and of how many."""
    if case.asked.kind(table) == "before/after":
        check_changes(case, table, text)
        return
    base, n, shown = base_and_shown(case, table)
    if len(base) < 2 or n < case.least:
        assert not re.search("first (?!\\.)|tie", text.replace("comes first.", "")), (
            text
        )
        return
    ahead = first(base)
    if ahead != first(shown):
        assert "depends on who is counted" in text
        return
    assert f"({decimal(max(base.values()), 1)}\u00a0% of the {n} who" in text, text
    if len(ahead) > 1:
        told = re.search(r": (.*) tie", text).group(1)
        all_tie, count = told.startswith("all "), re.search(r"(\d+) rows", told)
        assert all_tie == (len(ahead) == len(base))
        if count:
            assert int(count.group(1)) == len(ahead)
        else:
            rest = told
            for row in ahead:
                assert row in rest
                rest = rest.replace(row, "", 1)
            assert set(rest) <= set(", and")
    else:
        assert {re.search(r": (.*) comes first", text).group(1)} == ahead


def check_changes(case: Case, table: str, text: str) -> None:
    """Look whether a row said to have risen has a change above zero, and so on."""
    for words, sign in (("more say yes after than before", 1), ("fewer", -1)):
        found = re.search(rf"{words} for ([^;(]*)", text)
        for row in re.split(", | and ", found.group(1).strip()) if found else ():
            if row not in set(case.asked.own(table)["row"]):
                continue
            items = case.items(table, row)
            both = {"table": table, "row": row, "column": "change"}
            change = case.mean(meant(case, both)[1], case.given(*items.values()))
            assert change * sign > 0, text


def check_ranks(case: Case, ranks: pd.DataFrame) -> None:
    """Shares, of one base, fall with the rank; a surely better one is above."""
    for table, own in ranks.groupby("table"):
        base, n, _ = base_and_shown(case, str(table))
        assert set(own["n"]) == {n}
        if n < case.least:
            assert own["share"].isna().all()
            continue
        assert {row: same(base[row], s) for row, s in own[["row", "share"]].to_numpy()}
        for row, share in zip(own["row"], own["share"], strict=True):
            assert same(share, base[row])
        assert own["share"].is_monotonic_decreasing or own["share"].diff().max() < 1e-9
        assert (own["best"] <= own["worst"]).all()
        place = np.arange(1, len(own) + 1)
        assert (own["best"] <= place).all()
        assert (own["worst"] >= place).all()
        assert (own["first_low"] <= own["first_high"] + 1e-12).all()


def check_table(numbers: pd.DataFrame) -> None:
    """Cells say the numbers, and a change has the sign of its two shares."""
    cells = tables.answers(numbers).cells
    assert not cells.isin(["nan", "NaN", "None", "<NA>"]).any().any()
    by = numbers.set_index(["row", "column"])
    for place, row in enumerate(numbers["row"].unique()):
        line = cells.iloc[place]
        assert line.iloc[0] == row
        assert line["Answers"] == whole(by.loc[row]["n"].iloc[0])
        if "change in points" in line:
            before, after, change = (
                by.loc[(row, c), "value"] for c in ("before", "after", "change")
            )
            assert isnan(change) or same(after - before, change)
            assert line["change in points"] == decimal(change, 1)
        often = by.loc[row].filter(like="frequency: ", axis="index")
        if len(often):
            top = often["label"][often["value"] > often["value"].max() - 1e-7]
            told = next(t for h, t in line.items() if h.startswith("Frequency"))
            names = [label.removeprefix("frequency: ") for label in top]
            assert told == "n/a" if not names else all(name in told for name in names)
            assert ("tie" in told) == (len(names) > 1)


def check_charts(charts, numbers: pd.DataFrame) -> None:
    """See that marks and words stand at the numbers, in order."""
    for table, own in numbers.groupby("table", sort=False):
        if not own["n"].any():
            assert f"{table}-chart" not in charts
            continue
        kind, figure = own["kind"].iloc[0], charts[f"{table}-chart"]
        axes = figure.axes[0]
        column = {"before/after": "change", "tools": "using"}.get(kind)
        main = own[own["main"] & (own["unit"] == "per cent")]
        chosen = own[own["column"] == column] if column else main
        order = chosen.sort_values("value", ascending=False, kind="stable")
        labels = [
            " ".join(label.get_text().split()) for label in axes.get_yticklabels()
        ]
        assert labels == list(order["row"])
        beside = [text.get_text() for text in axes.texts]
        for text, (_, row) in zip(beside, order.iterrows(), strict=True):
            assert text.endswith(f"n = {whole(row['n'])}")
            if row["n"]:
                assert text.startswith(decimal(row["value"], 1))
                assert ("[" in text) == (not row["note"])
        marks = [line for line in axes.lines if line.get_marker() == "o"]
        by = own.set_index(["column", "row"])["value"]
        if kind == "levels":
            levels = own[~own["main"] & (own["unit"] == "per cent")]
            widths = {
                bars.get_label(): [bar.get_width() for bar in bars]
                for bars in axes.containers
            }
            for label, each in levels.groupby("label"):
                expected = each.set_index("row")["value"][list(order["row"])]
                np.testing.assert_allclose(widths[label], expected)
        elif kind == "before/after":
            for mark, of in zip(marks, ("before", "after"), strict=True):
                np.testing.assert_allclose(mark.get_xdata(), by[of][order["row"]])
        else:
            np.testing.assert_allclose(marks[0].get_xdata(), order["value"])
        if kind == "tools":
            (mark, *_) = figure.axes[1].lines
            rated = by["effectiveness"][order["row"]]
            np.testing.assert_allclose(mark.get_xdata(), rated)


def check_groups(case: Case, groups: pd.DataFrame | None, charts) -> None:
    """Each group's numbers, none of a small one, and differences that fit them."""
    sizes = {name: case.of.count(name) for name in set(case.of)}
    shown = {name for name, size in sizes.items() if size >= case.least}
    if len(shown) < 2:
        assert groups is None
        return
    assert set(groups["group"]) == shown
    for row in groups.to_dict("records"):
        if row["unit"] != "per cent":
            continue
        needed, yes = case.compared(row["table"], row["row"])
        who = case.given(*needed, of=row["group"])
        assert row["n"] == len(who)
        few = len(who) < case.least
        expected = case.mean(lambda own, yes=yes: 100.0 * yes(own), who)
        assert isnan(row["value"]) if few else same(row["value"], expected)
        if isnan(row["difference"]):
            continue
        others = [
            pair
            for name in shown - {row["group"]}
            for pair in case.given(*needed, of=name)
        ]
        rest = case.mean(lambda own, yes=yes: 100.0 * yes(own), others)
        assert same(row["difference"], expected - rest)
        if not isnan(row["difference_low"]):
            assert row["difference_low"] <= row["difference"] + 1e-7
            assert row["difference_high"] >= row["difference"] - 1e-7

    for table, own in groups[groups["unit"] == "per cent"].groupby("table"):
        marks = charts[f"{table}-groups"].axes[0].lines
        for mark, (_, each) in zip(marks, own.groupby("group"), strict=True):
            np.testing.assert_allclose(mark.get_xdata(), each["value"])


def check(case: Case) -> None:
    """Hold everything that a report says against the answers."""
    results = Results(responses=case.responses(), by="of", least=case.least)
    numbers = results.numbers
    check_numbers(case, numbers)
    for table, text in results.sentences.items():
        check_sentence(case, table, text)
    check_ranks(case, results.rankings)
    for _, own in numbers.groupby("table", sort=False):
        check_table(own)
    charts = {name: chart for name, (_, chart) in results.charts.items()}
    check_charts(charts, numbers)
    check_groups(case, results.groups, charts)
    words = " ".join([*results.notes, *results.points, *results.sentences.values()])
    assert not re.search(r"\bnan\b", words, re.IGNORECASE)
    for table in results.tables:
        assert not table.cells.isin(["nan", "None"]).any().any()
    every = tables.answers_against_published(numbers).cells
    assert len(every) == len(numbers)


@pytest.fixture(autouse=True)
def _unsettled(monkeypatch):
    """Do not lay figures out, which takes longest and moves no mark."""
    monkeypatch.setattr(register, "settled", lambda figure: figure)


@settings(max_examples=4)
@given(cases())
def test_nothing_contradicts_the_answers(case):
    """In sentences, tables and figures of random surveys."""
    check(case)


@pytest.mark.slow
@settings(max_examples=int(os.environ.get("SURVEYS", 200)))
@given(cases())
def test_nothing_contradicts_the_answers_of_many(case):
    """The same, more often: 200 surveys, or as many as SURVEYS says."""
    check(case)
