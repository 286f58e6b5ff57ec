"""An EPUB as Articles: one for each document of its spine that has enough text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html.entities import html5
from typing import TYPE_CHECKING

from newsbrief.article import Article, ArticleKind, Metadata
from newsbrief.errors import EmptyInput, NotText
from newsbrief.inputs.archive import open_archive, parse_xml
from newsbrief.inputs.decoding import decode
from newsbrief.inputs.epub_package import OPS_TYPE, is_frame, read_package
from newsbrief.inputs.footnotes import drop, set_notes_apart
from newsbrief.text.html_tree import parse_page
from newsbrief.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newsbrief.inputs.archive import Archive
    from newsbrief.inputs.epub_package import Package

__all__ = ["read_epub"]

_MIN_WORDS = 40  # title pages, covers and imprints have fewer; even the shortest news have more
_FRAME_TITLE = re.compile(
    r"(?:couverture|sommaire|table des mati[èe]res|contenu|page de titre|titre|ours|cr[ée]dits?|"
    r"mentions l[ée]gales|copyright|achev[ée] d['’]imprimer|colophon|d[ée]dicace|impressum|"
    r"dans la m[êe]me collection|du m[êe]me auteur|[àa] propos de (?:l['’]éditeur|cet ebook)|"
    r"cover|contents|table of contents|title page)\.?",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:par|de notre|propos recueillis|textes?\s*:|publi[ée])\b", re.IGNORECASE)
_HEAD_LINES = 6
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w*;)")
_OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_NOTE_TARGET = re.compile(r"#note-\d+")
_NOTE_ID, _NOTE_MARK = re.compile(r' id="note-(\d+)"'), re.compile(r'"#note-(\d+)">\d+<')
_NOTE_SIGN = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?")
_UNREAD = ("script", "style", "svg", "math", "iframe", "object", "nav")


@dataclass(frozen=True)
class _Text:
    """A document of the spine: the HTML of its body, its paragraphs and its first heading.

    `frame`: it is a cover, a table of contents or the like.
    """

    name: str
    source: str
    lines: tuple[str, ...]
    heading: str | None
    words: int
    frame: bool


def read_epub(data: bytes, origin: str) -> list[Article]:
    """Read each article of an EPUB, in order; their origins are f"{origin}#1" and so on.

    Covers, tables of contents and imprints are left out. A document that the table of contents does
    not list continues the one before. Raises NotText for what is no EPUB; InputError for one that
    is protected or too large; EmptyInput for one without an article.
    """
    archive = open_archive(data, origin, "an EPUB")
    package = read_package(archive)
    texts: list[_Text] = []
    for name in package.documents:
        text = _text(archive, name, package)
        if text is None or _is_frame(text, package):
            continue
        if texts and package.titles and name not in package.titles and not text.heading:
            texts[-1] = _joined(texts[-1], text)
        else:
            texts.append(text)
    articles = [text for text in texts if text.words >= _MIN_WORDS]
    if not articles:
        raise EmptyInput(f"{archive.shown} holds no article; give one with text")
    return [
        Article(
            text.source, ArticleKind.FRAGMENT, f"{origin}#{n}", metadata=_metadata(text, package)
        )
        for n, text in enumerate(articles, start=1)
    ]


def _joined(text: _Text, more: _Text) -> _Text:
    """Return two texts as one; the notes of the second get the next numbers."""
    notes = max(map(int, _NOTE_ID.findall(text.source)), default=0)
    source = _NOTE_ID.sub(lambda match: f' id="note-{int(match[1]) + notes}"', more.source)
    source = _NOTE_MARK.sub(lambda match: '"#note-{0}">{0}<'.format(int(match[1]) + notes), source)
    return replace(text, source=text.source + source, words=text.words + more.words)


def _is_frame(text: _Text, package: Package) -> bool:
    title = package.titles.get(text.name) or text.heading or ""
    return text.frame or text.name in package.frame or bool(_FRAME_TITLE.fullmatch(title.strip()))


def _metadata(text: _Text, package: Package) -> Metadata:
    """Title, author and publication; an author whom the text names itself counts more."""
    title = package.titles.get(text.name) or text.heading
    site = package.publisher if package.title == title else package.title
    signed = any(_SIGNED.match(line) for line in text.lines[:_HEAD_LINES])
    byline = None if signed else _author(package)
    return Metadata(title=title, byline=byline, date=package.date, site=site)


def _author(package: Package) -> str | None:
    """The one person who wrote it all; a magazine's creator is its publisher, or "Collectif"."""
    if len(package.creators) != 1 or package.creators[0] in (package.title, package.publisher):
        return None
    return package.creators[0] if " " in package.creators[0] else None


def _text(archive: Archive, name: str, package: Package) -> _Text | None:
    """Read a document of the spine; None if it is not in the archive or has no body."""
    data = archive.read(name)
    root = None if data is None else _parsed(data, archive.shown)
    body = None if root is None else root.find(".//body")
    if body is None:
        return None
    outermost = (body, *body.iterchildren("*"))[:2]
    kinds = " ".join(element.get(OPS_TYPE, "") for element in outermost)
    _tidy(body)
    return _Text(
        name=name,
        source=_inner_html(body),
        lines=tuple(_lines(body)),
        heading=next((_flat(e) for e in body.iter("h1", "h2") if _flat(e)), None),
        words=len(" ".join(body.itertext()).split()),
        frame=is_frame(kinds),
    )


def _parsed(data: bytes, shown: str) -> _Element | None:
    """Return a document's root with plain tags; broken XML is read as a browser reads HTML."""
    from lxml import etree

    text = decode(data, shown).text
    bare = _DECLARATION.sub("", text)  # it may name another encoding than the text has now
    named = _NAMED_ENTITY.sub(lambda match: html5.get(match[1], match[0]), bare)
    try:
        root = parse_xml(named.encode(), shown)
    except NotText:
        try:
            return parse_page(named)
        except etree.ParserError:
            return None
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def _tidy(body: _Element) -> None:
    """Remove what is no text, and what links to another place in the book or to its pictures."""
    from lxml import etree

    for element in [*body.iter(*_UNREAD), *body.iter(etree.Comment, etree.ProcessingInstruction)]:
        drop(element)
    for element in [e for e in body.iter("*") if e.get(OPS_TYPE) == "pagebreak"]:
        drop(element)
    set_notes_apart(body, [link for link in body.iter("a") if _is_note_link(link)])
    for element in body.iter("*"):
        target = element.get("href", "")
        if not (_OUTSIDE.match(target) or _NOTE_TARGET.fullmatch(target)):
            element.attrib.pop("href", None)
        for name in ("src", OPS_TYPE):
            element.attrib.pop(name, None)


def _is_note_link(link: _Element) -> bool:
    """Whether a link is the mark of a footnote: by its type, or as a raised number."""
    if "#" not in link.get("href", "") or _OUTSIDE.match(link.get("href", "")):
        return False
    if link.get(OPS_TYPE) == "noteref" or link.get("role") == "doc-noteref":
        return True
    around = link.getparent() is not None and link.getparent().tag == "sup"
    raised = around or any(True for _ in link.iterchildren("sup"))
    return raised and bool(_NOTE_SIGN.fullmatch(_flat(link)))


def _inner_html(body: _Element) -> str:
    from lxml import etree

    etree.cleanup_namespaces(body.getroottree())
    children = "".join(etree.tostring(c, encoding="unicode", method="html") for c in body)
    return normalise(_escaped(body.text or "") + children)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _lines(body: _Element) -> Iterator[str]:
    for element in body.iter("p", "h1", "h2", "h3", "h4", "li", "td", "pre"):
        if line := _flat(element):
            yield line


def _flat(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())
