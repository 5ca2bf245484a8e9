"""The results held against the paper, and against each other."""

from mlops_study.evidence.advice import next_practice
from mlops_study.evidence.claims import audit_claims, verdict_counts
from mlops_study.evidence.differences import (
    SUPPOSED,
    SUPPOSED_SIZES,
    first_place_curves,
    first_place_sizes,
    needed_by_difference,
    ranked_differences,
    rankings,
)
from mlops_study.evidence.references import CHECKS, audit_references
from mlops_study.evidence.triangulation import (
    Ranking,
    Triangulation,
    concordance,
    triangulate,
)
from mlops_study.evidence.verdicts import Verdict

__all__ = [
    "CHECKS",
    "SUPPOSED",
    "SUPPOSED_SIZES",
    "Ranking",
    "Triangulation",
    "Verdict",
    "audit_claims",
    "audit_references",
    "concordance",
    "first_place_curves",
    "first_place_sizes",
    "needed_by_difference",
    "next_practice",
    "ranked_differences",
    "rankings",
    "triangulate",
    "verdict_counts",
]
