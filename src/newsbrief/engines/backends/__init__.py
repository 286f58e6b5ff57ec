"""The only modules that import the heavy libraries, and the choice among them."""

from __future__ import annotations

from newsbrief.engines.backends.loading import LoadedEngines

__all__ = ["LoadedEngines"]
