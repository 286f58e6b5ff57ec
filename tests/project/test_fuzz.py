"""Whatever the bytes: each part of newsbrief keeps its promises (fuzz/targets.py).

The suite tries the same few dozen inputs for each every time. NEWSBRIEF_FUZZ=long tries twenty times
as many that it draws anew, and `python fuzz/run.py all` goes on guided by coverage. What either has
found stands at the end.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hostile import SHAPES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import TARGETS

from newsbrief.article import Article, ArticleKind
from newsbrief.document import Block, BlockKind, Span, SpanKind
from newsbrief.inputs.reading import read_article
from newsbrief.markdown.blocks import write_blocks
from newsbrief.markdown.front_matter import read_front_matter
from newsbrief.readers import read
from newsbrief.text.clauses import split_clauses
from newsbrief.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = os.environ.get("NEWSBRIEF_FUZZ") == "long"
EXAMPLES = 1_000 if LONG else 40
WHOLE_EXAMPLES = 200 if LONG else 6

PIECES = [
    *sorted({make(12) for _, make in SHAPES.values() if len(make(12)) < 90}),
    "La mairie a décidé mardi 14 octobre 2025 de fermer la piscine.",
    "« Il aurait démissionné », selon Jean Dupont.",
    "de 3 à 5 millions d'euros, soit 12 % de plus qu'en 2024",
    "The mayor reportedly resigned on Tuesday for €3 million.",
    "Subject: a\nFrom: b\nDate: c\nContent-Type: text/html; charset=",
    "<rss><channel><item><title>a</title><description>",
    '{"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": "',
    '{"text": "',
    '"a": [{"html": 1e400, "@type": "NewsArticle", "author": ',
    "[" * 900,
    '[{"name": ' * 300,
    'data: {"choices": [{"delta": {"content": "a"}, "finish_reason": ',
    '"}\n',
    "<w:p><w:r><w:t>",
    "[a]\nb = ",
    "\x1d",  # parts the texts of one input
    "\n\n",
    " ",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=14).map("".join)
BYTES = st.one_of(TEXTS.map(lambda text: text.encode("utf-8", "ignore")), st.binary(max_size=300))


@pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))
def test_no_input_breaks_a_promise(target: Callable[[bytes], None]) -> None:
    whole = (target.__doc__ or "").startswith("A whole brief")

    @settings(
        max_examples=WHOLE_EXAMPLES if whole else EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(BYTES)
    def tried(data: bytes) -> None:
        target(data)

    tried()


# ---- what was found


def test_aliases_in_front_matter_are_not_multiplied() -> None:
    """Nine lines stood for a billion words, and filled the memory."""
    text = SHAPES["yaml-bomb"][1](1_000)
    fields, rest = read_front_matter(text)
    assert (fields, rest) == ({}, text)


@pytest.mark.parametrize("size", [1_000, 15_000, 500_000])
def test_front_matter_nested_without_end_is_text(size: int) -> None:
    text = SHAPES["yaml-depth"][1](size)
    assert read_front_matter(text) == ({}, text)


@pytest.mark.parametrize("source", ["<!DOCTYPE html>", "<!-- a -->", "<head></head>", "<html>", ""])
def test_markup_without_text_is_no_crash_in_markdown(source: str) -> None:
    """lxml knows no document without an element."""
    document = read(Article(f"{source}\n\nLa mairie ferme.\n", ArticleKind.MARKDOWN, "x"))
    assert [block.text for block in document.blocks] == ["La mairie ferme."]


@pytest.mark.parametrize("tag", ["div", "span", "ul", "blockquote"])
def test_a_fragment_nested_beyond_any_walk_keeps_its_text(tag: str) -> None:
    text = f"<{tag}>" * 20_000 + "La mairie ferme."
    document = read(Article(text, ArticleKind.FRAGMENT, "x"))
    assert [block.text for block in document.blocks] == ["La mairie ferme."]


def test_a_sentence_without_an_end_is_cut_at_a_space() -> None:
    text = "mot " * 5_000
    spans = split_sentences(text, "fr")
    assert max(end - start for start, end in spans) <= 2_000
    assert " ".join(text[start:end] for start, end in spans) == text.strip()


def test_marks_that_combine_with_nothing_are_cut_all_the_same() -> None:
    """Going back to the letter they stand on took quadratic time."""
    text = "e" + "\u0301" * 9_000
    spans = split_clauses(text, lambda part: len(part) <= 100)
    assert "".join(text[start:end] for start, end in spans) == text
    assert len(spans) < 300


def test_wide_gaps_are_narrowed_and_columns_kept() -> None:
    article = read_article(("a" + " " * 60 + "b" + "\u00a0" * 50_000 + "c").encode())
    assert article.text == "a" + " " * 60 + "b" + "\u00a0" * 8 + "c"


def test_a_table_of_one_wide_row_does_not_make_a_square() -> None:
    head = [Block(BlockKind.TABLE_CELL, "a", level=i, number=0) for i in range(2_000)]
    rows = [Block(BlockKind.TABLE_CELL, "b", level=0, number=i) for i in range(1, 2_000)]
    written = write_blocks([*head, *rows], top=3)
    assert len(written) < 60_000
    assert written.count("\n| b |") == 1_999


def test_a_block_with_thousands_of_links_keeps_its_text() -> None:
    text = "mot " * 4_000
    links = [Span(i * 4, i * 4 + 3, SpanKind.LINK, f"http://a.b/{i}") for i in range(4_000)]
    written = write_blocks([Block(BlockKind.PARAGRAPH, text, tuple(links))], top=3)
    assert written.count("mot") == 4_000


@pytest.mark.parametrize("depth", [300, 700, 950])
@pytest.mark.parametrize("kind", ["application/json", "application/ld+json"])
def test_names_nested_without_end_in_a_pages_data_are_none(depth: int, kind: str) -> None:
    prose = "La mairie a fermé la piscine de la ville pour les travaux. " * 12
    author = "[" * depth + "1" + "]" * depth
    data = f'{{"@type": "NewsArticle", "body": [{{"html": "{prose}"}}], "author": {author}}}'
    source = f'<script type="{kind}">{data}</script><p>La mairie ferme.</p>'
    document = read(Article(source, ArticleKind.HTML, "x"))
    assert document.byline is None
    assert document.blocks


def test_a_page_of_many_paragraphs_is_not_looked_for_in_its_data() -> None:
    """Each of 60,000 paragraphs was looked for in three megabytes: quadratic time."""
    prose = "La mairie a fermé la piscine de la ville pour les travaux. " * 12
    data = ", ".join([f'{{"html": "zw {prose}"}}'] * 3_000)
    shown = "".join(f"<p>x{number}q</p>" for number in range(4_000))
    source = f'<script type="application/json">[{data}]</script>{shown}'
    document = read(Article(source, ArticleKind.HTML, "x"))
    assert document.blocks[0].text.startswith("x0q")
