"""The palette stands out from a light and from a dark page."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from mlops_study.figures import style

GROUNDS = ("#FFFFFF", style.PALE, style.WASH)
WORDS = (style.INK, style.GREY, style.BLUE, style.ORANGE)
MARKS = {*style.GROUPS, *WORDS, style.SKY, style.AMBER}
MODES = {"light": {colour: colour for colour in style.DARK}, "dark": style.DARK}


def luminance(colour):
    """Return the relative luminance of WCAG 2.2."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_wcag():
    """Black on white has the most; the grey of its examples the least that passes."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("mode", MODES)
def test_marks_and_words_stand_out(mode):
    """Marks three to one from the page, words four and a half, from tints as well."""
    seen = MODES[mode]
    assert {
        m: contrast(seen[m], seen["#FFFFFF"])
        for m in MARKS
        if contrast(seen[m], seen["#FFFFFF"]) < 3
    } == {}
    assert min(contrast(seen[w], seen["#FFFFFF"]) for w in WORDS) >= 4.5
    for word in (style.INK, style.GREY):
        assert min(contrast(seen[word], seen[g]) for g in GROUNDS) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_numbers_in_bars_of_agreement_stand_out(mode):
    """White at the ends of the scale, ink between them."""
    seen = MODES[mode]
    first, *middle, last = style.LIKERT
    assert min(contrast(seen["#FFFFFF"], seen[end]) for end in (first, last)) >= 4.5
    assert min(contrast(seen[style.INK], seen[level]) for level in middle) >= 4.5


def test_the_dark_page_is_the_themes():
    """Its ground is what the theme paints."""
    from sphinx_book_theme import get_html_theme_path

    sheets = get_html_theme_path().rglob("sphinx-book-theme.css")
    dark = f"--pst-color-background:{style.DARK['#FFFFFF']}"
    assert any(dark in sheet.read_text(encoding="utf-8") for sheet in sheets)
