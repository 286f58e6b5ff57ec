"""What limits.py measures, each in a process of its own: `python probes.py NAME SETTINGS`.

SETTINGS is a JSON object of keyword arguments; the last line on standard output is the result.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SIDE = 2048  # of the square matrices: 8 GMAC, beyond every cache
ARRAY_BYTES = 2**29
PROMPT_CHARACTERS = 2000
BANDWIDTH_S = 2.0


def _median(work: Callable[[], object], *, rounds: int = 7) -> float:
    work()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def int8(threads: int) -> float:
    """Multiply-adds a second of a product of int8 matrices, by oneDNN through torch."""
    import torch

    torch.set_num_threads(threads)
    left, right = (torch.randint(-128, 127, (SIDE, SIDE), dtype=torch.int8) for _ in range(2))
    return float(SIDE**3 / _median(lambda: torch._int_mm(left, right)))


def fp32(threads: int) -> float:
    """Multiply-adds a second of a product of fp32 matrices, by numpy; threads set outside."""
    import numpy as np

    matrix = np.random.default_rng(threads).random((SIDE, SIDE), dtype=np.float32)
    return float(SIDE**3 / _median(lambda: matrix @ matrix))


def bandwidth(size: int = ARRAY_BYTES) -> float:
    """Bytes a second read from an array; BLAS's dot product reads faster than sum or copy."""
    import numpy as np

    array = np.ones(size // 4, dtype=np.float32)
    once = _median(lambda: np.dot(array, array), rounds=3)
    rounds = max(3, int(BANDWIDTH_S / once))
    return float(size / _median(lambda: np.dot(array, array), rounds=rounds))


def translation(lines: list[str], *, alone: bool, **engine: Any) -> dict[str, Any]:
    """Translate lines together, or one by one; return seconds and (source, target) tokens."""
    from newsbrief.engines.backends.ct2 import MarianCT2

    folder, converted = (Path(engine.pop(key)) for key in ("weights", "converted"))
    model = MarianCT2(folder, converted, name="", revision="", **engine)
    model.translate(lines[:4])
    started = time.perf_counter()
    groups = [[line] for line in lines] if alone else [lines]
    answers = [hypotheses[0] for group in groups for hypotheses in model.translate(group)]
    seconds = time.perf_counter() - started
    target = [len(model._target.encode(answer)) + 1 for answer in answers]
    return {
        "seconds": seconds,
        "tokens": list(zip(map(model.count_tokens, lines), target, strict=True)),
    }


def step(
    line: str,
    weights: str,
    converted: str,
    *,
    rows: int,
    intra_threads: int = 1,
    compute_type: str = "int8",
) -> float:
    """Seconds for one greedy decoding step with so many rows: one sentence, so often."""
    import ctranslate2
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(f"{weights}/source.spm")
    batch = [[*pieces.encode(line, out_type=str), "</s>"]] * rows
    model = ctranslate2.Translator(
        converted, compute_type=compute_type, inter_threads=1, intra_threads=intra_threads
    )

    def decoded(limit: int) -> int:
        results = model.translate_batch(
            batch, beam_size=1, max_decoding_length=limit, min_decoding_length=limit, use_vmap=True
        )
        return len(results[0].hypotheses[0])

    # The difference leaves out the encoder, which has a row for each source token.
    few, many = 8, 40
    return (_median(lambda: decoded(many), rounds=5) - _median(lambda: decoded(few), rounds=5)) / (
        many - few
    )


def chat(path: str, text: str, threads: int) -> dict[str, Any]:
    """Return llama.cpp's own timings of a prompt and 48 tokens after it: medians of three."""
    import xllamacpp

    from newsbrief.engines.backends.llama import _parameters

    server = xllamacpp.Server(_parameters(xllamacpp, Path(path), threads))
    taken = []
    for i in range(3):
        content = f"{i}. Tell this again in your own words.\n{text[:PROMPT_CHARACTERS]}"
        request = {
            "messages": [{"role": "user", "content": content}],
            "max_tokens": 48,
            "temperature": 0,
            "cache_prompt": False,
        }
        taken.append(server.handle_chat_completions(request)["timings"])
    return {
        "prefill_s": statistics.median(t["prompt_ms"] / t["prompt_n"] for t in taken) / 1000,
        "decode_s": statistics.median(t["predicted_ms"] / t["predicted_n"] for t in taken) / 1000,
    }


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](**json.loads(sys.argv[2]))), flush=True)  # noqa: T201
