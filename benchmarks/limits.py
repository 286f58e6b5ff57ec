"""How far newsbrief is from what this machine can do at most.

    python benchmarks/limits.py flores-dev.fr [--sentences 96] [--switches]

Measured first: int8 and fp32 multiply-adds a second, by one core and by all, and the bytes a second
that they read from memory. Then each stage: its work, counted from the model's shape, over the time
that it took, as a share of these. Last what a decoding step of the translator costs by the rows in
it, and with --switches what the settings of its libraries change for a lone sentence.

FR holds one sentence a line. A share needs a quiet machine. Shares near or above 100 % of the
bandwidth mean that the caches hold part of the weights.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
import facts
from contest import table
from work import MarianShape, chat_shape

from newsbrief.engines import models
from newsbrief.engines.backends.convert import convert
from newsbrief.engines.backends.ct2 import BEAM
from newsbrief.system import physical_cores

PROBES = Path(__file__).with_name("probes.py")
ROWS = (1, 2, 4, 8, 16, 32, 64)
LIMIT_S = 240.0
SWITCH_LIMIT_S = 40.0
GIGA = 1e9
# Name, variables of the environment, arguments of the probe.
SWITCHES: list[tuple[str, dict[str, str], dict[str, object]]] = [
    ("compute type float32", {}, {"compute_type": "float32"}),
    ("intra_threads 2", {}, {"intra_threads": 2}),
    *((f"oneDNN: at most {isa}", {"ONEDNN_MAX_CPU_ISA": isa}, {})
      for isa in ("AVX2", "AVX512_CORE", "AVX512_CORE_VNNI")),
    ("no primitive cache", {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "0"}, {}),
    ("threads wait busily", {"OMP_WAIT_POLICY": "ACTIVE"}, {}),
    ("threads wait asleep", {"OMP_WAIT_POLICY": "PASSIVE"}, {}),
    ("packed weights", {"CT2_USE_EXPERIMENTAL_PACKED_GEMM": "1", "CT2_PACKED_GEMM": "1"}, {}),
    ("MKL", {"CT2_USE_MKL": "1"}, {}),
]  # fmt: skip


@dataclass(frozen=True)
class Peaks:
    """Multiply-adds and bytes a second, by one core and by all: [0] and [1]."""

    int8: tuple[float, float]
    fp32: tuple[float, float]
    bandwidth: tuple[float, float]


@click.command()
@click.argument("source", metavar="FR", type=click.Path(exists=True, path_type=Path))
@click.option("--sentences", default=96, show_default=True)
@click.option("--switches", is_flag=True, help="Also try the libraries' settings.")
def main(source: Path, sentences: int, switches: bool) -> None:
    """Measure this machine's limits, and each stage's distance from them."""
    lines = source.read_text(encoding="utf-8").splitlines()[:sentences]
    found = peaks(physical_cores())
    click.echo(_machine_table(found))
    local = models.ensure(models.default("translate").name)
    kind = "ctranslate2-int8-target"
    converted = models.build_derived(local, kind, partial(convert, local.path))
    paths = {"weights": str(local.path), "converted": str(converted)}
    shape = _shape(local.path, converted)
    rows = [*_translation_rows(lines, paths, shape, found), *_chat_rows(lines, found)]
    click.echo("\n" + table(("stage", "% of int8 multiply-adds", "% of bandwidth"), rows))
    click.echo("\n" + _steps(lines[1], paths, shape, found))
    if switches:
        click.echo("\n" + _switches(lines[1], paths))
    click.echo(f"\n{facts.machine()}; {facts.versions(('ctranslate2', 'torch', 'xllamacpp'))}")
    click.echo(facts.data(source))


def peaks(cores: int) -> Peaks:
    """Measure the machine, with one thread or process and with as many as cores."""
    return Peaks(
        (probed("int8", threads=1), probed("int8", threads=cores)),
        (probed("fp32", threads=1), probed("fp32", threads=cores)),
        (_bandwidth(1), _bandwidth(cores)),
    )


def _bandwidth(processes: int) -> float:
    started = [_start("bandwidth", {}, {"OPENBLAS_NUM_THREADS": "1"}) for _ in range(processes)]
    return sum(float(_result(process)) for process in started)


def probed(name: str, *, limit_s: float = LIMIT_S, env: dict[str, str] | None = None,
           **settings: Any) -> Any:  # fmt: skip
    """Return what a probe measured in its own process. Raises TimeoutExpired."""
    blas = {"OPENBLAS_NUM_THREADS": str(settings.get("threads", 1))}
    return _result(_start(name, settings, blas | (env or {})), limit_s)


def _start(name: str, settings: dict[str, Any], env: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, str(PROBES), name, json.dumps(settings)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env=os.environ | env, text=True, **pipes)


def _result(process: subprocess.Popen[str], limit_s: float = LIMIT_S) -> Any:
    try:
        said, _ = process.communicate(timeout=limit_s)
    finally:
        process.kill()
    if process.returncode:
        raise click.ClickException(f"a probe failed: {' '.join(map(str, process.args))[:200]}")
    return json.loads(said.splitlines()[-1])


def _machine_table(found: Peaks) -> str:
    rows = [
        (name, f"{one / GIGA:.0f}", f"{every / GIGA:.0f}")
        for name, (one, every) in (
            ("int8 multiply-adds, G/s", found.int8),
            ("fp32 multiply-adds, G/s", found.fp32),
            ("read from memory, GB/s", found.bandwidth),
        )
    ]
    return table(("limit", "one core", "all cores"), rows)


def _shape(weights: Path, converted: Path) -> MarianShape:
    config = json.loads((weights / "config.json").read_text(encoding="utf-8"))
    outputs = len((converted / "vmap.txt").read_text(encoding="utf-8").split())
    return MarianShape.of(config, outputs)


def _translation_rows(
    lines: list[str], paths: dict[str, str], shape: MarianShape, found: Peaks
) -> list[tuple[str, ...]]:
    cores = physical_cores()
    rows = []
    for name, taken, alone, threads in (
        ("translation, full batches, all cores", lines, False, cores),
        ("translation, one sentence, one core", lines[:12], True, 1),
    ):
        got = probed("translation", lines=taken, alone=alone, threads=threads, **paths)
        work = sum(shape.sentence(s, t, BEAM) for s, t in got["tokens"])
        rate = work / got["seconds"] / found.int8[threads > 1]
        steps = sum(t for _, t in got["tokens"]) * shape.per_step() / got["seconds"]
        read = _percent(steps / found.bandwidth[threads > 1]) if alone else "—"
        rows.append((name, _percent(rate), read))
    return rows


def _chat_rows(lines: list[str], found: Peaks) -> list[tuple[str, ...]]:
    path = next(models.ensure(models.default("chat").name).path.parent.rglob("*.gguf"))
    shape = chat_shape(path)
    got = probed("chat", path=str(path), text="\n".join(lines), threads=physical_cores())
    prefill = shape.per_prompt_token() / got["prefill_s"] / found.int8[1]
    decode = (shape.weights + shape.output) / got["decode_s"] / found.int8[1]
    read = shape.read_bytes / got["decode_s"] / found.bandwidth[1]
    return [
        ("summary, reading the prompt, all cores", _percent(prefill), "—"),
        ("summary, writing, all cores", _percent(decode), _percent(read)),
    ]


def _steps(line: str, paths: dict[str, str], shape: MarianShape, found: Peaks) -> str:
    times = [probed("step", line=line, rows=rows, **paths) for rows in ROWS]
    read_s = shape.per_step() / found.bandwidth[0]
    rows = [
        (
            str(n),
            f"{seconds / times[0]:.2f}",
            f"{seconds / n / (times[-1] / ROWS[-1]):.1f}",
            f"{seconds / read_s:.1f}",
            _percent(n * shape.per_step() / seconds / found.int8[0]),
        )
        for n, seconds in zip(ROWS, times, strict=True)
    ]
    head = ("rows of a decoding step", "time against one row", "time a row against 64 rows",
            "time against reading the weights", "% of int8 multiply-adds")  # fmt: skip
    slope, intercept = statistics.linear_regression(ROWS, times)
    told = f"fixed cost of a step: that of {intercept / slope:.1f} rows"
    return f"{table(head, rows)}\n\n{told}, and {intercept / read_s:.1f} times reading the weights"


def _switches(line: str, paths: dict[str, str]) -> str:
    rows = []
    for name, env, settings in SWITCHES:
        usual = probed("step", line=line, rows=1, **paths)
        try:
            told = probed("step", limit_s=SWITCH_LIMIT_S, env=env, line=line, rows=1,
                          **paths, **settings)  # fmt: skip
            rows.append((name, f"{usual / told:.2f}"))
        except subprocess.TimeoutExpired:
            rows.append((name, f"no end in {SWITCH_LIMIT_S:.0f} s"))
    return table(("switch", "rate of a lone sentence against the usual"), rows)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


if __name__ == "__main__":
    main()
