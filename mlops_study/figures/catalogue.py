"""Every figure by name, drawn from the study's own data, and its files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Literal, get_args

from matplotlib.figure import Figure

from mlops_study import published
from mlops_study.figures import literature, simulation, statistics
from mlops_study.figures.style import look

__all__ = ["FIGURES", "IMAGE_FORMATS", "ImageFormat", "image", "make_figure"]

ImageFormat = Literal["png", "svg", "pdf"]
"""The formats of a saved figure."""

IMAGE_FORMATS: tuple[ImageFormat, ...] = get_args(ImageFormat)

# what would otherwise make two files of the same figure differ
_UNDATED: dict[ImageFormat, dict[str, None]] = {
    "png": {},
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
}


def _stages() -> list[str]:
    elements = published.load("simulation")
    return list(elements["name"][elements["kind"] == "stage"])


FIGURES: dict[str, Callable[[], Figure]] = {
    "headline": lambda: statistics.headline(
        {f"table{i}": published.load(f"table{i}") for i in range(1, 6)}
    ),
    "literature-years": lambda: literature.studies_by_year(
        published.load("literature")
    ),
    "literature-themes": lambda: literature.studies_by_theme(published.study_themes()),
    "lifecycle": lambda: simulation.lifecycle(_stages()),
    "scenarios": lambda: simulation.scenarios(published.load("scenarios")),
    "best-practices": lambda: statistics.best_practices(published.load("table1")),
    "challenges": lambda: statistics.challenges(published.load("table2")),
    "cloud": lambda: statistics.cloud(published.load("table3")),
    "monitoring": lambda: statistics.monitoring(published.load("table4")),
    "culture": lambda: statistics.culture(published.load("table5")),
    "reference-years": lambda: literature.reference_years(
        published.load("references"), published.review_window()
    ),
}
"""The figures of the book by name, in the order of the book."""


def make_figure(name: str) -> Figure:
    """Draw one figure of the book from the study's data.

    Parameters
    ----------
    name
        A key of ``FIGURES``.

    Raises
    ------
    KeyError
        If the name is not known.
    """
    return FIGURES[name]()


def image(figure: Figure, style: ImageFormat) -> bytes:
    """Return a figure as a file's content; the same figure gives the same bytes.

    Parameters
    ----------
    figure
        The figure.
    style
        One of ``IMAGE_FORMATS``.
    """
    content = BytesIO()
    with look():
        figure.savefig(content, format=style, dpi=200, metadata=_UNDATED[style])
    return content.getvalue()
