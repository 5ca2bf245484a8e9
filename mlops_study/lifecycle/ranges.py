"""What an assumed value may be: a range with a shape, from which worlds are drawn."""

import dataclasses
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Shape = Literal["uniform", "log-uniform", "triangular", "choice"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The values that an assumed one could as well have."""

    ends: tuple[Any, ...]  #: The least and the largest; of a ``choice``, the words.
    #: Each is as probable as ``uniform``, ``log-uniform`` or ``triangular`` says, with
    #: the peak at the `mode`, or one word as much as any other.
    shape: Shape
    mode: Any  #: The value that is assumed.

    def quantile(self, u: ArrayLike) -> NDArray[Any]:
        r"""Return the values below which shares `u` of the distribution lie.

        Between :math:`a` and :math:`b`: uniform :math:`a + u (b - a)`; log-uniform
        :math:`a (b/a)^u`; triangular with mode :math:`m`
        :math:`a + \sqrt{u (b - a)(m - a)}` up to :math:`u = (m - a)/(b - a)`, beyond
        :math:`b - \sqrt{(1 - u)(b - a)(b - m)}`.

        >>> Range(ends=(1.0, 100.0), shape="log-uniform", mode=5.0).quantile(0.5)
        array(10.)
        >>> Range(ends=("x", "y"), shape="choice", mode="x").quantile([0.2, 1.0])
        array(['x', 'y'], dtype='<U1')
        """
        u = np.asarray(u, float)
        if self.shape == "choice":
            last = len(self.ends) - 1
            words: NDArray[Any] = np.asarray(self.ends)
            return np.asarray(words[np.minimum(u * (last + 1), last).astype(int)])
        a, b = self.ends
        if self.shape == "uniform":
            found = a + u * (b - a)
        elif self.shape == "log-uniform":
            found = a * (b / a) ** u
        else:
            rising = a + np.sqrt(u * (b - a) * (self.mode - a))
            falling = b - np.sqrt((1 - u) * (b - a) * (b - self.mode))
            found = np.where(u * (b - a) < self.mode - a, rising, falling)
        # rounding must not lead out
        return np.asarray(np.clip(found, a, b))
