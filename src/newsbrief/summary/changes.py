"""The differences between a sentence and its passage: words left out, added or moved."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from newsbrief.summary.words import lemma

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Change", "Word", "changes", "words_of"]

_WORD = re.compile(r"according to\b|[^\W_]+(?:[-'’.,][^\W_]+)*%?|%", re.IGNORECASE)
_NOT = re.compile(r"\b(\w+?)(?:n['’]t|(?<=can)not)\b")

# All verbs and phrases of saying share this key: one may replace another.
SAID = "said"
_SAYING = frozenset("according to|say|says|said|saying|told|tells|state|states|stated".split("|"))
_BORDER = re.compile(r"[,;:()–—]|\s-\s")


@dataclass(frozen=True)
class Word:
    """A word of a text, with the text `before` it and `after` it, up to the next word.

    `key` is the same for all forms of a word. `sentence` numbers the sentences from 0, and `phrase`
    the phrases of a sentence, which punctuation separates, from 0.
    """

    text: str
    key: str
    before: str
    after: str
    sentence: int
    phrase: int

    @property
    def opens(self) -> bool:
        """Whether a phrase that punctuation sets off begins with this word."""
        return not self.before or bool(_BORDER.search(self.before))

    @property
    def closes(self) -> bool:
        """Whether a phrase that punctuation sets off ends with this word."""
        return not self.after or bool(_BORDER.search(self.after))


@dataclass(frozen=True)
class Change:
    """One place where a sentence differs from its passage, between words that both share.

    `removed` and `added` are in order; `following` is the next shared word (None: there is none).
    """

    removed: tuple[Word, ...]
    added: tuple[Word, ...]
    following: Word | None


def words_of(sentences: Sequence[str]) -> list[Word]:
    """Return the words of consecutive sentences, with the text between them."""
    result = []
    for number, sentence in enumerate(sentences):
        text = _NOT.sub(r"\g<1> not", sentence)
        matches = list(_WORD.finditer(text))
        ends = [0, *(match.end() for match in matches)]
        starts = [*(match.start() for match in matches), len(text)]
        phrase = 0
        for i, match in enumerate(matches):
            before = text[ends[i] : starts[i]] if i else ""
            after = text[ends[i + 1] : starts[i + 1]] if i + 1 < len(matches) else ""
            phrase += bool(_BORDER.search(before))
            result.append(Word(match.group(), _key(match.group()), before, after, number, phrase))
    return result


def _key(word: str) -> str:
    return SAID if word.lower() in _SAYING else lemma(word)


def changes(passage: Sequence[Word], claim: Sequence[Word]) -> list[Change]:
    """Return the places where `claim` differs from `passage`, in order.

    A sentence of the passage that shares no word with the claim counts as unused, not as removed. A
    phrase between punctuation marks that was only moved is no change either.
    """
    matcher = SequenceMatcher(None, [w.key for w in passage], [w.key for w in claim], False)
    codes = matcher.get_opcodes()
    used = {w.sentence for tag, i1, i2, _, _ in codes if tag == "equal" for w in passage[i1:i2]}
    differences = []
    for tag, i1, i2, j1, j2 in codes:
        if tag != "equal":
            following = passage[i2] if i2 < len(passage) else None
            left_out = tuple(w for w in passage[i1:i2] if w.sentence in used)
            differences.append(Change(left_out, tuple(claim[j1:j2]), following))
    return list(_without_moves(differences))


def _without_moves(differences: Sequence[Change]) -> Iterator[Change]:
    """Leave out the phrases that stand elsewhere in the claim, word for word."""
    added = Counter(word.key for change in differences for word in change.added)
    moved: Counter[str] = Counter()
    for change in differences:
        keys = Counter(word.key for word in change.removed)
        phrase = change.removed and change.removed[0].opens and change.removed[-1].closes
        saying = keys <= Counter([SAID])  # "according to a source" becomes "a source says"
        if (saying or (phrase and len(keys) > 1)) and keys <= added - moved:
            moved += keys
    for change in differences:
        removed = tuple(w for w in change.removed if not moved[w.key])
        kept = tuple(w for w in change.added if not moved[w.key])
        if removed or kept:
            yield Change(removed, kept, change.following)
