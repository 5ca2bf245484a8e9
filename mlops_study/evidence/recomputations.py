"""What recomputes each claim of the paper.

A recomputation takes a claim and the paper and says what the tables give, what that
makes of the claim, and why. What a claim takes its number to be (``construct``) and
which rows it names are data; the verdict is not.
"""

from __future__ import annotations

from functools import partial

from mlops_study.evidence import comparisons, judgements, literature, numbers
from mlops_study.evidence.verdicts import Recomputation, Verdict

__all__ = ["RECOMPUTATIONS"]

_SELECTIVE = partial(comparisons.largest, otherwise=Verdict.SELECTIVE)
_RESPONDENTS = partial(
    literature.unstated,
    fact="respondents",
    what="respondents",
    missing="No number of respondents is stated.",
)
_SIMULATED = partial(
    literature.unstated,
    fact="simulated_runs",
    what="simulated runs",
    missing="No result of a simulation is printed.",
)
_CASES = partial(
    literature.unstated,
    fact="cases",
    what="organizations studied",
    missing="Neither their number nor anything about them is printed.",
)
_INTERVIEWS = partial(
    literature.unstated,
    fact="interviews",
    what="interviews",
    missing="Neither their number nor anything that was said is printed.",
)
_CAUSE = partial(judgements.no_outcome, cause=True)

RECOMPUTATIONS: dict[str, Recomputation] = {
    "abstract-1": partial(judgements.partly_asked, absent="automated testing"),
    "abstract-2": comparisons.frequent,
    "review-1": literature.studies_in_window,
    "review-2": judgements.trend,
    "review-3": partial(literature.several, theme="CI/CD", item=1),
    "review-4": partial(literature.same_study, item=1, theme="CI/CD"),
    "review-5": partial(judgements.cited, ref=1),
    "review-6": partial(literature.same_study, item=2, theme="governance"),
    "review-7": partial(literature.same_study, item=3, theme="culture"),
    "review-8": partial(judgements.cited, ref=3),
    "review-9": partial(literature.same_study, item=4, theme="data management"),
    "review-14": partial(judgements.cited, ref=1),
    "review-10": partial(judgements.cited, ref=2),
    "review-11": partial(judgements.cited, ref=4),
    "review-15": partial(judgements.cited, ref=6),
    "review-12": partial(judgements.cited, ref=7),
    "review-13": partial(judgements.cited, ref=10),
    "problem-1": comparisons.frequent,
    "method-1": literature.references_in_window,
    "method-2": _RESPONDENTS,
    "assessment-1": _SIMULATED,
    "assessment-2": comparisons.frequent,
    "assessment-3": _CASES,
    "table-3": numbers.improvements,
    "report-1": _SIMULATED,
    "method-3": _INTERVIEWS,
    "method-4": _CASES,
    "method-6": literature.surveyed,
    "method-5": _SIMULATED,
    "finding-1": judgements.opinion,
    "finding-2": judgements.opinion,
    "finding-3": partial(comparisons.ordered, first=2),
    "finding-4": comparisons.frequent,
    "finding-5": comparisons.rises,
    "finding-6": comparisons.significant,
    "finding-7": comparisons.significant,
    "finding-8": judgements.no_outcome,
    "insight-1": numbers.share,
    "insight-2": numbers.share,
    "insight-3": numbers.change,
    "insight-4": numbers.change,
    "insight-5": numbers.any_tool,
    "insight-6": numbers.rating,
    "cause-1": _CAUSE,
    "significance-1": comparisons.frequent,
    "significance-2": _CASES,
    "impact-1": judgements.no_outcome,
    "impact-2": judgements.no_outcome,
    "impact-3": numbers.base_unsaid,
    "recommendation-1": judgements.no_outcome,
    "recommendation-2": judgements.no_outcome,
    "result-1": numbers.share,
    "result-2": numbers.share,
    "result-3": numbers.share,
    "list-1": _SELECTIVE,
    "list-2": numbers.one_rule,
    "result-4": numbers.share,
    "result-5": numbers.share,
    "result-6": numbers.share,
    "list-3": _SELECTIVE,
    "result-7": numbers.change,
    "result-8": numbers.change,
    "result-9": numbers.change,
    "cause-2": _CAUSE,
    "list-4": _SELECTIVE,
    "result-10": numbers.share,
    "result-11": numbers.rating,
    "result-12": numbers.share,
    "result-13": numbers.rating,
    "list-5": _SELECTIVE,
    "result-14": numbers.share,
    "result-15": numbers.share,
    "result-16": numbers.share,
    "list-6": _SELECTIVE,
    "conclusion-1": judgements.no_outcome,
    "conclusion-2": _SELECTIVE,
    "conclusion-3": comparisons.rises,
    "conclusion-4": comparisons.rises,
    "conclusion-5": judgements.no_outcome,
    "conclusion-7": judgements.opinion,
    "conclusion-6": judgements.no_outcome,
}
"""What recomputes each claim of ``claims.csv``, by its name."""
