"""Libraries that only some inputs and outputs need: imported when due, named when missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from newsbrief.errors import MissingExtra

__all__ = ["require"]


def require(module: str, extra: str, purpose: str) -> Any:
    """Import `module`, which the extra named `extra` brings; `purpose` as in "PDF files".

    Raises MissingExtra with the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError as exc:
        raise MissingExtra(
            f"{purpose} need {module.partition('.')[0]}, which is not installed; "
            f"run: pip install 'newsbrief[{extra}]'"
        ) from exc
