"""The results held against the paper, and against each other.

Each of the paper's claims is put to a check, a function that says what the tables make
of it (`checks`, `number_checks`, `row_checks`, `text_checks`), under every reading of
its words (`specifications`), and held against the others (`claims`); which sentences
became claims is counted (`sentences`). Its references are compared with one another
(`reference_checks`), and shown with what a search found (`references`). How many
respondents its rankings and changes would need is asked of the statistics
(`differences`). What survey, literature and simulation say of the same practices is set
side by side (`triangulation`). What follows for who wants to adopt one is an ``Advice``
(`advising`), for `goals` of one's own: what is gained next as assumed and when it has
paid back (`advice`), in which order (`adoption`), and how sure that is when all that is
assumed is drawn; those for scenario A and for an invented organisation are made of
stored runs (`doubt`).
"""

from .advice import NoAdviceError, payback
from .advising import Advice, leading, measured_first
from .checks import codings
from .claims import audit_claims, recomputations, verdict_counts, versions
from .differences import (
    SUPPOSED,
    first_place_curves,
    first_place_sizes,
    needed_by_difference,
    p_values_at_feasible_sizes,
    rank_curves,
    ranked_differences,
    rankings,
)
from .doubt import (
    all_round,
    answer,
    before_and_after,
    exceptions,
    scenario_a,
    supplier,
    whole_way,
)
from .goals import GOALS, WORDS, Goal
from .reference_checks import CHECKS, ONLINE_FIRST
from .references import audit_references
from .sentences import alpha, alpha_interval, completeness
from .specifications import coding_effects, specifications
from .triangulation import Ranking, concordance, opposite_chance, ranks, triangulate
from .verdicts import Verdict

# fmt: off
__all__ = [
    "CHECKS", "GOALS", "ONLINE_FIRST", "SUPPOSED", "WORDS", "Advice", "Goal",
    "NoAdviceError", "Ranking", "Verdict", "all_round", "alpha", "alpha_interval",
    "answer", "audit_claims", "audit_references", "before_and_after",
    "coding_effects", "codings", "completeness", "concordance", "exceptions",
    "first_place_curves", "first_place_sizes", "leading", "measured_first",
    "needed_by_difference", "opposite_chance", "p_values_at_feasible_sizes",
    "payback", "rank_curves", "ranked_differences", "rankings", "ranks",
    "recomputations", "scenario_a", "specifications", "supplier", "triangulate",
    "verdict_counts", "versions", "whole_way",
]
# fmt: on
