"""The backends: the only modules that import the heavy libraries, and `loading`, which chooses."""

from __future__ import annotations

from newsbrief.engines.backends.loading import LoadedEngines

__all__ = ["LoadedEngines"]
