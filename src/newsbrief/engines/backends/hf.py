"""Any model of the hub in transformers and torch: bf16 on CUDA, fp32 elsewhere."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from newsbrief.engines.alignment import Alignment, piece_spans
from newsbrief.engines.backends.constraints import TEMPERATURE
from newsbrief.engines.backends.ct2 import MAX_SOURCE_TOKENS, MAX_TARGET_TOKENS
from newsbrief.engines.protocols import ignore_progress
from newsbrief.errors import ModelError
from newsbrief.results import ModelUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from newsbrief.engines.prompts import Prompt
    from newsbrief.engines.protocols import Question

__all__ = ["HFChat", "HFTranslator"]

BEAM = 4
BATCH_TOKENS = {"cpu": 1024, "mps": 2048, "cuda": 16384}
MAX_CONTEXT_TOKENS = 8192  # newer models allow 128k tokens, whose cache does not fit in a laptop

# The code of French and the token of English in NLLB, M2M100 and mBART-50. NLLB has the model type
# of M2M100, so only the vocabulary distinguishes them.
LANGUAGE_CODES = (("fra_Latn", "eng_Latn"), ("fr", "__en__"), ("fr_XX", "en_XX"))
MADLAD_PREFIX = "<2en> "
T5_PREFIX = "translate French to English: "
MARIAN_PREFIXES = (">>eng<<", ">>en<<")  # multi-target Marian models only


def _target_arguments(tokenizer: Any, model_type: str) -> tuple[str, dict[str, int]]:
    """Return (text put before each source, extra arguments of `generate`) for French to English.

    Sets the tokenizer's source language where it has one.
    """
    if model_type == "marian":
        return _marian_prefix(tokenizer), {}
    if model_type in ("t5", "mt5", "umt5"):
        known = tokenizer.convert_tokens_to_ids("<2en>") != tokenizer.unk_token_id
        return (MADLAD_PREFIX if known else T5_PREFIX), {}
    for source, target in LANGUAGE_CODES:
        index = tokenizer.convert_tokens_to_ids(target)
        if index not in (None, tokenizer.unk_token_id):
            tokenizer.src_lang = source
            return "", {"forced_bos_token_id": index}
    return "", {}


def _marian_prefix(tokenizer: Any) -> str:
    vocabulary = tokenizer.get_vocab()
    return next((f"{code} " for code in MARIAN_PREFIXES if code in vocabulary), "")


class HFTranslator:
    """A sequence-to-sequence model: Marian, NLLB, M2M100, mBART or MADLAD (T5)."""

    max_source_tokens = MAX_SOURCE_TOKENS

    def __init__(self, weights: Path, *, name: str, revision: str, device: str):
        """Load the folder `weights` onto `device`. Raises ModelError."""
        from transformers import AutoModelForSeq2SeqLM

        self._tokenizer, self._model, kind = _load(
            AutoModelForSeq2SeqLM, weights, name, revision, device
        )
        self._device = device
        self._prefix, self._generate_arguments = _target_arguments(
            self._tokenizer, self._model.config.model_type
        )
        self.use = ModelUse(
            "translation", name, revision, f"transformers {kind} on {device}, beam {BEAM}"
        )

    def count_tokens(self, text: str) -> int:
        """Return the length of `text` with the special tokens this model adds."""
        return len(self._tokenizer(self._prefix + text)["input_ids"])

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        """See Translator.translate; batches are filled by tokens, longest segments first."""
        results: list[list[str]] = [[] for _ in texts]
        done = 0
        for batch in self._batches(texts):
            hypotheses = self._generate([texts[i] for i in batch], num_hypotheses)
            for index, group in zip(batch, hypotheses, strict=True):
                results[index] = group
            done += len(batch)
            on_progress(done)
        return results

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """See Translator.align: Marian's guided alignment is on the last layer's first head.

        Other architectures were not trained to align, and their alignments are empty.
        """
        if self._model.config.model_type != "marian":
            return [Alignment() for _ in pairs]
        return [self._aligned(source, target) for source, target in pairs]

    def _aligned(self, source: str, target: str) -> Alignment:
        import torch

        source_pieces = self._tokenizer.spm_source.encode(self._prefix + source, out_type=str)
        target_pieces = self._tokenizer.spm_target.encode(target, out_type=str)
        inputs = self._tokenizer(
            [self._prefix + source], text_target=[target], return_tensors="pt"
        ).to(self._device)
        with torch.inference_mode(), _eager(self._model):
            output = self._model(**inputs, output_attentions=True)
        attention = output.cross_attentions[-1][0, 0, : len(target_pieces), : len(source_pieces)]
        return Alignment(
            piece_spans(source, source_pieces),
            piece_spans(target, target_pieces),
            tuple(tuple(row) for row in attention.float().tolist()),
        )

    def _batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """Yield indices of `texts`, so that each padded batch stays within the device's budget."""
        lengths = [self.count_tokens(text) for text in texts]
        batch: list[int] = []
        for index in sorted(range(len(texts)), key=lambda i: -lengths[i]):
            if batch and lengths[batch[0]] * (len(batch) + 1) > BATCH_TOKENS[self._device]:
                yield batch
                batch = []
            batch.append(index)
        if batch:
            yield batch

    def _generate(self, texts: list[str], num_hypotheses: int) -> list[list[str]]:
        import torch

        inputs = self._tokenizer(
            [self._prefix + text for text in texts], return_tensors="pt", padding=True
        ).to(self._device)
        try:
            with torch.inference_mode():
                tokens = self._model.generate(
                    **inputs,
                    **self._generate_arguments,
                    num_beams=max(BEAM, num_hypotheses),
                    num_return_sequences=num_hypotheses,
                    do_sample=False,
                    max_length=None,
                    max_new_tokens=MAX_TARGET_TOKENS,
                )
        except (RuntimeError, ValueError, IndexError) as exc:
            raise ModelError(f"translation failed in transformers: {exc}") from exc
        decoded = self._tokenizer.batch_decode(tokens, skip_special_tokens=True)
        return [decoded[i : i + num_hypotheses] for i in range(0, len(decoded), num_hypotheses)]


@contextmanager
def _eager(model: Any) -> Iterator[None]:
    """Compute attention without the fused kernels, which do not return its weights."""
    fused = model.config._attn_implementation
    model.set_attn_implementation("eager")
    try:
        yield
    finally:
        model.set_attn_implementation(fused)


class HFChat:
    """An instruct model with a chat template."""

    def __init__(self, weights: Path, *, role: str, name: str, revision: str, device: str):
        """Load the folder `weights` onto `device`. Raises ModelError."""
        from transformers import AutoModelForCausalLM

        self._tokenizer, self._model, kind = _load(
            AutoModelForCausalLM, weights, name, revision, device
        )
        self._device = device
        if not self._tokenizer.chat_template:
            raise ModelError(f"model '{name}' has no chat template; choose an instruct model")
        limit = getattr(self._model.config, "max_position_embeddings", MAX_CONTEXT_TOKENS)
        self.context_tokens = min(limit, MAX_CONTEXT_TOKENS)
        self.use = ModelUse(role, name, revision, f"transformers {kind} on {device}")

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of `text`."""
        return len(self._tokenizer(text)["input_ids"])

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """See ChatModel.complete."""
        import torch

        inputs = self._inputs(question.prompt)
        length = inputs["input_ids"].shape[1]
        options: dict[str, Any] = {"max_new_tokens": question.max_tokens, "do_sample": False}
        if question.seed is not None:
            torch.manual_seed(question.seed)
            options.update(do_sample=True, temperature=TEMPERATURE)
        try:
            with torch.inference_mode():
                tokens = self._model.generate(**inputs, **options)
        except (RuntimeError, ValueError, IndexError) as exc:
            raise ModelError(f"the language model failed in transformers: {exc}") from exc
        on_progress(tokens.shape[1] - length)
        return str(self._tokenizer.decode(tokens[0, length:], skip_special_tokens=True))

    def _inputs(self, prompt: Prompt) -> Any:
        """Apply the chat template; one without a system role gets both texts as the user's."""
        from jinja2 import TemplateError

        def fill(messages: list[dict[str, str]]) -> Any:
            return self._tokenizer.apply_chat_template(
                messages,
                add_generation_prompt=True,
                enable_thinking=False,  # Qwen3 would think aloud for a thousand tokens
                return_tensors="pt",
                return_dict=True,
            ).to(self._device)

        together = [{"role": "user", "content": f"{prompt.system}\n\n{prompt.user}"}]
        apart = [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ]
        try:
            try:
                return fill(apart)
            except TemplateError:
                return fill(together)
        except (TemplateError, OverflowError, TypeError, ValueError) as exc:
            reason = " ".join(str(exc).split())
            raise ModelError(
                f"the chat template of '{self.use.name}' cannot be used ({reason}); "
                "choose another model with --model-summary"
            ) from exc


def _load(
    auto_class: Any, weights: Path, name: str, revision: str, device: str
) -> tuple[Any, Any, str]:
    """Return (tokenizer, model, dtype's short name); never runs code that came with the weights."""
    import torch
    from transformers import AutoTokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    dtype, kind = (torch.bfloat16, "bf16") if device == "cuda" else (torch.float32, "fp32")
    try:
        with warnings.catch_warnings():
            # Marian's tokenizer recommends sacremoses, which normalises less than text/normal.py.
            warnings.simplefilter("ignore", UserWarning)
            # Unless remote code is refused, transformers asks at a terminal whether to run it.
            safe: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
            tokenizer = AutoTokenizer.from_pretrained(str(weights), **safe)
            model = auto_class.from_pretrained(str(weights), dtype=dtype, **safe)
            model = model.to(device).eval()
    except _broken_files() as exc:
        reason = str(exc).strip().splitlines()[0] if str(exc).strip() else type(exc).__name__
        raise ModelError.cannot_load(name, revision, f"transformers: {reason}") from exc
    return tokenizer, model, kind


def _broken_files() -> tuple[type[Exception], ...]:
    """Return what transformers was seen to raise for a missing, truncated or foreign file."""
    from pickle import UnpicklingError

    from safetensors import SafetensorError

    about_files = (OSError, EOFError, UnpicklingError, SafetensorError)
    about_content = (ValueError, KeyError, RuntimeError, ImportError, TypeError, AttributeError)
    return (*about_files, *about_content)
