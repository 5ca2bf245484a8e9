"""TOML that a user wrote, read or refused in a line."""

import difflib
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mlops_study.datafiles.reader import contents, refuse

LONGEST = 100_000
"""Bytes of a file of settings; a longer one is something else."""


def read_toml(path: Path, hint: str) -> dict[str, Any]:
    """Read a file of settings; `hint` says how to start one, to whom it is empty."""
    content = contents(path, "a TOML file")
    if len(content) > LONGEST:
        refuse(path, f"longer than {LONGEST} bytes; expected a file of settings")
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        refuse(path, f"byte {error.start + 1} is not UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        refuse(path, f"not TOML: {error}")
    except (ValueError, RecursionError):
        refuse(path, "a number too long, or tables nested too deep")
    if not document:
        refuse(path, f"empty; {hint}")
    return document


def quoted(text: str) -> str:
    r"""Write a text as TOML does.

    >>> print(quoted('10" disks'))
    "10\" disks"
    """
    # the one escape that JSON does not ask for
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def did_you_mean(name: str, known: Iterable[str], prefix: str = "") -> str:
    """Hint at the known name that is nearest to one that is not known, if any is near.

    >>> did_you_mean("moddels", ["models", "nodes"], "organisation.")
    '; did you mean organisation.models?'
    """
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {prefix}{near[0]}?" if near else ""
