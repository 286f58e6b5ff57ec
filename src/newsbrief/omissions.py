"""What a sentence may leave out of its passage, or add to it, and still say the same.

A small model shortens by dropping words: "up to", "according to the union", "in the north", "had
planned to". Nearly every phrase of a news sentence narrows it, so the rule is the other way about:
what is left out must be of a kind that can be left out, and all else bends the sentence.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from newsbrief.alignment import changes, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsbrief.alignment import Change, Word

__all__ = ["bent"]

# Words that neither narrow nor widen: they come and go.
_LIGHT = frozenset(
    """a an the this that these those is are was were be been being am has have had having do does
    did which who it its he his she her they their them him there and of in on at for with as
    also however indeed moreover furthermore therefore thus then already still even just very quite
    so too fact addition finally now hence actually particular notably meanwhile
    yet simply really especially particularly recently currently clearly truly obviously naturally
    strongly deeply company group firm mr mrs ms dr""".split()
)
# A phrase at the head of a sentence narrows all that follows ("In the South-West, ..."), but for
# these.
_LIGHT_HEADS = re.compile(
    r"^(?!(?:depend|dur|includ|concern|regard|consider|accord)ing\b)(?:[a-z]+(?:ed|ing)|born|despite|while|whereas|although|though|because|following"
    r"|certainly|as a result|in the end|for (?:his|her|its|their) part|on the other hand"
    r"|in recent \w+|one thing|unfortunately|of course|for example|as a reminder"
    r"|at the same time|(?:just )?\w+ \w+ ago)\b"
)
# A tail that gives a reason or a circumstance, not a limit.
_LIGHT_TAILS = re.compile(
    r"^(?:because|while|whereas|in order to|so as to|in an? (?:effort|attempt|bid) to|thanks to"
    r"|due to|despite|following"
    r"|for (?:\w+ )?\d[\d.,]* (?:\w+ )?(?:euro|dollar|pound)s?(?: on \w+day)?$"
    r"|as (?:\w+ ){1,3}(?:is|are|was|were|has|have|had))\b"
)
_DAYS = re.compile(
    r"^(?:(?:on|this|last|late|early) )*"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)"
    r"(?: (?:morning|afternoon|evening|night))?$"
)
# Set off by commas inside a sentence, these still narrow it.
_NARROWS = re.compile(
    r"^(?:in|among|for|at|on|between|under|from|during|within|outside|when|once|until|by)\b"
)
# In a phrase set off by commas these govern what stands outside it.
_GOVERNS = re.compile(
    r"\b(?:according|sa(?:y|ys|id|ying)|t(?:old|ells?)|claim\w*|alleg\w+|report(?:s|ed|edly)"
    r"|believe\w*|th(?:ought|inks?)|estimat\w+|expect\w*|w(?:ould|ants?|ished)|could|may|might|can"
    r"|should|must|plan(?:s|ned)|intend\w*|hop(?:es?|ed|ing)|aim(?:s|ed)|propos\w+|consider\w*"
    r"|envisag\w+|promis\w+|pledg\w+|accus\w+|suspect\w*|trial|se(?:ems|emed|emingly)|appear\w*"
    r"|apparent\w*|probabl\w+|possibl\w+|perhaps|likely|unlikely|suppos\w+|presum\w+|if|unless"
    r"|provid(?:ed|ing)|condition\w*|otherwise|except\w*|exclud\w+|den(?:y|ies|ied)|disput\w+"
    r"|contest\w*|fear\w*|warn\w*|argu\w+|explain\w*|add(?:s|ed)|not(?:e|es|ed)|stress\w*|recall\w*"
    r"|assur\w+|maintain\w*|insist\w*|declar\w+|announc\w+|indicat\w+|stat(?:es|ed)|repl(?:y|ies|ied)"
    r"|warn\w*|mention\w*|suggest\w*|conclud\w+|without|not|no|never|only|until|unconfirmed"
    r"|predict\w*|forecast\w*|admit\w*|acknowledg\w+|call(?:s|ed)|judg\w+|wrote|writes?)\b"
)
_OWN_CLAUSE = re.compile(r"^(?:(?:and|but) )?(?:and|while|whereas|which|who|whose|where)\b")
# "..., but nothing has been decided", "..., which he denies": they take back what stands before.
_TAKES_BACK = re.compile(
    r"^(?:but|which|who|and|while|although|though|even)\b(?! (?:which|who)\b)(?: \S+){0,5} (?:not"
    r"|no|none|never|nothing|only|den(?:y|ies|ied)|disput\w+|contest\w+|doubt\w*|reject\w*"
    r"|refus\w+|unlikely|according to|sa(?:ys?|id))\b"
)
_RELATIVE = frozenset("which who whose where whom".split())
_TITLE = re.compile(r"^(?:the|an?|its|his|her|their) [^\d,;:()A-Z]+$")
# After these a title is not over, or what is left of it says something else.
_UNFINISHED = frozenset(
    """of to for by with from against in on at than or and not as the a an its former outgoing
    acting deputy interim vice future assistant next last late first""".split()
)
_ADDED = _LIGHT | {"but", "while"}
_PRONOUNS = frozenset("it he she they its his her their company group firm".split())
_TIMES = re.compile(
    r"^(?:\w+day|January|February|March|April|May|June|July|August|September|October|November"
    r"|December)$"
)
_PAST, _PRESENT = frozenset("was were had".split()), frozenset("is are has have".split())


def bent(claim: str, sentences: Sequence[str]) -> Iterator[str]:
    """Yield a reason for each way in which `claim` bends the passage `sentences`."""
    for change in changes(words_of(sentences), words_of([claim])):
        for _, piece in groupby(change.removed, key=lambda word: word.sentence):
            words = tuple(piece)
            hanging = _leaves_hanging(words, change)
            if hanging or not (_named(words, change) or _may_go(words, change)):
                yield f'leaves out "{_text(words)}"'
        if added := [word for word in change.added if not _can_come(word, change)]:
            yield f'adds "{_text(added)}"'
        elif _forms(change.removed) & _PAST and _forms(change.added) & _PRESENT:
            yield f'says "{_text(change.added)}" for "{_text(change.removed)}"'


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _forms(words: Sequence[Word]) -> set[str]:
    return {word.text.lower() for word in words}


def _peeled(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The words, with and without the light ones at either end."""
    heavy = [i for i, word in enumerate(words) if word.text.lower() not in _LIGHT]
    first, last = (heavy[0], heavy[-1] + 1) if heavy else (0, len(words))
    yield from {words[i:j] for i in (0, first) for j in (last, len(words))}


def _may_go(words: tuple[Word, ...], change: Change) -> bool:
    """Whether the words can go as they stand, or phrase by phrase."""
    if any(_can_go(peeled, change) for peeled in _peeled(words)):
        return True
    borders = [0, *(i for i, word in enumerate(words) if i and word.opens), len(words)]
    phrases = [words[i:j] for i, j in pairwise(borders)]
    return len(phrases) > 1 and all(_may_go(phrase, change) for phrase in phrases)


def _can_go(words: tuple[Word, ...], change: Change) -> bool:
    text = _text(words).lower()
    if _forms(words) <= _LIGHT or _DAYS.match(text):
        return True
    own = words[0].opens and (_OWN_CLAUSE.match(text) or ":" in words[0].before)
    if (_GOVERNS.search(text) and not own) or _TAKES_BACK.match(text):
        return False
    if words[-1].closes and words[0].before and _LIGHT_TAILS.match(text):
        return True
    if words[0].opens and words[-1].closes:
        return bool(_LIGHT_HEADS.match(text) or (words[0].before and not _NARROWS.match(text)))
    return _is_title(words, change)


def _leaves_hanging(words: tuple[Word, ...], change: Change) -> bool:
    """Whether what follows would seem to be said of, or by, somebody else.

    That is "which would cost a million" without what costs it, and "the police counted 1,700" after
    "According to the union, 4,000 marched;".
    """
    last = words[-1] is change.removed[-1]
    following = change.following.text.lower() if change.following else ""
    relative = following in _RELATIVE or (len(words) > 1 and words[-1].text in _RELATIVE)
    crosses = ";" in words[-1].after and bool(words[0].before) and ";" not in words[0].before
    return crosses or (last and relative)


def _is_title(words: tuple[Word, ...], change: Change) -> bool:
    """ "the managing director" before "Claire Montbrun": who did it stays."""
    name = change.following
    if name is None or words[-1] is not change.removed[-1] or change.added or name.opens:
        return False
    text = _text(words)
    title = _TITLE.match(text[:1].lower() + text[1:]) and words[-1].text not in _UNFINISHED
    return bool(title) and name.text[0].isupper() and not _TIMES.match(name.text)


def _named(words: tuple[Word, ...], change: Change) -> bool:
    """Whether a name stands for "it" or "the group"; `support` judges whether it may."""
    names = any(word.text[0].isupper() for word in change.added)
    pronoun = _forms(words) - {"the", "this"}
    return names and bool(pronoun) and pronoun <= _PRONOUNS


def _can_come(word: Word, change: Change) -> bool:
    light = word.text.lower() in _ADDED
    return light or (word.text[0].isupper() and _named(change.removed, change))
