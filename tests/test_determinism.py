"""The same article gives the same brief, whatever order Python's sets and hashes have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = ("long-report.txt", "interview.txt", "pasted-page.txt")
SEEDS = ("0", "1", "2")

# The fake changes a letter of the French, so that every check has findings; the summary's evidence
# is printed as well, with every digit: a sum of floats in another order differs in the last one.
CODE = """
import sys
from fakes import Echo, FakeEngines
from newsbrief.engines.backends.extractive import Extractive
from newsbrief.formats.record import to_json
from newsbrief.inputs.expand import expand
from newsbrief.pipeline import Options, brief
from newsbrief.summary.evidence import Evidence
from newsbrief.summary.salience import statements

for source in expand(sys.argv[1:]):
    result = brief(source.read(), FakeEngines(Echo(), Extractive()), Options(force=True))
    print(to_json(result))
    paragraphs = dict(enumerate(block.text for block in result.translation.blocks))
    evidence, texts = Evidence(paragraphs), statements(paragraphs)
    print([(text.text, text.salience) for text in texts])
    for text in texts:
        print(evidence.support(" ".join(text.text.split()[:-2])))
"""


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_brief_does_not_depend_on_the_hash_seed(sample: str) -> None:
    assert len({_output(sample, seed) for seed in SEEDS}) == 1


def _output(sample: str, seed: str) -> bytes:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": "utf-8",
    }
    path = Path(__file__).parents[1] / "samples" / sample
    command = [sys.executable, "-c", CODE, str(path)]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout
