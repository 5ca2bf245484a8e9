"""Process parameters that follow from sourced facts.

The paper gives no durations. Two surveys stand in: how long firms need to deploy a
model, and how data scientists spend their time.
"""

import math

import scipy

from mlops_study import ageing, sources
from mlops_study.lifecycle.parameters import Process


def deployment_time() -> tuple[float, float]:
    r"""Return median in days and :math:`\sigma` of the time to deploy a model.

    The log-normal distribution through the two quantiles of fact K09, among the
    firms that gave a time:

    .. math:: \sigma = \frac{\ln 30 - \ln 7}{z_{30} - z_7}, \qquad
              \ln m = \ln 30 - \sigma z_{30}.

    >>> median, sigma = deployment_time()
    >>> round(median, 1), round(sigma, 2)
    (28.7, 1.48)
    """
    week = sources.value("deployed_within_7_days")
    month = week + sources.value("deployed_in_8_to_30_days")
    firms = month + sources.value("deployed_after_30_days")
    z = scipy.stats.norm.ppf([week / firms, month / firms])
    sigma = (math.log(30) - math.log(7)) / (z[1] - z[0])
    return float(math.exp(math.log(30) - sigma * z[1])), float(sigma)


def waits(process: Process) -> float:
    """Return the mean wait in days of an item that meets no queue.

    Access to data, hand-off, and half the time between release windows.

    >>> waits(Process())
    14.0
    """
    return process.access_wait + process.handoff_wait + process.release_interval / 2


def calibrated(process: Process | None = None) -> dict[str, float]:
    """Return the parameters that the facts determine, unrounded.

    An item of an organisation without practices that meets no queue takes the time
    in which the median firm deploys a model (K09). What is left of it after the
    assumed waits is effort, split as data scientists report their time: loading,
    cleansing and visualisation are data preparation (K15, K16). The waits are those of
    a `process` without practices, the study's by default.

    >>> {name: round(value, 2) for name, value in calibrated().items()}
    {'preparation_effort': 9.63, 'selection_effort': 1.68, 'training_time': 1.68,
     'deployment_effort': 1.68, 'handoff_wait': 0.17, 'stable_share': 0.09,
     'fresh_tpr': 0.57, 'fresh_fpr': 0.27, 'base_rate': 0.25}
    """
    parts = {
        "preparation_effort": ("loading", "cleansing", "visualisation"),
        "selection_effort": ("selection",),
        "training_time": ("training",),
        "deployment_effort": ("deployment",),
    }
    reported = {
        name: sum(sources.value(f"effort_{part}") for part in named)
        for name, named in parts.items()
    }
    work = deployment_time()[0] - waits(process or Process())
    total = sum(reported.values())
    fresh = ageing.fresh_rates(ageing.load_counts())
    return {
        **{name: work * share / total for name, share in reported.items()},
        "handoff_wait": sources.value("review_hours") / 24,
        "stable_share": 1 - sources.value("degrading_pairs") / 100,
        "fresh_tpr": fresh["tpr"],
        "fresh_fpr": fresh["fpr"],
        "base_rate": fresh["base_rate"],
    }
