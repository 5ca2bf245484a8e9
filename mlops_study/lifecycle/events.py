"""The event log: what happened when, to which item, at which stage.

One row an event, in the order in which they happened: ``time`` in days since the
start of the run; ``item``, the work item or version, as in ``m03-retraining-007``;
``model``, its number in the portfolio; ``kind``, that of the item, ``initial`` for the
versions a run starts with; ``event``, one of ``EVENTS``; ``stage``, one of ``STAGES``,
and ``resource``, one of ``RESOURCES``, where the event belongs to one.
"""

from typing import NamedTuple

import pandas as pd

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

RESOURCES = {
    "scientists": "data scientists",
    "nodes": "training nodes",
    "cloud": "cloud nodes",
    "engineers": "operations engineers",
}
"""Who or what does it."""


class Event(NamedTuple):
    """One row of the log."""

    time: float
    item: str
    model: int
    kind: str
    event: str
    stage: str = ""
    resource: str = ""


def to_frame(events: list[Event]) -> pd.DataFrame:
    """Return the log as a frame, one row an event.

    >>> to_frame([Event(0.0, "m00-initial-000", 0, "initial", "live")]).shape
    (1, 7)
    """
    return pd.DataFrame(events, columns=list(Event._fields))
