"""Facts from elsewhere: where they are printed, and whether that was confirmed.

``calibration`` lists the facts, ``values`` the numbers in them that code uses,
``constructs`` what of the model each is held against and what the two do not have in
common, and ``dora`` the four clusters that the scenarios are held against.
``identifier_forms`` says how the DOIs of a venue begin, or its addresses,
``reference_findings`` what a search for the paper's references found.
"""

from pathlib import Path

import pandas as pd

from mlops_study.datafiles import datasets

SOURCES = datasets("sources")
"""The files of facts by name."""


def load(name: str, *, folder: Path | None = None) -> pd.DataFrame:
    """Read one file of facts by its key in ``SOURCES``."""
    return SOURCES[name].read(folder)


def facts() -> pd.DataFrame:
    """Return the facts, indexed by their identifier."""
    return load("calibration").set_index("fact")


def value(name: str) -> float:
    """Return a number from the facts.

    >>> value("effort_selection")
    11.5
    """
    values = load("values")
    return float(values.loc[values["name"] == name, "value"].item())
