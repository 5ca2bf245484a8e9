"""Reading the paper's data by name."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mlops_study.datafiles import DataFileError, Dataset
from mlops_study.published.schemas import DATASETS, STATEMENT_KINDS

__all__ = ["facts", "load", "review_window", "source", "statements", "study_themes"]


def load(name: str, *, folder: Path | None = None) -> pd.DataFrame:
    """Read one file of the paper's data.

    Parameters
    ----------
    name
        A key of ``DATASETS``.
    folder
        A data folder laid out like the study's; the study's own by default.

    Returns
    -------
    pandas.DataFrame
        The file's rows in order, with typed columns.

    Raises
    ------
    KeyError
        If no file has that name.
    DataFileError
        If the file breaks a rule of its schema.

    Examples
    --------
    >>> load("table2").set_index("challenge")["facing"].max()
    np.int64(60)
    """
    return _dataset(name).read(folder)


def facts(*, folder: Path | None = None) -> dict[str, str]:
    """Return the facts about the paper itself by name.

    Examples
    --------
    >>> facts()["accepted"]
    '2020-02-11'
    """
    return dict(load("paper", folder=folder).to_numpy().tolist())


def review_window(*, folder: Path | None = None) -> tuple[int, int]:
    """Return the first and last year that the literature review covers.

    Examples
    --------
    >>> review_window()
    (2015, 2019)
    """
    known = facts(folder=folder)
    return int(known["review_first_year"]), int(known["review_last_year"])


def source(name: str) -> Path:
    """Return the path of the file behind `name`."""
    return _dataset(name).source()


def _dataset(name: str) -> Dataset:
    try:
        return DATASETS[name]
    except KeyError:
        known = ", ".join(DATASETS)
        raise KeyError(f"no published data named {name!r}; known: {known}") from None


def statements(kind: str, *, folder: Path | None = None) -> pd.DataFrame:
    """Return one list of the paper's statements, in our words.

    Parameters
    ----------
    kind
        One of ``question``, ``objective``, ``method``, ``finding``, ``strength``,
        ``limitation``, ``discussion``, ``significance``, ``impact``,
        ``implementation``, ``recommendation``, ``data_conclusion``,
        ``implication`` and ``conflict``.
    folder
        A data folder laid out like the study's; the study's own by default.

    Examples
    --------
    >>> len(statements("question"))
    5
    """
    if kind not in STATEMENT_KINDS:
        raise KeyError(
            f"no statements of kind {kind!r}; known: {', '.join(STATEMENT_KINDS)}"
        )
    frame = load("statements", folder=folder)
    return frame[frame["kind"] == kind].reset_index(drop=True)


def study_themes(*, folder: Path | None = None) -> pd.DataFrame:
    """Return one row for each study and theme of the compiled literature.

    Returns
    -------
    pandas.DataFrame
        Columns ``study``, ``year``, ``authors`` and ``theme``.

    Raises
    ------
    DataFileError
        If a study names a theme that ``themes.csv`` does not have.

    Examples
    --------
    >>> study_themes()["theme"].value_counts()["collaboration"]
    np.int64(3)
    """
    studies = load("literature", folder=folder)
    known = set(load("themes", folder=folder)["theme"])
    tidy = (
        studies[["study", "year", "authors"]]
        .assign(theme=studies["themes"].str.split(";"))
        .explode("theme", ignore_index=True)
    )
    unknown = tidy[~tidy["theme"].isin(known)]
    if not unknown.empty:
        path = DATASETS["literature"].source(folder)
        first = unknown.iloc[0]
        raise DataFileError(
            f"{path}: study {first['study']}, column themes: {first['theme']!r} "
            f"is not a theme of themes.csv ({', '.join(sorted(known))})"
        )
    return tidy
