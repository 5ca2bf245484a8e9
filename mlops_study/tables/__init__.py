"""The tables: the paper's, regenerated, and the book's.

A function a table: it takes a frame of results, or reads the paper's data, and says in
a list of `Column` what stands in each column, from where and written how. What comes
back is a `Table` of text cells that renders itself as Markdown, CSV, JSON, LaTeX or
HTML. To add a table is to write one such function in the module of its subject; one of
the paper's own tables also enters `TABLES`.
"""

from mlops_study.tables.advice import (
    concordance,
    next_practice,
    triangulation,
)
from mlops_study.tables.advising import advice_tables
from mlops_study.tables.audits import (
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
from mlops_study.tables.checks import dora, multiples, queueing, replications, run_sizes
from mlops_study.tables.model import (
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
from mlops_study.tables.percentages import (
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
from mlops_study.tables.published import (
    TABLES,
    make_table,
    reference_list,
    review_items,
    survey_table,
)
from mlops_study.tables.results import (
    bootstrap,
    classical,
    cloud_alone,
    comparison,
    indicators,
    side_effects,
    variance_reduction,
)
from mlops_study.tables.study import data_files, listing, traceability
from mlops_study.tables.survey import (
    answers,
    answers_against_published,
    answers_ranked,
    group_differences,
    groups_side_by_side,
    item_answers,
    notes,
    questionnaire,
)
from mlops_study.tables.table import Column, Table, number, render_all
from mlops_study.tables.worlds import adopt_first, effects, in_worlds, interactions

__all__ = [
    "TABLES",
    "Column",
    "Table",
    "adopt_first",
    "advice_tables",
    "agreement_summary",
    "answers",
    "answers_against_published",
    "answers_ranked",
    "attributions",
    "bootstrap",
    "calibration_facts",
    "challenges_at_once",
    "claim_versions",
    "claims_audit",
    "claims_audit_linked",
    "classical",
    "cloud_alone",
    "cloud_changes",
    "codings",
    "comparison",
    "completeness",
    "concordance",
    "constructs",
    "data_files",
    "digit_patterns",
    "dispersion_summary",
    "dominance_order",
    "dora",
    "effects",
    "feasible_sizes",
    "fits",
    "group_differences",
    "groups_side_by_side",
    "in_worlds",
    "indicator_formulas",
    "indicators",
    "interactions",
    "item_answers",
    "key_results",
    "listing",
    "load",
    "make_table",
    "moved",
    "multiples",
    "needed_sizes",
    "next_practice",
    "notes",
    "number",
    "operating_points",
    "parameters",
    "process_at",
    "questionnaire",
    "queueing",
    "rating_ranges",
    "reference_list",
    "references_audit",
    "references_checks",
    "render_all",
    "replications",
    "review_items",
    "run_sizes",
    "scenario_settings",
    "side_effects",
    "statements",
    "survey_table",
    "tool_correlations",
    "traceability",
    "triangulation",
    "variance_reduction",
    "verdict_meanings",
]
