"""The tables: the paper's, regenerated, and the book's.

A function a table: it takes a frame of results, or reads the paper's data, and says in
a list of `Column` what stands in each column, from where and written how. What comes
back is a `Table` of text cells that renders itself as Markdown, CSV, JSON, LaTeX or
HTML. To add a table is to write one such function in the module of its subject; one of
the paper's own tables also enters `TABLES`.
"""

from .advising import (
    adopt_first,
    adoption_order,
    advice_tables,
    as_assumed,
    flips,
    in_worlds,
    left_open,
    measure_first,
    prices,
)
from .audits import (
    claim_versions,
    claims_audit,
    claims_audit_linked,
    codings,
    completeness,
    key_results,
    references_audit,
    references_checks,
    statements,
    verdict_meanings,
)
from .checks import dora, multiples, queueing, replications, run_sizes
from .model import (
    attributions,
    calibration_facts,
    constructs,
    fits,
    indicator_formulas,
    load,
    moved,
    operating_points,
    parameters,
    process_at,
    scenario_settings,
)
from .percentages import (
    agreement_summary,
    challenges_at_once,
    cloud_changes,
    digit_patterns,
    dispersion_summary,
    dominance_order,
    feasible_sizes,
    needed_sizes,
    rating_ranges,
    tool_correlations,
)
from .published import TABLES, make_table, reference_list, review_items, survey_table
from .results import (
    bootstrap,
    classical,
    cloud_alone,
    comparison,
    indicators,
    side_effects,
    variance_reduction,
)
from .study import data_files, listing, traceability
from .survey import (
    answers,
    answers_against_published,
    answers_ranked,
    group_differences,
    groups_side_by_side,
    item_answers,
    notes,
    questionnaire,
)
from .table import Column, Table, number, render_all
from .triangulation import concordance, triangulation
from .worlds import effects, interactions

# fmt: off
__all__ = [
    "TABLES", "Column", "Table", "adopt_first", "adoption_order", "advice_tables",
    "agreement_summary", "answers", "answers_against_published", "answers_ranked",
    "as_assumed", "attributions", "bootstrap", "calibration_facts",
    "challenges_at_once", "claim_versions", "claims_audit", "claims_audit_linked",
    "classical", "cloud_alone", "cloud_changes", "codings", "comparison",
    "completeness", "concordance", "constructs", "data_files", "digit_patterns",
    "dispersion_summary", "dominance_order", "dora", "effects", "feasible_sizes",
    "fits", "flips", "group_differences", "groups_side_by_side", "in_worlds",
    "indicator_formulas", "indicators", "interactions", "item_answers",
    "key_results", "left_open", "listing", "load", "make_table", "measure_first",
    "moved", "multiples", "needed_sizes", "notes", "number", "operating_points",
    "parameters", "prices", "process_at", "questionnaire", "queueing",
    "rating_ranges", "reference_list", "references_audit", "references_checks",
    "render_all", "replications", "review_items", "run_sizes", "scenario_settings",
    "side_effects", "statements", "survey_table", "tool_correlations",
    "traceability", "triangulation", "variance_reduction", "verdict_meanings",
]
# fmt: on
