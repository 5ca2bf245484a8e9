"""What the commands write, whole or not at all, and how they refuse."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mlops_study.cli.terminal import fail, show
from mlops_study.formats import EXTENSIONS, TableFormat

if TYPE_CHECKING:
    from mlops_study.tables import Table


@contextmanager
def replacing(
    path: Path | None, *, force: bool, read: Iterable[Path | None] = ()
) -> Iterator[Path]:
    """Give a file to write beside `path` that takes its place when all went well."""
    if path is None:
        yield Path()
        return
    try:
        writable(path, force=force, read=read)
        # a link stays a link: what it leads to is written
        target = real(path)
        part = target.with_name(f".{target.name[:50]}.{secrets.token_hex(4)}.part")
        part.touch(exist_ok=False)
        try:
            yield part
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")


def writable(path: Path, *, force: bool, read: Iterable[Path | None]) -> None:
    """Refuse what a command reads, what is no file, and what is there unasked."""
    if real(path) in {real(own) for own in read if own is not None}:
        fail(f"{path} is read by this command; expected another place to write to")
    if path.is_dir():
        fail(f"{path} is a folder; expected a file to write")
    if path.exists() and not path.is_file():
        fail(f"{path} is a device; expected a file to write")
    if path.is_symlink() and not path.exists():
        fail(f"{path} is a broken link; expected a file to write")
    if path.exists() and not force:
        fail(f"{path} exists already; --force overwrites it")


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
    for name in files:
        writable(folder / name, force=force, read=read)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"cannot write into {folder}: {error.strerror}")
    with ExitStack() as staged:
        for name, content in files.items():
            part = staged.enter_context(replacing(folder / name, force=force))
            part.write_bytes(content)
    for name in files:
        typer.echo(str(folder / name))
