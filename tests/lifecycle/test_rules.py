"""How long, how likely and when: what the rules make of draws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from mlops_study.lifecycle import Organisation, Practices, Process, Scenario, rules
from mlops_study.lifecycle import draws as of
from mlops_study.lifecycle.events import (
    ACCESS,
    APPROVAL,
    CLOUD,
    DEPLOYMENT,
    ENGINEERS,
    HANDOFF,
    IMPROVEMENT,
    INITIAL,
    NODES,
    NONE,
    PREPARATION,
    REPAIR,
    RETRAINING,
    ROLLBACK,
    SCIENTISTS,
    SELECTION,
    STAGES,
    TRAINING,
    TRIAGE,
    WINDOW,
)
from mlops_study.lifecycle.parameters import STRONGEST
from mlops_study.lifecycle.settings import curves, settings, spread

PLACES = (np.arange(20_000) + 0.5) / 20_000
"""Evenly spread places between 0 and 1, in the role of draws."""

ITEMS = [of.identity(0, RETRAINING, n) for n in range(400)]


def row(practices=None, staff=None, seed=3, **process):
    """Return the settings of a scenario that is the same at every level of practice."""
    same = Process(**process)
    return settings(
        Scenario(
            practices=Practices(**(practices or {})),
            organisation=Organisation(**(staff or {})),
            without=same,
            full=same,
        ),
        seed,
        0,
    )


@pytest.mark.parametrize("gamma", [False, True])
@given(mean=st.floats(0.01, 100), cv=st.floats(0.1, 1.5))
def test_durations_have_their_mean_and_variation(gamma, mean, cv):
    """Moments over evenly spread places equal those asked for."""
    far, places = spread(cv, gamma), PLACES[::10]
    values = np.array([rules.duration(u, mean, far, gamma) for u in places])
    assert values.mean() == pytest.approx(mean, rel=0.04)
    assert values.std() / values.mean() == pytest.approx(cv, rel=0.25)
    assert np.quantile(values, 0.5) == pytest.approx(
        stats.gamma(1 / cv**2, scale=mean * cv**2).median()
        if gamma
        else mean / math.sqrt(1 + cv**2),
        rel=0.01,
    )


def test_a_gamma_of_variation_one_is_exponential():
    """Its quantiles are those of SciPy's exponential distribution."""
    expected = stats.expon.ppf(PLACES, scale=3.0)
    found = [rules.duration(u, 3.0, spread(1.0, True), True) for u in PLACES]
    assert found == pytest.approx(expected)


@given(low=st.floats(0.0, 10), more=st.floats(0, 10), u=st.floats(0.001, 0.999))
def test_a_longer_mean_is_a_longer_duration(low, more, u):
    """At equal luck, more of the mean is never less of the value."""
    one, other = (
        rules.duration(u, m, spread(1.0, False), False) for m in (low, low + more)
    )
    assert other >= one


def test_the_same_item_meets_the_same_luck_in_every_scenario():
    """Training times and defects rank alike whatever practices are adopted."""
    basic = settings(Scenario(), 7, 0)
    practices = Practices(automation=1.0, ci_cd=1.0)
    advanced = settings(Scenario(practices=practices), 7, 0)

    def both(rule, *where, after=()):
        return [
            [rule(p, *where, i, 0, *after) for i in ITEMS] for p in (basic, advanced)
        ]

    training, preparation = (
        both(rules.days, stage, after=(1.0,)) for stage in (TRAINING, PREPARATION)
    )
    assert training[0] == training[1]
    assert np.argsort(preparation[0]).tolist() == np.argsort(preparation[1]).tolist()
    assert preparation[0] != preparation[1]
    # fewer defects are a part of the more, and more catches a whole of the fewer
    more, fewer = both(rules.defective)
    assert all(a or not b for a, b in zip(more, fewer, strict=True))
    one, other = both(rules.caught)
    assert all(b or not a or not f for a, b, f in zip(one, other, fewer, strict=True))
    assert sum(more) > sum(fewer) > 0 < sum(one)


def test_demand_is_a_poisson_process():
    """Gaps between requests are exponential with the mean that is asked for."""
    p = row(staff={"improvement_interval": 10.0})
    gaps = [rules.gap(p, 0, number) for number in range(2_000)]
    assert stats.kstest(gaps, stats.expon(scale=10.0).cdf).pvalue > 0.001
    assert gaps[0] != rules.gap(p, 1, 0)


@pytest.mark.parametrize("interval", [float("inf"), 1e308])
def test_demand_that_never_comes_is_none(interval):
    """However it is written."""
    assert rules.gap(row(staff={"improvement_interval": interval}), 0, 0) == math.inf


def test_a_repair_needs_no_access_and_rework_only_a_part():
    """Shares by kind and attempt, by hand."""
    p = row(retraining_share=0.3, repair_share=0.2, rework_share=0.5)
    for kind, attempt, access, effort in (
        (IMPROVEMENT, 0, 1.0, 1.0),
        (IMPROVEMENT, 1, 0.0, 0.5),
        (RETRAINING, 0, 0.3, 0.3),
        (RETRAINING, 2, 0.0, 0.15),
        (REPAIR, 0, 0.0, 0.2),
        (REPAIR, 1, 0.0, 0.1),
    ):
        item = of.identity(0, kind, 5)
        assert rules.share(p, ACCESS, item, attempt) == access
        assert rules.share(p, PREPARATION, item, attempt) == pytest.approx(effort)


EACH = {
    TRIAGE: ("triage_effort", SCIENTISTS),
    ACCESS: ("access_wait", NONE),
    PREPARATION: ("preparation_effort", SCIENTISTS),
    SELECTION: ("selection_effort", SCIENTISTS),
    TRAINING: ("training_time", NODES),
    HANDOFF: ("handoff_wait", NONE),
    APPROVAL: ("approval_effort", ENGINEERS),
    DEPLOYMENT: ("deployment_effort", ENGINEERS),
    ROLLBACK: ("rollback_effort", ENGINEERS),
}


@pytest.mark.parametrize("stage", EACH)
def test_a_stage_takes_its_own_time_of_whom_it_needs(stage):
    """Days of an improvement at every stage, by the parameter of its name."""
    name, who = EACH[stage]
    item = of.identity(2, IMPROVEMENT, 5)
    fixed = row(effort_cv=0.0, wait_cv=0.0, **{name: 3.5})
    assert rules.days(fixed, stage, item, 0, 1.0) == 3.5
    assert rules.resource(fixed, stage, item, 0) == who
    drawn, u = row(**{name: 3.5}), of.uniform(row(), stage, item, 0)
    far = math.sqrt(math.log(2))
    expected = 3.5 * math.exp(far * special.ndtri(u) - math.log(2) / 2)
    assert rules.days(drawn, stage, item, 0, 1.0) == pytest.approx(expected)
    assert rules.days(row(**{name: 0.0}), stage, item, 0, 1.0) == 0


def test_effort_and_waits_vary_on_their_own():
    """Access and hand-off are waits; what varies of one does not of the other."""
    waits = {ACCESS, HANDOFF}
    item = of.identity(2, IMPROVEMENT, 5)
    means = {EACH[stage][0]: 2.0 for stage in EACH}
    for cv, fixed in (("effort_cv", set(EACH) - waits), ("wait_cv", waits)):
        p = row(**means, **{cv: 0.0})
        same = {s for s in EACH if rules.days(p, s, item, 0, 1.0) == 2.0}
        assert same == fixed


def test_a_share_of_the_training_is_in_the_cloud():
    """As often as said; only there does it take time to be ready."""
    p = row({"cloud": 0.3}, provisioning_time=0.5)
    where = [rules.resource(p, TRAINING, item, 0) for item in ITEMS]
    low, high = stats.binom.interval(0.999, len(ITEMS), 0.3)
    assert low <= where.count(CLOUD) <= high
    assert set(where) == {CLOUD, NODES}
    assert (rules.ready(p, CLOUD), rules.ready(p, NODES)) == (0.5, 0.0)


@given(now=st.floats(0, 1e4), interval=st.floats(0.01, 100))
def test_a_window_is_the_next_multiple_of_the_interval(now, interval):
    """Now or later, and less than an interval away; nothing where it is on demand."""
    found = rules.next_window(now, interval)
    assert now <= found <= now + interval * (1 + 1e-9)
    times = found / interval
    assert found == now or times == pytest.approx(round(times))
    p = row(release_interval=interval)
    assert rules.days(p, WINDOW, ITEMS[0], 0, now) == found - now
    assert rules.next_window(now, 0.0) == now


def test_repairs_and_rollbacks_are_served_first():
    """And nothing else is."""
    for kind in (INITIAL, IMPROVEMENT, RETRAINING, REPAIR):
        for stage in range(len(STAGES)):
            first = rules.is_first(stage, of.identity(1, kind, 0))
            assert first == (kind == REPAIR or stage == ROLLBACK)


@pytest.mark.parametrize(
    ("replaced", "live_cut", "harmed", "cut", "expected"),
    [
        ("replaced", 2.0, False, 1.0, True),
        ("replaced", 1.0, False, 1.0, False),
        ("replaced", 2.0, True, 1.0, False),
        ("kept", 2.0, False, 1.0, False),
    ],
)
def test_only_a_sound_version_of_younger_data_takes_a_place(
    replaced, live_cut, harmed, cut, expected
):
    """And where that is the policy."""
    p = row(superseded=replaced)
    assert rules.superseded(p, live_cut, harmed, cut) == expected


def test_some_models_are_stable_and_none_ages_without_bound():
    """The share of stable models and the largest strength are as the process says."""
    p = row(staff={"models": 1000}, stable_share=0.3, ageing_cv=2.0)
    strengths = np.array([rules.strength(p, model) for model in range(1000)])
    assert np.mean(strengths == 0) == pytest.approx(0.3, abs=0.05)
    assert strengths.max() == STRONGEST


def test_chances_are_those_of_the_process():
    """Defects, those caught, rollbacks: within what luck allows."""
    p = row(defect_probability=0.4, catch_probability=0.6, rollback_probability=0.7)
    many = len(ITEMS)
    for rule, chance in (
        (rules.defective, 0.4),
        (rules.caught, 0.24),
        (rules.rolls_back, 0.7),
    ):
        low, high = stats.binom.interval(0.999, many, chance)
        assert low <= sum(rule(p, item, 0) for item in ITEMS) <= high
    assert all(rules.defective(p, i, 1) for i in ITEMS if rules.caught(p, i, 1))


@pytest.mark.parametrize("chance", [0.0, 0.3, 0.9])
def test_failures_before_a_success_are_geometric(chance):
    """Their mean, and how often there is none."""
    p = row(training_failure=chance)
    found = np.array([rules.failures(p, item, 0) for item in ITEMS])
    assert (found == 0).mean() == pytest.approx(1 - chance, abs=0.08)
    mean, sd = chance / (1 - chance), math.sqrt(chance) / (1 - chance)
    assert abs(found.mean() - mean) <= 4 * sd / math.sqrt(len(ITEMS))


def test_the_baseline_errs_as_its_labels_say():
    """Normal, with the standard error of a share; not at all where recall is known."""
    p = row(baseline_labels=100.0, fresh_tpr=0.6)
    drawn = [rules.baseline(p, item, 0) for item in ITEMS]
    scale = math.sqrt(0.6 * 0.4 / 100)
    assert stats.kstest(drawn, stats.norm(scale=scale).cdf).pvalue > 0.001
    assert rules.baseline(row(baseline_labels=0.0), ITEMS[0], 0) == 0


def test_a_harm_shows_after_as_many_labels_as_the_process_says():
    """Evidence comes at the rate of labels: twice the labels, half the time."""
    few, many = (
        row(
            {"monitoring_interval": 0.001},
            {"labels_per_day": labels},
            complaint_time=3650.0,
            label_delay=5.0,
        )
        for labels in (20.0, 40.0)
    )
    one, other = (
        np.array([rules.time_to_detect(p, item, 0, 50.0) for item in ITEMS]) - 5
        for p in (few, many)
    )
    assert (abs(one - 2 * other) < 0.004).mean() > 0.99
    mean = Process().evidence / 20.0
    assert abs(one.mean() - mean) <= 4 * mean / np.sqrt(len(one))


def test_what_comes_first_notices_a_harm():
    """A complaint, or the first check after the evidence, which may never come."""
    seen = row({"monitoring_interval": 7.0})
    unseen = row({"monitoring_interval": "never"})
    noticed, complained = (
        np.array([rules.time_to_detect(p, item, 0, 50.0) for item in ITEMS])
        for p in (seen, unseen)
    )
    assert stats.kstest(complained, stats.expon(scale=14.0).cdf).pvalue > 0.001
    assert (noticed <= complained).all()
    sooner = noticed[noticed < complained]
    first = 7.0 / seen[0]["models"]
    assert len(sooner) > 20
    assert ((50 + sooner - first) % 7.0).round(6) % 7.0 == pytest.approx(0)


def brute_checks(p, model: int, until: float) -> list[float]:
    first = p[0]["monitoring_interval"] * (model + 1) / p[0]["models"]
    many = int(until / p[0]["monitoring_interval"]) + 3
    return [first + i * p[0]["monitoring_interval"] for i in range(many)]


@given(
    interval=st.sampled_from([0.1, 0.7, 7.0, 90.0]),
    model=st.integers(0, 14),
    time=st.floats(0, 300),
    whole=st.booleans(),
)
def test_the_next_check_is_the_first_at_a_time_or_later(interval, model, time, whole):
    """Also from a check on; all of them are counted in the measured part."""
    p = row({"monitoring_interval": interval})
    checks = brute_checks(p, model, 300.0)
    if whole:
        time = min(checks, key=lambda check: abs(check - time))
    found = rules.next_check(p, model, time)
    assert found == next(i for i, check in enumerate(checks) if check >= time)
    assert rules.check_time(p, model, found) == checks[found]


def test_checks_are_those_of_all_models_in_the_measured_part():
    """From its first instant up to the end, which is not in it."""
    for interval in (0.7, 7.0, 365.0, 90.0):
        p = row({"monitoring_interval": interval})
        low, high = p[0]["low"], p[0]["high"]
        checks = [
            c for m in range(int(p[0]["models"])) for c in brute_checks(p, m, high)
        ]
        assert rules.checks(p) == sum(low <= check < high for check in checks)
    assert rules.checks(row({"monitoring_interval": "never"})) == 0


@given(
    interval=st.sampled_from([0.5, 3.0, 20.0]),
    memory=st.sampled_from([0.01, 2.0, 14.0]),
    delay=st.sampled_from([0.0, 4.0, 30.0]),
    threshold=st.sampled_from([-1.0, 0.01, 0.05, 0.1]),
    start=st.floats(0, 100),
    age=st.floats(0, 60),
    error=st.sampled_from([0.0, 0.02, -0.02]),
    strength=st.sampled_from([0.0, 0.5, 2.0]),
    wait=st.sampled_from([0.0, 25.0]),
    seed=st.integers(0, 1000),
)
def test_alarms_are_those_of_an_average_that_is_followed_check_by_check(
    interval, memory, delay, threshold, start, age, error, strength, wait, seed
):
    """What is looked ahead at, in stretches, is what a plain loop would see."""
    p = row(
        {"monitoring_interval": interval},
        seed=seed,
        smoothing_time=memory,
        label_delay=delay,
        alarm_threshold=threshold,
    )
    ageing, model, cut, since = Scenario().ageing, 4, start - age, start + wait
    fresh, labels, high = p[0]["fresh_tpr"], p[0]["labels_per_day"], p[0]["high"]
    estimate, expected, checks = 0.0, math.inf, brute_checks(p, model, high)
    for number, time in enumerate(checks):
        if time < start or time >= high:
            continue
        known = time - delay
        new = min(interval, known - start)
        if new > 0:
            spell = min(new, memory)
            word = of.words(p, of.MONITORING, model, number // 4)[number % 4]
            noise = special.ndtri(of.unit(np.uint64(word)))
            noise *= math.sqrt(fresh * (1 - fresh) / (labels * spell))
            change = float(ageing.tpr.change(known - spell / 2 - cut))
            seen = error + noise - fresh * strength * change
            weight = 1 - math.exp(-new / memory)
            estimate = (1 - weight) * estimate + weight * seen
        if estimate > threshold and time >= since:
            expected = time
            break
    number, loss, raised = rules.next_check(p, model, start), 0.0, False
    version = curves(ageing)[0], model, strength, cut, start, error
    while not raised:
        number, loss, raised, time = rules.look(p, *version, number, loss, since)
        if math.isinf(time):
            break
    assert time == expected
