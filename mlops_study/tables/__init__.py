"""Tables: of the paper, regenerated, and of the book.

A ``Table`` holds text cells and renders itself as Markdown, CSV, LaTeX or
HTML.
"""

from mlops_study.tables.checks import (
    bootstrap,
    classical,
    cloud_alone,
    dora,
    multiples,
    precision,
    queueing,
    side_effects,
    variance_reduction,
)
from mlops_study.tables.published import TABLES, make_table
from mlops_study.tables.simulation import (
    calibration_facts,
    comparison,
    estimate,
    indicator_formulas,
    indicators,
    moved,
    parameters,
    process_at,
    quantity,
    scenario_settings,
)
from mlops_study.tables.study import (
    agreement_summary,
    cloud_changes,
    data_files,
    elements,
    instrument,
    key_results,
    reference_list,
    review_items,
    statements,
    traceability,
    versions,
)
from mlops_study.tables.table import FORMATS, Format, Table, plain

__all__ = [
    "FORMATS",
    "TABLES",
    "Format",
    "Table",
    "agreement_summary",
    "bootstrap",
    "calibration_facts",
    "classical",
    "cloud_alone",
    "cloud_changes",
    "comparison",
    "data_files",
    "dora",
    "elements",
    "estimate",
    "indicator_formulas",
    "indicators",
    "instrument",
    "key_results",
    "make_table",
    "moved",
    "multiples",
    "parameters",
    "plain",
    "precision",
    "process_at",
    "quantity",
    "queueing",
    "reference_list",
    "review_items",
    "scenario_settings",
    "side_effects",
    "statements",
    "traceability",
    "variance_reduction",
    "versions",
]
