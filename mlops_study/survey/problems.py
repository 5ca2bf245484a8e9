"""What is wrong with a file of answers: a line for each cause, with its remedy."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mlops_study.datafiles import quoted, refuse
from mlops_study.numerals import whole
from mlops_study.survey.words import plain

_LETTERED = re.compile(r"([A-Za-z]{1,3}0*)(\d{1,2})")
_MOST_WORDS = 1000
MAP = "in a mapping file (--start-map FILE writes one)"


@dataclass(slots=True)
class _Word:
    """A text that is no answer: where it stands first, and how often."""

    row: int
    column: str
    times: int = 0


@dataclass(slots=True, kw_only=True)
class Problems:
    """What keeps a file from being read."""

    limit: int  # so many words, columns or rows are named in a line
    scales: Mapping[str, Mapping[str, str]]
    lines: list[str] = field(default_factory=list)
    unknown: dict[str, dict[str, _Word]] = field(default_factory=dict)
    columns: dict[str, dict[str, None]] = field(default_factory=dict)

    def add_words(
        self, scale: str, column: str, times: Mapping[str, int], rows: Mapping[str, int]
    ) -> None:
        """Note texts of a column that are no answers of its scale.

        How many `times` each stands there, and in which of the `rows` first, counted
        from 0.
        """
        words = self.unknown.setdefault(scale, {})
        self.columns.setdefault(scale, {})[column] = None
        for text, n in times.items():
            # beyond a thousand, their number does not help
            if text.strip() in words or len(words) < _MOST_WORDS:
                word = _Word(rows[text] + 1, column)
                word = words.setdefault(text.strip(), word)
                word.times += n

    def add_rows(self, rows: np.ndarray, text: str) -> None:
        """Note what is wrong in rows, counted from 0."""
        if len(rows):
            some = [whole(row + 1) for row in rows[: self.limit].tolist()]
            more = ", ..." if len(rows) > self.limit else ""
            many = "row" if len(rows) == 1 else f"{whole(len(rows))} rows:"
            self.lines.append(f"{many} {', '.join(some)}{more}: {text}")

    def check(self, path: Path) -> None:
        """Refuse the file if there is a problem."""
        lines = [*self.lines, *map(self._line, self.unknown)]
        if lines:
            refuse(path, *lines)

    def _line(self, scale: str) -> str:
        """Say which words are no answers of a scale, and what to write of them."""
        words, labels = self.unknown[scale], self.scales[scale]
        texts = [f"{shown(text)} ({whole(word.times)})" for text, word in words.items()]
        first = min(words.values(), key=lambda word: word.row)
        line = meaning(scale, dict.fromkeys(list(words)[:1], "?"))
        unclear = f'write {line} and so on, for ? an answer or "" for none,'
        verb = "is no answer" if len(words) == 1 else "are no answers"
        return (
            f"{some(texts, self.limit)} {verb} of the scale {scale} ({key(labels)}); "
            f"in {some(self.columns[scale], self.limit)}, first in row "
            f"{whole(first.row)}, column {first.column}; "
            f"{remedy(list(words), scale, labels) or unclear} {MAP}"
        )


def key(labels: Mapping[str, str]) -> str:
    """Return the codes of a scale with their words."""
    return ", ".join(
        code if plain(code) == plain(word) else f"{code} {word}"
        for code, word in labels.items()
    )


def shown(text: str) -> str:
    """Quote a user's text, cut where it is long."""
    return repr(text if len(text) <= 40 else f"{text[:40]}...")


def cut(text: str) -> str:
    """Return a user's text in a line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:40]}..."


def some(texts: Iterable[str], most: int) -> str:
    """Join the first texts, and say how many more there are."""
    texts = list(texts)
    more = f" and {whole(len(texts) - most)} more" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


def remedy(words: list[str], scale: str, labels: Mapping[str, str]) -> str:
    """Return the line of a mapping that makes answers of words, nothing if unclear."""
    codes = {int(code): word for code, word in labels.items() if code.isdigit()}
    numbers = {int(word) for word in words if re.fullmatch("[0-9]{1,2}", word)}
    of_number = len(numbers) == len(words) and len(codes) == len(labels)
    missing = f"missing = [{', '.join(map(quoted, words))}]"
    if numbers == {2} and of_number and len(labels) == 2:
        yes, no = labels.values()
        return f"if 1 is {yes} and 2 {no}, write {meaning(scale, {1: yes, 2: no})}"
    if numbers == {0} and of_number and min(codes) == 1:
        from_0 = {code - 1: word for code, word in codes.items()}
        return f"if they count from 0, write {meaning(scale, from_0)}"
    if of_number and len(labels) > 2 and 2 < max(numbers | codes.keys()) <= 11:
        most = max(numbers | codes.keys())
        points = f"if it has {most} points, write scales.{toml(scale)} = {most}"
        return points if len(numbers) > 1 else f"{points}, if no answer, {missing},"
    if all(re.fullmatch("-?[0-9]{1,3}", word) for word in words):
        return f"if no answer, write {missing}"
    lettered = [match for match in map(_LETTERED.fullmatch, words) if match]
    prefixes = {match[1] for match in lettered}
    if len(lettered) == len(words) and len(prefixes) == 1:
        prefix, best = *prefixes, next(iter(labels.values()))
        pairs = {f"{prefix}{i}": word for i, word in enumerate(labels.values(), 1)}
        if set(words) <= pairs.keys():
            return f"if 1 stands for {best}, write {meaning(scale, pairs)}"
    return ""


def meaning(scale: str, pairs: Mapping[int, str] | Mapping[str, str]) -> str:
    """Write the meaning of words as a line of a mapping file."""
    cells = ", ".join(f"{toml(str(a))} = {quoted(b)}" for a, b in pairs.items())
    return f"labels.{toml(scale)} = {{{cells}}}"


def toml(key: str) -> str:
    """Write a key of a mapping file."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else quoted(key)
