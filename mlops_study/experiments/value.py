r"""What it is worth to know a value, and where another answer begins.

Without further knowledge one takes the option :math:`d` whose mean gain over all worlds
is largest; knowing :math:`x`, the one whose mean gain at :math:`x` is. What that adds
is the expected value of the information (Raiffa and Schlaifer 1961),

.. math:: E_x \max_d E[g_d \mid x] - \max_d E[g_d].

The inner means come from a regression of the gains on :math:`x` (Strong, Oakley and
Brennan 2014, Med. Decis. Making 34:311), here on a cubic spline of the rank of
:math:`x`, or on its words. The largest of several fitted means is too large on average.
So a tenth of the worlds is judged by what the others advise.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from mlops_study.experiments.choices import Array, by_world, held_out, picked
from mlops_study.experiments.paired import Paired, paired
from mlops_study.percentages import SURE, each_of

FOLDS = 10
"""Parts of the worlds, each of which is judged by what the others advise."""

KNOTS = np.array([0, 0, 0, 0, 1, 2, 3, 3, 3, 3]) / 3
"""Of the spline, whose six columns bend where thirds of the worlds meet."""

GRID = (np.arange(200) + 0.5) / 200
"""Ranks at which :func:`flips` looks."""


def information(
    gains: pd.DataFrame,
    worlds: pd.DataFrame,
    inputs: Iterable[Sequence[str]] | None = None,
    *,
    level: float = SURE,
) -> pd.DataFrame:
    """Return what knowing each of the `inputs` is worth, in the unit of the gains.

    Columns of `worlds`, several where they become known together (they then add up, no
    interactions); by default each alone. Columns ``input``, ``value`` and Student's
    interval over worlds, ``low`` to ``high``, each at `level`. What tells nothing is
    worth zero, so half of such estimates are negative. Too small by what better
    knowledge of the conditional means would add; the ``low`` bounds stay safe.
    """
    means = by_world(gains).mean(axis=1)
    known = worlds.loc[gains.index.unique("world")]
    usual = _usual(means)
    rows = []
    for names in inputs or [(str(name),) for name in known]:
        columns = np.hstack([_basis(known[name]) for name in names])
        choice = np.empty_like(usual)
        for training, rest in _folds(len(means)):
            fit = np.linalg.lstsq(columns[training], means[training])[0]
            choice[rest] = (columns[rest] @ fit).argmax(axis=1)
        worth = paired(picked(means, usual), picked(means, choice), level)
        rows.append((", ".join(names), worth.difference, worth.low, worth.high))
    return pd.DataFrame(rows, columns=["input", "value", "low", "high"])


def perfect_information(
    gains: pd.DataFrame, *, level: float = SURE
) -> tuple[Paired, Paired]:
    """Bound what knowing all of a world is worth, in the unit of the gains.

    At least, as the option is chosen by all replications of a world but one and judged
    by that one; and at most, chosen and judged by all, with luck in it. Both compare
    choices, usual and informed, over worlds, and come together as replications grow.
    """
    values = by_world(gains)
    means = values.mean(axis=1)
    usual = picked(means, _usual(means))
    crosswise = picked(values, held_out(values).argmax(axis=-1)).mean(axis=1)
    return paired(usual, crosswise, level), paired(usual, means.max(axis=1), level)


def flips(
    gains: pd.DataFrame, worlds: pd.DataFrame, *, level: float = SURE
) -> pd.DataFrame:
    """Return where in the range of a value another option than the usual is best.

    By the mean gains at that value over all else that is not known. One row a stretch:
    ``input``, ``best``, ``start`` and ``end`` (the values between which it is best, a
    word twice), its ``lead`` over the usual best where that is largest, and an interval
    by jackknife, ``low`` to ``high``. The intervals hold together at `level` for all
    columns of `worlds`; a lead looked up where it is largest is a little too large.
    """
    means = by_world(gains).mean(axis=1)
    known = worlds.loc[gains.index.unique("world")]
    usual = int(means.mean(axis=0).argmax())
    each = each_of(len(known.columns), level)
    quantile = float(scipy.stats.t.ppf((1 + each) / 2, FOLDS - 1))
    parts = [np.arange(len(means)), *(training for training, _ in _folds(len(means)))]
    rows = []
    for name, column in known.items():
        columns = _basis(column)
        at, ends = columns, column.to_numpy()
        if pd.api.types.is_numeric_dtype(column):
            at, ends = _spline(GRID), np.quantile(column, GRID)
        else:
            ends, where = np.unique(ends, return_index=True)
            at = columns[where]
        fits = [at @ np.linalg.lstsq(columns[p], means[p])[0] for p in parts]
        leads = np.array([fit - fit[:, [usual]] for fit in fits])
        for best, stretch in groupby(range(len(at)), leads[0].argmax(axis=1).item):
            found = list(stretch)
            if best == usual:
                continue
            top = max(found, key=leads[0, :, best].item)
            lead, again = leads[0, top, best], leads[1:, top, best]
            half = quantile * again.std() * np.sqrt(FOLDS - 1)
            between = (ends[found[0]], ends[found[-1]])
            rows.append(
                (name, gains.columns[best], *between, lead, lead - half, lead + half)
            )
    names = ["input", "best", "start", "end", "lead", "low", "high"]
    return pd.DataFrame(rows, columns=names)


def _folds(worlds: int) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield the worlds to learn from, and those to judge by."""
    fold = np.arange(worlds) % FOLDS
    for own in range(FOLDS):
        yield np.flatnonzero(fold != own), np.flatnonzero(fold == own)


def _usual(means: Array) -> NDArray[np.intp]:
    """Return the option that the other worlds advise, whatever this one is."""
    usual = np.empty(len(means), np.intp)
    for training, rest in _folds(len(means)):
        usual[rest] = means[training].mean(axis=0).argmax()
    return usual


def _basis(column: pd.Series) -> Array:
    """Return the columns on which to regress: of a spline, or one a word."""
    if not pd.api.types.is_numeric_dtype(column):
        return pd.get_dummies(column).to_numpy(float)
    return _spline((column.rank().to_numpy() - 0.5) / len(column))


def _spline(ranks: Array) -> Array:
    spline = scipy.interpolate.BSpline.design_matrix(ranks, KNOTS, 3)
    return np.asarray(spline.toarray())
