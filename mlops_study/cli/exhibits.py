"""The commands that regenerate tables, figures and audits."""

from typing import Annotated, Literal

import typer
from typer import Argument, Option

from mlops_study.cli.files import put, write
from mlops_study.cli.options import FigureStyle, Force, Out, Style
from mlops_study.cli.terminal import fail, known_names


def tables(
    names: Annotated[
        list[str] | None,
        Argument(
            metavar="NAME",
            help="table1 to table5, literature, references; all when left out.",
            show_default=False,
        ),
    ] = None,
    style: Style = None,
    out: Out = None,
    force: Force = False,
) -> None:
    """Regenerate tables of the paper and print them, or write them with --out.

    The improvement column of Table 3 is computed from its other columns.
    """
    from mlops_study.tables import TABLES, make_table

    chosen = known_names(names, list(TABLES), "table")
    put([make_table(name) for name in chosen], style, out, force=force)


def audit(
    register: Annotated[
        Literal["claims", "references"] | None,
        Argument(help="claims or references; both when left out."),
    ] = None,
    style: Style = None,
    verdict: Annotated[
        str | None,
        Option(
            metavar="VERDICT", help="Only the claims with this verdict, e.g. selective."
        ),
    ] = None,
    out: Out = None,
    force: Force = False,
) -> None:
    """Print the paper's claims or references with what the checks make of them.

    Each claim of the paper's text is computed again from the paper's own tables, by a
    rule that is printed with it; "hangs on" lists the readings of its words with which
    the verdict would be another. Each reference is compared with the rest of the paper,
    and shown with what a search found. "Could not be found" does not say that a work
    does not exist.
    """
    from mlops_study import evidence
    from mlops_study.tables import claims_audit, references_audit

    if verdict is not None:
        known_names([verdict], [str(v) for v in evidence.Verdict], "verdict")
        if register == "references":
            fail("references have no verdict; --verdict is for claims")
        register = "claims"
    found = []
    if register != "references":
        claims = evidence.audit_claims()
        asked = claims if verdict is None else claims[claims["verdict"] == verdict]
        found.append(claims_audit(asked))
    if register != "claims":
        found.append(references_audit(evidence.audit_references()))
    put(found, style, out, force=force)


def figures(
    names: Annotated[
        list[str] | None,
        Argument(
            metavar="NAME",
            help="Names of figures; all when left out. --list shows them.",
            show_default=False,
        ),
    ] = None,
    style: FigureStyle = "png",
    out: Out = None,
    force: Force = False,
    show_names: Annotated[
        bool, Option("--list", help="List the names and stop.")
    ] = False,
) -> None:
    """Redraw figures of the book, or write what they are drawn from."""
    from mlops_study.figures import FIGURES, figure_data, image, make_figure

    if show_names:
        typer.echo("\n".join(FIGURES))
        return
    chosen = known_names(names, list(FIGURES), "figure")
    if out is None:
        fail("figures need a folder to go into: --out DIR")
    files = {}
    for name in chosen:
        if style == "csv":
            table = figure_data(name).to_csv(index=False, float_format="%.6g")
            files[f"{name}.csv"] = table.encode()
        else:
            files[f"{name}.{style}"] = image(make_figure(name), style)
    write(out, files, force=force)
