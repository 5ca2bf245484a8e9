"""Reading of files: the study's own, strictly, and answers as others write them.

A file is UTF-8 comma-separated text with a header. ``scan`` looks through the whole of
it before a cell is read: whether it is text, and whether every row has a cell for every
column. What is wrong is a ``DataFileError``, whose message is a line for each problem
that names the file, the row, the column, the value and what was expected.

Answers come from other programs; ``find_table`` finds out how they wrote them, then
looks through them in the same way.

A ``Dataset`` is one file of the study with the rules that its columns and rows obey, as
the ``schema.toml`` of its folder describes them; the same descriptions are the data
dictionary, ``data/README.md``.
"""

from .dataset import Dataset, data_folder, datasets, number, schema, text, whole
from .foreign import find_table
from .reader import CsvFile, DataFileError, refuse, scan
from .toml import did_you_mean, quoted, read_toml

# fmt: off
__all__ = [
    "CsvFile", "DataFileError", "Dataset", "data_folder", "datasets",
    "did_you_mean", "find_table", "number", "quoted", "read_toml", "refuse", "scan",
    "schema", "text", "whole",
]
# fmt: on
