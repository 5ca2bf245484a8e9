"""Tables of the model: its parameters, its scenarios, its indicators."""

import math
from functools import partial
from operator import attrgetter

import pandas as pd

from mlops_study import ageing, experiments, sources
from mlops_study.lifecycle import (
    KPIS,
    PARAMETERS,
    PRACTICES,
    RESOURCES,
    Parameter,
    Range,
    Scenario,
    moved_by,
)
from mlops_study.numerals import (
    NO_BREAK,
    estimate,
    fixed,
    quantity,
    significant,
    span,
    whole,
)
from mlops_study.tables.study import listing
from mlops_study.tables.table import Column, Table, level, number


def indicator_formulas() -> Table:
    """List the indicators with their formula and unit."""
    return listing(
        "The indicators",
        pd.DataFrame(list(KPIS.values())),
        title="Indicator",
        formula="Formula",
        unit="Unit",
        better="Better",
    )


def parameters() -> Table:
    """List every parameter: meaning, distribution, values, their ranges, basis."""
    return Table.of(
        [{"name": name, "of": of} for name, of in PARAMETERS["process"].items()],
        Column("Parameter", "name"),
        Column("Meaning", "of", _meaning),
        number("Without", "of", lambda of: _ranged(f"{of.default}", of.range)),
        number("With", "of", _adopted),
        Column("Basis", "of", _basis),
        title="Every parameter of the process",
    )


def _meaning(of: Parameter) -> str:
    drawn = of.distribution
    return of.meaning if drawn == "fixed" else f"{of.meaning}; {drawn}"


def _adopted(of: Parameter) -> str:
    """Write the value with a practice, which one, and what lies in between."""
    value = _ranged(f"{of.full}", of.full_range)
    return of.by and f"{value}, {PRACTICES[of.by]}, {of.form}"


def _ranged(value: str, of: Range | None) -> str:
    """Write a value with its range in brackets, of words the words."""
    if of is None:
        return value
    if of.shape == "choice":
        return " or ".join(of.ends)
    return f"{value} ({span(of.ends[0], of.ends[1], partial(significant, digits=4))})"


def _basis(of: Parameter) -> str:
    """Say what the values rest on, first the one without the practice, and ranges."""
    bases = [f"{of.status}: {of.source}" if of.source else of.status]
    if of.by and of.full_status != of.status:
        source = f": {of.full_source}" if of.full_source else ""
        bases.append(f"with {of.full_status}{source}")
    found = of.range or of.full_range
    ranges = [f"{found.shape}, {of.reason}"] if found else []
    return "; ".join([*bases, *ranges])


def scenario_settings() -> Table:
    """Set all but the process of A, B and C side by side."""
    scenarios = experiments.paper_scenarios()
    rows = []
    for part in [table for table in PARAMETERS if table != "process"]:
        for name, of in PARAMETERS[part].items():
            row = {"part": part, "name": name, "of": of}
            for letter, scenario in scenarios.items():
                value = getattr(getattr(scenario, part), name)
                row[letter] = of.word(value) or significant(value, 6)
            rows.append(row)
    return Table.of(
        rows,
        Column("Part", "part"),
        Column("Parameter", "name"),
        Column("Meaning", "of", attrgetter("meaning")),
        *(number(letter, letter) for letter in scenarios),
        Column("Basis", "of", lambda of: _ranged(_basis(of), of.range)),
        title="Practices, organisation, prices, interest and run of the scenarios",
    )


def moved() -> Table:
    """List what each practice moves."""
    direct = {
        "cloud": "where training runs: owned nodes, or as many as the quota allows",
        "monitoring_interval": "time between checks, of drift and of incidents",
    }

    def moves(practice: str) -> str:
        return direct.get(practice) or "; ".join(of.about for of in moved_by(practice))

    return Table.of(
        [{"practice": practice} for practice in PRACTICES],
        Column("Practice", "practice", PRACTICES.__getitem__),
        Column("What it moves", "practice", moves),
        title="What each practice moves",
    )


def process_at(scenario: Scenario) -> Table:
    """List the values of the process at a scenario's level of practice."""

    def value(name: str) -> str:
        own = getattr(scenario.process, name)
        if isinstance(own, str):
            return own
        return whole(own) if own >= 1000 else significant(own, 4)

    return Table.of(
        [{"name": name, "of": of} for name, of in PARAMETERS["process"].items()],
        Column("Parameter", "name"),
        number("Value", "name", value),
        Column("Unit", "of", attrgetter("unit")),
        Column("Meaning", "of", attrgetter("about")),
        name="process",
        title=scenario.title,
    )


def load(loads: pd.DataFrame) -> Table:
    """Say of each resource what is asked of it, and how far it is from saturation.

    Of one scenario's rows of ``experiments.saturations``.
    """
    least = loads["factor"].min()

    def bears(factor: float) -> str:
        if not 0 < factor < math.inf:
            return "any" if factor else "none"
        return f"about {quantity(factor, digits=2)} times"

    def says(offered: float, retrainings: float, capacity: float, factor: float) -> str:
        limits = "limits throughput" if factor == least < math.inf else ""
        notes = (experiments.strain(offered, retrainings, capacity), limits)
        return ", ".join(note for note in notes if note)

    return Table.of(
        loads,
        Column("Resource", "resource", RESOURCES.__getitem__),
        number("Offered load", ("offered", "half_width"), estimate),
        number("Of it by retrainings", "retrainings", quantity),
        number("Capacity", "capacity", whole),
        number("Load by capacity", "share", lambda share: quantity(100 * share, "%")),
        number("Demand that saturates it", "factor", bears),
        Column("Note", ("offered", "retrainings", "capacity", "factor"), says),
        name="load",
        title="Offered load: how many would be busy if nothing had to wait, with "
        f"{level(loads)} confidence interval",
    )


def operating_points() -> Table:
    """Set what ages of the flights side by side, an operating point a column."""
    oldest = ageing.SITES["flights"].knots[-1]
    table = pd.DataFrame(index=pd.Index(ageing.MEASURES, name="measure"))
    columns = [Column("In per cent", "measure", ageing.MEASURES.__getitem__)]
    for name in ageing.SETTINGS:
        new, se, title = f"{name}, fresh", f"{name}, se", name.capitalize()
        curves = ageing.load_curves("flights", name).query("form == 'knots'")
        aged = curves[curves["age"] == oldest].set_index("measure")
        fresh = ageing.fresh_rates(ageing.load_counts("flights", name))
        table[new] = 100 * pd.Series(fresh)
        table[[name, se]] = 100 * aged[["change", "se_overlap"]]
        columns.append(number(f"{title}, fresh", new, partial(fixed, places=1)))
        columns.append(number(title, (name, se), estimate))
    return Table.of(
        table,
        *columns,
        title="Fresh classifiers of the flights, and their change after "
        f"{oldest} weeks in points, with its standard error",
    )


def calibration_facts() -> Table:
    """List the facts that set the model's values or are compared with them."""
    facts = sources.load("calibration")

    def status(status: str, note: str) -> str:
        return f"{status}: not {note}" if note else status

    def where(address: str) -> str:
        first, _, more = address.partition("; ")
        if "/" in first and " " not in first:
            doi = "doi.org/" if first.startswith("10.") else ""
            first = f"[{first}](https://{doi}{first})"
        return "; ".join(filter(None, (first, more)))

    return Table.of(
        facts[facts["fact"].isin(sources.load("constructs")["fact"])],
        Column("Fact", "fact"),
        Column("What", "quantity"),
        Column("Says", "value"),
        Column("By", ("authors", "year", "title"), "{} ({}). {}".format),
        Column("Where", "address", where, markup=True),
        Column("Status", ("status", "note"), status),
        title="Facts from elsewhere",
    )


def constructs(results: pd.DataFrame) -> Table:
    """Say what each fact measures and what of the model it is held against.

    Beside an indicator stands its mean in each scenario of the `results`, the indicator
    of A alone where it was fitted to the fact; beside a parameter the value it sets.
    """
    means = results.groupby("scenario").mean()

    def held(name: str) -> str:
        return KPIS[name].title if name in KPIS else name

    def model(fact: str, name: str, use: str) -> str:
        if name in KPIS:
            kpi = KPIS[name]
            values = ", ".join(
                f"{scenario}{NO_BREAK}{quantity(kpi.scale * mean, kpi.mark)}"
                for scenario, mean in means[name].items()
                if use == "check" or scenario == "A"
            )
            return values if kpi.mark else f"{values} {kpi.unit}"
        of = PARAMETERS["process"].get(name)
        if of is None:
            return ""
        return f"{of.full if fact in of.full_source else of.default} {of.unit}"

    return Table.of(
        sources.load("constructs"),
        Column("Fact", "fact"),
        Column("Measures", "measures"),
        Column("Held against", "quantity", held),
        Column("Use", "use"),
        Column("In the model", ("fact", "quantity", "use"), model, numbers=True),
        Column("Mismatch", "mismatch"),
        title="What facts measure, and what of the model they are held against",
    )


def fits() -> Table:
    """Show what the fitted waits of A are, how sure, and what share they reach."""
    share = partial(fixed, places=1)
    return Table.of(
        experiments.CALIBRATION.read(),
        Column("Parameter", "parameter"),
        Column("Indicator of A", "kpi", lambda kpi: KPIS[kpi].title),
        Column("Fact", "fact"),
        number("Says, %", "target", lambda target: share(100 * target)),
        number("Days", ("fitted", "se"), _with_error),
        number("Reaches, %", "reached", lambda reached: share(100 * reached)),
        number(
            "Residual, points",
            ("target", "reached"),
            lambda target, reached: fixed(100 * (reached - target), 2),
        ),
        number("If not known is late, %", "bound", lambda bound: share(100 * bound)),
        number("Days then", "at_bound", quantity),
        title="Waits of A, fitted",
    )


def _with_error(value: float, error: float) -> str:
    """Write a value with its standard error, which counts to one digit or two."""
    places = 2 if error < 0.1 else 1
    return f"{fixed(value, places)} ({fixed(error, places)})"


def attributions() -> Table:
    """Show other ways to the same facts, and what practices alone do in each."""
    return Table.of(
        experiments.ATTRIBUTIONS.read(),
        Column("What takes the time", "attribution"),
        *(
            number(f"{PRACTICES[name]}, d", (name, f"{name}_half"), estimate)
            for name in experiments.MOVERS
        ),
        number("Data, d", "access_wait", quantity),
        number("Effort, d", "effort", quantity),
        number("Hand-off, d", "handoff_wait", quantity),
        number("Windows, d", "release_interval", quantity),
        title="Other ways to the same facts, and the change of lead time in each",
    )
