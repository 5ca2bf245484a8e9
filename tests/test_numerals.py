"""Numbers for readers lose no more than is asked, and machines get them back."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import numerals


@given(value=st.floats(-1e9, 1e9), places=st.integers(0, 4))
def test_a_number_is_read_back_within_half_of_its_last_place(value, places):
    """By machines as Python writes it; what no place shows of a number goes."""
    text = numerals.plain(numerals.fixed(value, places))
    assert float(text) == pytest.approx(value, rel=1e-12, abs=0.51 * 10**-places)
    assert text.removeprefix("-") == f"{abs(value):.{places}f}"
    assert numerals.plain(numerals.decimal(value, places)) == (
        text.rstrip("0").rstrip(".") if places else text
    )


@given(value=st.integers(-(10**12), 10**12))
def test_thousands_are_set_apart_from_five_digits_on(value):
    """In groups of three from the right; a year is one word."""
    text = numerals.whole(value)
    assert numerals.plain(text) == str(value)
    grouped = f"{value:,}".replace(",", "\u202f").replace("-", "\u2212")
    assert text == (grouped if abs(value) >= 10_000 else grouped.replace("\u202f", ""))


def test_what_is_rounded_up_to_five_digits_is_set_apart_too():
    """The rule goes by what is printed."""
    assert numerals.fixed(9_999.96, 1) == "10\u202f000.0"
    assert numerals.fixed(9_999.94, 1) == "9999.9"
    assert numerals.significant(9_999.96, 4) == "1e+04"


def test_zero_has_no_sign():
    """What rounds to zero is neither negative nor positive."""
    assert numerals.fixed(-0.04, 1) == numerals.fixed(0.04, 1, sign=True) == "0.0"
    assert numerals.decimal(-0.004) == "0"
    assert numerals.fixed(-5, 0, sign=True) == "\u22125"
    assert numerals.fixed(10, 0, sign=True) == "+10"


def test_a_value_without_interval_is_missing():
    """Ends stand behind a value or alone."""
    assert numerals.interval(math.nan, 1.0, 2.0) == "n/a"
    assert numerals.interval(1.0, -0.5, 2.0, numerals.decimal) == "1 [\u22120.5, 2]"
    assert numerals.span(1.0, 2.0) == "1.00 to 2.00"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_said_plainly(value):
    """Without unit or sign."""
    written = [
        numerals.whole(value),
        numerals.fixed(value, 2, unit="%", sign=True),
        numerals.decimal(value),
        numerals.significant(value, 3),
        numerals.quantity(value, "%"),
        numerals.estimate(value, 1.0, "%"),
    ]
    assert set(written) == {"n/a"}


@given(value=st.floats(-1e6, 1e6).filter(lambda v: abs(v) > 1e-4))
def test_a_quantity_keeps_three_digits(value):
    """What is printed differs from the value by half of the third digit at most."""
    text = numerals.plain(numerals.quantity(value))
    assert "e" not in text
    assert float(text) == pytest.approx(value, rel=0.0051)


@given(mean=st.floats(-1e4, 1e4), half=st.floats(1e-6, 1e3))
def test_an_estimate_never_understates_its_half_width(mean, half):
    """Rounded up, and by no more than two digits or the decimals allow."""
    text = numerals.plain(numerals.estimate(mean, half))
    shown, width = (float(part) for part in text.split(" ± "))
    assert width >= half * (1 - 1e-5)
    assert width <= half * 1.11 + 0.001
    assert abs(shown - mean) <= max(width, 0.0011)


def test_an_estimate_without_interval_is_a_quantity():
    """One run has no interval; nor has what never varies."""
    assert numerals.estimate(25, math.nan, "%") == "25.0\u00a0%"
    assert numerals.estimate(0, 0, "%") == "0\u00a0%"


@given(st.text(st.characters(exclude_characters="\u202f\u2212\u00a0")))
def test_other_text_is_plain_already(text):
    """Only the signs that this module sets are written back."""
    assert numerals.plain(text) == text
    assert not re.search("[\u202f\u2212\u00a0]", numerals.plain(f"\u2212{text}\u202f"))
