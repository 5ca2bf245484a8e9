r"""How much each practice has in what all of them do together.

Over the outcomes :math:`v(S)` of all coalitions :math:`S` of :math:`n` players, the
Shapley value is what a player adds, on average over all orders in which they may come,

.. math:: \phi_i = \sum_{S \not\ni i} \frac{|S|!\,(n - |S| - 1)!}{n!}
          \,[v(S \cup i) - v(S)],

and these add up to :math:`v(\text{all}) - v(\emptyset)`. It is exact, and linear in the
outcomes: a value a replication, or a world, whose mean has an interval.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mlops_study.experiments.design import factorial_design
from mlops_study.experiments.estimates import intervals
from mlops_study.lifecycle import PRACTICES
from mlops_study.percentages import SURE

SPREAD = (0.025, 0.975)
"""Quantiles over replications or worlds beside the mean."""


def coalitions(players: int) -> NDArray[np.bool_]:
    """Return who takes part: a row for each coalition, the first player the fastest.

    >>> coalitions(2).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    number = np.arange(2**players)[:, None]
    return (number >> np.arange(players) & 1).astype(bool)


def shapley_weights(players: int) -> NDArray[np.float64]:
    """Return the matrix that makes Shapley values of the outcomes of ``coalitions``.

    >>> shapley_weights(2).tolist()
    [[-0.5, 0.5, -0.5, 0.5], [-0.5, -0.5, 0.5, 0.5]]
    """
    member = coalitions(players)
    before = member.sum(axis=1, keepdims=True) - member
    share = 1 / (players * np.vectorize(comb)(players - 1, before))
    return np.asarray(np.where(member, share, -share).T)


def interaction_weights(players: int) -> NDArray[np.float64]:
    r"""Return the matrix of the interactions of pairs, in the order of combinations.

    What two together add beyond the sum of what each adds,

    .. math:: v(S \cup ij) - v(S \cup i) - v(S \cup j) + v(S),

    averaged over the orders of the others and the pair as one (Grabisch and Roubens
    1999): of either sign, zero where outcomes add up.

    >>> interaction_weights(2).tolist()
    [[1.0, -1.0, -1.0, 1.0]]
    """
    member = coalitions(players)
    rows = []
    for i, j in combinations(range(players), 2):
        others = member.sum(axis=1) - member[:, i] - member[:, j]
        share = 1 / ((players - 1) * np.vectorize(comb)(players - 2, others))
        rows.append(np.where(member[:, i] == member[:, j], share, -share))
    return np.array(rows)


def attribution(
    results: pd.DataFrame, kpis: Sequence[str], *, level: float = SURE
) -> pd.DataFrame:
    """Attribute the way from none to all practices, for each indicator.

    From the runs of ``factorial_design``. One row an indicator, ``measure`` and
    ``practice``: ``shapley``; ``first``, what it adds to none of the others, and
    ``last``, to all; ``order``, last less first; ``interaction`` with the ``other``.
    With the ``mean``, Student's interval, ``low`` to ``high``, each at `level`, and
    the 2.5 % and 97.5 % quantiles, ``least`` and ``most``: over ``n`` replications, or
    where `results` have worlds over the means of these, but those that lack a value.
    """
    players, sets = len(PRACTICES), list(factorial_design())
    first, last = _joining(players, 1), _joining(players, players)
    measures = {
        "shapley": shapley_weights(players),
        "first": first,
        "last": last,
        "order": last - first,
        "interaction": interaction_weights(players),
    }
    single, pairs = [(p, "") for p in PRACTICES], list(combinations(PRACTICES, 2))
    heads = [
        (measure, *names)
        for measure in measures
        for names in (pairs if measure == "interaction" else single)
    ]
    weights = np.vstack(list(measures.values()))
    unit = "world" if "world" in results else "replication"
    rows = []
    for kpi in kpis:
        means = results.groupby([unit, "scenario"])[kpi].mean(skipna=False)
        wide = means.unstack()[sets]
        values = pd.DataFrame(wide.to_numpy() @ weights.T)
        tall = values.assign(scenario=kpi, replication=wide.index)
        table = intervals(tall, level)[["n", "mean", "low", "high"]]
        table[["least", "most"]] = values.quantile(list(SPREAD)).to_numpy().T
        table[["measure", "practice", "other"]] = heads
        rows.append(table.assign(kpi=kpi))
    return pd.concat(rows, ignore_index=True)


def _joining(players: int, size: int) -> NDArray[np.float64]:
    """Return the weights of what each player adds who makes a coalition of a `size`."""
    member = coalitions(players)
    total = member.sum(axis=1)
    joined = member & (total == size)[:, None]
    before = ~member & (total == size - 1)[:, None]
    return np.asarray((joined.astype(float) - before).T)
