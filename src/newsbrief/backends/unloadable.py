"""What is said of a model that cannot be loaded."""

from __future__ import annotations

from newsbrief.errors import ModelError

__all__ = ["unloadable"]


def unloadable(name: str, revision: str, reason: object) -> ModelError:
    """Return the error, with the remedy: the cache's files can be checked, a user's own cannot."""
    own = revision.startswith("local-")
    remedy = "check the file, or name another model" if own else f"newsbrief models verify {name}"
    return ModelError(
        f"model '{name}' cannot be loaded ({reason}); {'' if own else 'run: '}{remedy}"
    )
