"""Engines as the settings ask for them: which models, which memory, which server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.engines import models
from newsbrief.engines.backends.loading import LoadedEngines
from newsbrief.engines.backends.server.address import Server
from newsbrief.engines.memory.memory import Memory, max_bytes, store_path
from newsbrief.settings import DEFAULT_LLM_TIMEOUT_S

if TYPE_CHECKING:
    from newsbrief.progress import Progress
    from newsbrief.settings import Settings

__all__ = ["KEY_VARIABLE", "configured_engines"]

# The server's key is no option: others on the machine would see it on the command line.
KEY_VARIABLE = "NEWSBRIEF_LLM_KEY"


def configured_engines(
    settings: Settings, progress: Progress, *, ask_server: bool = True
) -> LoadedEngines:
    """Return the models that the settings name, none of them loaded yet.

    They have the translation memory, which the caller closes. With `ask_server` a server that is
    to summarise is asked now whether it is there, before anything is translated for it. Raises
    PromptError for a broken template, and ModelError for a server.
    """
    bound = max_bytes() if settings.cache else 0
    engines = LoadedEngines(
        translation=settings.model_translation
        or settings.model
        or models.default("translate").name,
        summary=settings.model_summary or settings.model or models.default("chat").name,
        runtime=settings.runtime,
        device=settings.device,
        prompts_dir=Path(settings.prompts) if settings.prompts is not None else None,
        progress=progress,
        memory=Memory(store_path(), bound, progress.note) if bound else None,
        server=_server(settings),
    )
    engines.prompts  # noqa: B018 - a broken template is reported before anything is fetched
    if ask_server and engines.server is not None and settings.summary:
        engines.chat()
    return engines


def _server(settings: Settings) -> Server | None:
    if settings.llm_url is None:
        return None
    return Server(
        settings.llm_url,
        model=settings.model_summary,
        key=os.environ.get(KEY_VARIABLE),
        timeout_s=settings.llm_timeout or DEFAULT_LLM_TIMEOUT_S,
    )
