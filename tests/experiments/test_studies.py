"""The stored studies are what the code gives, and bear out what the chapters say."""

import numpy as np
import pandas as pd
import pytest

from mlops_study import experiments, sources
from mlops_study.experiments import STUDIES, load_study
from mlops_study.experiments.validation import clusters_of
from mlops_study.lifecycle import KPIS, PRACTICES, Observations
from mlops_study.lifecycle.observations import BUDGET

# tracing lines makes long runs slow, and other tests cover most of them
pytestmark = pytest.mark.no_cover


SAMPLES = [
    ("scenarios", "A", 3),
    ("scenarios", "B", 77),
    ("scenarios", "C", 41),
    ("practices", "+ ci_cd", 12),
    ("cloud", "1 node", 5),
]
"""Study, scenario and replication of what is run again."""


def test_the_stored_studies_are_fresh():
    """They hold the indicators of the code; samples give the stored six decimals."""
    for name, study in STUDIES.items():
        stored = pd.read_csv(study.dataset.file(), nrows=1)
        assert list(stored.columns) == ["scenario", "replication", *KPIS], name
    for name, scenario, number in SAMPLES:
        stored = load_study(name).set_index(["scenario", "replication"])
        again = experiments.replicate(
            {scenario: STUDIES[name].scenarios()[scenario]},
            [number],
            seed=experiments.SEED,
            workers=1,
        )
        row = stored.loc[(scenario, number), list(KPIS)].to_dict()
        assert again.iloc[0][list(KPIS)].to_dict() == pytest.approx(
            row, abs=1e-6, nan_ok=True
        )


def test_scenarios_without_shared_luck_are_stored_as_such():
    """The first scenario's luck is the common one; the others have their own."""
    shared, own = load_study("scenarios"), load_study("independent")
    firsts = [
        frame.groupby("scenario")["recall"].first().to_dict() for frame in (shared, own)
    ]
    assert firsts[0]["A"] == firsts[1]["A"]
    assert firsts[0]["B"] != firsts[1]["B"]


@pytest.mark.parametrize("name", STUDIES)
def test_every_study_is_stored_whole(name):
    """All scenarios, as many replications each as the study asks for."""
    study = STUDIES[name]
    sizes = load_study(name).groupby("scenario", sort=False).size()
    assert list(sizes.index) == list(study.scenarios())
    assert set(sizes) == {study.replications}


def test_a_study_runs_as_it_is_stored():
    """The method behind ``make data``, with fewer replications."""
    study = experiments.Study(
        name="cloud",
        about="a smaller one",
        scenarios=STUDIES["cloud"].scenarios,
        replications=1,
    )
    stored = load_study("cloud").query("replication == 0").reset_index(drop=True)
    again = study.run(workers=1)
    assert list(again.columns) == list(stored.columns)
    known = stored.dropna(axis="columns", how="all").columns
    pd.testing.assert_frame_equal(
        again[known], stored[known], check_dtype=False, atol=1e-6
    )


def test_a_time_budget_adds_up_to_the_lead_time():
    """Work and waiting leave no part of the way unexplained."""
    for run in experiments.sample_runs().values():
        seen = Observations(run)
        for kind in ("improvement", "retraining"):
            life = seen.items[seen.items["kind"] == kind]
            done = life[life["live"] > run.scenario.run.warm_up]
            budget = seen.time_budget(kind)
            assert list(budget.index) == list(BUDGET)
            assert budget.sum() == pytest.approx(done["lead_time"].mean())


def test_what_the_chapters_say_in_words_holds():
    """Remarks that are not numbers, so that a change of the model cannot leave them."""
    means = load_study("scenarios").groupby("scenario").mean()
    a, b, c = (means.loc[name] for name in "ABC")
    # results: who is busiest, what falls, what hardly moves
    assert a["scientists_utilisation"] > c["scientists_utilisation"]
    assert c["nodes_utilisation"] > 0.95
    assert a["recall"] < b["recall"] < c["recall"]
    assert means["accuracy_gain"].max() < 0
    assert a["drift_caught"] < b["drift_caught"] < c["drift_caught"]
    assert a["drift_delay"] > b["drift_delay"] > c["drift_delay"]
    assert a["drift_time"] > 4 * c["drift_time"]
    assert a["above_threshold"] > b["above_threshold"] > c["above_threshold"] > 0.25
    assert a["right_alarms"] > c["right_alarms"]
    assert a["early_alarms"] < c["early_alarms"]
    runs = experiments.sample_runs()
    first, last = Observations(runs["A"]), Observations(runs["C"])
    ratio = {
        kind: first.time_budget(kind).sum() / last.time_budget(kind).sum()
        for kind in ("improvement", "retraining")
    }
    assert ratio["retraining"] > ratio["improvement"]
    # comparison: cloud does nearly nothing in A, a lot where one node is the bottleneck
    cloud = load_study("cloud").groupby("scenario")["improvement_time"].mean()
    assert cloud["cloud"] / cloud["3 nodes"] > 0.95
    assert cloud["cloud"] / cloud["1 node"] < 0.9
    effects = experiments.practice_effects(
        load_study("practices"),
        ["improvement_time", "spurious_rate", "accuracy", "cost"],
    )
    worse = effects[effects["verdict"] == "worse"]
    named = worse.groupby(["design", "kpi"])["practice"].agg(set)
    assert named["alone", "improvement_time"] == {"monitoring_interval"}
    assert "monitoring_interval" in named["last", "cost"]
    assert len(named["last", "accuracy"]) > 2
    assert not named.index.isin([("alone", "accuracy")]).any()
    # verification: the failure rate is further apart than reported, nothing else is
    multiples = experiments.multiples_check(load_study("scenarios"), "A", "C")
    above = multiples["simulated"] > multiples["reported"]
    assert multiples.loc[above, "measure"].tolist() == ["Failure rate"]
    failures = load_study("practices").groupby("scenario")["change_failure_rate"].mean()
    assert failures["A"] / failures["+ ci_cd"] > sources.value("failure_multiple")
    dora = experiments.dora_check(load_study("scenarios"))
    found = dora.set_index(["measure", "scenario"])["clusters"]
    assert found["Change failure rate", "A"] == "none"
    assert [found["Change failure rate", s][:5] for s in "BC"] == ["elite", "elite"]
    assert not any("elite" in found["Time to restore", s] for s in "ABC")
    # A is fitted to beginners; firms of all kinds are nearer to it than to B
    deployed = 100 * means["deployed_in_month"]
    beginners = 100 - sources.value("beginners_beyond_30_days")
    assert deployed["A"] == pytest.approx(beginners, abs=3)
    assert deployed["B"] > 95
    assert min(deployed["B"], deployed["C"]) > sources.value("mature_within_30_days")
    most = 100 - sources.value("deployed_after_30_days")
    assert most - deployed["A"] < deployed["B"] - most


def test_more_of_a_practice_shortens_improvements_but_for_monitoring():
    """At equal luck no other practice surely lengthens them, first or last."""
    effects = experiments.practice_effects(
        load_study("practices"), ["improvement_time"]
    )
    longer = effects[effects["low"] > 0]
    assert set(longer["practice"]) == {"monitoring_interval"}
    assert "alone" in set(longer["design"])
    shorter = effects[(effects["high"] < 0) & (effects["design"] == "alone")]
    assert set(shorter["practice"]) == set(PRACTICES) - {"monitoring_interval", "cloud"}


def test_clusters_are_those_whose_bounds_hold_the_value():
    """Values inside, on a bound, and outside all."""
    assert clusters_of("lead_time", 0.5) == "elite"
    assert clusters_of("lead_time", 7) == "high"
    assert clusters_of("lead_time", 1000) == "none"
    assert clusters_of("change_failure_rate", 0.1) == "elite/high/medium"
    assert clusters_of("change_failure_rate", 0.5) == "low"


def test_practice_effects_are_differences_from_the_right_end():
    """Alone against A, last against C, by plain subtraction."""
    results = load_study("practices")
    table = experiments.practice_effects(results, ["recall"])
    means = results.groupby("scenario")["recall"].mean()
    for row in table.itertuples():
        if row.design == "alone":
            expected = means[f"+ {row.practice}"] - means["A"]
        else:
            expected = means["C"] - means[f"- {row.practice}"]
        assert row.difference == pytest.approx(expected)
    assert set(table["practice"]) == set(PRACTICES)
    assert np.isfinite(table["low"]).all()
