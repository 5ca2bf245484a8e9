"""The workers of a cluster of machines, to run replications on."""

# mypy: allow-untyped-calls

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from mlops_study.datafiles import DataFileError

PATIENCE = "10s"
"""How long a cluster may take to answer."""


@contextmanager
def workers_at(address: str) -> Iterator[Executor]:
    """Lend the workers of the Dask cluster whose scheduler is at an address.

    They need this package in the same version. A worker that is lost loses no result,
    as others do its work again.

    Raises
    ------
    DataFileError
        If Dask is not installed, or nothing answers at the address.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise DataFileError(
            "a cluster takes Dask, which is not installed: pip install "
            "'mlops-study[cluster]'"
        ) from error
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise DataFileError(
            f"{address}: no Dask scheduler answers; expected an address such as "
            "tcp://host:8786"
        ) from error
    with client, client.get_executor() as executor:
        yield executor
