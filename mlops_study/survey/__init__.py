"""The survey itself: its questions, the answers, the tables that follow from them.

The paper prints no questionnaire. ``instruments`` holds one with an item for every
number of Tables 1 to 5, which ``questionnaire`` describes. Whoever asks these questions
puts the answers into one file; ``reading`` makes ``responses`` of it, from which
``tabulation`` computes the same five tables, with what the paper lacks: the number of
answers, intervals, and how sure each order is. ``synthetic`` makes answers of nobody
that yield the printed tables exactly, to walk that path without respondents.
"""

from mlops_study.survey.groups import group_notes, groups
from mlops_study.survey.instruments import INSTRUMENTS, instrument
from mlops_study.survey.measures import Measure, measures
from mlops_study.survey.order import LEAST, counted, rankings
from mlops_study.survey.quality import item_answers, quality
from mlops_study.survey.questionnaire import Questionnaire, questionnaire
from mlops_study.survey.reading import RESPONDENT, read_survey
from mlops_study.survey.responses import Responses
from mlops_study.survey.sentences import group_sentences, precision, sentences
from mlops_study.survey.synthetic import SYNTHETIC, synthetic_file, synthetic_responses
from mlops_study.survey.tabulation import (
    against_published,
    estimates,
    leaders,
    survey_tables,
    tied,
)
from mlops_study.survey.weights import weighted

__all__ = [
    "INSTRUMENTS",
    "LEAST",
    "RESPONDENT",
    "SYNTHETIC",
    "Measure",
    "Questionnaire",
    "Responses",
    "against_published",
    "counted",
    "estimates",
    "group_notes",
    "group_sentences",
    "groups",
    "instrument",
    "item_answers",
    "leaders",
    "measures",
    "precision",
    "quality",
    "questionnaire",
    "rankings",
    "read_survey",
    "sentences",
    "survey_tables",
    "synthetic_file",
    "synthetic_responses",
    "tied",
    "weighted",
]
