"""A page of HTML that shows tables and figures without asking anything of anyone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlops_study.tables import Table
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 56rem;
  padding: 0 1rem; color: #222; background: #fff; }
figure { margin: 2rem 0; }
figcaption { font-size: 0.9rem; }
div { overflow-x: auto; margin: 2rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding: 0.4rem 0; }
th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid #ddd; text-align: left; }
img { max-width: 100%; width: 38rem; background: #fff; }
</style>
</head>
<body>
<h1>{{ title }}</h1>
{% for line in summary %}<p>{{ line }}</p>
{% endfor %}<p>Percentages are of those who answered an item. <em>Low</em> and
<em>high</em> are the ends of an interval of 95 %; <em>inside</em> says whether it holds
the published number, which has no known sample size. An item's rank lies between
<em>best</em> and <em>worst</em> with 95 %; <em>first, at least</em> and
<em>at most</em> bound the probability that it is first. Both follow from the
respondents' joint answers.</p>
{% for table in tables %}<div>{{ table|safe }}</div>
{% endfor %}{% for caption, picture in pictures.items() %}<figure>
<img alt="{{ caption }}" src="data:image/svg+xml;base64,{{ picture }}">
<figcaption>{{ caption }}</figcaption></figure>
{% endfor %}</body>
</html>
"""


def report(
    title: str,
    summary: Sequence[str],
    tables: Sequence[Table],
    pictures: Mapping[str, bytes],
) -> str:
    """Set tables and pictures on one page; cells are escaped.

    Parameters
    ----------
    title
        Heading of the page.
    summary
        Sentences below the heading.
    tables
        Tables in order.
    pictures
        SVG images by their caption.
    """
    from jinja2 import Environment

    page = Environment(autoescape=True, keep_trailing_newline=True).from_string(_PAGE)
    return page.render(
        title=title,
        summary=summary,
        # safe to set as they are: a table escapes its cells itself
        tables=[table.render("html") for table in tables],
        pictures={name: b64encode(svg).decode() for name, svg in pictures.items()},
    )
