"""How the scenarios run their course: what the means of the indicators do not show.

Of many runs, as one run is one possible course.
"""

import numpy as np
import pandas as pd
from scipy.stats import CensoredData, ecdf

from mlops_study.datafiles import datasets
from mlops_study.experiments.design import paper_scenarios
from mlops_study.experiments.runner import replicate
from mlops_study.experiments.studies import SEED
from mlops_study.lifecycle import YEAR, Observations, Run

COURSES = datasets("derived")["courses"]

DAYS = np.geomspace(0.5, YEAR, 49).round(1)


def course(run: Run) -> dict[str, float]:
    """Return what ``COURSES`` holds of a run: ``WHAT``, for a share ``WHAT@DAYS``."""
    seen = Observations(run)
    done, episodes = seen.done, seen.episodes
    lengths = CensoredData.right_censored(episodes["length"], ~episodes["over"])
    shares = {"drift": ecdf(lengths).sf.evaluate(DAYS)}
    for kind in ("improvement", "retraining"):
        took = done.loc[done["kind"] == kind, "lead_time"].to_numpy()
        shares[kind] = (took[:, None] <= DAYS).mean(axis=0)
    found: dict[str, float] = dict(seen.time_budget("improvement"))
    found["Caught"] = episodes.loc[episodes["caught"], "days"].mean()
    for what, share in shares.items():
        found |= zip((f"{what}@{day}" for day in DAYS), share, strict=True)
    return found


def courses(replications: int = 40) -> pd.DataFrame:
    """Run the scenarios; return means and where the middle nine tenths of runs lie."""
    runs = replicate(paper_scenarios(), replications, seed=SEED, measure=course)
    tidy = runs.drop(columns="replication").melt("scenario", var_name="what")
    tidy[["what", "days"]] = tidy["what"].str.split("@", expand=True)
    tidy["days"] = tidy["days"].astype(float)
    keys = ["scenario", "what", "days"]
    values = tidy.groupby(keys, dropna=False, sort=False)["value"]
    ends = {"low": values.quantile(0.05), "high": values.quantile(0.95)}
    return pd.DataFrame({"mean": values.mean(), **ends}).reset_index()
