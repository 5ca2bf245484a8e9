"""What survey percentages say: descriptive statistics and the instruments.

The statistics are pure functions of their arguments.
"""

from mlops_study.survey.change import percentage_points, relative_improvement
from mlops_study.survey.instruments import INSTRUMENTS, instrument
from mlops_study.survey.likert import (
    bottom_box,
    mean_score,
    net_agreement,
    shares,
    top_box,
)

__all__ = [
    "INSTRUMENTS",
    "bottom_box",
    "instrument",
    "mean_score",
    "net_agreement",
    "percentage_points",
    "relative_improvement",
    "shares",
    "top_box",
]
