"""Tables from answers, by plain counting; and the way there and back."""

import csv
import statistics
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mlops_study import percentages, survey, tables
from mlops_study.published import LIKERT_LEVELS, Paper


def random_answers(path, n: int, seed: int, missing: float = 0.15) -> list[dict]:
    """Write answers drawn at random, some missing, and return them as they are."""
    rng = np.random.default_rng(seed)
    items = list(survey.questionnaire().items.iterrows())
    scales = {
        own["scale"]: list(survey.questionnaire().scales[own["scale"]])
        for _, own in items
    }
    rows = []
    for i in range(n):
        row = {"respondent": f"r{i}"}
        used: dict[str, bool] = {}
        for item, own in items:
            answer = str(rng.choice(scales[own["scale"]]))
            if own["column"] in ("effectiveness", "frequency"):
                asked = used[own["row"]]
            else:
                asked = True
            row[item] = answer if asked and (i == 0 or rng.random() > missing) else ""
            if own["column"] == "using":
                used[own["row"]] = row[item] == "1"
        rows.append(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return rows


def tabulated(path) -> dict[str, pd.DataFrame]:
    """Return the tables of a file of answers."""
    return survey.survey_tables(survey.estimates(survey.read_survey(path)))


def expected_tables(rows: list[dict]) -> dict[str, dict[str, dict[str, object]]]:
    """Compute the tables from dictionaries of text, one answer after the other."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for item, own in survey.questionnaire().items.iterrows():
        given = [row[item] for row in rows if row[item]]
        cells = found.setdefault(own["table"], {}).setdefault(own["row"], {})
        if own["table"] == "table1":
            counts = Counter(given)
            for level, code in zip(LIKERT_LEVELS, "54321", strict=True):
                cells[level] = 100 * counts[code] / len(given)
        elif own["column"] == "frequency":
            counts, words = Counter(given), survey.questionnaire().scales["frequency"]
            most = max(counts.values(), default=0)
            leaders = [words[code] for code in words if counts[code] == most]
            alike = " and ".join([", ".join(leaders[:-1]), leaders[-1]])
            told = f"{alike} tie" if len(leaders) > 1 else leaders[0]
            cells["frequency"] = told if given else "n/a"
        elif own["column"] == "effectiveness":
            cells["effectiveness"] = (
                statistics.fmean(map(int, given)) if given else None
            )
        elif own["table"] == "table3":
            # of who answered both
            i = str(item)[1:]
            both = [row for row in rows if row[f"B{i}"] and row[f"A{i}"]]
            yes = [row[str(item)] for row in both].count("1")
            cells[own["column"]] = 100 * yes / len(both)
        else:
            cells[own["column"]] = 100 * given.count("1") / len(given)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_tables_are_those_of_plain_counting(seed, tmp_path):
    """Every cell, with answers missing here and there."""
    rows = random_answers(tmp_path / "a.csv", n=37, seed=seed)
    frames = tabulated(tmp_path / "a.csv")
    for name, expected in expected_tables(rows).items():
        frame = frames[name]
        assert list(frame.index) == list(expected)
        for row, cells in expected.items():
            for column, value in cells.items():
                found = frame.loc[row, column]
                if isinstance(value, float):
                    assert found == pytest.approx(value)
                else:
                    assert found == value or (value is None and np.isnan(found))


def test_there_and_back_every_cell_is_the_published_one(tmp_path):
    """Questionnaire, synthetic respondents, a file, and the tables of the paper."""
    printed = Paper().survey
    path = tmp_path / "synthetic.csv"
    survey.synthetic_responses(printed, 100, seed=7).to_csv(path, index=False)
    frames = tabulated(path)
    for name in printed:
        made = tables.survey_table(name, frames[name])
        assert made.cells.equals(tables.make_table(name).cells)
        for column in printed[name].select_dtypes("number"):
            decimals = {"improvement": 2, "effectiveness": 1}.get(column, 9)
            np.testing.assert_allclose(
                frames[name][column].round(decimals), printed[name][column]
            )


def test_the_stored_synthetic_file_is_the_one_the_code_makes():
    """With the study's seed, byte for byte, and labelled in every row."""
    from mlops_study.experiments import SEED

    printed = Paper().survey
    by_row = percentages.sizes_by_row(printed, rule="exact", up_to=100)
    (n,) = percentages.common_sizes(by_row).tolist()
    made = survey.synthetic_responses(printed, n, seed=SEED)
    text = survey.synthetic_file().read_text(encoding="utf-8")
    assert text == made.to_csv(index=False, lineterminator="\n")
    assert made["respondent"].str.startswith("synthetic-").all()


def test_another_seed_makes_other_respondents():
    """And the same percentages."""
    printed = Paper().survey
    one, other = (survey.synthetic_responses(printed, 100, seed=s) for s in (1, 2))
    assert not one.equals(other)
    assert one.apply(sorted).equals(other.apply(sorted))


def test_a_size_that_splits_people_is_refused():
    """Three per cent of fifty is one and a half."""
    printed = Paper().survey
    with pytest.raises(
        ValueError, match=r"^45 per cent of 50 respondents is not a whole"
    ):
        survey.synthetic_responses(printed, 50, seed=1)


def test_intervals_are_those_of_the_libraries(tmp_path):
    """Wilson's for shares, Student's for ratings and for paired changes."""
    rows = random_answers(tmp_path / "a.csv", n=60, seed=5)
    frame = survey.estimates(survey.read_survey(tmp_path / "a.csv"))
    by = frame.set_index(["table", "row", "column"])
    silos = [row["C2"] for row in rows if row["C2"]]
    found = by.loc[("table2", "Data Silos", "facing")]
    low, high = stats.binomtest(silos.count("1"), len(silos)).proportion_ci(
        method="wilson"
    )
    assert found["n"] == len(silos)
    assert (found["low"], found["high"]) == pytest.approx((100 * low, 100 * high))
    ratings = [int(row["E1"]) for row in rows if row["E1"]]
    found = by.loc[("table4", "Performance Dashboards", "effectiveness")]
    t = stats.ttest_1samp(ratings, 0).confidence_interval()
    assert (found["low"], found["high"]) == pytest.approx((t.low, t.high))
    both = [(int(r["B3"]), int(r["A3"])) for r in rows if r["B3"] and r["A3"]]
    found = by.loc[("table3", "Cost Savings", "change")]
    t = stats.ttest_rel(*zip(*[(a, b) for b, a in both], strict=True))
    bounds = t.confidence_interval()
    assert found["n"] == len(both)
    assert found["value"] == pytest.approx(
        100 * statistics.fmean(a - b for b, a in both)
    )
    assert (found["low"], found["high"]) == pytest.approx(
        (100 * bounds.low, 100 * bounds.high)
    )


def test_every_published_number_is_set_beside_its_own(tmp_path):
    """Frequencies apart, which are no numbers, nothing of the tables is left out."""
    random_answers(tmp_path / "a.csv", n=20, seed=1, missing=0)
    numbers = survey.estimates(survey.read_survey(tmp_path / "a.csv"))
    frame = survey.against_published(numbers)
    beside = frame[~frame["column"].str.startswith("frequency")]
    assert not beside["published"].isna().any()
    first = frame.set_index(["row", "column"])["published"]
    assert first["CI/CD Implementation", "net"] == 80 - 10
    assert first["Cost Savings", "change"] == 55 - 20


def test_ranks_are_from_joint_answers(tmp_path):
    """Two challenges that go together are told apart by those who face one only."""
    items = survey.questionnaire().own("table2").index
    n = 40
    answers = pd.DataFrame(0, index=range(n), columns=items)
    answers.loc[:29, "C1"] = 1
    answers.loc[:19, "C2"] = 1  # inside the first group
    answers.insert(0, "respondent", [f"r{i}" for i in range(n)])
    answers.to_csv(tmp_path / "a.csv", index=False)
    ranks = survey.rankings(survey.read_survey(tmp_path / "a.csv"))
    assert ranks["row"].tolist()[:2] == ["Cultural Resistance", "Data Silos"]
    first = ranks.iloc[0]
    assert (first["best"], first["worst"]) == (1, 1)
    assert first["first_high"] == pytest.approx(stats.beta.sf(0.5, 10.5, 0.5))


@pytest.mark.parametrize(("n", "seed"), [(1, 0), (2, 1), (5, 2)])
def test_the_smallest_surveys_are_tabulated(n, seed, tmp_path):
    """One respondent is enough; what cannot be said is said to be so."""
    random_answers(tmp_path / "a.csv", n=n, seed=seed, missing=0)
    responses = survey.read_survey(tmp_path / "a.csv")
    numbers = survey.estimates(responses)
    made = [tables.answers(own) for _, own in numbers.groupby("table")]
    made.append(tables.answers_against_published(survey.against_published(numbers)))
    assert not any((table.cells == "nan").any().any() for table in made)
    ranked = tables.answers_ranked(survey.rankings(responses, least=n))
    assert len(ranked.cells) == 25
    assert survey.rankings(responses, least=n + 1)["share"].isna().all()


def test_nothing_before_the_cloud_leaves_no_relative_change(tmp_path):
    """A start of nothing has no percentage of itself."""
    items = survey.questionnaire().own("table3").index
    cells = {item: "0" if item.startswith("B") else "1" for item in items}
    pd.DataFrame([{"respondent": "a", **cells}]).to_csv(tmp_path / "a.csv", index=False)
    frame = tabulated(tmp_path / "a.csv")["table3"]
    assert frame["improvement"].isna().all()
    cells = tables.survey_table("table3", frame).cells
    assert (cells["Percentage Improvement (%)"] == "n/a").all()


def test_a_tool_that_nobody_uses_has_no_rating(tmp_path):
    """Nor a frequency; its share is nothing."""
    items = survey.questionnaire().own("table4")
    cells = {i: "0" if c == "using" else "" for i, c in items["column"].items()}
    pd.DataFrame([{"respondent": "a", **cells}]).to_csv(tmp_path / "a.csv", index=False)
    frame = tabulated(tmp_path / "a.csv")["table4"]
    assert (frame["using"] == 0).all()
    cells = tables.survey_table("table4", frame).cells.iloc[:, 2:]
    assert (cells == "n/a").all().all()


@pytest.mark.slow
def test_a_million_respondents_are_read(tmp_path):
    """Every cell counted, whatever is read at a time."""
    printed = Paper().survey
    made = survey.synthetic_responses(printed, 1_000_000, seed=3)
    path = tmp_path / "million.csv"
    made.to_csv(path, index=False)
    frames = tabulated(path)
    for name in printed:
        made_table = tables.survey_table(name, frames[name])
        assert made_table.cells.equals(tables.make_table(name).cells)
