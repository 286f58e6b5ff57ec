"""Loads the models that a run names, each behind the memory of past answers."""

from __future__ import annotations

import importlib.metadata
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from newsbrief.engines import models
from newsbrief.engines.backends.extractive import Extractive
from newsbrief.engines.backends.waiting import BackgroundLoad
from newsbrief.engines.memory.remembering import RememberingChat, RememberingTranslator
from newsbrief.engines.prompts import PromptSet, load_prompts
from newsbrief.errors import ModelError
from newsbrief.settings import EXTRACTIVE
from newsbrief.system import available_memory, has_cuda, physical_cores, torch_device

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsbrief.engines.backends.server.address import Server
    from newsbrief.engines.memory.memory import Memory
    from newsbrief.engines.models import LocalModel
    from newsbrief.engines.protocols import ChatModel, Translator

__all__ = ["LoadedEngines", "uses_ctranslate2"]

# Loading both models at once takes 0.80 to 0.89 of the time of one after the other, for the same
# CPU time (six pairs). Where weights are copied into the kernels' layout, a loaded GGUF file of
# 1.12 GB takes 0.98 GB beside the mapped file, its context included; elsewhere 0.6 GB less.
MEMORY_PER_BYTE = 2


@dataclass
class LoadedEngines:
    """The models of one run: fetched, converted and loaded when first used, then kept.

    Every method raises ModelError's children: UnknownModel, ModelUnavailable, WeightsCorrupt. With
    a `memory`, models on the CPU are loaded for the first text that it lacks, and raise ModelError
    then. Translation and summary share one chat model when both name the same.
    """

    translation: str = field(default_factory=lambda: models.default("translate").name)
    summary: str = field(default_factory=lambda: models.default("chat").name)  # or "extractive"
    runtime: str = "auto"
    device: str = "auto"  # or "cpu", "cuda", "mps"
    prompts_dir: Path | None = None
    progress: models.Progress = models.SILENT
    memory: Memory | None = None
    # Summarises instead of `summary`. Its answers are not remembered, because the weights behind
    # an address can change unnoticed.
    server: Server | None = None
    templates: PromptSet | None = None  # used instead of those in `prompts_dir`
    threads: int | None = None  # of a model on the CPU; None: one for each core
    _translator: Translator | None = field(default=None, init=False)
    _server_chat: ChatModel | None = field(default=None, init=False)
    _chat_models: dict[str, ChatModel] = field(default_factory=dict, init=False)
    _background_loads: dict[Path, BackgroundLoad[ChatModel]] = field(
        default_factory=dict, init=False
    )
    _anticipated: bool = field(default=False, init=False)

    @cached_property
    def prompts(self) -> PromptSet:
        """The prompt templates in force. Raises PromptError."""
        return self.templates or load_prompts(self.prompts_dir)

    def translator(self) -> Translator:
        """Return the translation model; a chat model is wrapped with the translate prompt."""
        if self._translator is None:
            self._translator = self._load_translator()
        return self._translator

    def chat(self) -> ChatModel:
        """Return the summary model. With a server, the first call checks that it answers."""
        if self._server_chat is None and self.server is not None:
            self._server_chat = self._contact(self.server)
        return self._server_chat or self._chat(self.summary, "summary")

    def anticipate_chat(self) -> None:
        """Begin to load the summary model: a GGUF file that is on this machine and fits in memory.

        Loading keeps one core busy for seconds while another can translate. This shows, fetches and
        raises nothing: whatever is wrong with the model is raised when it is used.
        """
        if self._anticipated or self.server is not None or self.summary == self.translation:
            return
        self._anticipated = True
        with suppress(ModelError, OSError):
            local = models.cached(self.summary)
            if local is not None and local.format == "gguf" and _fits_in_memory(local.path):
                self._background_load(local, "summary")

    def _contact(self, server: Server) -> ChatModel:
        from newsbrief.engines.backends.server.chat import ServerChat

        chat = ServerChat(server, role="summary")
        if not chat.address.is_loopback:
            plain = "" if chat.address.is_encrypted else ", unencrypted"
            self.progress.note(f"the article's text goes to {chat.address.host}{plain}")
        return chat

    def _load_translator(self) -> Translator:
        local = models.ensure(self.translation, progress=self.progress)
        if local.format in ("gguf", "causal"):
            from newsbrief.engines.backends.chat_translator import ChatTranslator

            return ChatTranslator(self._chat(self.translation, "translation"), self.prompts)
        if local.format == "marian" and uses_ctranslate2(self.runtime, self.device):
            if self.memory is None:
                return self._marian(local)
            return _remembering_marian(lambda: self._marian(local), local, self.memory)
        if self.runtime == "ctranslate2":
            raise ModelError(
                f"'{local.name}' does not run in CTranslate2 on this device here; "
                "use --runtime transformers"
            )
        from newsbrief.engines.backends.hf import HFTranslator

        with self._loading(local.name):
            device = torch_device(self.device)
            translator = HFTranslator(
                local.path, name=local.name, revision=local.revision, device=device
            )
        return _remembering_translator(translator, self.memory) if self.memory else translator

    def _marian(self, local: LocalModel) -> Translator:
        """Load a Marian model in CTranslate2; the first time it is converted."""
        from newsbrief.engines.backends.convert import convert
        from newsbrief.engines.backends.ct2 import ConvertedCorrupt, MarianCT2

        def build(target: Path) -> None:
            self.progress.note(f"converting {local.name} for CTranslate2 (once)")
            convert(local.path, target)

        def load(*, rebuild: bool) -> Translator:
            kind = "ctranslate2-int8-target"
            converted = models.build_derived(local, kind, build, self.progress, rebuild=rebuild)
            with self._loading(local.name):
                return MarianCT2(
                    local.path,
                    converted,
                    name=local.name,
                    revision=local.revision,
                    threads=self.threads or physical_cores(),
                )

        try:
            return load(rebuild=False)
        except ConvertedCorrupt as exc:
            self.progress.note(f"{exc}; converting it again")
            return load(rebuild=True)

    def _chat(self, name: str, role: str) -> ChatModel:
        if name not in self._chat_models:
            self._chat_models[name] = self._load_chat(name, role)
        return self._chat_models[name]

    def _load_chat(self, name: str, role: str) -> ChatModel:
        if name == EXTRACTIVE:
            return Extractive()
        local = models.ensure(name, progress=self.progress)
        if local.format == "gguf":
            if self.memory is None:
                return self._gguf(local, role)
            return _remembering_gguf(lambda: self._gguf(local, role), local, role, self.memory)
        if local.format != "causal":
            raise ModelError(
                f"'{name}' translates but cannot summarise; name a chat model "
                "(newsbrief models list) or use --no-summary"
            )
        from newsbrief.engines.backends.hf import HFChat

        with self._loading(local.name):
            device = torch_device(self.device)
            chat = HFChat(
                local.path, role=role, name=local.name, revision=local.revision, device=device
            )
        return _remembering_chat(chat, self.memory) if self.memory else chat

    def _gguf(self, local: LocalModel, role: str) -> ChatModel:
        """Wait for a chat model in llama.cpp, which may be loading already."""
        pending = self._background_load(local, role)
        try:
            if pending.done:  # a progress bar would vanish at once
                return pending.result()
            with self._loading(local.name):
                return pending.result()
        except ModelError:
            del self._background_loads[local.path]  # tried again for the next article
            raise

    def _background_load(self, local: LocalModel, role: str) -> BackgroundLoad[ChatModel]:
        """Return the loading, or loaded, model of a GGUF file; the first call begins to load it."""

        def load() -> ChatModel:
            from newsbrief.engines.backends.llama import LlamaChat

            return LlamaChat(
                local.path,
                role=role,
                name=local.name,
                revision=local.revision,
                threads=self.threads or physical_cores(),
            )

        if local.path not in self._background_loads:
            self._background_loads[local.path] = BackgroundLoad(load)
        return self._background_loads[local.path]

    @contextmanager
    def _loading(self, name: str) -> Iterator[None]:
        """Show that a model is being loaded, which takes seconds."""
        self.progress.start(f"Loading {name}", None)
        try:
            yield
        finally:
            self.progress.finish()


def uses_ctranslate2(runtime: str = "auto", device: str = "auto") -> bool:
    """Whether Marian models run in CTranslate2, on the CPU, rather than in transformers.

    With "auto" for both they do, unless there is a CUDA device that the installed torch can use.
    """
    if runtime != "auto":
        return runtime == "ctranslate2"
    return device == "cpu" or (device == "auto" and not has_cuda())


def _fits_in_memory(weights: Path) -> bool:
    return available_memory() > MEMORY_PER_BYTE * weights.stat().st_size


def _remembering_marian(
    load: Callable[[], Translator], local: LocalModel, memory: Memory
) -> Translator:
    """Put the memory before a Marian model in CTranslate2; only its tokenizer is loaded now."""
    from newsbrief.engines.backends.ct2 import MarianCT2, token_counter

    return RememberingTranslator(
        load,
        memory,
        use=MarianCT2.signature(local.name, local.revision),
        max_source_tokens=MarianCT2.max_source_tokens,
        count_tokens=token_counter(local.path, local.name, local.revision),
        engine=_versions("ctranslate2", "sentencepiece"),
    )


def _remembering_gguf(
    load: Callable[[], ChatModel], local: LocalModel, role: str, memory: Memory
) -> ChatModel:
    """Put the memory before a chat model in llama.cpp, which is not loaded yet."""
    from newsbrief.engines.backends.llama import LlamaChat

    return RememberingChat(
        load,
        memory,
        use=LlamaChat.signature(role, local.name, local.revision),
        context_tokens=LlamaChat.context_tokens,
        count_tokens=LlamaChat.count_tokens,
        engine=_versions("xllamacpp"),
    )


def _remembering_translator(translator: Translator, memory: Memory) -> Translator:
    """Put the memory before a translator in transformers, which had to be loaded to describe it."""
    return RememberingTranslator(
        lambda: translator,
        memory,
        use=translator.use,
        max_source_tokens=translator.max_source_tokens,
        count_tokens=translator.count_tokens,
        engine=_versions("transformers", "torch"),
    )


def _remembering_chat(chat: ChatModel, memory: Memory) -> ChatModel:
    """Put the memory before a chat model in transformers."""
    return RememberingChat(
        lambda: chat,
        memory,
        use=chat.use,
        context_tokens=chat.context_tokens,
        count_tokens=chat.count_tokens,
        engine=_versions("transformers", "torch"),
    )


def _versions(*libraries: str) -> str:
    """Return the libraries with their versions, since another version may answer differently."""
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in libraries)
