"""The contestants of translation.py: each loads its model and returns lines → lines.

`weights` is the folder of opus-mt-fr-en as its authors published it, `converted` its CTranslate2
int8 form. Each function runs in a process of its own.
"""

from __future__ import annotations

import importlib
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Lines = list[str]
PARAGRAPH = 4  # sentences; that of a paragraph of the press
END = "</s>"


def newsbrief() -> Callable[[Lines], Lines]:
    """The whole path by default: segmentation, names and figures, checks, second tries."""
    from newsbrief.engines.backends import LoadedEngines

    return _whole_path(LoadedEngines().translator())


def newsbrief_beam_4() -> Callable[[Lines], Lines]:
    """The whole path with the search that quality is measured against."""
    from newsbrief.engines.backends import LoadedEngines, ct2

    if not hasattr(ct2, "BEAM"):
        raise RuntimeError("backends.ct2 has no BEAM any more: set the beam of 4 in another way")
    ct2.BEAM = 4
    return _whole_path(LoadedEngines().translator())


def newsbrief_engine() -> Callable[[Lines], Lines]:
    """The model as newsbrief sets it up, without anything around it."""
    from newsbrief.engines.backends import LoadedEngines

    translator = LoadedEngines().translator()
    return lambda lines: [group[0] for group in translator.translate(lines)]


def _whole_path(translator: Any) -> Callable[[Lines], Lines]:
    from newsbrief.checks.names import Names, gazetteer
    from newsbrief.document import Block, BlockKind, Document
    from newsbrief.translation.translate import translate_many

    names = Names(gazetteer())

    def work(lines: Lines) -> Lines:
        document = Document(tuple(Block(BlockKind.PARAGRAPH, line) for line in lines))
        ((translation, _),) = translate_many([document], translator, names)
        return [block.text for block in translation.blocks]

    return work


def ct2_at_once(weights: str, converted: str) -> Callable[[Lines], Lines]:
    """CTranslate2 with its defaults, all lines in one call: beam 2, one worker."""
    return _plain_ct2(weights, converted)


def ct2_paragraphs(weights: str, converted: str) -> Callable[[Lines], Lines]:
    """CTranslate2 with its defaults, a call for each paragraph."""
    work = _plain_ct2(weights, converted)
    return lambda lines: [text for part in _chunks(lines, PARAGRAPH) for text in work(part)]


def _plain_ct2(weights: str, converted: str) -> Callable[[Lines], Lines]:
    import ctranslate2
    import sentencepiece

    source, target = (
        sentencepiece.SentencePieceProcessor(f"{weights}/{side}.spm")
        for side in ("source", "target")
    )
    model = ctranslate2.Translator(converted, device="cpu")

    def work(lines: Lines) -> Lines:
        results = model.translate_batch([[*source.encode(s, out_type=str), END] for s in lines])
        return [target.decode(result.hypotheses[0]) for result in results]

    return work


def transformers_single(weights: str) -> Callable[[Lines], Lines]:
    """transformers in fp32 as its translation pipeline ran until version 5 dropped it.

    One text a batch, and the search of the model's own generation_config: beam 4.
    """
    return _transformers(weights, batch=1)


def transformers_batches(weights: str) -> Callable[[Lines], Lines]:
    """transformers in fp32, eight texts a batch in the order given, beam 4."""
    return _transformers(weights, batch=8)


def easynmt(weights: str) -> Callable[[Lines], Lines]:
    """What EasyNMT 2 does: texts sorted by length, longest first, 16 a batch, beam 5."""
    work = _transformers(weights, batch=16, num_beams=5)

    def by_length(lines: Lines) -> Lines:
        order = sorted(range(len(lines)), key=lambda i: len(lines[i]), reverse=True)
        done = dict(zip(order, work([lines[i] for i in order]), strict=True))
        return [done[i] for i in range(len(lines))]

    return by_length


def _transformers(weights: str, batch: int, **search: int) -> Callable[[Lines], Lines]:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    tokenizer = MarianTokenizer.from_pretrained(weights)
    model = MarianMTModel.from_pretrained(weights, dtype=torch.float32).eval()

    def work(lines: Lines) -> Lines:
        texts: Lines = []
        for part in _chunks(lines, batch):
            inputs = tokenizer(part, return_tensors="pt", padding=True, truncation=True)
            with torch.inference_mode():
                output = model.generate(**inputs, **search)
            texts += tokenizer.batch_decode(output, skip_special_tokens=True)
        return texts

    return work


def argos(package: str) -> Callable[[Lines], Lines]:
    """argos-translate's own code on a package made by argos.py: batches of 32 tokens, beam 4.

    Its sentence splitters need models from the net; each line is a sentence already, so they are
    replaced by nothing, which costs it neither time nor memory.
    """
    splitters = types.SimpleNamespace(list_models=lambda: ["fr"])
    sys.modules["minisbd"] = types.SimpleNamespace(SBDetect=None, models=splitters)  # type: ignore[assignment]
    sys.modules["stanza"] = types.SimpleNamespace()  # type: ignore[assignment]
    package_module = importlib.import_module("argostranslate.package")
    translate = importlib.import_module("argostranslate.translate")

    french, english = translate.Language("fr", "French"), translate.Language("en", "English")
    opened = package_module.Package(Path(package))
    translation = translate.PackageTranslation(french, english, opened)
    translation.sentencizer = types.SimpleNamespace(split_sentences=lambda text: [text])
    return lambda lines: translation.translate("\n".join(lines)).split("\n")


def _chunks(lines: Lines, size: int) -> Iterator[Lines]:
    return (lines[i : i + size] for i in range(0, len(lines), size))
