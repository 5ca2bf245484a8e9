"""What the commands write, whole or not at all, and how they refuse."""

from __future__ import annotations

import glob
import os
import secrets
import signal
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import typer

from mlops_study.cli.terminal import fail, show
from mlops_study.formats import EXTENSIONS, TableFormat

if TYPE_CHECKING:
    from mlops_study.tables import Table


STOPS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if hasattr(signal, name)
]
"""Signals that tell a command to stop."""


@contextmanager
def replacing(
    *paths: Path, force: bool, read: Iterable[Path | None] = ()
) -> Iterator[list[Path]]:
    """Give a file to write beside each path; all take their places when all is well.

    With `force` a file takes the place of another, with its owner and permissions.
    Without, none appears where one of the places was taken in the meantime.
    """
    for path in paths:
        with writing(path):
            writable(path, force=force, read=read)
    # a link stays a link: what it leads to is written
    targets = [real(path) for path in paths]
    with ExitStack() as staged:
        parts = []
        for path, target in zip(paths, targets, strict=True):
            with writing(path):
                parts.append(staged.enter_context(_part(target)))
        try:
            yield parts
        except OSError as error:
            # what has no name was being written
            if not parts or Path(error.filename or parts[0]) not in parts:
                raise
            fail(f"cannot write {' or '.join(map(str, paths))}: {error.strerror}")
        with _undisturbed(), ExitStack() as published:
            for path, target, part in zip(paths, targets, parts, strict=True):
                with writing(path):
                    if not force:
                        target.touch(exist_ok=False)
                        published.callback(target.unlink)
                    part.replace(target)
            published.pop_all()


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in one line why a path could not be written."""
    try:
        yield
    except FileExistsError:
        fail(f"{path} exists already; --force overwrites it")
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")


@contextmanager
def _part(target: Path) -> Iterator[Path]:
    """Make a file beside another; first remove those of commands that were killed."""
    name = f".{target.name[:50]}."
    for left in target.parent.glob(f"{glob.escape(name)}{'[0-9a-f]' * 8}.part"):
        with suppress(OSError), left.open("rb") as opened:
            if _locked(opened):
                left.unlink()
    part = target.with_name(f"{name}{secrets.token_hex(4)}.part")
    with part.open("xb") as opened:
        try:
            _locked(opened)
            if target.exists():
                old = target.stat()
                with suppress(PermissionError):
                    os.chown(part, old.st_uid, old.st_gid)
                part.chmod(stat.S_IMODE(old.st_mode))
            yield part
        finally:
            part.unlink(missing_ok=True)


def _locked(opened: IO[bytes]) -> bool:
    """Lock an open file, unless a living process has done so; return whether."""
    try:
        import fcntl  # not everywhere

        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals to stop wait until what must not be broken off is done."""
    came: list[int] = []
    usual = {one: signal.signal(one, lambda n, _: came.append(n)) for one in STOPS}
    try:
        yield
    finally:
        for one, handler in usual.items():
            signal.signal(one, handler)
        for one in came:
            signal.raise_signal(one)


def writable(path: Path, *, force: bool, read: Iterable[Path | None]) -> None:
    """Refuse what a command reads, what is no file, and what is there unasked."""
    if real(path) in {real(own) for own in read if own is not None}:
        fail(f"{path} is read by this command; expected another place to write to")
    if path.is_symlink() and not path.exists():
        fail(f"{path} is a broken link; expected a file to write")
    if not path.exists():
        return
    if not path.is_file():
        what = "a folder" if path.is_dir() else "a device"
        fail(f"{path} is {what}; expected a file to write")
    if not force:
        fail(f"{path} exists already; --force overwrites it")
    if not (os.access(path, os.W_OK) and path.stat().st_mode & 0o222):
        fail(f"{path} is read-only; expected a file that may be written")


def real(path: Path) -> Path:
    """Return where links lead; what opens the path answers for a loop of them."""
    return Path(os.path.realpath(path))


def put(
    tables: Sequence[Table], style: TableFormat | None, out: Path | None, *, force: bool
) -> None:
    """Print tables or, with a folder, write one file each."""
    if out is None:
        show(tables, style)
    else:
        write(out, rendered(tables, style), force=force)


def rendered(tables: Sequence[Table], style: TableFormat | None) -> dict[str, bytes]:
    """Return the content of each table's file by its name."""
    return {
        file_name(table.name, style): table.render(style or "markdown").encode()
        for table in tables
    }


def file_name(table: str, style: TableFormat | None) -> str:
    """Return the name of a table's file."""
    return f"{table}.{EXTENSIONS[style or 'markdown']}"


def write(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    force: bool,
    read: Iterable[Path | None] = (),
) -> None:
    """Write all files into `folder` or, where one cannot be written, none.

    A file that the command has read is never written over.
    """
    paths = [folder / name for name in files]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"cannot write into {folder}: {error.strerror}")
    with replacing(*paths, force=force, read=read) as parts:
        for path, part, content in zip(paths, parts, files.values(), strict=True):
            with writing(path):
                part.write_bytes(content)
    typer.echo("\n".join(map(str, paths)))
