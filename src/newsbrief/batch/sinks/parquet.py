"""A folder of Parquet files, which readers of Parquet treat as one table."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from newsbrief.batch.journal import RecordPlace
from newsbrief.batch.records import require_arrow, require_parquet
from newsbrief.batch.sinks.base import sync_folder
from newsbrief.formats.record import brief_schema
from newsbrief.output import unwritable

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.batch.journal import Journal, JournalRow
    from newsbrief.batch.work import Outcome

__all__ = ["ParquetSink", "schema"]

PART_ROWS = 1_000  # some 15 MB of JSON

# Prefix of the journal's setting for a part with a row that a later brief has replaced.
_STALE = "stale part "


class ParquetSink:
    """Keeps records in the journal until there are enough for a part, and writes its file."""

    def __init__(self, folder: Path, journal: Journal, rows: int = PART_ROWS):
        """Create `folder` if necessary. Raises OutputError and MissingExtra."""
        self._parquet, self._arrow = require_parquet(), require_arrow()
        self._folder = folder
        self._journal = journal
        self._database = journal.database
        self._rows = rows
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise unwritable(folder, exc) from exc
        self._waiting = int(self._database.value("SELECT COUNT(pending) FROM article"))
        self._write_full()

    def keep(self, outcome: Outcome, row: JournalRow, job: str) -> None:
        """See Sink.keep."""
        was_pending = self._database.value(
            "SELECT pending IS NOT NULL FROM article WHERE key = ?", row.key
        )
        with self._journal.transaction():
            self._mark_stale(row)
            self._journal.done(outcome, job, RecordPlace(pending=outcome.payload))
        self._waiting += not was_pending
        self._write_full()

    def drop(self, row: JournalRow) -> None:
        """See Sink.drop."""
        self._mark_stale(row)

    def _mark_stale(self, row: JournalRow) -> None:
        """Record that the part with an article's record must be written again without it."""
        part = self._database.value("SELECT part FROM article WHERE key = ?", row.key)
        if part is not None:
            self._journal.set(f"{_STALE}{part}", "1")

    def holds(self, row: JournalRow) -> bool:
        """See Sink.holds: true for a record that waits, or whose part exists."""
        part = self._database.value("SELECT part FROM article WHERE key = ?", row.key)
        return part is None or self._path(part).exists()

    def finish(self) -> None:
        """See Sink.finish."""
        if self._waiting:
            self._write_part()
        stale = self._database.rows("SELECT name FROM setting WHERE name LIKE ?", f"{_STALE}%")
        for (name,) in list(stale):
            self._rewrite(int(name.removeprefix(_STALE)))
            self._database.execute("DELETE FROM setting WHERE name = ?", name)

    def _write_full(self) -> None:
        while self._waiting >= self._rows:
            self._write_part()

    def _write_part(self) -> None:
        """Write the oldest waiting records. If the process dies here, the next one does it."""
        last = self._database.value("SELECT MAX(part) FROM article")
        number = 0 if last is None else last + 1
        waiting = list(
            self._database.rows(
                "SELECT id, pending FROM article WHERE pending IS NOT NULL ORDER BY id LIMIT ?",
                self._rows,
            )
        )
        self._write(number, [json.loads(record) for _, record in waiting])
        self._database.execute_each(
            "UPDATE article SET part = ?, pending = NULL WHERE id = ?",
            [(number, row_id) for row_id, _ in waiting],
        )
        self._waiting -= len(waiting)

    def _rewrite(self, number: int) -> None:
        """Write a part again without the records that it no longer holds; repeating it is safe."""
        path = self._path(number)
        keys = {
            key for (key,) in self._database.rows("SELECT key FROM article WHERE part = ?", number)
        }
        if not keys:
            path.unlink(missing_ok=True)
        elif path.exists():
            records = self._parquet.read_table(path).to_pylist()
            self._write(number, [record for record in records if record["id"] in keys])

    def _write(self, number: int, records: list[dict[str, Any]]) -> None:
        path = self._path(number)
        new = path.with_name(f".{path.name}.new")  # readers of Parquet skip hidden files
        try:
            table = self._arrow.Table.from_pylist(records, schema=schema())
            with new.open("wb") as file:
                self._parquet.write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
            sync_folder(self._folder)
        except OSError as exc:
            raise unwritable(path, exc) from exc

    def _path(self, number: int) -> Path:
        return self._folder / f"part-{number:06}.parquet"


def schema() -> Any:
    """Return the Arrow schema of a record: the id, then the fields of its JSON Schema.

    Raises MissingExtra.
    """
    pa, record = require_arrow(), brief_schema()
    columns = {name: _column(pa, node, record) for name, node in record["properties"].items()}
    return pa.schema({"id": pa.string(), **columns})


def _column(pa: Any, node: dict[str, Any], record: dict[str, Any]) -> Any:
    """The Arrow type of `node`, a part of the JSON Schema `record`; any value may be null."""
    if "$ref" in node:
        return _column(pa, record["$defs"][node["$ref"].rpartition("/")[2]], record)
    types = node.get("type", "integer" if isinstance(node.get("const"), int) else "string")
    kind = next(name for name in ([types] if isinstance(types, str) else types) if name != "null")
    if kind == "array":
        return pa.list_(_column(pa, node["items"], record))
    if kind == "object":
        fields = node["properties"].items()
        return pa.struct({name: _column(pa, inner, record) for name, inner in fields})
    return {"integer": pa.int32(), "boolean": pa.bool_(), "string": pa.string()}[kind]
