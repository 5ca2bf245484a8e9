"""What the facts determine of the process, and what they leave open.

Some values follow from facts alone (:func:`derived`). How long an organisation without
practices waits does not: no fact prints it. Firms report how many of them need more
than 30 days to develop a model, and to deploy one. The waits of A are scaled until as
many of its simulated improvements do (:func:`fitted`). One share cannot tell two waits
apart, nor a wait from an effort: :func:`attributions` shows what other ways to reach
the same shares would make of the practices.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import scipy

from mlops_study import ageing, sources
from mlops_study.datafiles import datasets
from mlops_study.experiments.design import PAIRS, paper_scenarios, practice_design
from mlops_study.experiments.paired import by_replication, paired
from mlops_study.experiments.runner import replicate
from mlops_study.experiments.studies import SEED
from mlops_study.lifecycle import Scenario, indicators
from mlops_study.percentages import SURE

CALIBRATION = datasets("derived")["calibration"]
ATTRIBUTIONS = datasets("derived")["attributions"]

FIT_SEED = SEED + 1
"""Seed of the fits: the studies of A have other random numbers."""

IMPROVEMENT_EFFORT = 11.0
"""Person-days of a data scientist on an improvement without automation: assumed."""

DAYS = (3.0, 120.0)
"""Between which mean waits, or efforts, a fit searches."""

PROPORTION = {"handoff_wait": 2.0, "release_interval": 14.0}
"""The waits of deployment in assumed proportion: only their ratio counts."""

MOVERS = ("ci_cd", "automation", "collaboration")
"""The practices that shorten lead time."""


def derived() -> dict[str, float]:
    """Return the parameters that follow from facts alone, unrounded.

    An assumed effort is split as data scientists report their own time: loading,
    cleansing and visualisation are preparation (K15, K16).

    >>> {name: round(value, 2) for name, value in derived().items()}
    {'preparation_effort': 9.37, 'selection_effort': 1.63, 'handoff_wait': 0.17,
     'stable_share': 0.09, 'fresh_tpr': 0.57, 'fresh_fpr': 0.27, 'base_rate': 0.25}
    """
    parts = ("loading", "cleansing", "visualisation")
    preparation = sum(sources.value(f"effort_{part}") for part in parts)
    share = preparation / (preparation + sources.value("effort_selection"))
    fresh = ageing.fresh_rates(ageing.load_counts())
    return {
        "preparation_effort": IMPROVEMENT_EFFORT * share,
        "selection_effort": IMPROVEMENT_EFFORT * (1 - share),
        "handoff_wait": sources.value("review_hours") / 24,
        "stable_share": 1 - sources.value("degrading_pairs") / 100,
        "fresh_tpr": fresh["tpr"],
        "fresh_fpr": fresh["fpr"],
        "base_rate": fresh["base_rate"],
    }


def unknown_share() -> float:
    """Return the share of firms whose time to deploy is not known (K09).

    >>> round(unknown_share(), 2)
    0.18
    """
    known = ("within_7_days", "in_8_to_30_days", "after_30_days")
    return 1 - sum(sources.value(f"deployed_{name}") for name in known) / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A fact that is reached by scaling what A waits or works."""

    fact: str
    kpi: str  #: The indicator that is to be what the fact reports.
    late: str  #: Its number, the per cent of firms beyond 30 days.
    #: The parameters without practices that are scaled, in parts of the mean days that
    #: they take together.
    days: Mapping[str, float]
    gone: tuple[str, ...] = ()  #: Parameters as with full adoption of their practice.

    @property
    def target(self) -> float:
        """The share within 30 days, where all who are not late are."""
        return 1 - sources.value(self.late) / 100

    @property
    def bound(self) -> float:
        """The share within 30 days, where all of whom it is not known are late."""
        return self.target - unknown_share()

    def at(self, days: float, base: Scenario) -> Scenario:
        """Return `base` with the parameters scaled to so many days.

        What automation does to an effort stays the same share of it.
        """
        values: dict[str, Any] = {name: part * days for name, part in self.days.items()}
        held = {name: getattr(base.full, name) for name in self.gone}
        full: dict[str, Any] = {
            name: value * getattr(base.full, name) / getattr(base.without, name)
            for name, value in values.items()
            if name.endswith("effort")
        }
        return replace(
            base,
            without=replace(base.without, **values, **held),
            full=replace(base.full, **full),
        )


def _waits(handoff: float) -> dict[str, float]:
    """Return parts of a mean wait: hand-off, and half the time between windows."""
    return {"handoff_wait": handoff, "release_interval": 2 * (1 - handoff)}


_HANDOFF, _INTERVAL = PROPORTION.values()
DEPLOYMENT = Fit(
    fact="K11",
    kpi="deployed_in_month",
    late="beginners_beyond_30_days",
    days=_waits(_HANDOFF / (_HANDOFF + _INTERVAL / 2)),
)
DEVELOPMENT = Fit(
    fact="K12",
    kpi="developed_in_month",
    late="developed_after_a_month",
    days={"access_wait": 1.0},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Where days are sought: a base and its random numbers."""

    base: Scenario = field(default_factory=lambda: paper_scenarios()["A"])
    seed: int = FIT_SEED
    replications: int = 600

    def run(self, scenarios: Mapping[str, Scenario], *kpis: str) -> pd.DataFrame:
        """Replicate scenarios with the random numbers of the search."""
        return replicate(
            scenarios,
            self.replications,
            seed=self.seed,
            measure=partial(indicators, kpis=kpis),
        )

    def shares(self, fit: Fit, days: float) -> np.ndarray:
        """Return the share within 30 days, one value a replication."""
        found = self.run({"A": fit.at(days, self.base)}, fit.kpi)[fit.kpi]
        return found.dropna().to_numpy()

    def days(self, fit: Fit, target: float) -> float:
        """Return the days at which the mean share is the target, by Brent's method.

        On their logarithm, to a thousandth; by the same random numbers at each step.
        """

        def apart(log: float) -> float:
            return float(self.shares(fit, math.exp(log)).mean()) - target

        low, high = map(math.log, DAYS)
        return math.exp(scipy.optimize.brentq(apart, low, high, xtol=1e-3))

    def reached(self, fit: Fit, days: float) -> tuple[float, float]:
        r"""Return the mean share at fitted days, and the standard error of the days.

        By the delta method: the error of the mean share by its slope, a central
        difference by the same random numbers,

        .. math:: \frac{s / \sqrt n}
                  {|\bar p(1.1\,d) - \bar p(0.9\,d)| / 0.2\,d}.
        """
        near = [float(self.shares(fit, f * days).mean()) for f in (0.9, 1.1)]
        slope = abs(near[1] - near[0]) / (0.2 * days)
        found = self.shares(fit, days)
        return float(found.mean()), float(scipy.stats.sem(found)) / slope


def fitted(search: Search, *, bounds: bool = True) -> pd.DataFrame:
    """Fit development and deployment, each with all else as in the base.

    One row a parameter, see ``CALIBRATION``; without `bounds` those are missing.
    """
    rows = []
    for fit in (DEVELOPMENT, DEPLOYMENT):
        days = search.days(fit, fit.target)
        reached, error = search.reached(fit, days)
        last = search.days(fit, fit.bound) if bounds else math.nan
        for name, part in fit.days.items():
            waits = (part * days, part * error, part * last)
            rows.append(
                (name, fit.fact, fit.kpi, fit.target, fit.bound, *waits, reached)
            )
    return pd.DataFrame(rows, columns=list(CALIBRATION.columns))


def _ways() -> dict[str, tuple[Fit, float]]:
    """Return other ways to the facts: what is scaled, and the share to be reached."""
    effort = {
        name: value / IMPROVEMENT_EFFORT
        for name, value in derived().items()
        if name.endswith("effort")
    }
    by_handoff, by_windows = {"handoff_wait": 1.0}, {"release_interval": 2.0}
    handoff = replace(DEPLOYMENT, days=by_handoff, gone=("release_interval",))
    windows = replace(DEPLOYMENT, days=by_windows, gone=("handoff_wait",))
    halves = replace(DEPLOYMENT, days=_waits(0.5))
    working = replace(DEVELOPMENT, days=effort, gone=("access_wait",))
    return {
        "deployment: by hand-off": (handoff, DEPLOYMENT.target),
        "deployment: by half each": (halves, DEPLOYMENT.target),
        "deployment: by windows": (windows, DEPLOYMENT.target),
        "deployment: not known is late": (DEPLOYMENT, DEPLOYMENT.bound),
        "development: by effort": (working, DEVELOPMENT.target),
        "development: not known is late": (DEVELOPMENT, DEVELOPMENT.bound),
    }


def attributions(search: Search) -> pd.DataFrame:
    """Reach the facts in other ways, and add each practice alone to what comes out.

    The first row is the base as it is. One row a way, see ``ATTRIBUTIONS``: its
    parameters, the shares that it reaches, and what each of ``MOVERS`` changes in the
    mean lead time of improvements, with half-widths of 95 %.
    """
    cases = {"as fitted": search.base}
    for name, (fit, share) in _ways().items():
        cases[name] = fit.at(search.days(fit, share), search.base)
    shown = {
        "developed_in_month": "developed",
        "deployed_in_month": "deployed",
        "scientists_utilisation": "busy",
    }
    rows = []
    for name, case in cases.items():
        design = practice_design(case)
        alone = {practice: PAIRS[practice, "alone"][1] for practice in MOVERS}
        chosen = {key: design[key] for key in ("A", *alone.values())}
        runs = search.run(chosen, "improvement_time", *shown)
        mean = runs.groupby("scenario").mean().loc["A"]
        process, times = case.process, by_replication(runs)["improvement_time"]
        row: dict[str, object] = {
            "attribution": name,
            "access_wait": process.access_wait,
            "effort": process.preparation_effort + process.selection_effort,
            "handoff_wait": process.handoff_wait,
            "release_interval": process.release_interval,
            **{column: mean[kpi] for kpi, column in shown.items()},
        }
        for practice, added in alone.items():
            effect = paired(times["A"], times[added], SURE)
            row[practice] = effect.difference
            row[f"{practice}_half"] = (effect.high - effect.low) / 2
        rows.append(row)
    return pd.DataFrame(rows)
