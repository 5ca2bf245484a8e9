"""A changed number in the data or in the code makes the notebooks' check fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(root, tmp_path) -> Path:
    """Copy what a chapter needs to be executed elsewhere."""
    for name in ("mlops_study", "data"):
        shutil.copytree(root / name, tmp_path / name)
    (tmp_path / "chapters").mkdir()
    shutil.copy(root / "chapters" / "statistics.ipynb", tmp_path / "chapters")
    return tmp_path


def check(copy: Path) -> subprocess.CompletedProcess[str]:
    """Let nbval compare the copied notebook with what the copied code makes."""
    options = ["-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(copy)]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--nbval", "-q", "chapters"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_untouched_copy_passes(copy):
    """So that the failures below are due to what they changed."""
    done = check(copy)
    assert done.returncode == 0, done.stdout


def test_a_changed_number_in_the_data_fails(copy):
    """One point more before cloud adoption."""
    replace(copy / "data/published/table3.csv", "Cost Savings,20", "Cost Savings,21")
    done = check(copy)
    assert done.returncode == 1
    assert "161.9" in done.stdout


def test_a_changed_number_in_the_code_fails(copy):
    """Half the neutral answers counted to one side, which only a figure shows."""
    replace(
        copy / "mlops_study/figures/style.py",
        "odd * shares[:, half] / 2",
        "odd * shares[:, half] / 4",
    )
    assert check(copy).returncode == 1
