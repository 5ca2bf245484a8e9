"""Figures: one function each, from frames to a Matplotlib figure.

The functions take their data as arguments and leave Matplotlib's global state
alone. ``FIGURES`` names every figure of the book.
"""

from mlops_study.figures.catalogue import (
    FIGURE_TITLES,
    FIGURES,
    IMAGE_FORMATS,
    SUPPOSED,
    SUPPOSED_SIZES,
    image,
    make_figure,
    survey_figures,
)

__all__ = [
    "FIGURES",
    "FIGURE_TITLES",
    "IMAGE_FORMATS",
    "SUPPOSED",
    "SUPPOSED_SIZES",
    "image",
    "make_figure",
    "survey_figures",
]
