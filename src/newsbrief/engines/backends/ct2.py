"""Marian models in CTranslate2: translation on the CPU."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from newsbrief.engines.alignment import Alignment, piece_spans
from newsbrief.engines.protocols import ignore_progress
from newsbrief.errors import ModelError
from newsbrief.results import ModelUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = [
    "MAX_SOURCE_TOKENS",
    "MAX_TARGET_TOKENS",
    "ConvertedCorrupt",
    "MarianCT2",
    "token_counter",
]

# flores-dev: greedy search scores 67.22 chrF, a beam of 2 67.66, of 4 67.72, at 1, 0.60 and 0.38
# times the greedy rate. Greedy search first and a beam only where the score is poor is no faster at
# the quality of a beam of 2: two in five hard sentences score poorly. See docs/performance.md.
BEAM = 2

# Each step copies all weights into the kernel's layout and multiplies them by as many rows as the
# batch has sentences: a single sentence runs at 0.15 of a full batch's rate on one core. A batch
# beyond this size no longer fits in the processor's caches.
MAX_BATCH_TOKENS = 1536

# Idle cores cost more than small batches: four sentences on each of two run at 1.3 times the rate
# of eight on one.
MIN_BATCH_TOKENS = 64

# Marian takes up to 512 tokens, but opus-mt drops clauses of sentences beyond about 60 words (some
# 90 tokens with names in them), which are therefore split first.
MAX_SOURCE_TOKENS = 110

# Ends the search when the model repeats itself. The limit is the same for short sources, so that
# a translation does not depend on the batch that its source is in.
MAX_TARGET_TOKENS = 2 * MAX_SOURCE_TOKENS
POLL_S = 0.05  # between two checks of what is finished


class ConvertedCorrupt(ModelError):
    """A converted form that CTranslate2 cannot load; it can be built again from the weights."""


class MarianCT2:
    """A Marian model, converted to CTranslate2 int8, with its SentencePiece tokenizers."""

    max_source_tokens = MAX_SOURCE_TOKENS

    def __init__(self, weights: Path, converted: Path, *, name: str, revision: str, threads: int):
        """Load the tokenizers from `weights` and the model from `converted`.

        `threads` single-threaded workers share the batches: 1.8 times the rate of one worker with
        as many threads. Raises ModelError when a file is missing or broken.
        """
        import ctranslate2

        self._source = _tokenizer(weights / "source.spm", name, revision)
        self._target = _tokenizer(weights / "target.spm", name, revision)
        try:
            self._model: Any = ctranslate2.Translator(
                str(converted),
                device="cpu",
                compute_type="int8",
                inter_threads=threads,
                intra_threads=1,
            )
        except (RuntimeError, OSError, ValueError) as exc:
            raise ConvertedCorrupt(
                f"the converted form of '{name}' in {converted} cannot be loaded ({exc})"
            ) from exc
        self._threads = threads
        self.use = self.signature(name, revision)

    @staticmethod
    def signature(name: str, revision: str) -> ModelUse:
        """Return what `use` will be once the model is loaded."""
        return ModelUse("translation", name, revision, f"CTranslate2 int8, beam {BEAM}")

    def count_tokens(self, text: str) -> int:
        """Return the number of SentencePiece tokens and the end mark."""
        return _count(self._source, text)

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        """See Translator.translate; the beam is at least as wide as the number of hypotheses."""
        if not texts:
            return []
        batch = [[*self._source.encode(text, out_type=str), "</s>"] for text in texts]
        results = self._search(batch, num_hypotheses, on_progress)
        return [[self._target.decode(pieces) for pieces in r.hypotheses] for r in results]

    def _search(
        self,
        batch: list[list[str]],
        num_hypotheses: int,
        on_progress: Callable[[int], None],
    ) -> list[Any]:
        beam = max(BEAM, num_hypotheses)
        try:
            pending = self._model.translate_batch(
                batch,
                # A wider beam takes fewer sentences at once, so that memory stays the same.
                max_batch_size=self._batch_tokens(batch) * BEAM // beam,
                batch_type="tokens",
                beam_size=beam,
                num_hypotheses=num_hypotheses,
                max_decoding_length=MAX_TARGET_TOKENS,
                use_vmap=True,
                asynchronous=True,
            )
            self._wait(pending, on_progress)
            return [item.result() for item in pending]
        except RuntimeError as exc:
            raise ModelError(f"translation failed in CTranslate2: {exc}") from exc

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """See Translator.align: each target is decoded as a prefix, which gives its attention.

        opus-mt was trained with guided alignment on the first head of the decoder's last layer,
        which is the head that CTranslate2 returns.
        """
        if not pairs:
            return []
        sources = [[*self._source.encode(source, out_type=str), "</s>"] for source, _ in pairs]
        targets = [self._target.encode(target, out_type=str) for _, target in pairs]
        try:
            results = self._model.translate_batch(
                sources,
                target_prefix=targets,
                max_batch_size=self._batch_tokens(sources),
                batch_type="tokens",
                beam_size=1,
                max_decoding_length=max(map(len, targets)) + 1,
                return_attention=True,
                use_vmap=True,
            )
        except RuntimeError as exc:
            raise ModelError(f"alignment failed in CTranslate2: {exc}") from exc
        return [
            Alignment(
                piece_spans(source, source_pieces[:-1]),
                piece_spans(target, target_pieces),
                tuple(
                    tuple(row[: len(source_pieces) - 1])
                    for row in result.attention[0][: len(target_pieces)]
                ),
            )
            for (source, target), source_pieces, target_pieces, result in zip(
                pairs, sources, targets, results, strict=True
            )
        ]

    def _batch_tokens(self, batch: list[list[str]]) -> int:
        """Return the tokens in a batch, few enough that a short article occupies every worker."""
        share = sum(map(len, batch)) // self._threads + 1
        return max(MIN_BATCH_TOKENS, min(MAX_BATCH_TOKENS, share))

    @staticmethod
    def _wait(pending: Sequence[Any], on_progress: Callable[[int], None]) -> None:
        """Poll, so that Ctrl-C and the progress bar need not wait for the last batch."""
        while (done := sum(item.done() for item in pending)) < len(pending):
            on_progress(done)
            time.sleep(POLL_S)
        on_progress(len(pending))


def token_counter(weights: Path, name: str, revision: str) -> Callable[[str], int]:
    """Return `MarianCT2.count_tokens` of a model that is not loaded. Raises ModelError."""
    return partial(_count, _tokenizer(weights / "source.spm", name, revision))


def _count(tokenizer: Any, text: str) -> int:
    return len(tokenizer.encode(text)) + 1


def _tokenizer(path: Path, name: str, revision: str) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(str(path))
    except (RuntimeError, OSError, ValueError) as exc:
        raise ModelError.cannot_load(name, revision, exc) from exc
