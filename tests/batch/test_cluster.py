"""`newsbrief batch --ray`: the same results as one process, whatever dies."""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import click
import pytest

from batch_runs import SENTENCES, ids, unordered_contents, write_records
from fakes import FakeChat, FakeEngines, FakeTranslator, install
from newsbrief import __main__ as entry
from newsbrief.batch import cluster
from newsbrief.batch.cluster import Pool, connected, is_address, num_fitting, waves
from newsbrief.batch.cluster_worker import Worker, WorkerSetup
from newsbrief.batch.work import AsFile, Job
from newsbrief.cli import batch as command
from newsbrief.cli.cluster_options import worker_setup_from
from newsbrief.engines.backends import LoadedEngines, loading
from newsbrief.engines.backends.server.address import Server
from newsbrief.errors import ModelError, ModelUnavailable, UsageError
from newsbrief.pipeline import Options
from repository import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsbrief.engines.protocols import Translator

COUNT = 40
IDS = sorted(f"n{n}" for n in range(COUNT))
SMALL = ("--workers", "2", "--cpus-per-worker", "1", "--memory-per-worker", "0.1")
ONE_WORKER = ("--workers", "1", "--cpus-per-worker", "2", "--memory-per-worker", "0.1")


class DyingTranslator(FakeTranslator):
    """Kills its process at one sentence, as often as there are marks to take away."""

    fatal: str
    marks: Path

    def translate(self, texts: Any, **options: Any) -> list[list[str]]:
        if any(self.fatal in text for text in texts):
            for mark in self.marks.iterdir():
                mark.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().translate(texts, **options)


class Fakes(FakeEngines):
    """Engines for workers: by value, since they do not have the tests."""

    def __init__(self, fatal: str = "", marks: Path | None = None, missing: bool = False):
        super().__init__(llm=FakeChat(["1. EN: Le…"]))
        self._fatal, self._marks, self._missing = fatal, marks, missing

    def translator(self) -> Translator:
        if self._missing:
            raise ModelUnavailable("no weights on this machine; fetch them")
        if self._marks is None:
            return FakeTranslator()
        dying = DyingTranslator()
        dying.fatal, dying.marks = self._fatal, self._marks
        return dying


@pytest.fixture(scope="session")
def ray() -> Iterator[Any]:
    """One small cluster for all tests: to start one takes seconds."""
    pytest.importorskip("ray.data")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    import batch_runs
    import fakes

    this = sys.modules[__name__]
    for module in (this, fakes, batch_runs):
        ray.cloudpickle.register_pickle_by_value(module)
    ray.init(
        "local",
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        logging_level="error",
        object_store_memory=100_000_000,
    )
    yield ray
    ray.shutdown()


@pytest.fixture
def run(ray: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run the command in this process, with fakes here and, made by `make`, in the workers."""
    install(llm=FakeChat(["1. EN: Le…"]), patch=monkeypatch.setattr)

    def newsbrief(*arguments: object, make: Callable[[], Any] = Fakes) -> int:
        def fake_setup(engines: LoadedEngines, job: Job, pool: object) -> WorkerSetup:
            return WorkerSetup(make, job)

        monkeypatch.setattr(command, "worker_setup_from", fake_setup)
        monkeypatch.setattr(sys, "argv", ["newsbrief", "batch", *map(str, arguments), "-q"])
        return entry.run()

    return newsbrief


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_records(tmp_path / "in.jsonl", COUNT)


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_workers_give_what_one_process_gives(
    tmp_path: Path, source: Path, run: Callable[..., int], name: str
) -> None:
    alone, spread = tmp_path / f"alone-{name}", tmp_path / f"spread-{name}"
    assert run(source, "-o", alone) == 0
    assert run(source, "--ray", "-o", spread, *SMALL) == 0
    assert unordered_contents(alone) == unordered_contents(spread)
    assert sorted(ids(spread)) == IDS


def test_a_worker_killed_at_its_work_costs_nothing(
    tmp_path: Path, source: Path, run: Callable[..., int]
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    (marks / "one").touch()
    out = tmp_path / "out.jsonl"
    make = partial(Fakes, SENTENCES[0].format(9), marks)
    assert run(source, "--ray", "-o", out, "--no-summary", *SMALL, make=make) == 0
    assert not list(marks.iterdir())
    assert sorted(ids(out)) == IDS


def test_an_article_that_kills_every_worker_fails_alone(
    tmp_path: Path, source: Path, run: Callable[..., int]
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    for number in range(9):
        (marks / str(number)).touch()
    out = tmp_path / "out.jsonl"
    make = partial(Fakes, SENTENCES[0].format(9), marks)
    assert run(source, "--ray", "-o", out, "--no-summary", *SMALL, make=make) == 16
    assert len(list(marks.iterdir())) == 9 - 4  # twice in company, twice alone
    report = json.loads((tmp_path / "out.jsonl.report.json").read_text())
    assert "worker died 2 times" in json.dumps(report)
    assert len(ids(out)) == COUNT - 1


def test_what_would_fail_for_every_article_ends_the_run(
    tmp_path: Path,
    source: Path,
    run: Callable[..., int],
    capfd: pytest.CaptureFixture[str],
) -> None:
    make = partial(Fakes, missing=True)
    assert run(source, "--ray", "-o", tmp_path / "out.jsonl", *SMALL, make=make) == 10
    assert "no weights on this machine" in capfd.readouterr().err


def test_a_run_goes_on_with_ray_or_without(
    tmp_path: Path, source: Path, run: Callable[..., int]
) -> None:
    out = tmp_path / "out.jsonl"
    first = write_records(tmp_path / "first.jsonl", 10)
    assert run(first, "-o", out) == 0
    assert run("--ray", source, "-o", out, *SMALL) == 0
    assert sorted(ids(out)) == IDS


@pytest.mark.weights
def test_real_models_in_workers_give_what_one_process_gives(
    ray: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many threads here as there: with another number llama.cpp rounds otherwise."""
    monkeypatch.setattr(loading, "physical_cores", lambda: 2)
    names = ("clean-text.txt", "wire.txt", "unconfirmed.txt", "markdown.md")
    inputs = [str(SAMPLES / name) for name in names]
    for out, more in (("alone", []), ("spread", ["--ray", *ONE_WORKER])):
        arguments = ["newsbrief", "batch", *inputs, "-o", str(tmp_path / f"{out}.jsonl"), *more]
        monkeypatch.setattr(sys, "argv", arguments)
        assert entry.run() == 0
    assert unordered_contents(tmp_path / "alone.jsonl") == unordered_contents(
        tmp_path / "spread.jsonl"
    )


# Without a cluster


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("auto", True),
        ("local", True),
        ("10.0.0.1:6379", True),
        ("[::1]:6379", True),
        ("ray://head.example.org:10001", True),
        ("in/", False),
        ("articles", False),
        ("C:/articles", False),
        ("in/2031:12", False),
        ("https://journal.example.org:443", False),
        ("-o", False),
        ("--workers=2:16", False),
    ],
)
def test_an_address_is_told_from_an_input(text: str, told: bool) -> None:
    assert is_address(text) is told


@pytest.mark.parametrize(
    ("arguments", "address", "inputs"),
    [
        (["in/", "--ray"], "local", ("in/",)),
        (["--ray", "in/"], "local", ("in/",)),
        (["--ray", "auto", "in/"], "auto", ("in/",)),
        (["--ray", "10.0.0.1:6379", "in/"], "10.0.0.1:6379", ("in/",)),
        (["--ray=ray://head:10001", "in/"], "ray://head:10001", ("in/",)),
        (["--ray", "--", "auto"], "local", ("auto",)),
        (["--", "--ray"], None, ("--ray",)),
        (["in/"], None, ("in/",)),
    ],
)
def test_ray_may_stand_alone_even_before_an_input(
    arguments: list[str], address: str | None, inputs: tuple[str, ...]
) -> None:
    context = command.batch.make_context("batch", [*arguments])
    assert context.params["ray"] == address
    assert context.params["inputs"] == inputs


@pytest.mark.parametrize(("text", "workers"), [("4", (4, 4)), ("2:16", (2, 16))])
def test_workers_are_a_number_or_a_range(text: str, workers: tuple[int, int]) -> None:
    context = command.batch.make_context("batch", ["in/", "--ray", "--workers", text])
    assert context.params["workers"] == workers


@pytest.mark.parametrize("text", ["0", "x", "4:2", "2:", ":4", "-1", "2:4:8"])
def test_other_workers_are_none(text: str) -> None:
    with pytest.raises(click.BadParameter, match="give one as 4, or a range as 2:16"):
        command.batch.make_context("batch", ["in/", "--ray", f"--workers={text}"])


def test_what_is_for_a_cluster_needs_one(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    install(patch=monkeypatch.setattr)
    out = str(tmp_path / "out.jsonl")
    arguments = ["newsbrief", "batch", str(source), "-o", out, "--no-summary", "--workers", "2"]
    monkeypatch.setattr(sys, "argv", arguments)
    assert entry.run() == 2
    assert "--workers is for a cluster; give --ray too" in capfd.readouterr().err


MACHINES: list[dict[str, Any]] = [
    {"Alive": True, "Resources": {"CPU": 8.0, "memory": 16e9}},
    {"Alive": True, "Resources": {"CPU": 3.0, "memory": 64e9, "GPU": 1.0}},
    {"Alive": False, "Resources": {"CPU": 64.0, "memory": 64e9}},
]


@pytest.mark.parametrize(
    ("pool", "count"),
    [(Pool(), 5), (Pool(cpus=1.0), 9), (Pool(gpus=0.5), 1), (Pool(memory_bytes=10**10), 2)],
)
def test_as_many_workers_as_each_machine_has_room_for(pool: Pool, count: int) -> None:
    assert num_fitting(MACHINES, pool) == count


def test_a_worker_that_fits_nowhere_is_told() -> None:
    with pytest.raises(UsageError, match=r"16 CPUs, 0 GPUs, 2\.5 GB\); lower --cpus-per-worker"):
        num_fitting(MACHINES, Pool(cpus=16.0))


def test_waves_are_bounded_by_groups_and_by_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WAVE_BYTES", 100)
    groups = [b"x" * size for size in (10, 10, 10, 90, 90, 10)]
    assert [len(wave) for wave in waves(iter(groups), 2)] == [2, 2, 2]
    assert [len(wave) for wave in waves(iter(groups), 9)] == [4, 2]


def test_workers_run_the_models_of_the_command_on_their_share(tmp_path: Path) -> None:
    engines = LoadedEngines(translation="own", server=Server("http://llm:8000", key="sk"))
    setup = worker_setup_from(engines, Job(Options(), AsFile()), Pool(cpus=3.0))
    made = pickle.loads(pickle.dumps(setup)).make_engines()
    assert (made.translation, made.threads, made.device) == ("own", 3, "cpu")
    assert made.server == engines.server
    assert made.prompts == engines.prompts
    assert made.memory is None


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def init(*_: object, **__: object) -> None:
        raise ConnectionError("Could not find any running Ray instance.\nStart one")

    absent = SimpleNamespace(is_initialized=lambda: False, init=init)
    monkeypatch.setattr(cluster, "require", lambda *_: absent)
    with (
        pytest.raises(ModelUnavailable, match="no Ray cluster can be had at 'auto'"),
        connected("auto"),
    ):
        pass


def test_a_worker_of_another_version_says_so() -> None:
    setup = WorkerSetup(Fakes, Job(Options(), AsFile()), version="0.0.1")
    with pytest.raises(ModelError, match="install the same on all machines"):
        raise Worker(setup, None).brief([])  # type: ignore[misc]


def test_what_ray_says_of_itself_while_it_starts_is_not_shown(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with cluster.native_silence():
        os.write(2, b"Set ray log level")
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"
