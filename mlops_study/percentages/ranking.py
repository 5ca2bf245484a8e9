r"""How sure a ranking of percentages is, and whether two rankings go together.

The items are answered by the same respondents. Of two items only those count who say
yes to one of them alone; with counts :math:`b` and :math:`c` of these, and half an
answer added to each of the four cells (Jeffreys' prior, under which each share by
itself has a flat one), the first item's share is the larger with the posterior
probability

.. math::
   P(p > q) = P\bigl(\text{Beta}(b + \tfrac12, c + \tfrac12) > \tfrac12\bigr)

Where the joint answers are not known, :math:`b` and :math:`c` are those of a supposed
overlap of the groups, see :mod:`~mlops_study.percentages.paired`. Tables of such
probabilities have the row's item above the column's, and a half on the diagonal.
"""

import math

import numpy as np
import pandas as pd

from mlops_study.percentages.intervals import SURE, each_of, effective_number
from mlops_study.percentages.paired import Overlap, discordance


def _above(b: np.ndarray, c: np.ndarray, items: pd.Index) -> pd.DataFrame:
    from scipy import stats

    larger = stats.beta.sf(0.5, b + 0.5, c + 0.5)
    return pd.DataFrame(larger, index=items, columns=items)


def above_by_shares(
    percentages: pd.Series, n: int, *, overlap: Overlap
) -> pd.DataFrame:
    """Return the probability that one item's share is above another's.

    For percentages of the same `n` respondents, with an overlap (one of ``OVERLAPS``)
    that is supposed for every pair.

    >>> shares = pd.Series({"culture": 60, "silos": 50})
    >>> above_by_shares(shares, 100, overlap="independent").round(3).loc["culture"]
    culture    0.500
    silos      0.922
    Name: culture, dtype: float64
    """
    shares = percentages.to_numpy(dtype=float) / 100
    b, c = discordance(shares[:, None], shares, overlap)
    return _above(n * b, n * c, percentages.index)


def above_by_answers(
    answers: pd.DataFrame, *, weights: pd.Series | None = None
) -> pd.DataFrame:
    r"""Return the same from the respondents' own joint answers.

    Of those who answered both items the ones count who say yes to one only. One row a
    respondent, one column an item: 1 for yes, 0 for no, NaN for none. `weights` of the
    respondents are scaled to sum to their
    :func:`~mlops_study.percentages.intervals.effective_number`.

    >>> yes = pd.DataFrame({"culture": [1, 1, 1, 1, 0], "silos": [0, 0, 0, 1, 0]})
    >>> above_by_answers(yes).round(3).loc["culture", "silos"]
    np.float64(0.967)
    """
    yes = (answers == 1).to_numpy().astype(float)
    no = (answers == 0).to_numpy().astype(float)
    if weights is not None:
        own = weights.to_numpy()
        no *= (own * effective_number(own) / own.sum())[:, None]
    only = yes.T @ no
    return _above(only, only.T, answers.columns)


def rank_intervals(above: pd.DataFrame, *, level: float = SURE) -> pd.DataFrame:
    r"""Return the ``best`` and ``worst`` rank that each item can have, 1 for the first.

    An item's best rank is one more than the number of items surely above it, its worst
    the number of all items less those surely below. *Surely* means with probability
    :math:`1 - \alpha/(K-1)` for :math:`K` items, so that an item's interval as a whole
    holds with probability `level` whatever the dependence between the pairs: wider than
    :func:`credible_ranks`, which supposes that items are independent. After
    Klein, Wright and Wieczorek (2020), J. R. Stat. Soc. C 69:589, who take confidence
    intervals in place of posterior probabilities.

    >>> above = pd.DataFrame([[0.5, 0.99], [0.01, 0.5]], ["x", "y"], ["x", "y"])
    >>> rank_intervals(above).loc["x"].tolist()
    [1, 1]
    """
    items = len(above)
    sure = each_of(max(items - 1, 1), level)
    beaten_by = (above >= sure).sum(axis="index")
    beats = (above >= sure).sum(axis="columns")
    return pd.DataFrame({"best": 1 + beaten_by, "worst": items - beats})


def rank_probabilities(percentages: pd.Series, n: int) -> pd.DataFrame:
    r"""Return the probability of each rank of each item, if items are independent.

    With posteriors :math:`p_i \sim \text{Beta}(x_i + 1, n - x_i + 1)`, from a flat
    prior of each share, item :math:`i` has rank :math:`r` if :math:`r - 1` of the
    others lie above it:

    .. math:: \int f_i(t)\, P\Bigl(\sum_{j \ne i} B_j(t) = r - 1\Bigr) dt, \qquad
       B_j(t) \sim \text{Bernoulli}\bigl(1 - F_j(t)\bigr)

    computed by Gauss's rule, without draws. Of answers on several levels, with a
    Dirichlet posterior, the share of the counted levels has such a beta posterior too.
    One row an item, columns 1 to the number of items.

    >>> rank_probabilities(pd.Series([60, 50, 40]), 100).round(3).loc[0].tolist()
    [0.92, 0.078, 0.001]
    """
    from scipy import special, stats

    yes = percentages.to_numpy(dtype=float) / 100 * n
    a, b = yes[:, None] + 1, n - yes[:, None] + 1
    nodes, weights = np.polynomial.legendre.leggauss(60)
    # the posteriors are narrow for large n: integrate each where it has its mass
    low, high = stats.beta.ppf(1e-12, a, b), stats.beta.isf(1e-12, a, b)
    at = low + (high - low) * (nodes + 1) / 2
    mass = stats.beta.pdf(at, a, b) * weights
    # how many of the others lie above each item, when its share is there
    above = np.zeros((len(yes), *at.shape))
    above[0] = mass / mass.sum(axis=1, keepdims=True)
    for j, larger in enumerate(special.betaincc(a[..., None], b[..., None], at)):
        larger[j] = 0
        more = above[:-1] * larger
        above *= 1 - larger
        above[1:] += more
    ranks = range(1, len(yes) + 1)
    return pd.DataFrame(above.sum(axis=-1).T, index=percentages.index, columns=ranks)


def credible_ranks(probabilities: pd.DataFrame, *, level: float = SURE) -> pd.DataFrame:
    r"""Return the ``best`` and ``worst`` of the ranks that an item probably has.

    Ranks that together are less probable than :math:`\alpha/2` are cut off at each
    end, so that the rank lies inside with probability `level` or more. From
    :func:`rank_probabilities`.

    >>> ranks = pd.DataFrame([[0.9, 0.08, 0.02]], columns=[1, 2, 3])
    >>> credible_ranks(ranks).loc[0].tolist()
    [1, 2]
    """
    upto, tail = probabilities.cumsum(axis="columns"), (1 - level) / 2
    best = 1 + (upto <= tail).sum(axis="columns")
    worst = 1 + (upto < 1 - tail).sum(axis="columns")
    return pd.DataFrame({"best": best, "worst": worst})


def first_probability_bounds(
    least: pd.DataFrame, most: pd.DataFrame | None = None
) -> pd.DataFrame:
    r"""Bound the probability of each item to be first by those of the pairs.

    The inequalities of Fréchet and Bonferroni hold for any dependence between pairs:

    .. math:: 1 - \sum_{j \ne i} \bigl(1 - P(p_i > p_j)\bigr)
       \le P(\text{first}) \le \min_{j \ne i} P(p_i > p_j)

    Of two tables, each under another overlap, the smaller probability of a pair is
    taken for the bound ``low`` and the larger for ``high``.

    >>> shares = pd.Series([60, 50])
    >>> cases = [above_by_shares(shares, 100, overlap=o) for o in ("best", "worst")]
    >>> first_probability_bounds(*cases).round(3).loc[0].tolist()
    [0.854, 1.0]
    """
    cases = (least.to_numpy(), (least if most is None else most).to_numpy())
    others = ~np.eye(len(least), dtype=bool)
    low = 1 - np.where(others, 1 - np.minimum(*cases), 0).sum(axis=1)
    high = np.where(others, np.maximum(*cases), 1).min(axis=1)
    bounds = {"low": np.maximum(low, 0), "high": high}
    return pd.DataFrame(bounds, index=least.index)


def rank_correlation(first: pd.Series, second: pd.Series) -> dict[str, float]:
    r"""Return Spearman's correlation of 3 to 8 items with its exact permutation test.

    All :math:`n!` pairings are tried. The two-sided ``p_value`` is the share of
    pairings whose correlation is as far from zero; it cannot be smaller than
    :math:`2/n!`, which is ``smallest_p``. From ``scipy.stats.permutation_test``; values
    that are all equal are refused.

    >>> found = rank_correlation(pd.Series([1, 2, 3, 4]), pd.Series([10, 20, 30, 40]))
    >>> {name: round(value, 3) for name, value in found.items()}
    {'n': 4, 'correlation': 1.0, 'p_value': 0.083, 'smallest_p': 0.083}
    """
    from scipy import stats

    n = len(first)
    if not 3 <= n <= 8:
        raise ValueError(f"{n} items; expected 3 to 8, of which all pairings are tried")
    if first.nunique() == 1 or second.nunique() == 1:
        raise ValueError("all values are equal; there is no rank to correlate")
    # the correlation of ranks; its place among all pairings is what counts
    ranks = stats.rankdata(first), stats.rankdata(second)
    found = stats.permutation_test(
        (ranks[0],),
        lambda order: float(np.corrcoef(order, ranks[1])[0, 1]),
        permutation_type="pairings",
        vectorized=False,
        n_resamples=math.inf,
    )
    return {
        "n": n,
        "correlation": float(found.statistic),
        "p_value": float(found.pvalue),
        "smallest_p": 2 / math.factorial(n),
    }


def leave_one_out(first: pd.Series, second: pd.Series) -> pd.DataFrame:
    """Return the rank correlation of 4 to 8 items, and without each of them.

    Row ``""`` is that of all items; the columns are those of :func:`rank_correlation`.
    """
    rows = {"": rank_correlation(first, second)}
    for item in first.index:
        rows[str(item)] = rank_correlation(first.drop(item), second.drop(item))
    return pd.DataFrame.from_dict(rows, orient="index")
