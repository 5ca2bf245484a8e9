"""What a check is, and how a row of ``claims.csv`` calls it.

A check is a function of a claim. It says what the paper gives, what that makes of the
claim, and why. Its keyword arguments are what a row may say of it, as names and values:
``theme=CI/CD; item=1``. They are read by the function's signature, never evaluated; one
with a default may be left out. An argument with the name of a file's key, such as
``theme``, must be one of its keys. The function's docstring is its rule, in words.

Arguments of type `Code` are no row's: they name a coding, a question of words such as
how many are *several*, with the ways to answer it. The audit uses the first of them and
says why; what another would change is computed.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from inspect import Parameter, cleandoc, signature
from typing import Literal, NewType

from mlops_study.evidence.verdicts import Claim, Finding
from mlops_study.published import DATASETS
from mlops_study.survey import instrument

Code = NewType("Code", str)
"""An option of the coding after which an argument is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How a word can be read: a few rows of ``codings.csv``."""

    name: str
    options: Mapping[str, str]  #: The ways to read it; the audit uses the first.
    reason: str  #: Why it does so.

    @property
    def used(self) -> str:
        """The option that the audit uses."""
        return next(iter(self.options))


@cache
def codings() -> dict[str, Coding]:
    """Return the codings of the audit by name.

    >>> codings()["several"].used
    'three'
    """
    rows = instrument("codings").groupby("coding", sort=False)
    return {
        str(name): Coding(
            name=str(name),
            options=dict(zip(own["option"], own["meaning"], strict=True)),
            reason=own["reason"].iloc[0],
        )
        for name, own in rows
    }


_KINDS = {str: "text", int: "a whole number"}
_KEYS = {next(iter(d.columns)): name for name, d in DATASETS.items() if not d.key}


@dataclass(frozen=True, slots=True)
class Check:
    """A function of a claim; no computation gives a verdict that is judged."""

    function: Callable[..., Finding]
    basis: Literal["computed", "judged"]

    @property
    def rule(self) -> str:
        """What it asks, and which verdict follows."""
        return " ".join(cleandoc(self.function.__doc__ or "").split())

    @property
    def codings(self) -> list[str]:
        """The codings that it reads."""
        return [p.name for p in self._keywords if p.annotation is Code]

    @property
    def arguments(self) -> dict[str, type]:
        """The names that a row may give, each with its type."""
        own = (p for p in self._keywords if p.annotation is not Code)
        return {p.name: p.annotation for p in own}

    @property
    def _keywords(self) -> list[Parameter]:
        parameters = signature(self.function).parameters.values()
        return [p for p in parameters if p.kind is Parameter.KEYWORD_ONLY]

    def read(self, claim: Claim) -> dict[str, str | int]:
        """Read the arguments that a claim's row gives; refuse those that do not fit."""
        wanted, parts = self.arguments, filter(None, claim.arguments.split(";"))
        pairs = [tuple(map(str.strip, part.split("=", 1))) for part in parts]
        takes = [f"{name} ({_KINDS[kind]})" for name, kind in wanted.items()]
        once = f"{', '.join(takes)}, each once" if takes else "none"
        names = [name for name, *_ in pairs]
        spare = {p.name for p in self._keywords if p.default is not Parameter.empty}
        fits = {*wanted} - spare <= {*names} <= {*wanted}
        fits &= len(names) == len({*names})
        claim.expect("arguments", once, holds=fits)
        return {name: _value(claim, name, wanted[name], *text) for name, *text in pairs}


def _value(claim: Claim, name: str, kind: type, text: str = "") -> str | int:
    fits = re.fullmatch("-?[0-9]+" if kind is int else ".+", text) is not None
    claim.expect("arguments", f"{name} to be {_KINDS[kind]}", holds=fits)
    value = int(text) if kind is int else text
    keys = claim.paper.table(_KEYS[name]).index if name in _KEYS else [value]
    known = f"{name} to be one of {', '.join(map(str, keys))}"
    claim.expect("arguments", known, holds=value in keys)
    return value


computed, judged = partial(Check, basis="computed"), partial(Check, basis="judged")
"""What makes a check of a function."""


def plain(name: Hashable) -> str:
    """Write the name of a row in running text; abbreviations keep their capitals.

    >>> plain("CI/CD Implementation")
    'CI/CD implementation'
    """
    return " ".join(w if w.isupper() else w.lower() for w in str(name).split())
