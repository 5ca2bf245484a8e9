"""The results held against the paper, and against each other.

Each of the paper's claims is put to a check, a function that says what the tables make
of it (`claims`, `number_checks`, `row_checks`, `text_checks`), under every reading of
its words (`codings`, `specifications`), and held against the others (`versions`); which
sentences became claims is counted (`sentences`). Its references are compared with one
another (`reference_checks`), and shown with what a search found (`references`). How
many respondents its rankings and changes would need is asked of the statistics
(`differences`). What survey, literature and simulation say of the same practices is set
side by side (`triangulation`), and what follows for who wants to adopt one
(`advice`), in an organisation of one's own and for `goals` of one's own (`advising`).
How sure the answer is when all that is assumed is drawn says `doubt`.
"""

from mlops_study.evidence.advice import (
    NoAdviceError,
    next_practice,
    payback,
)
from mlops_study.evidence.advising import Advice, further_design
from mlops_study.evidence.claims import audit_claims, recomputations, verdict_counts
from mlops_study.evidence.codings import codings
from mlops_study.evidence.differences import (
    SUPPOSED,
    first_place_curves,
    first_place_sizes,
    needed_by_difference,
    p_values_at_feasible_sizes,
    rank_curves,
    ranked_differences,
    rankings,
)
from mlops_study.evidence.doubt import answer, in_worlds, whole_way
from mlops_study.evidence.goals import GOALS, WORDS, Goal
from mlops_study.evidence.reference_checks import CHECKS, ONLINE_FIRST
from mlops_study.evidence.references import audit_references
from mlops_study.evidence.sentences import alpha, alpha_interval, completeness
from mlops_study.evidence.specifications import coding_effects, specifications
from mlops_study.evidence.triangulation import (
    Ranking,
    concordance,
    opposite_chance,
    ranks,
    triangulate,
)
from mlops_study.evidence.verdicts import Verdict
from mlops_study.evidence.versions import versions

__all__ = [
    "CHECKS",
    "GOALS",
    "ONLINE_FIRST",
    "SUPPOSED",
    "WORDS",
    "Advice",
    "Goal",
    "NoAdviceError",
    "Ranking",
    "Verdict",
    "alpha",
    "alpha_interval",
    "answer",
    "audit_claims",
    "audit_references",
    "coding_effects",
    "codings",
    "completeness",
    "concordance",
    "first_place_curves",
    "first_place_sizes",
    "further_design",
    "in_worlds",
    "needed_by_difference",
    "next_practice",
    "opposite_chance",
    "p_values_at_feasible_sizes",
    "payback",
    "rank_curves",
    "ranked_differences",
    "rankings",
    "ranks",
    "recomputations",
    "specifications",
    "triangulate",
    "verdict_counts",
    "versions",
    "whole_way",
]
