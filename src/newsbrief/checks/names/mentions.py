"""French sentence → mentions of known names, of glossary terms, and of names it introduces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.names.cues import introduced, is_determined, of_the_press, reports, speaks
from newsbrief.checks.names.entry import Entry, Kind, Mention
from newsbrief.checks.names.forms import (
    Form,
    Token,
    beginning_with,
    forms_by_beginning,
    is_common,
    merged,
    tokens,
)
from newsbrief.checks.names.glossary import english_plural, is_plural
from newsbrief.checks.names.unknown import is_capitalised, opens, unknown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Names"]

# What a name's article is contracted to: "du Monde" is "de" and "Le Monde".
_CONTRACTED = {"Le": ("du", "au"), "Les": ("des", "aux")}

_LISTED = re.compile(
    r"(?: et| ou) (?:de |à )?(?:du |au |des |aux |Le |La |Les |L')?|, (?:Le |La |L')"
)

# What joins a short name to the rest of a longer one: "La Dépêche du Bocage".
_LINKS = (("du",), ("des",), ("de",), ("d", "'"), ("de", "la"), ("de", "l", "'"))

# Before these an expression that could be the name of a paper is ordinary: "Feu vert pour".
_ORDINARY = frozenset("de du des à au aux pour sur et ou en dans par avec sans , : d".split())


class Names:
    """The names to look for: those of the gazetteer, and a user's glossary before them."""

    def __init__(self, entries: Iterable[Entry]):
        """Index the entries' forms by their first two tokens."""
        self._index = forms_by_beginning(entries)

    def learned(self, sentences: Iterable[str]) -> Names:
        """Return these names and those that a sentence introduces, to be known in the others."""
        known = {form.text for forms in self._index.values() for form in forms}
        introduced_names = {
            mention.text: Entry((mention.text,), kind=mention.entry.kind, ambiguous=True)
            for sentence in sentences
            for mention in self.mentions(sentence)
            if mention.text not in known and not mention.tentative
            if mention.entry.forms == (mention.text,)
        }
        if not introduced_names:
            return self
        more = Names(introduced_names.values())
        more._index = merged(more._index, self._index)
        return more

    def mentions(self, sentence: str) -> tuple[Mention, ...]:
        """Return the names of one French sentence, in order, without overlaps."""
        words = tokens(sentence)
        mentions: list[Mention] = []
        index = 0
        while index < len(words):
            joined = _joins_outlet(sentence, words, index, mentions)
            mention, length = self._at(sentence, words, index, joined=joined) or (None, 1)
            if mention is not None:
                mentions.append(mention)
            index += length
        return tuple(mentions)

    def _at(
        self, sentence: str, words: Sequence[Token], index: int, *, joined: bool
    ) -> tuple[Mention, int] | None:
        """Return the mention whose first token after its article is `index`, and its tokens.

        `joined` says that the token continues a list of papers, so that no ordinary word is meant.
        """
        for form in beginning_with(self._index, words, index):
            length = len(form.tokens)
            if index + length > len(words):
                continue
            if not form.matches(word.text for word in words[index : index + length]):
                continue
            start = _start(form, words, index)
            if start is None or _is_part(form, words, index, index + length):
                continue
            if joined or _is_meant(form, words, index, start, sentence):
                return _mention(form, sentence, start, words[index : index + length]), length
            if not introduced(words, index):
                return None  # an ordinary word: no unknown name either
        return unknown_name(sentence, words, index)


def _joins_outlet(
    sentence: str, words: Sequence[Token], index: int, mentions: Sequence[Mention]
) -> bool:
    """Tell whether token `index` continues a list of papers: "de La Montagne et du Progrès"."""
    if not mentions or mentions[-1].entry.kind is not Kind.OUTLET:
        return False
    return _LISTED.fullmatch(sentence[mentions[-1].end : words[index].start]) is not None


def _start(form: Form, words: Sequence[Token], index: int) -> int | None:
    """Return the character at which a name begins: its article, unless that is contracted.

    None says that the article which the name needs does not stand before it.
    """
    article = form.article.strip()
    if not article:
        return words[index].start
    if article == "L'":
        held = index > 1 and words[index - 1].text == "'" and words[index - 2].text in ("L", "l")
        return words[index - 2].start if held else None
    before = words[index - 1].text if index else ""
    if before in (article, article.lower()):
        return words[index - 1].start
    return words[index].start if before.lower() in _CONTRACTED.get(article, ()) else None


def _is_meant(form: Form, words: Sequence[Token], index: int, start: int, sentence: str) -> bool:
    """Tell whether a form is a name here, and no ordinary word."""
    after = index + len(form.tokens)
    if not form.entry.ambiguous or _is_quoted(words, start, after):
        return True
    if form.article:
        if start == words[index].start:  # the article is contracted
            before = sentence[: words[index - 1].start]
            return of_the_press(before) or introduced(words, index)
        first = index - (2 if form.article.startswith("L'") else 1)
        if opens(words, first):  # where any article has a capital
            return reports(words, after) or introduced(words, first)
        return sentence[start].isupper() or introduced(words, first)
    if not opens(words, index):
        several = len(form.tokens) > 1
        return several or not is_determined(words, index) or introduced(words, index)
    if form.text.lower() in _OPENING_WORDS:
        return False
    plain = after >= len(words) or words[after].text.lower() in _ORDINARY
    return speaks(words, after) or (len(form.tokens) > 1 and not plain)


# Names that are spelled like these words, when those open a sentence.
_OPENING_WORDS = frozenset("elle ici lui nous on but brut plus demain tout moi toi".split())


def _is_quoted(words: Sequence[Token], start: int, after: int) -> bool:
    """Tell whether a form stands alone in quotation marks, as papers do: « Libération »."""
    before = [word.text for word in words[max(0, after - MAX_QUOTED) : after] if word.end <= start]
    closes = after < len(words) and words[after].text in ("»", '"', "”")
    return closes and before[-1:] in (["«"], ['"'], ["“"])


MAX_QUOTED = 12  # tokens of the longest form, its article and the mark before it


def _is_part(form: Form, words: Sequence[Token], index: int, after: int) -> bool:
    """Tell whether a form is part of a longer name, which no table has."""
    if form.article or form.entry.kind is Kind.OUTLET:
        return any(
            tuple(word.text for word in words[after : after + len(link)]) == link
            and after + len(link) < len(words)
            and is_capitalised(words[after + len(link)])
            for link in _LINKS
        )
    if form.entry.kind is not Kind.PLACE:
        return False
    before = words[index - 1] if index > 1 else None
    beside = [word for word in (before, *words[after : after + 1]) if word is not None]
    return any(is_capitalised(word) for word in beside)


def _mention(form: Form, sentence: str, start: int, matched: Sequence[Token]) -> Mention:
    entry, end = form.entry, matched[-1].end
    text = sentence[start:end]
    article = matched[0].start - start
    english = entry.english or _kept(form, text, article)
    accepted = (english, *entry.accepted)
    if entry.kind is Kind.TERM and is_common(form.text):
        plural = english_plural(english)
        accepted = (*accepted, plural)
        if entry.english and is_plural(form.tokens, [token.text for token in matched]):
            english = plural
    return Mention(start, end, text, entry, english, accepted, article)


def _kept(form: Form, text: str, article: int) -> str:
    """Return the name as the French writes it, with a capital on its article."""
    return f"{form.article}{text[article:]}" if form.article else text
