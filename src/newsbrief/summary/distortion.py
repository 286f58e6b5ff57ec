"""What a sentence may leave out of its passage, or add to it, without a change of meaning.

A small model shortens by dropping words: "up to", "according to the union", "in the north", "had
planned to". Nearly every phrase of a news sentence narrows it. So the rule is a list of what may be
left out: leaving out or adding anything else distorts the passage.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from newsbrief.summary.changes import changes, words_of
from newsbrief.summary.lexicon import any_of, entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsbrief.summary.changes import Change, Word

__all__ = ["distortions"]

_LIGHT = frozenset(entries("distortion", "light"))
_MAY_BE_ADDED = _LIGHT | {"but", "while"}
_PRONOUNS = frozenset("it he she they its his her their company group firm".split())
_RELATIVE_PRONOUNS = frozenset("which who whose where whom".split())
_PAST, _PRESENT = frozenset("was were had".split()), frozenset("is are has have".split())
_PHRASE_OPENERS = frozenset(entries("distortion", "phrase_openers"))
_UNFINISHED_TITLES = frozenset(entries("distortion", "unfinished_titles"))

_LIGHT_HEAD = re.compile(
    rf"^(?!{any_of('distortion', 'narrowing_participles')}\b)"
    rf"{any_of('distortion', 'light_heads')}\b"
)

_LIGHT_TAIL = re.compile(rf"^{any_of('distortion', 'light_tails')}\b")
_NARROWS = re.compile(rf"^{any_of('distortion', 'narrowing_openings')}\b")
_GOVERNS = re.compile(rf"\b{any_of('distortion', 'governing')}\b")

_TAKES_BACK = re.compile(
    r"^(?:but|which|who|and|while|although|though|even)\b(?! (?:which|who)\b)(?: \S+){0,5} "
    rf"{any_of('distortion', 'taking_back')}\b"
)

_CLAUSE_OF_ITS_OWN = re.compile(r"^(?:(?:and|but) )?(?:and|while|whereas|which|who|whose|where)\b")

_DAY = re.compile(
    r"^(?:(?:on|this|last|late|early) )*"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)"
    r"(?: (?:morning|afternoon|evening|night))?$"
)

_DAY_OR_MONTH = re.compile(
    r"^(?:\w+day|January|February|March|April|May|June|July|August|September|October|November"
    r"|December)$"
)

_TITLE = re.compile(r"^(?:the|an?|its|his|her|their)(?: [^\d\s,;:()A-Z]+){1,5}$")

# A phrase of at most so many content words is an item of a list ("weapons, ammunition, bombs") or
# names the speaker ("Roy certifies"): neither may be left out.
SHORT_PHRASE_WORDS = 3


def distortions(sentence: str, passage: Sequence[str]) -> Iterator[str]:
    """Yield a reason for each way in which `sentence` distorts the sentences of `passage`."""
    source = words_of(passage)
    first_words = {word.sentence: word.text.lower() for word in reversed(source)}
    for change in changes(source, words_of([sentence])):
        for _, group in groupby(change.removed, key=lambda word: word.sentence):
            words = tuple(group)
            needed = _leaves_hanging(words, change) or _is_main_clause(words, first_words)
            if needed or not (_named(words, change) or _may_go(words, change)):
                yield f'leaves out "{_text(words)}"'
        if added := [word for word in change.added if not _may_be_added(word, change)]:
            yield f'adds "{_text(added)}"'
        elif _forms(change.removed) & _PAST and _forms(change.added) & _PRESENT:
            yield f'says "{_text(change.added)}" for "{_text(change.removed)}"'


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _forms(words: Sequence[Word]) -> set[str]:
    return {word.text.lower() for word in words}


def _may_go(words: tuple[Word, ...], change: Change) -> bool:
    """Whether the words may be left out together, or phrase by phrase."""
    if any(_may_go_together(stripped, change) for stripped in _stripped(words)):
        return True
    borders = [0, *(i for i, word in enumerate(words) if i and word.opens), len(words)]
    phrases = [words[i:j] for i, j in pairwise(borders)]
    return len(phrases) > 1 and all(_may_go(phrase, change) for phrase in phrases)


def _stripped(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The words with and without the light words at either end."""
    heavy = [i for i, word in enumerate(words) if word.text.lower() not in _LIGHT]
    first, last = (heavy[0], heavy[-1] + 1) if heavy else (0, len(words))
    yield from {words[i:j] for i in (0, first) for j in (last, len(words))}


def _may_go_together(words: tuple[Word, ...], change: Change) -> bool:
    text = _text(words).lower()
    if _forms(words) <= _LIGHT or _DAY.match(text):
        return True
    is_clause = words[0].opens and (_CLAUSE_OF_ITS_OWN.match(text) or ":" in words[0].before)
    if (_GOVERNS.search(text) and not is_clause) or _TAKES_BACK.match(text):
        return False
    if words[-1].closes and words[0].before and _LIGHT_TAIL.match(text):
        return True
    if words[0].opens and words[-1].closes:
        short = len(words) <= SHORT_PHRASE_WORDS
        if short and not _forms(words) & (_LIGHT | _UNFINISHED_TITLES):
            return False
        return bool(_LIGHT_HEAD.match(text) or (words[0].before and not _NARROWS.match(text)))
    return _is_title(words, change)


def _leaves_hanging(words: tuple[Word, ...], change: Change) -> bool:
    """Whether what follows the words would seem to be said of, or by, somebody else.

    Examples: "which would cost a million" without the noun before it; "the police counted 1,700"
    directly after "According to the union, 4,000 marched;".
    """
    last = words[-1] is change.removed[-1]
    following = change.following.text.lower() if change.following else ""
    relative = following in _RELATIVE_PRONOUNS or (
        len(words) > 1 and words[-1].text in _RELATIVE_PRONOUNS
    )
    ends = re.search(r"[;:]", words[-1].after) is not None
    crosses = ends and bool(words[0].before) and not re.search(r"[;:]", words[0].before)
    return crosses or (last and relative)


def _is_main_clause(words: tuple[Word, ...], first_words: Mapping[int, str]) -> bool:
    """Whether the words begin the main clause after a phrase: "In Lyon, *the mill* ..."."""
    after_phrase = first_words[words[0].sentence] in _PHRASE_OPENERS
    return after_phrase and words[0].opens and words[0].phrase == 1 and not _forms(words) <= _LIGHT


def _is_title(words: tuple[Word, ...], change: Change) -> bool:
    """Whether the words are a title before a name: "the managing director" (Claire Montbrun)."""
    name = change.following
    if name is None or words[-1] is not change.removed[-1] or change.added or name.opens:
        return False
    text = _text(words)
    title = _TITLE.match(text[:1].lower() + text[1:]) and words[-1].text not in _UNFINISHED_TITLES
    return bool(title) and name.text[0].isupper() and not _DAY_OR_MONTH.match(name.text)


def _named(words: tuple[Word, ...], change: Change) -> bool:
    """Whether a name replaces "it" or "the group"; `Evidence` checks that it is the right name."""
    names = any(word.text[0].isupper() for word in change.added)
    pronoun = _forms(words) - {"the", "this"}
    return names and bool(pronoun) and pronoun <= _PRONOUNS


def _may_be_added(word: Word, change: Change) -> bool:
    light = word.text.lower() in _MAY_BE_ADDED
    return light or (word.text[0].isupper() and _named(change.removed, change))
