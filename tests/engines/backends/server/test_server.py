"""A chat model behind an OpenAI-compatible server, kind or broken."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from command_line import ARTICLE, ENGLISH, SUMMARY, newsbrief
from fake_llm import JSON, SSE, Answer, FakeLLM, error, serving, streamed
from fakes import FakeTranslator
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.backends.server.address import Server, parse_address
from newsbrief.engines.backends.server.chat import ServerChat
from newsbrief.engines.prompts import Prompt
from newsbrief.engines.protocols import Question
from newsbrief.errors import ModelError, ModelUnavailable, NewsbriefError, UnknownModel, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PROMPT = Prompt("You are an editor.", "Copy two sentences.")
QUESTION = Question(PROMPT, max_tokens=20)
PATIENCE_S = 20.0
CHOICES = ("The group sold…", "Its chief left…")
HELD = "1. The group sold…\n2. Its chief left…"
AS_JSON = json.dumps({"lines": list(CHOICES)}, ensure_ascii=False)


@pytest.fixture
def fake() -> Iterator[FakeLLM]:
    with serving(FakeLLM(answers=[streamed("Hel", "lo")])) as server:
        yield server


def chat_with(fake: FakeLLM, **options: Any) -> ServerChat:
    pauses: list[float] = options.pop("pauses", [])
    return ServerChat(Server(fake.url, **options), role="summary", sleep=pauses.append)


def ask(fake: FakeLLM, **options: Any) -> str:
    return chat_with(fake, **options).complete(QUESTION)


def ask_lines(chat: ServerChat) -> str:
    return chat.complete(Question(PROMPT, max_tokens=90, num_lines=2, choices=CHOICES))


def refusing(*fields: str, answer: Answer) -> Callable[[dict[str, Any]], Answer]:
    """A server that answers 400 to requests with one of `fields`."""

    def respond(request: dict[str, Any]) -> Answer:
        refused = [name for name in fields if name in request]
        return error(400, f"unknown field {refused[0]}") if refused else answer

    return respond


def test_a_fake_server_prints_nothing_when_its_client_goes_away(
    fake: FakeLLM, capfd: pytest.CaptureFixture[str]
) -> None:
    arrived, gone = threading.Event(), threading.Event()

    def slow(request: dict[str, Any]) -> Answer:
        arrived.set()
        gone.wait(PATIENCE_S)
        return 200, SSE, b"x" * 10_000_000

    fake.answers = [slow]
    address = parse_address(fake.url)
    host, _, port = address.host.partition(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(b"POST /v1/chat/completions HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}")
        assert arrived.wait(PATIENCE_S)
    handlers = [t for t in threading.enumerate() if "process_request_thread" in t.name]
    gone.set()
    for handler in handlers:
        handler.join(PATIENCE_S)
    assert capfd.readouterr().err == ""


def test_the_pieces_of_a_stream_become_the_answer_and_its_progress(fake: FakeLLM) -> None:
    told: list[int] = []
    answer = chat_with(fake).complete(QUESTION, on_progress=told.append)
    assert answer == "Hello"
    assert max(told) == 2
    sent = fake.requests[0]
    assert (sent["model"], sent["temperature"], sent["max_tokens"]) == ("tiny", 0, 20)
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]


def test_a_gateway_that_does_not_stream_is_read_all_the_same(fake: FakeLLM) -> None:
    message = {"role": "assistant", "content": "Hello"}
    body = {"choices": [{"message": message, "finish_reason": "stop"}], "error": None}
    fake.answers = [(200, JSON, json.dumps(body).encode())]
    assert ask(fake) == "Hello"


def test_a_seed_samples_and_is_sent(fake: FakeLLM) -> None:
    chat_with(fake).complete(replace(QUESTION, seed=7))
    assert fake.requests[0]["seed"] == 7
    assert fake.requests[0]["temperature"] > 0


@pytest.mark.parametrize(
    ("owner", "named"),
    [
        ("llamacpp", "llama.cpp server"),
        ("vllm", "vLLM"),
        ("library", "Ollama"),
        ("somebody", "OpenAI-compatible server"),
    ],
)
def test_the_signature_names_model_and_host(fake: FakeLLM, owner: str, named: str) -> None:
    fake.models = [{"id": "/srv/models/qwen-q4.gguf", "owned_by": owner}]
    use = chat_with(fake).use
    assert (use.role, use.name, use.revision) == ("summary", "qwen-q4", "server")
    assert use.runtime == f"{named} at {fake.url.split('/')[2]}"


def test_a_name_from_the_server_cannot_steer_a_terminal_or_fill_a_page(fake: FakeLLM) -> None:
    fake.models = [{"id": "tiny\x1b[31m\n" + "x" * 5000}]
    assert chat_with(fake).use.name.isprintable()
    assert len(chat_with(fake).use.name) <= 120


@pytest.mark.parametrize(
    ("entry", "tokens"),
    [({"max_model_len": 32768}, 32768), ({"meta": {"n_ctx": 8192}}, 8192), ({}, 4096)],
)
def test_the_context_is_what_the_server_tells(
    fake: FakeLLM, entry: dict[str, Any], tokens: int
) -> None:
    fake.models = [{"id": "tiny", **entry}]
    assert chat_with(fake).context_tokens == tokens


@pytest.mark.parametrize("name", ["second", "second:latest", "nickname"])
def test_a_model_of_the_list_is_asked_for_by_its_own_name(fake: FakeLLM, name: str) -> None:
    fake.models = [{"id": "first"}, {"id": "second:latest", "aliases": ["nickname"]}]
    ask(fake, model=name)
    assert fake.requests[0]["model"] == "second:latest"


# Constraints


@pytest.mark.parametrize(
    ("owner", "refused", "used", "answer"),
    [
        ("llamacpp", (), "grammar", HELD),
        ("vllm", (), "structured_outputs", HELD),
        ("vllm", ("structured_outputs",), "guided_grammar", HELD),
        ("vllm", ("structured_outputs", "guided_grammar"), "response_format", AS_JSON),
        ("library", (), "response_format", AS_JSON),
        ("somebody", (), "response_format", AS_JSON),
        ("llamacpp", ("grammar",), "response_format", AS_JSON),
    ],
)
def test_lines_are_held_by_what_the_server_takes(
    fake: FakeLLM, owner: str, refused: tuple[str, ...], used: str, answer: str
) -> None:
    fake.models = [{"id": "tiny", "owned_by": owner}]
    fake.answers = [refusing(*refused, answer=streamed(answer))]
    chat = chat_with(fake)
    assert ask_lines(chat) == HELD
    assert used in fake.requests[-1]
    before = len(fake.requests)
    assert ask_lines(chat) == HELD
    assert len(fake.requests) == before + 1  # what was found out is remembered


def test_a_constraint_passed_over_in_silence_is_noticed(fake: FakeLLM) -> None:
    def old_vllm(request: dict[str, Any]) -> Answer:
        return streamed(HELD if "guided_grammar" in request else "Here are two sentences.")

    fake.models = [{"id": "tiny", "owned_by": "vllm"}]
    fake.answers = [old_vllm]
    assert ask_lines(chat_with(fake)) == HELD


def test_a_server_without_any_constraint_still_gives_its_answer(fake: FakeLLM) -> None:
    answer = streamed("1. The group sold its plant.\n2. Its chief left on Monday.")
    fake.answers = [refusing("response_format", answer=answer)]
    assert ask_lines(chat_with(fake)).startswith("1. The group sold its plant.")
    assert "response_format" not in fake.requests[-1]


def test_one_request_refused_for_its_own_sake_does_not_loosen_the_next(fake: FakeLLM) -> None:
    fake.models = [{"id": "tiny", "owned_by": "llamacpp"}]
    fake.answers = [*[error(400, "no such template")] * 3, streamed(HELD)]
    chat = chat_with(fake)
    with pytest.raises(ModelError, match=r"refused the request .*no such template"):
        ask_lines(chat)
    ask_lines(chat)
    assert "grammar" in fake.requests[-1]


def test_json_cut_off_by_the_token_limit_gives_its_whole_lines(fake: FakeLLM) -> None:
    fake.answers = [streamed(AS_JSON[: AS_JSON.index("chief")], finish="length")]
    assert ask_lines(chat_with(fake)) == "1. The group sold…"


def test_what_a_model_thinks_aloud_is_no_answer(fake: FakeLLM) -> None:
    fake.answers = [streamed("<think>Two lines. 1. No.</think>\n\n", HELD)]
    assert ask_lines(chat_with(fake)) == HELD


def test_a_model_that_thinks_its_tokens_away_is_told(fake: FakeLLM) -> None:
    thought = {"choices": [{"delta": {"reasoning_content": "Hm"}, "finish_reason": "length"}]}
    fake.answers = [(200, SSE, f"data: {json.dumps(thought)}\n\n".encode())]
    with pytest.raises(ModelError, match="thought until its 20 tokens were spent"):
        ask(fake)


# What goes wrong

GARBAGE = (200, SSE, b"data: <html>\n\n")
PAGE = (200, {"Content-Type": "text/html"}, b"<html>Welcome</html>")
IN_STREAM = (200, SSE, b'data: {"error": {"message": "out of memory"}}\n\n')
NO_CHOICES = (200, JSON, b'{"detail": "hello"}')
WRONG_SHAPE = (200, JSON, b'{"choices": [{"message": {"content": 5}}]}')
LONG = error(400, "request (9030 tokens) exceeds the available context size (4096 tokens)")


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        (error(401, "Invalid API Key"), ModelUnavailable, "401.*set NEWSBRIEF_LLM_KEY"),
        (error(404, "The model `tiny` does not exist."), UnknownModel, "--model-summary"),
        (error(404, "Not Found"), ModelUnavailable, "check --llm-url"),
        (error(429, "slow down"), ModelUnavailable, "busy .429: slow down.*try again later"),
        (error(503, "Loading model"), ModelUnavailable, "busy"),
        (error(500, "CUDA error"), ModelError, "500: CUDA error.*its log"),
        (LONG, ModelError, "too little context"),
        (error(302, "moved", Location="http://192.0.2.9/v1"), ModelUnavailable, "192.0.2.9.*not f"),
        (GARBAGE, ModelError, "something else than a chat completion"),
        (PAGE, ModelError, "answered with text/html"),
        (IN_STREAM, ModelError, "out of memory"),
        (NO_CHOICES, ModelError, "hello"),
        (WRONG_SHAPE, ModelError, "something else than a chat completion"),
        (streamed("Hel", finish=None, done=False), ModelError, "broke its answer off"),
        (streamed(*["x" * 100_000] * 81), ModelError, "writes without end"),
        ((200, SSE, b"\xff\xfe" * 1000), ModelError, "broke its answer off"),
        ((200, SSE, b"data: " + b"[" * 100_000 + b"\n\n"), ModelError, "something else"),
        ((500, JSON, b"[" * 60_000), ModelError, "500"),
    ],
)
def test_each_failure_is_one_line_of_its_own_kind(
    fake: FakeLLM, answer: Answer, kind: type[ModelError], message: str
) -> None:
    fake.answers = [answer]
    with pytest.raises(ModelError, match=message) as caught:
        ask(fake)
    assert type(caught.value) is kind
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_a_pause(fake: FakeLLM, status: int) -> None:
    fake.answers = [error(status, "busy"), error(status, "busy"), streamed("Hello")]
    pauses: list[float] = []
    assert ask(fake, pauses=pauses) == "Hello"
    assert pauses == [0.5, 1.0]


def test_a_server_is_left_alone_as_long_as_it_asks_within_reason(fake: FakeLLM) -> None:
    first, second = (error(429, "busy", Retry_After=after) for after in ("3", "86400"))
    fake.answers = [first, second, streamed("Hello")]
    pauses: list[float] = []
    assert ask(fake, pauses=pauses) == "Hello"
    assert pauses == [3.0, 30.0]


def test_an_answer_that_breaks_off_is_asked_for_again(fake: FakeLLM) -> None:
    fake.answers = [streamed("Hel", finish=None, done=False), streamed("Hello")]
    assert ask(fake) == "Hello"


def test_a_connection_closed_before_the_promised_end_is_told(fake: FakeLLM) -> None:
    chat = chat_with(fake)
    fake.cut, fake.answers = True, [streamed("Hel", finish=None, done=False)]
    with pytest.raises(ModelError, match="broke its answer off"):
        chat.complete(QUESTION)
    assert len(fake.requests) == 5


def test_a_silent_server_is_left_after_the_time_limit(fake: FakeLLM) -> None:
    let_go = threading.Event()

    def slow(request: dict[str, Any]) -> Answer:
        let_go.wait(30)
        return streamed("Hello")

    fake.answers = [slow]
    chat = chat_with(fake, timeout_s=0.2)
    with pytest.raises(ModelError, match=r"did not answer within 0\.2 s; raise --llm-timeout"):
        chat.complete(QUESTION)
    let_go.set()


def test_an_address_where_nothing_listens_is_told_before_any_work() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(ModelUnavailable, match=f"{url}/v1 cannot be reached .*start it"):
            ServerChat(Server(url), role="summary")


def test_what_does_not_speak_http_is_told() -> None:
    def greet(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=greet, args=(listener,), daemon=True).start()
        with pytest.raises(ModelUnavailable, match="does not speak HTTP"):
            ServerChat(
                Server(f"http://127.0.0.1:{listener.getsockname()[1]}"),
                role="summary",
                sleep=lambda _: None,
            )


@pytest.mark.parametrize("name", ["other", "gpt"])
def test_a_model_that_the_server_lacks_is_told_with_what_it_has(fake: FakeLLM, name: str) -> None:
    with pytest.raises(UnknownModel, match=f"has no model '{name}'; it serves tiny"):
        chat_with(fake, model=name)


def test_a_server_that_lists_nothing_needs_a_name(fake: FakeLLM) -> None:
    fake.models = []
    with pytest.raises(UnknownModel, match="--model-summary"):
        chat_with(fake)
    assert ask(fake, model="mine") == "Hello"
    assert fake.requests[0]["model"] == "mine"


# Addresses, keys, and where the text goes


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1"),
        ("https://llm.example.org/v1/", "https://llm.example.org/v1"),
        ("http://[::1]:11434", "http://[::1]:11434/v1"),
        ("https://gateway.example.org/llm/openai", "https://gateway.example.org/llm/openai"),
    ],
)
def test_an_address_may_be_given_short(url: str, base: str) -> None:
    assert parse_address(url).base == base


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("localhost:8080", "give it as http"),
        ("ftp://localhost/v1", "give it as http"),
        ("file:///etc/passwd", "give it as http"),
        ("http://", "give it as http"),
        ("http://host:port/v1", "is no address"),
        ("http://user:secret@host/v1", "NEWSBRIEF_LLM_KEY"),
        ("http://host/v1?api_key=secret", "goes on after its path"),
        ("http://host/v1 x", "give it as http"),
    ],
)
def test_an_address_that_is_none_is_a_usage_error(url: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        parse_address(url)
    assert "user:secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "is_loopback"),
    [
        ("http://localhost:8080", True),
        ("http://llm.localhost", True),
        ("http://127.8.8.8", True),
        ("http://[::1]", True),
        ("http://192.168.1.5", False),
        ("http://localhost.example.org", False),
        ("http://llm", False),
    ],
)
def test_what_is_this_machine_is_told_by_its_name(url: str, is_loopback: bool) -> None:
    assert parse_address(url).is_loopback is is_loopback


def test_the_key_goes_into_the_header_alone(fake: FakeLLM) -> None:
    server = Server(fake.url, key="sk-secret")
    chat = ServerChat(server, role="summary")
    chat.complete(QUESTION)
    assert {headers["Authorization"] for headers in fake.headers} == {"Bearer sk-secret"}
    assert "secret" not in repr(server) + repr(chat.use)


def test_a_key_that_would_break_the_header_is_a_usage_error(fake: FakeLLM) -> None:
    with pytest.raises(UsageError, match="NEWSBRIEF_LLM_KEY"):
        chat_with(fake, key="sk\r\nHost: elsewhere")


def test_a_proxy_is_not_asked_for_what_is_on_this_machine(
    fake: FakeLLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask(fake) == "Hello"


class Notes:
    """A progress that keeps what it is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def start(self, label: str, total: int | None) -> None: ...

    def advance(self, amount: int) -> None: ...

    def note(self, message: str) -> None:
        self.notes.append(message)

    def finish(self) -> None: ...


def test_text_that_leaves_this_machine_is_told_once(
    fake: FakeLLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = fake.url.split(":")[2].split("/")[0]
    monkeypatch.setattr(socket, "getaddrinfo", _to_loopback(socket.getaddrinfo))
    notes = Notes()
    url = f"http://llm.example.org:{port}"
    engines = LoadedEngines(server=Server(url), progress=notes)
    assert engines.chat() is engines.chat()
    assert notes.notes == [f"the article's text goes to llm.example.org:{port}, unencrypted"]


def _to_loopback(lookup: Callable[..., Any]) -> Callable[..., Any]:
    """A name server that knows llm.example.org as this machine."""

    def found(host: str, *rest: Any, **options: Any) -> Any:
        return lookup("127.0.0.1" if host == "llm.example.org" else host, *rest, **options)

    return found


def test_a_server_on_this_machine_is_not_worth_a_note(fake: FakeLLM) -> None:
    notes = Notes()
    LoadedEngines(server=Server(fake.url), progress=notes).chat()
    assert notes.notes == []


def test_a_server_that_fails_while_the_run_begins_is_a_newsbrief_error(fake: FakeLLM) -> None:
    fake.listing = (200, JSON, b"[[[")
    with pytest.raises(NewsbriefError, match="lists no model"):
        chat_with(fake)


# The command line


@pytest.fixture
def translator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LoadedEngines, "translator", lambda self: FakeTranslator(ENGLISH))


@pytest.mark.usefixtures("translator")
def test_the_command_has_a_server_summarise(
    fake: FakeLLM,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    fake.answers = [streamed(json.dumps({"lines": [line[3:] for line in SUMMARY.splitlines()]}))]
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setenv("NEWSBRIEF_LLM_KEY", "sk-secret")
    assert newsbrief(monkeypatch, str(tmp_path / "article.txt"), "--llm-url", fake.url) == 0
    captured = capfd.readouterr()
    assert "The Northlake group bought the company Voltarenne" in captured.out
    assert f"OpenAI-compatible server at {fake.url.split('/')[2]}" in captured.out
    assert "secret" not in captured.out + captured.err
    assert fake.headers[0]["Authorization"] == "Bearer sk-secret"


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--llm-url", "http://127.0.0.1:9"], 10, "cannot be reached"),
        (["--llm-url", "localhost:8080"], 2, "give it as http"),
        (["--llm-url", "http://127.0.0.1:9", "--model", "x"], 2, "use --model-summary"),
        (
            ["--llm-url", "http://127.0.0.1:9", "--model-summary", "extractive"],
            2,
            "needs no server",
        ),
        (["--llm-timeout", "3"], 2, "give --llm-url too"),
    ],
)
@pytest.mark.usefixtures("translator")
def test_a_server_that_cannot_be_used_costs_no_translation(
    options: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert newsbrief(monkeypatch, str(tmp_path / "article.txt"), *options) == code
    captured = capfd.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert len(captured.err.splitlines()) == 1
