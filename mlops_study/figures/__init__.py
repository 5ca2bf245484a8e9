"""Figures: one function each, from frames to a Matplotlib figure.

A drawing function takes its data as arguments and leaves Matplotlib's global state
alone. Its decorator enters it in ``FIGURES`` under its own name, written with hyphens,
together with the data it is drawn from in the book: to add a figure, write one function
where the list shall name it and show it in a chapter. The modules follow the book:

- ``published``: all of the survey on one axis, and the reviewed studies
- ``diagrams``: boxes and arrows, for what the paper and the model say of the lifecycle
- ``quality``: the ageing of models, as measured and as simulated
- ``courses``, ``results``: what the simulation gives, by time and by indicators
- ``advising``: which practice is best next, how sure that is, what to measure first
- ``worlds``: to what the way from A to C is due
- ``performance``: how long a run takes
- ``statistics``: Tables 1 to 5
- ``inference``: what percentages without a number of respondents can say
- ``evidence``: the audit, a survey beside the paper, triangulation, the references

``answers`` draws the charts of a survey's own answers; they are no figures of the book.

``style`` has the one look, and the parts that figures share.
"""

from importlib import import_module

from .answers import group_charts, survey_charts
from .register import FIGURES, figure_data, make_figure
from .style import image

# a module enters its figures as it is read: this is the order of the list
for _module in (
    "published",
    "diagrams",
    "quality",
    "courses",
    "results",
    "advising",
    "worlds",
    "performance",
    "statistics",
    "inference",
    "evidence",
):
    import_module(f"mlops_study.figures.{_module}")

# after the modules that are to be listed before it
from .advising import advice_charts  # noqa: E402

# fmt: off
__all__ = [
    "FIGURES", "advice_charts", "figure_data", "group_charts", "image",
    "make_figure", "survey_charts",
]
# fmt: on
