"""A user's glossary: its terms read from TSV or TOML, their plurals, and what became of them."""

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
    """Return the entries of a glossary, in order; a term in lower case also stands inflected.

    A .toml file holds `"term" = "translation"` lines, in tables or not; any other file one term a
    line, a tab or " = " before its translation, and comments after a "#" that opens the line or
    follows white space after the separator ("C #" is a term). The word keep, or nothing, leaves
    the term in French; of a term that stands twice the last line counts. Raises GlossaryError
    with the line that is wrong.
    """
    text = _read(path)
    pairs = _toml(text, path) if path.suffix.lower() == ".toml" else _lines(text, path)
    entries = glossary_of(dict(pairs))
    if not entries:
        raise GlossaryError(f"glossary '{path}' holds no term; write 'term<tab>translation' lines")
    return entries


def glossary_of(terms: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the entries of terms and their translations, or "keep", in order."""
    return tuple(_entry(term, translation) for term, translation in terms.items())


def _entry(term: str, translation: str) -> Entry:
    kept = translation.lower() == KEEP
    return Entry((term.replace("’", "'"),), "" if kept else translation)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # a pipe tells no size and may never end
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
        own, _, rest = line.partition(separator)
        term, translation = own.strip(), _COMMENT.sub("", rest).strip()
        if not term or "\t" in translation or separator not in line:
            raise GlossaryError(
                f"glossary '{path}', line {number}: {line.strip()[:60]!r} is not "
                "'term<tab>translation' or 'term = translation'"
            )
        yield term, translation or KEEP


def _separator(line: str) -> str:
    """A tab, or " = " where there is none but one before a comment."""
    own, tab, rest = line.partition("\t")
    return " = " if not tab or (" = " in own and rest.lstrip().startswith("#")) else "\t"


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


def is_plural(term: Sequence[str], found: Sequence[str]) -> bool:
    """Whether `found` are the words of `term` with a plural's ending that `term` does not have."""
    return any(
        word.lower().endswith(("s", "x")) and not own.endswith(("s", "x"))
        for own, word in zip(term, found, strict=True)
    )


@lru_cache(maxsize=256)
def english_plural(noun: str) -> str:
    """Return the plural of an English noun phrase: "policy rate" → "policy rates".

    What is plural already ("benefits") or does not end in a letter ("A320") stays as it is.
    """
    if not noun[-1:].isalpha() or _ends_in_plural(noun):
        return noun
    return str(_inflect().plural_noun(noun) or noun)


_SINGULAR = ("ss", "us", "is")  # "virus", "basis"; but inflect takes them for plurals


_SINGULAR_NOUNS = frozenset(["gas", "lens", "bias", "canvas", "atlas"])


def _ends_in_plural(noun: str) -> bool:
    """Tell whether the last word is a plural in -s, or irregular: "women"."""
    last = noun.replace("-", " ").split()[-1].lower()
    if last.endswith(_SINGULAR) or last in _SINGULAR_NOUNS:
        return False
    return bool(_inflect().singular_noun(last))


@lru_cache(maxsize=1)
def _inflect() -> Any:
    import inflect

    return inflect.engine()


def term_uses(mentions: Iterable[Mention]) -> tuple[TermUse, ...]:
    """Return one entry for each term of a glossary among `mentions`, by first appearance."""
    counts = Counter(m.entry for m in mentions if m.entry.kind is Kind.TERM)
    return tuple(
        TermUse(entry.forms[0], entry.english or entry.forms[0], number)
        for entry, number in counts.items()
    )
