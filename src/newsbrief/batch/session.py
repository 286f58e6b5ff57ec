"""One output in the hands of one process: its lock, its journal, its sink."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from newsbrief.batch.journal import Journal
from newsbrief.errors import OutputError, UsageError
from newsbrief.output import check_writable, unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsbrief.batch.sink import Layout, Sink

__all__ = ["journal_of", "opened", "sink_for"]


@contextlib.contextmanager
def opened(layout: Layout, *, restart: bool = False) -> Iterator[Journal]:
    """The journal of an output, for this process alone; with `restart` all is forgotten first.

    Raises OutputError, also where another process is at work on the same output.
    """
    from filelock import FileLock, Timeout

    check_writable([layout.report, layout.journal])
    lock = FileLock(layout.state / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise OutputError(
            f"another newsbrief is at work on '{layout.path}'; wait for it, or name another output"
        ) from None
    except OSError as exc:
        raise unwritable(layout.state, exc) from exc
    try:
        if restart:
            _forget(layout)
        _spare_strangers(layout)
        with contextlib.closing(Journal(layout.journal)) as journal:
            yield journal
    finally:
        lock.release()


def journal_of(layout: Layout) -> Journal:
    """The journal of an output, to be looked at. Raises UsageError where there is none."""
    if not layout.journal.is_file():
        raise UsageError(f"no batch was written to '{layout.path}'; check the name")
    return Journal(layout.journal)


def _forget(layout: Layout) -> None:
    """Remove the journal and the records; the files of a folder are written over, one by one."""
    try:
        if layout.kind == "lines":
            layout.path.unlink(missing_ok=True)
        if layout.kind == "parts" and layout.path.is_dir():
            shutil.rmtree(layout.path)
        for suffix in ("-wal", "-shm", ""):
            layout.journal.with_name(layout.journal.name + suffix).unlink(missing_ok=True)
    except OSError as exc:
        raise unwritable(layout.path, exc) from exc


def _spare_strangers(layout: Layout) -> None:
    """Refuse to cut or mix with a file of records that no batch has written."""
    if layout.kind != "files" and layout.path.exists() and not layout.journal.exists():
        raise UsageError(
            f"'{layout.path}' is there already, and no batch wrote it; name another output, or "
            "use --restart to replace it"
        )


def sink_for(layout: Layout, suffix: str, journal: Journal) -> Sink:
    """The sink of an output, with what a killed process left half done put right."""
    if layout.kind == "lines":
        from newsbrief.batch.lines import LineSink

        return LineSink(layout.path, journal)
    if layout.kind == "parts":
        from newsbrief.batch.parts import PartSink

        return PartSink(layout.path, journal)
    from newsbrief.batch.files import FileSink

    return FileSink(layout.path, suffix, journal, layout.state / "draft")
