"""What an EPUB says of itself: its documents in reading order, their titles, its publication."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsbrief.errors import InputError, NotText
from newsbrief.inputs.archive import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newsbrief.inputs.archive import Archive

__all__ = ["OPS_TYPE", "Package", "is_frame", "read_package"]

OPS_TYPE = "{http://www.idpf.org/2007/ops}type"
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"

# Fonts are often scrambled so in books without any protection.
_FONT_SCRAMBLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_DOCUMENTS = ("application/xhtml+xml", "text/html")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

# The names in both versions of the format for parts that are not the text of the book.
_FRAME = frozenset(
    """cover titlepage title-page halftitlepage toc copyright-page copyright colophon imprint
    dedication epigraph landmarks loi lot index bibliography other.ad""".split()
)


@dataclass(frozen=True)
class Package:
    """An EPUB's parts, by the names of their entries in the archive, and its metadata.

    `documents` has them in reading order, `titles` their titles in the table of contents, and
    `frame` those that the book lists as a cover, a table of contents and the like.
    """

    documents: tuple[str, ...]
    titles: dict[str, str]
    frame: frozenset[str]
    title: str | None
    creators: tuple[str, ...]
    publisher: str | None
    date: str | None


def read_package(archive: Archive) -> Package:
    """Read the package document, the table of contents and the list of parts of an EPUB.

    Raises NotText for what is no EPUB; InputError for one that is protected.
    """
    container = archive.read(_CONTAINER)
    if container is None:
        raise NotText(f"{archive.shown} is an archive, but no EPUB; check the file")
    _refuse_protected(archive)
    roots = _all(parse_xml(container, archive.shown), "rootfile")
    path = next((root.get("full-path", "") for root in roots), "")
    package = archive.read(path)
    if package is None:
        raise NotText(f"{archive.shown} is a damaged EPUB without {path!r}; get it again")
    return _package(archive, parse_xml(package, archive.shown), path)


def _refuse_protected(archive: Archive) -> None:
    data = archive.read(_ENCRYPTION)
    if data is None:
        return
    methods = _all(parse_xml(data, archive.shown), "EncryptionMethod")
    if any(method.get("Algorithm") not in _FONT_SCRAMBLING for method in methods):
        raise InputError(
            f"{archive.shown} is protected by DRM; open it in its own reader and copy the article"
        )


def _package(archive: Archive, root: _Element, path: str) -> Package:
    items = {item.get("id", ""): item for item in _all(root, "item")}
    places = {key: _resolved(path, item.get("href", "")) for key, item in items.items()}
    kinds = {_resolved(path, r.get("href", "")): r.get("type", "") for r in _all(root, "reference")}
    titles: dict[str, str] = {}
    for key, item in items.items():
        navigates = "nav" in item.get("properties", "").split()
        listed = navigates or item.get("media-type", "").endswith("ncx+xml")
        data = archive.read(places[key]) if listed else None
        if data is not None:
            tree = parse_xml(data, archive.shown)
            titles = {**dict(_entries(tree, places[key])), **titles}
            kinds.update(_landmarks(tree, places[key]))
        if navigates:
            kinds[places[key]] = "toc"
    spine = [ref.get("idref", "") for ref in _all(root, "itemref") if ref.get("linear") != "no"]
    read = [i for i in spine if i in items and items[i].get("media-type") in _DOCUMENTS]
    return Package(
        documents=tuple(dict.fromkeys(places[i] for i in read)),
        titles=titles,
        frame=frozenset(place for place, kind in kinds.items() if is_frame(kind)),
        title=next(_texts(root, "title"), None),
        creators=tuple(_texts(root, "creator")),
        publisher=next(_texts(root, "publisher"), None),
        date=next((match[0] for d in _texts(root, "date") if (match := _DATE.match(d))), None),
    )


def is_frame(kinds: str) -> bool:
    """Whether an epub:type names a cover, a table of contents, ..."""
    return not _FRAME.isdisjoint(kinds.lower().split())


def _entries(tree: _Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield the documents in a table of contents with their titles, the last entry first."""
    entries = [*_nav_links(tree, "toc")]
    for point in _all(tree, "navPoint"):
        content = next(_all(point, "content"), None)
        label = next(_all(point, "text"), None)
        if content is not None and label is not None:
            entries.append((content.get("src", ""), label))
    for target, label in reversed(entries):
        if text := " ".join("".join(label.itertext()).split()):
            yield _resolved(path, target), text


def _landmarks(tree: _Element, path: str) -> Iterator[tuple[str, str]]:
    for target, link in _nav_links(tree, "landmarks"):
        yield _resolved(path, target), link.get(OPS_TYPE, "")


def _nav_links(tree: _Element, kind: str) -> Iterator[tuple[str, _Element]]:
    for nav in _all(tree, "nav"):
        if kind in nav.get(OPS_TYPE, "").split():
            yield from ((link.get("href", ""), link) for link in _all(nav, "a"))


def _texts(root: _Element, name: str) -> Iterator[str]:
    """Yield the texts of a Dublin Core element."""
    for element in root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"):
        if text := " ".join((element.text or "").split()):
            yield text


def _resolved(path: str, target: str) -> str:
    """Return the name of the entry that an address in the entry `path` leads to."""
    return posixpath.normpath(
        posixpath.join(posixpath.dirname(path), unquote(target.partition("#")[0]))
    )


def _all(root: _Element, name: str) -> Iterator[_Element]:
    """Yield the elements with that name in any namespace."""
    yield from root.iter(f"{{*}}{name}")
