"""Which scenarios to run: those of the paper, one practice at a time, or all sets."""

from collections.abc import Collection, Iterable
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
    every = set(PRACTICES)
    alone, without = [{p} for p in PRACTICES], [every - {p} for p in PRACTICES]
    return _adopting(base, [set(), *alone, *without, every])


def factorial_design(base: Scenario | None = None) -> dict[str, Scenario]:
    """Return every set of practices adopted, counted up in binary.

    Named as in :func:`practice_design`, else ``+ PRACTICE + PRACTICE``.

    >>> list(factorial_design())[:4]
    ['A', '+ ci_cd', '+ automation', '+ ci_cd + automation']
    """
    numbers = range(2 ** len(PRACTICES))
    subsets = ({p for i, p in enumerate(PRACTICES) if n >> i & 1} for n in numbers)
    return _adopting(base, subsets)


def next_design(base: Scenario | None = None) -> dict[str, Scenario]:
    """Return A and what adds one practice to it, as in :func:`practice_design`."""
    return _adopting(base, [set(), *({p} for p in PRACTICES)])


def further_design(base: Scenario | None = None) -> dict[str, Scenario]:
    """Return the sets of two practices and more, as in :func:`factorial_design`."""
    known, every = next_design(base), factorial_design(base)
    return {name: one for name, one in every.items() if name not in known}


def _adopting(
    base: Scenario | None, subsets: Iterable[Collection[str]]
) -> dict[str, Scenario]:
    scenarios = paper_scenarios()
    found = {}
    for subset in subsets:
        scenario = base or scenarios["A"]
        for practice in filter(subset.__contains__, PRACTICES):
            scenario = adopt(scenario, scenarios["C"], practice)
        found[_name(subset)] = scenario
    return found


def _name(subset: Collection[str]) -> str:
    missing = [p for p in PRACTICES if p not in subset]
    if not subset or not missing:
        return "A" if missing else "C"
    if len(missing) == 1:
        return f"- {missing[0]}"
    return " ".join(f"+ {p}" for p in PRACTICES if p in subset)


def cloud_design() -> dict[str, Scenario]:
    """Return A with three training nodes, two, one, and with the cloud alone."""
    scenarios = paper_scenarios()
    base = scenarios["A"]
    fewer = {
        name: replace(base, organisation=replace(base.organisation, training_nodes=n))
        for name, n in (("3 nodes", 3), ("2 nodes", 2), ("1 node", 1))
    }
    return {**fewer, "cloud": adopt(base, scenarios["C"], "cloud")}
