"""RSS 0.9x, 1.0 and 2.0, and Atom → a Feed, also from damaged XML."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from newsbrief.errors import InputError
from newsbrief.inputs.feed.entry import Feed, FeedEntry, bounded
from newsbrief.inputs.markup import as_html, joined, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

__all__ = ["parse_xml"]

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PREFIXES = {
    "": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",  # Atom 0.3
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
}
_DECLARATION = re.compile(r"\A[\s\ufeff]*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[)?[^>]*>", re.IGNORECASE)
_HEAD_CHARS = 5_000
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_STRAY = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|[a-zA-Z]\w*;)|<(?![a-zA-Z_/!?])")
_UNCLOSED = re.compile(r"<(br|hr|img)\b([^<>]*)(?<!/)>", re.IGNORECASE)
_NAMED = re.compile(r"&([a-zA-Z]\w*;)")
_XML_NAMES = ("lt;", "gt;", "amp;", "quot;", "apos;")
_NAME_CHARS = 200
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((.+)\)")


def parse_xml(text: str, origin: str) -> Feed:
    """Read a feed's XML. Raises InputError if it is no feed or declares entities."""
    root = _parsed(text, origin)
    channel = next((e for e in root if _name(e) == "channel"), root)
    title = plain(_first(channel, "title", "atom:title") or "")
    base = _site_link(channel)
    elements = root.iter("{*}item", "{*}entry")
    items = bounded([e for e in elements if _name(e) in ("item", "atom:entry")], origin)
    return Feed(title, tuple(_entry(item, base) for item in items))


def _parsed(text: str, origin: str) -> Element:
    from lxml import etree

    text = _DECLARATION.sub("", text, count=1)
    doctype = _DOCTYPE.search(text[:_HEAD_CHARS])
    if doctype and doctype[1]:
        raise InputError(
            f"{origin!r} declares XML entities of its own, which is how readers are attacked; "
            "give the articles' own addresses"
        )
    if doctype:
        text = text[: doctype.start()] + text[doctype.end() :]
    parts = _CDATA.split(text)
    parts[::2] = [_mended(part) for part in parts[::2]]
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring("".join(parts).strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise InputError(f"{origin!r} is no feed that can be read; check the address")
    return root


def _mended(part: str) -> str:
    """Return XML with the entities of HTML resolved, bare signs escaped, and empty tags closed."""
    part = _STRAY.sub(lambda m: "&amp;" if m[0] == "&" else "&lt;", part)
    return _UNCLOSED.sub(r"<\1\2/>", _NAMED.sub(_character, part))


def _character(match: re.Match[str]) -> str:
    if match[1] in _XML_NAMES:
        return match[0]
    known = html5.get(match[1])
    return f"&amp;{match[1]}" if known is None or known in "<>&\"'" else known


def _name(element: Element) -> str:
    """Return a tag with the usual prefix of its namespace, "" for an unknown namespace."""
    if not isinstance(element.tag, str):
        return ""
    space, _, local = element.tag.rpartition("}")
    prefix = _PREFIXES.get(space.removeprefix("{"))
    return "" if prefix is None else prefix + local


def _all(parent: Element, *names: str) -> Iterator[Element]:
    """Yield the children with these names, those with the first name first."""
    for name in names:
        yield from (child for child in parent if _name(child) == name)


def _first(parent: Element, *names: str) -> str | None:
    """Return the text of the first child with one of the names that has any."""
    texts = ("".join(child.itertext()).strip() for child in _all(parent, *names))
    return next(filter(None, texts), None)


def _entry(item: Element, base: str) -> FeedEntry:
    base = _based(item, base)
    link = _join(base, _link(item))
    content = next(filter(None, map(_html, _all(item, "content:encoded", "atom:content"))), "")
    summary = next(filter(None, map(_html, _all(item, "description", "atom:summary"))), "")
    title = next((_html(e) for e in _all(item, "title", "atom:title", "dc:title")), "")
    return FeedEntry(
        guid=_first(item, "guid", "atom:id") or item.get(_RDF) or link,
        title=plain(title),
        link=link,
        html=joined(content, summary),
        byline=", ".join(_authors(item)),
        date=_first(item, "pubDate", "dc:date", "atom:published", "dcterms:created", "atom:updated")
        or "",
    )


def _link(item: Element) -> str:
    if address := _first(item, "link"):
        return address
    for link in _all(item, "atom:link"):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return str(link.get("href"))
    guids = (e for e in _all(item, "guid") if e.get("isPermaLink", "true").lower() == "true")
    permanent = next(("".join(e.itertext()).strip() for e in guids), "")
    return permanent if permanent.startswith(("http://", "https://")) else ""


def _site_link(channel: Element) -> str:
    return _based(channel, "") or _link(channel)


def _based(element: Element, outer: str) -> str:
    """Return the base of relative addresses: `outer` and the xml:base of all elements around."""
    chain = [element, *element.iterancestors()]
    for ancestor in reversed(chain):
        outer = _join(outer, ancestor.get(_BASE, ""))
    return outer


def _join(base: str, address: str) -> str:
    """Join two addresses; "" if the result is no address."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def _html(element: Element) -> str:
    """Return the content of an element as HTML: escaped, in CDATA, as elements, or plain text."""
    from lxml import etree

    kind = element.get("type", "")
    if len(element):
        inner = (etree.tostring(e, encoding="unicode", method="html") for e in element)
        return as_html((element.text or "") + "".join(inner), is_html=True)
    declared = {"text": False, "html": True}.get(kind)
    return as_html((element.text or "").strip(), is_html=declared)


def _authors(item: Element) -> Iterator[str]:
    """Yield the names of an entry's authors; RSS has mail addresses, with or without a name."""
    for element in _all(item, "dc:creator", "author", "atom:author"):
        name = _first(element, "atom:name") or "".join(element.itertext())
        text = " ".join(name.split())[:_NAME_CHARS]
        named = _MAIL_AND_NAME.fullmatch(text)
        text = named[1].strip() if named else text
        if text and "@" not in text:
            yield text
