"""Fuzz one target, or all in turn, guided by coverage: pip install atheris (Linux, macOS).

    python fuzz/run.py TARGET|all [--seconds 60] [--corpus FOLDER]
    python fuzz/run.py properties [--seconds 60]

`properties` needs no atheris: it runs the suite's property tests with examples drawn anew, time and
again until the seconds have passed. Keep what it finds as an @example of the test that failed.

The seeds are the samples, the injections of the tests and the units of `hostile.py`. An input that
breaks a promise is written to the corpus folder as `crash-…`, and the run ends with 1: it belongs
into a test. `python fuzz/run.py TARGET --input FILE` runs the target once on one file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import click
from hostile import SHAPES
from targets import TARGETS

ROOT = Path(__file__).resolve().parents[1]
MAX_BYTES = 3_000  # larger inputs find no other paths and take their time
SEED_CHARACTERS = 300
# Beginnings of what holds an article, for the targets of `containers.py`.
CONTAINED = [
    b"Subject: a\nFrom: b <c@d.e>\nDate: Tue, 25 Feb 2025 06:30:00 +0100\n"
    b"Content-Type: text/html; charset=utf-8\n\n<p>La mairie ferme la piscine.</p>",
    b"<rss><channel><title>a</title><item><title>b</title><link>http://a.b/</link>"
    b"<description>&lt;p&gt;La mairie ferme.&lt;/p&gt;</description></item></channel></rss>",
    b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": "a"}]}',
    b'{"text": "La mairie ferme la piscine.", "id": "1", "title": "a"}\n{"html": "<p>a</p>"}\n',
    b'{"@type": "NewsArticle", "headline": "a", "author": [{"name": "b"}], "articleBody": "c"}',
    b'{"a": [{"type": "p", "html": "La mairie ferme la piscine de la ville en mai."}]}',
    b'data: {"choices": [{"delta": {"content": "a"}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n',
    b'{"data": [{"id": "a", "owned_by": "vllm", "max_model_len": 4096}]}',
    b'\xff<w:p><w:r><w:t>La mairie</w:t></w:r><w:hyperlink w:anchor="a"/></w:p>',
    b'[brief]\nsummary-sentences = 3\nprompts = "a"\n',
]
_DRIVER = """
import sys
sys.path[:0] = {paths!r}
import atheris
with atheris.instrument_imports(include=["newsbrief"]):
    from targets import TARGETS
atheris.Setup(sys.argv, TARGETS[{name!r}])
atheris.Fuzz()
"""


@click.command()
@click.argument("target", type=click.Choice([*TARGETS, "all", "properties"]))
@click.option("--seconds", default=60, show_default=True, help="For each target.")
@click.option("--corpus", type=click.Path(file_okay=False, path_type=Path), help="Kept there.")
@click.option("--input", "one", type=click.Path(exists=True, path_type=Path), help="Run this once.")
def main(target: str, seconds: int, corpus: Path | None, one: Path | None) -> None:
    """Fuzz TARGET."""
    if one is not None:
        TARGETS[target](one.read_bytes())
        return
    if target == "properties":
        sys.exit(_search(seconds))
    names = list(TARGETS) if target == "all" else [target]
    with tempfile.TemporaryDirectory() as temporary:
        failed = [name for name in names if _fuzz(name, seconds, corpus or Path(temporary))]
    click.echo(f"failed: {', '.join(failed)}" if failed else "nothing found")
    sys.exit(bool(failed))


def _search(seconds: float) -> int:
    """Run the property tests at least once; return the exit code of the first run that fails."""
    end = time.monotonic() + seconds
    command = [sys.executable, "-m", "pytest", "-m", "hypothesis", str(ROOT / "tests")]
    environment = {**os.environ, "NEWSBRIEF_FUZZ": "long"}
    while True:
        code = subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
        if code or time.monotonic() >= end:
            return code


def _fuzz(name: str, seconds: int, corpus: Path) -> int:
    """Run one target in a process of its own: atheris takes the whole of it."""
    own = corpus / name
    _seed(own)
    driver = _DRIVER.format(paths=[str(ROOT / "src"), str(ROOT / "fuzz")], name=name)
    options = [f"-max_total_time={seconds}", f"-max_len={MAX_BYTES}", f"-artifact_prefix={own}/"]
    quiet = ["-verbosity=0", "-print_final_stats=1", "-timeout=20"]
    return subprocess.run(
        [sys.executable, "-c", driver, *options, *quiet, str(own)], check=False
    ).returncode


def _seed(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds():
        (folder / sha256(seed).hexdigest()[:16]).write_bytes(seed)


def seeds() -> list[bytes]:
    """Return beginnings of our own samples, and each hostile shape in small."""
    samples = [path for path in (ROOT / "samples").iterdir() if path.is_file()]
    whole = [path.read_bytes()[:MAX_BYTES] for path in samples]
    shapes = [make(SEED_CHARACTERS)[-MAX_BYTES:].encode() for _, make in SHAPES.values()]
    pairs = [b"\x1d".join([seed[:900]] * 3) for seed in whole]
    return [*whole, *pairs, *shapes, *CONTAINED]


if __name__ == "__main__":
    main()
