"""A user's glossary: reading it from TSV or TOML, plurals of its terms, and counts of their use."""

from __future__ import annotations

import re
import sys
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsbrief.checks.names.entry import Entry, Kind
from newsbrief.errors import GlossaryError
from newsbrief.results import TermUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from newsbrief.checks.names.entry import Mention

__all__ = ["english_plural", "glossary_of", "is_plural", "load_glossary", "term_uses"]


if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+


KEEP = "keep"
MAX_BYTES = 5_000_000  # a glossary of 100,000 terms has some 4 MB


def load_glossary(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a glossary file, in order.

    A .toml file holds `"term" = "translation"` lines, in tables or not. Any other file holds one
    term on each line, with a tab or " = " before its translation; a comment begins with a "#" at
    the start of a line, or after white space in the translation ("C #" is a term). The word keep,
    or no translation, leaves the term in French; of a term that is listed twice the last line
    counts. Raises GlossaryError, with the line that is wrong.
    """
    text = _read(path)
    pairs = _toml(text, path) if path.suffix.lower() == ".toml" else _lines(text, path)
    entries = glossary_of(dict(pairs))
    if not entries:
        raise GlossaryError(f"glossary '{path}' holds no term; write 'term<tab>translation' lines")
    return entries


def glossary_of(terms: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the entries of `terms`, which maps each to its translation or "keep", in order."""
    return tuple(_entry(term, translation) for term, translation in terms.items())


def _entry(term: str, translation: str) -> Entry:
    kept = translation.lower() == KEEP
    return Entry((term.replace("’", "'"),), "" if kept else translation)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # a pipe has no size and may never end
        if len(content) > MAX_BYTES:
            raise GlossaryError(f"glossary '{path}' is over {MAX_BYTES // 10**6} MB; split it")
        return content.decode("utf-8-sig")
    except OSError as exc:
        raise GlossaryError(
            f"glossary '{path}' cannot be read ({exc.strerror or exc}); check the path"
        ) from exc
    except UnicodeDecodeError as exc:
        raise GlossaryError(f"glossary '{path}' is not UTF-8 text; save it as UTF-8") from exc


_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


def _lines(text: str, path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        separator = _separator(line)
        left, _, rest = line.partition(separator)
        term, translation = left.strip(), _COMMENT.sub("", rest).strip()
        if not term or "\t" in translation or separator not in line:
            raise GlossaryError(
                f"glossary '{path}', line {number}: {line.strip()[:60]!r} is not "
                "'term<tab>translation' or 'term = translation'"
            )
        yield term, translation or KEEP


def _separator(line: str) -> str:
    """Return the tab, or " = " where the line has no tab, or has one before its comment only."""
    left, tab, rest = line.partition("\t")
    return " = " if not tab or (" = " in left and rest.lstrip().startswith("#")) else "\t"


def _toml(text: str, path: Path) -> Iterator[tuple[str, str]]:
    try:
        pairs = list(_pairs(tomllib.loads(text), path))
    except tomllib.TOMLDecodeError as exc:
        raise GlossaryError(
            f"glossary '{path}' is not TOML ({exc}); write each term in quotes: "
            '"taux directeur" = "key rate"'
        ) from exc
    except RecursionError as exc:
        raise GlossaryError(f"glossary '{path}' nests its tables too deep; write one") from exc
    yield from pairs


def _pairs(table: dict[str, Any], path: Path) -> Iterator[tuple[str, str]]:
    for term, value in table.items():
        if isinstance(value, dict):
            yield from _pairs(value, path)
        elif isinstance(value, str) and term.strip():
            yield term.strip(), value.strip() or KEEP
        else:
            raise GlossaryError(
                f"glossary '{path}': {term!r} must have a text, its translation or 'keep'"
            )


def is_plural(term: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether `words`, a form of `term`, has a plural ending that `term` does not have."""
    return any(
        word.lower().endswith(("s", "x")) and not singular.endswith(("s", "x"))
        for singular, word in zip(term, words, strict=True)
    )


@lru_cache(maxsize=256)
def english_plural(noun: str) -> str:
    """Return the plural of an English noun phrase: "policy rate" → "policy rates".

    A noun that is plural already ("benefits") or ends in no letter ("A320") stays as it is.
    """
    if not noun[-1:].isalpha() or _ends_in_plural(noun):
        return noun
    return str(_inflect().plural_noun(noun) or noun)


# Singular nouns that inflect takes for plurals: "virus", "basis", "gas".
_SINGULAR_ENDINGS = ("ss", "us", "is")
_SINGULAR_NOUNS = frozenset(["gas", "lens", "bias", "canvas", "atlas"])


def _ends_in_plural(noun: str) -> bool:
    """Tell whether the last word is a plural in -s, or irregular: "women"."""
    last = noun.replace("-", " ").split()[-1].lower()
    if last.endswith(_SINGULAR_ENDINGS) or last in _SINGULAR_NOUNS:
        return False
    return bool(_inflect().singular_noun(last))


@lru_cache(maxsize=1)
def _inflect() -> Any:
    import inflect

    return inflect.engine()


def term_uses(mentions: Iterable[Mention]) -> tuple[TermUse, ...]:
    """Return how often each glossary term stands among `mentions`, in order of first appearance."""
    counts = Counter(m.entry for m in mentions if m.entry.kind is Kind.TERM)
    return tuple(
        TermUse(entry.forms[0], entry.english or entry.forms[0], number)
        for entry, number in counts.items()
    )
