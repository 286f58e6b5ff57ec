"""Each backend with a tiny model of the real architecture."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sentencepiece

import tiny
from fakes import FakeChat
from newsbrief.engines.backends.chat_translator import ChatTranslator
from newsbrief.engines.backends.convert import convert
from newsbrief.engines.backends.ct2 import MarianCT2
from newsbrief.engines.backends.hf import HFChat, HFTranslator
from newsbrief.engines.backends.waiting import interruptible
from newsbrief.engines.prompts import Prompt, load_prompts
from newsbrief.engines.protocols import Question, ignore_progress
from newsbrief.errors import ModelError
from newsbrief.system import torch_device

if TYPE_CHECKING:
    from collections.abc import Callable


SOURCES = ["le groupe a vendu son usine", "la banque", "12 sites et 450 salariés à Lyon"]


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.marian(tmp_path_factory.mktemp("marian") / "model")


@pytest.fixture(scope="module")
def marian_ct2(marian: Path, tmp_path_factory: pytest.TempPathFactory) -> MarianCT2:
    converted = tmp_path_factory.mktemp("converted")
    convert(marian, converted)
    return MarianCT2(marian, converted, name="tiny", revision="0", threads=2)


def test_ctranslate2_and_transformers_count_tokens_alike(
    marian: Path, marian_ct2: MarianCT2
) -> None:
    reference = HFTranslator(marian, name="tiny", revision="0", device="cpu")
    for source in SOURCES:
        assert marian_ct2.count_tokens(source) == reference.count_tokens(source)


def test_ctranslate2_returns_the_asked_hypotheses_in_order(marian_ct2: MarianCT2) -> None:
    done: list[int] = []
    groups = marian_ct2.translate(SOURCES, num_hypotheses=3, on_progress=done.append)
    assert [len(group) for group in groups] == [3, 3, 3]
    assert groups[1] == marian_ct2.translate([SOURCES[1]], num_hypotheses=3)[0]
    assert done[-1] == len(SOURCES)


def test_ctranslate2_writes_pieces_of_the_target_language_only(
    marian: Path, tmp_path: Path
) -> None:
    weights = Path(shutil.copytree(marian, tmp_path / "weights"))
    tiny.sentencepiece_model(weights / "target.spm", vocabulary=40)
    convert(weights, tmp_path / "converted")
    model = MarianCT2(weights, tmp_path / "converted", name="tiny", revision="0", threads=1)
    target = sentencepiece.SentencePieceProcessor(str(weights / "target.spm"))
    known = {target.id_to_piece(i) for i in range(target.get_piece_size())}
    written = {
        p
        for r in model._search([["▁le", "</s>"]], 8, ignore_progress)
        for h in r.hypotheses
        for p in h
    }
    assert written <= known


def test_nothing_to_translate_is_no_error(marian_ct2: MarianCT2) -> None:
    assert marian_ct2.translate([]) == []


def test_a_broken_marian_folder_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="newsbrief models verify"):
        MarianCT2(tmp_path, tmp_path, name="tiny", revision="0", threads=1)


def test_weights_that_cannot_be_converted_are_a_model_error(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    with pytest.raises(ModelError, match="try --runtime transformers"):
        convert(tmp_path / "none", tmp_path / "target")


FIRST_TOKEN: dict[Callable[[Path], Path], str] = {
    tiny.nllb: "eng_Latn",
    tiny.m2m100: "__en__",
    tiny.mbart50: "en_XX",
}


@pytest.mark.parametrize("build", FIRST_TOKEN, ids=lambda build: build.__name__)
def test_multilingual_models_are_told_to_write_english(
    tmp_path: Path, build: Callable[[Path], Path]
) -> None:
    model = HFTranslator(build(tmp_path / "m"), name="tiny", revision="0", device="cpu")
    expected = model._tokenizer.convert_tokens_to_ids(FIRST_TOKEN[build])
    assert model._generate_arguments == {"forced_bos_token_id": expected}
    assert model._tokenizer.src_lang.startswith("fr")
    assert [len(group) for group in model.translate(SOURCES, num_hypotheses=2)] == [2, 2, 2]


def test_madlad_is_told_its_target_by_a_prefix(tmp_path: Path) -> None:
    model = HFTranslator(tiny.madlad(tmp_path / "m"), name="tiny", revision="0", device="cpu")
    assert model._prefix == "<2en> "
    assert len(model.translate(SOURCES)) == len(SOURCES)


def test_transformers_returns_translations_in_the_order_of_the_texts(marian: Path) -> None:
    model = HFTranslator(marian, name="tiny", revision="0", device="cpu")
    assert model.translate(SOURCES) == [model.translate([source])[0] for source in SOURCES]


def test_a_folder_without_a_model_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        HFTranslator(tmp_path, name="tiny", revision="0", device="cpu")


def test_a_device_that_is_not_there_is_a_model_error() -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    with pytest.raises(ModelError, match="--device auto"):
        torch_device("cuda")


def test_a_chat_model_answers_the_same_for_the_same_seed(tmp_path: Path) -> None:
    model = HFChat(
        tiny.chat(tmp_path / "m"), role="summary", name="tiny", revision="0", device="cpu"
    )
    prompt = Prompt("la banque", "le groupe a vendu")
    assert model.context_tokens == 256
    answers = [
        model.complete(Question(prompt, max_tokens=8, seed=seed)) for seed in (None, None, 1, 1)
    ]
    assert answers[0] == answers[1]
    assert answers[2] == answers[3]


def test_a_chat_model_translates_through_the_prompt() -> None:
    chat = FakeChat(["The bank."])
    translator = ChatTranslator(chat, load_prompts())
    assert translator.translate(["La banque."], num_hypotheses=2) == [["The bank.", "The bank."]]
    assert "La banque." in chat.prompts[0].user
    assert translator.use.role == "translation"


def test_an_interrupt_does_not_wait_for_native_code(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = threading.Event()

    def interrupted(self: threading.Thread, timeout: float | None = None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "join", interrupted)
    with pytest.raises(KeyboardInterrupt):
        interruptible(lambda: stopped.wait(30), stopped.set)
    assert stopped.is_set()


def test_an_error_in_the_waiting_thread_reaches_the_caller() -> None:
    def fail() -> None:
        raise ValueError("inside")

    with pytest.raises(ValueError, match="inside"):
        interruptible(fail, lambda: None)
