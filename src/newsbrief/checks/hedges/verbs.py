"""The conditional verbs of a French sentence with their participles, and the context of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from newsbrief.checks.hedges.lexicon import PLANS
from newsbrief.checks.hedges.verb_forms import Conditional, conditional_form, is_participle
from newsbrief.text.normal import without_accents

__all__ = ["BREAK", "CURRENT", "Context", "VerbGroup", "normalised", "verb_groups"]


@dataclass(frozen=True)
class VerbGroup:
    """A conditional verb with its participles: characters `start` to `end`, "aurait démissionné".

    `word_end` is the end of the conditional word with its inverted pronoun ("aurait-il");
    `participle` is the last of its participles, or "".
    """

    start: int
    word_end: int
    end: int
    form: Conditional
    participle: str
    inverted: bool
    compound: bool  # about the past: "aurait agi", "serait parti", but not "serait détenu"


def normalised(sentence: str) -> str:
    """Return the sentence in lower case with plain spaces and apostrophes; its length stays."""
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

# Participles of verbs whose perfect takes être: "serait parti" is about the past.
_MOVED = re.compile(
    r"(?:re)?(?:all|ven|part|arriv|entr|rentr|sort|n|mort|décéd|deven|tomb|rest|mont|descend"
    r"|retourn|rev?en|parven|interven|surven|proven|pass|appar)(?:é|i|u|)(?:e|s|es)?"
)


def verb_groups(sentence: str) -> list[VerbGroup]:
    """Return every third-person conditional of one sentence, in order."""
    text = normalised(sentence)
    groups = []
    for match in _WORD.finditer(text):
        form = conditional_form(match.group())
        if form:
            groups.append(_group(text, match.start(), match.end(), form))
    return groups


def _group(text: str, start: int, end: int, form: Conditional) -> VerbGroup:
    inverted = _INVERTED.match(text, end)
    word_end = inverted.end() if inverted else end
    participles = _participles(text, word_end) if form.stem in ("aur", "ser") else []
    words = [match["word"] for match in participles]
    reflexive = bool(_REFLEXIVE.search(text[:start]))
    moved = bool(words and (reflexive or _MOVED.fullmatch(words[0])))
    return VerbGroup(
        start=start,
        word_end=word_end,
        end=participles[-1].end() if participles else word_end,
        form=form,
        participle=words[-1] if words else "",
        inverted=bool(inverted),
        compound=bool(words) and (form.stem == "aur" or moved),
    )


def _participles(text: str, position: int) -> list[re.Match[str]]:
    """Return the participles after an auxiliary: one, or "été" and another ("aurait été vu")."""
    participles: list[re.Match[str]] = []
    while (match := _NEXT.match(text, position)) and is_participle(match["word"]):
        participles.append(match)
        position = match.end()
        if match["word"] != "été":
            break
    return participles


# Where a subordinate clause certainly ends.
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

# Words that go with a state that has begun, or with an action that is hidden.
CURRENT = re.compile(
    r"\b(?:déjà|actuellement|aujourd'hui|depuis|en réalité|en fait"
    r"|(?:toujours|encore)(?! (?:plus|moins|une?|des|davantage)\b)|désormais|à ce jour"
    r"|en ce moment|à l'étude|secrètement|en secret|clandestinement|illégalement|volontairement"
    r"|délibérément"
    r"|chaque (?:année|mois|jour|semaine)|régulièrement|quotidiennement|par mois)\b"
)


@dataclass(frozen=True)
class Context:
    """A conditional verb and the sentence that it stands in; `text` is `normalised`."""

    text: str
    verb: VerbGroup

    @cached_property
    def before(self) -> str:
        """The text before the verb."""
        return self.text[: self.verb.start]

    @cached_property
    def after(self) -> str:
        """The text after the conditional word."""
        return self.text[self.verb.word_end :]

    @cached_property
    def clause(self) -> str:
        """The text before the verb in the same clause; it holds the subject."""
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
        """Tell whether the sentence names a source, other than a plan or a scenario."""
        return bool(_ATTRIBUTION.search(self.text))

    @cached_property
    def current(self) -> bool:
        """Tell whether the sentence is about a state that has begun."""
        return bool(CURRENT.search(self.text))
