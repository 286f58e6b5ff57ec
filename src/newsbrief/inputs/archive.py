"""Opens ZIP archives safely: checked before anything is unpacked, and read only in memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.errors import EmptyInput, InputError, NotText

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Archive", "check_size", "open_archive", "parse_xml"]

_MAX_FILE_BYTES = 50_000_000  # a magazine with its pictures; PDFs and archives alike
_MAX_ENTRIES = 10_000  # a magazine of 200 pages has some 600
_MAX_TOTAL_BYTES = 500_000_000  # unpacked, according to the archive's directory
_MAX_PART_BYTES = 10_000_000  # of XML or HTML: a novel has 2 to 5 million
_MAX_RATIO, _RATIO_FROM_BYTES = 200, 1_000_000  # XML packs 10 to 30 times, bombs 1,000 times
_ENCRYPTED = 0x1
_LOCAL_HEADER = b"PK\x03\x04"


@dataclass(frozen=True)
class Archive:
    """An archive whose directory is within the limits; `shown` names it in messages."""

    file: zipfile.ZipFile
    shown: str

    def names(self) -> list[str]:
        """Return the names of its entries."""
        return self.file.namelist()

    def read(self, name: str) -> bytes | None:
        """Return the bytes of an entry, None if there is none of that name.

        Raises NotText for one that is damaged, InputError for one that is too large or encrypted.
        """
        try:
            info = self.file.getinfo(name)
        except KeyError:
            return None
        if info.file_size > _MAX_PART_BYTES:
            size = f"{_MAX_PART_BYTES // 10**6} MB"
            raise InputError(f"{self.shown} has a part of over {size} ({name!r}); split it")
        if info.flag_bits & _ENCRYPTED:
            raise InputError(f"{self.shown} is encrypted; save it without a password first")
        try:
            return self.file.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as exc:
            raise NotText(f"{self.shown} is damaged ({exc}); get it again") from exc


def check_size(data: bytes, origin: str) -> None:
    """Raise InputError for a file over `_MAX_FILE_BYTES`."""
    if len(data) > _MAX_FILE_BYTES:
        most = _MAX_FILE_BYTES // 10**6
        raise InputError(f"{origin!r} is over {most} MB; give an article without its pictures")


def open_archive(data: bytes, origin: str, kind: str) -> Archive:
    """Open a ZIP archive, `kind` as in "an EPUB". Nothing of it is ever written to a file.

    Raises InputError for a bomb (zipfile never unpacks more than the sizes in the directory) and
    NotText for bytes that are no archive.
    """
    check_size(data, origin)
    shown = repr(origin)
    if not data:
        raise EmptyInput(f"{shown} is an empty file; get it again")
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as exc:
        if data.startswith(_LOCAL_HEADER):  # its directory stands at its end
            raise NotText(f"{shown} is cut off or damaged; get it again") from exc
        raise NotText(f"{shown} is not {kind}, whatever its name says; check the file") from exc
    infos = file.infolist()
    total = sum(info.file_size for info in infos)
    if len(infos) > _MAX_ENTRIES or total > _MAX_TOTAL_BYTES or any(map(_is_bomb, infos)):
        raise InputError(
            f"{shown} unpacks to far more than an article ({len(infos)} parts, "
            f"{total // 10**6} MB); save the article alone"
        )
    return Archive(file, shown)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    large = info.file_size > _RATIO_FROM_BYTES
    return large and info.file_size > _MAX_RATIO * max(info.compress_size, 1)


def parse_xml(data: bytes, shown: str) -> _Element:
    """Parse XML without entities, external files or network; libxml2 limits its depth to 256.

    Raises NotText, with the reason, for XML that is broken or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        reason = " ".join(str(exc).split())
        raise NotText(f"{shown} holds broken XML ({reason}); save it again") from exc
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise NotText(f"{shown} declares entities, which no honest file needs; save it again")
    return root
