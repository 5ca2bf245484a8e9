"""A mapping file to begin with, filled with what was found in a file of answers."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mlops_study.datafiles import quoted
from mlops_study.numerals import whole
from mlops_study.survey.noting import clashes, listed, ticked
from mlops_study.survey.problems import key, remedy, toml
from mlops_study.survey.questionnaire import Questionnaire
from mlops_study.survey.reading import Reading, explore


def start_map(path: Path, *, asked: Questionnaire | None = None) -> str:
    """Return a mapping file for a file of answers: what was found, for its owner.

    Words that are no answers stand with a question mark, which is refused until an
    answer takes its place.
    """
    return "\n".join(_lines(path.name, explore(path, asked=asked))) + "\n"


def _lines(name: str, found: Reading) -> Iterator[str]:
    columns, asked = found.columns, found.asked
    other = list(columns.other)
    lists = dict(listed(found))
    scales = list(dict.fromkeys(map(str, asked.items["scale"])))
    yield f"# What the columns and cells of {_one_line(name)} mean."
    yield "# Correct it, then run `mlops-study survey FILE --map THIS`. A line that"
    yield "# begins with # is not read; a question mark must give way to an answer."
    yield ""
    yield "# Columns that tell respondents apart, weigh and group them"
    ids = [] if columns.respondent is None else [columns.headers[columns.respondent]]
    yield from _setting("id", ids or other[:1], found=bool(ids))
    yield from _setting("weight", other[-1:], found=False)
    yield from _setting("by", other[-1:], found=False)
    yield ""
    yield "# Rows of header, the first included"
    yield f"header_rows = {columns.extra + 1}"
    yield "# What stands for no answer, beside an empty cell and n/a, - and their like"
    yield "missing = []"
    yield "# Leave out who did not reach the end"
    yield "finished_only = false"
    yield "# Scales whose codes begin at the other end: 1 is the best or most"
    yield f"reversed = []  # of {_one_line(', '.join(scales))}"
    yield ""
    yield '# What an empty cell means where the answers are yes or no: "no", "missing"'
    yield "[blank]"
    unclear = set(ticked(found))
    for table in asked.tables:
        if table in unclear:
            yield f'{toml(table)} = "?"'
        elif asked.kind(table) != "levels":
            yield f'# {toml(table)} = "no"'
    yield ""
    yield '# The item of each column, by its header; "" for none'
    yield "[columns]"
    for item, place in columns.items.items():
        yield f"{quoted(columns.headers[place])} = {quoted(item)}"
    yield from (f'# {quoted(name)} = ""' for name in other if name not in lists)
    yield ""
    yield "# A column whose cells list the rows of a table that were ticked"
    yield "[check_all]"
    for name, table in lists.items():
        yield f"{toml(table)} = {quoted(name)}"
    yield ""
    yield "# A scale's number of points, or its words from the best or most down"
    yield "[scales]"
    yield f"# {toml(scales[0])} = 7"
    yield ""
    yield '# What stands in the file, and the answer that it means: "" for none'
    alike = dict[str, list[str]]()
    for scale, answer, words in clashes(found):
        line = f"# {_one_line(answer)}? If not, tell them apart in [scales], not here"
        alike.setdefault(scale, []).append(line)
        alike[scale] += [f'{quoted(text)} = "?"' for text in words]
    unknown = found.problems.unknown
    for scale in dict.fromkeys([*unknown, *alike]):
        own = unknown.get(scale, {})
        if line := remedy(list(own), scale, asked.scales[scale]) if own else "":
            # under the header of a table, keys are without its name
            line = line.replace(f"write labels.{toml(scale)} =", "they mean")
            line = re.sub(r"scales\.(\S+ = \d+)", r"\1 under [scales]", line)
            yield f"# {_one_line(line)}"
        yield f"[labels.{toml(scale)}]  # {_one_line(key(asked.scales[scale]))}"
        for text, word in own.items():
            yield f'{quoted(text)} = "?"  # cells: {whole(word.times)}'
        yield from alike.get(scale, [])


def _setting(key: str, values: Iterable[str], *, found: bool) -> Iterator[str]:
    """Write a key with the first of some values, behind a # where it is a guess."""
    for value in values:
        yield f"{'' if found else '# '}{key} = {quoted(value)}"


def _one_line(text: str) -> str:
    """Return a text that may stand in a comment."""
    return quoted(text)[1:-1].replace('\\"', '"')
