"""A French sentence's conditional verbs, grouped, each as the rules look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from newsbrief.checks.hedges.lexicon import PLANS
from newsbrief.checks.hedges.verb_forms import Conditional, conditional_form, is_participle
from newsbrief.text.normal import without_accents

__all__ = ["BREAK", "CURRENT", "Clue", "Group", "normalised", "verb_groups"]


@dataclass(frozen=True)
class Group:
    """A conditional verb in place: `start` to `end` is "aurait démissionné", in characters.

    `word_end` ends the conditional word with its inverted pronoun ("aurait-il"); `participle` is
    the last one that belongs to it, or "".
    """

    start: int
    word_end: int
    end: int
    form: Conditional
    participle: str
    inverted: bool
    compound: bool  # tells of the past: "aurait agi", "serait parti", but not "serait détenu"


def normalised(sentence: str) -> str:
    """The sentence in lower case, with plain spaces and apostrophes, of the same length."""
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in sentence)
    return re.sub(r"\s", " ", lowered).replace("’", "'")


_WORD = re.compile(r"[^\W\d_]+")


_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on|ce)\b")


_ADVERB = (
    r"(?: (?:pas|plus|point|jamais|rien|guère|aussi|même|déjà|encore|toujours|ainsi|bien|donc|alors"
    r"|depuis|ensuite|également|pourtant|tout|tous|toutes|enfin|cependant|toutefois|mal|mieux"
    r"|beaucoup|trop|peu|souvent|parfois|longtemps|d'abord|par ailleurs|en effet|en fait"
    r"|en réalité|en outre|en partie|en secret|à l'époque|de nouveau|à nouveau|au moins|peut-être"
    r"|sans doute|lui-même|elle-même|eux-mêmes|elles-mêmes|d'ores et déjà|entre-temps|de facto"
    r"|à plusieurs reprises|presque|quasi|très|\w+ment)"
    # Five at most: some words fit two branches, and a long run of them took exponential time.
    r"|,? (?:selon|d'après|à en croire) [^,;:.]{1,50},| ?,[^,;:.«»]{1,60},){0,5}"
)


_NEXT = re.compile(rf"{_ADVERB} (?P<word>[^\W\d_]+)")


_REFLEXIVE = re.compile(r"\b(?:s'|se )(?:en |y )?$")


# Verbs whose perfect takes être: "serait parti" tells of the past.
_MOVED = re.compile(
    r"(?:re)?(?:all|ven|part|arriv|entr|rentr|sort|n|mort|décéd|deven|tomb|rest|mont|descend"
    r"|retourn|rev?en|parven|interven|surven|proven|pass|appar)(?:é|i|u|)(?:e|s|es)?"
)


def verb_groups(sentence: str) -> list[Group]:
    """Find every third-person conditional of one sentence, in order."""
    text = normalised(sentence)
    found = []
    for match in _WORD.finditer(text):
        form = conditional_form(match.group())
        if form:
            found.append(_group(text, match.start(), match.end(), form))
    return found


def _group(text: str, start: int, end: int, form: Conditional) -> Group:
    inverted = _INVERTED.match(text, end)
    word_end = inverted.end() if inverted else end
    participles = _participles(text, word_end) if form.stem in ("aur", "ser") else []
    words = [match["word"] for match in participles]
    reflexive = bool(_REFLEXIVE.search(text[:start]))
    moved = bool(words and (reflexive or _MOVED.fullmatch(words[0])))
    return Group(
        start=start,
        word_end=word_end,
        end=participles[-1].end() if participles else word_end,
        form=form,
        participle=words[-1] if words else "",
        inverted=bool(inverted),
        compound=bool(words) and (form.stem == "aur" or moved),
    )


def _participles(text: str, position: int) -> list[re.Match[str]]:
    """The participles after an auxiliary: one, or "été" and another ("aurait été vu")."""
    found: list[re.Match[str]] = []
    while (match := _NEXT.match(text, position)) and is_participle(match["word"]):
        found.append(match)
        position = match.end()
        if match["word"] != "été":
            break
    return found


# Where a subordinate clause ends for sure.
BREAK = re.compile(r"[;:!?»”]|, (?:mais|car|tandis|alors|puis|ce qu)|\bselon laquelle")


_CLAUSE = re.compile(
    r"[;:«»“”(–—]|, (?:et|mais|car|puis|donc) |\b(?:alors|tandis|parce|puis)[- ]?qu[e']"
)


_NO_SPEAKER = (
    rf"(?:(?:ce|cette|cet|une?|les?|la|l'|son|leur)?\s?(?:{PLANS})|que|qu'|lui que|les cas)\b"
)


_ATTRIBUTION = re.compile(
    rf"\b(?:selon|d'après) (?!{_NO_SPEAKER})"
    r"|\bà en croire|\ben croi(?:t|re)\b|\bde source|\bcroit savoir|\bsources?\b|[,»”] "
    r"(?:rapporte|révèle|affirme|indique|avance|raconte|confie|relate|dévoile|suggère"
    r"|accuse|dénonce"
    r"|alerte|déplore)(?:nt)?\b"
)


# Words of a state that has begun, or of a deed that somebody hides.
CURRENT = re.compile(
    r"\b(?:déjà|actuellement|aujourd'hui|depuis|en réalité|en fait"
    r"|(?:toujours|encore)(?! (?:plus|moins|une?|des|davantage)\b)|désormais|à ce jour"
    r"|en ce moment|à l'étude|secrètement|en secret|clandestinement|illégalement|volontairement"
    r"|délibérément"
    r"|chaque (?:année|mois|jour|semaine)|régulièrement|quotidiennement|par mois)\b"
)


@dataclass(frozen=True)
class Clue:
    """A conditional in its sentence; `text` is `normalised`, of the sentence's length."""

    text: str
    verb: Group

    @cached_property
    def before(self) -> str:
        """All that stands before the verb."""
        return self.text[: self.verb.start]

    @cached_property
    def after(self) -> str:
        """All that stands after the conditional word."""
        return self.text[self.verb.word_end :]

    @cached_property
    def clause(self) -> str:
        """What stands before the verb in its own clause, as far as its subject."""
        return _CLAUSE.split(self.before)[-1]

    @property
    def simple(self) -> bool:
        """Tell whether it is about the present or the future."""
        return not self.verb.compound

    @property
    def stem(self) -> str:
        """The future stem without accents: "envisager", "elever"."""
        return without_accents(self.verb.form.stem)

    @cached_property
    def attributed(self) -> bool:
        """Tell whether the sentence names who says so, other than a plan or a scenario."""
        return bool(_ATTRIBUTION.search(self.text))

    @cached_property
    def current(self) -> bool:
        """Tell whether the sentence is about a state that has begun."""
        return bool(CURRENT.search(self.text))
