r"""What it is worth to know a value, and where another answer begins.

Without further knowledge one takes the option :math:`d` whose mean gain over all worlds
is largest; knowing :math:`x`, the one whose mean gain at :math:`x` is. What that adds
is the expected value of the information (Raiffa and Schlaifer 1961),

.. math:: E_x \max_d E[g_d \mid x] - \max_d E[g_d].

The inner means come from a regression of the gains on :math:`x` (Strong, Oakley and
Brennan 2014, Med. Decis. Making 34:311), here on a cubic spline of its rank, or on its
words. All other values, which are drawn independently of :math:`x`, enter in a straight
line each, which takes out much of what they do to the gains and shifts no mean. The
largest of several fitted means is too large on average: so a tenth of the worlds is
judged by what the others advise.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from mlops_study.experiments.choices import Array, by_world, held_out, picked
from mlops_study.experiments.paired import Paired, paired
from mlops_study.percentages import SURE, each_of

Places = NDArray[np.intp]

FOLDS = 10
"""Parts of the worlds, each of which is judged by what the others advise."""

ALL = -1
"""The number of no fold."""

KNOTS = np.array([0, 0, 0, 0, 1, 2, 2, 2, 2]) / 2
"""Of the spline, whose five columns bend in the middle."""

STEADY = 1.0
"""Penalty on the squared slopes of the other values, against one a world."""

TOGETHER = 3
"""So many values, those worth most to know, are also valued together."""

ENDS = ("all, at least", "all, at most")
"""The inputs under which the bounds of perfect information stand."""

GRID = (np.arange(200) + 0.5) / 200
"""Ranks at which :meth:`Knowledge.flips` looks."""


class Knowledge:
    """What gains of options say of values that are not known, and so of knowing them.

    Only worlds count in which all options have values. There is a regression of the
    mean gains without each fold of the worlds, and one of ALL: on curves of some
    values, and on straight lines of all else. The products of all columns are computed
    once for each, of which a fit takes its own.

    Parameters
    ----------
    gains
        A row a replication of a world, a column an option, as of ``gains``.
    worlds
        The values, a row a world.
    level
        Confidence at which the intervals of a frame hold together.
    """

    def __init__(
        self, gains: pd.DataFrame, worlds: pd.DataFrame, *, level: float = SURE
    ) -> None:
        whole = gains.notna().all(axis="columns").groupby("world").transform("all")
        kept = gains[whole]
        self.options, self.values, self.level = gains.columns, by_world(kept), level
        self.means = self.values.mean(axis=1)
        self.worlds = worlds.loc[kept.index.unique("world")]
        columns, size = [np.ones((len(self.means), 1))], 1
        self.curves: dict[str, Places] = {}
        self.lines: dict[str, Places] = {}
        for name, column in self.worlds.items():
            if pd.api.types.is_numeric_dtype(column):
                ranks = np.asarray((column.rank() - 0.5) / len(column), float)
                curve, line = _spline(ranks), ranks[:, None]
            else:
                curve = line = pd.get_dummies(column).to_numpy(float)
            for kind, own in (
                (self.curves, curve),
                (self.lines, line - line.mean(axis=0)),
            ):
                kind[str(name)] = np.arange(size, size + own.shape[1])
                columns.append(own)
                size += own.shape[1]
        self.columns = np.hstack(columns)
        self.fold = np.arange(len(self.means)) % FOLDS
        self.products = {}
        for part in (ALL, *range(FOLDS)):
            x, y = (own[self.fold != part] for own in (self.columns, self.means))
            self.products[part] = x.T @ x, x.T @ y

    def information(
        self, inputs: Iterable[Sequence[str]] | None = None
    ) -> pd.DataFrame:
        """Return what knowing each of the `inputs` is worth, in the unit of the gains.

        Names of values, several where they become known together (they then add up, no
        interactions); by default each alone. Columns ``input``, ``value`` and Student's
        interval over worlds, ``low`` to ``high``. What tells nothing is worth zero, so
        that estimates may be negative; zero with no interval where the advice is the
        same in all worlds. The value is that of what can be learned from so many
        worlds, and so rather too small.
        """
        usual, _ = self.advice(())
        chosen = list(inputs or [(name,) for name in self.curves])
        each, rows = each_of(len(chosen), self.level), []
        for names in chosen:
            choice, rest = self.advice(names)
            worth = paired(picked(rest, usual), picked(rest, choice), each)
            rows.append((", ".join(names), worth.difference, worth.low, worth.high))
        return pd.DataFrame(rows, columns=["input", "value", "low", "high"])

    def perfect(self) -> tuple[Paired, Paired]:
        """Bound what knowing all of a world is worth, in the unit of the gains.

        At least, as the option is chosen by all replications of a world but one and
        judged by that one; and at most, chosen and judged by all, with luck in it. Both
        compare choices, usual and informed, over worlds, and come together as
        replications grow.
        """
        others = held_out(self.values).argmax(axis=-1)
        crosswise = picked(self.values, others).mean(axis=1)
        without = picked(self.means, self.advice(())[0])
        least, most = (
            paired(without, informed, self.level)
            for informed in (crosswise, self.means.max(axis=1))
        )
        return least, most

    def worth(self) -> pd.DataFrame:
        """Return what each value is worth to know, best first, and what all are.

        Rows of :meth:`information`: each value alone, the ``TOGETHER`` worth most at
        once, and the ``ENDS`` of :meth:`perfect`.
        """
        alone = self.information()
        alone = alone.sort_values("value", ascending=False, kind="stable")
        bounds = [
            (name, end.difference, end.low, end.high)
            for name, end in zip(ENDS, self.perfect(), strict=True)
        ]
        parts = [alone, pd.DataFrame(bounds, columns=list(alone))]
        if len(alone) > 1:
            parts.insert(1, self.information([alone["input"].head(TOGETHER).tolist()]))
        return pd.concat(parts, ignore_index=True)

    def flips(self) -> pd.DataFrame:
        """Return where in the range of a value another option than the usual is best.

        By the mean gains at that value over all else that is not known. One row a
        stretch: ``input``, ``best``, ``start`` and ``end`` (the values between which it
        is best, a word twice), its ``lead`` over the usual best where that is largest,
        and an interval by jackknife, ``low`` to ``high``. A lead looked up where it is
        largest is a little too large.
        """
        usual = int(self.means.mean(axis=0).argmax())
        each = each_of(self.worlds.shape[1], self.level)
        quantile = float(scipy.stats.t.ppf((1 + each) / 2, FOLDS - 1))
        rows = []
        for name, column in self.worlds.items():
            curves, lines = self.places((str(name),))
            if pd.api.types.is_numeric_dtype(column):
                at, ends = _spline(GRID), np.quantile(column, GRID)
            else:
                ends, where = np.unique(column.to_numpy(str), return_index=True)
                at = self.columns[where][:, curves]
            fits = [at @ self.fit(part, curves, lines)[0] for part in self.products]
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
                    (name, self.options[best], *between, lead, lead - half, lead + half)
                )
        names = ["input", "best", "start", "end", "lead", "low", "high"]
        return pd.DataFrame(rows, columns=names)

    def fit(self, part: int, curves: Places, lines: Places) -> tuple[Array, Array]:
        """Return the coefficients of the curves, and those of the lines, kept small."""
        places, own = np.concatenate([curves, lines]), len(curves)
        squares, products = self.products[part]
        # the columns of a curve add up to one, so that those of several are dependent
        penalty = np.where(np.arange(len(places)) < own, 1e-6, STEADY)
        normal = squares[np.ix_(places, places)] + np.diag(penalty)
        found = np.linalg.solve(normal, products[places])
        return found[:own], found[own:]

    def places(self, names: Sequence[str]) -> tuple[Places, Places]:
        """Return the columns of the curves, if none a constant, and of the lines."""
        curves = [self.curves[name] for name in names] or [np.array([0])]
        others = [own for name, own in self.lines.items() if name not in names]
        return np.concatenate(curves), np.concatenate([*others, np.empty(0, np.intp)])

    def advice(self, names: Sequence[str]) -> tuple[Places, Array]:
        """Return for each world the option that others advise, these values known.

        And the gains less what these worlds say that all other values do.
        """
        curves, lines = self.places(names)
        choice, rest = np.empty(len(self.means), np.intp), np.empty_like(self.means)
        for part in range(FOLDS):
            judged = self.fold == part
            x, (own, others) = self.columns[judged], self.fit(part, curves, lines)
            choice[judged] = (x[:, curves] @ own).argmax(axis=1)
            rest[judged] = self.means[judged] - x[:, lines] @ others
        return choice, rest


def _spline(ranks: Array) -> Array:
    spline = scipy.interpolate.BSpline.design_matrix(ranks, KNOTS, 3)
    return np.asarray(spline.toarray())
