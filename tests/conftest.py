"""What several tests share: the project's folder and its built book."""

from pathlib import Path

import pytest
from hypothesis import settings

# on a busy machine an example may take long without being wrong
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def html(root: Path) -> Path:
    """Return the folder of the built book."""
    folder = root / "_build" / "html"
    if not (folder / "index.html").exists():
        pytest.fail("the book is not built; run `make book`")
    return folder
