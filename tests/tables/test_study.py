"""The book's own tables, recomputed from the files by hand or by another path."""

from mlops_study import tables


def test_ranks_by_points_and_by_relative_change():
    """Points tie where starts differ; a shared rank carries an equals sign."""
    measures = ("Percentage points", "Relative improvement (%)")
    cells = tables.cloud_changes(*measures).cells.set_index("Aspect")
    assert cells["Percentage points"].to_dict() == {
        "Deployment Time Reduction": "25 (5)",
        "Resource Utilization": "35 (1=)",
        "Cost Savings": "35 (1=)",
        "Scalability of Operations": "35 (1=)",
        "Team Collaboration": "35 (1=)",
    }
    assert cells["Relative improvement (%)"].tolist() == [
        "100 (3=)",
        "116.67 (2)",
        "175 (1)",
        "100 (3=)",
        "87.5 (5)",
    ]


def test_four_summaries_of_one_practice():
    """Automation: 50; 50 + 30; 80 - 3 - 2; (250 + 120 + 45 + 6 + 2) / 100."""
    cells = tables.agreement_summary().cells.set_index("Best practice")
    assert cells.loc["Automation in Model Management"].tolist() == [
        "50",
        "80",
        "75",
        "4.23",
    ]


def test_data_files_are_counted():
    """The list of files states their true size."""
    cells = tables.data_files().cells.set_index("File")
    assert cells.loc["published/references.csv", "Rows"] == "49"
    assert cells.loc["published/table1.csv", "Columns"] == "6"


def test_an_entry_without_author_says_so():
    """The list does not start an entry with a blank."""
    entry = tables.reference_list().cells.set_index("No.")["Entry"]
    assert entry["36"] == (
        "[no author printed] (January 2020). Effective Strategies for Building "
        "Parallel and Distributed Systems. International Journal of Novel Research and "
        "Development, 5(1), 23-42"
    )
    assert entry["34"].endswith("Trends in Commerce and Economics, 3(6)")


def test_traceability_is_made_of_references():
    """Each section leads to its place; exhibits are named by their number."""
    cells = tables.traceability().cells
    row = cells[cells["Section of the paper"].str.startswith("Table 1:")].iloc[0]
    assert row["Covered in"] == "{ref}`Statistics <published-table-1>`"
    assert row["Tables and figures"] == (
        "{numref}`table-1`, {numref}`fig-best-practices`"
    )


def test_versions_are_read_from_the_pins():
    """Comments and blank lines are no packages."""
    cells = tables.versions("# a comment\n\nzeta==2\nalpha==1.0\n").cells
    assert cells.to_numpy().tolist() == [["alpha", "1.0"], ["zeta", "2"]]


def test_elements_and_statements_keep_their_order():
    """Lists of the paper stay in the order of the paper."""
    names = tables.elements("variable", name="Variable", note="Note").cells["Variable"]
    assert names.iloc[0] == "CI/CD"
    questions = tables.statements("question", topic="T", statement="S", detail="D")
    assert questions.cells["T"].tolist()[0] == "Best practices"
    assert list(tables.statements("impact", topic="T", statement="S").cells) == [
        "T",
        "S",
    ]


def test_review_items_name_study_and_year():
    """The study is author and year."""
    assert tables.review_items().cells["Study"].iloc[0] == "Amershi et al. (2018)"


def test_instruments_are_shown_under_given_headers():
    """Only the chosen columns, renamed."""
    cells = tables.instrument("scales", {"scale": "Scale", "code": "Code"}).cells
    assert list(cells) == ["Scale", "Code"]
