"""What percentages can say when the number of respondents is not known.

Pure functions of percentages and, where it matters, of a number of respondents that is
supposed.
"""

from mlops_study.percentages.association import (
    leave_one_out,
    rank_correlation,
    rating_bounds,
)
from mlops_study.percentages.change import (
    CHANGES,
    cohens_h,
    odds_ratio,
    percentage_points,
    possible_gain,
    probit_difference,
    relative_improvement,
)
from mlops_study.percentages.dispersion import (
    agreement,
    agreement_by_item,
    consensus,
    standard_deviation,
)
from mlops_study.percentages.dominance import (
    dominance,
)
from mlops_study.percentages.feasibility import (
    RULES,
    Rule,
    feasible_sizes,
    sizes_by_row,
    smallest_size,
)
from mlops_study.percentages.intervals import (
    joint_share,
    union_share,
    wilson,
)
from mlops_study.percentages.likert import (
    bottom_box,
    interpolated_median,
    mean_score,
    net_agreement,
    shares,
    top_box,
)
from mlops_study.percentages.paired import (
    OVERLAPS,
    Overlap,
    discordance,
    exact_power,
    mcnemar_bounds,
    needed_size,
    needed_sizes,
)
from mlops_study.percentages.ranking import (
    above_by_answers,
    above_by_shares,
    first_probability,
    first_probability_bounds,
    rank_intervals,
)

__all__ = [
    "CHANGES",
    "OVERLAPS",
    "RULES",
    "Overlap",
    "Rule",
    "above_by_answers",
    "above_by_shares",
    "agreement",
    "agreement_by_item",
    "bottom_box",
    "cohens_h",
    "consensus",
    "discordance",
    "dominance",
    "exact_power",
    "feasible_sizes",
    "first_probability",
    "first_probability_bounds",
    "interpolated_median",
    "joint_share",
    "leave_one_out",
    "mcnemar_bounds",
    "mean_score",
    "needed_size",
    "needed_sizes",
    "net_agreement",
    "odds_ratio",
    "percentage_points",
    "possible_gain",
    "probit_difference",
    "rank_correlation",
    "rank_intervals",
    "rating_bounds",
    "relative_improvement",
    "shares",
    "sizes_by_row",
    "smallest_size",
    "standard_deviation",
    "top_box",
    "union_share",
    "wilson",
]
