"""Small PDFs, drawn on the spot as browsers, word processors and newspapers make them."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TOP, LEADING, LEFT = 760.0, 14.0, 60.0


class Sheet:
    """A PDF that is being drawn; text goes down the page unless a place is set."""

    def __init__(self, *, title: str = "", author: str = "", encrypt: Any = None):
        self.file = io.BytesIO()
        self.canvas = canvas.Canvas(self.file, pagesize=A4, encrypt=encrypt, invariant=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.y = TOP

    def line(self, text: str, *, x: float = LEFT, size: float = 11, bold: bool = False) -> Sheet:
        """Draw one line and go down by its leading."""
        self.at(text, x, self.y, size=size, bold=bold)
        self.y -= size * LEADING / 11
        return self

    def at(self, text: str, x: float, y: float, *, size: float = 11, bold: bool = False) -> Sheet:
        """Draw a line at a place."""
        self.canvas.setFont("Times-Bold" if bold else "Times-Roman", size)
        self.canvas.drawString(x, y, text)
        return self

    def lines(self, texts: Iterable[str], **type_: Any) -> Sheet:
        """Draw lines under one another, then a gap."""
        for text in texts:
            self.line(text, **type_)
        return self.gap()

    def gap(self) -> Sheet:
        """Leave the space that parts paragraphs."""
        self.y -= LEADING * 0.6
        return self

    def page(self) -> Sheet:
        """Go on to another page."""
        self.canvas.showPage()
        self.y = TOP
        return self

    def picture(self) -> Sheet:
        """Fill half of the page with a grey picture."""
        from PIL import Image

        self.canvas.drawImage(ImageReader(Image.new("L", (20, 20), 128)), 0, 0, 595, 400)
        return self

    def bytes(self) -> bytes:
        """Finish the file."""
        self.canvas.save()
        return self.file.getvalue()


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + tail


def raw_page(content: bytes, *, kids: bytes = b"[3 0 R]", count: int = 1) -> bytes:
    """A PDF of one page with this content stream, packed."""
    packed = zlib.compress(content, 9)
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids %b/Count %d>>" % (kids, count),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )
