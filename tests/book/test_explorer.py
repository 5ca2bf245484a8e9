"""The scenario explorer: what its page shows is what the commands print."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import explorer
import numpy as np
import pandas as pd
import pytest
import scipy
from bs4 import BeautifulSoup

from mlops_study.experiments import (
    SEED,
    explorer_design,
    explorer_name,
    paper_scenarios,
    replicate,
)
from mlops_study.lifecycle import HEADLINES, KPIS, Horizon, Scenario, load_scenario
from mlops_study.numerals import plain

PAGE = "chapters/explorer.html"
GRID = explorer_design()
NAMES = list(GRID)
LETTERS = {explorer_name(s.practices): name for name, s in paper_scenarios().items()}
TABLE = ".explorer-table tbody"


@pytest.fixture(scope="module")
def data(root) -> dict:
    path = root / "data" / "derived" / "explorer.json"
    assert path.stat().st_size <= 300_000
    return json.loads(path.read_text("utf-8"))


def link(name: str, preset: str = "A") -> str:
    """Return the address of a point, made from its name."""
    return f"{PAGE}#from={preset}&" + name.replace(", ", "&").replace(" ", "=")


def agrees(text: str, mean: float, half: float) -> bool:
    """Whether a text gives a mean, rounded, and a half-width, rounded up."""
    shown = re.match(r"(-?[\d.]+)(?: ?± ?([\d.]+))?", plain(text))
    step = 10.0 ** -len(shown[1].partition(".")[2])
    near = abs(float(shown[1]) - mean) <= step * 0.500001
    if shown[2] is None:
        return near
    return near and -1e-6 <= (float(shown[2]) - half) / step <= 1.000001


def expected(values: pd.Series, kpi: str, alpha: float = 0.05) -> tuple[float, float]:
    """Return mean and half-width in the unit of print, from NumPy and SciPy alone."""
    known = KPIS[kpi].scale * values.dropna().to_numpy()
    quantile = scipy.stats.t.ppf(1 - alpha / 2, len(known) - 1)
    return known.mean(), quantile * known.std(ddof=1) / np.sqrt(len(known))


def test_the_stored_grid_is_whole(data):
    """Every point, every indicator, every other preset, as the key says."""
    assert data["presets"] == {letter: NAMES.index(n) for n, letter in LETTERS.items()}
    assert data["nodes"] == [s.organisation.training_nodes for s in GRID.values()]
    for name, point in zip(NAMES, data["points"], strict=True):
        assert len(point["values"]) == len(point["ranges"]) == len(HEADLINES)
        assert 0 <= point["lost"] < data["worlds"]
        for letter in set("ABC") - {LETTERS.get(name)}:
            for kpi, (_, verdict, share) in zip(HEADLINES, point[letter], strict=True):
                assert 0 <= verdict < len(data["verdicts"])
                assert (share is None) == (KPIS[kpi].better == "either")
                assert share is None or 0 <= share <= 100


def test_the_range_of_cost_of_a_lies_above_its_mean(data):
    """As the chapter says of the prices, which could be much higher than assumed."""
    place = list(HEADLINES).index("cost")
    point = data["points"][data["presets"]["A"]]
    mean = plain(point["values"][place]).partition("±")[0]
    low = plain(point["ranges"][place]).partition(" to ")[0]
    assert float(mean) < float(low)


@pytest.mark.slow
def test_a_sample_of_the_grid_is_made_again(data):
    """The presets, with all that is stored of them."""
    presets = {letter: name for name, letter in LETTERS.items()}
    base = paper_scenarios()["A"]
    made = explorer.points(few(base), presets, explorer.in_worlds(base, few))
    stored = [data["points"][data["presets"][letter]] for letter in presets]
    assert json.loads(explorer.compact(made)) == stored


def few(base: Scenario) -> dict[str, Scenario]:
    """Return the points of the grid that are presets."""
    return {name: explorer_design(base)[name] for name in LETTERS}


def test_what_holds_over_worlds_is_counted_by_hand():
    """Five worlds, in one of which nothing is known of the point."""
    kpis = dict.fromkeys(HEADLINES, 0.1)
    rows = [
        {"scenario": name, "world": world, "replication": run, **kpis, "cost": cost}
        for name, costs in {"A": [9, 9, 9, 9, 9], "B": [8, 9, 10, 7, np.nan]}.items()
        for world, cost in enumerate(np.multiply(costs, 1000.0))
        for run in (0, 1)
    ]
    run = Horizon(warm_up=10.0, measured=60.0)
    grid = {name: replace(paper_scenarios()[name], run=run) for name in "AB"}
    first, second = explorer.points(grid, {"A": "A"}, pd.DataFrame(rows))
    cost = list(HEADLINES).index("cost")
    assert plain(second["ranges"][cost]) == "7150 to 9850"
    assert (first["lost"], second["lost"]) == (0, 1)
    assert "A" not in first
    assert second["A"][cost][2] == 50


def test_the_table_for_readers_without_scripts_has_the_presets(data, html):
    """Cell by cell what the explorer shows of A, B and C."""
    page = BeautifulSoup((html / PAGE).read_text("utf-8"), "html.parser")
    rows = page.find(id="table-explorer-presets").tbody.find_all("tr")
    for i, row in enumerate(rows):
        cells = [cell.get_text(strip=True) for cell in row.find_all("td")]
        for letter, cell in zip("ABC", cells[2:], strict=True):
            value = data["points"][data["presets"][letter]]["values"][i]
            assert plain(cell).replace(" ± ", "±") == plain(value)


@pytest.mark.browser
@pytest.mark.parametrize(
    "sample",
    [pytest.param(2, id="2"), pytest.param(20, id="20", marks=pytest.mark.slow)],
)
def test_the_page_shows_what_the_command_computes(visit, tmp_path, sample):
    """For points drawn at random the file that is offered, simulated, gives each digit.

    Its scenario is that of the grid; the change is that of `compare`, from its formula.
    """
    page = visit(PAGE).page
    preset = replicate({"B": paper_scenarios()["B"]}, 20, seed=SEED)
    for name in random.Random(sample).sample(NAMES, sample):  # noqa: S311 - a sample
        page.goto(page.url.partition("#")[0] + link(name, "B").removeprefix(PAGE))
        href = page.get_attribute(".explorer a[download]", "href")
        file = tmp_path / "scenario.toml"
        file.write_text(unquote(href.partition(",")[2]), "utf-8")
        assert load_scenario(file) == GRID[name]
        runs = replicate({"own": load_scenario(file)}, 20, seed=SEED)
        values = page.locator(f"{TABLE} .explorer-value").all_inner_texts()
        changes = page.locator(f"{TABLE} .explorer-change").all_inner_texts()
        for kpi, value, change in zip(HEADLINES, values, changes, strict=True):
            assert agrees(value, *expected(runs[kpi], kpi)), (name, kpi)
            difference = expected(runs[kpi] - preset[kpi], kpi, 0.05 / len(KPIS))
            assert agrees(change, *difference), (name, kpi)


@pytest.mark.browser
def test_the_address_leads_back_to_what_is_shown(visit):
    """Sliders move by keys, presets by button; a link gives the same page again."""
    visited = visit(PAGE)
    page = visited.page
    page.get_by_role("button", name="Scenario B").click()
    assert "This is scenario B." in page.get_by_role("status").inner_text()
    page.get_by_label("Automation").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("Monitoring").focus()
    page.keyboard.press("Home")
    assert (
        page.get_by_label("Monitoring").get_attribute("aria-valuetext") == "quarterly"
    )
    shown = page.locator(".explorer").inner_text()
    assert page.url.endswith(
        "#from=B&ci_cd=0.8&automation=1.0&cloud=0.0"
        "&monitoring_interval=quarterly&collaboration=0.5"
    )
    again = visit(PAGE + page.url.partition(PAGE)[2])
    assert again.page.locator(".explorer").inner_text() == shown
    assert visited.complaints == again.complaints == []


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("ci_cd=0.7", "Not on the grid, so set to another level: CI/CD 80\u00a0%."),
        ("from=C&monitoring_interval=yearly", "Monitoring hourly."),
        ("from=Z&monitoring_interval=8", "another level: Monitoring weekly."),
        ("the-three-scenarios", "This is scenario A."),
    ],
)
def test_an_address_beside_the_grid_is_set_to_it(visit, asked, shown):
    """To the nearest level, or to the preset's, and the page says so."""
    page = visit(f"{PAGE}#{asked}").page
    assert shown in page.get_by_role("status").inner_text()


@pytest.mark.browser
def test_the_page_works_as_a_file(browser, html):
    """Without a server the script and its numbers are there."""
    page = browser.new_page()
    page.goto(Path(html / PAGE).as_uri())
    assert page.locator(f"{TABLE} tr").count() == len(HEADLINES)
    page.context.close()
