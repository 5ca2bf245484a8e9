"""The instruments of the study: questionnaire, interview guide, case protocol, codings.

The paper names these instruments and prints none. The ones in
``data/instruments`` are written for this compendium: the questionnaire has one
item for every number of Tables 1 to 5, and the codings say how the audit reads words.
"""

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
