"""Tables, figures and audits: what the commands print and write."""

import csv
import io
import json

import pytest
from matplotlib.figure import Figure

from mlops_study import evidence, figures
from mlops_study.figures import FIGURES
from mlops_study.formats import EXTENSIONS
from mlops_study.tables import TABLES, make_table


def test_tables_are_printed_in_the_order_asked_for(run):
    """Each once, even if asked for twice."""
    result = run("tables", "table3", "table1", "table3", "--format", "csv")
    assert result.exit_code == 0
    expected = [make_table(name).render("csv") for name in ("table3", "table1")]
    assert result.stdout == "\n".join(expected)


@pytest.mark.parametrize(
    ("style", "extension"),
    EXTENSIONS.items(),
)
def test_all_tables_are_written_when_none_is_named(style, extension, tmp_path, run):
    """One file a table, in a folder that is made."""
    out = tmp_path / "new" / "folder"
    result = run("tables", "--format", style, "--out", out)
    assert result.exit_code == 0
    written = {path.name for path in out.iterdir()}
    assert written == {f"{name}.{extension}" for name in TABLES}
    assert result.stdout.split() == [str(out / f"{n}.{extension}") for n in TABLES]
    text = (out / f"table2.{extension}").read_text(encoding="utf-8")
    assert text == make_table("table2").render(style)


@pytest.mark.parametrize("style", ["png", "svg", "pdf", "csv"])
def test_figures_are_written_in_each_format(style, tmp_path, run):
    """The file is of the kind that its name says."""
    kinds = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "csv": b"aspect,"}
    result = run("figures", "cloud", "-f", style, "-o", tmp_path)
    assert result.exit_code == 0
    assert (tmp_path / f"cloud.{style}").read_bytes().startswith(kinds[style])


def test_all_figures_are_written_when_none_is_named(tmp_path, monkeypatch, run):
    """One file a figure."""
    monkeypatch.setattr(figures, "make_figure", lambda _: Figure())
    assert run("figures", "--out", tmp_path).exit_code == 0
    assert {path.stem for path in tmp_path.iterdir()} == set(FIGURES)


def test_figures_can_be_listed(run):
    """The names and nothing else."""
    assert run("figures", "--list").stdout.split() == list(FIGURES)


def test_an_unknown_table_lists_the_known_ones(refusal):
    """And prints no other table."""
    assert refusal("tables", "table1", "table9") == (
        f"no table named 'table9'; known: {', '.join(TABLES)}"
    )


def test_an_unknown_figure_lists_the_known_ones(tmp_path, refusal):
    """And writes no other figure."""
    message = refusal("figures", "cloud", "sky", "--out", tmp_path)
    assert message == f"no figure named 'sky'; known: {', '.join(FIGURES)}"
    assert not list(tmp_path.iterdir())


def test_figures_without_a_folder_are_refused(refusal):
    """They are not strewn into the folder one stands in."""
    assert "--out DIR" in refusal("figures", "cloud")


def test_audit_prints_the_registers_with_verdicts(run):
    """Markdown, CSV and JSON, one or both."""
    audit = evidence.audit_claims()
    text = run("audit", "claims").stdout
    assert all(claim in text for claim in audit["claim"])
    rows = list(csv.DictReader(io.StringIO(run("audit", "claims", "-f", "csv").stdout)))
    assert [row["Verdict"] for row in rows] == audit["verdict"].tolist()
    assert [row["Hangs on"] for row in rows] == audit["hangs_on"].tolist()
    assert all(row["Rule"] for row in rows)
    refs = json.loads(run("audit", "references", "--format", "json").stdout)
    assert len(refs) == 49
    assert refs[43]["Checks"].startswith("repeats 37")
    both = json.loads(run("audit", "-f", "json").stdout)
    assert set(both) == {"claims-audit", "references-audit"}


def test_audit_can_be_limited_to_a_verdict(run, refusal):
    """And says which verdicts there are."""
    rows = json.loads(run("audit", "--verdict", "selective", "-f", "json").stdout)
    assert {row["Verdict"] for row in rows} == {"selective"}
    message = refusal("audit", "--verdict", "wrong")
    assert message.startswith("no verdict named 'wrong'; known: contradicted, changed")
    message = refusal("audit", "references", "--verdict", "selective")
    assert message == "references have no verdict; --verdict is for claims"


def test_audit_writes_files(tmp_path, run):
    """One a register."""
    assert run("audit", "-f", "csv", "--out", tmp_path).exit_code == 0
    assert {p.name for p in tmp_path.iterdir()} == {
        "claims-audit.csv",
        "references-audit.csv",
    }
