"""How numbers are written for readers, and written back for machines.

One way for the whole package: narrow spaces between thousands from five digits on, so
that a year stays a year; a true minus sign; a unit behind a space that does not break;
"n/a" for what is not a number. Formats that machines read take `plain` of it.

The functions differ in what they hold on to: `fixed` and `decimal` to the places after
the point, exactly or at most; `significant` and `quantity` to the digits that count, at
most or exactly; `estimate` to what the half-width of an interval lets one say.
"""

import math
from collections.abc import Callable

THIN, MINUS, NO_BREAK = "\u202f", "\u2212", "\u00a0"
MISSING = "n/a"
_UNGROUPED = 4  # digits that are read at a glance

_PLAIN = str.maketrans({THIN: "", MINUS: "-", NO_BREAK: " "})


def plain(text: str) -> str:
    """Write the numbers of a text as machines read them.

    >>> plain(f"{whole(-14506)} to {fixed(2.5, 1, unit='%')}")
    '-14506 to 2.5 %'
    """
    return text.translate(_PLAIN)


def whole(value: float) -> str:
    """Write a whole number.

    >>> whole(2020), plain(whole(1_000_000))
    ('2020', '1000000')
    """
    return _written(round(value, 9), "z,.0f")


def people(n: int, what: str = "respondent") -> str:
    """Write how many there are of something.

    >>> people(1), people(3, "answer"), people(2, "frequency")
    ('1 respondent', '3 answers', '2 frequencies')
    """
    plural = f"{what.removesuffix('y')}ies" if what.endswith("y") else f"{what}s"
    return f"{whole(n)} {what if n == 1 else plural}"


def fixed(value: float, places: int, *, unit: str = "", sign: bool = False) -> str:
    """Write a number with so many decimals, if asked with the sign of positive ones.

    >>> fixed(4, 2), fixed(4, 1, sign=True), fixed(float("nan"), 1)
    ('4.00', '+4.0', 'n/a')

    Sums of one value in another order are written alike:

    >>> fixed(81.25, 1), fixed(81.25 - 1e-13, 1), fixed(81.25 + 1e-13, 1)
    ('81.2', '81.2', '81.2')
    """
    value = round(value, places + 9)
    return _written(value, f"{'+' if sign else ''}z,.{places}f", unit)


def decimal(value: float, places: int = 2) -> str:
    """Write a number with at most so many decimals and no zeros at the end.

    >>> decimal(100.0), decimal(116.6667), decimal(87.5)
    ('100', '116.67', '87.5')
    """
    text = fixed(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(value: float, digits: int) -> str:
    """Write a number with at most so many digits that count.

    >>> significant(0.25, 4), significant(1 / 3, 4), significant(60.0, 4)
    ('0.25', '0.3333', '60')
    """
    return _written(value, f"z,.{digits}g")


def p_value(value: float) -> str:
    """Write a p-value with four decimals, or that it is smaller.

    >>> p_value(0.25), p_value(1e-9)
    ('0.2500', '< 0.0001')
    """
    return "< 0.0001" if value < 0.0001 else fixed(value, 4)


def quantity(value: float, unit: str = "", digits: int = 3) -> str:
    """Write a number with so many digits that count and no exponent.

    >>> quantity(12.345), quantity(4506.4), quantity(float("nan"), "%")
    ('12.3', '4506', 'n/a')
    """
    if not value or not math.isfinite(value):
        return fixed(value, 0, unit=unit)
    leading = math.floor(math.log10(abs(value)))
    return fixed(value, max(0, digits - 1 - leading), unit=unit)


def estimate(mean: float, half_width: float, unit: str = "", places: int = 3) -> str:
    """Write a mean with its half-width, rounded up, to two digits of the half-width.

    Both with at most so many decimals; without an interval as `quantity`.

    >>> plain(estimate(30.4312, 0.3871))
    '30.43 ± 0.39'
    >>> plain(estimate(39.1002, 0.00085, "%", places=2))
    '39.10 ± 0.01 %'
    """
    if not math.isfinite(mean + half_width) or half_width == 0:
        return quantity(mean, unit)
    decimals = min(max(0, 1 - math.floor(math.log10(half_width))), places)
    step = 10.0**-decimals
    # rounded before it is rounded up: 0.3 is not 0.3000000001
    half = math.ceil(round(half_width / step, 6)) * step
    spaced = f"{NO_BREAK}±{NO_BREAK}"
    return fixed(mean, decimals) + spaced + fixed(half, decimals, unit=unit)


def span(low: float, high: float, form: Callable[[float], str] = quantity) -> str:
    """Write the ends of an interval.

    >>> span(0.25, 12.0)
    '0.250 to 12.0'
    """
    return f"{form(low)} to {form(high)}"


def interval(
    value: float, low: float, high: float, form: Callable[[float], str] = quantity
) -> str:
    """Write a value with its interval behind it.

    >>> interval(2.0, 1.5, 2.5, whole), interval(math.nan, 0.0, 1.0)
    ('2 [2, 2]', 'n/a')
    """
    if math.isnan(value):
        return MISSING
    return f"{form(value)} [{form(low)}, {form(high)}]"


def _written(value: float, spec: str, unit: str = "") -> str:
    if not math.isfinite(value):
        return MISSING
    text = format(float(value), spec)
    if not text.strip("+0.,"):
        text = text.lstrip("+")
    whole_digits = sum(character.isdigit() for character in text.partition(".")[0])
    text = text.replace(",", THIN if whole_digits > _UNGROUPED else "")
    text = text.replace("-", MINUS)
    return f"{text}{NO_BREAK}{unit}" if unit else text
