"""Bytes of unknown origin → text with mojibake repaired, or an error that says what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsbrief.errors import NotText

__all__ = ["decode", "repair"]

_SAVE_AS_UTF8 = "save it again as UTF-8"

# (first bytes, what it is, what to do), also for formats whose bytes could be read as text.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "rename it to .pdf, or export it as text"),
    (b"{\\rtf", "an RTF document", "save it as plain text first"),
    (b"%!PS", "a PostScript file", "export it as text first"),
    (
        b"PK\x03\x04",
        "a ZIP archive or an office document",
        "rename it to .docx or .epub",
    ),
    (b"PK\x05\x06", "an empty ZIP archive", "give the article itself"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document", "save it as plain text first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"(\xb5/\xfd", "a Zstandard archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"\x89PNG", "a PNG image", "copy the article as text"),
    (b"\xff\xd8\xff", "a JPEG image", "copy the article as text"),
    (b"GIF8", "a GIF image", "copy the article as text"),
    (b"RIFF", "a RIFF file (WebP, WAV)", "copy the article as text"),
    (b"II*\x00", "a TIFF image", "copy the article as text"),
    (b"MM\x00*", "a TIFF image", "copy the article as text"),
    (b"bplist00", "a Safari web archive", "save the page as HTML first"),
    (b"\x7fELF", "a program", "give the article itself"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (  # UTF-32 first: its BOM begins with UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

# Some PDF writers put a few lines before the header; readers search the first 1,024 bytes.
_HEAD_BYTES = 1024

# Text holds no control characters but tab, line ends, form feed and, in a terminal's copy, ESC.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01

# Of the high bytes of UTF-16 French over 95 % are NUL (only œ, ’, « – », € have another).
_UTF16_NUL_SHARE = 0.7
_META_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)

# UTF-8 to UTF-32 are detected before; UTF-7 and codecs special to Python would change the text.
_IGNORED_CHARSETS = ("utf", "u8", "u16", "u32", "unicode", "raw", "punycode", "idna")
_LEGACY = ("cp1252", "iso-8859-15", "mac_roman", "cp850")
_FRENCH_MOJIBAKE = re.compile(
    "[àâäéèêëîïôöùûüÿçÀÂÄÉÈÊËÎÏÔÖÙÛÜÇæÆ«»’‘“”–—…•€°ºª\xa0©®™·§²³]"
    r"|(?<=[^\W\d_])[œŒ]|[œŒ](?=[^\W\d_])|(?<![^\W\d_])[½¼¾](?![^\W\d_])"
)
_OTHER_WESTERN = re.compile("[áíóúñãõåøìòßÁÍÓÚÑÃÕÅØÌÒ¿¡£]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_LETTER = re.compile(r"[^\W\d_]")

# French and its neighbours have about 4 % of accented letters; Cyrillic read as cp1252 has 100 %.
_MAX_NON_ASCII_SHARE = 0.3
_MIN_SCORE = 0.5

# What French letters and punctuation in UTF-8 become when read as cp1252. French never has Ã, and
# Â or â only before a letter, so the search takes one pass and leaves correct text unchanged.
_MOJIBAKE = re.compile(
    "Ã[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a\u20ac\u2122 ]|Â[\x80-\xbf]|â€|Å[\x93\u201c\u2019\x92]|ï»¿"
)


@dataclass(frozen=True)
class Decoded:
    """Text, its encoding by Python's name, and one-line warnings about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, origin: str, charset: str | None = None) -> Decoded:
    """Decode an article's bytes; `origin` names them in messages.

    `charset` is the one of an HTTP or mail header; it outweighs the one written in a page.

    A BOM decides first, then the NULs of UTF-16, then valid UTF-8 (nothing else is valid UTF-8 by
    accident, so it outweighs the charset in an HTML page, which is wrong after a browser saves the
    page), then the header's charset, then the page's, then the Western encodings of French. Raises
    `NotText` for binary data and for an encoding that cannot be determined.
    """
    _reject_known_formats(data, origin)
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return Decoded(_strictly(data[len(bom) :], marked, origin), marked)
    if unmarked := _utf16_without_bom(data):
        return Decoded(_strictly(data, unmarked, origin), unmarked)
    _reject_control_characters(data, origin)
    by_header = _named(data, charset) if charset else None
    return _utf8(data) or by_header or _declared(data) or _western(data, origin)


def _reject_known_formats(data: bytes, origin: str) -> None:
    head = data[:_HEAD_BYTES]
    for magic, name, remedy in _MAGIC:
        if head.startswith(magic) or (magic == b"%PDF-" and magic in head):
            raise NotText(f"{origin} is {name}, not text; {remedy}")


def _reject_control_characters(data: bytes, origin: str) -> None:
    count = len(_CONTROL.findall(data))
    if b"\x00" in data or count > _MAX_CONTROL_SHARE * len(data):
        raise NotText(f"{origin} holds binary data, not text; give the article as text or HTML")


def _strictly(data: bytes, encoding: str, origin: str) -> str:
    try:
        return data.decode(encoding.removesuffix("-sig"))
    except UnicodeDecodeError as exc:
        raise NotText(
            f"{origin} is damaged {encoding} text (byte {exc.start}); {_SAVE_AS_UTF8}"
        ) from exc


def _utf16_without_bom(data: bytes) -> str | None:
    pairs = len(data) // 2
    if pairs < 2 or len(data) % 2:
        return None
    nul_low, nul_high = data[0::2].count(0) / pairs, data[1::2].count(0) / pairs
    if nul_high >= _UTF16_NUL_SHARE and nul_low == 0:
        return "utf-16-le"
    return "utf-16-be" if nul_low >= _UTF16_NUL_SHARE and nul_high == 0 else None


def _utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8, also with a few stray bytes of another encoding, as in mixed pastes."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as exc:
        if exc.reason == "unexpected end of data" and exc.start:
            text = data[: exc.start].decode("utf-8")
            note = "the text was cut inside its last character; the file may be incomplete"
            return Decoded(text, "utf-8", (note,)) if not text.isascii() else None
    text = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= sign <= "\udcff" for sign in text)
    sequences = len(_NON_ASCII.findall(text)) - stray
    # French in cp1252 has next to no valid UTF-8 sequence, so that a few of them decide.
    if sequences < 5 * stray:
        return None
    repaired = re.sub("[\udc80-\udcff]+", _as_cp1252, text)
    noun = "byte was" if stray == 1 else "bytes were"
    note = f"{stray} {noun} not UTF-8 and read as cp1252"
    return Decoded(repaired, "utf-8", (note,))


def _as_cp1252(stray: re.Match[str]) -> str:
    return stray[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _declared(data: bytes) -> Decoded | None:
    """Decode with the charset that an HTML page names; None if it names none or is wrong."""
    match = _META_CHARSET.search(data[:_HEAD_BYTES])
    if not match:
        return None
    return _named(data, match[1].decode("ascii"))


def _named(data: bytes, name: str) -> Decoded | None:
    """Decode with a named charset; None if it is unknown or wrong."""
    name = name.lower()
    if name.startswith(_IGNORED_CHARSETS):
        return None
    # The web's rule: pages that say Latin-1 are cp1252 (WHATWG Encoding, "windows-1252").
    name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "windows-1252") else name
    try:
        return Decoded(data.decode(name), name)
    except (LookupError, ValueError):
        return None


def _western(data: bytes, origin: str) -> Decoded:
    readings = [(name, text) for name in _LEGACY if (text := _try(data, name)) is not None]
    scored = [(_score(text), text, name) for name, text in readings]
    score, text, name = max(scored, key=lambda reading: reading[0])
    if score < _MIN_SCORE:
        raise NotText(f"the encoding of {origin} cannot be detected; {_SAVE_AS_UTF8}")
    return Decoded(text, name)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _score(text: str) -> float:
    """Return how French the non-ASCII characters of a text are, from 0 to 1."""
    non_ascii = _NON_ASCII.findall(text)
    letters = sum(sign.isalpha() for sign in non_ascii)
    if letters > _MAX_NON_ASCII_SHARE * (len(_LETTER.findall(text)) or 1):
        return 0.0
    french = len(_FRENCH_MOJIBAKE.findall(text))
    return (french + 0.6 * len(_OTHER_WESTERN.findall(text))) / len(non_ascii)


@dataclass(frozen=True)
class Repaired:
    """The text after repair, and one-line notes for the reader."""

    text: str
    notes: tuple[str, ...] = ()


def repair(text: str) -> Repaired:
    """Undo a wrong decoding line by line, with notes of what was and was not repaired."""
    lines = text.split("\n")
    garbled = [number for number, line in enumerate(lines) if _MOJIBAKE.search(line)]
    for number in garbled:
        lines[number] = _repair_line(lines[number])
    return Repaired("\n".join(lines) if garbled else text, tuple(_notes(lines, garbled)))


def _repair_line(line: str) -> str:
    # ftfy knows the many partial forms (lost no-break spaces, twice-encoded text, mixed lines)
    # that encoding and decoding again cannot repair.
    from ftfy import fix_encoding

    return fix_encoding(line)


def _notes(lines: list[str], garbled: list[int]) -> list[str]:
    remaining = sum(bool(_MOJIBAKE.search(lines[number])) for number in garbled)
    lost = sum(line.count("\ufffd") for line in lines)
    notes = []
    if remaining < len(garbled):
        notes.append(f"garbled accents were repaired on {_count(len(garbled) - remaining, 'line')}")
    if remaining:
        where = _count(remaining, "line")
        notes.append(f"garbled characters remain on {where}; save the article again as UTF-8")
    if lost:
        were = "was" if lost == 1 else "were"
        notes.append(f"{_count(lost, 'character')} {were} lost before newsbrief read the text")
    return notes


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
