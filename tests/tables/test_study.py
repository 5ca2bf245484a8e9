"""Tables of the study's files, packages and pages."""

from mlops_study import survey, tables
from mlops_study.published import Paper


def test_data_files_are_counted():
    """The list of files states their true size."""
    cells = tables.data_files().cells.set_index("File")
    assert cells.loc["published/references.csv", "Rows"] == "49"
    assert cells.loc["published/table1.csv", "Columns"] == "6"


def test_traceability_is_made_of_references():
    """Each section leads to its place; exhibits are named by their number."""
    cells = tables.traceability().cells
    row = cells[cells["Section of the paper"].str.startswith("Table 1:")].iloc[0]
    assert row["Covered in"] == "{ref}`Statistics <published-table-1>`"
    assert row["Tables and figures"] == (
        "{numref}`table-1`, {numref}`fig-best-practices`"
    )


def test_a_listing_shows_columns_under_the_headers_given_for_them():
    """Only the chosen ones, the index among them; in the order of the data."""
    scales = tables.listing("Scales", survey.instrument("scales"), scale="S", code="C")
    assert list(scales.cells) == ["S", "C"]
    variables = tables.listing("Variables", Paper().elements("variable"), name="Name")
    assert variables.cells["Name"].iloc[0] == "CI/CD"
    questions = Paper().statements("question")
    numbered = tables.listing("Questions", questions, number="No.", topic="Topic")
    assert numbered.cells.iloc[0].tolist() == ["1", "Best practices"]
