"""Start-up: CPU of `newsbrief --help` beyond the bare interpreter, and of importing peers.

    python benchmarks/startup.py [--rounds 20] [--imports]

Each round runs every command once, in an order that changes; medians of CPU time, user and system,
less the median of `python -c pass`. Peers are imported as their users do, without any model, and
take part in the first rounds only. The aim is 150 ms beyond the interpreter.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys

import argos
import click
import facts
from contest import table
from peers import Unavailable
from process import Failed, Run, measured

BARE = "python -c pass"
OWN = "newsbrief --help"
PEER_ROUNDS = 3  # they take seconds each
TOP = 10
HELP = ["-m", "newsbrief", "--help"]
PEERS = {
    "import ctranslate2, sentencepiece": "import ctranslate2, sentencepiece",
    "import transformers' models": "from transformers import MarianMTModel, MarianTokenizer",
}
HEAD = ("command", "CPU ms beyond the interpreter", "against newsbrief's", "wall ms")


@click.command()
@click.option("--rounds", default=20, show_default=True)
@click.option("--imports", is_flag=True, help="Show the imports that take longest, too.")
def main(rounds: int, imports: bool) -> None:
    """Start newsbrief and its peers in turn."""
    commands = {
        BARE: ["-c", "pass"],
        OWN: HELP,
        **{name: ["-c", code] for name, code in {**PEERS, **_argos()}.items()},
    }
    runs = _runs({name: [sys.executable, *rest] for name, rest in commands.items()}, rounds)
    cpu = {name: 1000 * statistics.median(run.cpu_s for run in own) for name, own in runs.items()}
    click.echo(table(HEAD, [_row(name, runs[name], cpu) for name in runs]))
    versions = facts.versions(("click", "ctranslate2", "transformers", "torch"))
    click.echo(f"\n{facts.machine()}; {versions}, {rounds} rounds, peers {PEER_ROUNDS}")
    if imports:
        click.echo("\n" + "\n".join(slowest_imports()))


def _argos() -> dict[str, str]:
    try:
        path = argos.installed()
    except Unavailable as exc:
        click.echo(f"argos-translate: left out ({exc})", err=True)
        return {}
    # Without the sentence splitters, which its own users import as well.
    code = (
        f"import os, sys, types; os.environ.update({argos.quiet_home()!r}); "
        f"sys.path.insert(0, {str(path)!r}); sys.modules.update(stanza=types.ModuleType('stanza'), "
        "minisbd=types.SimpleNamespace(SBDetect=None, models=types.SimpleNamespace())); "
        "import argostranslate.translate"
    )
    return {"import argostranslate, no splitters": code}


def _runs(commands: dict[str, list[str]], rounds: int) -> dict[str, list[Run]]:
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(-1, rounds):  # round -1 fills the page cache and is not counted
        for name in random.Random(number).sample(list(commands), len(commands)):
            if number < PEER_ROUNDS or name in (BARE, OWN):
                run = _run(name, commands[name])
                runs[name] += [run] if run and number >= 0 else []
    return {name: own for name, own in runs.items() if own}


def _run(name: str, command: list[str]) -> Run | None:
    try:
        return measured(command, poll=False)
    except Failed as exc:
        click.echo(f"{name}: failed ({exc})", err=True)
        return None


def _row(name: str, runs: list[Run], cpu: dict[str, float]) -> list[str]:
    wall = 1000 * statistics.median(run.wall_s for run in runs)
    beyond = cpu[name] - cpu[BARE]
    if name == BARE:
        return [name, f"0 (its own: {cpu[BARE]:.0f})", "–", f"{wall:.0f}"]
    ratio = beyond / (cpu[OWN] - cpu[BARE])
    return [name, f"{beyond:.0f}", f"{ratio:.1f}", f"{wall:.0f}"]


def slowest_imports() -> list[str]:
    """Return the modules that take most time of their own when newsbrief starts, in ms."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *HELP],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines()]
    timed = [(int(own), name.strip()) for own, _, name in rows if own.strip().isdigit()]
    return [f"{own / 1000:7.1f} ms  {name}" for own, name in sorted(timed, reverse=True)[:TOP]]


if __name__ == "__main__":
    main()
