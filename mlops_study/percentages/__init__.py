"""What percentages can say when the number of respondents is not known.

The paper prints percentages of its respondents and not how many they were. Some things
can be said all the same: where answers lie and how far they spread (``likert``),
how large a step is (``change``), from which numbers of respondents printed percentages
can come at all (``feasibility``), between which bounds that lies which is not printed
(``intervals``). The rest has to suppose a number of respondents
and an overlap of their answers: how many make a difference between two items more than
luck (``paired``), how sure an order of items is (``ranking``).

All are pure functions of percentages from 0 to 100. Series and frames come back with
the index that they were given.
"""

from .change import CHANGES, percentage_points, relative_improvement
from .feasibility import (
    RULES,
    Rule,
    common_sizes,
    digit_patterns,
    feasible_sizes,
    sizes_by_row,
)
from .intervals import SURE, at_least, each_of, effective_number, rating_bounds, wilson
from .likert import (
    agreement,
    agreement_by_item,
    bottom_box,
    consensus,
    dominance,
    interpolated_median,
    mean_score,
    net_agreement,
    standard_deviation,
    top_box,
)
from .paired import (
    OVERLAPS,
    exact_p_value,
    exact_power,
    needed_size,
    needed_sizes,
    p_value_bounds,
)
from .ranking import (
    above_by_answers,
    above_by_shares,
    credible_ranks,
    first_probability_bounds,
    leave_one_out,
    rank_correlation,
    rank_intervals,
    rank_probabilities,
)

# fmt: off
__all__ = [
    "CHANGES", "OVERLAPS", "RULES", "SURE", "Rule", "above_by_answers",
    "above_by_shares", "agreement", "agreement_by_item", "at_least", "bottom_box",
    "common_sizes", "consensus", "credible_ranks", "digit_patterns", "dominance",
    "each_of", "effective_number", "exact_p_value", "exact_power", "feasible_sizes",
    "first_probability_bounds", "interpolated_median", "leave_one_out",
    "mean_score", "needed_size", "needed_sizes", "net_agreement", "p_value_bounds",
    "percentage_points", "rank_correlation", "rank_intervals", "rank_probabilities",
    "rating_bounds", "relative_improvement", "sizes_by_row", "standard_deviation",
    "top_box", "wilson",
]
# fmt: on
