"""The JSON Schema of a brief."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

__all__ = ["brief_schema"]


def brief_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) of what `newsbrief --format json` writes."""
    text = (resources.files(__name__) / "brief.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
