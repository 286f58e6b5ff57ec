"""How a sentence was made from a passage: what it leaves out, adds, and moves."""

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


# One may stand for the other: what is said stays said, and by whom.
SAID = "said"


_SAID = frozenset("according to|say|says|said|saying|told|tells|state|states|stated".split("|"))


_BORDER = re.compile(r"[,;:()–—]|\s-\s")


@dataclass(frozen=True)
class Word:
    """A word of a text: `key` joins its forms; `before` is what stands between it and the last.

    `sentence` and `phrase` number the sentence and, within it, the phrases that marks part.
    """

    text: str
    key: str
    before: str
    after: str
    sentence: int
    phrase: int

    @property
    def opens(self) -> bool:
        """Whether a clause or a phrase set off by a mark begins here."""
        return not self.before or bool(_BORDER.search(self.before))

    @property
    def closes(self) -> bool:
        """Whether a clause or a phrase set off by a mark ends here."""
        return not self.after or bool(_BORDER.search(self.after))


@dataclass(frozen=True)
class Change:
    """One place where a sentence differs from its passage, between words that both have.

    `removed` and `added` are in order; `following` is the next word that both have (None: none).
    """

    removed: tuple[Word, ...]
    added: tuple[Word, ...]
    following: Word | None


def words_of(sentences: Sequence[str]) -> list[Word]:
    """Return the words of consecutive sentences with the marks around them."""
    found = []
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
            found.append(Word(match.group(), _key(match.group()), before, after, number, phrase))
    return found


def _key(word: str) -> str:
    return SAID if word.lower() in _SAID else lemma(word)


def changes(passage: Sequence[Word], claim: Sequence[Word]) -> list[Change]:
    """Return the places where `claim` differs from `passage`, in order.

    A sentence of the passage of which nothing is left counts as not used: it is no change. What
    was only moved, from a place of its own between marks, is none either.
    """
    matcher = SequenceMatcher(None, [w.key for w in passage], [w.key for w in claim], False)
    codes = matcher.get_opcodes()
    used = {w.sentence for tag, i1, i2, _, _ in codes if tag == "equal" for w in passage[i1:i2]}
    found = []
    for tag, i1, i2, j1, j2 in codes:
        if tag != "equal":
            following = passage[i2] if i2 < len(passage) else None
            left_out = tuple(w for w in passage[i1:i2] if w.sentence in used)
            found.append(Change(left_out, tuple(claim[j1:j2]), following))
    return list(_without_moves(found))


def _without_moves(found: Sequence[Change]) -> Iterator[Change]:
    """Take out the phrases between marks that stand elsewhere in the claim, word for word."""
    added = Counter(word.key for change in found for word in change.added)
    moved: Counter[str] = Counter()
    for change in found:
        keys = Counter(word.key for word in change.removed)
        phrase = change.removed and change.removed[0].opens and change.removed[-1].closes
        alone = keys <= Counter([SAID])  # "according to a source": "a source says"
        if (alone or (phrase and len(keys) > 1)) and keys <= added - moved:
            moved += keys
    for change in found:
        removed = tuple(w for w in change.removed if not moved[w.key])
        kept = tuple(w for w in change.added if not moved[w.key])
        if removed or kept:
            yield Change(removed, kept, change.following)
