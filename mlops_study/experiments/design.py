"""Which scenarios to run: those of the paper, and one practice at a time."""

from __future__ import annotations

import dataclasses

from mlops_study.lifecycle import PRACTICES, Scenario
from mlops_study.lifecycle.scenarios import SCENARIOS, load_scenario

__all__ = ["adopt", "one_at_a_time", "paper_scenarios"]


def paper_scenarios() -> dict[str, Scenario]:
    """Return scenarios A, B and C by letter."""
    return {
        letter: load_scenario(name)
        for letter, name in zip("ABC", SCENARIOS, strict=True)
    }


def adopt(base: Scenario, target: Scenario, practice: str) -> Scenario:
    """Return `base` with one practice at the level of `target`.

    The training nodes on premises go with the cloud: an organisation that trains
    elsewhere need not own them.

    Parameters
    ----------
    base, target
        Scenarios.
    practice
        One of ``PRACTICES``.

    Examples
    --------
    >>> scenarios = paper_scenarios()
    >>> adopt(scenarios["A"], scenarios["C"], "ci_cd").practices.ci_cd
    1.0
    """
    level = getattr(target.practices, practice)
    practices = dataclasses.replace(base.practices, **{practice: level})
    organisation = base.organisation
    if practice == "cloud":
        nodes = target.organisation.training_nodes
        organisation = dataclasses.replace(organisation, training_nodes=nodes)
    return dataclasses.replace(base, practices=practices, organisation=organisation)


def one_at_a_time(base: Scenario, target: Scenario) -> dict[str, Scenario]:
    """Return what one practice does alone and what each adds to the others.

    Parameters
    ----------
    base, target
        From where to where.

    Returns
    -------
    dict
        ``base``; ``+ PRACTICE``, the base with that one adopted; ``- PRACTICE``, the
        target without it; ``target``.
    """
    alone = {f"+ {p}": adopt(base, target, p) for p in PRACTICES}
    without = {f"- {p}": adopt(target, base, p) for p in PRACTICES}
    return {"base": base, **alone, **without, "target": target}
