"""Small Word documents and EPUBs, written on the spot part by part."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:a="{_DRAWING}/main" '
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:pic="{_DRAWING}/picture"'
)
# As French Word writes them: ids in French, names of its own styles in English.
_STYLES = {
    "Titre": "Title",
    "Sous-titre": "Subtitle",
    "Titre1": "heading 1",
    "Titre2": "heading 2",
    "Citation": "Quote",
    "TM1": "toc 1",
}


def run(text: str, properties: str = "") -> str:
    """A stretch of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, style: str = "", numbering: tuple[int, int] | None = None) -> str:
    """A paragraph of runs, or of plain text; `numbering` is a list (1 bullets, 2 numbers), depth."""
    content = content if content.startswith("<") else run(content)
    set_in = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        number, depth = numbering
        set_in += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{set_in}</w:pPr>{content}</w:p>"


def link(text: str) -> str:
    """A link to rivages.example/carte."""
    return f'<w:hyperlink r:id="rId9">{run(text)}</w:hyperlink>'


def note(number: int) -> str:
    """A footnote's mark."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def footnote(number: int, text: str) -> str:
    """A footnote."""
    return f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of plain cells."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def picture(alternative: str) -> str:
    """A picture within a paragraph."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Image 1" descr="{alternative}"/>'
        '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId8"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def docx(
    *body: str,
    notes: str = "",
    title: str = "",
    author: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A document of these paragraphs and tables; `extra` adds parts or puts them in others' place."""
    levels = '<w:lvl w:ilvl="0"><w:numFmt w:val="{0}"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="{0}"/></w:lvl>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in _STYLES.items()
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="png" ContentType="image/png"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId9" Type="{_OFFICE}/hyperlink" TargetMode="External" '
        f'Target="https://rivages.example/carte"/><Relationship Id="rId8" '
        f'Type="{_OFFICE}/image" Target="media/image1.png"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/media/image1.png": b"\x89PNG",
        "word/styles.xml": f'<w:styles {NAMESPACES}>{styles}<w:style w:type="character" '
        'w:styleId="Masque"><w:name w:val="Masque"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>',
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>"
        + "".join(
            f'<w:abstractNum w:abstractNumId="{n}">{levels.format(kind)}</w:abstractNum>'
            for n, kind in enumerate(("bullet", "decimal"))
        )
        + "".join(
            f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (0, 1)
        )
        + "</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>",
        "docProps/core.xml": '<p xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></p>",
        **(extra or {}),
    }
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def chapter(body: str, kind: str = "") -> str:
    """An EPUB's document; `kind` is its body's epub:type."""
    typed = f' epub:type="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title/></head><body{typed}>{body}</body></html>"
    )


def epub(
    documents: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    title: str = "La Revue des Alpes, n° 12",
    creator: str = "Collectif",
    ncx: bool = False,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A book of these documents, in order; `titles` is its table of contents, old (NCX) or new."""
    items = "".join(
        f'<item id="{name}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for name in documents
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in documents)
    links = "".join(f'<li><a href="text/{n}#haut">{t}</a></li>' for n, t in titles.items())
    points = "".join(
        f'<navPoint><navLabel><text>{t}</text></navLabel><content src="text/{n}"/></navPoint>'
        for n, t in titles.items()
    )
    if ncx:
        items += '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    else:
        items += (
            '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        )
        refs = '<itemref idref="n"/>' + refs
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        f"<dc:creator>{creator}</dc:creator><dc:publisher>Éditions du Lac</dc:publisher>"
        f"<dc:date>2025-03-01T00:00:00Z</dc:date></metadata><manifest>{items}</manifest>"
        f"<spine>{refs}</spine></package>",
        "OPS/nav.xhtml": chapter(f'<nav epub:type="toc"><h1>Sommaire</h1><ol>{links}</ol></nav>'),
        "OPS/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        f"{points}</navMap></ncx>",
        **{f"OPS/text/{name}": content for name, content in documents.items()},
        **(extra or {}),
    }
    return zipped(parts)
