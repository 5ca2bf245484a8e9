"""Each chapter is a pair, executed from top to bottom and stored as it came out."""

import re

import nbformat
import notebooks
import pytest

PAGES = notebooks.pages()
NAMES = [page.name for page in PAGES]


@pytest.fixture(params=PAGES, ids=NAMES)
def page(request):
    return request.param


def stored(page):
    return nbformat.read(page.with_suffix(".ipynb"), as_version=4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_every_chapter_is_in_the_table_of_contents(root):
    """No file lies beside the book, and no page lacks one half of its pair."""
    found = {path.with_suffix("") for path in root.glob("chapters/*.md")}
    found |= {path.with_suffix("") for path in root.glob("chapters/*.ipynb")}
    assert found | {root / "index"} == set(PAGES)


def test_the_pair_has_the_same_cells(page):
    """Cell for cell the same kind, id, source and metadata."""
    written, executed = notebooks.read_source(page), stored(page)

    def content(notebook):
        return [(c.cell_type, c.id, c.source, c.metadata) for c in notebook.cells]

    assert content(written) == content(executed)
    assert executed.metadata == written.metadata


def test_the_notebook_was_executed_from_top_to_bottom(page):
    """Its cells count from one without a gap, so it has its outputs."""
    counts = [cell.execution_count for cell in code(stored(page))]
    assert counts == list(range(1, len(counts) + 1))
    assert counts


def test_nothing_failed_and_nothing_was_printed_to_stderr(page):
    """No output is an error or a warning."""
    for cell in code(stored(page)):
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output.text


def test_no_output_depends_on_the_run(page):
    """Addresses, times and folders would differ on the next machine."""
    text = page.with_suffix(".ipynb").read_text(encoding="utf-8")
    for pattern in (r"0x[0-9a-f]{6,}", r"\d\d:\d\d:\d\d", r"/(home|root|tmp)/"):
        assert not re.search(pattern, text)


def test_every_number_that_is_made_is_quoted_and_the_other_way_round(page):
    """Nothing is computed for no one, and nothing quoted that is not computed."""
    made = {
        output.metadata.scrapbook.name
        for cell in code(stored(page))
        for output in cell.outputs
        if "scrapbook" in output.get("metadata", {})
    }
    prose = "\n".join(c.source for c in stored(page).cells) + str(
        [cell.metadata for cell in code(stored(page))]
    )
    quoted = set(re.findall(r"\{glue:text\}`([\w-]+)`", prose))
    quoted |= set(re.findall(r"\{glue:md\} ([\w-]+)", prose))
    unused = {name for name in made - quoted if not name.endswith("-title")}
    assert not unused
    assert quoted <= made


def test_each_page_opens_with_a_number_that_is_computed(page):
    """What it found stands before its first section."""
    cells = "".join(c.source for c in notebooks.read_source(page).cells)
    opening = cells.partition("\n## ")[0]
    if page.name != "index":
        opening = opening.partition("{admonition} In short\n")[2].partition(":::")[0]
    assert "{glue:text}`" in opening


def test_figures_have_caption_name_and_alternative_text(page):
    """In words; a number there would not follow the data."""
    for cell in code(stored(page)):
        shows = any("image/svg+xml" in o.get("data", {}) for o in cell.outputs)
        settings = cell.metadata.get("mystnb", {})
        assert shows == ("figure" in settings)
        if shows:
            assert settings["figure"]["name"].startswith("fig-")
            for words in (settings["figure"]["caption"], settings["image"]["alt"]):
                assert len(words) > 40
                # ends of a scale, numbers of tables, levels of confidence: no results
                plain = re.sub(r"Tables? \d( to \d)?|0 to 100|1 to 5|95 %", "", words)
                assert not re.search(r"\d{2}", plain), words


def test_code_is_no_wider_than_a_page(page):
    """Longer lines would scroll."""
    for cell in code(stored(page)):
        for line in cell.source.splitlines():
            assert len(line) <= 88, line


def test_chapters_are_thin(page):
    """A chapter calls the package: no class, no long function, no drawing."""
    source = "\n".join(cell.source for cell in code(stored(page)))
    assert "class " not in source
    assert "matplotlib" not in source
    for body in re.findall(r"^def .*?(?=^\S|\Z)", source, re.MULTILINE | re.DOTALL):
        assert len(body.strip().splitlines()) <= 4


@pytest.mark.slow
def test_what_is_printed_with_a_pause_is_stored_as_one_output(root, tmp_path):
    """How busy the machine is does not show."""
    head = (root / "index.md").read_text(encoding="utf-8").split("\n# ")[0]
    cell = "import time\nprint(1, flush=True)\ntime.sleep(1)\nprint(2)"
    page = tmp_path / "pause"
    page.with_suffix(".md").write_text(f"{head}\n```{{code-cell}}\n{cell}\n```\n")
    made = nbformat.reads(notebooks.execute(page), as_version=4)
    assert [output["text"] for output in made.cells[-1].outputs] == ["1\n2\n"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["statistics"])
def test_executing_a_chapter_again_stores_the_same_bytes(root, name):
    """`make notebooks` does so for every chapter, and CI for all of them."""
    page = root / "chapters" / name
    assert notebooks.execute(page) == page.with_suffix(".ipynb").read_text("utf-8")
