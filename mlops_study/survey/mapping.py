"""What a file of answers cannot tell, said by its owner in TOML."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, Field, ValidationError
from pydantic.dataclasses import dataclass

from mlops_study.datafiles import did_you_mean, read_toml, refuse
from mlops_study.survey.problems import cut
from mlops_study.survey.questionnaire import Questionnaire, points
from mlops_study.survey.words import Vocabulary, plain, vocabulary

Blank = Literal["no", "missing"]


@dataclass(
    frozen=True,
    slots=True,
    kw_only=True,
    config=ConfigDict(extra="forbid", strict=True),
)
class Mapping:
    """What the columns and cells of a file mean."""

    #: The item of a column, by the column's header; nothing where it is none.
    columns: dict[str, str] = Field(default_factory=dict)
    #: The header of the column whose cells list the rows that were ticked, by table.
    check_all: dict[str, str] = Field(default_factory=dict)
    #: Scales with other points than the questionnaire's, see
    #: :func:`~mlops_study.survey.questionnaire.points`.
    scales: dict[str, int | str | list[str]] = Field(default_factory=dict)
    #: The answer (code or word) that a text in the file means, by scale; nothing where
    #: it means no answer.
    labels: dict[str, dict[str, str | int]] = Field(default_factory=dict)
    #: Scales whose codes begin at the other end, where 1 is the best or most.
    reversed: list[str] = Field(default_factory=list)
    missing: list[str] = Field(default_factory=list)  #: What stands for no answer.
    #: What an empty cell means where the answers are yes and no, ``"no"`` or
    #: ``"missing"``, for all of them or by table.
    blank: Blank | dict[str, Blank] | None = None
    id: str | None = None  #: Header of the column that tells respondents apart.
    weight: str | None = None  #: Header of the column that weighs them.
    by: str | None = None  #: Header of the column that groups them.
    header_rows: int | None = Field(default=None, ge=1, le=5)  #: How many there are.
    finished_only: bool = False  #: Whether who did not reach the end is left out.

    def blank_in(self, table: str) -> Blank | None:
        """Return what an empty cell means in a table."""
        return self.blank.get(table) if isinstance(self.blank, dict) else self.blank


def read_mapping(path: Path, questionnaire: Questionnaire) -> Mapping:
    """Read a mapping file for a survey that asked a questionnaire.

    A key, or what it names, that is not known is a ``DataFileError`` of a line.
    """
    document = read_toml(path, "`mlops-study survey FILE --start-map MAP` writes one")
    known = list(Mapping.__dataclass_fields__)
    for key in document:
        if key not in known:
            refuse(path, f"key {key}: not known{_near(key, known)}")
    try:
        found = Mapping(**document)
    except ValidationError as error:
        first = error.errors()[0]
        # of several kinds that a value could have, the first is the usual one
        place = ".".join(map(str, first["loc"][:2]))
        expected = f"{first['msg'][0].lower()}{first['msg'][1:]}"
        refuse(path, f"key {place}: {expected}, not {cut(repr(first['input']))}")
    for problem in _problems(found, questionnaire):
        refuse(path, problem)
    return found


def vocabularies(asked: Questionnaire, said: Mapping) -> dict[str, Vocabulary]:
    """Return how the answers to each item may be written."""
    found = {}
    for item, own in asked.items.iterrows():
        scale = str(own["scale"])
        labels = {text: str(a) for text, a in said.labels.get(scale, {}).items()}
        found[str(item)] = vocabulary(
            scale,
            asked.scales[scale],
            labels=labels,
            missing=said.missing,
            turned=scale in said.reversed,
            # in place of yes, some tools write what was ticked
            ticked=[own["row"], own["wording"]],
        )
    return found


def _problems(found: Mapping, asked: Questionnaire) -> Iterable[str]:
    """Name what a mapping speaks of and the questionnaire lacks."""
    tables, scales = asked.tables, list(dict.fromkeys(asked.items["scale"]))
    items = [*map(str, asked.items.index), ""]
    blank = found.blank if isinstance(found.blank, dict) else {}
    for key, names, known in [
        ("columns", found.columns.values(), items),
        ("check_all", found.check_all, tables),
        ("scales", found.scales, scales),
        ("labels", found.labels, scales),
        ("reversed", found.reversed, scales),
        ("blank", blank, tables),
    ]:
        for name in names:
            if name not in known:
                yield f"key {key}: {name!r} is not known{_near(name, known)}"
    for name, spec in found.scales.items():
        try:
            points(spec)
        except ValueError as error:
            yield f"key scales.{name}: {error}"
    for table in found.check_all:
        if asked.kind(table) != "yes/no":
            yield f"key check_all: {table} does not ask for yes or no"
    words = asked.scaled(found.scales).scales
    for name, labels in found.labels.items():
        answers = {plain(text) for pair in words[name].items() for text in pair}
        for text, answer in labels.items():
            if plain(str(answer)) not in answers | {""}:
                allowed = ", ".join(words[name].values())
                place = f"key labels.{name}.{text}"
                yield f"{place}: {answer!r} is not an answer ({allowed}, or empty)"


def _near(name: Any, known: Iterable[str]) -> str:
    """Say what a name may have meant, or what there is."""
    known = [word for word in known if word]
    some = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    return did_you_mean(str(name), known) or f"; expected one of {some}"
