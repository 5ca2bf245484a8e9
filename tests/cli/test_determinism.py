"""A run gives the same bytes whatever surrounds it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("mlops-study")
SURROUNDINGS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "2", "TZ": "Pacific/Chatham"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "tr_TR.UTF-8", "COLUMNS": "40"},
    {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    {"OMP_NUM_THREADS": "8", "OPENBLAS_NUM_THREADS": "8"},
]


@pytest.mark.slow
def test_surroundings_change_no_byte(tmp_path):
    """Hash seed, time zone, locale, threads, working directory, number of workers."""
    written = []
    for i, surroundings in enumerate(SURROUNDINGS):
        folder = tmp_path / f"folder {i}"
        folder.mkdir()
        text = 'title = "É"\n[run]\nwarm_up = 0\nmeasured = 60\n'
        (folder / "mine.toml").write_text(text, encoding="utf-8")
        words = "simulate -s mine.toml -n 4 --out runs.csv --log log.csv --workers"
        done = subprocess.run(
            [COMMAND, *words.split(), str(i % 3 + 1)],
            cwd=folder,
            env={**os.environ, **surroundings},
            stdout=subprocess.PIPE,
            check=True,
        )
        files = [(folder / name).read_bytes() for name in ("runs.csv", "log.csv")]
        shown = b"" if "LC_ALL" in surroundings else done.stdout
        written.append((files, shown))
    assert all(files == written[0][0] for files, _ in written)
    assert len({shown for _, shown in written if shown}) == 1
