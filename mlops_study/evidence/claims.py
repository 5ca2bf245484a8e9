"""The audit of the paper's claims.

A claim is one row of ``claims.csv``: what the paper says, the rows of a table that it
names, the number that it prints and what it takes that to be, and the check that it is
put to with the check's arguments. The verdict is not data: it is what the check makes
of the paper, and of the codings that say how its words are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pandas as pd

from mlops_study.evidence import number_checks, row_checks, text_checks
from mlops_study.evidence.checks import Check, Coding, codings, plain
from mlops_study.evidence.verdicts import Claim, Finding, Verdict
from mlops_study.numerals import decimal
from mlops_study.published import DATASETS, SURVEY_TABLES, Paper

CHECKS: dict[str, Check] = {
    name: check
    for module in (number_checks, row_checks, text_checks)
    for name, check in vars(module).items()
    if isinstance(check, Check)
}
"""The checks by name."""


Changed = tuple[tuple[str, str], ...]
"""Codings by name, each with an option that the audit does not use."""


@dataclass(frozen=True, kw_only=True)
class Recomputation:
    """A claim with its check and what its row says of that."""

    claim: Claim
    check: Check
    arguments: dict[str, str | int]

    def finding(self, **codes: str) -> Finding:
        """Return what the check makes of the claim, with some codings changed."""
        read = {c.name: codes.get(c.name, c.used) for c in self.codings}
        return self.check.function(self.claim, **self.arguments, **read)

    @cached_property
    def codings(self) -> list[Coding]:
        """The codings that its check reads, in the order of their file."""
        read = self.check.codings
        return [coding for coding in codings().values() if coding.name in read]

    @cached_property
    def verdicts(self) -> dict[tuple[str, ...], Verdict]:
        """The verdict under each combination of options of its codings."""
        names = [coding.name for coding in self.codings]
        options = product(*(coding.options for coding in self.codings))
        return {
            each: self.finding(**dict(zip(names, each, strict=True))).verdict
            for each in options
        }

    @cached_property
    def hangs_on(self) -> dict[Changed, Verdict]:
        """The verdicts that it would get, by the fewest changes that give another."""
        used = self.verdicts[tuple(coding.used for coding in self.codings)]
        found: dict[Changed, Verdict] = {}
        for changed, verdict in sorted(self._changed(), key=lambda pair: len(pair[0])):
            fewer = (
                part for n in range(len(changed)) for part in combinations(changed, n)
            )
            if verdict != used and not any(part in found for part in fewer):
                found[changed] = verdict
        return found

    def _changed(self) -> Iterator[tuple[Changed, Verdict]]:
        """Go through the verdicts by what differs from the audit's codings."""
        for options, verdict in self.verdicts.items():
            pairs = zip(self.codings, options, strict=True)
            yield tuple((c.name, o) for c, o in pairs if o != c.used), verdict

    @property
    def rule(self) -> str:
        """The check's rule, with the thresholds that the codings set."""
        read = "; ".join(f"{c.name}: {c.used}" for c in self.codings)
        return f"{self.check.rule} ({read})" if read else self.check.rule

    @property
    def basis(self) -> str:
        """Computed, if a computation decides and no coding moves the verdict."""
        return "judged" if self.hangs_on else self.check.basis


def audit_claims(folder: Path | None = None) -> pd.DataFrame:
    """Recompute every claim from the paper's tables, in a data folder or the study's.

    The claims in the order of the paper: ``claim``, ``section`` (its title),
    ``sentence`` (its number there), ``anchor`` (its place in the book), ``statement``,
    ``printed`` (number with unit, or nothing), ``recomputed``, ``verdict``, ``reason``,
    ``rule``, ``hangs_on`` (what other codings would make of it) and ``basis`` (computed
    or judged). A row that does not fit its check is a ``DataFileError``.

    >>> audit = audit_claims().set_index("claim")
    >>> print(audit.loc["finding-3", "hangs_on"])
    above = significantly: consistent; naming = gives examples: consistent
    """
    paper = Paper(folder)
    found = list(recomputations(paper).values())
    findings = [each.finding() for each in found]
    claims = paper.table("claims").reset_index()
    places = paper.table("outline").loc[claims["section"]].reset_index()
    return pd.DataFrame(
        {
            "claim": claims["claim"],
            "section": places["title"],
            "sentence": claims["sentence"],
            "anchor": places["anchor"],
            "statement": claims["statement"],
            "printed": list(map(_printed, claims["value"], claims["unit"])),
            "recomputed": [finding.recomputed for finding in findings],
            "verdict": [str(finding.verdict) for finding in findings],
            "reason": [finding.reason for finding in findings],
            "rule": [each.rule for each in found],
            "hangs_on": [_hanging(each.hangs_on) for each in found],
            "basis": [each.basis for each in found],
        }
    )


def _hanging(found: dict[Changed, Verdict]) -> str:
    parts = (
        f"{' and '.join(f'{name} = {option}' for name, option in changed)}: {verdict}"
        for changed, verdict in found.items()
    )
    return "; ".join(parts) or "nothing"


def verdict_counts(audit: pd.DataFrame) -> pd.Series:
    """Count the claims by verdict, in the order of ``Verdict``."""
    counts = audit["verdict"].value_counts()
    return counts.reindex([str(v) for v in Verdict], fill_value=0)


def recomputations(paper: Paper) -> dict[str, Recomputation]:
    """Return what recomputes each claim, by its name; the study's own is made once."""
    return _of_the_study() if paper.folder is None else _recomputations(paper)


@cache
def _of_the_study() -> dict[str, Recomputation]:
    return _recomputations(Paper())


def _recomputations(paper: Paper) -> dict[str, Recomputation]:
    path = DATASETS["claims"].file(paper.folder)
    found: dict[str, Recomputation] = {}
    rows: list[Any] = paper.table("claims").reset_index().to_dict("records")
    for i, row in enumerate(rows, start=1):
        claim = Claim(**row, place=f"{path}: row {i}", paper=paper)
        known = [] if claim.table == "" else [*claim.frame.index]
        allowed = f"rows of its table ({', '.join(known) or 'it names none'})"
        claim.expect("topic", allowed, holds={*claim.rows} <= {*known})
        allowed = f"one of {', '.join(CHECKS)}"
        claim.expect("check", allowed, holds=claim.check in CHECKS)
        check = CHECKS[claim.check]
        found[claim.claim] = Recomputation(
            claim=claim, check=check, arguments=check.read(claim)
        )
    return found


def _printed(value: float, unit: str) -> str:
    if pd.isna(value):
        return ""
    return f"{decimal(value)} of 5" if unit == "rating" else f"{decimal(value)} %"


def versions(paper: Paper) -> pd.DataFrame:
    """List what the paper says of the same thing in different ways.

    The same number of a row taken for different things, different rows of a table named
    as those that stand out, what is done in one place, planned in another and not
    printed, and what is asserted in one and admitted not to be so in another. A row for
    each version: ``about``, ``said`` and the ``claims`` that say so, empty where the
    register has none.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for name, each in recomputations(paper).items():
        if each.claim.check == "done" and each.finding().verdict == Verdict.CONSISTENT:
            continue
        for about, said in _said(each.claim, each.arguments):
            own = found.setdefault(about, {}).setdefault(said, [])
            own += [name] * (not said.startswith(("planned", "admitted")))
    several = {about: own for about, own in found.items() if len(own) > 1}
    rows = [(a, s, "; ".join(c)) for a, own in several.items() for s, c in own.items()]
    return pd.DataFrame(rows, columns=["about", "said", "claims"])


def _said(claim: Claim, arguments: dict[str, str | int]) -> Iterator[tuple[str, str]]:
    """Say what a claim is about, and what of it, in words that can be compared."""
    table = SURVEY_TABLES[claim.table].title if claim.table else ""
    if claim.construct:
        unit = "of 5" if claim.unit == "rating" else "%"
        number = f"{decimal(claim.number)} {unit}"
        yield f"{table}, {plain(claim.row)}, {number}", claim.construct
    elif claim.check in ("largest", "frequent") and len(claim.rows) > 1:
        yield f"rows of {table}", ", ".join(sorted(map(plain, claim.rows)))
    elif claim.check == "done":
        plan = claim.paper.table("outline")["title"][arguments["section"]]
        planned = arguments["section"] == claim.section
        if not planned:
            yield str(arguments["what"]), "done"
        yield str(arguments["what"]), f"planned under “{plan}”"
    elif claim.check == "against":
        yield str(arguments["kind"]).lower(), claim.statement.lower()
        yield str(arguments["kind"]).lower(), "admitted as a limitation"
