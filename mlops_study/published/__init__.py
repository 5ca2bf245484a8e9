"""The paper's own data: tables, literature, references and statements.

``Paper`` is the only door: it reads a file of ``data/published`` by its schema and
returns its rows by their key. What the columns of the five survey tables mean stands in
``SURVEY_TABLES``. Figures, titles and names are as printed; statements are in our own
words.
"""

from .paper import DATASETS, Paper
from .tables import LIKERT_LEVELS, SURVEY_TABLES, SurveyTable

# fmt: off
__all__ = [
    "DATASETS", "LIKERT_LEVELS", "SURVEY_TABLES", "Paper", "SurveyTable",
]
# fmt: on
