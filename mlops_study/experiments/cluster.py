"""The workers of a cluster of machines, to run replications on."""

import logging
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor
from contextlib import contextmanager

from mlops_study.datafiles import DataFileError

PATIENCE = 10.0
"""Seconds that a cluster may take to answer, and its workers to come."""


@contextmanager
def workers_at(address: str) -> Iterator[Executor]:
    """Lend the workers of the Dask cluster whose scheduler is at an address.

    They and the scheduler need this package in the same version. A worker that is lost
    loses no result, as others do its work again. A ``DataFileError`` where Dask is not
    installed or nothing answers at the address, a ``BrokenExecutor`` where the cluster
    is lost before the work is done.
    """
    try:
        from distributed import Client, KilledWorker
        from distributed.client import ClosedClientError
    except ImportError as error:
        raise DataFileError(
            "a cluster takes Dask, which is not installed: pip install "
            "'mlops-study[cluster]'"
        ) from error
    # a line of ours says what its own log would say in fifty
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise DataFileError(
            f"{address}: no Dask scheduler answers; expected an address such as "
            "tcp://host:8786"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise DataFileError(f"{address}: expected workers, found none") from error
        try:
            yield client.get_executor(pure=False)
        except (CancelledError, ClosedClientError, KilledWorker) as error:
            raise BrokenExecutor(f"{address}: the cluster is lost") from error
