"""The scenarios against facts that calibrated nothing.

The clusters of the DORA report are of software teams, whose lead time runs from
commit to production. The nearest in the model is the release time, from validation
passed to live; the lead time from request to live is shown beside it.
"""

import pandas as pd

from mlops_study import sources
from mlops_study.lifecycle import MONTH

MEASURES = {
    "Release time": ("lead_time", "release_time"),
    "Lead time": ("lead_time", "improvement_time"),
    "Time between deployments of a model": ("deployment_interval", "deployments"),
    "Change failure rate": ("change_failure_rate", "change_failure_rate"),
    "Time to restore": ("time_to_restore", "time_to_restore"),
}
"""What is shown: the measure of the report and the indicator of the model."""


def clusters_of(measure: str, value: float) -> str:
    """Return the DORA clusters whose bounds contain a value, in days or a rate.

    Names joined by ``/``; ``none`` where the value lies outside all bounds.

    >>> clusters_of("lead_time", 3.0), clusters_of("change_failure_rate", 0.3)
    ('high', 'none')
    """
    bounds = sources.load("dora").query("measure == @measure")
    inside = bounds[(bounds["low"] <= value) & (value <= bounds["high"])]
    # a value on a bound belongs to the better cluster
    if measure in ("lead_time", "deployment_interval"):
        inside = inside.head(1)
    return "/".join(inside["cluster"]) or "none"


def dora_check(results: pd.DataFrame) -> pd.DataFrame:
    """Say in which cluster each scenario falls.

    One row a measure and scenario: ``measure``, ``scenario``, ``value`` (days, or a
    rate), ``clusters``.
    """
    means = results.groupby("scenario").mean()
    rows = []
    for name, (measure, kpi) in MEASURES.items():
        for scenario, mean in means[kpi].items():
            value = MONTH / mean if kpi == "deployments" else mean
            rows.append((name, scenario, value, clusters_of(measure, value)))
    return pd.DataFrame(rows, columns=["measure", "scenario", "value", "clusters"])


def multiples_check(results: pd.DataFrame, worse: str, better: str) -> pd.DataFrame:
    """Hold the distance of two scenarios against that of elite and low teams.

    One row a measure: ``measure``, ``simulated`` (how many times better), and
    ``reported``, the multiple of elite against low teams.
    """
    means = results.groupby("scenario").mean()
    ratio = means.loc[worse] / means.loc[better]
    simulated = {
        "deployment_multiple": 1 / ratio["deployments"],
        "lead_time_multiple": ratio["release_time"],
        "restore_multiple": ratio["time_to_restore"],
        "failure_multiple": ratio["change_failure_rate"],
    }
    titles = ("Deployment frequency", "Release time", "Time to restore", "Failure rate")
    return pd.DataFrame(
        {
            "measure": titles,
            "simulated": list(simulated.values()),
            "reported": [sources.value(name) for name in simulated],
        }
    )
