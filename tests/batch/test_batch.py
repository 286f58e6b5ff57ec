"""The command `newsbrief batch`: killed anywhere, it goes on, and nothing is lost or twice."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
from itertools import count
from typing import TYPE_CHECKING

import pytest

from batch_runs import (
    KILLED,
    SENTENCES,
    at_call,
    batch,
    before_each,
    contents,
    ids,
    killed_at,
    killed_in,
    records,
    unordered_contents,
    write_records,
)
from newsbrief.batch.sinks import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

resource = pytest.importorskip("resource")  # not on Windows
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children share the fakes")
COUNT = 16
QUICK = ("-q", "--no-summary")


def done(out: Path) -> int:
    """How many articles the last run into a folder has done, by its report."""
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return int(report["this_run"]["done"])


def change(source: Path, number: int) -> None:
    """Another sentence in one article of a file of records."""
    rows = source.read_text(encoding="utf-8").splitlines()
    rows[number] = rows[number].replace("la piscine", "une patinoire")
    source.write_text("\n".join(rows), encoding="utf-8")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_records(tmp_path / "in.jsonl", COUNT)


OUTPUTS = ["whole/", "whole.jsonl", "whole.parquet"]


@pytest.mark.parametrize("name", OUTPUTS)
def test_killed_at_any_time_it_goes_on_to_the_same_bytes(
    tmp_path: Path, source: Path, name: str
) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    ends = "/" if name.endswith("/") else ""
    whole, dice, kills = tmp_path / name, random.Random(5), 0
    assert batch(source, "-o", f"{whole}{ends}", *QUICK) == 0
    for number in count():
        out = tmp_path / f"{number}-{name.strip('/')}"
        kills += killed_until_done(source, f"{out}{ends}", dice)
        assert unordered_contents(out) == unordered_contents(whole)
        if kills > 5:  # a quick machine may be done before it is killed
            break
    assert number < 50


def killed_until_done(source: Path, out: str, dice: random.Random) -> int:
    """Run a batch again and again, killed at any time; return how often it was."""
    kills, code = 0, KILLED
    while code != 0:
        after = dice.uniform(0.02, 0.3 + kills / 20)
        code = batch(source, "-o", out, *QUICK, before=killed_in(after))
        kills += code == -signal.SIGALRM
        if code == 16:  # killed at the same article too often
            code = batch(source, "-o", out, *QUICK, "--retry-failed")
        assert kills < 200
    return kills


@pytest.mark.parametrize("name", OUTPUTS)
def test_killed_before_any_step_that_lasts_it_goes_on_to_the_same_bytes(
    tmp_path: Path, name: str
) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    source = write_records(tmp_path / "in.jsonl", 3)
    whole, ends = tmp_path / name, "/" if name.endswith("/") else ""
    assert batch(source, "-o", f"{whole}{ends}", *QUICK) == 0
    step, code = 0, KILLED
    while code == KILLED:
        out = tmp_path / f"{step}-{name.strip('/')}"
        code = batch(source, "-o", f"{out}{ends}", *QUICK, before=killed_at(step))
        assert batch(source, "-o", f"{out}{ends}", *QUICK) == 0
        assert contents(out) == contents(whole), step
        step += 1
    assert code == 0
    assert step > 3


@pytest.mark.parametrize("name", ["x.jsonl", "x.parquet"])
def test_killed_while_a_changed_article_replaces_its_record_nothing_is_lost_or_twice(
    tmp_path: Path, name: str
) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    step, code = 0, KILLED
    while code == KILLED:
        folder = tmp_path / str(step)
        folder.mkdir()
        source, out = write_records(folder / "in.jsonl", 3), folder / name
        assert batch(source, "-o", out, *QUICK) == 0
        change(source, 1)
        code = batch(source, "-o", out, *QUICK, before=killed_at(step))
        assert batch(source, "-o", out, *QUICK) == 0
        assert sorted(ids(out)) == ["n0", "n1", "n2"], step
        assert "une patinoire" in str(unordered_contents(out)), step
        step += 1
    assert code == 0


def test_what_is_done_is_not_done_again(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert batch(source, "-o", out, *QUICK) == 0
    before = out.stat().st_mtime_ns
    assert batch(source, "-o", out, "--no-summary") == 0
    assert out.stat().st_mtime_ns == before
    assert f"0 articles done in 0 s (0.0/min), {COUNT} kept from before" in capfd.readouterr().err


def test_a_changed_article_is_done_again_and_this_is_said(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert batch(source, "-o", out, *QUICK) == 0
    change(source, 4)
    assert batch(source, "-o", out, "--no-summary") == 0
    err = capfd.readouterr().err
    assert "some articles have changed since: they are done again" in err
    assert "1 article done" in err
    assert "une patinoire" in (out / "n4.brief.md").read_text(encoding="utf-8")


def test_with_other_options_all_is_done_again_and_this_is_said(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert batch(source, "-o", out, *QUICK) == 0
    assert batch(source, "-o", out, "--no-summary", "--bilingual") == 0
    err = capfd.readouterr().err
    assert "options or models have changed" in err
    assert f"{COUNT} articles done" in err


@pytest.mark.parametrize(
    ("option", "name", "before", "after"),
    [
        ("--template", "house.txt.j2", "A {{ newsbrief }}", "B {{ newsbrief }}"),
        ("--glossary", "terms.tsv", "piscine\tpool\n", "piscine\tbaths\n"),
    ],
)
def test_what_an_options_file_holds_is_part_of_the_job(
    tmp_path: Path, source: Path, option: str, name: str, before: str, after: str
) -> None:
    out, file = tmp_path / "out", tmp_path / name
    file.write_text(before, encoding="utf-8")
    assert batch(source, "-o", out, *QUICK, option, file) == 0
    first = done(out)
    assert batch(source, "-o", out, *QUICK, option, file) == 0
    assert done(out) == 0
    file.write_text(after, encoding="utf-8")
    assert batch(source, "-o", out, *QUICK, option, file) == 0
    assert done(out) == first == COUNT


def test_a_file_that_somebody_removed_is_made_again(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    assert batch(source, "-o", out, *QUICK) == 0
    whole = contents(out)
    (out / "n7.brief.md").unlink()
    assert batch(source, "-o", out, *QUICK) == 0
    assert contents(out) == whole


def test_failures_are_reported_each_and_are_tried_again_when_asked(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    write_records(folder / "a.jsonl", 2)
    (folder / "empty.txt").write_text("")
    (folder / "english.txt").write_text("The council voted on Tuesday for a larger budget. " * 5)
    assert batch(folder, "-o", out, *QUICK) == 16
    assert "2 of 4 articles failed" in capfd.readouterr().err
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [(f["id"].rsplit("/")[-1], f["code"]) for f in report["failures"]] == [
        ("empty.txt", 4),
        ("english.txt", 6),
    ]
    assert (report["articles"], report["done"], report["failed"]) == (4, 2, 2)
    assert [flag["name"] for flag in report["flags"]] == ["n0", "n1"]
    assert batch(folder, "-o", out, *QUICK) == 16
    (folder / "empty.txt").write_text("Le conseil a voté mardi un budget pour la piscine.")
    (folder / "english.txt").unlink()
    write_records(folder / "english.txt", 1)
    assert batch(folder, "-o", out, *QUICK, "--force", "--retry-failed") == 0


def test_a_status_names_an_article_that_failed_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    empty, out = tmp_path / "empty.txt", tmp_path / "out"
    empty.touch()
    assert batch(empty, "-o", out, *QUICK) == 16
    capfd.readouterr()
    assert batch("--status", out) == 0
    assert capfd.readouterr().out.count("empty.txt") == 1


def test_it_stops_after_too_many_failures_and_goes_on_later(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("no\n" * 5 + json.dumps({"text": "Le conseil a voté mardi."}))
    out = tmp_path / "out.jsonl"
    assert batch(source, "-o", out, *QUICK, "--max-failures", 2) == 16
    assert "stopped after 3 failures (--max-failures 2)" in capfd.readouterr().err
    assert batch(source, "-o", out, *QUICK) == 16
    assert len(records(out)) == 1


def test_strict_ends_with_14_when_a_brief_is_flagged(tmp_path: Path, source: Path) -> None:
    assert batch(source, "-o", tmp_path / "out", *QUICK, "--strict") == 14


def test_a_bug_costs_its_article_and_one_that_hits_all_stops_the_run(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def break_at(text: str) -> Callable[[], None]:
        def act(article: str) -> None:
            if text in article:
                raise KeyError("lost")

        return before_each("check_document", act)

    out = tmp_path / "out.jsonl"
    assert batch(source, "-o", out, *QUICK, before=break_at("budget de 5 millions")) == 16
    report = json.loads((tmp_path / "out.jsonl.report.json").read_text(encoding="utf-8"))
    (failure,) = report["failures"]
    assert failure["code"] == 1
    assert failure["reason"].startswith("KeyError: 'lost' (test_batch.py:")
    assert len(records(out)) == COUNT - 1
    other = tmp_path / "other.jsonl"
    assert batch(source, "-o", other, *QUICK, before=break_at("")) == 8
    assert "5 articles in a row failed alike" in capfd.readouterr().err
    assert batch(source, "-o", other, *QUICK, "--retry-failed") == 0
    assert other.read_bytes().count(b"\n") == COUNT


def test_an_article_that_kills_the_process_is_given_up_and_the_others_are_done(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def act(article: str) -> None:
        if "budget de 9 millions" in article:
            os.kill(os.getpid(), signal.SIGKILL)

    arm = before_each("summarize_document", act)
    out = tmp_path / "out.jsonl"
    codes = [batch(source, "-o", out, *QUICK, before=arm) for _ in range(5)]
    assert codes == [KILLED, KILLED, KILLED, KILLED, 16]
    assert sorted(ids(out)) == sorted(f"n{n}" for n in range(COUNT) if n != 7)
    assert batch("--status", out) == 0
    assert "n7: newsbrief died 3 times while at this article alone" in capfd.readouterr().out
    assert batch(source, "-o", out, *QUICK, before=arm) == 16
    assert batch(source, "-o", out, *QUICK, "--retry-failed") == 0


def test_what_failed_before_and_is_no_input_any_more_is_no_failure_of_this_run(
    tmp_path: Path, source: Path
) -> None:
    out = tmp_path / "out"
    assert batch(tmp_path / "gone.txt", "-o", out, *QUICK) == 16
    assert batch(tmp_path / "gone.txt", "-o", out, *QUICK) == 16
    assert batch(source, "-o", out, *QUICK) == 0


def test_a_second_run_on_the_same_output_is_told_to_wait(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from filelock import FileLock

    out = tmp_path / "out"
    (out / ".newsbrief").mkdir(parents=True)
    with FileLock(out / ".newsbrief/lock"):
        assert batch(source, "-o", out, *QUICK) == 7
    assert f"another newsbrief is at work on '{out}'" in capfd.readouterr().err
    assert batch(source, "-o", out, *QUICK) == 0


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (
            lambda path: path.write_bytes(b"no database" * 500),
            "is damaged (file is not a database)",
        ),
        (lambda path: _set_version(path, 99), "is of version 99 and this newsbrief writes 1"),
    ],
)
def test_a_journal_that_cannot_be_used_is_told_and_nothing_is_touched(
    tmp_path: Path,
    source: Path,
    capfd: pytest.CaptureFixture[str],
    harm: Callable[[Path], object],
    told: str,
) -> None:
    out = tmp_path / "out.jsonl"
    assert batch(source, "-o", out, *QUICK) == 0
    whole = out.read_bytes()
    harm(tmp_path / "out.jsonl.newsbrief/journal.sqlite")
    assert batch(source, "-o", out, *QUICK) == 7
    (line,) = capfd.readouterr().err.splitlines()
    assert told in line
    assert out.read_bytes() == whole
    assert batch(source, "-o", out, *QUICK, "--restart") == 0
    assert out.read_bytes() == whole


def _set_version(path: Path, version: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_a_file_that_no_batch_wrote_is_left_alone(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    assert batch(source, "-o", out, *QUICK) == 2
    assert "is there already, and no batch wrote it" in capfd.readouterr().err
    assert batch(source, "-o", source, *QUICK, "--restart") == 2
    assert out.read_text() == "mine"
    assert len(records(source)) == COUNT


def test_records_that_somebody_cut_are_told(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert batch(source, "-o", out, *QUICK) == 0
    out.write_bytes(out.read_bytes()[:-10])
    assert batch(source, "-o", out, *QUICK) == 7
    assert "it was changed since" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["out/", "out.jsonl"])
def test_a_full_disk_stops_the_run_with_one_line_and_it_goes_on_later(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    whole, out = tmp_path / f"whole-{name}", tmp_path / name
    assert batch(source, "-o", f"{whole}/" if name.endswith("/") else whole, *QUICK) == 0
    capfd.readouterr()

    def fill() -> None:  # from here on no file can grow
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    arm = before_each("summarize_document", at_call(5, fill))
    target = f"{out}/" if name.endswith("/") else out
    assert batch(source, "-o", target, *QUICK, before=arm) == 7
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("newsbrief: ")
    assert batch(source, "-o", target, *QUICK) == 0
    assert unordered_contents(out) == unordered_contents(whole)


def test_ctrl_c_ends_with_130_says_how_far_it_is_and_blames_no_article(
    tmp_path: Path, source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"

    arm = before_each("summarize_document", at_call(5, lambda: os.kill(os.getpid(), signal.SIGINT)))
    for done in (5, 10):
        assert batch(source, "-o", out, *QUICK, before=arm) == 130
        (line,) = capfd.readouterr().err.splitlines()
        assert line == (
            f"newsbrief: interrupted; {done} of {COUNT} articles are done, and the same command "
            "goes on"
        )
    assert batch("--status", out) == 0
    assert capfd.readouterr().out == "done     10 (10 flagged)\nfailed   0\nleft     6\n"
    assert batch(source, "-o", out, *QUICK) == 0
    assert ids(out) == [f"n{n}" for n in range(COUNT)]


def test_a_reader_of_messages_that_has_gone_costs_nothing(tmp_path: Path, source: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    out = tmp_path / "out.jsonl"
    assert batch(source, "-o", out, "--no-summary", before=lambda: os.dup2(writing, 2)) == 0
    os.close(writing)
    assert len(ids(out)) == COUNT


def test_names_are_unique_whatever_their_case_and_safe_whatever_the_id(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    names = ["a", "A", "../x/y", "", "é" * 200, ".hidden"]
    rows = [{"id": n, "text": f"Le conseil {i} a voté mardi."} for i, n in enumerate(names)]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert batch(source, "-o", out, *QUICK, "--force") == 0
    found = [path.name for path in out.iterdir() if path.suffix == ".md"]
    assert len({name.lower() for name in found}) == len(names)
    assert {"a.brief.md", "x-y.brief.md", "in-4.brief.md", "hidden.brief.md"} <= set(found)


def test_an_id_that_two_articles_have_costs_the_second_and_the_same_article_twice_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source, out = write_records(tmp_path / "in.jsonl", 2), tmp_path / "out.jsonl"
    first, second = source.read_text(encoding="utf-8").splitlines()
    source.write_text("\n".join([first, first, second, second.replace("n1", "n0")]))
    assert batch(source, "-o", out, *QUICK) == 16
    assert "the id 'n0' is another article's too" in (tmp_path / "out.jsonl.report.json").read_text(
        encoding="utf-8"
    )
    assert ids(out) == ["n0", "n1"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["in.jsonl"], "needs -o"),
        (["-o", "out"], "needs an input"),
        (["in.jsonl", "-o", ""], "-o needs a name"),
        (["in.jsonl", "-o", "out.jsonl.gz"], "'out.jsonl.gz' looks like a file"),
        (["--status", "nowhere"], "no batch was written to 'nowhere'"),
        (["in.jsonl", "-o", "out.jsonl", "--bilingual"], "'out.jsonl' holds records"),
    ],
)
def test_misuse_is_told_in_one_line(
    arguments: list[str], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert batch(*arguments) == 2
    (line,) = capfd.readouterr().err.splitlines()
    assert told in line


def test_past_some_number_files_lie_in_folders_of_their_own(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "FLAT", 10)
    out = tmp_path / "out"
    assert batch(source, "-o", out, *QUICK) == 0
    assert len(list(out.glob("*.brief.md"))) == 10
    assert len(list(out.glob("??/*.brief.md"))) == COUNT - 10


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
@pytest.mark.parametrize("listed", [False, True])
def test_the_output_is_never_taken_for_an_input(tmp_path: Path, name: str, listed: bool) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_records(folder / "a.jsonl", 3)
    given: list[object] = [f"{folder}/**/*"]
    if listed:
        (tmp_path / "list").write_text(f"{folder}/a.jsonl\n{folder}/{name}\n")
        given = ["--from-file", tmp_path / "list"]
    for _ in range(2):
        assert batch(*given, "-o", folder / name, *QUICK) == 0
        assert sorted(ids(folder / name)) == ["n0", "n1", "n2"]


def test_a_broken_record_with_the_id_of_a_good_one_costs_the_good_one_nothing(
    tmp_path: Path,
) -> None:
    source, out = write_records(tmp_path / "in.jsonl", 40), tmp_path / "out.jsonl"
    with source.open("a", encoding="utf-8") as file:
        file.write('\n{"id": "n0", "text": ""}')
    for _ in range(2):
        assert batch(source, "-o", out, *QUICK) == 16
        assert sorted(ids(out)) == sorted(f"n{n}" for n in range(40))


def test_names_that_are_no_utf8_cost_nothing(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(SENTENCES[0], encoding="utf-8")
    (folder / "b.jsonl").write_text(json.dumps({"id": "\ud800", "text": SENTENCES[1]}))
    assert batch(folder, "-o", out, *QUICK, "--force") == 0
    assert sorted(ids(out))[-1].endswith("ud800") or len(ids(out)) == 2
    assert batch(folder, "-o", tmp_path / "files", *QUICK, "--force") == 0


def test_a_list_may_be_a_pipe(tmp_path: Path, source: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{source}\n".encode())
    os.close(writing)
    out = tmp_path / "out.jsonl"
    assert batch("--from-file", f"/dev/fd/{reading}", "-o", out, *QUICK) == 0
    os.close(reading)
    assert len(ids(out)) == COUNT


def test_an_entry_that_two_feeds_have_is_briefed_once(tmp_path: Path) -> None:
    entry = f"<item><title>Le pont</title><guid>https://q.example/1</guid><description>{SENTENCES[0]}</description></item>"
    for name in ("une", "pol"):
        feed = f'<rss version="2.0"><channel><title>{name}</title>{entry}</channel></rss>'
        (tmp_path / f"{name}.rss").write_text(feed, encoding="utf-8")
    given = [tmp_path / "une.rss", tmp_path / "pol.rss", "--no-follow", "--force"]
    out = tmp_path / "out.jsonl"
    assert batch(*given, "-o", out, *QUICK) == 0
    assert len(ids(out)) == 1
