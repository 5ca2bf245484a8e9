"""Scenario files: TOML that a user copies and edits.

A file has a ``title`` and the tables ``practices``, ``organisation``, ``prices``,
``interest``, ``run`` and ``process``. What it does not name keeps its default. A
process parameter is one number, or, where a practice moves it, two:
``{ without = 5.0, full = 0.5 }``.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mlops_study.ageing import Ageing, load_ageing, read_ageing
from mlops_study.datafiles import (
    DataFileError,
    data_folder,
    did_you_mean,
    quoted,
    read_toml,
)
from mlops_study.lifecycle.parameters import (
    PARAMETERS,
    PARTS,
    Parameter,
    Process,
    Scenario,
)

SCENARIOS = ("basic", "intermediate", "advanced")
"""The scenarios A, B and C of the paper."""


def scenario_path(name: str | Path) -> Path:
    """Return the file of a built-in scenario, or the path itself, a ``.toml`` file."""
    if name in SCENARIOS:
        return data_folder() / "scenarios" / f"{name}.toml"
    path = Path(name)
    if not str(name).isprintable():
        raise DataFileError(f"{str(name)!a}: a name that cannot be printed")
    if str(name).startswith(("=", "+", "-", "@")):
        raise DataFileError(
            f"{name}: a spreadsheet would take the name for a formula; "
            f"expected ./{name}"
        )
    if path.suffix != ".toml":
        known = ", ".join(SCENARIOS)
        raise DataFileError(
            f"no scenario named {str(name)!r}; expected {known} or a .toml file"
        )
    return path


def load_scenario(name: str | Path) -> Scenario:
    """Read and validate a built-in scenario or a ``.toml`` file.

    A ``DataFileError``, in one line, if the file cannot be read or a key or value in it
    is not allowed.

    >>> load_scenario("basic").practices.ci_cd
    0.0
    """
    path = scenario_path(name)
    document = read_toml(path, "`mlops-study scenario new FILE.toml` writes a start")
    try:
        return _scenario(document, path.parent)
    except ValueError as error:
        raise DataFileError(f"{path}: {error}") from None


def _scenario(document: dict[str, Any], folder: Path) -> Scenario:
    """Turn a parsed file into a scenario, or say what is wrong with its first fault."""
    for key, value in document.items():
        if key not in ("title", "ageing", *PARTS):
            raise ValueError(_unknown(key, "", ["title", "ageing", *PARTS]))
        if key in PARTS and not isinstance(value, dict):
            raise ValueError(f"key {key}: {_shown(value)} is not a table [{key}]")
    ends = _ends(document.get("process", {}))
    parts = {
        table: _part(table, document.get(table, {}))
        for table in PARTS
        if table != "process"
    }
    without, full = (_part("process", values, end) for end, values in ends.items())
    title = document.get("title", "Untitled")
    ageing = _ageing(document.get("ageing", "flights"), folder, without)
    try:
        return Scenario(title=title, **parts, without=without, full=full, ageing=ageing)
    except ValidationError as error:
        first = error.errors()[0]
        if first["loc"]:
            raise ValueError(
                f"key title: {_shown(title)} is not a text of 1 to 200 letters"
            ) from None
        raise ValueError(str(first["ctx"]["error"])) from None


def _ageing(name: object, folder: Path, process: Process) -> Ageing:
    """Return the ageing of a name, or of a CSV file beside the scenario file."""
    if not isinstance(name, str):
        raise ValueError(f"key ageing: {_shown(name)} is not a text")
    if name.endswith(".csv"):
        path = (folder / name).absolute()
        return read_ageing(path, (process.fresh_tpr, process.fresh_fpr))
    try:
        return load_ageing(name)
    except ValueError as error:
        raise ValueError(f"key ageing: {_shown(name)} is not known; {error}") from None


def _part(table: str, values: dict[str, Any], end: str = "") -> Any:
    """Make one part of a scenario, of the process one `end`: without or full."""
    try:
        return PARTS[table](**values)
    except ValidationError as error:
        first = error.errors()[0]
    name = str(first["loc"][0])
    if first["type"] == "unexpected_keyword_argument":
        raise ValueError(_unknown(name, f"{table}.", list(PARAMETERS[table])))
    of = PARAMETERS[table][name]
    place = f".{end}" if of.by else ""
    raise ValueError(
        f"key {table}.{name}{place}: {_shown(first['input'])} is not allowed; "
        f"expected {_allowed(of)}"
    )


def _ends(given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Split each process parameter into its values without and with full adoption."""
    known = PARAMETERS["process"]
    without: dict[str, Any] = {}
    full = {name: of.full for name, of in known.items()}
    for name, value in given.items():
        if name not in known:
            raise ValueError(_unknown(name, "process.", list(known)))
        if not isinstance(value, dict):
            without[name] = full[name] = value
            continue
        if not known[name].by:
            raise ValueError(
                f"key process.{name}: no practice moves it; expected one value"
            )
        if set(value) != {"without", "full"}:
            raise ValueError(
                f"key process.{name}: {_shown(value)} is not one number or "
                "{ without = NUMBER, full = NUMBER }"
            )
        without[name], full[name] = value["without"], value["full"]
    return {"without": without, "full": full}


def _unknown(name: str, prefix: str, known: list[str]) -> str:
    hint = did_you_mean(name, known, prefix)
    shown = name if name.isidentifier() and len(name) <= 60 else _shown(name)
    return f"key {prefix}{shown} is not known{hint}; known: {', '.join(known)}"


def _allowed(of: Parameter) -> str:
    """Say what a parameter may be, in the words of its meaning and its bounds."""
    if of.range and of.range.shape == "choice":
        return f"{of.about}: {' or '.join(of.range.ends)}"
    kind = "a whole number" if isinstance(of.default, int) else "a number"
    text = f"{of.about}, {kind} from {of.low:.6g} to {of.high:.6g}"
    return f"{text}, or one of {', '.join(of.words)}" if of.words else text


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except RecursionError:
        return "a nested table"
    return text if len(text) <= 60 else text[:57] + "..."


def render(scenario: Scenario) -> str:
    """Write a scenario as a file that explains itself; reading it gives it back.

    Process parameters at their default are commented out.
    """
    lines = [
        "# A scenario for `mlops-study simulate`. Copy it, change it, keep the keys.",
        "# What is left out keeps its default. Time is in days, money in dollars.",
        f"title = {_title(scenario.title)}",
        "# How models age, as measured: flights, rainfall, employment, also at another",
        '# operating point as in "flights, share held"; or a CSV file of yours (age in',
        "# days; tpr, tpr_se, fpr, fpr_se: changes since fresh, standard errors).",
        f"ageing = {_toml(scenario.ageing.name)}",
    ]
    for table, parameters in PARAMETERS.items():
        lines += ["", f"[{table}]"]
        if table == "process":
            lines += [
                "# How the work goes. A line without `#` replaces the default; one",
                "# number holds whatever the practice. data/README.md says what the",
                "# defaults rest on.",
            ]
        lines += [_line(scenario, table, name) for name in parameters]
    return "\n".join(lines) + "\n"


def _line(scenario: Scenario, table: str, name: str) -> str:
    of = PARAMETERS[table][name]
    if table != "process":
        value = getattr(getattr(scenario, table), name)
        return f"{name} = {_toml(of.word(value) or value)}  # {of.meaning}"
    without, full = getattr(scenario.without, name), getattr(scenario.full, name)
    mark = "# " if (without, full) == (of.default, of.full) else ""
    if not of.by:
        return f"{mark}{name} = {_toml(without)}  # {of.meaning}"
    both = f"{{ without = {_toml(without)}, full = {_toml(full)} }}"
    return f"{mark}{name} = {both}  # {of.meaning}; moved by {of.by}"


def _toml(value: float | str) -> str:
    return json.dumps(value) if isinstance(value, str) else repr(value)


def _title(text: str) -> str:
    """Write a text on one line of TOML, without what cannot be printed."""
    return quoted("".join(c if c.isprintable() else " " for c in text))
