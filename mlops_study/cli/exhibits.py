"""The commands that regenerate tables, figures and audits."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlops_study.cli.files import Force, Out, fail, known_names, write

if TYPE_CHECKING:
    from mlops_study.tables import Table

__all__ = [
    "EXTENSIONS",
    "FigureFormat",
    "Style",
    "TableFormat",
    "audit",
    "figures",
    "put",
    "tables",
]


class TableFormat(StrEnum):
    """How a table is written."""

    markdown = "markdown"
    csv = "csv"
    json = "json"
    latex = "latex"
    html = "html"


Style = Annotated[
    TableFormat, typer.Option("--format", "-f", help="How to write them.")
]


class FigureFormat(StrEnum):
    """How a figure is written."""

    png = "png"
    svg = "svg"
    pdf = "pdf"


EXTENSIONS = {
    TableFormat.markdown: "md",
    TableFormat.csv: "csv",
    TableFormat.json: "json",
    TableFormat.latex: "tex",
    TableFormat.html: "html",
}


def tables(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="table1 to table5, literature, references; all when left out.",
            show_default=False,
        ),
    ] = None,
    style: Style = TableFormat.markdown,
    out: Out = None,
    force: Force = False,
) -> None:
    """Regenerate tables of the paper and print them, or write them with --out.

    The improvement column of Table 3 is computed from its other columns.
    """
    from mlops_study.tables import TABLES, make_table

    chosen = known_names(names, list(TABLES), "table")
    put([make_table(name) for name in chosen], style, out, force=force)


class Register(StrEnum):
    """What can be audited."""

    claims = "claims"
    references = "references"


def audit(
    register: Annotated[
        Register | None,
        typer.Argument(help="claims or references; both when left out."),
    ] = None,
    style: Style = TableFormat.markdown,
    verdict: Annotated[
        str | None,
        typer.Option(
            metavar="VERDICT", help="Only the claims with this verdict, e.g. selective."
        ),
    ] = None,
    out: Out = None,
    force: Force = False,
) -> None:
    """Print the paper's claims or references with what the checks make of them.

    Each claim of the paper's text is computed again from the paper's own tables; each
    reference is compared with the rest of the paper, and shown with what a search
    found. "Could not be found" does not say that a work does not exist.
    """
    from mlops_study import evidence
    from mlops_study.tables import claims_audit, references_audit

    chosen = list(Register) if register is None else [register]
    if verdict is not None:
        known_names([verdict], [str(v) for v in evidence.Verdict], "verdict")
        if register is Register.references:
            fail("references have no verdict; --verdict is for claims")
        chosen = [Register.claims]
    found = []
    if Register.claims in chosen:
        claims = evidence.audit_claims()
        if verdict is not None:
            claims = claims[claims["verdict"] == verdict]
        found.append(claims_audit(claims))
    if Register.references in chosen:
        found.append(references_audit(evidence.audit_references()))
    put(found, style, out, force=force)


def put(
    tables: Sequence[Table],
    style: TableFormat,
    out: Path | None,
    *,
    force: bool,
    read: Sequence[Path | None] = (),
) -> None:
    """Print tables or, with a folder, write one file each; spare what was read."""
    from mlops_study.tables import render_all

    if out is None:
        typer.echo(render_all(tables, style.value), nl=False)
        return
    extension = EXTENSIONS[style]
    files = {f"{t.name}.{extension}": t.render(style.value).encode() for t in tables}
    write(out, files, force=force, read=read)


def figures(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="Names of figures; all when left out. --list shows them.",
            show_default=False,
        ),
    ] = None,
    style: Annotated[
        FigureFormat, typer.Option("--format", "-f", help="How to write them.")
    ] = FigureFormat.png,
    out: Out = None,
    force: Force = False,
    show_names: Annotated[
        bool, typer.Option("--list", help="List the names and stop.")
    ] = False,
) -> None:
    """Redraw figures of the book."""
    from mlops_study.figures import FIGURES, image, make_figure

    if show_names:
        typer.echo("\n".join(FIGURES))
        return
    chosen = known_names(names, list(FIGURES), "figure")
    if out is None:
        fail("figures need a folder to go into: --out DIR")
    files = {
        f"{name}.{style.value}": image(make_figure(name), style.value)
        for name in chosen
    }
    write(out, files, force=force)
