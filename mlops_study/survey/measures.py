"""The numbers that a survey gives, by the kinds of its tables.

Tables, sentences and figures are all made of this list, so that none can contradict
another.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from mlops_study.published import LIKERT_LEVELS
from mlops_study.survey.measure import Measure
from mlops_study.survey.questionnaire import Kind
from mlops_study.survey.responses import Responses

FREQUENCY = "frequency: "
"""What the columns of frequencies begin with; an answer follows."""


def measures(responses: Responses, *tables: str) -> list[Measure]:
    """List the numbers of tables, of all without names, in the questionnaire's order.

    Of levels: the share of each, of the top two (of fewer than four levels: the top
    one), that less the bottom as many, and the mean. Of tools: who uses them, the mean
    rating and each frequency. Of before and after: both and the change, of who answered
    both, and each of all who answered it where these are others.
    """
    sheet = responses.questionnaire
    found: list[Measure] = []
    for table in tables or sheet.tables:
        items, kind = sheet.own(table), sheet.kind(table)
        asked = items[items.index.isin(responses.answers.columns)]
        for row, own in asked.groupby("row", sort=False):
            of = {str(column): str(item) for item, column in own["column"].items()}
            papers = sheet.matches_paper(table, str(row))
            place = partial(
                replace,
                table=table,
                block=str(own["block"].iloc[0]),
                kind=kind,
                row=str(row),
                papers=papers,
                weights=responses.weights,
            )
            found += map(place, _KINDS[kind](responses, of))
    return found


def _codes(responses: Responses, item: str) -> np.ndarray:
    return responses.answers[item].cat.codes.to_numpy()


def _words(responses: Responses, item: str) -> dict[str, str]:
    """Return the words of an item's answers by their codes, from the lowest up."""
    words = responses.questionnaire.words(item)
    return {str(code): words[code] for code in responses.answers[item].cat.categories}


def _top(size: int, top: int = 1) -> np.ndarray:
    return 100.0 * (np.arange(size) >= size - top)


def _yes(responses: Responses, item: str, column: str) -> Measure:
    words = list(_words(responses, item).values())
    label, size = column.replace("_", " "), len(words)
    if column == "answer":
        # the column of who has not named one
        label = words[-1]
    codes = _codes(responses, item)
    return Measure(codes=codes, worth=_top(size), column=column, label=label, main=True)


def _each(responses: Responses, item: str, prefix: str = "") -> Iterator[Measure]:
    codes, words = _codes(responses, item), list(_words(responses, item).values())
    for code, word in reversed(list(enumerate(words))):
        worth = 100.0 * (np.arange(len(words)) == code)
        label, papers = prefix + word, word.lower().replace(" ", "_")
        # words of others could be names of other columns
        name = papers if papers in LIKERT_LEVELS else label if prefix else f"is {word}"
        yield Measure(codes=codes, worth=worth, column=name, label=label)


def _mean(responses: Responses, item: str, column: str, label: str) -> Measure:
    names = list(_words(responses, item))
    try:
        worth = [float(name) for name in names]
    except ValueError:
        worth = [float(place) for place in range(1, len(names) + 1)]
    label = f"{label} ({worth[0]:g} to {worth[-1]:g})"
    codes = _codes(responses, item)
    return Measure(
        codes=codes,
        worth=np.array(worth),
        column=column,
        label=label,
        unit="scale",
        main=True,
    )


def _levels(responses: Responses, items: Mapping[str, str]) -> Iterator[Measure]:
    (item,) = items.values()
    codes, words = _codes(responses, item), list(_words(responses, item).values())
    top, of = (2, "two") if len(words) > 3 else (1, "one")
    share, label = _top(len(words), top), " or ".join(words[-top:])
    made = partial(Measure, codes=codes)
    yield from _each(responses, item)
    yield made(worth=share, column=f"top_{top}", label=label, main=True)
    label = f"net: top {of} less bottom {of}"
    yield made(worth=share - share[::-1], column="net", label=label, unit="points")
    yield _mean(responses, item, "mean", "mean")


def _change(responses: Responses, items: Mapping[str, str]) -> Iterator[Measure]:
    if len(items) == 1:
        # what was before is not compared with what is after in other rows
        others = responses.questionnaire.items.loc[responses.answers.columns]
        ((column, item),) = items.items()
        others = others[others["table"] == others.loc[item, "table"]]
        main = column == "after" or "after" not in set(others["column"])
        yield replace(_yes(responses, item, column), main=main)
        return
    pair = [_codes(responses, items[column]) for column in ("before", "after")]
    both = (pair[0] >= 0) & (pair[1] >= 0)
    yes = [codes == len(_words(responses, items["after"])) - 1 for codes in pair]
    for column, said in zip(("before", "after"), yes, strict=True):
        own, main = np.where(both, said, -1), column == "after"
        yield Measure(codes=own, worth=_top(2), column=column, label=column, main=main)
    # 0 for a loss, 1 for no change, 2 for a gain
    steps = np.where(both, yes[1].astype(int) - yes[0] + 1, -1)
    yield Measure(
        codes=steps,
        worth=np.array([-100.0, 0.0, 100.0]),
        column="change",
        label="change in points",
        unit="points",
        main=True,
    )
    for column, codes in zip(("before", "after"), pair, strict=True):
        if (both != (codes >= 0)).any():
            of_all = _yes(responses, items[column], column)
            label = f"{column}, of all who answered it"
            yield replace(of_all, column=f"{column}_of_all", label=label, main=False)


def _each_yes(responses: Responses, items: Mapping[str, str]) -> Iterator[Measure]:
    return (_yes(responses, item, column) for column, item in items.items())


def _tools(responses: Responses, items: Mapping[str, str]) -> Iterator[Measure]:
    for column, item in items.items():
        if column == "frequency":
            yield from _each(responses, item, FREQUENCY)
        elif column == "effectiveness":
            yield _mean(responses, item, column, "mean rating")
        else:
            yield _yes(responses, item, column)


_KINDS: dict[Kind, Callable[[Responses, Mapping[str, str]], Iterator[Measure]]] = {
    "levels": _levels,
    "yes/no": _each_yes,
    "before/after": _change,
    "tools": _tools,
}
