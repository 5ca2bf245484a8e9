"""What survey percentages say, and what they cannot.

Pure functions of percentages and, where it matters, of the number of respondents; the
questionnaire, and the tables that follow from its answers.
"""

from mlops_study.survey.association import (
    leave_one_out,
    rank_correlation,
    rating_bounds,
)
from mlops_study.survey.change import (
    CHANGES,
    cohens_h,
    odds_ratio,
    percentage_points,
    possible_gain,
    probit_difference,
    relative_improvement,
)
from mlops_study.survey.dispersion import (
    agreement,
    agreement_by_item,
    consensus,
    standard_deviation,
)
from mlops_study.survey.dominance import dominance
from mlops_study.survey.feasibility import (
    PERCENTAGES,
    RULES,
    Rule,
    feasible_sizes,
    sizes_by_row,
    smallest_size,
)
from mlops_study.survey.instruments import INSTRUMENTS, instrument
from mlops_study.survey.intervals import joint_share, union_share, wilson
from mlops_study.survey.likert import (
    bottom_box,
    interpolated_median,
    mean_score,
    net_agreement,
    shares,
    top_box,
)
from mlops_study.survey.paired import (
    OVERLAPS,
    Overlap,
    discordance,
    exact_power,
    mcnemar_bounds,
    needed_size,
    needed_sizes,
)
from mlops_study.survey.problems import ResponsesError
from mlops_study.survey.ranking import (
    above_by_answers,
    above_by_shares,
    first_probability,
    first_probability_bounds,
    rank_intervals,
)
from mlops_study.survey.responses import (
    RESPONDENT,
    questionnaire,
    read_responses,
    scale,
)
from mlops_study.survey.synthetic import (
    SYNTHETIC,
    synthetic_file,
    synthetic_responses,
)
from mlops_study.survey.tabulation import (
    against_published,
    estimates,
    rankings,
    survey_tables,
)

__all__ = [
    "CHANGES",
    "INSTRUMENTS",
    "OVERLAPS",
    "PERCENTAGES",
    "RESPONDENT",
    "RULES",
    "SYNTHETIC",
    "Overlap",
    "ResponsesError",
    "Rule",
    "above_by_answers",
    "above_by_shares",
    "against_published",
    "agreement",
    "agreement_by_item",
    "bottom_box",
    "cohens_h",
    "consensus",
    "discordance",
    "dominance",
    "estimates",
    "exact_power",
    "feasible_sizes",
    "first_probability",
    "first_probability_bounds",
    "instrument",
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
    "questionnaire",
    "rank_correlation",
    "rank_intervals",
    "rankings",
    "rating_bounds",
    "read_responses",
    "relative_improvement",
    "scale",
    "shares",
    "sizes_by_row",
    "smallest_size",
    "standard_deviation",
    "survey_tables",
    "synthetic_file",
    "synthetic_responses",
    "top_box",
    "union_share",
    "wilson",
]
