"""Writes briefs, completely or not at all, to a file or to standard output."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.article import Source

__all__ = ["check_writable", "plan_outputs", "unwritable", "write_file", "write_stdout"]

_STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1")
_TRIAL_BYTES = 1 << 18  # a long brief has 100 kB: with less free, a disk counts as full

# A brief beside the article x.md must neither overwrite it nor be taken for an article.
SUFFIX = ".brief.md"


def plan_outputs(
    inputs: Sequence[Source], output: str | None, suffix: str = SUFFIX
) -> list[Path | None]:
    """Return the file for each input; None is standard output.

    The brief of one input goes to the file `output`, or into it if it is a folder or ends with "/";
    several always go into a folder. There, names end in `suffix`, and equal names get a number.
    Raises UsageError, also for an output that is one of the inputs, and OutputError for a name that
    the disk does not allow.
    """
    if output is None or output in _STANDARD_OUTPUT:
        return [None] * len(inputs)
    if not output:
        raise UsageError("-o needs a name; leave it out to write to standard output")
    files = _files_for(inputs, output, suffix)
    _spare_inputs(inputs, files)
    return [*files]


def _files_for(inputs: Sequence[Source], output: str, suffix: str) -> list[Path]:
    target = Path(output)
    is_folder = _is_folder(target) or output.endswith(("/", os.sep))
    if not is_folder and len(inputs) == 1:
        return [target]
    if target.is_file():
        raise UsageError(f"'{output}' is a file, and there are {len(inputs)} briefs; name a folder")
    return _names_in(target, inputs, suffix)


def _spare_inputs(inputs: Sequence[Source], planned: Sequence[Path]) -> None:
    """Refuse to overwrite an article, also through a link."""
    articles = {_identity(Path(source.origin)) for source in inputs} - {None}
    for path in planned:
        if _identity(path) in articles:
            raise UsageError(
                f"'{path}' is the article itself and would be lost; name another output"
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """Return the identity of a regular file, whatever its name; None for anything else."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _names_in(folder: Path, inputs: Sequence[Source], suffix: str) -> list[Path]:
    taken: set[str] = set()
    planned: list[Path] = []
    for source in inputs:
        name, count = source.stem, 1
        while name.lower() in taken:  # lower: many file systems ignore case
            count += 1
            name = f"{source.stem}-{count}"
        taken.add(name.lower())
        planned.append(folder / f"{name}{suffix}")
    return planned


def check_writable(planned: Sequence[Path | None]) -> None:
    """Create the folders of `planned`; raise OutputError now rather than after minutes of work."""
    files = [path for path in planned if path is not None and not _is_special(path)]
    for path in files:
        if _is_folder(path):
            raise OutputError(f"'{path}' is a folder; name a file, or end the folder with '/'")
    for folder in dict.fromkeys(_real(path).parent for path in files):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as trial:
                trial.write(bytes(_TRIAL_BYTES))
        except OSError as exc:
            raise unwritable(folder, exc) from exc


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as exc:  # a name that is too long, a loop of links, a folder without permission
        raise unwritable(path, exc) from exc


def _is_special(path: Path) -> bool:
    """Whether this is a pipe or device, which must be written into: a rename would remove it."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _real(path: Path) -> Path:
    """Return the file behind a chain of links: the links stay and the file is replaced."""
    return path.resolve() if path.is_symlink() else path


def write_file(path: Path, content: str | bytes) -> None:
    """Write bytes, or text as UTF-8 with LF line ends; after a failure the old file is unchanged.

    A pipe or device is written into. Raises OutputError.
    """
    try:
        if _is_special(path):
            path.write_bytes(_encoded(content))
        else:
            _replace(_real(path), _encoded(content))
    except OSError as exc:
        raise unwritable(path, exc) from exc


def _encoded(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _replace(path: Path, content: bytes) -> None:
    """Write a new file in the same folder, then rename it to `path`."""
    temporary: str | None = None
    try:
        # The name does not contain the file's, which may be as long as the disk allows.
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".newsbrief-", text=False)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
        temporary = None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def write_stdout(content: str | bytes) -> None:
    """Write `content`, a text as UTF-8, to standard output, whatever the terminal's encoding.

    Raises OutputError, and BrokenPipeError when the reader is gone.
    """
    stream = getattr(sys.stdout, "buffer", None)
    try:
        if stream is None:
            sys.stdout.write(_encoded(content).decode(errors="replace"))
        else:
            stream.write(_encoded(content))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as exc:
        raise unwritable("standard output", exc) from exc


def _mode(path: Path) -> int:
    """Return the mode of the file that is replaced, or that of a new file under the umask."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def unwritable(target: Path | str, exc: OSError) -> OutputError:
    """Return the error for an output that the system did not accept."""
    full = exc.errno in (errno.ENOSPC, errno.EDQUOT)
    remedy = "free some space or name" if full else "name"
    return OutputError(
        f"'{target}' cannot be written ({exc.strerror or exc}); {remedy} another place with -o"
    )
