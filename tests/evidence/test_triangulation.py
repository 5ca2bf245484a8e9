"""Rankings of the same practices, and what the chapter says of them in words."""

import dataclasses
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mlops_study import evidence, experiments, survey, tables
from mlops_study.evidence.triangulation import RANKED, Ranking
from mlops_study.published import Paper

FOUND = evidence.triangulate(n=100)


RANKS = evidence.ranks(FOUND).set_index(["evidence", "practice"])


def test_every_evidence_ranks_the_same_practices():
    """Four practices, each with a rank inside its interval."""
    for _, own in evidence.ranks(FOUND).groupby("evidence"):
        assert own["practice"].tolist() == list(RANKED.index)
        assert own["rank"].sum() == 10
        assert (own["best"] <= own["rank"]).all() and (
            own["rank"] <= own["worst"]
        ).all()


def test_values_are_those_of_their_sources():
    """Of the table, the tags and the replications, computed here."""
    assert RANKS.loc[("survey, agreement", "Collaboration"), "value"] == 55 + 30
    tags = Paper().study_themes()["theme"].value_counts()
    assert RANKS.loc[("literature", "Automation"), "value"] == tags["automation"]
    runs = experiments.load_study("practices").groupby("scenario")
    means = runs["change_failure_rate"].mean()
    first = RANKS.loc[("simulation, failures, first", "CI/CD"), "value"]
    assert first == pytest.approx(means["+ ci_cd"] - means["A"])
    last = RANKS.loc[("simulation, failures, last", "CI/CD"), "value"]
    assert last == pytest.approx(means["C"] - means["- ci_cd"])


def test_fewer_days_and_failures_are_better_and_more_recall():
    """Rank 1 has the largest fall, or the largest gain."""
    for kind, extreme in (
        ("simulation, lead time, first", "idxmin"),
        ("simulation, failures, last", "idxmin"),
        ("simulation, recall, first", "idxmax"),
    ):
        own = RANKS.loc[kind]
        assert getattr(own["value"], extreme)() == own["rank"].idxmin()


def test_ranks_of_the_published_survey_are_those_of_draws():
    """Posteriors of independent items: 2.5 per cent of the ranks beyond each end."""
    rng = np.random.default_rng(5)
    shares = RANKS.loc["survey, strong agreement", "value"]
    drawn = rng.beta(shares + 1, 101 - shares, (100_000, len(shares)))
    ranks = 1 + (-drawn).argsort(axis=1).argsort(axis=1)
    ends = np.quantile(ranks, [0.025, 0.975], axis=0, method="inverted_cdf")
    own = RANKS.loc["survey, strong agreement"]
    assert own[["best", "worst"]].to_numpy().T.tolist() == ends.tolist()
    assert own.loc["Collaboration", ["best", "worst"]].tolist() == [1, 3]
    assert own.loc["Monitoring", ["best", "worst"]].tolist() == [2, 4]


def test_own_answers_take_the_place_of_the_published_percentages():
    """Synthetic answers have the published shares; of very many more is sure."""
    responses = survey.read_survey(survey.synthetic_file())
    answers = pd.concat([responses.answers] * 50, ignore_index=True)
    many = dataclasses.replace(responses, answers=answers)
    own = evidence.triangulate(n=1, responses=many)
    kinds = ["survey, strong agreement", "survey, agreement"]
    ranks = evidence.ranks(own).set_index(["evidence", "practice"])
    for kind in kinds:
        pd.testing.assert_series_equal(
            ranks.loc[kind, "value"], RANKS.loc[kind, "value"], check_dtype=False
        )
        assert own[kind].surely.any(axis=None) > FOUND[kind].surely.any(axis=None)
    assert own["literature"].values.equals(FOUND["literature"].values)


def test_own_runs_take_the_place_of_the_stored_ones():
    """With one replication and no difference, nothing is above anything."""
    names = ["A", "C", *[f"{s} {p}" for p in RANKED["practice"] for s in "+-"]]
    runs = pd.DataFrame(
        [
            {"scenario": s, "replication": r, "improvement_time": 30.0,
             "change_failure_rate": 0.1, "recall": 0.5}
            for s in names for r in range(3)
        ]
    )  # fmt: skip
    runs.loc[runs["scenario"] == "+ ci_cd", "recall"] = 0.6
    found = evidence.triangulate(n=100, results=runs)
    assert not found["simulation, lead time, first"].surely.any(axis=None)
    recall = (
        evidence.ranks(found)
        .set_index(["evidence", "practice"])
        .loc["simulation, recall, first"]
    )
    assert recall.loc["CI/CD", ["best", "worst"]].tolist() == [1, 1]
    assert recall.loc["Automation", ["best", "worst"]].tolist() == [2, 4]


def test_a_single_replication_is_no_certainty():
    """Nor is none: there is then no value, and no order."""
    runs = experiments.load_study("practices").copy()
    runs.loc[runs["replication"] > 0, "recall"] = np.nan
    runs["improvement_time"] = np.nan
    found = evidence.triangulate(n=100, results=runs)
    assert not found["simulation, recall, first"].surely.any(axis=None)
    pairs = evidence.concordance(found)
    assert (pairs[["same", "opposite", "tied"]].sum(axis=1) == 6).all()
    cells = tables.triangulation(found).cells.set_index("Evidence")
    assert cells.loc["Simulation, lead time, first", "CI/CD"] == "n/a, rank 1 to 4"


def test_concordance_counts_every_pair_once():
    """Six pairs of practices for every two kinds of evidence."""
    pairs = evidence.concordance(FOUND)
    kinds = len(FOUND)
    assert len(pairs) == kinds * (kinds - 1) // 2
    assert (pairs[["same", "opposite", "tied"]].sum(axis=1) == 6).all()
    for way in ("same", "opposite"):
        assert (pairs[f"surely_{way}"].fillna(0) <= pairs[way]).all()


def ranked(kind: str, *values: float) -> Ranking:
    """Make a ranking whose order is sure, but of ties."""
    own = pd.Series(values, RANKED.index)
    above = pd.DataFrame(np.subtract.outer(values, values) > 0, own.index, own.index)
    return Ranking(kind=kind, values=own, places=pd.DataFrame(), surely=above)


def test_a_ranking_and_its_reverse_are_surely_opposite():
    """When both are sure of everything; a count never is."""
    for kind in ("survey", "literature"):
        found = {"one": ranked("survey", 4, 3, 2, 1), "other": ranked(kind, 1, 2, 3, 4)}
        row = evidence.concordance(found).iloc[0]
        assert row["opposite"] == 6
        assert row["chance"] == pytest.approx(1 / 24)
        sure = row[["surely_same", "surely_opposite"]].tolist()
        assert sure == (
            [0, 6] if kind == "survey" else pytest.approx([np.nan] * 2, nan_ok=True)
        )


@given(st.permutations([1, 2, 3, 4]))
def test_the_chance_of_an_opposite_order_is_that_of_kendall(values):
    """SciPy's exact one-sided test, where nothing is tied."""
    one, other = ranked("survey", 1, 2, 3, 4), ranked("simulation", *values)
    test = stats.kendalltau([1, 2, 3, 4], values, method="exact", alternative="less")
    assert evidence.opposite_chance(one, [other]) == pytest.approx(test.pvalue)


def test_the_most_opposite_of_several_is_judged_as_the_most():
    """By counting: any order is opposite to one or its reverse in three."""
    one = ranked("survey", 2, 1, 3, 4)
    up, down = ranked("simulation", 1, 2, 3, 4), ranked("simulation", 4, 3, 2, 1)
    assert evidence.opposite_chance(one, [up, up]) == evidence.opposite_chance(
        one, [up]
    )
    # five of six or more by either: the two ends of 1, 3, 5, 6, 5, 3, 1 orders
    assert evidence.opposite_chance(one, [up, down]) == pytest.approx(8 / 24)
    middle = ranked("survey", 3, 2, 1, 4)
    assert evidence.opposite_chance(middle, [up, down]) == 1


def test_counted_studies_have_ranks_and_no_intervals():
    """Those of the table, those that tie with the mean of their ranks."""
    own = RANKS.loc["literature"]
    counts = Paper().study_themes()["theme"].value_counts()[RANKED["theme"]]
    assert own["rank"].tolist() == stats.rankdata(-counts).tolist()
    assert own["best"].tolist() == own["worst"].tolist() == own["rank"].tolist()
    pairs = evidence.concordance(FOUND).set_index(["one", "other"])
    assert pairs.filter(like="literature", axis=0)["surely_opposite"].isna().all()


def test_what_is_sure_of_a_simulated_ranking_is_sure_of_all_its_pairs_at_once():
    """SciPy's paired test at the level that Bonferroni leaves for each of six."""
    runs = experiments.load_study("practices").set_index(["scenario", "replication"])
    effects = {
        name: runs.loc[f"+ {practice}", "recall"] - runs.loc["A", "recall"]
        for name, practice in RANKED["practice"].items()
    }
    surely = FOUND["simulation, recall, first"].surely
    for one, other in permutations(RANKED.index, 2):
        test = stats.ttest_rel(effects[one], effects[other])
        sure = test.statistic > 0 and test.pvalue < 0.05 / 6
        assert surely.loc[one, other] == sure


def test_what_the_chapter_says_in_words_holds():
    """Remarks that stand as words in the conclusions."""
    strong = "survey, strong agreement"
    assert RANKS.loc[strong]["rank"].idxmin() == "Collaboration"
    assert RANKS.loc["literature"]["rank"].idxmin() == "Collaboration"
