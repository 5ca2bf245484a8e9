"""The survey itself: its questions, the answers, the tables that follow from them.

The paper prints no questionnaire. ``questionnaire`` holds one with an item for every
number of Tables 1 to 5; another may take its place (``asking``).
Whoever asks these questions has the answers in a file as some tool wrote it.
``columns`` finds the items in it, ``words`` what its cells say, ``mapping`` what it
cannot tell; ``reading`` makes ``responses`` of it, with notes of what was done
(``noting``), or says what is wrong (``problems``).

``quality`` says what to know of the answers first. Every number is a ``measure`` in the
list ``measures``: ``tabulation`` makes tables of them, with what the paper lacks, the
number of answers and intervals; ``order`` says how sure the order of rows is,
``groups`` what lies between groups, and ``sentences`` puts it in words. ``synthetic``
makes answers of nobody that yield the printed tables exactly, to walk that path without
respondents.
"""

from mlops_study.survey.asking import read_questionnaire
from mlops_study.survey.columns import RESPONDENT
from mlops_study.survey.exports import EXPORTS, export
from mlops_study.survey.groups import group_notes, groups
from mlops_study.survey.mapping import Mapping, read_mapping
from mlops_study.survey.measure import Measure
from mlops_study.survey.measures import FREQUENCY, measures
from mlops_study.survey.order import LEAST, counted, rankings
from mlops_study.survey.problems import key
from mlops_study.survey.quality import item_answers, quality
from mlops_study.survey.questionnaire import (
    INSTRUMENTS,
    Questionnaire,
    instrument,
    questionnaire,
)
from mlops_study.survey.reading import read_survey
from mlops_study.survey.responses import Responses, weighted
from mlops_study.survey.sentences import group_sentences, precision, sentences
from mlops_study.survey.starting import start_map
from mlops_study.survey.synthetic import (
    SYNTHETIC,
    synthetic_file,
    synthetic_form,
    synthetic_responses,
)
from mlops_study.survey.tabulation import against_published, estimates, survey_tables

__all__ = [
    "EXPORTS",
    "FREQUENCY",
    "INSTRUMENTS",
    "LEAST",
    "RESPONDENT",
    "SYNTHETIC",
    "Mapping",
    "Measure",
    "Questionnaire",
    "Responses",
    "against_published",
    "counted",
    "estimates",
    "export",
    "group_notes",
    "group_sentences",
    "groups",
    "instrument",
    "item_answers",
    "key",
    "measures",
    "precision",
    "quality",
    "questionnaire",
    "rankings",
    "read_mapping",
    "read_questionnaire",
    "read_survey",
    "sentences",
    "start_map",
    "survey_tables",
    "synthetic_file",
    "synthetic_form",
    "synthetic_responses",
    "weighted",
]
