"""What a sentence may leave out of its passage, or add to it, and still say the same.

A small model shortens by dropping words: "up to", "according to the union", "in the north", "had
planned to". Nearly every phrase of a news sentence narrows it, so the rule is the other way about:
what is left out must be of a kind that can be left out, and all else bends the sentence.

Which English words and phrases a sentence can lose, and which govern what it keeps.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from newsbrief.summary.changes import changes, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsbrief.summary.changes import Change, Word

__all__ = [
    "ADDED",
    "DAYS",
    "GOVERNS",
    "LIGHT",
    "LIGHT_HEADS",
    "LIGHT_TAILS",
    "NARROWS",
    "OPENERS",
    "OWN_CLAUSE",
    "PAST",
    "PRESENT",
    "PRONOUNS",
    "RELATIVE",
    "SHORT",
    "TAKES_BACK",
    "TIMES",
    "TITLE",
    "UNFINISHED",
    "bent",
]


# Words that neither narrow nor widen: they come and go.
LIGHT = frozenset(
    """a an the this that these those is are was were be been being am has have had having do does
    did which who it its he his she her they their them him there and of in on at for with as
    also however indeed moreover furthermore therefore thus then already still even just very quite
    so too fact addition finally now hence actually particular notably meanwhile
    yet simply really especially particularly recently currently clearly truly obviously naturally
    strongly deeply company group firm mr mrs ms dr""".split()
)


# A phrase at the head of a sentence narrows all that follows ("In the South-West, ..."), but for
# these.
LIGHT_HEADS = re.compile(
    r"^(?!(?:depend|dur|includ|concern|regard|consider|accord)ing\b)"
    r"(?:[a-z]+(?:ed|ing)|born|despite|while|whereas|although|though|because|certainly"
    r"|as a result|in the end|for (?:his|her|its|their) part|on the other hand"
    r"|in recent \w+|one thing|unfortunately|of course|for example|as a reminder"
    r"|at the same time|(?:just )?\w+ \w+ ago)\b"
)


# A tail that gives a reason or a circumstance, not a limit.
LIGHT_TAILS = re.compile(
    r"^(?:because|while|whereas|in order to|so as to|in an? (?:effort|attempt|bid) to|thanks to"
    r"|due to|despite|following"
    r"|for (?:\w+ )?\d[\d.,]* (?:\w+ )?(?:euro|dollar|pound)s?(?: on \w+day)?$"
    r"|as (?:\w+ ){1,3}(?:is|are|was|were|has|have|had))\b"
)


DAYS = re.compile(
    r"^(?:(?:on|this|last|late|early) )*"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)"
    r"(?: (?:morning|afternoon|evening|night))?$"
)


# Set off by commas inside a sentence, these still narrow it.
NARROWS = re.compile(
    r"^(?:in|among|for|at|on|between|under|from|during|within|outside|when|once|until|by)\b"
)


# In a phrase set off by commas these govern what stands outside it.
GOVERNS = re.compile(
    r"\b(?:according|sa(?:y|ys|id|ying)|t(?:old|ells?)|claim\w*|alleg\w+|report(?:s|ed|edly)"
    r"|believe\w*|th(?:ought|inks?)|estimat\w+|expect\w*|w(?:ould|ants?|ished)|could|may|might|can"
    r"|should|must|plan(?:s|ned)|intend\w*|hop(?:es?|ed|ing)|aim(?:s|ed)|propos\w+|consider\w*"
    r"|envisag\w+|promis\w+|pledg\w+|accus\w+|suspect\w*|trial|se(?:ems|emed|emingly)|appear\w*"
    r"|apparent\w*|probabl\w+|possibl\w+|perhaps|likely|unlikely|suppos\w+|presum\w+|if|unless"
    r"|provid(?:ed|ing)|condition\w*|otherwise|except\w*|exclud\w+|den(?:y|ies|ied)|disput\w+"
    r"|contest\w*|fear\w*|warn\w*|argu\w+|explain\w*|add(?:s|ed)|not(?:e|es|ed)|stress\w*|recall\w*"
    r"|assur\w+|maintain\w*|insist\w*|declar\w+|announc\w+|indicat\w+|stat(?:es|ed)|repl(?:y|ies|ied)"
    r"|warn\w*|mention\w*|suggest\w*|conclud\w+|without|not|no|never|only|until|unconfirmed"
    r"|predict\w*|forecast\w*|admit\w*|acknowledg\w+|call(?:s|ed)|judg\w+|wrote|writes?"
    r"|ask(?:s|ed)|demand(?:s|ed)|certif(?:y|ies|ied)|testif(?:y|ies|ied))\b"
)


OWN_CLAUSE = re.compile(r"^(?:(?:and|but) )?(?:and|while|whereas|which|who|whose|where)\b")


# "..., but nothing has been decided", "..., which he denies": they take back what stands before.
TAKES_BACK = re.compile(
    r"^(?:but|which|who|and|while|although|though|even)\b(?! (?:which|who)\b)(?: \S+){0,5} (?:not"
    r"|no|none|never|nothing|only|den(?:y|ies|ied)|disput\w+|contest\w+|doubt\w*|reject\w*"
    r"|refus\w+|unlikely|according to|sa(?:ys?|id))\b"
)


# A short phrase of heavy words is one of a list, or says who says so: "weapons, ammunition, bombs",
# "Roy certifies".
SHORT = 3


OPENERS = frozenset(
    """in on at for from to with without after before during since until despite according when
    while once if as by among between under over moreover however now recently then thus also yet
    still furthermore indeed although because following unlike like through""".split()
)


RELATIVE = frozenset("which who whose where whom".split())


TITLE = re.compile(r"^(?:the|an?|its|his|her|their)(?: [^\d\s,;:()A-Z]+){1,5}$")


# After these a title is not over, or what is left of it says something else.
UNFINISHED = frozenset(
    """of to for by with from against in on at than or and not as the a an its former outgoing
    acting like near about around deputy interim vice future assistant next last late
    first""".split()
)


ADDED = LIGHT | {"but", "while"}


PRONOUNS = frozenset("it he she they its his her their company group firm".split())


TIMES = re.compile(
    r"^(?:\w+day|January|February|March|April|May|June|July|August|September|October|November"
    r"|December)$"
)


PAST, PRESENT = frozenset("was were had".split()), frozenset("is are has have".split())


def bent(claim: str, sentences: Sequence[str]) -> Iterator[str]:
    """Yield a reason for each way in which `claim` bends the passage `sentences`."""
    passage = words_of(sentences)
    heads = {word.sentence: word.text.lower() for word in reversed(passage)}
    for change in changes(passage, words_of([claim])):
        for _, piece in groupby(change.removed, key=lambda word: word.sentence):
            words = tuple(piece)
            hanging = _leaves_hanging(words, change) or _is_main(words, heads)
            if hanging or not (_named(words, change) or _may_go(words, change)):
                yield f'leaves out "{_text(words)}"'
        if added := [word for word in change.added if not _can_come(word, change)]:
            yield f'adds "{_text(added)}"'
        elif _forms(change.removed) & PAST and _forms(change.added) & PRESENT:
            yield f'says "{_text(change.added)}" for "{_text(change.removed)}"'


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _forms(words: Sequence[Word]) -> set[str]:
    return {word.text.lower() for word in words}


def _peeled(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The words, with and without the light ones at either end."""
    heavy = [i for i, word in enumerate(words) if word.text.lower() not in LIGHT]
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
    if _forms(words) <= LIGHT or DAYS.match(text):
        return True
    own = words[0].opens and (OWN_CLAUSE.match(text) or ":" in words[0].before)
    if (GOVERNS.search(text) and not own) or TAKES_BACK.match(text):
        return False
    if words[-1].closes and words[0].before and LIGHT_TAILS.match(text):
        return True
    if words[0].opens and words[-1].closes:
        if len(words) <= SHORT and not _forms(words) & (LIGHT | UNFINISHED):
            return False
        return bool(LIGHT_HEADS.match(text) or (words[0].before and not NARROWS.match(text)))
    return _is_title(words, change)


def _leaves_hanging(words: tuple[Word, ...], change: Change) -> bool:
    """Whether what follows would seem to be said of, or by, somebody else.

    That is "which would cost a million" without what costs it, and "the police counted 1,700" after
    "According to the union, 4,000 marched;".
    """
    last = words[-1] is change.removed[-1]
    following = change.following.text.lower() if change.following else ""
    relative = following in RELATIVE or (len(words) > 1 and words[-1].text in RELATIVE)
    ends = re.search(r"[;:]", words[-1].after) is not None
    crosses = ends and bool(words[0].before) and not re.search(r"[;:]", words[0].before)
    return crosses or (last and relative)


def _is_main(words: tuple[Word, ...], heads: Mapping[int, str]) -> bool:
    """Whether the words begin the clause that a head leads to: "In Lyon, *the mill* ..."."""
    head = heads[words[0].sentence] in OPENERS
    return head and words[0].opens and words[0].phrase == 1 and not _forms(words) <= LIGHT


def _is_title(words: tuple[Word, ...], change: Change) -> bool:
    """ "the managing director" before "Claire Montbrun": who did it stays."""
    name = change.following
    if name is None or words[-1] is not change.removed[-1] or change.added or name.opens:
        return False
    text = _text(words)
    title = TITLE.match(text[:1].lower() + text[1:]) and words[-1].text not in UNFINISHED
    return bool(title) and name.text[0].isupper() and not TIMES.match(name.text)


def _named(words: tuple[Word, ...], change: Change) -> bool:
    """Whether a name stands for "it" or "the group"; `support` judges whether it may."""
    names = any(word.text[0].isupper() for word in change.added)
    pronoun = _forms(words) - {"the", "this"}
    return names and bool(pronoun) and pronoun <= PRONOUNS


def _can_come(word: Word, change: Change) -> bool:
    light = word.text.lower() in ADDED
    return light or (word.text[0].isupper() and _named(change.removed, change))
