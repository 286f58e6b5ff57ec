"""A zip archive of which only a stretch is at hand: its entries are read by their known offsets."""

from __future__ import annotations

import zlib
from typing import IO, TYPE_CHECKING

from newsbrief.models.disk import CHUNK_BYTES
from newsbrief.models.source import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsbrief.models.entries import IndexRecipe, ZipMember

__all__ = ["unzip_members"]

_HEADER_BYTES = 30  # a zip local header up to its two variable fields (APPNOTE 4.3.7)
_RAW_DEFLATE = -15  # zlib's window size for a stream without zlib's own header


def unzip_members(stretch: Path, recipe: IndexRecipe, folder: Path) -> None:
    """Write the recipe's members into `folder`; memory stays at a few megabytes.

    `stretch` holds the archive's bytes from `recipe.offset` on. Raises `SourceError`.
    """
    with stretch.open("rb") as archive:
        for member in recipe.members:
            archive.seek(member.offset - recipe.offset)
            with (folder / member.file).open("wb") as out:
                out.writelines(_inflated(archive, member))


def _inflated(archive: IO[bytes], member: ZipMember) -> Iterator[bytes]:
    header = archive.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(b"PK\x03\x04"):
        raise SourceError(f"the pieces hold no zip entry for {member.file}", corrupt=True)
    name_bytes = int.from_bytes(header[26:28], "little")
    extra_bytes = int.from_bytes(header[28:30], "little")
    archive.read(name_bytes + extra_bytes)
    inflater = zlib.decompressobj(_RAW_DEFLATE)
    try:
        for chunk in _chunks(archive, member.compressed_bytes):
            yield inflater.decompress(chunk)
        yield inflater.flush()
    except zlib.error as exc:
        raise SourceError(f"{member.file} cannot be unpacked: {exc}", corrupt=True) from exc


def _chunks(file: IO[bytes], count: int) -> Iterator[bytes]:
    """Read `count` bytes, a piece at a time."""
    while count > 0:
        chunk = file.read(min(count, CHUNK_BYTES))
        if not chunk:
            return
        count -= len(chunk)
        yield chunk
