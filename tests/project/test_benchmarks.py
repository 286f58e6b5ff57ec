"""The harness of the benchmarks, with contestants that need no weights."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import facts
import pytest
from contest import Contestant, Record, Turn, median_ratio, run, table
from growth import beginning
from process import Failed, forget, measured
from summarisers import parsed

if TYPE_CHECKING:
    from pathlib import Path

FAKES = """
import os, sys

def loud(mark=""):
    def work(items):
        print("a library prints to standard output")
        return [mark + item.upper() for item in items]
    return work

def noting(path, name):
    def work(items):
        with open(path, "a") as file:
            file.write(f"{name}:{'+'.join(items)} ")
        return items
    return work

def dying(when):
    def work(items):
        if when in items:
            sys.exit(f"no more memory for {when}")
        return items
    return work

def unloadable():
    raise ValueError("weights are not here")

def environment(name):
    return lambda items: [os.environ[name]]
"""


@pytest.fixture
def fakes(tmp_path: Path) -> Path:
    (tmp_path / "fakes.py").write_text(FAKES, encoding="utf-8")
    return tmp_path


def turn(seconds: float) -> Turn:
    return Turn(("un", "deux"), ("one", "two"), seconds, seconds)


def test_what_a_library_prints_does_not_get_into_the_replies(fakes: Path) -> None:
    loud = Contestant("loud", "fakes:loud", {"mark": "!"}, path=(fakes,))
    (record,) = run([loud], [["été", "b"]])
    assert record.turns[0].output == ("!ÉTÉ", "!B")
    assert record.turns[0].seconds >= 0
    assert record.peak_bytes > 0


def test_contestants_take_turns_within_each_round_in_an_order_that_changes(fakes: Path) -> None:
    log = fakes / "log"
    three = [
        Contestant(name, "fakes:noting", {"path": str(log), "name": name}, path=(fakes,))
        for name in "ABC"
    ]
    run(three, [[str(number)] for number in range(4)])
    done = log.read_text().split()
    rounds = [done[i : i + 3] for i in range(0, 12, 3)]
    assert [sorted(own) for own in rounds] == [[f"{n}:{i}" for n in "ABC"] for i in range(4)]
    assert len({tuple(entry[0] for entry in own) for own in rounds}) > 1


def test_a_slow_contestant_gets_the_beginning_of_fewer_rounds(fakes: Path) -> None:
    slow = Contestant("slow", "fakes:loud", share=0.25, rounds=1, path=(fakes,))
    (record,) = run([slow], [list("abcdefgh"), list("ijklmnop")])
    assert {number: own.items for number, own in record.turns.items()} == {0: ("a", "b")}


def test_a_contestant_that_dies_is_told_in_one_line_and_the_others_go_on(fakes: Path) -> None:
    dying = Contestant("dying", "fakes:dying", {"when": "b"}, path=(fakes,))
    fit = Contestant("fit", "fakes:loud", path=(fakes,))
    told: list[str] = []
    first, second = run([dying, fit], [["a"], ["b"], ["c"]], tell=told.append)
    assert list(first.turns) == [0]
    assert sorted(second.turns) == [0, 1, 2]
    assert [line for line in told if "left out" in line] == [
        "dying: left out (no more memory for b)"
    ]


def test_a_contestant_that_cannot_load_is_left_out_with_its_reason(fakes: Path) -> None:
    (record,) = run([Contestant("absent", "fakes:unloadable", path=(fakes,))], [["a"]])
    assert record.problem == "ValueError: weights are not here"
    assert not record.turns


def test_a_contestant_has_its_own_environment(fakes: Path) -> None:
    own = Contestant(
        "own", "fakes:environment", {"name": "NB_X"}, path=(fakes,), environment={"NB_X": "set"}
    )
    (record,) = run([own], [["a"]])
    assert record.turns[0].output == ("set",)


def test_the_warm_up_is_no_turn(fakes: Path) -> None:
    (record,) = run([Contestant("loud", "fakes:loud", path=(fakes,))], [["a"]], warm_up=["w"])
    assert [own.items for own in record.turns.values()] == [("a",)]


def test_a_ratio_is_the_median_over_the_rounds_that_both_took_part_in() -> None:
    me = Contestant("me", "fakes:loud")
    base = Record(me, {0: turn(1), 1: turn(2), 2: turn(4), 3: turn(1)})
    peer = Record(me, {0: turn(3), 1: turn(4), 2: turn(40)})
    assert median_ratio(peer, base, lambda own: own.seconds) == 3
    assert median_ratio(Record(me), base, lambda own: own.seconds) is None


def test_a_table_is_markdown() -> None:
    assert table(["a", "b"], [["x", "1"]]) == "| a | b |\n| --- | ---: |\n| x | 1 |"


def test_instruction_sets_are_named_and_nothing_else_of_the_processor() -> None:
    assert facts.instruction_sets("fpu sse2 avx2 avx512_vnni hypervisor") == ["avx2", "avx512_vnni"]
    assert "cores" in facts.machine()


def test_data_are_told_by_digest_and_words(tmp_path: Path) -> None:
    path = tmp_path / "text.fr"
    path.write_text("un deux\ntrois\n", encoding="utf-8")
    assert facts.data(path).endswith("  text.fr, 3 words")


def test_a_command_is_measured_with_its_children() -> None:
    burn = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**6))'])"
    used = measured([sys.executable, "-c", burn])
    assert used.wall_s > 0
    assert used.cpu_s > 0
    assert used.peak_bytes > 0


def test_a_command_that_fails_says_its_last_line() -> None:
    with pytest.raises(Failed, match=r"^out of paper$"):
        measured([sys.executable, "-c", "import sys; sys.exit('first\\nout of paper')"], poll=False)


def test_files_can_be_dropped_from_memory_and_stay_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    path.write_bytes(b"int8")
    forget([path])
    assert path.read_bytes() == b"int8"


def test_an_article_of_a_size_is_the_beginning_of_the_text() -> None:
    lines = ["un deux", "trois quatre cinq", "six"]
    assert beginning(lines, 3) == ["un deux", "trois quatre cinq"]
    assert beginning(lines, 6) == lines
    assert beginning(lines, 7) is None


@pytest.mark.parametrize(
    "answer",
    [
        "Headline: A\nSummary: B c. D e.\nKey points:\n- F\n- G",
        "**Headline:** A\n\n**Summary:**\nB c. D e.\n\n**Key Points:**\n1. F\n2. G",
        "# Headline\nA\n## Summary\nB c.\nD e.\n### Key points\n• F\n• G",
    ],
)
def test_an_answer_is_read_in_the_forms_that_models_write(answer: str) -> None:
    parts = {"headline": "A", "sentences": ["B c.", "D e."], "points": ["F", "G"]}
    assert parsed(answer) == parts


def test_a_point_keeps_the_figure_that_it_begins_with() -> None:
    points = parsed("Key points:\n- 12,400 maps\n2. 3 towns\n* 40% more")["points"]
    assert points == ["12,400 maps", "3 towns", "40% more"]


def test_an_answer_in_no_form_is_a_summary() -> None:
    assert parsed("B c. D e.")["sentences"] == ["B c.", "D e."]
