"""The spellings in which a French text may use an entry's forms, as sequences of tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from newsbrief.checks.names.entry import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Form", "Token", "beginning_with", "forms_by_beginning", "is_common", "merged", "tokens"]


_TOKEN = re.compile(r"\w+|[^\w\s]")


_ARTICLE = re.compile(r"(?:Le|La|Les|L['’])(?=[ A-ZÀ-Ý])\s?")


_STRICT = frozenset({Kind.OUTLET, Kind.COMPANY, Kind.PRODUCT, Kind.PERSON})  # of letter case


# No bare -e: "port" is not "porte", nor "droit" "droite"; and "appel" is not "appelle".
_FEMININE_ENDINGS = (
    ("é", "ée"),
    ("iel", "ielle"),
    ("uel", "uelle"),
    ("nel", "nelle"),
    ("ien", "ienne"),
    ("éen", "éenne"),
    ("if", "ive"),
    ("eux", "euse"),
)


_INFLECTED_ENDINGS = (("al", "aux"), ("eau", "eaux"), ("eu", "eux"), ("ail", "aux"))


# Forms by their first two tokens in lower case, "" for the second of a form of one: an article may
# introduce thousands of names that share the first.
Index = dict[tuple[str, str], list["Form"]]


@dataclass(frozen=True)
class Token:
    """A word or a sign of a text, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Form:
    """One way to write an entry, token by token; `own_article` was cut off its front."""

    entry: Entry
    text: str
    tokens: tuple[str, ...]
    own_article: str = ""

    def matches(self, found: Iterable[str]) -> bool:
        """Tell whether the tokens of a text are this form: words after the first in any case."""
        return all(map(self._same, range(len(self.tokens)), self.tokens, found))

    def _same(self, index: int, own: str, found: str) -> bool:
        if is_common(self.text):
            return found.lower() in _inflections(own)
        if own == found:
            return True
        # "Assemblée Nationale" and "ministère"/"Ministère", but never "feu vert" for Feu Vert.
        lenient = index > 0 and not self.own_article and self.entry.kind not in _STRICT
        if lenient or (own[:1].islower() and index == 0):
            return own.lower() == found.lower()
        return False


def tokens(text: str) -> list[Token]:
    """Return the words and signs of `text`, apostrophes and hyphens apart from their words."""
    return [Token(m.group().replace("’", "'"), *m.span()) for m in _TOKEN.finditer(text)]


def forms_by_beginning(entries: Iterable[Entry]) -> Index:
    """Return every form under its first two tokens: longest first, the user's first."""
    index: Index = {}
    for entry in entries:
        for form in _forms(entry):
            for key in product(_cases(form, 0), _cases(form, 1)):
                index.setdefault(key, []).append(form)
    return {key: _sorted(forms) for key, forms in index.items()}


def beginning_with(index: Index, words: Sequence[Token], at: int) -> Iterator[Form]:
    """The forms that may stand at word `at`: those of its two first tokens, then of one alone."""
    first = words[at].text.lower()
    if at + 1 < len(words):
        yield from index.get((first, words[at + 1].text.lower()), ())
    yield from index.get((first, ""), ())


def _cases(form: Form, place: int) -> set[str]:
    """The ways to write a form's token that count as the same, "" where it has none."""
    token = form.tokens[place].lower() if place < len(form.tokens) else ""
    return _inflections(token) if token and is_common(form.text) else {token}


def merged(first: Index, second: Index) -> Index:
    """Return both indexes as one; sorting the 6,000 keys that they do not share is left out."""
    shared = {key: _sorted([*forms, *second.get(key, ())]) for key, forms in first.items()}
    return {**second, **shared}


def _sorted(forms: list[Form]) -> list[Form]:
    return sorted(forms, key=lambda form: (-len(form.tokens), form.entry.kind is not Kind.TERM))


def is_common(text: str) -> bool:
    """Whether a form is a common noun, which inflects, and not a name."""
    return text == text.lower()


def _forms(entry: Entry) -> Iterator[Form]:
    for text in _spellings(entry):
        article = _ARTICLE.match(text)
        own = article.group() if article else ""
        parts = tuple(token.text for token in tokens(text[len(own) :]))
        if parts:
            yield Form(entry, text, parts, own)


def _spellings(entry: Entry) -> Iterator[str]:
    """An entry's forms, and the newer style of acronyms that can be spoken: "Otan", "Cedeao"."""
    for form in entry.forms:
        yield form
        spoken = form.isalpha() and form.isupper() and len(form) >= MIN_SPOKEN
        if spoken and form.capitalize() not in entry.forms:
            yield form.capitalize()


MIN_SPOKEN = 4  # letters of an acronym that may be written as a word


def _inflections(word: str) -> set[str]:
    """The plural and feminine forms that a word of a glossary may stand in, itself included."""
    if not word.isalpha() or len(word) < 3:
        return {word}
    found = {word, f"{word}s", f"{word}x"}
    found |= {
        word.removesuffix(end) + plural for end, plural in _INFLECTED_ENDINGS if word.endswith(end)
    }
    for end, feminine in _FEMININE_ENDINGS:
        if word.endswith(end):
            found |= {(stem := word.removesuffix(end)) + feminine, f"{stem}{feminine}s"}
    return found
