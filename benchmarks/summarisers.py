"""The contestants of summary.py: each loads its model and returns articles → briefs.

An article is {"title", "blocks": [[kind, text], …]} in English, a brief {"headline", "sentences",
"points", "prefill", "decode"} with numbers of tokens (None: not known). Each function runs in a
process of its own.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Article = dict[str, Any]
MAX_TOKENS = 400
ASK = """{article}

Write a brief of this news article for English readers, from its facts alone, in this form:

Headline: one line
Summary: three sentences
Key points:
- four points, each a sentence"""
HEADING = re.compile(r"^\W*(headline|summary|key points?)\W*(?::\W*)?(.*)$", re.IGNORECASE)
NUMBER = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")


def english() -> Callable[[list[Article]], list[Article]]:
    """No contestant: French articles → the English that all contestants are given."""
    from newsbrief.checks.names import Names, gazetteer
    from newsbrief.document import Document
    from newsbrief.engines.backends import LoadedEngines
    from newsbrief.translation.translate import translate_many

    translator, names = LoadedEngines().translator(), Names(gazetteer())

    def translated(article: Article) -> Article:
        document = Document(_blocks(article), title=article["title"])
        ((translation, _),) = translate_many([document], translator, names)
        blocks = [[block.kind.value, block.text] for block in translation.blocks]
        return {"title": translation.title, "blocks": blocks}

    return lambda articles: [translated(article) for article in articles]


def newsbrief() -> Callable[[list[Article]], list[Article]]:
    """The summary as users get it: headline, three sentences, four points, all checked."""
    from newsbrief.engines.backends import LoadedEngines
    from newsbrief.results import Translation
    from newsbrief.summary.summarize import SummaryOptions, summarize

    counted = _count_tokens()
    engines = LoadedEngines()
    chat = engines.chat()

    def brief(article: Article) -> Article:
        counted.update(prefill=0, decode=0)
        translation = Translation(article["title"], _blocks(article))
        summary, _ = summarize(translation, chat, engines.prompts, SummaryOptions())
        return {
            "headline": summary.headline,
            "sentences": [sentence.text for sentence in summary.sentences],
            "points": [point.text for point in summary.key_points],
            **counted,
        }

    return lambda articles: [brief(article) for article in articles]


def llama_server(weights: str) -> Callable[[list[Article]], list[Article]]:
    """llama.cpp's own server with its defaults, one question on the whole article."""
    counted = _count_tokens()
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = weights
    params.api_keys = [secrets.token_urlsafe(32)]  # it listens on loopback: closed to others
    server = xllamacpp.Server(params)

    def brief(article: Article) -> Article:
        counted.update(prefill=0, decode=0)
        messages = [{"role": "user", "content": ASK.format(article=_text(article))}]
        request = {"messages": messages, "max_tokens": MAX_TOKENS, "temperature": 0}
        answer = server.handle_chat_completions(request)
        return {**parsed(answer["choices"][0]["message"]["content"]), **counted}

    return lambda articles: [brief(article) for article in articles]


def transformers(weights: str) -> Callable[[list[Article]], list[Article]]:
    """transformers on the same GGUF file, which it unpacks into floats: minutes and gigabytes."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    path = Path(weights)
    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name).eval()

    def brief(article: Article) -> Article:
        messages = [{"role": "user", "content": ASK.format(article=_text(article))}]
        inputs = tokenizer.apply_chat_template(
            messages, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        with torch.inference_mode():
            output = model.generate(**inputs, max_new_tokens=MAX_TOKENS, do_sample=False)
        length = inputs["input_ids"].shape[1]
        new = output[0][length:]
        answer = parsed(tokenizer.decode(new, skip_special_tokens=True))
        return {**answer, "prefill": length, "decode": len(new)}

    return lambda articles: [brief(article) for article in articles]


def parsed(answer: str) -> Article:
    """Return the headline, sentences and points of an answer in the form that was asked for."""
    parts: dict[str, list[str]] = {"headline": [], "summary": [], "key point": []}
    lines = parts["summary"]
    for line in answer.splitlines():
        heading = HEADING.match(line)
        if heading:
            lines = parts[heading[1].lower().removesuffix("s")]
        text = NUMBER.sub("", heading[2] if heading else line).strip("*# ")
        if text:
            lines.append(text)
    return {
        "headline": parts["headline"][0] if parts["headline"] else None,
        "sentences": SENTENCE_END.split(" ".join(parts["summary"])) if parts["summary"] else [],
        "points": parts["key point"],
    }


def _text(article: Article) -> str:
    return "\n\n".join(filter(None, [article["title"], *(text for _, text in article["blocks"])]))


def _blocks(article: Article) -> tuple[Any, ...]:
    from newsbrief.document import Block, BlockKind

    return tuple(Block(BlockKind(kind), text) for kind, text in article["blocks"])


def _count_tokens() -> dict[str, int]:
    """Return a count of the tokens that llama.cpp reads and writes in this process from now on."""
    import xllamacpp

    counts = {"prefill": 0, "decode": 0}

    def add(answer: Mapping[str, Any]) -> None:
        timings = answer.get("timings", {})
        counts["prefill"] += timings.get("prompt_n", 0)
        counts["decode"] += timings.get("predicted_n", 0)

    class Counting(xllamacpp.Server):  # type: ignore[misc]
        """Adds up what each answer tells of itself; of a streamed one the last chunk does."""

        def handle_chat_completions(self, request: Any, callback: Any = None) -> Any:
            if callback is None:
                answer = super().handle_chat_completions(request)
                add(answer)
                return answer

            def counted(chunk: Mapping[str, Any]) -> Any:
                add(chunk)
                return callback(chunk)

            return super().handle_chat_completions(request, counted)

    xllamacpp.Server = Counting
    return counts
