"""Make the files of data/derived again: `make data`."""

import sys
from pathlib import Path

import pandas as pd
from dictionary import dictionary

from mlops_study import ageing, percentages, published, survey
from mlops_study.experiments import (
    QUEUEING,
    QUEUEING_REPLICATIONS,
    SEED,
    STUDIES,
    WARM_UP,
    queueing_cases,
    queueing_check,
    warm_up_series,
)

DATA = Path(__file__).resolve().parents[1] / "data"


def write(path: str, frame: pd.DataFrame) -> None:
    """Write a frame as the data files are: no exponents, six decimals at most."""
    target = DATA / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(frame.to_csv(index=False, float_format="%.6f"), encoding="utf-8")
    print(f"wrote data/{path} ({len(frame)} rows)")


def main() -> None:
    """Make the synthetic answers, measure ageing, run every study, describe it all."""
    others = ["warm_up", "queueing", "dictionary"]
    wanted = sys.argv[1:] or ["synthetic", "ageing", *STUDIES, *others]
    if "synthetic" in wanted:
        tables = published.Paper().survey
        n = percentages.smallest_size(tables)
        answers = survey.synthetic_responses(tables, n, seed=SEED)
        write(survey.SYNTHETIC, answers)
    if "ageing" in wanted:
        flights = ageing.load_flights()
        counts = ageing.count_outcomes(flights, ageing.start_weeks(flights))
        write(ageing.COUNTS.path, counts)
        write(ageing.CURVES.path, ageing.fit_curves(counts))
    for name, study in STUDIES.items():
        if name in wanted:
            write(study.dataset.path, study.run(progress=True))
    if "warm_up" in wanted:
        write(WARM_UP.path, warm_up_series())
    if "queueing" in wanted:
        cases = queueing_cases()
        check = queueing_check(cases, seed=SEED, replications=QUEUEING_REPLICATIONS)
        write(QUEUEING.path, check)
    if "dictionary" in wanted:
        (DATA / "README.md").write_text(dictionary(), encoding="utf-8")
        print("wrote data/README.md")


if __name__ == "__main__":
    main()
