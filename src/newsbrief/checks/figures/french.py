"""Figures in French text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from newsbrief.checks.figures import moments, scan
from newsbrief.checks.figures.lexicon import WORD_END, alternation
from newsbrief.checks.figures.place import Place, figure_of
from newsbrief.checks.figures.quantity import (
    articled,
    collective,
    fraction,
    implied,
    magnitude,
    read_quantity,
    single_unit,
)
from newsbrief.checks.figures.spelled_out import read_words
from newsbrief.checks.figures.tables_fr import (
    COLLECTIVES,
    DECADES,
    FRENCH,
    IMPLIED,
    MAGNITUDES,
    PARTS,
)

if TYPE_CHECKING:
    from newsbrief.checks.figures.figure import Figure

__all__ = ["french_figures"]

_HOURS_MINUTES = re.compile(r"(\d{1,2})\sheures?\s([0-5]\d)(?!\d|[.,]\d)(?:\sminutes?)?")
_TIME_BEFORE = re.compile(r"(?<![^\W_])(?:à|vers|dès|il\sest|il\sétait)\s\Z", re.I)
_PART_OF_DAY = re.compile(r"\s(?:du\s(matin|soir)|de\sl['’](après-midi))", re.I)
_LENGTH_AFTER = re.compile(r"\s(?:de\s|d['’])(?!l['’]après)")

_ARTICLE_COLLECTIVE = re.compile(
    rf"une?\s(?:bonne\s|petite\s|grosse\s|(demi)-)?({alternation(frozenset(COLLECTIVES))}){WORD_END}",
    re.I,
)

_THE_COLLECTIVE = re.compile(rf"({alternation(frozenset(COLLECTIVES))})\s(?:de\s|d['’])", re.I)
_ARTICLE = re.compile(r"une?\s(?:(?:petit|bon|gros)\s)?", re.I)

_SECOND_OF_TWO = re.compile(
    r"une\sseconde\s(?!(?:plus|moins|après|avant|de|pour|à|sur|par|et|ou)\s|d['’])", re.I
)

_THE_PART = re.compile(r"(tiers|quart)(?=\s(?:de|des|du)\s|\sd['’])(?!\sde\sfinale)", re.I)
_THE = re.compile(r"(?<![^\W_])le\s\Z", re.I)
_PART = re.compile(rf"[\s-]({alternation(frozenset(PARTS))}){WORD_END}(?!\sde\sfinale)", re.I)
_PART_FOLLOWED = re.compile(r"\s(?:de|des|du|d['’]|seulement)(?![^\W_])|\s?[.,;:)]|\Z", re.I)
_HALF = re.compile(rf"(?:moitié|(demi)e?(?=[\s-])){WORD_END}", re.I)
_LA = re.compile(r"(?<![^\W_])(?:la|une|cette|sa|leur|bonne|première|seconde)\s\Z", re.I)

_DECADE = re.compile(
    rf"années[\s-]['’]?(?:(\d{{4}}|\d0)(?!\d|,\d)|({alternation(DECADES)}){WORD_END})", re.I
)

_NEW = re.compile(r"neuf(?![^\W_])(?!\ssur\s|-)", re.I)
_NEW_AFTER = re.compile(r"neuf\s(?:cents?|mille|milli\w+|autres|[^\W\d_]+[sx])(?![^\W_])", re.I)

_NOT_COUNTED = re.compile(
    r"neuf\s(?:dans|mais|sous|sans|depuis|plus|moins|alors|très|vers|pas|chez|puis|des|les|ses)\s",
    re.I,
)

_MANY_BEFORE = re.compile(
    r"(?<![^\W_])(?:les|des|ces|ses|nos|vos|leurs|aux|sur|à|par|pour|page|chaîne|contre|dont|entre)"
    r"\s\Z",
    re.I,
)

_SINGLE_BEFORE = re.compile(r"(?<![^\W_])(?:à|quoi\sde|flambant|tout|remis\sà)\s\Z", re.I)
_MINISTER = re.compile(r"premi(?:er|ère)s?[\s-]ministres?", re.I)


def _excluded(place: Place) -> bool:
    """Words that only look like numbers: "neuf" for new, and the prime minister."""
    if place.text[place.start] in "pP":
        return _MINISTER.match(place.text, place.start) is not None
    return place.text[place.start] in "nN" and _is_new(place)


def _is_new(place: Place) -> bool:
    """Whether "neuf" is "new": it is nine before a plural noun or after a plural article."""
    if not _NEW.match(place.text, place.start):
        return False
    before = place.text[max(0, place.start - 12) : place.start]
    if _SINGLE_BEFORE.search(before) and not _NEW_AFTER.match(place.text, place.start):
        return True
    if _MANY_BEFORE.search(before):
        return False
    counted = _NEW_AFTER.match(place.text, place.start)
    return not counted or _NOT_COUNTED.match(place.text, place.start) is not None


def _time(place: Place) -> Figure | None:
    """ "14 heures 30", "14 h 30", "7 h du soir"."""
    match = _HOURS_MINUTES.match(place.text, place.start)
    if match:
        return moments.time_figure(place, int(match[1]), int(match[2]), match.end())
    figure = moments.hour_sign(place)
    return figure and _in_day(place, figure)


def _in_day(place: Place, figure: Figure) -> Figure:
    """Move an hour to the afternoon if the text says so."""
    part = _PART_OF_DAY.match(place.text, figure.end)
    if part is None or figure.unit != "time":
        return figure
    later = 720 if not part[1] or part[1].lower() == "soir" else 0
    value = figure.value + later if figure.value < 720 else figure.value
    return figure_of(place, value, part.end(), "time", kind="time")


def _hour(place: Place, figure: Figure) -> Figure:
    """ "à 17 heures" is a time, "en 17 heures" a duration."""
    part = _PART_OF_DAY.match(place.text, figure.end)
    before = place.text[max(0, place.start - 12) : place.start]
    timed = part or (
        _TIME_BEFORE.search(before) and not _LENGTH_AFTER.match(place.text, figure.end)
    )
    if figure.unit != "h" or not timed or not 0 <= figure.value <= 24:
        return figure
    return _in_day(place, figure_of(place, figure.value * 60, figure.end, "time", kind="time"))


def _quantity(place: Place) -> Figure | None:
    figure = read_quantity(place)
    return figure and _hour(place, figure)


def _decade(place: Place) -> Figure | None:
    """ "années 1980", "années 80", "années soixante-dix"."""
    match = _DECADE.match(place.text, place.start)
    if match is None:
        return None
    year = int(match[1]) if match[1] else DECADES[re.sub(r"\s", " ", match[2].lower())]
    if year < 100:
        year += 1900 if year >= 20 else 2000
    if year % 10:
        return None
    return figure_of(place, Decimal(year), match.end(), "decade", kind="year")


def _article(place: Place) -> Figure | None:
    """ "une vingtaine", "un millier", "un an": an article and what it counts."""
    match = _ARTICLE_COLLECTIVE.match(place.text, place.start)
    if match:
        value = Decimal(COLLECTIVES[match[2].lower()]) / (2 if match[1] else 1)
        exact = match[2].lower() == "douzaine"
        return collective(place, value, match.end(), exact=exact)
    match = _ARTICLE.match(place.text, place.start)
    if match is None or _SECOND_OF_TWO.match(place.text, place.start):
        return None
    return articled(place, match.end()) or single_unit(
        place, FRENCH.plain_unit_pattern, match.end() - 1
    )


def _the_collective(place: Place) -> Figure | None:
    """ "la centaine de salariés"."""
    match = _THE_COLLECTIVE.match(place.text, place.start)
    if match is None:
        return None
    value = Decimal(COLLECTIVES[match[1].lower()])
    return collective(place, value, match.end(1), exact=False)


def _parts(place: Place) -> Figure | None:
    """ "deux tiers", "trois quarts d'heure", "un cinquième des Français"."""
    words = read_words(place.text, place.start, FRENCH)
    if words is None or words.words != 1 or not 1 <= words.value <= 9:
        return None
    match = _PART.match(place.text, words.end)
    if match is None:
        return None
    part = match[1].lower()
    ordinal = part not in {"tiers", "quart", "quarts"}
    if ordinal and (
        part.endswith("s") == (words.value == 1)
        or not _PART_FOLLOWED.match(place.text, match.end())
    ):
        return None
    return fraction(place, words.value / PARTS[part], match.end())


def _the_part(place: Place) -> Figure | None:
    """ "le quart des terres"."""
    match = _THE_PART.match(place.text, place.start)
    if match is None or not _THE.search(place.text[max(0, place.start - 4) : place.start]):
        return None
    return figure_of(place, 1 / Decimal(PARTS[match[1].lower()]), match.end(), kind="fraction")


def _half(place: Place) -> Figure | None:
    """ "la moitié", "une demi-heure", "demi-million"."""
    match = _HALF.match(place.text, place.start)
    if match is None:
        return None
    before = place.text[max(0, place.start - 9) : place.start]
    whole = bool(_LA.search(before))
    return fraction(place, Decimal("0.5"), match.end(), implicit=bool(match[1]) or not whole)


def _magnitude(place: Place) -> Figure | None:
    """ "des centaines de milliers"."""
    return magnitude(place, MAGNITUDES)


def _implied(place: Place) -> Figure | None:
    word = re.compile(r"[^\W\d_]+").match(place.text, place.start)
    if word is None or place.text[place.start - 1 : place.start] == "-":
        return None
    figure = implied(place, IMPLIED, word[0].lower())
    return figure and (replace(figure, kind="time") if figure.unit == "time" else figure)


_COUNTS = frozenset(FRENCH.cardinals) | FRENCH.hundreds | {"mille", "mil"}

_GRAMMAR = scan.Grammar(
    lexicon=FRENCH,
    digit_rules=(
        moments.around_the_clock,
        moments.numeric_date,
        scan.code,
        scan.vulgar_fraction,
        moments.hundredths,
        _time,
        moments.clock,
        scan.ordinal,
        _quantity,
        scan.name,
    ),
    words=scan.dispatch(
        (moments.around_the_clock, ("sept",)),
        (_decade, ("années",)),
        (moments.month_year, FRENCH.months),
        (_parts, FRENCH.cardinals),
        (_article, FRENCH.articles),
        (_the_collective, COLLECTIVES),
        (_the_part, ("tiers", "quart")),
        (_half, ("moitié", "demi", "demie")),
        (_quantity, (_COUNTS | frozenset(FRENCH.ordinals)) - FRENCH.articles),
        (_magnitude, MAGNITUDES),
        (_implied, IMPLIED),
    ),
    excluded=_excluded,
)


def french_figures(text: str) -> list[Figure]:
    """Return every figure of a French text, in order, the implicit ones included."""
    return scan.figures(text, _GRAMMAR)
