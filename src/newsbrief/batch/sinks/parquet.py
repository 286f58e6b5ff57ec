"""A folder of Parquet files, which readers take for one table."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from newsbrief.batch.journal import Place
from newsbrief.batch.records import require_arrow, require_parquet
from newsbrief.batch.sinks.base import sync_folder
from newsbrief.formats.record import brief_schema
from newsbrief.output import unwritable

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.batch.journal import Journal, Row
    from newsbrief.batch.work import Outcome

__all__ = ["PartSink", "schema"]


ROWS = 1_000  # of a part: some 15 MB of JSON


_STALE = "stale part "  # a setting for each part with a row that a later brief has replaced


class PartSink:
    """Records wait in the journal until there are enough for a part, a file written once."""

    def __init__(self, folder: Path, journal: Journal, rows: int = ROWS):
        """Make `folder` if it is not there. Raises OutputError and MissingExtra."""
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

    def keep(self, outcome: Outcome, row: Row, job: str) -> None:
        """See Sink.keep."""
        had = self._database.value("SELECT pending IS NOT NULL FROM article WHERE key = ?", row.key)
        with self._journal.writing():
            self._leave(row)
            self._journal.done(outcome, job, Place(pending=outcome.payload))
        self._waiting += not had
        self._write_full()

    def drop(self, row: Row) -> None:
        """See Sink.drop."""
        self._leave(row)

    def _leave(self, row: Row) -> None:
        """Note that the part where an article's record lies must be written again without it."""
        part = self._database.value("SELECT part FROM article WHERE key = ?", row.key)
        if part is not None:
            self._journal.set(f"{_STALE}{part}", "1")

    def holds(self, row: Row) -> bool:
        """See Sink.holds: a missing part is told when it would have to be read."""
        part = self._database.value("SELECT part FROM article WHERE key = ?", row.key)
        return part is None or self._path(part).exists()

    def finish(self) -> None:
        """See Sink.finish."""
        if self._waiting:
            self._write_part()
        stale = self._database.rows("SELECT name FROM setting WHERE name LIKE ?", f"{_STALE}%")
        for (name,) in list(stale):
            self._rewrite(int(name.removeprefix(_STALE)))
            self._database.run("DELETE FROM setting WHERE name = ?", name)

    def _write_full(self) -> None:
        while self._waiting >= self._rows:
            self._write_part()

    def _write_part(self) -> None:
        """Write the records that wait longest; a process that dies here leaves it to the next."""
        last = self._database.value("SELECT MAX(part) FROM article")
        number = 0 if last is None else last + 1
        waiting = list(
            self._database.rows(
                "SELECT id, pending FROM article WHERE pending IS NOT NULL ORDER BY id LIMIT ?",
                self._rows,
            )
        )
        self._write(number, [json.loads(record) for _, record in waiting])
        self._database.run_each(
            "UPDATE article SET part = ?, pending = NULL WHERE id = ?",
            [(number, own) for own, _ in waiting],
        )
        self._waiting -= len(waiting)

    def _rewrite(self, number: int) -> None:
        """Leave out of a part what lies elsewhere by now; doing it twice does no harm."""
        path = self._path(number)
        live = {
            key for (key,) in self._database.rows("SELECT key FROM article WHERE part = ?", number)
        }
        if not live:
            path.unlink(missing_ok=True)
        elif path.exists():
            records = self._parquet.read_table(path).to_pylist()
            self._write(number, [record for record in records if record["id"] in live])

    def _write(self, number: int, records: list[dict[str, Any]]) -> None:
        path = self._path(number)
        new = path.with_name(f".{path.name}.new")  # readers of a table pass over hidden files
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
    """The columns of a record, as its JSON Schema has them, and the id before them.

    Raises MissingExtra.
    """
    pa, record = require_arrow(), brief_schema()
    columns = {name: _column(pa, node, record) for name, node in record["properties"].items()}
    return pa.schema({"id": pa.string(), **columns})


def _column(pa: Any, node: dict[str, Any], record: dict[str, Any]) -> Any:
    """The Arrow type of a part of the JSON Schema `record`; any of them may be null."""
    if "$ref" in node:
        return _column(pa, record["$defs"][node["$ref"].rpartition("/")[2]], record)
    told = node.get("type", "integer" if isinstance(node.get("const"), int) else "string")
    kind = next(name for name in ([told] if isinstance(told, str) else told) if name != "null")
    if kind == "array":
        return pa.list_(_column(pa, node["items"], record))
    if kind == "object":
        fields = node["properties"].items()
        return pa.struct({name: _column(pa, inner, record) for name, inner in fields})
    return {"integer": pa.int32(), "boolean": pa.bool_(), "string": pa.string()}[kind]
