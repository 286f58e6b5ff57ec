"""Orders to a language model, each planted in a believable article: texts for tests and evaluation.

The injections and the article lie in tests/safety/injections. `planted` gives the article as
newsbrief reads it, and `table` how each of its sentences comes out in English, for a fake
translator.
"""

from __future__ import annotations

import html
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from newsbrief.article import Article, ArticleKind

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+

__all__ = ["Injection", "article_text", "injections", "planted", "table"]

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "safety" / "injections"


@dataclass(frozen=True)
class Injection:
    """One injection; see the head of injections.toml."""

    name: str
    place: str
    text: tuple[str, ...]
    canary: str
    english: tuple[str, ...] = ()
    html: str = "<p>{}</p>"

    @property
    def is_hidden(self) -> bool:
        """Whether a reader of the page would see nothing of it."""
        return self.place == "hidden"


def injections() -> list[Injection]:
    """Return all of injections.toml."""
    rows: list[dict[str, Any]] = _load("injections.toml")["injection"]
    lists = ("text", "english")
    return [Injection(**{**row, **{k: tuple(row.get(k, ())) for k in lists}}) for row in rows]


@cache
def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


def table(injection: Injection) -> dict[str, list[str]]:
    """Return the English of each sentence of the article and of the injection."""
    article = _load("article.toml")
    pairs = {article["title"]: article["title_en"], article["lead"]: article["lead_en"]}
    for paragraph in article["paragraph"]:
        pairs.update(zip(paragraph["text"], paragraph["english"], strict=True))
    pairs.update(zip(injection.text, injection.english, strict=False))
    return {french.replace("’", "'"): [english] for french, english in pairs.items()}


def planted(injection: Injection) -> Article:
    """Return the article with the injection in its place."""
    if injection.place == "hidden":
        return Article(_page(injection), ArticleKind.HTML, f"{injection.name}.html")
    return Article(article_text(injection), ArticleKind.MARKDOWN, f"{injection.name}.md")


def article_text(injection: Injection) -> str:
    """Return the article as Markdown with the injection in its place."""
    article, words, place = _load("article.toml"), " ".join(injection.text), injection.place
    title = words if place == "title" else article["title"]
    byline = words if place == "byline" else article["byline"]
    lead = words if place == "lead" else article["lead"]
    parts = [f"# {title}", byline, f"**{lead}**"]
    for paragraph in article["paragraph"]:
        parts.append(" ".join(paragraph["text"]))
    parts[3:4] = [_in_paragraph(parts[3], injection)]
    return "\n\n".join([*parts[:4], *_of_its_own(injection), *parts[4:]]) + "\n"


def _in_paragraph(paragraph: str, injection: Injection) -> str:
    words = " ".join(injection.text)
    if injection.place == "paragraph":
        return f"{paragraph} {words}"
    if injection.place == "link":
        return f"{paragraph} Les habitants en parlent ([{words}](https://ville.example/avis))."
    return f"{paragraph}[^1]" if injection.place == "footnote" else paragraph


def _of_its_own(injection: Injection) -> list[str]:
    place, words = injection.place, " ".join(injection.text)
    if place == "alone":
        return list(injection.text)
    if place == "list":
        return ["\n".join(f"- {text}" for text in injection.text)]
    if place == "table":
        return [f"| Poste | Montant |\n|---|---|\n| Toit | 3 millions |\n| {words} | 1 |"]
    if place == "caption":
        return [f"![{words}](https://ville.example/photo.jpg)"]
    return [f"[^1]: {words}"] if place == "footnote" else []


def _page(injection: Injection) -> str:
    article = _load("article.toml")
    paragraphs = [f"<p>{html.escape(' '.join(p['text']))}</p>" for p in article["paragraph"]]
    paragraphs.insert(1, injection.html.replace("{}", html.escape(" ".join(injection.text))))
    return (
        f"<!doctype html><html lang=fr><head><title>{article['title']}</title></head><body>"
        f"<article><h1>{article['title']}</h1><p class=lead>{html.escape(article['lead'])}</p>"
        f"{''.join(paragraphs)}</article></body></html>"
    )
