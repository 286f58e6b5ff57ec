"""Hostile articles: shapes of text, each made as large as asked, that invite quadratic work.

A shape is a function from a size in characters to a text of about that size. The tests send each
through newsbrief whole; `scaling.py` measures how the time of each stage grows.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from newsbrief.article import ArticleKind

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SHAPES", "Shape"]

Shape = tuple["ArticleKind", "Callable[[int], str]"]

_TEXT, _HTML, _MARKDOWN = ArticleKind.TEXT, ArticleKind.HTML, ArticleKind.MARKDOWN
_FRAGMENT = ArticleKind.FRAGMENT

# Repeated without an end. Each is a border case of a pattern or a stack somewhere in the code.
_UNITS = {
    "prose-in-one-line": "La mairie de la ville a décidé mardi de fermer la piscine. ",
    "one-endless-sentence": "la mairie de la ville a décidé mardi de fermer la piscine ",
    "commas": "la mairie, la ville, ",
    "brackets": "(",
    "square-brackets": "[",
    "asterisks": "*",
    "stars-and-letters": "*a",
    "underscores": "_a ",
    "backticks": "`",
    "backticks-and-letters": "`a``b",
    "guillemets": "«",
    "guillemets-closed": "»",
    "guillemets-in-pairs": "« a » ",
    "straight-quotes": '"',
    "straight-quotes-spaced": ' "a',
    "apostrophes": "'",
    "apostrophes-and-letters": "l'",
    "angle-brackets": "<",
    "anchors-as-text": "<a>",
    "ampersands": "&",
    "entities": "&amp;",
    "backslashes": "\\",
    "dollars": "$a",
    "exclamations": "!",
    "exclamations-spaced": "! ",
    "full-stops": ".",
    "full-stops-spaced": ". ",
    "ellipses": "… ",
    "hyphens": "-",
    "dashes": "— ",
    "colons": ": ",
    "spaces": " ",
    "tabs": "\t",
    "no-break-spaces": "\u00a0",
    "figures": "1 ",
    "digits": "1",
    "digits-by-threes": "111 ",
    "points-and-digits": "1.000.",
    "commas-and-digits": "1,000,",
    "percentages": "1 % ",
    "amounts": "3 millions d'euros ",
    "money": "1 € ",
    "times": "4 h 15 ",
    "dates": "le 14 octobre 2025 ",
    "ranges": "de 3 à ",
    "ordinals": "1er ",
    "number-words": "vingt ",
    "number-words-joined": "quatre-vingt-",
    "cents": "cent mille ",
    "roman": "XIV ",
    "conditionals": "aurait ",
    "conditionals-that-report": "selon lui, il aurait démissionné ",
    "suppositions": "si ",
    "capitals": "PARIS ",
    "capitals-without-spaces": "A",
    "names": "Jean Dupont ",
    "names-with-particles": "Jean de la ",
    "name-links": "A de A ",
    "initials": "J.-P. ",
    "abbreviations": "art. ",
    "acronyms": "U.S.A. ",
    "introduced-names": "la start-up Zork ",
    "letters": "a",
    "letters-spaced": "a ",
    "words": "mot ",
    "hyphenated": "a-",
    "combining-accents": "e\u0301",
    "combining-marks": "\u0301",
    "joiners": "a\u200d",
    "emoji": "👩\u200d👩 ",
    "wide": "語",
    "rtl": "א ",
    "mojibake": "Ã©tÃ© ",
    "mojibake-twice": "ÃƒÂ©",
    "lost": "\ufffd",
    "escapes": "\x1b[31m",
    "escapes-open": "\x1b]0;",
    "escapes-alone": "\x1b",
    "addresses": "http://a.b/c ",
    "address-endless": "http://",
    "mail": "a@",
    "glued": "fin.Le ",
    "links-open": "[a](",
    "links": "[a](http://b.c) ",
    "images": "![a](http://b.c) ",
    "image-data": "![a](data:image/png;base64,AAAA) ",
    "footnotes": "[1] ",
    "footnotes-named": "[^1] ",
    "templates": "{{a}} ",
    "tags-closed": "</a> ",
    "comments-open": "<!-- ",
    "declarations-open": "<!",
    "english": "the cat of the house is ",
    "capital-middle": "aB ",
    "titles": "M. Mme ",
    "plus": "+ ",
    "signs": "€$£%°§ ",
    "percent-encoded": "%C3",
}
# The same, a line or a paragraph each.
_LINES = {
    "short-lines": "a\n",
    "short-words": "Oui.\n",
    "blank-lines": "\n",
    "paragraphs": "La mairie a décidé mardi de fermer la piscine municipale.\n\n",
    "same-paragraph-lines": "La mairie de la ville a décidé de fermer la piscine\n",
    "wrapped-lines": "la mairie de la ville a décidé de fermer la piscine de\n",
    "hyphens-at-ends": "la mairie de la ville a décidé de fermer la pis-\n",
    "labels": "Lire aussi\n",
    "bylines": "Par Jean Dupont\n",
    "dates-alone": "14 octobre 2025\n",
    "headings-as-text": "Un intertitre\n\n",
    "quotation-marks-at-starts": "> a\n",
    "list-as-text": "- a\n",
    "numbered-as-text": "1. a\n",
    "captions": "Crédit photo : AFP\n",
    "questions": "Pourquoi ?\n",
    "comments": "Jean a écrit :\n",
    "signatures": "J. D.\n",
    "walls": "Il vous reste 80 % de cet article à lire.\n",
    "indented": "    a\n",
    "rules": "---\n",
    "front-matter-open": "a: b\n",
    "carriage-returns": "a\r",
    "form-feeds": "a\x0c",
    "separators": "a\u2028",
}
_MARKED = {
    "list-items": "- a\n",
    "numbered-items": "1. a\n",
    "quotes": "> a\n\n",
    "table-rows": "| a | b |\n",
    "headings": "# a\n\n",
    "fences": "```\n",
    "definitions": "[a]: http://b.c\n",
    "html-blocks": "<div>a</div>\n\n",
    "html-comments": "<!-- a -->\n\n",
    "hard-breaks": "a  \n",
    "emphasis": "*a* ",
    "strong": "**a** ",
    "strong-open": "**a ",
    "emphasis-mixed": "*a **b* c** ",
    "links-nested": "[a",
    "code": "`a` ",
    "autolinks": "<http://a.b> ",
    "escaped": "\\* ",
    "strikes": "~~a~~ ",
    "backticks-growing": "` `` ",
}
_TAGS = {
    "paragraph-tags": "<p>a</p>",
    "paragraphs-of-prose": "<p>La mairie a décidé mardi de fermer la piscine.</p>",
    "paragraphs-open": "<p>a",
    "divisions": "<div>a</div>",
    "spans": "<span>a</span> ",
    "bold": "<b>a</b> ",
    "anchors": '<a href="http://b.c">a</a> ',
    "line-breaks": "a<br>",
    "items": "<li>a</li>",
    "cells": "<td>a</td>",
    "images-inline": '<img src="http://b.c/d.jpg" alt="une image de la mairie">',
    "headings-html": "<h2>a</h2>",
    "comments-html": "<!-- a -->",
    "scripts": "<script>a</script>",
    "styles": "<style>.a{font-size:0}</style>",
    "meta": '<meta name="author" content="Jean Dupont">',
    "json-ld": '<script type="application/ld+json">{"@type":"NewsArticle"}</script>',
    "times-html": '<time datetime="2025-10-14">14 octobre 2025</time>',
    "hidden": "<p hidden>a</p>",
    "entities-html": "&eacute;",
    "attributes": '<p class="a" id="b" style="color:red">a</p>',
    "articles-html": "<article>a</article>",
    "custom": "<x-a>a</x-a>",
    "quotes-html": "<blockquote>a</blockquote>",
    "preformatted": "<pre>a</pre>",
    "tables-html": "<table><tr><td>a</td></tr></table>",
    "figures-html": "<figure><img src=a.jpg><figcaption>a</figcaption></figure>",
}
_NESTED = "div span b a ul blockquote table section em x-a p font q".split()


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _page(inner: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: (
        "<!doctype html><html><head><title>La mairie</title></head><body><article>"
        f"<h1>La mairie</h1>{inner(size)}</article></body></html>"
    )


def _nested(tag: str, *, closed: bool) -> Callable[[int], str]:
    def made(size: int) -> str:
        depth = size // (2 * len(tag) + 5) + 1
        return f"<{tag}>" * depth + "a" + f"</{tag}>" * depth * closed

    return made


def _blob(size: int) -> str:
    return base64.b64encode(bytes(range(256)) * (size // 340 + 1)).decode()[:size]


def _nested_list(size: int) -> str:
    """Each level two spaces further in, so lines grow: as deep as fits."""
    depth = int(size**0.5)
    return "".join(f"{'  ' * level}- a\n" for level in range(depth))


def _list_levels(size: int) -> str:
    return "- " * (size // 2) + "a"


def _quote_levels(size: int) -> str:
    return "> " * (size // 2) + "a"


def _wide_table(size: int) -> str:
    columns = size // 12 + 1
    return "\n".join(["| a " * columns + "|", "|---" * columns + "|", "| b " * columns + "|"])


def _sparse_table(size: int) -> str:
    """Rows of one cell under a wide head: a writer that fills the grid writes a square."""
    width = size // 16 + 1
    return "\n".join(["| a " * width + "|", "|---" * width + "|", *["| b |"] * (size // 8)])


def _sparse_html_table(size: int) -> str:
    width = size // 20 + 1
    head = "<tr>" + "<td>a" * width + "</tr>"
    return f"<table>{head}{'<tr><td>b</tr>' * (size // 28)}</table>"


def _article_in_article(size: int) -> str:
    """Whether the inner one is a teaser is asked for each of its paragraphs."""
    return f"<p>La mairie ferme la piscine.</p><article>{'<p>a</p>' * (size // 8)}</article>"


def _attributes(size: int) -> str:
    return "<p " + " ".join(f"a{i}=b" for i in range(size // 9)) + ">a</p>"


def _style_rules(size: int) -> str:
    half = size // 2
    rules = "".join(f".c{i}{{font-size:0}}" for i in range(half // 20))
    classes = " ".join(f"c{i}" for i in range(half // 8))
    return f'<style>{rules}</style><p class="{classes}">a</p>'


def _distinct_names(size: int) -> str:
    words = (f"Jean {_name(i)} a voté. La start-up {_name(i)}sa aussi." for i in range(size // 50))
    return " ".join(words)


def _name(number: int) -> str:
    letters = ""
    while number or len(letters) < 4:
        number, digit = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[digit] + "aeiou"[digit % 5]
    return letters.capitalize()


def _distinct_words(size: int) -> str:
    return " ".join(_name(i).lower() for i in range(size // 9))


def _distinct_links(size: int) -> str:
    return " ".join(f"[mot {_name(i)}](http://a.b/{i})" for i in range(size // 30))


def _distinct_anchors(size: int) -> str:
    links = (f'<a href="http://a.b/{i}">mot {_name(i)}</a>' for i in range(size // 45))
    return f"<p>{', '.join(links)}.</p>"


def _front_matter(size: int) -> str:
    return "---\n" + "".join(f"a{i}: b\n" for i in range(size // 9)) + "---\nLa mairie ferme.\n"


def _yaml_depth(size: int) -> str:
    return "---\ntitle: " + "[" * size + "\n---\nLa mairie ferme.\n"


def _yaml_bomb(size: int) -> str:
    """Aliases of aliases: nine lines that stand for a billion words."""
    lines = ["a0: &a0 [" + ", ".join(["mot"] * 9) + "]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    return "---\n" + "\n".join(lines) + "\ntitle: *a8\n---\n" + "La mairie ferme. " * (size // 17)


def _article_in(unit: Callable[[int], str]) -> Callable[[int], str]:
    """A hostile stretch inside French prose, so that the language check lets it through."""
    prose = "La mairie de la ville a décidé mardi de fermer la piscine pendant les travaux. "
    return lambda size: f"{prose * 40}\n\n{unit(size)}\n\n{prose}"


_WHOLE: dict[str, Shape] = {
    "base64-blob": (_TEXT, _article_in(_blob)),
    "distinct-names": (_TEXT, _distinct_names),
    "distinct-words": (_TEXT, _article_in(_distinct_words)),
    "distinct-links": (_MARKDOWN, _article_in(_distinct_links)),
    "distinct-anchors": (_HTML, _page(_distinct_anchors)),
    "list-nested": (_MARKDOWN, _nested_list),
    "list-levels": (_MARKDOWN, _list_levels),
    "quote-levels": (_MARKDOWN, _quote_levels),
    "wide-table": (_MARKDOWN, _wide_table),
    "sparse-table": (_MARKDOWN, _sparse_table),
    "sparse-html-table": (_HTML, _page(_sparse_html_table)),
    "attributes-of-one-tag": (_HTML, _page(_attributes)),
    "article-in-article": (_HTML, _page(_article_in_article)),
    "style-rules": (_HTML, _page(_style_rules)),
    "front-matter": (_MARKDOWN, _front_matter),
    "yaml-depth": (_MARKDOWN, _yaml_depth),
    "yaml-bomb": (_MARKDOWN, _yaml_bomb),
}

SHAPES: dict[str, Shape] = {
    **{name: (_TEXT, _article_in(_repeated(unit))) for name, unit in _UNITS.items()},
    **{name: (_TEXT, _article_in(_repeated(unit))) for name, unit in _LINES.items()},
    **{f"md-{name}": (_MARKDOWN, _article_in(_repeated(u))) for name, u in _UNITS.items()},
    **{f"md-{name}": (_MARKDOWN, _article_in(_repeated(u))) for name, u in _MARKED.items()},
    **{f"html-{name}": (_HTML, _page(_repeated(unit))) for name, unit in _UNITS.items()},
    **{f"html-{name}": (_HTML, _page(_repeated(unit))) for name, unit in _TAGS.items()},
    **{f"nested-{tag}": (_HTML, _page(_nested(tag, closed=True))) for tag in _NESTED},
    **{f"open-{tag}": (_HTML, _page(_nested(tag, closed=False))) for tag in _NESTED},
    **{f"fragment-nested-{tag}": (_FRAGMENT, _nested(tag, closed=True)) for tag in _NESTED},
    **{f"md-nested-{t}": (_MARKDOWN, _article_in(_nested(t, closed=True))) for t in _NESTED},
    **_WHOLE,
}
