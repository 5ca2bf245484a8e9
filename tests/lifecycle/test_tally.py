"""The tally says what plain pandas reads off the log."""

import math

import numpy as np
import pandas as pd
import pytest
import scipy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_study.lifecycle import (
    EVENTS,
    KPIS,
    RESOURCES,
    SCENARIOS,
    Observations,
    indicators,
    load_scenario,
    simulate,
)
from mlops_study.lifecycle.tally import LEVEL, move, quantile, restricted_mean, table


def ratio(part, whole) -> float:
    return part / whole if whole else math.nan


def product_limit_mean(days, seen, most=365.0) -> float:
    """Return the restricted mean with the survival function that SciPy estimates."""
    days, seen = np.array(days, float), np.array(seen, bool)
    if not len(days):
        return math.nan
    data = scipy.stats.CensoredData(uncensored=days[seen], right=days[~seen])
    longer = scipy.stats.ecdf(data).sf
    times = np.concatenate([[0.0], longer.quantiles, [math.inf]]).clip(0.0, most)
    return float(np.diff(times) @ [1.0, *longer.probabilities])


def episodes(versions, retrainings, low, high) -> pd.DataFrame:
    """Follow each model through its versions, of which `drift` says since when."""
    found = []
    for model, own in versions.groupby("model"):
        spans, above = [], False
        for version in own.itertuples():
            goes_on = above and version.drift == version.start
            above = version.drift < version.end
            if above and goes_on:
                spans[-1][1] = version.end
            elif above:
                spans.append([version.drift, version.end])
        asked = retrainings[retrainings["model"] == model]
        for start, end in spans:
            under_way = asked.loc[~(asked["ended"] <= start), "requested"].min()
            noticed = np.maximum(start, under_way)
            caught = noticed < end
            days = (noticed if caught else end) - start
            if start > low:
                found.append((end - start, end < high, days, caught))
    return pd.DataFrame(found, columns=["length", "over", "days", "caught"])


def by_pandas(run) -> dict[str, float]:
    """Compute every indicator from the log and the scenario, each in its own way."""
    scenario, log, seen = run.scenario, run.log, Observations(run)
    p, staff, price = scenario.process, scenario.organisation, scenario.prices
    low, high = scenario.run.warm_up, scenario.run.end
    days = high - low
    half, months = low + days / 2, staff.models * days / 30
    counts = log.loc[log["time"] > low, "event"].value_counts()
    count = counts.reindex(list(EVENTS), fill_value=0)

    def mean(start, end, since=low):
        """Return the mean number of spells that there are at a time."""
        until = end.astype(float).fillna(high).clip(since, high)
        return float((until - start.astype(float).clip(since, high)).sum()) / days

    spells, items, harms = seen.spells, seen.items, seen.incidents
    parts = spells.groupby(["activity", "resource"])
    level = {name: mean(own["start"], own["end"]) for name, own in parts}
    level = {
        (a, r): level.get((a, r), 0.0) for a in ("queued", "started") for r in RESOURCES
    }
    computes = spells[
        (spells["stage"] == "training") & (spells["activity"] == "started")
    ]

    # versions, and what they lose
    tpr, fpr = scenario.ageing.tpr, scenario.ageing.fpr
    strengths, v = np.array(run.strengths), seen.versions
    strength = strengths[v["model"]]
    threshold = p.alarm_threshold
    calm = min(threshold, threshold / 2)

    def first_age(change: float) -> float:
        """Return the first age at which recall, which only falls, has so changed."""
        falls = tpr.changes[::-1], tpr.days[::-1]
        return 0.0 if change >= 0 else np.interp(change, *falls, left=math.inf)

    def passed(loss: float) -> pd.Series:
        """Return since when the loss of each version is above one; its end if not."""
        full = p.fresh_tpr * strengths
        ages = [
            first_age(-loss / f if f else -math.copysign(math.inf, loss)) for f in full
        ]
        since = v["cut"] + np.array(ages)[v["model"]]
        return since.clip(v["start"], v["end"])

    v = v.assign(drift=passed(threshold), calm=passed(calm))
    cut, start, end, harm = (
        v[name].clip(low if name != "cut" else None, high).to_numpy()
        for name in ("cut", "start", "end", "harm")
    )

    def integral(curve, young, old) -> np.ndarray:
        # level before the first knot and after the last
        ages = [-1e4, *curve.days, 1e4]
        changes = [curve.changes[0], *curve.changes, curve.changes[-1]]
        area = scipy.interpolate.make_interp_spline(ages, changes, 1).antiderivative()
        return old - young + strength * (area(old) - area(young))

    right = integral(tpr, start - cut, end - cut)
    right -= p.defect_severity * integral(tpr, harm - cut, end - cut)
    recall = p.fresh_tpr * right.sum() / days / staff.models
    flagged = integral(fpr, start - cut, end - cut).sum() / days / staff.models
    flagged *= p.fresh_fpr
    missed, wrong = p.base_rate * (1 - recall), (1 - p.base_rate) * flagged

    alarms = log[(log["event"] == "alarm") & (log["time"] > low)]
    cuts = log[log["event"] == "cut"].groupby("item")["time"].last()
    age = alarms["time"] - alarms["item"].map(cuts).fillna(0.0)
    loss = -p.fresh_tpr * strengths[alarms["model"]] * tpr.change(age.to_numpy(float))
    retrainings = items[items["kind"] == "retraining"]
    drifts = episodes(v, retrainings, low, high)

    sound = v["cut"].where(~v["item"].isin(harms["item"]))
    stale = (v["cut"] < sound.groupby(v["model"]).shift()) & (v["event"] == "live")

    done = items[items["live"] > low]
    improved = done[done["kind"] == "improvement"]
    retrained = done[done["kind"] == "retraining"]
    developed = improved["passed"] - improved["requested"]
    released = improved["live"] - improved["passed"]
    left = items[items["ended"].isna()]
    progress = mean(items["requested"], items["ended"])
    first = (
        items["requested"].clip(upper=half),
        items["ended"].fillna(high).clip(upper=half),
    )
    growth = progress - 2 * mean(*first)
    waiting = items[items["kind"] == "improvement"]
    validated = count["caught"] + count["passed"]
    levels = scenario.practices.levels.values()

    interval = scenario.practices.monitoring_interval
    checks = 0
    if interval < math.inf:
        steps = np.arange(int(high / interval) + 1)
        first_ones = interval * np.arange(1, staff.models + 1) / staff.models
        at = first_ones[:, None] + steps * interval
        checks = ((at >= low) & (at < high)).sum()

    def until(event: str) -> float:
        ends = harms[harms[event] > low]
        return (ends[event] - ends["incident"]).mean()

    cost = (
        staff.data_scientists * price.data_scientist
        + staff.operations_engineers * price.operations_engineer
        + staff.training_nodes * price.training_node
        + level["started", "cloud"] * price.cloud_node
        + mean(harms["incident"], harms["restored"]) * price.incident
        + mean(waiting["requested"], waiting["ended"]) * price.delay
        + sum(levels) * price.upkeep
        + (checks * price.check + count["alarm"] * price.alarm) / days
        + validated * price.validation / days
        + staff.models
        * staff.predictions_per_day
        * (missed * price.missed + wrong * price.wrong)
    )
    busy = {name: level["started", name] for name in RESOURCES}
    queue = {name: level["queued", name] for name in RESOURCES}
    owned = staff.training_nodes + busy["cloud"]
    return {
        "improvement_time": improved["lead_time"].mean(),
        "improvement_median": improved["lead_time"].median(),
        "improvement_p90": improved["lead_time"].quantile(0.9),
        "retraining_time": retrained["lead_time"].mean(),
        "development_time": developed.mean(),
        "developed_in_month": ratio((developed <= 30).sum(), len(improved)),
        "deployed_in_month": ratio((released <= 30).sum(), len(improved)),
        "release_time": released.mean(),
        "deployments": len(done) / months,
        "change_failure_rate": ratio(count["incident"], len(done)),
        "time_to_restore": until("restored"),
        "time_to_detect": until("detected"),
        "drift_caught": ratio(
            drifts["caught"].sum(), (drifts["caught"] | drifts["over"]).sum()
        ),
        "above_threshold": mean(v["drift"], v["end"]) / staff.models,
        "drift_delay": product_limit_mean(drifts["days"], drifts["caught"]),
        "drift_time": product_limit_mean(drifts["length"], drifts["over"]),
        "alarm_rate": len(alarms) / months,
        "right_alarms": ratio((loss > threshold).sum(), len(alarms)),
        "early_alarms": ratio(((loss > calm) & (loss <= threshold)).sum(), len(alarms)),
        "spurious_alarms": ratio((loss <= calm).sum(), len(alarms)),
        "spurious_rate": ratio(
            (loss <= calm).sum(), mean(v["start"], v["calm"]) * days / 30
        ),
        "rework": ratio(count["caught"], validated),
        "stale_releases": ratio((stale & (v["start"] > low)).sum(), len(done)),
        "harmed": mean(harms["incident"], harms["restored"]) / staff.models,
        "accuracy": 1 - missed - wrong,
        "accuracy_gain": min(p.base_rate, 1 - p.base_rate) - missed - wrong,
        "balanced_accuracy": (recall + 1 - flagged) / 2,
        "precision": ratio(p.base_rate * recall, p.base_rate * recall + wrong),
        "recall": recall,
        "error_rate": missed + wrong,
        "scientists_utilisation": busy["scientists"] / staff.data_scientists,
        "engineers_utilisation": busy["engineers"] / staff.operations_engineers,
        "nodes_utilisation": ratio(mean(computes["start"], computes["end"]), owned),
        "scientists_queue": queue["scientists"],
        "engineers_queue": queue["engineers"],
        "nodes_queue": queue["nodes"] + queue["cloud"],
        "in_progress": progress,
        "growth": 2 * ratio(growth, progress),
        "open_items": len(left),
        "open_age": (high - left["requested"]).mean(),
        "cost": cost,
        "cost_per_improvement": ratio(cost * days, len(improved)),
        "adoption": price.adoption * sum(levels),
    }


def same(run) -> None:
    found = indicators(run)
    assert list(found) == list(KPIS)
    assert by_pandas(run) == pytest.approx(found, rel=1e-9, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_scenarios_of_the_paper_are_tallied_as_pandas_does(name):
    """Every indicator, of one run each."""
    same(simulate(load_scenario(name), seed=8))


def examples(many: int):
    return settings(max_examples=many, suppress_health_check=list(HealthCheck))


@examples(30)
@given(data=st.data())
def test_drawn_scenarios_are_tallied_as_pandas_does(runs, data):
    """Every indicator, where much happens at one instant too."""
    same(data.draw(runs))


@pytest.mark.slow
@examples(600)
@given(data=st.data())
def test_many_drawn_scenarios_are_tallied_as_pandas_does(runs, data):
    """The same, of many."""
    same(data.draw(runs))


@given(
    days=st.lists(st.integers(1, 40), min_size=1, max_size=12),
    known=st.lists(st.booleans(), min_size=12, max_size=12),
    most=st.integers(1, 50),
)
def test_the_restricted_mean_is_the_area_under_the_product_limit(days, known, most):
    """Kaplan and Meier by hand, day by day."""
    days = np.array(days, float)
    seen = np.array(known[: len(days)])
    chance, area = 1.0, 0.0
    for day in range(most):
        area += chance
        at_risk = sum(days >= day + 1)
        ended = sum((days == day + 1) & seen)
        chance *= 1 - ended / at_risk if at_risk else 1
    order = np.lexsort((~seen, days))
    found = restricted_mean(days[order], seen[order], float(most))
    assert found == pytest.approx(area)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1), st.floats(0, 1))
def test_a_quantile_is_that_of_numpy(values, share):
    """Straight between the two next to it."""
    found = quantile(np.sort(np.array(values)), share)
    assert found == pytest.approx(np.quantile(values, share), abs=1e-9)


def test_levels_are_integrated_over_time():
    """Two at once for three days, one for two more; from the measured part on."""
    levels = table(1, LEVEL)
    levels["since"] = 0.5
    for time, step in [(0.0, 1), (1.0, 1), (4.0, -1), (6.0, -1), (10.0, 0)]:
        move(levels, 0, step, time)
    assert levels["area"].tolist() == [0.5 + 6 + 2]
