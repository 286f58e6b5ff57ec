"""The name of a site whose page has no field for it: what its link to its front page says."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["site_of"]

_NOT_A_NAME = frozenset("accueil home retour menu logo une".split())
_NAME_CHARS, _NAME_WORDS = 40, 6


def site_of(tree: HtmlElement, url: str | None, guessed: str | None) -> str | None:
    """Return the site's name; `guessed` stands if it is more than a host's name."""
    if guessed and "." not in guessed:
        return guessed
    return _home_link(tree, url) or guessed or (urlsplit(url).hostname if url else None)


def _home_link(tree: HtmlElement, url: str | None) -> str | None:
    """Return the text, or the picture's, of the first link to the front page that names it."""
    parts = urlsplit(url or "")
    homes = {"/", f"{parts.scheme}://{parts.netloc}", f"{parts.scheme}://{parts.netloc}/"}
    for link in tree.iter("a"):
        if link.get("href", "").strip() in homes and (name := _name(link)):
            return name
    return None


def _name(link: HtmlElement) -> str | None:
    images = " ".join(image.get("alt", "") for image in link.iter("img"))
    words = (link.text_content().strip() or images).split()
    plain = {word.strip("’'.").casefold() for word in words}
    if not words or len(words) > _NAME_WORDS or plain & _NOT_A_NAME:
        return None
    return name if len(name := " ".join(words)) <= _NAME_CHARS else None
