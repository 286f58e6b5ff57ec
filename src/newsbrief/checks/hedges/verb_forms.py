"""French verb forms: which words are conditionals, and their present indicative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsbrief.checks.hedges.lexicon import words
from newsbrief.text.tables import word_rows

__all__ = ["Conditional", "conditional_form", "is_participle"]


@dataclass(frozen=True)
class Conditional:
    """A third-person conditional: "seraient" is the stem "ser", plural."""

    stem: str  # the future stem, as in "envisager", "ser", "viendr"
    plural: bool

    @property
    def present(self) -> str:
        """The present indicative of the same verb: "sont", "envisage", "viennent"."""
        return _present(self.stem, plural=self.plural)

    @property
    def future(self) -> str:
        """The same verb in the future: "seront", "envisagera", "viendront"."""
        return f"{self.stem}{'ont' if self.plural else 'a'}"


_FORM = re.compile(r"(?P<stem>[a-zà-öø-ÿœ]*r)(?:ait|(?P<plural>aient))")

# The imperfect of a verb in -rer ("il entrait") ends like a conditional but has another stem. These
# are all the endings of a future stem; some verbs in -rer share them (imperfect_stems).
_FUTURE_STEM = re.compile(
    r"\w*(?:er|[^aiou]ir|[ou]ir|rir|plair|tair|[ds]trair|xtrair"
    r"|[aeo]ndr|[eo]rdr|[aeo]indr|oudr|iendr|v?audr|mettr|battr|[ao][iî]tr|cevr|ivr"
    r"|verr|querr|courr|ompr|clur|vaincr)"
    r"|pourr|devr|voudr|saur|aur|mourr|pleuvr|haïr|ir"
)

_IMPERFECT_STEMS = words("imperfect_stems")


def conditional_form(word: str) -> Conditional | None:
    """Read a lower-case word as a third-person conditional, or None: "serait", not "entrait"."""
    match = _FORM.fullmatch(word)
    if not match or match["stem"] in _IMPERFECT_STEMS or not _FUTURE_STEM.fullmatch(match["stem"]):
        return None
    return Conditional(match["stem"], bool(match["plural"]))


@lru_cache(maxsize=1)
def _presents() -> dict[str, tuple[str, str]]:
    """Return the third persons, singular and plural, by stem, or by "-" and the end of a stem."""
    rows = word_rows(__package__, "present.tsv")
    return {form: (singular, plural) for form, singular, plural in rows}


_ACUTE = re.compile(r"é(qu|gu|[^aeiouyéèê]+)er$")


def _present(stem: str, *, plural: bool) -> str:
    if stem in _presents():
        return _presents()[stem][plural]
    # "céder" keeps its é in the future ("céderait") and not in the present ("cède").
    stem = _ACUTE.sub(r"è\1er", stem)
    ending = next(form for form in _presents() if form[0] == "-" and stem.endswith(form[1:]))
    return stem.removesuffix(ending[1:]) + _presents()[ending][plural][1:]


_PARTICIPLE = re.compile(
    r"\w+é(?:e|s|es)?"
    r"|\w*[^aeiou\W](?:i|u|û)(?:e|s|es)?"
    r"|\w*(?:fui|cueilli|eu|trahi|haï|ouï|suivi|acclu)(?:e|s|es)?"
    r"|\w*(?:fait|dit|crit|uit|aint|eint|oint|ert|mort|clos|trait)(?:e|s|es)?"
    r"|\w*(?:mis|pris|quis|assis|inclus|exclus|sous)(?:e|es)?"
)

_NO_PARTICIPLE = words("not_participles")


def is_participle(word: str) -> bool:
    """Tell whether a lower-case word looks like a past participle."""
    return word not in _NO_PARTICIPLE and bool(_PARTICIPLE.fullmatch(word))
