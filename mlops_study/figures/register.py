"""The register of figures, which each drawing function enters by its decorator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

import pandas as pd
from matplotlib.figure import Figure

from mlops_study.figures.style import look, settled
from mlops_study.published import Paper

P = ParamSpec("P")
Reader = Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How a figure is drawn, and what reads each argument from the study's data."""

    draw: Callable[..., Figure]
    data: tuple[Reader, ...]


FIGURES: dict[str, Entry] = {}
"""The figures of the book by name."""


def figure(*data: Reader) -> Callable[[Callable[P, Figure]], Callable[P, Figure]]:
    """Enter a drawing function in ``FIGURES``, and let it draw in the study's look.

    Nothing is read before the figure is drawn.
    """

    def enter(draw: Callable[P, Figure]) -> Callable[P, Figure]:
        drawn = in_look(draw)
        name = draw.__name__.replace("_", "-")
        FIGURES[name] = Entry(draw=drawn, data=data)
        return drawn

    return enter


def in_look(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Let a function draw in the study's look."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with look():
            return settled(draw(*args, **kwargs))

    return drawn


def printed(name: str) -> Reader:
    """Return what reads a file of the paper's data."""
    return lambda: Paper().table(name)


def figure_data(name: str) -> pd.DataFrame:
    """Return what a figure is drawn from, of several frames one below the other."""
    first, *_ = FIGURES[name].data
    return _table(first(), "part", "detail")


def _table(data: Any, *names: str) -> pd.DataFrame:
    if isinstance(data, Mapping):
        parts = {str(key): _table(own, *names[1:]) for key, own in data.items()}
        return pd.concat(parts, names=[names[0]]).reset_index(level=0)
    table = pd.DataFrame(data).rename(columns={0: "value"}).rename(columns=str)
    return table if isinstance(table.index, pd.RangeIndex) else table.reset_index()


def make_figure(name: str) -> Figure:
    """Draw one figure of the book, a key of ``FIGURES``, from the study's data."""
    entry = FIGURES[name]
    return entry.draw(*(read() for read in entry.data))
