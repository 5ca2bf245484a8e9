"""The checks of the reference list: what of an entry does not fit, or nothing.

A check is ``computed`` where the paper alone decides. It rests on a ``judged mark``
where it also needs what ``data/sources`` says, each row with its day: the form that the
DOIs and addresses of a venue have, and the earliest month that an issue can be of.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import pandas as pd

ONLINE_FIRST = 2
"""Years that a DOI may be older than its volume: articles appear online first."""

_MONTHS = list(calendar.month_name)
_DIGITS = {
    "{yyyy}": r"(?P<year>\d{4})",
    "{yy}": r"(?P<year>\d\d)",
    "{mm}": r"(?P<month>\d\d)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceList:
    """What an entry is compared with."""

    #: By number, with ``words`` and ``journal`` (title and venue in plain letters),
    #: ``first`` (the first entry with its title and pages), ``start`` and ``end``
    #: (pages as numbers), ``earliest`` and ``recorded``.
    entries: pd.DataFrame
    #: What the text says of ``ref``, by ``authors``, ``year`` and ``words``.
    citations: pd.DataFrame
    forms: pd.DataFrame  #: Those of ``identifier_forms``, with ``journal``.
    window: tuple[int, int]  #: First and last year of the review.
    accepted: str  #: Month in which the paper was accepted, as year-month.

    def cited(self, entry: Any) -> list[Any]:
        """Return what the text says of an entry."""
        return list(self.citations[self.citations["ref"] == entry.Index].itertuples())

    def others(self, entry: Any) -> list[Any]:
        """Return the other works of the same venue, each once."""
        works = self.entries[self.entries.index == self.entries["first"]]
        same = works[works["journal"] == entry.journal]
        return list(same[same["first"] != entry.first].itertuples())

    def form(self, entry: Any) -> tuple[Any, dict[str, str]]:
        """Return the known form that the DOI or address has, if any, and its digits."""
        identifier = entry.doi or entry.url.rpartition("/")[2]
        form: Any
        for form in self.forms.itertuples():
            pattern = re.escape(form.form)
            for field, digits in _DIGITS.items():
                pattern = pattern.replace(re.escape(field), digits)
            if found := re.match(pattern, identifier):
                return form, found.groupdict()
        return None, {}


_Basis = Literal["computed", "judged mark"]
_Report = Callable[[Any, ReferenceList], str]


@dataclass(frozen=True, slots=True)
class ReferenceCheck:
    """What a check reports, in general and of an entry, and what that rests on."""

    says: str
    report: _Report
    basis: _Basis


CHECKS: dict[str, ReferenceCheck] = {}
"""The checks by name."""


def check(says: str, basis: _Basis = "computed") -> Callable[[_Report], _Report]:
    """Enter a check under the name of its function."""

    def enter(report: _Report) -> _Report:
        CHECKS[report.__name__] = ReferenceCheck(says, report, basis)
        return report

    return enter


@check("repeats an earlier entry")
def duplicate(entry: Any, _: ReferenceList) -> str:
    """Name the first entry with the same title and pages."""
    return f"repeats {entry.first}" if entry.first != entry.Index else ""


@check("dated outside the years of the review")
def window(entry: Any, of: ReferenceList) -> str:
    """Compare the printed year."""
    first, last = of.window
    return "" if first <= entry.year <= last else f"outside the window ({entry.year})"


@check("published after the paper was accepted by its printed date, or perhaps so")
def acceptance(entry: Any, of: ReferenceList) -> str:
    """Compare the printed month, or the year where none is printed."""
    printed = _printed(entry)
    if printed > of.accepted:
        return f"after: {entry.month} {entry.year}"
    if printed == of.accepted:
        return "perhaps: the month of acceptance"
    undated = printed == of.accepted[:4]
    return f"perhaps: {entry.year}, no month" if undated else ""


@check("published after the paper was accepted by its issue, as judged", "judged mark")
def issue(entry: Any, of: ReferenceList) -> str:
    """Compare the earliest month that the issue can be of."""
    later = isinstance(entry.earliest, str) and entry.earliest > of.accepted
    mark = f"after: {entry.earliest} or later by its issue, judged {entry.recorded}"
    return mark if later else ""


@check("the form of the DOI or address is not the venue's", "judged mark")
def identifier(entry: Any, of: ReferenceList) -> str:
    """Compare the beginning of the DOI or of the file's name with the known forms."""
    form, _ = of.form(entry)
    own: list[Any] = list(of.forms[of.forms["journal"] == entry.journal].itertuples())
    if form and form.journal != entry.journal:
        return f"the form of {form.venue}{_mark(form)}"
    if form and entry.year < form.since:
        return f"a form in use since {form.since:.0f}{_mark(form)}"
    if own and entry.doi and not form:
        return f"not the form of the venue, {own[0].form}{_mark(own[0])}"
    return ""


@check(
    "the date in the DOI or address does not fit; a DOI may be up to "
    f"{ONLINE_FIRST} years older than its volume (online first)",
    "judged mark",
)
def identifier_date(entry: Any, of: ReferenceList) -> str:
    """Compare the digits of the year, and in an address those of the month."""
    form, digits = of.form(entry)
    if "year" not in digits:
        return ""
    year, printed = ("20" + digits["year"])[-4:], _printed(entry)
    if entry.doi:
        kind, said, printed = "DOI", year, printed[:4]
        fits = 0 <= entry.year - int(year) <= ONLINE_FIRST
    else:
        kind, said = "address", "-".join(filter(None, [year, digits.get("month")]))
        fits = said.startswith(printed) or printed.startswith(said)
    side = "before" if said < printed else "after"
    report = f"the {kind} says {said}, {side} the printed {printed}{_mark(form)}"
    return "" if fits else report


@check("the DOI names no article")
def article(entry: Any, _: ReferenceList) -> str:
    """Look for a number behind the slash, where a DOI names what it is the DOI of."""
    named = not entry.doi or re.search(r"\d", entry.doi.partition("/")[2])
    return "" if named else f"no article in the DOI {entry.doi}"


@check("the address names a host that cannot exist")
def host(entry: Any, _: ReferenceList) -> str:
    """Look for a name below a top-level domain, once ``www.`` is taken away."""
    name = urlsplit(entry.url).hostname or ""
    labels = name.removeprefix("www.").split(".")
    real = not entry.url or (len(labels) > 1 and all(labels))
    return "" if real else f"no top-level domain in the host {name}"


@check("pages overlap with another entry of the same issue")
def pages(entry: Any, of: ReferenceList) -> str:
    """Compare the pages of different works in one volume and issue."""
    others = [
        str(other.Index)
        for other in of.others(entry)
        if (other.volume, other.issue) == (entry.volume, entry.issue)
        and other.start <= entry.end
        and other.end >= entry.start
    ]
    return f"pages overlap with {', '.join(others)}" if others else ""


@check(
    "volume and year do not fit another entry of the venue at a volume a year (a hint: "
    "some have several)"
)
def volume(entry: Any, of: ReferenceList) -> str:
    """Compare year less volume; a hint, as some journals have several a year."""
    others = [
        f"{other.volume} in {other.year} ({other.Index})"
        for other in of.others(entry)
        if entry.volume.isdecimal()
        and other.volume.isdecimal()
        and other.year - int(other.volume) != entry.year - int(entry.volume)
    ]
    own = f"volume {entry.volume} in {entry.year}, but "
    return own + ", ".join(others) if others else ""


@check("the text gives another title or another year")
def text(entry: Any, of: ReferenceList) -> str:
    """Compare title and year where the entry is cited."""
    notes, titles = [], of.entries["words"]
    for citation in of.cited(entry):
        if citation.words not in ("", entry.words):
            owners = of.entries.index[titles == citation.words]
            other = "another title in the text"
            if len(owners):
                other = f"title in the text is that of {owners[0]}"
            notes.append(other)
        if citation.year != entry.year:
            notes.append(f"{citation.year} in the text")
    under = of.citations["ref"][of.citations["words"] == entry.words]
    notes += [f"title in the text for {ref}" for ref in under if ref != entry.Index]
    return "; ".join(dict.fromkeys(notes))


@check("the text names another author, or says et al. for fewer than three")
def cited_as(entry: Any, of: ReferenceList) -> str:
    """Compare the author in the text with the listed ones, and their number."""
    listed = re.findall(r"([^,&]+), (?:[A-Z]\.,? ?)+", entry.authors)
    few = len(listed) < 3 and "et al." not in entry.authors
    notes = []
    for citation in of.cited(entry):
        if citation.authors.removesuffix(" et al.") not in listed[:1]:
            notes.append(f"{citation.authors} in the text")
        elif few and citation.authors.endswith(" et al."):
            notes.append(f"{citation.authors} in the text, {len(listed)} listed")
    return "; ".join(dict.fromkeys(notes))


@check("never cited in the text")
def cited(entry: Any, of: ReferenceList) -> str:
    """Look for the entry among what the review cites."""
    return "" if of.cited(entry) else "never cited"


def _printed(entry: Any) -> str:
    """Write the printed month as year-month, or the year where none is printed."""
    month = _MONTHS.index(entry.month) if entry.month in _MONTHS[1:] else 0
    return f"{entry.year}-{month:02d}" if month else f"{entry.year}"


def _mark(form: Any) -> str:
    """Say what a form rests on, and since when it is entered."""
    return f" ({form.basis}, {form.recorded})"
