"""Rules that are compiled when they are first called, and kept for the next time.

What numba has compiled it keeps in a folder, and looks only at the file of a function
to tell whether it has changed. A rule calls rules of other files. So the folder is
named after the text of all of them, and of what compiles them.
"""

import hashlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

import llvmlite.binding
import numba
import numpy as np
import scipy
from numba.core import types
from numba.extending import get_cython_function_address

Rule = TypeVar("Rule", bound=Callable[..., object])
Table = np.ndarray[Any, np.dtype[Any]]

HERE = Path(__file__).parent
CONFIG: Any = numba.config


def fingerprint(*others: Path) -> str:
    """Return a hash of the sources here, of others, and of the libraries they use."""
    texts = [path.read_bytes() for path in (*sorted(HERE.glob("*.py")), *others)]
    versions = [numba.__version__, np.__version__, scipy.__version__]
    return hashlib.sha256(b"".join([*texts, *map(str.encode, versions)])).hexdigest()


@cache
def folder() -> Path:
    """Return where what is compiled is kept."""
    return (
        Path(CONFIG.CACHE_DIR or HERE / "__pycache__") / f"rules-{fingerprint()[:16]}"
    )


def compiled(rule: Rule) -> Rule:
    """Compile a rule when it is first called; meanwhile no other thread has to wait.

    A rule makes no arrays, so that the references to those it is given need not be
    counted, which would take as long again. Where the folder cannot be written to,
    every process compiles anew: elsewhere, what is kept would outlast a change.
    """
    compiles: Any = partial(numba.njit, nogil=True, _nrt=False)
    before, CONFIG.CACHE_DIR = CONFIG.CACHE_DIR, str(folder())
    try:
        made = compiles(cache=True)(rule)
    except RuntimeError:  # nowhere at all
        made = None
    finally:
        CONFIG.CACHE_DIR = before
    path = getattr(getattr(made, "stats", None), "cache_path", None) or ""
    kept: Rule = made if path.startswith(str(folder())) else compiles()(rule)
    return kept


def table(rows: int, of: np.dtype[Any]) -> Table:
    """Return so many rows of zeros, whose fields rules can name, compiled or not."""
    made = np.zeros(rows, of)
    return made.view(np.recarray) if CONFIG.DISABLE_JIT else made


def longer(rows: Table, least: int) -> Table:
    """Return a table of twice the rows where it has not so many."""
    if least <= len(rows):
        return rows
    made = table(2 * least, rows.dtype)
    made[: len(rows)] = rows
    return made


def is_compiled() -> bool:
    """Return whether an earlier process has left what it compiled."""
    return any(folder().glob("*/engine.advance*.nbi"))


def from_scipy(name: str, arguments: int) -> Callable[..., float]:
    """Return a function of SciPy for rules to call, number by number.

    It is what SciPy's own function of arrays calls for each number.
    """
    if CONFIG.DISABLE_JIT:
        of_arrays = getattr(scipy.special, name)
        return lambda *numbers: float(of_arrays(*numbers))
    address = get_cython_function_address("scipy.special.cython_special", name)
    llvmlite.binding.add_symbol(f"scipy_{name}", address)
    signature = types.float64(*[types.float64] * arguments)
    found: Callable[..., float] = types.ExternalFunction(f"scipy_{name}", signature)
    return found
