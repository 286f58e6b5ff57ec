"""A brief as JSON: what the Markdown says, for programs."""

from __future__ import annotations

import json

from briefs import full_brief
from newsbrief.formats.record import to_json


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
