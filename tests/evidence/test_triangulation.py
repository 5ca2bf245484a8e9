"""Rankings of the same practices, and what the chapter says of them in words."""

import numpy as np
import pandas as pd
import pytest

from mlops_study import evidence, experiments, survey, tables
from mlops_study.evidence.triangulation import RANKED, Ranking
from mlops_study.published import Paper

FOUND = evidence.triangulate(n=100)


def above(found: dict[str, Ranking], title: str) -> pd.DataFrame:
    return found[title].above


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


def test_own_answers_take_the_place_of_the_published_percentages():
    """Synthetic answers have the published shares, and their own overlaps."""
    answers = survey.read_survey(survey.synthetic_file()).answers
    own = evidence.triangulate(n=1, responses=answers)
    kinds = ["survey, strong agreement", "survey, agreement"]
    ranks = evidence.ranks(own).set_index(["evidence", "practice"])
    for kind in kinds:
        pd.testing.assert_series_equal(
            ranks.loc[kind, "value"], RANKS.loc[kind, "value"], check_dtype=False
        )
        assert not above(own, kind).equals(above(FOUND, kind))
    assert above(own, "literature").equals(above(FOUND, "literature"))


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
    assert (above(found, "simulation, lead time, first").to_numpy() == 0.5).all()
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
    assert (above(found, "simulation, recall, first").to_numpy() == 0.5).all()
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
    assert (pairs["surely_same"] <= pairs["same"]).all()
    assert (pairs["surely_opposite"] <= pairs["opposite"]).all()


def test_a_ranking_and_its_reverse_are_surely_opposite():
    """When both are sure of everything."""
    names = list(RANKED.index)
    order = np.subtract.outer(np.arange(4), np.arange(4))
    up = pd.DataFrame(np.where(order < 0, 1.0, 0.0), names, names)
    values = pd.Series([4, 3, 2, 1], names)
    one = Ranking(kind="survey", values=values, above=up)
    other = Ranking(kind="literature", values=-values, above=1 - up)
    found = {"one": one, "other": other}
    row = evidence.concordance(found).iloc[0]
    assert (row["opposite"], row["surely_opposite"]) == (6, 6)


def test_what_the_chapter_says_in_words_holds():
    """Remarks that stand as words in the conclusions."""
    strong = "survey, strong agreement"
    assert RANKS.loc[strong]["rank"].idxmin() == "Collaboration"
    assert RANKS.loc["literature"]["rank"].idxmin() == "Collaboration"
    assert RANKS.loc["simulation, recall, last"]["rank"].idxmax() == "Collaboration"
    pairs = evidence.concordance(FOUND)
    own = pairs[(pairs["one"] == strong) & pairs["other"].str.startswith("simulation")]
    assert own.loc[own["opposite"].idxmax(), "other"] == "simulation, recall, last"
    for kind in (strong, "survey, agreement", "literature"):
        own = RANKS.loc[kind]
        assert (own["best"] == 1).all() and (own["worst"] == 4).all()
