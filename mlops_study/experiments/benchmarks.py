"""How long the simulation and the reading of a survey take: `make bench`."""

from __future__ import annotations

from mlops_study.datafiles import Dataset, number, text, whole

BENCH = Dataset(
    path="derived/bench.csv",
    about="run times and profile of the scenarios on one machine",
    columns={
        "scenario": text("the scenario"),
        "replications": whole("replications that were timed", 1, 100_000),
        "workers": whole("processes at work", 1, 1024),
        "seconds": number("time from start to end in seconds", 0, 1e6),
        "simpy": number("share of the time of one run inside SimPy", 0, 1),
        "own": number("share inside the lifecycle model", 0, 1),
        "machine": text("processor and system"),
    },
)

BENCH_SURVEY = Dataset(
    path="derived/bench_survey.csv",
    about="run time and memory of the command survey on one machine",
    columns={
        "respondents": whole("synthetic respondents in the file", 1, 100_000_000),
        "seconds": number("time of the whole process in seconds, median", 0, 1e6),
        "peak": number("largest memory of a process in mebibytes", 0, 1e6),
        "machine": text("processor and system"),
    },
)
