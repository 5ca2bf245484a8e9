"""What to know of a survey's answers before its numbers are read."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from mlops_study import percentages
from mlops_study.numerals import decimal, people, whole
from mlops_study.survey.problems import key
from mlops_study.survey.responses import Responses

_LISTED = 5  # so many items are named
_SAME = 10  # of fewer items, equal answers are no sign of a duplicate
_STRAIGHT = 4  # of fewer items, the same answer to all is no sign of haste


def quality(responses: Responses) -> list[str]:
    """Say in lines what was read, what is missing, and what looks odd.

    Of respondents only numbers are said, never who they are.
    """
    return [line for find in _FINDERS for line in find(responses)]


def item_answers(responses: Responses) -> pd.DataFrame:
    """Return how many answered each item, and which of its codes nobody gave.

    Columns ``table``, ``row``, ``wording``, ``n``, ``per_cent`` (of those who answered
    anything) and ``unused`` (codes with their words, from the top down).
    """
    sheet, answers = responses.questionnaire, responses.answers
    frame = sheet.items.loc[answers.columns, ["table", "row", "wording"]]
    n = answers.notna().sum()
    unused = {
        str(item): _named(responses, str(item), _unused(answers[item]))
        for item in answers
    }
    return frame.assign(
        n=n, per_cent=100 * n / max(len(answers), 1), unused=pd.Series(unused)
    )


def _unused(answers: pd.Series) -> list[str]:
    """List the codes that nobody gave, from the top down."""
    given = list(answers.dropna().unique())
    return [str(code) for code in answers.cat.categories.drop(given)[::-1]]


def _named(responses: Responses, item: str, codes: list[str]) -> str:
    words = responses.questionnaire.words(item)
    return key({code: words[code] for code in codes})


def _read(responses: Responses) -> Iterator[str]:
    answered, silent = len(responses.answers), responses.silent
    reasons = (f"{why} ({whole(n)})" for why, n in responses.dropped.items() if n)
    dropped = ", ".join(reasons)
    out = f"; left out: {dropped}" if dropped else ""
    yield f"{people(responses.read, 'row')} read{out}."
    started = answered + silent
    share = decimal(100 * answered / started, 1) if started else "0"
    some = f"{whole(answered)} answered something ({share} %)"
    none = f"; {whole(silent)} answered nothing and count nowhere" if silent else ""
    yield f"{people(started)} started, {some}{none}."
    if responses.weights is not None:
        weights = responses.weights.to_numpy()
        effective = decimal(percentages.effective_number(weights), 1)
        yield f"Answers are weighted; {whole(answered)} count as {effective} (Kish)."
    n = responses.answers.notna().sum()
    least, most = n.min(), n.max()
    if least == most:
        yield f"Every item has {people(least, 'answer')}."
    else:
        few = ", ".join(n.index[n == least][:_LISTED])
        yield f"Items have {whole(least)} ({few}) to {people(most, 'answer')}."


def _codes(responses: Responses) -> Iterator[str]:
    """Name the codes of a scale that nobody gave to any of a table's items."""
    sheet = responses.questionnaire
    items = sheet.items.loc[responses.answers.columns]
    for _, own in items.groupby(["table", "scale"], sort=False):
        codes = list(sheet.words(str(own.index[0])))
        if len(codes) < 3 or not all(code.isdigit() for code in codes):
            continue
        unused = [_unused(responses.answers[item]) for item in own.index]
        never = [code for code in codes if all(code in each for each in unused)]
        if never == codes:
            yield f"Nobody answered {_items(own.index)}."
        elif never:
            yield (
                f"Nobody gave {_named(responses, str(own.index[0]), never)} to any of "
                f"{_items(own.index)}."
            )


def _items(names: pd.Index) -> str:
    return f"{names[0]} to {names[-1]}" if len(names) > 2 else " and ".join(names)


def _without_no(responses: Responses) -> Iterator[str]:
    """Name the yes/no items that everybody who answered said yes to."""
    yes = [
        str(item)
        for item, given in responses.answers.items()
        if len(given.cat.categories) == 2
        and given.notna().any()
        and (given.cat.codes != 0).all()
    ]
    if not yes:
        return
    named = f"{', '.join(yes[:_LISTED])}{', ...' if len(yes) > _LISTED else ''}"
    blank = responses.answers[yes].isna().any(axis=None)
    hint = ": where a blank cell means no, the mapping has to say so"
    many = people(len(yes), "item")
    yield f"{many} without a single no ({named}){hint if blank else ''}."


def _straight(responses: Responses) -> Iterator[str]:
    """Say how many gave one and the same answer to all levels of a table."""
    sheet = responses.questionnaire
    for table in sheet.tables:
        own = sheet.own(table).index.intersection(responses.answers.columns, sort=False)
        if sheet.kind(table) != "levels" or len(own) < _STRAIGHT:
            continue
        codes = np.stack([responses.answers[item].cat.codes for item in own])
        full = (codes >= 0).all(axis=0)
        same = int((full & (codes == codes[0]).all(axis=0)).sum())
        if same and full.sum() > 1:
            share = decimal(100 * same / full.sum(), 1)
            block = sheet.own(table)["block"].iloc[0]
            yield (
                f"{block}: {whole(same)} of the {people(int(full.sum()))} who "
                f"answered all {len(own)} items gave one answer to each ({share} %)."
            )


def _twice(responses: Responses) -> Iterator[str]:
    """Say how many look like somebody who is there already."""
    names = responses.answers.index
    if not pd.api.types.is_numeric_dtype(names):
        near = names.str.casefold().str.replace(" ", "")
        if again := int(near.duplicated().sum()):
            yield (
                f"{people(again)} may be there twice: the code differs from another's "
                "only in capitals or spaces."
            )
    codes = pd.DataFrame({c: responses.answers[c].cat.codes for c in responses.answers})
    full = codes[(codes >= 0).sum(axis="columns") >= _SAME]
    if again := int(pd.util.hash_pandas_object(full, index=False).duplicated().sum()):
        yield (
            f"{people(again)} may be there twice: all answers, {_SAME} or more, are "
            "those of another."
        )


_FINDERS = (_read, _codes, _without_no, _straight, _twice)
