"""The page that shows a survey's tables and figures."""

from bs4 import BeautifulSoup

from mlops_study.cli.report import report
from mlops_study.tables import Column, Table


def test_a_report_shows_everything_and_escapes_it():
    """Markup in a cell or a title stays text; pictures are inside the page."""
    rows = [{"cell": "<script>alert(1)</script>"}]
    table = Table.of(rows, Column("<b>", "cell"), name="t", title="A & <i>B</i>")
    summary = ["1 < 2 <b>bold</b>"]
    page = report("X <script>", summary, [table], {"a < b": b"<svg/>"})
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.find_all(["script", "b", "i", "svg"])
    assert soup.h1.get_text() == "X <script>"
    assert soup.p.get_text() == summary[0]
    assert soup.figcaption.get_text() == "a < b"
    assert "<script>alert(1)</script>" in soup.table.get_text()
    assert soup.img["src"].startswith("data:image/svg+xml;base64,")
    assert not soup.find_all(["link", "iframe"])
    assert page.endswith("</html>\n")
