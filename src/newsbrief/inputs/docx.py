"""A Word document as an Article: the HTML of its text, tracked changes accepted, nothing hidden."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from newsbrief.article import Article, ArticleKind
from newsbrief.errors import EmptyInput, InputError, NotText
from newsbrief.inputs.archive import Archive, open_archive, parse_xml
from newsbrief.inputs.footnotes import set_notes_apart
from newsbrief.inputs.properties import confirmed_metadata
from newsbrief.system import require
from newsbrief.text.normal import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_docx"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_READ = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?[\w.-]+\.(?:xml|rels)")

# The exceptions of mammoth for documents that Word would not have written.
_DAMAGE = (AttributeError, ExpatError, LookupError, OSError, RecursionError, TypeError, ValueError)
_MAX_PARTS_BYTES = 40_000_000  # each byte takes some twenty bytes of memory once parsed
_STYLE_DEPTH = 12  # the built-in styles of Word are based on each other four deep
_MIN_HALF_POINTS = 4  # nobody can read smaller type
_NOTE = re.compile(r"#(?:foot|end)note-\d+$")
_HEAD_BLOCKS = 4  # "COMMUNIQUÉ DE PRESSE", a date or a logo's name may stand above the title
_TITLE_WORDS = range(4, 31)
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6")

# Word writes the names of built-in styles in English in each language; LibreOffice has other names.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p > strong:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Quotations'] => blockquote:fresh
p[style-name='Block Text'] => blockquote:fresh
p[style-name='toc 1'] => !
p[style-name='toc 2'] => !
p[style-name='toc 3'] => !
p[style-name='TOC Heading'] => !
p[style-name='Preformatted Text'] => pre:separator('\\n')
"""


def read_docx(data: bytes, origin: str) -> Article:
    """Read a Word document: headings, lists, tables, links, emphasis, quotations, footnotes.

    Pictures are read as their alternative text; comments, deleted and hidden text are left out.
    Title and author come from the properties if the text confirms them. Raises MissingExtra;
    NotText for what is no Word document; InputError for one that is encrypted or too large.
    """
    mammoth = require("mammoth", "docx", "Word documents")
    archive = open_archive(data, origin, "a Word document")
    if not any(name.startswith("word/") for name in archive.names()):
        raise NotText(f"{archive.shown} is an archive, but no Word document; check the file")
    source, text, title = _tidied(_html(mammoth, _cleaned(archive), archive.shown))
    if not text.strip():
        raise EmptyInput(f"{archive.shown} holds no text; give an article")
    metadata = confirmed_metadata(*_properties(archive), text)
    metadata = replace(metadata, title=metadata.title or title)
    return Article(source, ArticleKind.FRAGMENT, origin, metadata=metadata)


def _html(mammoth: Any, document: bytes, shown: str) -> str:
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(document),
            style_map=_STYLES,
            include_embedded_style_map=False,  # the one in the document could hide its text
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
            external_file_access=False,
        )
    except _DAMAGE as exc:
        kind = type(exc).__name__
        raise NotText(f"{shown} is a damaged Word document ({kind}); save it again") from exc
    return normalise(result.value)


def _cleaned(archive: Archive) -> bytes:
    """Return a copy of the document with only the parts that are read: no picture, macro or entity.

    Text that is set as hidden, or too small to read, is removed.
    """
    from lxml import etree

    names = [name for name in dict.fromkeys(archive.names()) if _READ.fullmatch(name)]
    parts = {}
    room = _MAX_PARTS_BYTES
    for name in names:
        data = archive.read(name) or b""
        room -= len(data)
        if room < 0:
            raise InputError(
                f"{archive.shown} holds over {_MAX_PARTS_BYTES // 10**6} MB of text and styles; "
                "save the article alone"
            )
        parts[name] = parse_xml(data, archive.shown)
    hidden = _hidden_styles(parts.get("word/styles.xml"))
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as file:
        for name, root in parts.items():
            _drop_unseen(root, hidden)
            file.writestr(name, etree.tostring(root))
    return copy.getvalue()


def _hidden_styles(styles: _Element | None) -> frozenset[str]:
    """Return the ids of the styles that hide text, or are based on one that does."""
    listed = list(styles.iter(f"{_WORD}style")) if styles is not None else []
    ids = {style.get(f"{_WORD}styleId", ""): style for style in listed}
    hidden = {name for name, s in ids.items() if _is_unseen(s.find(f"{_WORD}rPr"), frozenset())}
    for _ in range(_STYLE_DEPTH):
        based = {name for name, style in ids.items() if _base(style) in hidden}
        if based <= hidden:
            break
        hidden |= based
    return frozenset(hidden)


def _base(style: _Element) -> str:
    based = style.find(f"{_WORD}basedOn")
    return "" if based is None else based.get(f"{_WORD}val", "")


def _drop_unseen(root: _Element, hidden: frozenset[str]) -> None:
    for run in list(root.iter(f"{_WORD}r")):
        paragraph = next(run.iterancestors(f"{_WORD}p"), None)
        style = None if paragraph is None else paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        unseen = _is_unseen(run.find(f"{_WORD}rPr"), hidden)
        if unseen or (style is not None and style.get(f"{_WORD}val") in hidden):
            run.getparent().remove(run)


def _is_unseen(properties: _Element | None, hidden: frozenset[str]) -> bool:
    if properties is None:
        return False
    vanish, size, style = (properties.find(_WORD + name) for name in ("vanish", "sz", "rStyle"))
    if vanish is not None and vanish.get(f"{_WORD}val") not in ("0", "false", "off"):
        return True
    half_points = "" if size is None else size.get(f"{_WORD}val", "")
    tiny = half_points.isdecimal() and int(half_points) < _MIN_HALF_POINTS
    return tiny or (style is not None and style.get(f"{_WORD}val") in hidden)


def _tidied(source: str) -> tuple[str, str, str | None]:
    """Return the HTML with its notes at the end and no internal links, its text, and its title."""
    from lxml import html

    root = html.fragment_fromstring(source, create_parent="div")
    set_notes_apart(root, [link for link in root.iter("a") if _NOTE.match(link.get("href", ""))])
    for link in list(root.iter("a")):
        target = link.get("href", "")
        if not target or (target.startswith("#") and not target.startswith("#note-")):
            link.drop_tag()
    text = "\n".join(line for item in root.iter(*_BLOCKS) if (line := _text(item)))
    written = (html.tostring(child, encoding="unicode") for child in root)
    return "".join(written), text, _title(root)


def _title(root: _Element) -> str | None:
    """Return the title: the first heading, or a line in bold, as in most press releases."""
    for block in list(root.iter(*_BLOCKS))[:_HEAD_BLOCKS]:
        text = _text(block)
        strong = "".join("".join(item.itertext()) for item in block.iter("strong"))
        bold = " ".join(strong.split()) == text and not text.endswith((".", ":", ";", ","))
        if block.tag == "h1" or (bold and len(text.split()) in _TITLE_WORDS):
            return text
    return None


def _text(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _properties(archive: Archive) -> tuple[str, str]:
    """Return the title and author in the document's properties, "" for none."""
    data = archive.read("docProps/core.xml")
    if data is None:
        return "", ""
    root = parse_xml(data, archive.shown)
    items = (
        root.find(f"{{http://purl.org/dc/elements/1.1/}}{name}") for name in ("title", "creator")
    )
    title, author = ("" if item is None else item.text or "" for item in items)
    return title, author
