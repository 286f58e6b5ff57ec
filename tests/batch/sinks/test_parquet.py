"""Records as rows of a table."""

from __future__ import annotations

import json

import pytest

from briefs import flagged_brief
from newsbrief.batch.sinks.parquet import schema
from newsbrief.batch.work import AsRecord
from newsbrief.formats.record import brief_schema

arrow = pytest.importorskip("pyarrow")


def test_a_table_holds_every_field_of_a_record() -> None:
    record = json.loads(AsRecord()("a", flagged_brief()))
    (row,) = arrow.Table.from_pylist([record], schema=schema()).to_pylist()
    assert row == record


def test_the_columns_are_those_of_the_json_schema() -> None:
    assert schema().names == ["id", *brief_schema()["properties"]]
