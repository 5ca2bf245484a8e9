"""Which scenarios to run: those of the paper, and one practice at a time."""

from dataclasses import replace

from mlops_study.lifecycle import PRACTICES, SCENARIOS, Scenario, load_scenario

PAIRS = {
    **{(practice, "alone"): ("A", f"+ {practice}") for practice in PRACTICES},
    **{(practice, "last"): (f"- {practice}", "C") for practice in PRACTICES},
}
"""The scenarios of ``practice_design`` that differ by a practice, added to none of the
others or to all of them: baseline and alternative by practice and design."""

ADDED = {PAIRS[practice, "alone"][1]: practice for practice in PRACTICES}
"""The practice by the scenario of ``practice_design`` that adds it to A alone."""


def paper_scenarios() -> dict[str, Scenario]:
    """Return scenarios A, B and C by letter."""
    return dict(zip("ABC", map(load_scenario, SCENARIOS), strict=True))


def adopt(base: Scenario, target: Scenario, practice: str) -> Scenario:
    """Return `base` with one practice at the level of `target`.

    The training nodes on premises go with the cloud: an organisation that trains
    elsewhere need not own them.

    >>> scenarios = paper_scenarios()
    >>> adopt(scenarios["A"], scenarios["C"], "ci_cd").practices.ci_cd
    1.0
    """
    level = getattr(target.practices, practice)
    practices = replace(base.practices, **{practice: level})
    organisation = base.organisation
    if practice == "cloud":
        nodes = target.organisation.training_nodes
        organisation = replace(organisation, training_nodes=nodes)
    return replace(base, practices=practices, organisation=organisation)


def practice_design(base: Scenario | None = None) -> dict[str, Scenario]:
    """Return what one practice does alone and what each adds to the others.

    ``A``; ``+ PRACTICE``, A with that one adopted; ``- PRACTICE``, C without it; ``C``.
    An organisation given as `base` takes the place of A, and with the practices of C
    that of C.
    """
    scenarios = paper_scenarios()
    start = goal = base or scenarios["A"]
    for practice in PRACTICES:
        goal = adopt(goal, scenarios["C"], practice)
    alone = {f"+ {p}": adopt(start, goal, p) for p in PRACTICES}
    without = {f"- {p}": adopt(goal, start, p) for p in PRACTICES}
    return {"A": start, **alone, **without, "C": goal}


def cloud_design() -> dict[str, Scenario]:
    """Return A with three training nodes, two, one, and with the cloud alone."""
    scenarios = paper_scenarios()
    base = scenarios["A"]
    fewer = {
        name: replace(base, organisation=replace(base.organisation, training_nodes=n))
        for name, n in (("3 nodes", 3), ("2 nodes", 2), ("1 node", 1))
    }
    return {**fewer, "cloud": adopt(base, scenarios["C"], "cloud")}
