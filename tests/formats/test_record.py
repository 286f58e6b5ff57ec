"""A brief as JSON: what the Markdown says, for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings

from briefs import any_brief, brief_of, flagged_brief, full_brief, hostile_brief
from newsbrief.document import BlockKind
from newsbrief.formats.record import SCHEMA, brief_schema, fields, to_json
from newsbrief.results import FindingKind

if TYPE_CHECKING:
    from newsbrief.results import Brief


def test_a_brief_is_one_json_object_with_its_findings() -> None:
    record = json.loads(to_json(full_brief()))
    assert record["headline"] == "Lormay's bridge opens on Monday"
    assert record["title"]["english"] == "The Lormay bridge opens at last"
    assert record["summary"][0] == {"text": "The bridge is 1,200 metres long.", "paragraphs": [1]}
    assert record["flagged"] == 1
    assert [(f["kind"], f["flagged"], f["paragraph"]) for f in record["findings"]] == [
        ("number", True, 2),
        ("unconfirmed", False, None),
    ]
    assert record["glossary"] == [{"term": "taux directeur", "english": "key rate", "count": 2}]
    assert record["checked"] == {"figures": 12, "names": 5}


def test_each_block_stands_with_its_source_and_its_paragraph() -> None:
    brief = full_brief()
    blocks = json.loads(to_json(brief))["translation"]
    assert len(blocks) == len(brief.document.blocks)
    assert blocks[0]["paragraph"] == 1
    assert blocks[0]["source"] == brief.document.blocks[0].text
    assert brief.translation is not None
    assert [block["english"] for block in blocks] == [b.text for b in brief.translation.blocks]


SCHEMA_OF_BRIEFS = brief_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA_OF_BRIEFS)
GOLDEN = Path(__file__).parent / "golden"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA_OF_BRIEFS)


@pytest.mark.parametrize("brief", [full_brief(), flagged_brief(), hostile_brief(), brief_of()])
def test_a_brief_keeps_to_the_schema(brief: Brief) -> None:
    VALIDATOR.validate(json.loads(to_json(brief)))


@settings(max_examples=150, deadline=None)
@given(any_brief())
def test_any_brief_keeps_to_the_schema_and_says_the_same_in_one_line(brief: Brief) -> None:
    record = json.loads(to_json(brief).encode())
    VALIDATOR.validate(record)
    line = to_json(brief, one_line=True)
    assert line.count("\n") == 1
    assert json.loads(line) == record


def test_the_golden_record_is_the_full_brief() -> None:
    golden = GOLDEN / "brief.json"
    assert to_json(full_brief()) == golden.read_text(encoding="utf-8")
    VALIDATOR.validate(json.loads(golden.read_text(encoding="utf-8")))


def objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Every object that a schema describes, itself among them."""
    inner = [value for value in schema.values() if isinstance(value, dict)]
    found = [part for value in inner for part in objects(value)]
    return [schema, *found] if schema.get("type") == "object" else found


def test_every_field_is_described_required_and_the_only_one() -> None:
    for schema in objects(SCHEMA_OF_BRIEFS):
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        for name, field in schema["properties"].items():
            told = field.get("description") or SCHEMA_OF_BRIEFS["$defs"].get(
                field.get("$ref", "").rpartition("/")[2]
            )
            assert told, name


def test_the_fields_stand_in_the_order_of_the_schema() -> None:
    record = fields(full_brief())
    assert list(record) == SCHEMA_OF_BRIEFS["required"]
    assert list(record["translation"][0]) == SCHEMA_OF_BRIEFS["$defs"]["block"]["required"]
    assert list(record["findings"][0]) == SCHEMA_OF_BRIEFS["$defs"]["finding"]["required"]


def test_every_kind_of_block_and_finding_is_named() -> None:
    kinds = SCHEMA_OF_BRIEFS["$defs"]["block"]["properties"]["kind"]["enum"]
    assert set(kinds) == {kind.value for kind in BlockKind}
    found = SCHEMA_OF_BRIEFS["$defs"]["finding"]["properties"]["kind"]["enum"]
    assert set(found) == {kind.value for kind in FindingKind}


def test_the_version_is_the_records() -> None:
    assert SCHEMA_OF_BRIEFS["properties"]["schema"]["const"] == SCHEMA
    assert SCHEMA_OF_BRIEFS["$id"].endswith(f":{SCHEMA}")


def test_what_steers_a_terminal_is_escaped_and_read_back_the_same() -> None:
    brief = hostile_brief()
    text = to_json(brief)
    assert not {"\x1b", "\x9b", "\u202e", "\x7f"}.intersection(text)
    assert json.loads(text)["byline"] == brief.document.byline
