"""The instruments of the study: questionnaire, interview guide, case protocol.

The paper names these instruments and prints none. The ones in
``data/instruments`` are written for this compendium: the questionnaire has one
item for every number of Tables 1 to 5.
"""

from functools import cache
from pathlib import Path

import pandas as pd

from mlops_study.datafiles import datasets

INSTRUMENTS = datasets("instruments")
"""The files of ``data/instruments`` by name."""


def instrument(name: str, *, folder: Path | None = None) -> pd.DataFrame:
    """Read one of ``INSTRUMENTS``, from a data folder or the study's own.

    >>> instrument("questionnaire")["table"].value_counts()["table4"]
    np.int64(15)
    """
    return INSTRUMENTS[name].read(folder)


@cache
def _indexed(name: str) -> pd.DataFrame:
    return INSTRUMENTS[name].indexed()


def questionnaire() -> pd.DataFrame:
    """Return the items of the questionnaire by their codes."""
    return _indexed("questionnaire").copy()


def scale(name: str) -> dict[str, str]:
    """Return the words of each answer of a scale by its code, in the order shown.

    >>> scale("yes_no")
    {'1': 'Yes', '0': 'No'}
    """
    words = _indexed("scales")["label"].loc[name]
    return {str(code): str(word) for code, word in words.items()}
