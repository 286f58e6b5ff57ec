"""The names on the command line → the articles that they stand for."""

from __future__ import annotations

import glob
import re
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.article import STANDARD_INPUT, Source
from newsbrief.errors import InputError
from newsbrief.inputs.contents import MAX_BYTES, Contents, sources_in
from newsbrief.inputs.kinds import ALL_SUFFIXES, InputKind, kind_by_name, kind_of
from newsbrief.inputs.reading import read_article, read_bytes, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsbrief.article import Article
    from newsbrief.inputs.network import Network

__all__ = [
    "InputSettings",
    "expand",
    "in_bytes",
    "is_address",
    "is_article",
    "is_folder",
    "is_pattern",
    "matching",
]

_SEVERAL = (InputKind.BOOK, InputKind.FEED)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_BRIEF = re.compile(r"\.brief\.[^.]+$", re.IGNORECASE)  # a name that no article has


@dataclass(frozen=True)
class InputSettings:
    """How inputs are found; one for a whole run, so that each robots.txt is fetched once."""

    follow: bool = True  # fetch the page behind a feed's teaser
    allow_private: bool = False  # addresses of this machine and its networks
    ignore_robots: bool = False
    timeout_s: float = 30.0

    @cached_property
    def network(self) -> Network:
        """How addresses are fetched; imported only if there is one, as the import takes 0.02 s."""
        from newsbrief.inputs.network import Network
        from newsbrief.inputs.web import Fetcher, FetchPolicy

        policy = FetchPolicy(
            timeout_s=self.timeout_s,
            allow_private=self.allow_private,
            respect_robots=not self.ignore_robots,
        )
        return Network(Fetcher(policy), self.follow)


def expand(names: Iterable[str], settings: InputSettings | None = None) -> Iterator[Source]:
    """Yield the articles that `names` stand for, in order and each once, without reading them.

    A name is a file, an address (https://…), a folder, a pattern ("press/*.html") or "-" for
    standard input. A feed or a book stands for all of its articles. A folder stands for its files
    with an article's suffix, sorted by name, without hidden ones and without briefs (`x.brief.md`).
    A name that cannot be opened, such as a folder without an article, becomes a source whose
    reading fails, so that the others are read. Raises InputError for an empty name.
    """
    settings = settings or InputSettings()
    seen: set[tuple[str, str]] = set()
    for name in names:
        for source in _named(name, settings):
            if (source.origin, source.key) not in seen:  # entries of a feed may share a link
                seen.add((source.origin, source.key))
                yield source


def _named(name: str, settings: InputSettings) -> Iterator[Source]:
    if not name:  # an unset variable; as a path it would be the current folder
        raise InputError("an article has an empty name; give a file, a folder or -")
    path = Path(name)
    try:
        if name == "-":
            yield from _piped(settings)
        elif is_address(name):
            yield from settings.network.sources_at(name)
        elif _SCHEME.match(name) and not _exists(path):
            raise InputError(f"{name!r} is no http or https address; save the article as a file")
        elif is_folder(path):
            yield from _files(_articles_in(path), settings)
        elif is_pattern(name):
            yield from _files(matching(name) or [path], settings)
        else:
            yield from _file(path, settings)
    except InputError as exc:
        yield _failing(name, exc)


def is_address(name: str) -> bool:
    """Whether a name is a web address, by its scheme."""
    return name.lower().startswith(("http://", "https://"))


def _files(paths: Iterable[Path], settings: InputSettings) -> Iterator[Source]:
    for path in paths:
        try:
            yield from _file(path, settings)
        except InputError as exc:
            yield _failing(str(path), exc)


def _file(path: Path, settings: InputSettings) -> list[Source]:
    """Return a file's articles; open it only if it may hold several, or its suffix is unknown.

    A named pipe can be read only once, so it counts as one article.
    """
    kind = kind_by_name(path.name)
    if kind is InputKind.TEXT or not _is_file(path):
        return [Source(str(path), path.stem, partial(read_article, path))]
    if kind is None or kind in _SEVERAL:
        return in_bytes(read_bytes(path, MAX_BYTES), str(path), path.stem, kind, settings)
    return [Source(str(path), path.stem, partial(_read_file, path, kind))]


def _read_file(path: Path, kind: InputKind) -> Article:
    """Read a file of one article."""
    contents = Contents(read_bytes(path, MAX_BYTES), kind, str(path), path.stem)
    (source,) = sources_in(contents, partial(read_article, path))
    return source.read()


def _piped(settings: InputSettings) -> list[Source]:
    data = read_bytes("-", MAX_BYTES)
    return in_bytes(data, STANDARD_INPUT, "standard-input", None, settings)


def in_bytes(
    data: bytes, origin: str, stem: str, kind: InputKind | None, settings: InputSettings
) -> list[Source]:
    """Return the articles in bytes; without a `kind` it is detected. Raises InputError."""
    contents = Contents(data, kind or kind_of(data), origin, stem)
    page = _page(settings) if contents.kind is InputKind.FEED else None
    return sources_in(contents, partial(read_article, data, origin=origin), page)


def _page(settings: InputSettings) -> Callable[[str], Article] | None:
    return settings.network.page if settings.follow else None


def _failing(origin: str, error: InputError) -> Source:
    def fail() -> Article:
        raise error

    return Source(origin, Path(origin).stem, fail)


def is_pattern(name: str) -> bool:
    """Whether a name is a pattern ("press/*.html"), and no address or file of that name."""
    return glob.has_magic(name) and not is_address(name) and not _exists(Path(name))


def matching(pattern: str) -> list[Path]:
    """Return the files that a pattern matches, sorted by name, without briefs."""
    paths = map(Path, sorted(glob.iglob(pattern, recursive=True)))  # noqa: PTH207 - absolute ones
    return [p for p in paths if not is_folder(p) and not _is_brief(p)]


def _articles_in(folder: Path) -> list[Path]:
    try:
        paths = sorted(path for path in folder.iterdir() if is_article(path))
    except OSError as exc:
        raise unreadable(folder, exc) from exc
    articles = [path for path in paths if not is_folder(path)]
    if not articles:
        suffixes = ", ".join(ALL_SUFFIXES)
        raise InputError(f"folder {str(folder)!r} holds no article ({suffixes}); check the path")
    return articles


def is_article(path: Path) -> bool:
    """Whether a file in a folder is an article, by its name."""
    hidden = path.name.startswith(".")
    return not hidden and kind_by_name(path.name) is not None and not _is_brief(path)


def _is_brief(path: Path) -> bool:
    """Whether newsbrief wrote a file, by its name."""
    return _BRIEF.search(path.name) is not None


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; False for a name that the system refuses."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # reading it will say what is wrong
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    """Whether a path exists; False for a name that the system refuses."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
