"""What the commands write, whole or not at all, and how they refuse."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Force",
    "Out",
    "appending",
    "fail",
    "known_names",
    "replacing",
    "say",
    "write",
]

Out = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", metavar="DIR", help="Folder to write one file each into."
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Overwrite files that already exist.")
]


def appending(path: Path) -> Callable[[pd.DataFrame], None]:
    """Return a function that adds frames to a CSV file, the header once."""
    begun = False

    def append(frame: pd.DataFrame) -> None:
        nonlocal begun
        frame.to_csv(path, mode="a", header=not begun, index=False, lineterminator="\n")
        begun = True

    return append


@contextmanager
def replacing(path: Path | None, *, force: bool) -> Iterator[Path]:
    """Give a file to write beside `path` that takes its place when all went well."""
    if path is None:
        yield Path()
        return
    try:
        _writable(path, force=force)
        # a link stays a link: what it leads to is written
        target = path.resolve()
        with NamedTemporaryFile(
            dir=target.parent,
            prefix=f".{target.name[:50]}.",
            suffix=".part",
            delete=False,
        ) as opened:
            part = Path(opened.name)
        try:
            yield part
            part.chmod(0o666 & ~_umask())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")


def _writable(path: Path, *, force: bool) -> None:
    """Refuse what is no file, and a file that is there unless `force` is given."""
    if path.is_dir():
        fail(f"{path} is a folder; expected a file to write")
    if path.exists() and not path.is_file():
        fail(f"{path} is a device; expected a file to write")
    if path.is_symlink() and not path.exists():
        fail(f"{path} is a broken link; expected a file to write")
    if path.exists() and not force:
        fail(f"{path} exists already; --force overwrites it")


def _umask() -> int:
    """Return the permissions that new files lack, as a temporary file ignores them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def known_names(names: list[str] | None, known: list[str], kind: str) -> list[str]:
    """Return the asked names, all when none are asked; refuse unknown ones."""
    for name in names or []:
        if name not in known:
            fail(f"no {kind} named {name!r}; known: {', '.join(known)}")
    return list(dict.fromkeys(names)) if names else known


def write(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    force: bool,
    read: Sequence[Path | None] = (),
) -> None:
    """Write all files into `folder` or, where one cannot be written, none.

    A file that the command has read is never written over.
    """
    refuse(folder, files, force=force, read=read)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"cannot write into {folder}: {error.strerror}")
    paths = {folder / name: content for name, content in files.items()}
    with ExitStack() as staged:
        for path, content in paths.items():
            part = staged.enter_context(replacing(path, force=force))
            part.write_bytes(content)
    for path in paths:
        typer.echo(str(path))


def refuse(
    folder: Path,
    names: Iterable[str],
    *,
    force: bool,
    read: Sequence[Path | None] = (),
) -> None:
    """Refuse, before any work is done, names that may not be written."""
    own = {path.resolve() for path in read if path is not None}
    for name in names:
        path = folder / name
        if path.resolve() in own:
            fail(f"{path} is read by this command; expected another folder to write to")
        if path.exists():
            _writable(path, force=force)


def fail(message: str) -> NoReturn:
    """Say in one line why the command cannot go on, and end it with code 2."""
    say(message)
    raise typer.Exit(2)


def say(message: str) -> None:
    """Put a message on one line of standard error, whatever a file's name holds."""
    line = "".join(c if c.isprintable() else "?" for c in message)
    typer.echo(f"mlops-study: {line}", err=True)
