"""The ways in which a French text may write an entry, as sequences of tokens, and their index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from newsbrief.checks.names.entry import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "Form",
    "Token",
    "beginning_with",
    "forms_by_beginning",
    "inflections",
    "is_common",
    "merged",
    "tokens",
]

_TOKEN = re.compile(r"\w+|[^\w\s]")
_ARTICLE = re.compile(r"(?:Le|La|Les|L['’])(?=[ A-ZÀ-Ý])\s?")

# Names of these kinds are matched with the letter case of their entry.
_CASE_SENSITIVE = frozenset({Kind.OUTLET, Kind.COMPANY, Kind.PRODUCT, Kind.PERSON})

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

_PLURAL_ENDINGS = (("al", "aux"), ("eau", "eaux"), ("eu", "eux"), ("ail", "aux"))
MIN_SPOKEN = 4  # letters of an acronym that may be written as a word

# Forms by their first two tokens in lower case; the second is "" for a form of a single token. One
# token would not do: an article may introduce thousands of names that share their first token.
Index = dict[tuple[str, str], list["Form"]]


@dataclass(frozen=True)
class Token:
    """A word or a punctuation mark of a text, and its position."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Form:
    """One way to write an entry: its `tokens`, which leave out an `article` that opens the name."""

    entry: Entry
    text: str
    tokens: tuple[str, ...]
    article: str = ""

    def matches(self, words: Iterable[str]) -> bool:
        """Tell whether the words of a text are this form; letter case counts where it must."""
        return all(map(self._same, range(len(self.tokens)), self.tokens, words))

    def _same(self, index: int, token: str, word: str) -> bool:
        if is_common(self.text):
            return word.lower() in inflections(token)
        if token == word:
            return True
        # "Assemblée Nationale" and "ministère"/"Ministère", but never "feu vert" for Feu Vert.
        lenient = index > 0 and not self.article and self.entry.kind not in _CASE_SENSITIVE
        if lenient or (token[:1].islower() and index == 0):
            return token.lower() == word.lower()
        return False


def tokens(text: str) -> list[Token]:
    """Return the words and punctuation marks of `text`; apostrophes and hyphens are tokens."""
    return [Token(m.group().replace("’", "'"), *m.span()) for m in _TOKEN.finditer(text)]


def forms_by_beginning(entries: Iterable[Entry]) -> Index:
    """Index the forms of `entries`: under each key the longest first, then those of a glossary."""
    index: Index = {}
    for entry in entries:
        for form in _forms(entry):
            for key in product(_cases(form, 0), _cases(form, 1)):
                index.setdefault(key, []).append(form)
    return {key: _sorted(forms) for key, forms in index.items()}


def beginning_with(index: Index, words: Sequence[Token], at: int) -> Iterator[Form]:
    """Yield the forms that may begin at word `at`: those of several tokens, then those of one."""
    first = words[at].text.lower()
    if at + 1 < len(words):
        yield from index.get((first, words[at + 1].text.lower()), ())
    yield from index.get((first, ""), ())


def _cases(form: Form, place: int) -> set[str]:
    """Return the spellings of the token at `place` of a form, {""} where it has no such token."""
    token = form.tokens[place].lower() if place < len(form.tokens) else ""
    return inflections(token) if token and is_common(form.text) else {token}


def merged(first: Index, second: Index) -> Index:
    """Return both indexes as one, without sorting the 6,000 keys that stand in one of them only."""
    shared = {key: _sorted([*forms, *second.get(key, ())]) for key, forms in first.items()}
    return {**second, **shared}


def _sorted(forms: list[Form]) -> list[Form]:
    return sorted(forms, key=lambda form: (-len(form.tokens), form.entry.kind is not Kind.TERM))


def is_common(text: str) -> bool:
    """Tell whether a form is a common noun, which inflects, and no name."""
    return text == text.lower()


def _forms(entry: Entry) -> Iterator[Form]:
    for text in _spellings(entry):
        article = _ARTICLE.match(text)
        opening = article.group() if article else ""
        words = tuple(token.text for token in tokens(text[len(opening) :]))
        if words:
            yield Form(entry, text, words, opening)


def _spellings(entry: Entry) -> Iterator[str]:
    """Yield an entry's forms, and acronyms that can be spoken as words too: "Otan", "Cedeao"."""
    for form in entry.forms:
        yield form
        spoken = form.isalpha() and form.isupper() and len(form) >= MIN_SPOKEN
        if spoken and form.capitalize() not in entry.forms:
            yield form.capitalize()


def inflections(word: str) -> set[str]:
    """Return a common noun or adjective with its plural and feminine forms."""
    if not word.isalpha() or len(word) < 3:
        return {word}
    forms = {word, f"{word}s", f"{word}x"}
    forms |= {
        word.removesuffix(end) + plural for end, plural in _PLURAL_ENDINGS if word.endswith(end)
    }
    for end, feminine in _FEMININE_ENDINGS:
        if word.endswith(end):
            forms |= {(stem := word.removesuffix(end)) + feminine, f"{stem}{feminine}s"}
    return forms
