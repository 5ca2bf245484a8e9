"""What the cells of a survey's file say: the usual words and signs for an answer.

Which words those are stands in ``words.csv`` of ``data/instruments``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from mlops_study.survey.questionnaire import instrument

_SIGNS = str.maketrans(
    "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u2010\u2011\u2012\u2013\u2014\u2212",
    4 * "'" + 3 * '"' + 6 * "-",
    "\u00ad\u200b\u200c\u200d\u2060\ufeff",
)
# Turkish capitals lose or gain a dot when they become small
_DOTS = {0x131: "i", 0x307: None}

_NUMBER = re.compile(r"(-?\d+)[.,]0+")
_CODE_AND_WORD = re.compile(
    r"[(\[]?(?P<code>\d+)\s*[-=.:()\]]+\s*(?P<word>[^\W\d].*?)\)?"
)
_WORD_AND_CODE = re.compile(r"(?P<word>.*\S)\s*[\[(](?P<code>\w{1,5})[\])]")


def plain(text: str) -> str:
    """Return a text without what programs change: case, spaces, quotes and dashes.

    >>> plain("  Don\u2019t\u00a0know ")
    "don't know"
    >>> plain("KAPALI") == plain("kapal\u0131")
    True
    """
    even = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return " ".join(even.casefold().translate(_DOTS).split())


@cache
def usual(kind: str) -> dict[str, list[str]]:
    """Return the usual words of a kind, by what they mean.

    >>> usual("status")["preview"]
    ['survey preview', 'survey test', 'preview']
    """
    words = instrument("words")
    groups = words[words["kind"] == kind].groupby("meaning", sort=False)["word"]
    return {str(meaning): list(own) for meaning, own in groups}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """How the answers to an item are written."""

    scale: str
    codes: tuple[str, ...]  # from the lowest up
    places: Mapping[str, int]  # among these, by an answer's plain text; -1 for none
    degrees: Collection[str] = ()  # texts that may mean another degree than the place's
    wordless: bool = False  # answers are numbers, of which a cell may name some

    def text(self, cell: str) -> str | None:
        """Return the known text that a cell says, or None.

        >>> of_ten = vocabulary("0..10", {"10": "10", "5": "5", "0": "0"})
        >>> [of_ten.text(cell) for cell in ("5.0", "10 - very likely", "3")]
        ['5', '10', None]
        """
        word = plain(cell)
        said = [word, word.strip("\"'. ")]
        if number := _NUMBER.fullmatch(word):
            said.append(number[1])
        if both := _both(word):
            said += [both["word"], both["code"]] if self.wordless else [both["word"]]
        return next((text for text in said if text in self.places), None)

    def place(self, text: str) -> int | None:
        """Return the place of a cell's answer, -1 for none, or None if unknown.

        >>> yes_no = vocabulary("yes_no", {"1": "Yes", "0": "No"})
        >>> [yes_no.place(cell) for cell in ("1.0", "x", "0 - no", "Yes [Y]", "", "2")]
        [1, 1, 0, 1, -1, None]
        """
        known = self.text(text)
        return None if known is None else self.places[known]

    def is_crossed(self, cell: str) -> bool:
        """Say whether a cell holds a word with the code of another answer.

        >>> agree = vocabulary("agree", {"3": "Agree", "2": "Neutral", "1": "Disagree"})
        >>> [agree.is_crossed(cell) for cell in ("1 - Agree", "3 - Agree", "Agree (7)")]
        [True, False, False]
        """
        both = _both(plain(cell))
        place = self.places.get(both["code"]) if both and not self.wordless else None
        return place is not None and place != self.place(cell)

    def is_code(self, text: str) -> bool:
        """Say whether a cell holds a number in place of a word."""
        return plain(text)[:1].isdigit() and not _CODE_AND_WORD.fullmatch(plain(text))


def _both(word: str) -> re.Match[str] | None:
    """Find the code and the word in a plain text."""
    return _CODE_AND_WORD.fullmatch(word) or _WORD_AND_CODE.fullmatch(word)


def vocabulary(
    scale: str,
    words: Mapping[str, str],
    *,
    labels: Mapping[str, str] | None = None,
    missing: Iterable[str] = (),
    turned: bool = False,
    ticked: Iterable[str] = (),
) -> Vocabulary:
    """Return how the answers of a scale are written: its words by code, from the top.

    A file may hold other `labels` with the answer (code or word) that they mean, and
    other texts for no answer (`missing`). Where it is `turned`, its codes begin at the
    other end; its words mean what they say. `ticked` texts are the first of two
    answers.
    """
    codes = tuple(words)[::-1]
    own = {plain(word): codes.index(code) for code, word in words.items()}
    numbers = {plain(code): codes.index(code) for code in codes}
    places = dict.fromkeys(["", *usual("none")["no answer"]], -1)
    meanings = places | numbers | own
    told = {plain(text): meanings[plain(of)] for text, of in (labels or {}).items()}
    told |= {plain(text): -1 for text in missing}
    if turned:
        numbers = {code: len(codes) - 1 - place for code, place in numbers.items()}
    if len(codes) == 2:
        no, yes = usual("same")["no"], usual("same")["yes"]
        places |= dict.fromkeys(no, 0) | dict.fromkeys(yes, 1)
        places |= {plain(text): 1 for text in ticked}
    degrees = set[str]()
    for kind in ("same", "degree"):
        for alike in usual(kind).values():
            meant = [word for word in alike if word in own]
            # a scale that tells two of them apart means neither by a third
            if len(meant) == 1:
                places |= dict.fromkeys(alike, own[meant[0]])
                degrees |= set(alike if kind == "degree" else ())
    return Vocabulary(
        scale=scale,
        codes=codes,
        places=places | numbers | own | told,
        degrees=degrees - told.keys(),
        wordless=set(words) == set(words.values()),
    )


def texts(cells: pd.Series) -> dict[str, int]:
    """Count the texts of cells, in the order in which they come.

    >>> texts(pd.Series(["b", "a", "b"], dtype="category"))
    {'b': 2, 'a': 1}
    """
    counts = cells.value_counts(sort=False)
    return {text: int(counts[text]) for text in cells.unique()}


def among(cells: pd.Series, words: Collection[str]) -> pd.Series:
    """Say which cells hold one of some plain words."""
    return cells.isin([text for text in cells.unique() if plain(text) in words])


class CheckAll:
    """Cells that list what was ticked, such as ``Data Silos, Resource Constraints``.

    The `options` are the items by the texts that may be ticked.

    >>> cells = CheckAll({"Data Silos": "C2", "Costs, high": "C9"})
    >>> cells.ticked("costs, high; Data Silos;") == ({"C2", "C9"}, "")
    True
    >>> cells.ticked("Other: none")
    (set(), 'other: none')
    """

    def __init__(self, options: Mapping[str, str]) -> None:
        self.others = Counter[str]()
        self.found = False
        self.options = {plain(text): item for text, item in options.items()}
        longest = sorted(self.options, key=len, reverse=True)
        any_of = "|".join(map(re.escape, longest))
        self._pattern = re.compile(rf"(?<![^,;|])\s*({any_of})\s*(?=[,;|]|$)")

    def ticked(self, cell: str) -> tuple[set[str], str]:
        """Return the items that a cell lists, and what else it lists."""
        # some tools put each on a line of its own
        text = plain(";".join(cell.splitlines()))
        found = {self.options[option] for option in self._pattern.findall(text)}
        return found, self._pattern.sub("", text).strip(" ,;|")

    def places(self, cells: pd.Series) -> dict[str, pd.Series]:
        """Return 1 for what a cell lists, 0 for the rest, -2 for an empty cell."""
        counts = texts(cells)
        listed = {text: self.ticked(text) for text in counts}
        self.found |= any(ticked for ticked, _ in listed.values())
        for text, times in counts.items():
            self.others[listed[text][1]] += times
        return {
            item: cells.map(
                {
                    text: int(item in ticked) if text.strip() else -2
                    for text, (ticked, _) in listed.items()
                }
            )
            for item in self.options.values()
        }
