"""French sentence → mentions of known names, of terms, and of names that the text introduces."""

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


# What stands before a name in place of its own article, by that article.
_CONTRACTED = {"Le": ("du", "au"), "Les": ("des", "aux")}


_LISTED = re.compile(
    r"(?: et| ou) (?:de |à )?(?:du |au |des |aux |Le |La |Les |L')?|, (?:Le |La |L')"
)


# What follows a short name that is the beginning of a longer one: "La Dépêche du Bocage".
_GOES_ON = (("du",), ("des",), ("de",), ("d", "'"), ("de", "la"), ("de", "l", "'"))


# After these an expression that could be a paper's name is an ordinary one: "Feu vert pour".
_PLAIN_AFTER = frozenset("de du des à au aux pour sur et ou en dans par avec sans , : d".split())


class Names:
    """The names that are looked for: the gazetteer's, and a user's glossary before them."""

    def __init__(self, entries: Iterable[Entry]):
        """Index the entries' forms by their first two tokens."""
        self._index = forms_by_beginning(entries)

    def learned(self, sentences: Iterable[str]) -> Names:
        """Return these names and those that `sentences` introduce, to be known in all of them."""
        known = {form.text for forms in self._index.values() for form in forms}
        found = {
            mention.text: Entry((mention.text,), kind=mention.entry.kind, ambiguous=True)
            for sentence in sentences
            for mention in self.mentions(sentence)
            if mention.text not in known and not mention.tentative
            if mention.entry.forms == (mention.text,)
        }
        if not found:
            return self
        more = Names(found.values())
        more._index = merged(more._index, self._index)
        return more

    def mentions(self, sentence: str) -> tuple[Mention, ...]:
        """Return the names of one French sentence, in order, without overlaps."""
        words = tokens(sentence)
        found: list[Mention] = []
        index = 0
        while index < len(words):
            joined = _joins_outlet(sentence, words, index, found)
            mention, length = self._at(sentence, words, index, joined=joined) or (None, 1)
            if mention is not None:
                found.append(mention)
            index += length
        return tuple(found)

    def _at(
        self, sentence: str, words: Sequence[Token], index: int, *, joined: bool
    ) -> tuple[Mention, int] | None:
        """The mention that starts at token `index`, its own article aside, and its length.

        `joined` says that the token goes on a list of papers, so that no word can be meant.
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
    sentence: str, words: Sequence[Token], index: int, found: Sequence[Mention]
) -> bool:
    """Whether token `index` goes on a list of papers: "de La Montagne et du Progrès"."""
    if not found or found[-1].entry.kind is not Kind.OUTLET:
        return False
    return _LISTED.fullmatch(sentence[found[-1].end : words[index].start]) is not None


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


def _is_meant(form: Form, words: Sequence[Token], index: int, start: int, sentence: str) -> bool:
    """Whether a form is the name here, and no ordinary word."""
    after = index + len(form.tokens)
    if not form.entry.ambiguous or _is_quoted(words, start, after):
        return True
    if form.own_article:
        if start == words[index].start:  # the article is contracted away
            told = of_the_press(sentence[: words[index - 1].start])
            return told or introduced(words, index)
        first = index - (2 if form.own_article.startswith("L'") else 1)
        if opens(words, first):  # any article has a capital there
            return reports(words, after) or introduced(words, first)
        return sentence[start].isupper() or introduced(words, first)
    if not opens(words, index):
        several = len(form.tokens) > 1
        return several or not is_determined(words, index) or introduced(words, index)
    if form.text.lower() in _PRONOUNS:
        return False
    plain = after >= len(words) or words[after].text.lower() in _PLAIN_AFTER
    return speaks(words, after) or (len(form.tokens) > 1 and not plain)


# Names that would be these words at the start of a sentence.
_PRONOUNS = frozenset("elle ici lui nous on but brut plus demain tout moi toi".split())


def _is_quoted(words: Sequence[Token], start: int, after: int) -> bool:
    """Whether a form stands alone in quotation marks, as papers set their names: « Libération »."""
    before = [word.text for word in words[max(0, after - MAX_QUOTED) : after] if word.end <= start]
    closes = after < len(words) and words[after].text in ("»", '"', "”")
    return closes and before[-1:] in (["«"], ['"'], ["“"])


MAX_QUOTED = 12  # tokens of the longest form, its article and the mark before it


def _is_part(form: Form, words: Sequence[Token], index: int, after: int) -> bool:
    """Whether a longer name that no table has holds this one."""
    if form.own_article or form.entry.kind is Kind.OUTLET:
        return any(
            tuple(word.text for word in words[after : after + len(link)]) == link
            and after + len(link) < len(words)
            and is_capitalised(words[after + len(link)])
            for link in _GOES_ON
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
    """The name as the French has it, its own article written with a capital."""
    return f"{form.own_article}{text[article:]}" if form.own_article else text
