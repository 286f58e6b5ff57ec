"""Large hostile articles end: each stage in a process of its own that is stopped if it hangs.

How the time grows is measured by `fuzz/scaling.py`; here a limit of many times the usual time tells
a hang. NEWSBRIEF_FUZZ=long sends every shape through.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hostile import SHAPES
from patterns import patterns, traps

from repository import ROOT

LONG = os.environ.get("NEWSBRIEF_FUZZ") == "long"
LIMIT_S = 600 if LONG else 120  # for what takes some seconds
SCRIPT = """
import sys
sys.path[:0] = {paths!r}
from hostile import SHAPES
from newsbrief.errors import NewsbriefError
from stages import STAGES
for name in sys.argv[3:]:
    kind, make = SHAPES[name]
    try:
        STAGES[sys.argv[1]](make(int(sys.argv[2])).encode("utf-8", "surrogatepass"), kind)
    except NewsbriefError:
        pass
"""
MEGABYTES = [
    "prose-in-one-line letters base64-blob brackets square-brackets guillemets straight-quotes",
    "asterisks spaces no-break-spaces digits figures points-and-digits conditionals capitals",
    "combining-marks anchors-as-text escapes-open mojibake ellipses capitals-without-spaces",
    "nested-div open-b html-letters html-entities html-comments-html md-backticks yaml-bomb",
]
# In these a pattern, a stack or a list once took more than linear time.
WHOLE = [
    "ranges dates times amounts number-words roman percentages ordinals",
    "conditionals-that-report suppositions names introduced-names initials name-links acronyms",
    "md-backticks md-backslashes md-dollars md-stars-and-letters md-links md-emphasis-mixed",
    "short-lines labels bylines md-list-items sparse-table sparse-html-table distinct-anchors",
    "distinct-names distinct-words distinct-links html-hidden html-styles style-rules md-escaped",
]


def run(stage: str, size: int, shapes: str) -> None:
    script = SCRIPT.format(paths=[str(ROOT / "src"), str(ROOT / "fuzz")])
    command = [sys.executable, "-c", script, stage, str(size), *shapes.split()]
    done = subprocess.run(command, capture_output=True, check=False, timeout=LIMIT_S)
    assert done.returncode == 0, done.stderr.decode()[-2_000:]


@pytest.mark.parametrize("shapes", MEGABYTES)
def test_five_megabytes_are_decoded_read_and_segmented(shapes: str) -> None:
    run("segment", 5_000_000, shapes)


@pytest.mark.parametrize("shapes", WHOLE)
def test_a_hostile_article_is_briefed_whole(shapes: str) -> None:
    run("whole", 20_000 if LONG else 4_000, shapes)


only_long = pytest.mark.skipif(not LONG, reason="takes a quarter of an hour: NEWSBRIEF_FUZZ=long")


@only_long
@pytest.mark.parametrize("shape", ["prose-in-one-line", "paragraphs"])
def test_five_megabytes_of_prose_are_briefed_whole(shape: str) -> None:
    run("whole", 5_000_000, shape)


@only_long
@pytest.mark.parametrize("shape", SHAPES if LONG else [])
def test_every_shape_is_briefed_whole(shape: str) -> None:
    run("whole", 20_000, shape)


def test_no_pattern_takes_exponential_time_on_a_trap() -> None:
    """Polynomial time is bounded by what they are given: lines of 800 characters at most."""
    script = (
        f"import sys; sys.path[:0] = {[str(ROOT / 'src'), str(ROOT / 'fuzz')]!r}\n"
        "from patterns import patterns, traps\n"
        "for pattern in patterns().values():\n"
        "    for trap in traps(pattern, 120):\n"
        "        pattern.search(trap)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=LIMIT_S)


def test_the_patterns_of_every_module_are_found_and_have_traps() -> None:
    found = patterns()
    assert len(found) > 300
    assert sum(bool(traps(pattern, 50)) for pattern in found.values()) > 200
