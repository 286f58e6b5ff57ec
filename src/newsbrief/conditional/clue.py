"""One conditional in its sentence, as the rules look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from newsbrief.conditional.lexicon import PLANS, plain

if TYPE_CHECKING:
    from newsbrief.conditional.groups import Group

__all__ = ["BREAK", "CURRENT", "Clue"]

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
        return plain(self.verb.form.stem)

    @cached_property
    def attributed(self) -> bool:
        """Tell whether the sentence names who says so, other than a plan or a scenario."""
        return bool(_ATTRIBUTION.search(self.text))

    @cached_property
    def current(self) -> bool:
        """Tell whether the sentence is about a state that has begun."""
        return bool(CURRENT.search(self.text))
