"""The models that a server lists at GET /v1/models, and the choice among them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from newsbrief.errors import UnknownModel

__all__ = ["choose", "read_listing"]

MAX_NAME = 120  # characters of a name that a brief carries
SHOWN = 5  # names of models in a message
_FOLDERS = re.compile(r"^(?:.*[/\\])?(.+?)(?:\.gguf)?$", re.DOTALL)
_IS_PATH = re.compile(r"^(?:/|\.|[A-Za-z]:[/\\])|\.gguf$")


@dataclass(frozen=True)
class Served:
    """A model of the server's list."""

    id: str
    aliases: tuple[str, ...] = ()
    owner: str = ""  # "llamacpp", "vllm", "library" (Ollama)
    context_tokens: int | None = None

    @property
    def name(self) -> str:
        """The model's name in briefs; for a path on the server, the name of its file."""
        name = _FOLDERS.sub(r"\1", self.id) if _IS_PATH.search(self.id) else self.id
        return "".join(filter(str.isprintable, name))[:MAX_NAME]

    def is_called(self, name: str) -> bool:
        """Whether `name` is one of this model's names; Ollama's tag "latest" may be left out."""
        return name in (self.id, self.name, *self.aliases) or f"{name}:latest" == self.id


def read_listing(body: bytes) -> list[Served]:
    """Parse the response; empty if it is not a list of models."""
    try:
        entries = json.loads(body)["data"]
        return [_served(entry) for entry in entries if isinstance(entry.get("id"), str)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def choose(models: list[Served], name: str | None, host: str) -> Served:
    """Return the model called `name`, or the first one. Raises UnknownModel.

    The name is checked here because a server with one model answers with it to any name, and the
    brief would then name a model that did not write it.
    """
    if not models and name is None:
        raise UnknownModel(f"the server at {host} lists no model; name one with --model-summary")
    if not models:
        return Served(name or "")
    for model in models:
        if name is None or model.is_called(name):
            return model
    names = ", ".join(model.name for model in models[:SHOWN])
    more = f" and {len(models) - SHOWN} more" if len(models) > SHOWN else ""
    raise UnknownModel(f"the model server at {host} has no model '{name}'; it serves {names}{more}")


def _served(entry: dict[str, Any]) -> Served:
    meta = entry.get("meta") or {}
    context = entry.get("max_model_len") or meta.get("n_ctx")
    return Served(
        id=entry["id"],
        aliases=tuple(str(alias) for alias in entry.get("aliases") or ()),
        owner=str(entry.get("owned_by", "")),
        context_tokens=context if isinstance(context, int) else None,
    )
