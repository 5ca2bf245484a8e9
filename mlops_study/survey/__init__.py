"""The survey itself: its questions, the answers, the tables that follow from them.

The paper prints no questionnaire. ``questionnaire`` holds one with an item for every
number of Tables 1 to 5; another may take its place.
Whoever asks these questions has the answers in a file as some tool wrote it.
``columns`` finds the items in it, ``words`` what its cells say, ``mapping`` what it
cannot tell; ``reading`` makes ``responses`` of it, with notes of what was done
(``noting``), or says what is wrong (``problems``).

``quality`` says what to know of the answers first. Every number is a ``measure`` in the
list ``measures``: ``tabulation`` makes tables of them, with what the paper lacks, the
number of answers and intervals; ``comparing`` says how sure the order of rows is and
what lies between groups, and ``sentences`` puts it in words. ``synthetic`` makes
answers of nobody that yield the printed tables, to walk that path without respondents.
"""

from .columns import RESPONDENT
from .comparing import LEAST, counted, group_notes, groups, rankings
from .exports import EXPORTS, export
from .mapping import Mapping, read_mapping
from .measures import FREQUENCY, measures
from .problems import key
from .quality import item_answers, quality
from .questionnaire import (
    INSTRUMENTS,
    Questionnaire,
    instrument,
    questionnaire,
    read_questionnaire,
)
from .reading import read_survey
from .responses import Responses, weighted
from .sentences import group_sentences, precision, sentences
from .starting import start_map
from .synthetic import SYNTHETIC, synthetic_file, synthetic_form, synthetic_responses
from .tabulation import against_published, estimates, survey_tables

# fmt: off
__all__ = [
    "EXPORTS", "FREQUENCY", "INSTRUMENTS", "LEAST", "RESPONDENT", "SYNTHETIC",
    "Mapping", "Questionnaire", "Responses", "against_published", "counted",
    "estimates", "export", "group_notes", "group_sentences", "groups", "instrument",
    "item_answers", "key", "measures", "precision", "quality", "questionnaire",
    "rankings", "read_mapping", "read_questionnaire", "read_survey", "sentences",
    "start_map", "survey_tables", "synthetic_file", "synthetic_form",
    "synthetic_responses", "weighted",
]
# fmt: on
