"""What came of a batch: a report for programs, one line for people."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from newsbrief import __version__
from newsbrief.batch.progress import duration
from newsbrief.output import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsbrief.batch.journal import Counts, Journal, Row
    from newsbrief.batch.run import Tally

__all__ = ["status", "summary", "told", "write_report"]

SHOWN = 10  # failures that a status lists; the report has them all


def write_report(path: Path, journal: Journal, tally: Tally) -> None:
    """Write counts, rates, failures and flagged articles as JSON. Raises OutputError."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.writelines(_written(journal, tally))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as exc:
        new.unlink(missing_ok=True)
        raise unwritable(path, exc) from exc


def _written(journal: Journal, tally: Tally) -> Iterator[str]:
    """The report row by row: there may be very many."""
    head = {"newsbrief": __version__, **_numbers(journal.counts()), "this_run": _rates(tally)}
    yield json.dumps(head, indent=2)[: -len("\n}")]
    yield from _list("failures", map(_failure, journal.failures()))
    yield from _list("flags", map(_flag, journal.flagged()))
    yield "\n}\n"


def _list(name: str, items: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f',\n  "{name}": ['
    separator = "\n    "
    for item in items:
        yield separator + json.dumps(item, ensure_ascii=False)
        separator = ",\n    "
    yield "]" if separator == "\n    " else "\n  ]"


def _numbers(counts: Counts) -> dict[str, int]:
    return {
        "articles": counts.done + counts.failed + counts.left,
        "done": counts.done,
        "failed": counts.failed,
        "left": counts.left,
        "flagged": counts.flagged,
        "words": counts.words,
    }


def _rates(tally: Tally) -> dict[str, float]:
    seconds = max(tally.seconds, 1e-3)
    return {
        "done": tally.done,
        "failed": tally.failed,
        "kept": tally.kept,
        "seconds": round(seconds, 1),
        "articles_per_minute": round(60 * tally.done / seconds, 1),
        "words_per_second": round(tally.words / seconds, 1),
    }


def _failure(row: Row) -> dict[str, Any]:
    return {"id": row.key, "code": row.code, "reason": row.reason}


def _flag(row: Row) -> dict[str, Any]:
    return {"id": row.key, "name": row.name, "findings": row.flagged}


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def summary(counts: Counts, tally: Tally, report: Path) -> str:
    """The run's last line."""
    rate = _rates(tally)["articles_per_minute"]
    kept = f", {tally.kept:,} kept from before" if tally.kept else ""
    return (
        f"{_articles(tally.done)} done in {duration(tally.seconds)} ({rate:.1f}/min){kept}; in all "
        f"{counts.done:,} done, {counts.flagged:,} of them flagged, and {counts.failed:,} failed: "
        f"see {report}"
    )


def told(key: str, reason: str) -> str:
    """A failure in one line, its article named once."""
    return reason if key in reason else f"{key}: {reason}"


def status(journal: Journal, total: int | None) -> str:
    """What a journal knows, for people; `total` is how many articles the last run counted."""
    counts = journal.counts()
    left = max(counts.left, (total or 0) - counts.done - counts.failed)
    lines = [
        f"done     {counts.done:,} ({counts.flagged:,} flagged)",
        f"failed   {counts.failed:,}",
        f"left     {left:,}",
    ]
    for number, row in enumerate(journal.failures()):
        if number == SHOWN:
            lines.append("  …")
            break
        lines.append(f"  {told(row.key, row.reason)}")
    return "\n".join(lines)
