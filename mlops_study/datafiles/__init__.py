"""Strict reading of CSV files: the study's own, and answers of any number.

A file is UTF-8 comma-separated text with a header. ``scan`` looks through the whole of
it before a cell is read: whether it is text, and whether every row has a cell for every
column. What is wrong is a ``DataFileError``, whose message is a line for each problem
that names the file, the row, the column, the value and what was expected.

A ``Dataset`` is one file of the study with the rules that its columns and rows obey, as
the ``schema.toml`` of its folder describes them; the same descriptions are the data
dictionary, ``data/README.md``.
"""

from mlops_study.datafiles.dataset import (
    Dataset,
    data_folder,
    datasets,
    number,
    schema,
    text,
    whole,
)
from mlops_study.datafiles.reader import DataFileError, refuse, scan

__all__ = [
    "DataFileError",
    "Dataset",
    "data_folder",
    "datasets",
    "number",
    "refuse",
    "scan",
    "schema",
    "text",
    "whole",
]
