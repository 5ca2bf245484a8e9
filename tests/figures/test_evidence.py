"""Figures of the audits, a survey and triangulation show the numbers they are given."""

import re

import numpy as np
import pytest

from mlops_study import evidence
from mlops_study.figures import evidence as evidence_figures
from mlops_study.figures.style import DARK
from mlops_study.published import Paper


def test_bars_of_verdicts_are_the_counts(drawn):
    """In the order of the verdicts."""
    counts = evidence.verdict_counts(evidence.audit_claims())
    widths = [bar.get_width() for bar in drawn("verdicts").axes[0].patches]
    assert widths == counts.tolist()


def test_a_survey_is_drawn_beside_the_published_numbers(drawn):
    """Filled marks at its own shares, open ones at the published, largest first."""
    shares = sorted(Paper().table("table2")["facing"], reverse=True)
    lines = drawn("against-published").axes[0].lines
    assert [line.get_xdata().tolist() for line in lines] == [shares, shares]


def test_triangulation_draws_ranks_and_intervals(drawn, bars, marks):
    """A panel a practice; bars over the ranks that it can have."""
    ranks = evidence.ranks(evidence.triangulate(n=evidence.SUPPOSED))
    for axes in drawn("triangulation").axes:
        own = ranks[ranks["practice"] == axes.get_title(loc="center")]
        assert [x for x, _ in marks(axes)] == own["rank"].tolist()
        assert bars(axes) == own[["best", "worst"]].to_numpy().tolist()


def test_reference_years_are_coloured_by_the_window():
    """Bars inside the window differ from those outside."""
    listed = Paper().table("references")
    (axes,) = evidence_figures.reference_years(listed, (2015, 2019)).axes
    bars = [bar for bar in axes.patches if bar.get_width() == pytest.approx(0.7)]
    assert sum(bar.get_height() for bar in bars) == len(listed)
    colours = {
        round(bar.get_x() + 0.35): bar.get_facecolor()
        for bar in bars
        if bar.get_height()
    }
    inside = {colours[year] for year in range(2015, 2020)}
    outside = {colour for year, colour in colours.items() if not 2015 <= year <= 2019}
    assert len(inside) == len(outside) == 1
    assert inside != outside


def test_the_specification_curve_stacks_all_claims(drawn):
    """Verdicts add up to the claims; strips are shares, and the used one is marked."""
    curve, below = drawn("specification-curve").axes
    tops = [area.get_paths()[0].vertices[:, 1].max() for area in curve.collections]
    assert tops == sorted(tops)
    assert tops[-1] == len(evidence.audit_claims())
    strips = below.collections[0].get_array()
    assert 0 <= strips.min() <= strips.max() <= 1
    names = [label.get_text() for label in below.get_yticklabels()]
    of_opinions = strips[[i for i, n in enumerate(names) if n.startswith("opinions")]]
    np.testing.assert_allclose(of_opinions.sum(axis=0), 1)
    (used,) = {line.get_xdata()[0] for axes in (curve, below) for line in axes.lines}
    assert 0 < used < 100


def test_marks_of_verdicts_have_the_colours_of_the_figure(root):
    """What the style sheet says beside a verdict is what the bars show."""
    css = (root / "_static" / "book.css").read_text(encoding="utf-8")
    mark = (
        r"\.v-([a-z-]+) \{ border-left: 0.3rem (\w+) light-dark\((#\w+), (#\w+)\); \}"
    )
    looks = evidence_figures.VERDICTS
    hues = {v.replace(" ", "-"): look["facecolor"] for v, look in looks.items()}
    plain = {v.replace(" ", "-") for v, look in looks.items() if "hatch" not in look}
    found = re.findall(mark, css)
    assert {v: light for v, _, light, _ in found} == hues
    assert all(DARK[light] == dark for *_, light, dark in found)
    assert {v for v, line, *_ in found if line == "solid"} == plain
    assert len({(line, light) for _, line, light, _ in found}) == len(looks)
    assert list(looks) == list(evidence.Verdict)
