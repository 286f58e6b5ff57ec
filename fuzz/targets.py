"""What is fuzzed: for each part of newsbrief a function of bytes that raises on a broken promise.

No target may raise anything but an AssertionError that names the broken promise; what newsbrief
itself refuses (NewsbriefError) is an answer. hypothesis drives the targets in the tests and atheris
by `run.py`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import yaml
from containers import CONTAINERS
from markdown_it import MarkdownIt
from stages import fake_engines

from fakes import aligned_in_order
from newsbrief.article import Article, ArticleKind
from newsbrief.checks.figures import (
    EnglishText,
    FrenchText,
    compare,
    english_figures,
    figures_repaired,
    french_figures,
    unsupported,
)
from newsbrief.checks.hedges import as_indicative, hedged, is_hedged, post_edited, reported
from newsbrief.checks.names import (
    Names,
    apply_edits,
    full_names,
    gazetteer,
    joined_in_english,
    misspelled,
    repairs,
    respellings,
    short_of,
)
from newsbrief.checks.segment import check_hedges, check_names, check_segment
from newsbrief.document import Block, BlockKind, Span, SpanKind
from newsbrief.errors import NewsbriefError
from newsbrief.formats import Layout
from newsbrief.formats.markdown import render
from newsbrief.formats.record import to_json
from newsbrief.inputs.decoding import decode, repair
from newsbrief.inputs.reading import read_article
from newsbrief.markdown.blocks import write_blocks
from newsbrief.pipeline import Options, brief
from newsbrief.readers import read
from newsbrief.summary.changes import changes, words_of
from newsbrief.summary.evidence import Evidence
from newsbrief.summary.quotations import only_quoted
from newsbrief.text.clauses import split_clauses
from newsbrief.text.links import SAFE_SCHEMES
from newsbrief.text.normal import normalise
from newsbrief.text.sentences import split_sentences
from newsbrief.translation.markup import phrases, project
from newsbrief.translation.segments import clauses, join_clauses, segment
from newsbrief.translation.typography import (
    balance,
    bare_figures,
    english_typography,
    source_punctuation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.token import Token

    from newsbrief.document import Document

__all__ = ["TARGETS", "assert_inert"]

_PART = "\x1d"  # between the texts of an input that stands for several


def _text(data: bytes) -> str:
    return normalise(data.decode("utf-8", "ignore"))


def _texts(data: bytes, count: int) -> list[str]:
    parts = data.decode("utf-8", "ignore").split(_PART)[:count]
    return [normalise(part) for part in parts] + [""] * (count - len(parts))


def _decoding(data: bytes) -> None:
    """Any bytes are text or an error of ours; text holds nothing that steers a terminal."""
    try:
        decoded = decode(data, "x")
        repair(decoded.text)
        article = read_article(data)
    except NewsbriefError:
        return
    _assert_plain(article.text)
    assert normalise(article.text) == article.text, "normalising twice changes something"


def _assert_plain(text: str) -> None:
    live = [c for c in text if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not live, f"a control character is left: {live[0]!r}"


def _reading(kind: ArticleKind) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        try:
            document = read(Article(_text(data), kind, "x"))
        except NewsbriefError:
            return
        _assert_sound(document)

    target.__doc__ = f"{kind.value}: blocks are plain text, spans lie within it, addresses are safe"
    return target


def _assert_sound(document: Document) -> None:
    for block in document.blocks:
        _assert_plain(block.text)
        _assert_safe([block.target] if block.kind is BlockKind.IMAGE else [])
        for span in block.spans:
            assert 0 <= span.start <= span.end <= len(block.text), f"{span} leaves its block"
            _assert_safe([span.target] if span.kind is SpanKind.LINK else [])
    for line in (document.title, document.byline, document.date, document.site):
        _assert_plain(line or "")


def _assert_safe(targets: Iterable[str]) -> None:
    for target in targets:
        assert urlsplit(target).scheme.lower() in SAFE_SCHEMES, f"unsafe address {target!r}"


def _segmenting(data: bytes) -> None:
    """Sentences and clauses hold every character but white space, once and in order."""
    text = _text(data)
    _assert_covers(text, split_sentences(text, "en"))
    spans = split_sentences(text, "fr")
    _assert_covers(text, spans)
    assert all(end - start <= 2_000 for start, end in spans), "a sentence without bound"
    for start, end in spans:
        sentence = text[start:end]
        parts = split_clauses(sentence, lambda part: len(part) <= 40)
        _assert_covers(sentence, parts)
        own = clauses(sentence, lambda part: len(part) <= 60)
        join_clauses(own, own)
    sources = [part.text for part in segment([text])]
    balance(sources, sources)


def _assert_covers(text: str, spans: list[tuple[int, int]]) -> None:
    end = 0
    for start, stop in [*spans, (len(text), len(text))]:
        assert end <= start <= stop, "spans overlap"
        assert not text[end:start].strip(), f"left out: {text[end:start]!r}"
        end = stop


def _figures(data: bytes) -> None:
    """Figures stand where they say; mending them twice changes no more than once."""
    source, english = _texts(data, 2)
    french, own = french_figures(source), english_figures(english)
    for text, figures in ((source, french), (english, own)):
        for figure in figures:
            assert 0 <= figure.start < figure.end <= len(text), f"{figure} leaves its text"
    for mismatch in compare(french, own):
        assert mismatch.message, "a mismatch without a message"
    unsupported(own, own)
    bare_figures(source)
    read = FrenchText(source)
    repaired = figures_repaired(read, EnglishText(english)).text
    again = figures_repaired(read, EnglishText(repaired)).text
    assert again == repaired, "mending is not idempotent"


@lru_cache(maxsize=1)
def _known() -> Names:
    return Names(gazetteer())


def _names(data: bytes) -> None:
    """Names stand where they say; putting them right keeps the text a text."""
    source, english = _texts(data, 2)
    sentences = [part.text for part in segment([source])]
    names, persons = _known().learned(sentences), full_names(sentences)
    for sentence in sentences:
        mentions = names.mentions(sentence)
        alignment = aligned_in_order(sentence, english)
        edits = repairs(english, mentions, alignment)
        slips = misspelled(sentence, english, mentions, len, persons)
        edits += respellings(sentence, english, slips, alignment)
        repaired = joined_in_english(sentence, apply_edits(english, edits), mentions)
        short_of(mentions, repaired)
        check_names(mentions, repaired)


def _conditional(data: bytes) -> None:
    """What reports is found, rewritten and checked; the English stays hedged when polished."""
    source, english = _texts(data, 2)
    for part in segment([source]):
        plain = source_punctuation(part.text)
        found = reported(plain)
        as_indicative(plain, found)
        if found:
            polished = hedged(english, len(found))
            is_hedged(polished, found)
            check_hedges(found, polished)
            post_edited(english, found)


def _checks(data: bytes) -> None:
    """Every finding of a segment has a message."""
    source, english = _texts(data, 2)
    hypothesis = EnglishText(english_typography(english[:2_000]))
    findings = check_segment(FrenchText(source[:2_000]), hypothesis)
    assert all(finding.message for finding in findings)


def _support(data: bytes) -> None:
    """A sentence of the article is changed in nothing; any claim gets a verdict."""
    first, second, claim = _texts(data, 3)
    article = {1: first[:2_000], 2: second[:2_000]}
    evidence = Evidence(article)
    evidence.support(claim[:2_000])
    only_quoted(claim[:2_000], first[:2_000])
    words = words_of([first[:2_000]])
    assert not changes(words, words), "a text differs from itself"
    changes(words, words_of([claim[:2_000]]))


def _projection(data: bytes) -> None:
    """Spans of the English lie within it and nest."""
    block = _block(data)
    translated = {phrase: phrase.upper() for phrase in phrases([block])}
    made = project(block, block.text.replace("e", "u"), translated)
    for span in made.spans:
        assert 0 <= span.start <= span.end <= len(made.text), f"{span} leaves its block"


_KINDS, _SPANS = list(BlockKind), [SpanKind.EMPHASIS, SpanKind.STRONG, SpanKind.LINK, SpanKind.CODE]


def _block(data: bytes) -> Block:
    """A block whose first bytes say of what kind it is and where its spans stand."""
    head, body = data[:8], data[8:].decode("utf-8", "ignore")
    numbers = [*head, *[0] * (8 - len(head))]
    length = len(body)
    spans = [
        Span(min(a, b) * length // 256, max(a, b) * length // 256, kind, "http://a.b/c")
        for a, b, kind in zip(
            numbers[1:5:2], numbers[2:6:2], _SPANS[numbers[5] % 4 :], strict=False
        )
    ]
    kind = _KINDS[numbers[0] % len(_KINDS)]
    return Block(kind, body, tuple(spans), numbers[6] % 7, numbers[7], body[:20])


def _writing(data: bytes) -> None:
    """Whatever the blocks hold, their Markdown is inert: no HTML, no escape, no unsafe address."""
    blocks = [_block(part) for part in data.split(_PART.encode())[:6]]
    assert_inert(write_blocks(blocks, top=3))


def assert_inert(markdown: str) -> None:
    """Raise AssertionError where Markdown holds HTML, a control character or an unsafe address."""
    live = [c for c in markdown if unicodedata.category(c) == "Cc" and c != "\n"]
    assert not live, f"a control character is left: {live[0]!r}"
    for token in _flat(MarkdownIt("commonmark").enable("table").parse(markdown)):
        live_html = token.type in ("html_block", "html_inline") and token.content != "<br>"
        assert not live_html, f"HTML is live: {token.content!r}"  # a cell's line break is ours
        _assert_safe(str(token.attrs.get(name, "")) for name in ("href", "src"))


def _flat(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _whole(kind: ArticleKind) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        article = Article(_text(data), kind, "x\x1b[31m\n.txt")
        try:
            made = brief(article, fake_engines(), Options(force=True))
        except NewsbriefError:
            return
        for layout in Layout:
            written = render(made, layout=layout, show_removed=True)
            _, front, body = written.split("---\n", 2)
            assert isinstance(yaml.safe_load(front), dict), "the front matter is no mapping"
            assert_inert(body)
        record = to_json(made, one_line=True).removesuffix("\n")
        live = [c for c in record if unicodedata.category(c) == "Cc"]
        assert not live, f"a control character is live in JSON: {live[0]!r}"

    target.__doc__ = f"A whole brief of {kind.value} is inert, whatever the article holds"
    return target


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoding": _decoding,
    "text": _reading(ArticleKind.TEXT),
    "html": _reading(ArticleKind.HTML),
    "markdown": _reading(ArticleKind.MARKDOWN),
    "fragment": _reading(ArticleKind.FRAGMENT),
    "segmenting": _segmenting,
    "figures": _figures,
    "names": _names,
    "conditional": _conditional,
    "checks": _checks,
    "support": _support,
    "projection": _projection,
    "writing": _writing,
    "whole-text": _whole(ArticleKind.TEXT),
    "whole-html": _whole(ArticleKind.HTML),
    "whole-markdown": _whole(ArticleKind.MARKDOWN),
    **CONTAINERS,
}
