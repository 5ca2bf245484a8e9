"""The event log: what happened when, to which item, at which stage.

One row an event, in the order in which they happened: ``time`` in days since the
start of the run; ``item``, the work item or version, as in ``m03-retraining-007``;
``model``, its number in the portfolio; ``kind``, that of the item, ``initial`` for the
versions a run starts with; ``event``, one of ``EVENTS``; ``stage``, one of ``STAGES``,
and ``resource``, one of ``RESOURCES``, where the event belongs to one.

While a run goes on, each word is a number, the place in its list. An item is the number
that ``draws.identity`` makes of its model, its kind and how many there were before.
"""

from typing import Any

import numpy as np
import pandas as pd

KINDS = {
    "initial": "a version that the run starts with",
    "improvement": "asked for by the business",
    "retraining": "asked for by monitoring",
    "repair": "asked for by an incident",
}
"""Kinds of items."""

INITIAL, IMPROVEMENT, RETRAINING, REPAIR = range(len(KINDS))

EVENTS = {
    "requested": "the item is asked for",
    "queued": "it begins to wait for a resource",
    "started": "a stage begins",
    "ended": "a stage is over",
    "cut": "the data that the version will know are complete",
    "failed": "a training run fails and is repeated",
    "caught": "validation finds a defect; rework begins",
    "passed": "validation finds none",
    "superseded": "younger data went live first; an improvement is trained again",
    "cancelled": "another version went live first; a retraining or repair is dropped",
    "live": "the version goes live",
    "alarm": "monitoring asks for a retraining",
    "incident": "an escaped defect begins to harm predictions",
    "detected": "the harm is noticed",
    "restored": "the harm has an end",
    "rolled back": "the former version, named as the item, is live again",
}
"""What can happen."""

REQUESTED, QUEUED, STARTED, ENDED, CUT, FAILED, CAUGHT, PASSED = range(8)
SUPERSEDED, CANCELLED, LIVE, ALARM = range(8, 12)
INCIDENT, DETECTED, RESTORED, ROLLED_BACK = range(12, len(EVENTS))

STAGES = {
    "triage": "a look into the alarm",
    "access": "wait for access to data",
    "preparation": "data preparation",
    "selection": "selection and set-up of the model",
    "provisioning": "wait for a cloud node to be ready",
    "training": "training run",
    "handoff": "hand-off to operations",
    "approval": "review and approval",
    "window": "wait for the release window",
    "deployment": "deployment",
    "rollback": "putting the former version back",
}
"""Where work is done or waits."""

TRIAGE, ACCESS, PREPARATION, SELECTION, PROVISIONING, TRAINING = range(6)
HANDOFF, APPROVAL, WINDOW, DEPLOYMENT, ROLLBACK = range(6, len(STAGES))

RESOURCES = {
    "scientists": "data scientists",
    "nodes": "training nodes",
    "cloud": "cloud nodes",
    "engineers": "operations engineers",
}
"""Who or what does it."""

SCIENTISTS, NODES, CLOUD, ENGINEERS = range(len(RESOURCES))

LEVELS = (
    *(f"{name} queue" for name in RESOURCES),
    *(f"{name} busy" for name in RESOURCES),
    *(f"{name} retrainings" for name in RESOURCES),
    "training",
    "in progress",
    "later in progress",
    "improvements",
    "harmed",
)
"""How many items or models there are at a time: queues, busy ones, of these those that
retrainings keep busy, nodes that compute, items in progress, these in the second half
only, improvements of them, models harmed.
"""

NONE = -1
"""In place of a stage or a resource."""


def row(**fields: str) -> np.dtype[Any]:
    """Return a row of fields, whose names are given by type; ``name:4`` holds four.

    >>> row(f8="time", i4="made:2 used").names
    ('time', 'made', 'used')
    """
    found = []
    for kind, names in fields.items():
        for name, _, many in (word.partition(":") for word in names.split()):
            found.append((name, kind, (int(many),) if many else ()))
    return np.dtype(found, align=True)


LOG = row(f8="time", i8="item", i4="slot", i1="event stage resource")
"""A row of the log as a run writes it; no two items share a `slot` at a time."""


def to_frame(log: np.ndarray) -> pd.DataFrame:
    """Return the rows of a log in words.

    >>> to_frame(np.array([(0.0, 0, 0, LIVE, NONE, NONE)], LOG)).loc[0, "item"]
    'm00-initial-000'
    """
    kinds = list(KINDS)
    items, which = np.unique(log["item"], return_inverse=True)
    models, kind = items >> 34, items >> 32 & 3
    names = [
        f"m{m:02d}-{kinds[k]}-{number:03d}"
        for m, k, number in zip(models, kind, items & 0xFFFFFFFF, strict=True)
    ]
    frame = {
        "time": log["time"],
        "item": np.array(names, object)[which],
        "model": models[which],
        "kind": np.array(kinds, object)[kind[which]],
    }
    lists = {"event": EVENTS, "stage": STAGES, "resource": RESOURCES}
    for column, words in lists.items():
        frame[column] = np.array([*words, ""], object)[log[column]]
    return pd.DataFrame(frame)
