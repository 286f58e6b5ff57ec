"""What is fuzzed of the inputs beside plain articles, of the outputs beside Markdown, of settings.

See `targets.py` for what a target is. A ZIP archive's parts are mutated rather than its bytes: of
these hardly any get past the check sums.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html as lxml_html
from stages import fake_engines

from newsbrief.article import Article, ArticleKind
from newsbrief.batch.records import Columns, read_lines
from newsbrief.config.file import line_of, parse
from newsbrief.engines.backends.constraints import lines_of_json
from newsbrief.engines.backends.server.failures import Transient, error_message
from newsbrief.engines.backends.server.listing import read_listing
from newsbrief.engines.backends.server.stream import pieces
from newsbrief.errors import NewsbriefError
from newsbrief.formats import Format, Layout, write
from newsbrief.inputs.docx import read_docx
from newsbrief.inputs.epub import read_epub
from newsbrief.inputs.feed import looks_like_feed, read_feed
from newsbrief.inputs.mail import looks_like_mail, read_mail
from newsbrief.inputs.pdf.article import arrange
from newsbrief.inputs.pdf.lines import columns
from newsbrief.inputs.pdf.margins import without_margins
from newsbrief.inputs.pdf.pages import Page, Run
from newsbrief.inputs.pdf.paragraphs import paragraphs_of
from newsbrief.pipeline import Options, brief
from newsbrief.readers import read
from newsbrief.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["CONTAINERS"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCX = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>%s</w:body></w:document>',
}
_EPUB = {
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
    "a.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
    'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
    "a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body>%s</body></html>',
}
_MAX_RUNS = 300
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LIVE = "script iframe object embed form link base meta[@http-equiv='refresh'] svg img".split()


def _quietly(read: Callable[[], Iterable[Article]]) -> None:
    """Read articles, and the documents within; nothing but errors of ours may come out."""
    try:
        for article in read():
            read_document(article)
    except NewsbriefError as exc:
        _assert_one_line(exc)


def _assert_one_line(exc: Exception) -> None:
    assert "\n" not in str(exc), "an error of several lines"


def read_document(article: Article) -> None:
    """Read an article's blocks; an article that is none is an answer."""
    document = read(article)
    for block in document.blocks:
        assert not _CONTROL.search(block.text), "a block is no plain text"


def _zipped(parts: dict[str, str], data: bytes) -> bytes:
    """An archive with `data` where a part says "%s"; the first byte chooses a part to replace."""
    chosen = data[0] % (len(parts) + 4) if data else len(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for index, (name, part) in enumerate(parts.items()):
            own = part.encode().replace(b"%s", data[1:])
            archive.writestr(name, data[1:] if index == chosen else own)
    return file.getvalue()


def _docx(data: bytes) -> None:
    """A Word document is an article or an error of ours."""
    _quietly(lambda: [read_docx(_zipped(_DOCX, data), "x")])


def _epub(data: bytes) -> None:
    """A book is articles or an error of ours."""
    _quietly(lambda: read_epub(_zipped(_EPUB, data), "x"))


def _mail(data: bytes) -> None:
    """A mail is an article or an error of ours."""
    looks_like_mail(data)
    _quietly(lambda: [read_mail(data, "x")])


def _feed(data: bytes) -> None:
    """Each entry of a feed is an article or an error of ours."""
    looks_like_feed(data)
    sources = []
    try:
        sources = read_feed(data, "x")
    except NewsbriefError:
        return
    for source in sources[:5]:
        _quietly(lambda source=source: [source.read()])  # type: ignore[misc]


def _pdf(data: bytes) -> None:
    """Wherever a page's runs stand, they become paragraphs; each six bytes place one of them."""
    words = data.decode("utf-8", "ignore").split() or ["a"]
    runs = [
        _run(data[at : at + 6], words[at % len(words)])
        for at in range(0, min(len(data) - 5, 6 * _MAX_RUNS), 6)
    ]
    pages = (Page(tuple(runs[: len(runs) // 2])), Page(tuple(runs[len(runs) // 2 :])))
    body = without_margins(pages)
    found = [columns(runs) for runs in body.pages]
    paragraphs = paragraphs_of([column for page in found for column in page])
    arrange(paragraphs, body.heads, len(paragraphs_of(found[0])) if found else 0)


def _run(place: bytes, text: str) -> Run:
    left, width, base, size, low, bold = place
    return Run(text, left * 2.5, left * 2.5 + width, base * 3 + low / 64, 4 + size % 40, bold > 128)


def _state(data: bytes) -> None:
    """A page that carries its article as JSON, whatever the JSON says, is read."""
    text = data.decode("utf-8", "ignore").replace("</", "<\\/")
    for kind in ("application/json", "application/ld+json"):
        page = f'<html><body><script type="{kind}">{text}</script><p>La mairie.</p></body></html>'
        _quietly(lambda page=page: [Article(page, ArticleKind.HTML, "x")])  # type: ignore[misc]


def _records(data: bytes) -> None:
    """Each line of a batch's file is an article or an error of ours."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_bytes(data)
        for item in read_lines(path, Columns()):
            _quietly(lambda item=item: [item.source.read()])  # type: ignore[misc]


def _config(data: bytes) -> None:
    """A configuration is a table or an error of ours, and each key has a line."""
    try:
        file = parse(data, Path("x.toml"))
    except NewsbriefError as exc:
        _assert_one_line(exc)
        return
    for key in file.table:
        line_of(file.text, (key,))


def _answer(data: bytes) -> None:
    """What a model's server sends is an answer or an error of ours; all texts are texts."""
    read_listing(data)
    error_message(data)
    lines_of_json(data.decode("utf-8", "replace"))
    for kind in ("text/event-stream", "application/json", "text/html"):
        try:
            for piece in pieces(kind, [data[:7], data[7:]], "x"):
                assert isinstance(piece.text, str), "an answer that is no text"
                assert isinstance(piece.finish, str | None), "a reason that is no text"
        except (NewsbriefError, Transient) as exc:
            _assert_one_line(exc)


def _page(data: bytes) -> None:
    """A whole brief as a page: nothing in it is live, and the title's text reads back."""
    article = Article(normalise(data.decode("utf-8", "ignore")), ArticleKind.MARKDOWN, "x")
    try:
        made = brief(article, fake_engines(), Options(force=True))
    except NewsbriefError:
        return
    tree = lxml_html.document_fromstring(write(made, Format.HTML).decode())
    for name in _LIVE:
        assert not tree.xpath(f"//{name}"), f"a live element: {name}"
    for name in tree.xpath("//@*/.."):
        assert not [key for key in name.attrib if key.startswith("on")], "a live attribute"
    shown = "".join("".join(tree.itertext()).split())
    for block in made.document.blocks:
        text = block.text.encode("utf-8", "replace").decode()
        missing = [word for word in text.split() if word not in shown and word.isalnum()]
        assert not missing, f"text is lost: {missing[0]!r}"


def _word(data: bytes) -> None:
    """A whole brief as a Word document, which opens again."""
    import docx

    article = Article(normalise(data.decode("utf-8", "ignore")), ArticleKind.MARKDOWN, "x")
    try:
        made = brief(article, fake_engines(), Options(force=True))
    except NewsbriefError:
        return
    for layout in (Layout.ENGLISH, Layout.SIDE_BY_SIDE):
        content = write(made, Format.DOCX, layout=layout, show_removed=True)
        assert docx.Document(io.BytesIO(content)).element.xml, "an empty document"
    assert json.loads(write(made, Format.JSON)), "an empty record"


CONTAINERS: dict[str, Callable[[bytes], None]] = {
    "docx": _docx,
    "epub": _epub,
    "mail": _mail,
    "feed": _feed,
    "pdf": _pdf,
    "state": _state,
    "records": _records,
    "config": _config,
    "answer": _answer,
    "whole-page": _page,
    "whole-word": _word,
}
