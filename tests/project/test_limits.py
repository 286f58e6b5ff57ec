"""The work that limits.py counts from a model's shape."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from work import ChatShape, MarianShape, chat_shape

if TYPE_CHECKING:
    from pathlib import Path

TINY = MarianShape(width=4, inner=8, encoder_layers=2, decoder_layers=3, outputs=10)


def test_a_decoding_step_multiplies_every_weight_of_the_decoder_once() -> None:
    attention, cross, inner = 4 * 16, 2 * 16, 2 * 4 * 8
    assert TINY.per_step() == 3 * (attention + cross + inner) + 10 * 4


def test_a_source_token_pays_for_the_encoder_and_for_the_keys_and_values_of_the_decoder() -> None:
    assert TINY.per_source_token(5) == 2 * (4 * 16 + 2 * 4 * 8 + 2 * 5 * 4) + 3 * 2 * 16


def test_a_sentence_pays_for_each_hypothesis_of_the_beam() -> None:
    encoder = 5 * TINY.per_source_token(5)
    greedy, beam = (TINY.sentence(5, 6, beam) - encoder for beam in (1, 2))
    assert beam == 2 * greedy > 12 * TINY.per_step()


def test_opus_mt_takes_38_million_multiply_adds_a_step() -> None:
    config = {"d_model": 512, "decoder_ffn_dim": 2048, "encoder_layers": 6, "decoder_layers": 6}
    assert MarianShape.of(config, 31_989).per_step() == 38_398_464


def _string(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


def _gguf(path: Path, tensors: dict[str, tuple[tuple[int, ...], int]]) -> Path:
    """Write a GGUF file of tensors: name, shape, size in bytes."""
    head = struct.pack("<4sIQQ", b"GGUF", 3, len(tensors), 2)
    head += _string("general.name") + struct.pack("<I", 8) + _string("tiny")
    head += _string("tokens") + struct.pack("<IIQ", 9, 8, 2) + _string("a") + _string("b")
    offset = 0
    for name, (shape, size) in tensors.items():
        head += _string(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, offset)
        offset += size
    path.write_bytes(head + b"\0" * (-len(head) % 32) + b"\0" * offset)
    return path


def test_embeddings_beside_an_output_layer_are_not_read_in_a_step(tmp_path: Path) -> None:
    tensors = {"token_embd.weight": ((4, 10), 96), "blk.0.w": ((4, 6), 64), "blk.0.b": ((6,), 32)}
    own = _gguf(tmp_path / "own", {**tensors, "output.weight": ((4, 10), 128)})
    assert chat_shape(own) == ChatShape(weights=24, output=40, read_bytes=64 + 32 + 128)
    tied = _gguf(tmp_path / "tied", tensors)
    assert chat_shape(tied) == ChatShape(weights=24, output=40, read_bytes=96 + 64 + 32)
