"""The summary by llama.cpp's own server, with the real weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fakes import FakeEngines
from newsbrief.engines import models
from newsbrief.engines.backends import LoadedEngines, llama
from newsbrief.engines.backends.server.address import Server
from newsbrief.engines.prompts import Prompt
from newsbrief.engines.protocols import Question
from newsbrief.errors import ModelError, ModelUnavailable
from newsbrief.inputs.reading import read_article
from newsbrief.pipeline import Options, brief
from repository import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.weights

KEY = "known-to-this-test"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """llama-server's engine, listening on loopback with the default summary model."""
    import xllamacpp

    parameters = llama.server_parameters(
        xllamacpp, models.ensure(models.default("chat").name).path, threads=2
    )
    parameters.api_keys = [KEY]
    running = xllamacpp.Server(parameters)
    yield Server(running.listening_address, key=KEY)
    del running


def test_a_brief_by_the_server_is_the_brief_of_one_process(
    server: Server, real_engines: LoadedEngines
) -> None:
    article = read_article(str(SAMPLES / "pasted-page.txt"))
    served = FakeEngines(real_engines.translator(), LoadedEngines(server=server).chat())
    alone, by_server = brief(article, real_engines, Options()), brief(article, served, Options())
    use = by_server.models[1]
    assert use.name == "qwen2.5-coder-1.5b-instruct-q4_k_m"
    assert use.runtime.startswith("llama.cpp server at 127.0.0.1:")
    assert replace(by_server, models=alone.models) == alone


def test_the_server_holds_lines_to_a_schema_too(server: Server) -> None:
    from newsbrief.engines.backends.server.chat import ServerChat

    chat = ServerChat(server, role="summary")
    chat._first = 1
    choices = ("The group sold…", "Its chief left…")
    prompt = Prompt("", "Copy: The group sold its plant. Its chief left. It rained.")
    answer = chat.complete(Question(prompt, max_tokens=90, num_lines=2, choices=choices))
    assert all(line[3:] in choices for line in answer.splitlines())
    assert len(answer.splitlines()) == 2


def test_the_server_says_what_is_wrong(server: Server) -> None:
    chat = LoadedEngines(server=server).chat()
    with pytest.raises(ModelError, match="too little context"):
        chat.complete(Question(Prompt("", "word " * 9000), max_tokens=5))
    with pytest.raises(ModelUnavailable, match="NEWSBRIEF_LLM_KEY"):
        LoadedEngines(server=replace(server, key="another")).chat()
