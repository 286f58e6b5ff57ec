"""What no model may touch is hidden from it and put back, however much of it there is."""

from __future__ import annotations

import pytest

from newsbrief.document import Block, BlockKind, Span, SpanKind
from newsbrief.translation.verbatim import Verbatim


@pytest.mark.parametrize(
    ("strings", "text", "hidden"),
    [
        (("a.b", "a.b.c"), "voir a.b.c, a.b", "voir ZZ2, ZZ1"),
        (("x2",), "x2 x23 ax2 x2.", "ZZ1 x23 ax2 ZZ1."),
        ((".rc",), "le .rc a.rc", "le ZZ1 a.rc"),
        (("a(",), "a( a(b", "ZZ1 a(b"),
        (("a.b.c.d",), "a.b.c", "a.b.c"),
        (("x2",), "", ""),
        ((), "mot", "mot"),
    ],
)
def test_the_longest_whole_string_is_hidden(
    strings: tuple[str, ...], text: str, hidden: str
) -> None:
    verbatim = Verbatim(strings)
    assert verbatim.hidden(text) == hidden
    assert verbatim.restored(hidden) == text


def test_fifty_thousand_strings_are_looked_for_at_once() -> None:
    """Each was looked for in each sentence, which took hours."""
    words = [f"http://a.example/{number}" for number in range(50_000)]
    blocks = [Block(BlockKind.PARAGRAPH, " ".join(words))]
    verbatim = Verbatim.of(blocks)
    hidden = [verbatim.hidden(word) for word in words]
    assert hidden == [f"ZZ{number}" for number in range(1, 50_001)]
    assert [verbatim.restored(text) for text in hidden] == words


def test_code_is_kept_and_words_are_not() -> None:
    text = "la fonction git_log et la mairie"
    spans = [Span(12, 19, SpanKind.CODE), Span(26, 32, SpanKind.CODE)]
    block = Block(BlockKind.PARAGRAPH, text, tuple(spans))
    assert Verbatim.of([block]).strings == ("git_log",)
