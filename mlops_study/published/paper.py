"""The paper as data: the one way to its files."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from mlops_study.datafiles import DataFileError, datasets
from mlops_study.published.tables import SURVEY_TABLES

DATASETS = datasets("published")
"""The files of ``data/published`` by name."""


@dataclass(frozen=True)
class Paper:
    """What the paper prints, read once and indexed by what names each row.

    A file that breaks a rule of its schema is a ``DataFileError``.

    >>> Paper().table("table2")["facing"].idxmax()
    'Cultural Resistance'
    """

    #: A data folder laid out like the study's; the study's own by default.
    folder: Path | None = None
    _read: dict[str, pd.DataFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def table(self, name: str) -> pd.DataFrame:
        """Return a file of the paper's data by its name in ``DATASETS``.

        The index holds the file's key: the names of a table's rows, the number of a
        reference, kind and number of a statement.
        """
        if name not in DATASETS:
            known = ", ".join(DATASETS)
            raise KeyError(f"no published data named {name!r}; known: {known}")
        if name not in self._read:
            self._read[name] = DATASETS[name].indexed(self.folder)
        return self._read[name].copy()

    @property
    def survey(self) -> dict[str, pd.DataFrame]:
        """Tables 1 to 5 by name."""
        return {name: self.table(name) for name in SURVEY_TABLES}

    def shares(self, name: str) -> pd.DataFrame:
        """Return the percentages of a survey table, a column for each way to count.

        Of Table 1 those who strongly agree, and those who agree or strongly agree.
        """
        known = f"shares of {name}"
        if known not in self._read:
            self._read[known] = SURVEY_TABLES[name].count(self.table(name))
        return self._read[known].copy()

    def title(self, name: str) -> str:
        """Return the title of a survey table as printed."""
        return str(self.table("tables")["title"][name])

    @cached_property
    def facts(self) -> dict[str, str]:
        """Facts about the paper itself by name.

        >>> Paper().facts["accepted"]
        '2020-02-11'
        """
        return {str(k): str(v) for k, v in self.table("paper")["value"].items()}

    @property
    def review_window(self) -> tuple[int, int]:
        """First and last year that the literature review covers."""
        return int(self.facts["review_first_year"]), int(self.facts["review_last_year"])

    def statements(self, kind: str) -> pd.DataFrame:
        """Return one list of the paper's statements, in our words, by number.

        >>> len(Paper().statements("question"))
        5
        """
        return self._of_kind("statements", kind)

    def elements(self, kind: str) -> pd.DataFrame:
        """Return the proposed simulation's stages, variables, scenarios or KPIs."""
        return self._of_kind("simulation", kind)

    def _of_kind(self, name: str, kind: str) -> pd.DataFrame:
        frame = self.table(name)
        kinds = frame.index.get_level_values("kind")
        if kind not in kinds:
            known = ", ".join(kinds.unique())
            raise KeyError(f"no {name} of kind {kind!r}; known: {known}")
        return frame[kinds == kind].droplevel("kind")

    def study_themes(self) -> pd.DataFrame:
        """Return one row for each study and theme of the compiled literature.

        Columns ``study``, ``year``, ``authors`` and ``theme``.

        >>> Paper().study_themes()["theme"].value_counts()["collaboration"]
        np.int64(3)
        """
        studies = self.table("literature")
        tidy = (
            studies[["year", "authors"]]
            .assign(theme=studies["themes"].str.split(";"))
            .explode("theme")
            .reset_index()
        )
        known = self.table("themes").index
        unknown = tidy[~tidy["theme"].isin(known)]
        if not unknown.empty:
            path = DATASETS["literature"].file(self.folder)
            first = unknown.iloc[0]
            raise DataFileError(
                f"{path}: study {first['study']}, column themes: {first['theme']!r} "
                f"is not a theme of themes.csv ({', '.join(sorted(known))})"
            )
        return tidy
