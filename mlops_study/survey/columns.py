"""Which column of a file answers which item, and what the others are."""

import re
from collections.abc import Mapping as Words
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from mlops_study.datafiles import quoted, refuse
from mlops_study.survey.mapping import Mapping
from mlops_study.survey.problems import cut, some
from mlops_study.survey.questionnaire import Questionnaire
from mlops_study.survey.words import plain, usual

RESPONDENT = "respondent"
"""Name of the column that tells respondents apart."""

_TAG = re.compile(r"<[^<>]{1,200}>")
_NUMBERING = re.compile(r"^(q\s*)?\d+(\s*[.):]|\s+-)\s*")
_LEADING_CODE = re.compile(r"^(\w+)[.:)]\s+(.*)$")
_BRACKETS = re.compile(r"(?:\[|\(choice=)([^\[\]]*)[\])]$")
_SUBQUESTION = re.compile(r"([a-z]+)\[(?:sq)?0*(\d+)\]")
_ANSWER_HEADS = ("response", "open-ended response")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Places of the columns of a file, counted from 0."""

    items: Words[str, int]  # in the order of the questionnaire
    check_all: Words[str, int]  # by table: the column that lists its ticked rows
    respondent: int | None  # the column of ids, if there is one
    other: Words[str, int]  # by a name of their own
    headers: Sequence[str]  # what names each column
    extra: int = 0  # rows of header below the first
    qualtrics: bool = False  # then a number may tell a preview
    # by item, found by its code: the other words in which the file asks it
    reworded: Words[str, str] = field(default_factory=dict)

    def named(self, *names: str) -> int | None:
        """Return the place of the other column with the first of these names."""
        places = {squeezed(name): place for name, place in self.other.items()}
        return next((places[n] for n in map(squeezed, names) if n in places), None)

    @property
    def finished(self) -> int | None:
        """Place of the column that says who reached the end."""
        ends = [name for name in self.other if plain(name).endswith("_complete")]
        return self.named("Finished", "submitdate", "Date submitted", *ends)


def find_columns(
    path: Path,
    header: Sequence[str],
    rows: pd.DataFrame,
    asked: Questionnaire,
    said: Mapping,
) -> Columns:
    """Find the items of a questionnaire in a header.

    By code or by wording, whole or as the end of a header; what is `said` comes first.
    The `rows` are the first below the header, which may belong to it.
    """
    known = _known(asked)
    extra, qualtrics = _extra_rows(header, rows, known)
    if said.header_rows is not None:
        extra = min(said.header_rows - 1, len(rows))
    second = list(rows.iloc[0]) if extra else [""] * len(header)
    heads = [
        [t for t in pair if t.strip()] for pair in zip(header, second, strict=True)
    ]
    told = {plain(name): item for name, item in said.columns.items()}
    lists = {plain(name): table for table, name in said.check_all.items()}
    own = {plain(name): name for name in (said.weight, said.by, said.id) if name}
    present = {plain(text) for texts in heads for text in texts}
    if unknown := sorted({*told, *lists, *own} - present):
        known_names = some([cut(texts[0]) for texts in heads if texts], 20)
        refuse(path, f"header: no column {unknown[0]!r}; there are {known_names}")
    items: dict[str, list[int]] = {}
    reworded: dict[str, str] = {}
    check_all, other = dict[str, int](), dict[str, int]()
    for place, texts in enumerate(heads):
        names = {plain(text) for text in texts}
        if table := next((lists[name] for name in names & lists.keys()), ""):
            check_all[table] = place
            continue
        item = next((told[name] for name in names & told.keys()), None)
        if item is None and (not said.id or plain(said.id) not in names):
            item = next(filter(None, (_item(text, known) for text in texts)), None)
            if item and (asked_as := _reworded(texts, item, known)):
                reworded[item] = asked_as
        if item:
            items.setdefault(item, []).append(place)
        if not item or names & own.keys():
            # a column that is asked for has the name by which that is done
            name = next((own[name] for name in names & own.keys()), "")
            name = name or (texts[0].strip() if texts else f"column {place + 1}")
            other[f"{name} ({place + 1})" if name in other else name] = place
    if twice := [
        f"header: columns {' and '.join(str(place + 1) for place in places)} are "
        f"{item}{_none_of([heads[place][-1] for place in places], known)}"
        for item, places in items.items()
        if len(places) > 1
    ]:
        refuse(path, *twice)
    ids = {squeezed(name): name for name in other}
    known_ids = [ids[name] for name in usual("header")["id"] if name in ids]
    found = [said.id] if said.id else known_ids
    return Columns(
        items={str(i): items[i][0] for i in asked.items.index if i in items},
        check_all=check_all,
        respondent=other.pop(found[0]) if found else None,
        other=other,
        headers=[texts[0].strip() if texts else "" for texts in heads],
        extra=extra,
        qualtrics=qualtrics,
        reworded=reworded,
    )


def squeezed(name: str) -> str:
    """Return a name without what programs write differently in it."""
    return re.sub(r"[\s_-]", "", plain(name))


def _known(asked: Questionnaire) -> dict[str, str]:
    """Return the items by what may name them: code, wording, a row of their own."""
    rows = asked.items["row"]
    alone = rows[~rows.duplicated(keep=False)]
    named = [*alone.items(), *asked.items["wording"].items()]
    known = {_bare(str(text)): str(item) for item, text in named}
    return known | {plain(str(item)): str(item) for item in asked.items.index}


def _bare(text: str) -> str:
    """Return a question without numbering, tags and marks at its end."""
    return _NUMBERING.sub("", plain(_TAG.sub(" ", text))).rstrip(" .:?*!")


def _item(text: str, known: Words[str, str]) -> str | None:
    """Return the item that a header names, if it names one."""
    whole = plain(_TAG.sub(" ", text))
    # after a dash, a path or REDCap's mark of a check box
    ends = [whole[mark.end() :] for mark in re.finditer(r" - |/|___", whole)]
    parts = [whole, *_BRACKETS.findall(whole), *ends]
    # in LimeSurvey C[1] or C[SQ001]
    parts += [question + number for question, number in _SUBQUESTION.findall(whole)]
    if coded := _LEADING_CODE.match(whole):
        parts += coded.groups()
    found = (known.get(part) or known.get(_bare(part)) for part in parts)
    return next(filter(None, found), None)


def _reworded(texts: Sequence[str], item: str, known: Words[str, str]) -> str:
    """Return what a column asks that is an item by code only, and not in its words."""
    code = plain(item)
    worded = {text: of for text, of in known.items() if of == item and text != code}
    coded = _LEADING_CODE.match(plain(texts[0]))
    asked_as = [coded[2]] if coded and coded[1] == code else texts[1:]
    if any(_item(text, worded) for text in texts):
        return ""
    return next((text for text in asked_as if plain(text) != code), "")


def _none_of(texts: Sequence[str], known: Words[str, str]) -> str:
    """Say how to tell that of several columns one is no item, where names differ."""
    if len({plain(text) for text in texts}) < len(texts):
        return ""
    longer = [text for text in texts if _bare(text) not in known]
    line = f'columns = {{{quoted([*longer, *texts][0])} = ""}}'
    return f"; for one that is none, write {line} in a mapping file (--map FILE)"


def _extra_rows(
    header: Sequence[str], rows: pd.DataFrame, known: Words[str, str]
) -> tuple[int, bool]:
    """Return how many rows below the header belong to it, and if they are Qualtrics'.

    Its third row holds ImportIds. Others have a second row with wordings, or rows of a
    question, under columns of ids that name none.
    """
    for i, row in enumerate(rows.head(2).to_numpy().tolist()):
        if any('"importid"' in cell.casefold() for cell in row):
            return i + 1, True
    known_ids = usual("header")["id"]
    ids = [place for place, name in enumerate(header) if squeezed(name) in known_ids]
    if rows.empty or not ids:
        return 0, False
    first = list(rows.iloc[0])
    if any(squeezed(first[place]) not in ("", *known_ids) for place in ids):
        return 0, False
    return int(any(_item(c, known) or plain(c) in _ANSWER_HEADS for c in first)), False
