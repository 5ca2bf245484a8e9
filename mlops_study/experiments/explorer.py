"""The grid of the scenario explorer: every mixture of few levels of each practice."""

from dataclasses import replace
from itertools import product

from mlops_study.experiments.design import adopt, paper_scenarios
from mlops_study.lifecycle import PARAMETERS, PRACTICES, Practices, Scenario

HALF_CLOUD = 0.5
"""Level of the cloud between those of A and B, which do without, and of C."""


def explorer_levels() -> dict[str, tuple[float, ...]]:
    """Return the levels of each practice: those of A, B and C, and half of the cloud.

    >>> explorer_levels()["automation"], explorer_levels()["cloud"]
    ((0.0, 0.4, 1.0), (0.0, 0.5, 1.0))
    """
    scenarios = paper_scenarios().values()
    found = {p: tuple(getattr(s.practices, p) for s in scenarios) for p in PRACTICES}
    without, _, full = found["cloud"]
    return found | {"cloud": (without, HALF_CLOUD, full)}


def explorer_name(practices: Practices) -> str:
    """Name a point of the grid by its levels, as its scenario file writes them.

    >>> explorer_name(Practices(monitoring_interval=7.0)).partition("cloud")[2]
    ' 0.0, monitoring_interval weekly, collaboration 0.0'
    """
    levels = {p: getattr(practices, p) for p in PRACTICES}
    described = PARAMETERS["practices"]
    return ", ".join(f"{p} {described[p].word(x) or x}" for p, x in levels.items())


def explorer_design(base: Scenario | None = None) -> dict[str, Scenario]:
    """Return an organisation, by default that of A, at every point of the grid.

    By the names of :func:`explorer_name`, which are their titles, too; the level of the
    last practice changes first. The training nodes go where the cloud has all jobs.

    >>> len(explorer_design())
    243
    """
    scenarios = paper_scenarios()
    owned = base or scenarios["A"]
    rented = adopt(owned, scenarios["C"], "cloud")
    found = {}
    for levels in product(*explorer_levels().values()):
        practices = Practices(**dict(zip(PRACTICES, levels, strict=True)))
        start = rented if practices.cloud == rented.practices.cloud else owned
        name = explorer_name(practices)
        found[name] = replace(start, practices=practices, title=name)
    return found
