"""What a server says that it serves: GET /v1/models."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from newsbrief.errors import UnknownModel

__all__ = ["Served", "choose", "served"]


MAX_NAME = 120  # characters of a name that a brief carries


SHOWN = 5  # model names in a message


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
        """The model as briefs name it: of a path on the server, the file alone."""
        name = _FOLDERS.sub(r"\1", self.id) if _IS_PATH.search(self.id) else self.id
        return "".join(filter(str.isprintable, name))[:MAX_NAME]

    def is_called(self, name: str) -> bool:
        """Whether the user may mean this model; Ollama's tag "latest" goes without saying."""
        return name in (self.id, self.name, *self.aliases) or f"{name}:latest" == self.id


def served(body: bytes) -> list[Served]:
    """Read the list; what is no list is an empty one."""
    try:
        entries = json.loads(body)["data"]
        return [_served(entry) for entry in entries if isinstance(entry.get("id"), str)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def choose(found: list[Served], name: str | None, host: str) -> Served:
    """Return the model called `name`, or the first. Raises UnknownModel.

    A server that has one model answers with it whatever it is asked for, and the brief would name
    another one.
    """
    if not found and name is None:
        raise UnknownModel(f"the server at {host} lists no model; name one with --model-summary")
    if not found:
        return Served(name or "")
    for model in found:
        if name is None or model.is_called(name):
            return model
    names = ", ".join(model.name for model in found[:SHOWN])
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
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
