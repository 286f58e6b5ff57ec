"""A memory before each backend: what is known of it unloaded, and which libraries run it."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING

from newsbrief.memory.remembering import RememberingChat, RememberingTranslator

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.engines import ChatModel, Translator
    from newsbrief.memory.memory import Memory
    from newsbrief.models import LocalModel

__all__ = ["gguf", "loaded_chat", "loaded_translator", "marian"]


def marian(load: Callable[[], Translator], local: LocalModel, memory: Memory) -> Translator:
    """A Marian model in CTranslate2. Of the model itself only the tokenizer is opened now."""
    from newsbrief.backends.ct2 import MarianCT2, token_counter

    return RememberingTranslator(
        load,
        memory,
        use=MarianCT2.signature(local.name, local.revision),
        max_source_tokens=MarianCT2.max_source_tokens,
        count_tokens=token_counter(local.path, local.name, local.revision),
        engine=_versions("ctranslate2", "sentencepiece"),
    )


def gguf(load: Callable[[], ChatModel], local: LocalModel, role: str, memory: Memory) -> ChatModel:
    """A chat model in llama.cpp, of which nothing is opened now."""
    from newsbrief.backends.llama import LlamaChat

    return RememberingChat(
        load,
        memory,
        use=LlamaChat.signature(role, local.name, local.revision),
        context_tokens=LlamaChat.context_tokens,
        count_tokens=LlamaChat.count_tokens,
        engine=_versions("xllamacpp"),
    )


def loaded_translator(translator: Translator, memory: Memory) -> Translator:
    """A translator in transformers: what is known of it is known by loading it."""
    return RememberingTranslator(
        lambda: translator,
        memory,
        use=translator.use,
        max_source_tokens=translator.max_source_tokens,
        count_tokens=translator.count_tokens,
        engine=_versions("transformers", "torch"),
    )


def loaded_chat(chat: ChatModel, memory: Memory) -> ChatModel:
    """A chat model in transformers."""
    return RememberingChat(
        lambda: chat,
        memory,
        use=chat.use,
        context_tokens=chat.context_tokens,
        count_tokens=chat.count_tokens,
        engine=_versions("transformers", "torch"),
    )


def _versions(*libraries: str) -> str:
    """Another version may answer otherwise. Told without importing the library."""
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in libraries)
