"""French sentence → mentions of known names, of terms, and of names that the text introduces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbrief.names.cues import introduced, introduces, is_determined, opens_name, speaks
from newsbrief.names.entry import Entry, Kind
from newsbrief.names.forms import Form, Token, forms_by_first_token, is_common, tokens
from newsbrief.names.mention import Mention
from newsbrief.names.plural import english_plural, is_plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Names"]

# What stands before a name in place of its own article, by that article.
_CONTRACTED = {"Le": ("du", "au"), "Les": ("des", "aux")}
_LINKS = frozenset("de du des d la le les l & of and the et".split())
MAX_NAME_TOKENS = 8


class Names:
    """The names that are looked for: the gazetteer's, and a user's glossary before them."""

    def __init__(self, entries: Iterable[Entry]):
        """Index the entries' forms by their first token."""
        self._index = forms_by_first_token(entries)

    def mentions(self, sentence: str) -> tuple[Mention, ...]:
        """Return the names of one French sentence, in order, without overlaps."""
        words = tokens(sentence)
        found: list[Mention] = []
        index = 0
        while index < len(words):
            mention, length = self._at(sentence, words, index) or (None, 1)
            if mention is not None:
                found.append(mention)
            index += length
        return tuple(found)

    def _at(self, sentence: str, words: Sequence[Token], index: int) -> tuple[Mention, int] | None:
        """The mention that starts at token `index`, its own article aside, and its length."""
        for form in self._index.get(words[index].text.lower(), ()):
            length = len(form.tokens)
            if index + length > len(words):
                continue
            if not form.matches(word.text for word in words[index : index + length]):
                continue
            start = _start(form, words, index)
            if start is not None and _is_meant(form, words, index, start):
                return _mention(form, sentence, start, words[index : index + length]), length
        return _unknown(sentence, words, index)


def _start(form: Form, words: Sequence[Token], index: int) -> int | None:
    """Where the name begins, in characters: at its own article, if that is not contracted away."""
    own = form.own_article.strip()
    if not own:
        return words[index].start
    if own == "L'":
        held = index > 1 and words[index - 1].text == "'" and words[index - 2].text in ("L", "l")
        return words[index - 2].start if held else None
    before = words[index - 1].text if index else ""
    if before in (own, own.lower()):
        return words[index - 1].start
    return words[index].start if before.lower() in _CONTRACTED.get(own, ()) else None


def _is_meant(form: Form, words: Sequence[Token], index: int, start: int) -> bool:
    """Whether an ambiguous form stands for the name here."""
    if not form.entry.ambiguous:
        return True
    after = index + len(form.tokens)
    opens = start == words[0].start
    if form.own_article:
        article = (
            words[index - 1].text if form.own_article.strip() != "L'" else words[index - 2].text
        )
        capital = article[:1].isupper() and not opens
        contracted = start == words[index].start
        return capital or contracted or introduced(words, index) or speaks(words, after)
    if opens:
        return speaks(words, after)
    return not is_determined(words, index) or introduced(words, index)


def _mention(form: Form, sentence: str, start: int, matched: Sequence[Token]) -> Mention:
    entry, end = form.entry, matched[-1].end
    text = sentence[start:end]
    article = matched[0].start - start
    english = entry.english or _kept(form, text, article)
    accepted = (english, *entry.accepted)
    if is_common(form.text):
        plural = english_plural(english)
        accepted = (*accepted, plural)
        if entry.english and is_plural(form.tokens, [token.text for token in matched]):
            english = plural
    return Mention(start, end, text, entry, english, accepted, article)


def _kept(form: Form, text: str, article: int) -> str:
    """The name as the French has it, its own article written with a capital."""
    return f"{form.own_article}{text[article:]}" if form.own_article else text


def _unknown(sentence: str, words: Sequence[Token], index: int) -> tuple[Mention, int] | None:
    """A name that no table has, told by what stands before it or by its first word.

    "la start-up Voltarenne", "selon La Lettre du Grain", "les Aciéries de la Thiérache".
    """
    if not _is_capitalised(words[index]):
        return None
    length = _name_length(words, index)
    article = _own_article(words, index)
    opening = opens_name(words[index].text) if length > 1 else None
    kind = introduces(words, index) or opening
    if article and index == article and opening is not Kind.OUTLET:
        article = 0  # at the start of a sentence any article has a capital
    if kind is None and not article:
        return None
    start, end = words[index - article].start, words[index + length - 1].end
    text = sentence[start:end]
    if len(text) < 3 or (length == 1 and text.isupper()):  # "le groupe A"; an acronym is copied
        return None
    entry = Entry((text,), kind=kind or Kind.OUTLET)
    return Mention(start, end, text, entry, text, (text,), words[index].start - start), length


def _own_article(words: Sequence[Token], index: int) -> int:
    """How many tokens before a capitalised word are an article in capitals: 0, 1 or 2 (L')."""
    if index and words[index - 1].text in ("Le", "La", "Les"):
        return 1
    elided = index > 1 and words[index - 1].text == "'" and words[index - 2].text == "L"
    return 2 if elided else 0


def _name_length(words: Sequence[Token], index: int) -> int:
    """How many tokens a capitalised name runs to: "Fromageries du Vercors", "Dupont & Fils"."""
    last = index
    for position in _run(words, index):
        if _is_capitalised(words[position]):
            last = position
    return last - index + 1


def _run(words: Sequence[Token], index: int) -> Iterator[int]:
    for position in range(index, min(len(words), index + MAX_NAME_TOKENS)):
        word = words[position]
        joins = word.text in "'-" or word.text.lower() in _LINKS
        if not (joins or _is_capitalised(word)):
            return
        yield position


def _is_capitalised(word: Token) -> bool:
    return word.text[:1].isupper()
