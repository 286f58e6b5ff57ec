"""The work that a model asks for by its shape: multiply-adds, and bytes of weights to be read."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["ChatShape", "MarianShape", "chat_shape", "read_gguf"]


@dataclass(frozen=True)
class MarianShape:
    """An encoder and decoder of `width`; `outputs` are the rows of the output layer in use."""

    width: int
    inner: int
    encoder_layers: int
    decoder_layers: int
    outputs: int

    @classmethod
    def of(cls, config: Mapping[str, Any], outputs: int) -> MarianShape:
        """Read a Hugging Face config.json."""
        return cls(
            config["d_model"],
            config["decoder_ffn_dim"],
            config["encoder_layers"],
            config["decoder_layers"],
            outputs,
        )

    def per_source_token(self, length: int) -> int:
        """Multiply-adds for one token of a source of `length`, its keys and values included."""
        layer = 4 * self.width**2 + 2 * self.width * self.inner + 2 * length * self.width
        return self.encoder_layers * layer + self.decoder_layers * 2 * self.width**2

    def per_step(self) -> int:
        """Multiply-adds with weights for a row of a decoding step; in int8 the bytes of a step."""
        layer = 6 * self.width**2 + 2 * self.width * self.inner
        return self.decoder_layers * layer + self.outputs * self.width

    def sentence(self, source: int, target: int, beam: int) -> int:
        """Multiply-adds for a sentence of so many tokens, each with `beam` hypotheses."""
        attention = self.decoder_layers * 2 * self.width * (source + target // 2)
        return source * self.per_source_token(source) + beam * target * (
            self.per_step() + attention
        )


@dataclass(frozen=True)
class ChatShape:
    """A decoder's matrices: `weights` in its layers, `output` in the output layer, and their bytes.

    Attention over the text is left out: under 2 % of the work at the lengths of a summary.
    """

    weights: int
    output: int
    read_bytes: int

    def per_prompt_token(self) -> int:
        """Multiply-adds; the output layer runs for a prompt's last token alone."""
        return self.weights


@dataclass(frozen=True)
class _Tensor:
    name: str
    shape: tuple[int, ...]
    offset: int


def chat_shape(path: Path) -> ChatShape:
    """Read a GGUF file's shape from its header."""
    with path.open("rb") as file:
        tensors, start = read_gguf(file)
    ends = sorted([*(t.offset for t in tensors), path.stat().st_size - start])
    size = {t.name: ends[ends.index(t.offset) + 1] - t.offset for t in tensors}
    count = {t.name: prod(t.shape) for t in tensors if len(t.shape) > 1}
    output = "output.weight" if "output.weight" in count else "token_embd.weight"
    # Of the embeddings a step reads one row, unless they are the output layer too.
    idle = {"token_embd.weight"} - {output}
    layers = sum(n for name, n in count.items() if name not in (output, "token_embd.weight"))
    read = sum(n for name, n in size.items() if name not in idle)
    return ChatShape(layers, count[output], read)


def read_gguf(file: BinaryIO) -> tuple[Sequence[_Tensor], int]:
    """Return a GGUF file's tensors and where their data starts, in bytes."""
    _, _, tensor_count, entries = struct.unpack("<4sIQQ", file.read(24))
    alignment = 32
    for _ in range(entries):
        key = _string(file)
        value = _value(file, _number(file, "I"))
        alignment = value if key == "general.alignment" else alignment
    tensors = [_tensor(file) for _ in range(tensor_count)]
    return tensors, -(-file.tell() // alignment) * alignment


def _tensor(file: BinaryIO) -> _Tensor:
    name = _string(file)
    shape = tuple(_number(file, "Q") for _ in range(_number(file, "I")))
    _number(file, "I")
    return _Tensor(name, shape, _number(file, "Q"))


TYPES = dict(enumerate("BbHhIif?")) | {10: "Q", 11: "q", 12: "d"}
STRING, ARRAY = 8, 9


def _value(file: BinaryIO, kind: int) -> Any:
    if kind == STRING:
        return _string(file)
    if kind == ARRAY:
        inner = _number(file, "I")
        return [_value(file, inner) for _ in range(_number(file, "Q"))]
    return _number(file, TYPES[kind])


def _string(file: BinaryIO) -> str:
    return file.read(_number(file, "Q")).decode(errors="replace")


def _number(file: BinaryIO, code: str) -> Any:
    return struct.unpack(f"<{code}", file.read(struct.calcsize(code)))[0]
