"""What several tests share: the project's folder, its built book, made-up answers."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

# tests run side by side: threads of linear algebra would wait for one another
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pandas as pd
import pytest
from hypothesis import settings

from mlops_study.survey import Questionnaire, Responses, questionnaire

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


@pytest.fixture(scope="session")
def responses() -> Callable[..., Responses]:
    """Make responses of the codes given to each item, '' for none."""

    def made(
        answers: Mapping[str, Sequence[str]],
        asked: Questionnaire | None = None,
        other: Mapping[str, Sequence[str]] | None = None,
        **fields,
    ) -> Responses:
        asked = asked or questionnaire()
        n = len(next(iter(answers.values())))
        index = pd.Index([f"r{i}" for i in range(n)], name="respondent")
        columns = {
            item: pd.Categorical(
                [code or None for code in codes],
                list(asked.words(item))[::-1],
                ordered=True,
            )
            for item, codes in answers.items()
        }
        return Responses(
            answers=pd.DataFrame(columns, index=index),
            questionnaire=asked,
            other=pd.DataFrame(dict(other or {}), index=index),
            **{"read": n, **fields},
        )

    return made


@pytest.fixture(scope="session")
def own_questionnaire() -> Callable[..., Questionnaire]:
    """Make a questionnaire of one table, an item Q1, Q2, ... a row, all on one scale.

    The scale is given by its number of points, from 1 up.
    """

    def made(points: int, *rows: str) -> Questionnaire:
        items = pd.DataFrame(
            {
                "item": [f"Q{i}" for i, _ in enumerate(rows, start=1)],
                "block": "Own block",
                "table": "own",
                "row": rows,
                "column": "1 to n" if points > 2 else "answer",
                "wording": [f"What of {row}?" for row in rows],
                "scale": "own",
            }
        )
        low = 1 if points > 2 else 0
        codes = [str(low + i) for i in reversed(range(points))]
        return Questionnaire(
            items=items.set_index("item"),
            scales={"own": dict(zip(codes, codes, strict=True))},
        )

    return made
