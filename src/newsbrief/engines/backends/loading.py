"""From model names and options to loaded engines, each behind the memory of past answers."""

from __future__ import annotations

import importlib.metadata
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from newsbrief.engines import models
from newsbrief.engines.backends import loading as remembered
from newsbrief.engines.backends.extractive import EXTRACTIVE, Extractive
from newsbrief.engines.backends.waiting import Opening
from newsbrief.engines.memory.remembering import RememberingChat, RememberingTranslator
from newsbrief.engines.prompts import PromptSet, load_prompts
from newsbrief.errors import ModelError
from newsbrief.system import available_memory, has_cuda, physical_cores, torch_device

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsbrief.engines.backends.server.address import Server
    from newsbrief.engines.memory.memory import Memory
    from newsbrief.engines.models import LocalModel
    from newsbrief.engines.protocols import ChatModel, Translator

__all__ = [
    "LoadedEngines",
    "Runtime",
    "gguf",
    "loaded_chat",
    "loaded_translator",
    "marian",
    "uses_ctranslate2",
]


Runtime = Literal["auto", "ctranslate2", "transformers"]


# Opened ahead, both models are ready in 0.80 to 0.89 of the time, for the same CPU (six pairs).
# Where weights are copied into the kernels' layout, an open GGUF of 1.12 GB holds 0.98 GB beside
# the mapped file, the context included; elsewhere 0.6 GB less.
MEMORY_PER_BYTE = 2


@dataclass
class LoadedEngines:
    """The models of one run: fetched, converted and loaded when first asked for, then kept.

    `summary` may be "extractive": no model, the article's most salient sentences.
    Translation and summary share one loaded chat model when both name the same. Every method
    raises ModelError's children: UnknownModel, ModelUnavailable, WeightsCorrupt. With a `memory`,
    models on the CPU are loaded for the first text that it lacks, and raise ModelError then.

    `templates` take the place of the folder's. `threads` is what models on the CPU may use (None:
    all cores).

    A `server` summarises in the place of `summary`. Its answers are not remembered: the weights
    behind an address can change unseen.
    """

    translation: str = field(default_factory=lambda: models.default("translate").name)
    summary: str = field(default_factory=lambda: models.default("chat").name)
    runtime: Runtime = "auto"
    device: str = "auto"
    prompts_dir: Path | None = None
    progress: models.Progress = models.SILENT
    memory: Memory | None = None
    server: Server | None = None
    templates: PromptSet | None = None
    threads: int | None = None
    _translator: Translator | None = field(default=None, init=False)
    _served: ChatModel | None = field(default=None, init=False)
    _chat_models: dict[str, ChatModel] = field(default_factory=dict, init=False)
    _openings: dict[Path, Opening[ChatModel]] = field(default_factory=dict, init=False)
    _anticipated: bool = field(default=False, init=False)

    @cached_property
    def prompts(self) -> PromptSet:
        """The prompt templates in force. Raises PromptError."""
        return self.templates or load_prompts(self.prompts_dir)

    def translator(self) -> Translator:
        """The translation model; a chat model is wrapped with the translate prompt."""
        if self._translator is None:
            self._translator = self._load_translator()
        return self._translator

    def chat(self) -> ChatModel:
        """The summary model. With a server, the first call asks whether it answers."""
        if self._served is None and self.server is not None:
            self._served = self._contact(self.server)
        return self._served or self._chat(self.summary, "summary")

    def _contact(self, server: Server) -> ChatModel:
        from newsbrief.engines.backends.server.chat import ServerChat

        chat = ServerChat(server, role="summary")
        if not chat.address.is_loopback:
            plain = "" if chat.address.is_encrypted else ", unencrypted"
            self.progress.note(f"the article's text goes to {chat.address.host}{plain}")
        return chat

    def anticipate_chat(self) -> None:
        """Begin to open the summary model: a GGUF that is on this machine and fits in memory.

        One core is at it for seconds; another can translate. Nothing is shown, fetched or raised:
        what is wrong with the model is told when it is needed.
        """
        if self._anticipated or self.server is not None or self.summary == self.translation:
            return
        self._anticipated = True
        with suppress(ModelError, OSError):
            local = models.cached(self.summary)
            if local is not None and local.format == "gguf" and _fits(local.path):
                self._opening(local, "summary")

    def _load_translator(self) -> Translator:
        local = models.ensure(self.translation, progress=self.progress)
        if local.format in ("gguf", "causal"):
            from newsbrief.engines.backends.chat_translator import ChatTranslator

            return ChatTranslator(self._chat(self.translation, "translation"), self.prompts)
        if local.format == "marian" and uses_ctranslate2(self.runtime, self.device):
            if self.memory is None:
                return self._marian_ct2(local)
            return remembered.marian(lambda: self._marian_ct2(local), local, self.memory)
        if self.runtime == "ctranslate2":
            raise ModelError(
                f"'{local.name}' does not run in CTranslate2 on this device here; "
                "use --runtime transformers"
            )
        from newsbrief.engines.backends.hf import HFTranslator

        with self._loading(local.name):
            device = torch_device(self.device)
            loaded = HFTranslator(
                local.path, name=local.name, revision=local.revision, device=device
            )
        return remembered.loaded_translator(loaded, self.memory) if self.memory else loaded

    @contextmanager
    def _loading(self, name: str) -> Iterator[None]:
        """Show that a model is being opened, which takes seconds."""
        self.progress.start(f"Loading {name}", None)
        try:
            yield
        finally:
            self.progress.finish()

    def _marian_ct2(self, local: models.LocalModel) -> Translator:
        from newsbrief.engines.backends.convert import convert
        from newsbrief.engines.backends.ct2 import ConvertedCorrupt, MarianCT2

        def build(target: Path) -> None:
            self.progress.note(f"converting {local.name} for CTranslate2 (once)")
            convert(local.path, target)

        def load(*, afresh: bool) -> Translator:
            kind = "ctranslate2-int8-target"
            converted = models.build_derived(local, kind, build, self.progress, afresh=afresh)
            with self._loading(local.name):
                return MarianCT2(
                    local.path,
                    converted,
                    name=local.name,
                    revision=local.revision,
                    threads=self.threads or physical_cores(),
                )

        try:
            return load(afresh=False)
        except ConvertedCorrupt as exc:
            self.progress.note(f"{exc}; converting it again")
            return load(afresh=True)

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
                return self._llama(local, role)
            return remembered.gguf(lambda: self._llama(local, role), local, role, self.memory)
        if local.format != "causal":
            raise ModelError(
                f"'{name}' translates but cannot summarise; name a chat model "
                "(newsbrief models list) or use --no-summary"
            )
        from newsbrief.engines.backends.hf import HFChat

        with self._loading(local.name):
            device = torch_device(self.device)
            loaded = HFChat(
                local.path, role=role, name=local.name, revision=local.revision, device=device
            )
        return remembered.loaded_chat(loaded, self.memory) if self.memory else loaded

    def _llama(self, local: models.LocalModel, role: str) -> ChatModel:
        opening = self._opening(local, role)
        try:
            if opening.done:  # no bar that is gone at once
                return opening.result()
            with self._loading(local.name):
                return opening.result()
        except ModelError:
            del self._openings[local.path]  # the next article may have more luck
            raise

    def _opening(self, local: models.LocalModel, role: str) -> Opening[ChatModel]:
        """The model being opened, or open: begun when first asked for, and only then."""

        def load() -> ChatModel:
            from newsbrief.engines.backends.llama import LlamaChat

            return LlamaChat(
                local.path,
                role=role,
                name=local.name,
                revision=local.revision,
                threads=self.threads or physical_cores(),
            )

        if local.path not in self._openings:
            self._openings[local.path] = Opening(load)
        return self._openings[local.path]


def uses_ctranslate2(runtime: Runtime = "auto", device: str = "auto") -> bool:
    """Whether Marian models run in CTranslate2, on the CPU, rather than in transformers.

    With "auto" for both they do unless there is a CUDA device that the installed torch can use.
    """
    if runtime != "auto":
        return runtime == "ctranslate2"
    return device == "cpu" or (device == "auto" and not has_cuda())


def _fits(weights: Path) -> bool:
    return available_memory() > MEMORY_PER_BYTE * weights.stat().st_size


def marian(load: Callable[[], Translator], local: LocalModel, memory: Memory) -> Translator:
    """A Marian model in CTranslate2. Of the model itself only the tokenizer is opened now."""
    from newsbrief.engines.backends.ct2 import MarianCT2, token_counter

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
    from newsbrief.engines.backends.llama import LlamaChat

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
