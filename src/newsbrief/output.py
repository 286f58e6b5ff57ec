"""Writes briefs: whole or not at all, to a file or to standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["check_writable", "plan_outputs", "write_file", "write_stdout"]

SUFFIX = ".brief.md"  # beside x.md a brief must not be taken for an article, nor overwrite it


def plan_outputs(inputs: Sequence[str], output: str | None) -> list[Path | None]:
    """Return the file for each input ("-" is standard input); None is standard output.

    One input goes to the file `output`, or into it if it is a folder or ends like one; several
    always go into a folder, where equal names are told apart by a number. Raises UsageError.
    """
    if output is None or output == "-":
        return [None] * len(inputs)
    target = Path(output)
    is_folder = target.is_dir() or output.endswith(("/", os.sep))
    if not is_folder and len(inputs) == 1:
        return [target]
    if target.is_file():
        raise UsageError(f"'{output}' is a file, and there are {len(inputs)} briefs; name a folder")
    return _names_in(target, inputs)


def _names_in(folder: Path, inputs: Sequence[str]) -> list[Path | None]:
    taken: set[str] = set()
    planned: list[Path | None] = []
    for origin in inputs:
        stem = "standard-input" if origin == "-" else Path(origin).stem
        name, count = stem, 1
        while name.lower() in taken:  # lower: many file systems do not tell A from a
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.lower())
        planned.append(folder / f"{name}{SUFFIX}")
    return planned


def check_writable(planned: Sequence[Path | None]) -> None:
    """Create the folders of `planned`; raise OutputError before minutes of work are spent."""
    for folder in {path.parent for path in planned if path is not None}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as exc:
            raise OutputError(_message(folder, exc)) from exc
    for path in planned:
        if path is not None and path.is_dir():
            raise OutputError(f"'{path}' is a folder; name a file, or end the folder with '/'")


def write_file(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with LF line ends; a failure leaves what was there before.

    Raises OutputError.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", text=False)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
        temporary = None
    except OSError as exc:
        raise OutputError(_message(path, exc)) from exc
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def write_stdout(text: str) -> None:
    """Write `text` as UTF-8 to standard output, whatever the terminal's encoding.

    Raises OutputError, and BrokenPipeError when the reader has gone.
    """
    stream = getattr(sys.stdout, "buffer", None)
    try:
        if stream is None:
            sys.stdout.write(text)
        else:
            stream.write(text.encode())
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as exc:
        raise OutputError(_message("standard output", exc)) from exc


def _mode(path: Path) -> int:
    """The mode of the file that is replaced, or what the process's umask gives a new one."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _message(target: Path | str, exc: OSError) -> str:
    return (
        f"'{target}' cannot be written ({exc.strerror or exc}); "
        "free some space or name another place with -o"
    )
