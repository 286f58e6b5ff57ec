"""What the memory holds of an answer, as JSON: read back exactly, or not at all."""

from __future__ import annotations

import base64
import binascii
import struct
from itertools import islice
from typing import Any

from newsbrief.alignment import Alignment

__all__ = ["alignment_of", "answer_of", "hypotheses_of", "record_of"]


def hypotheses_of(record: Any, count: int) -> list[str] | None:
    """The hypotheses of a record; None for one that does not hold `count` of them."""
    if not isinstance(record, list) or len(record) != count:
        return None
    return record if all(isinstance(text, str) for text in record) else None


def answer_of(record: Any) -> str | None:
    """The answer of a record; None for one that is no text."""
    return record if isinstance(record, str) else None


def record_of(alignment: Alignment) -> dict[str, object]:
    """An alignment as JSON.

    The attention is kept to the last bit, so that a name is found in the same words whether its
    alignment was remembered or not: 3 kB a sentence, where four decimals take 1 kB.
    """
    weights = [weight for row in alignment.attention for weight in row]
    return {
        "source": alignment.source,
        "target": alignment.target,
        "widths": [len(row) for row in alignment.attention],
        "attention": base64.b64encode(struct.pack(f"<{len(weights)}d", *weights)).decode(),
    }


def alignment_of(record: Any) -> Alignment | None:
    """The alignment of a record; None for one that is none."""
    try:
        packed = base64.b64decode(record["attention"], validate=True)
        weights = iter(struct.unpack(f"<{sum(record['widths'])}d", packed))
        return Alignment(
            tuple((int(start), int(end)) for start, end in record["source"]),
            tuple((int(start), int(end)) for start, end in record["target"]),
            tuple(tuple(islice(weights, width)) for width in record["widths"]),
        )
    except (KeyError, TypeError, ValueError, binascii.Error, struct.error):
        return None
