"""Rules for what a news site puts around an article: links, walls, letters, credits, comments.

The phrases themselves stand in `phrases.tsv`; what needs more than a list of them stands here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.readers.pasted.rules import Rule, either, phrases, raw

if TYPE_CHECKING:
    from newsbrief.readers.pasted.lines import Line

__all__ = [
    "PRESS_RULES",
    "WALL",
    "is_author_box_start",
    "is_book",
    "is_comment",
    "is_comment_start",
    "is_horoscope",
    "is_letter_heading",
    "is_letter_promise",
    "is_media_start",
    "is_related_start",
    "is_wall",
    "is_wall_label",
    "is_zodiac_sign",
]

is_related_start = phrases("related heading")
is_media_start = phrases("media heading")
is_wall = phrases("wall")
is_wall_label = phrases("wall label")
is_letter_heading = phrases("letter heading")
is_letter_promise = phrases("letter promise")
is_horoscope = phrases("horoscope")
is_zodiac_sign = phrases("zodiac sign")
is_comment_start = phrases("comment heading")
_is_comment_form = phrases("comment form")
is_comment = either(_is_comment_form, phrases("comment"))
is_author_box_start = phrases("author box heading")
_GENRES = (
    r"enquete|article|entretien|decryptage|reportage|analyse|tribune|dossier|edito|editorial|"
    r"portrait|recit|interview|chronique|selection|grand format|fil|direct|explication"
)

# "Lire aussi" and its like on a folded line; the group is what follows.
_RELATED = re.compile(
    r"[^\w«(]*(?:(?:a )?(?:lire|voir|ecouter|decouvrir|retrouver|regarder) (?:aussi|egalement)|"
    rf"(?:re)?(?:lire|voir) (?:notre|l'|la|le|cet|cette) ?(?:{_GENRES})|(?:re)?lire la suite|"
    r"a (?:lire|voir|ecouter))(.*)"
)
_MARK = re.compile(r"\s*(?:\([^)]{1,30}\))?\s*(?:[:|>›→▶/«“\"•·]|[-–—] |$)")
_TITLE_FOLLOWS = re.compile(
    r"(?i:[^\w«(]*(?:[àa] )?(?:lire|voir|écouter|découvrir) (?:aussi|également))\s*"
    r"(?=[«“\"A-ZÀÂÉÈÊÎÔÛÇ])"
)
_MAX_LINK_WORDS = 40

# A list of books ("À lire : Les Vagues, éd. du Nord, 22 €") belongs to its article.
_BOOK = re.compile(r"€|euros|\bed(?:\.|itions)|\bp\.|pages\b")
_ADVICE = re.compile(r"a (?:lire|voir|ecouter) ?:.*\.$")
_AGENCIES = (
    "AFP|REUTERS|Reuters|AP|SIPA|Sipa|SIPA PRESS|MAXPPP|MaxPPP|Getty Images|Hans Lucas|EPA|"
    "PHOTOPQR.{0,30}|Bestimage|Shutterstock|Le Monde|Le Figaro|Ouest-France"
)
_is_signed_picture = raw(
    # "© AFP", "(c) 2025 AFP"; "(c) le patrimoine" is the third point of a list
    r"^\W*(?:©|\([cC]\)\s?(?:\d{4}|AFP|REUTERS)|Copyright\s+(?:©|\d{4}))"
    r"(?!.*[.!?]\s+\w{3,}.*\.$).{0,120}$",
    r"^Photos? (?:[A-ZÀ-Ý][\w'’-]+ ?){2,3}$",
    # a picture signed in capitals: "JEAN DURAND / AGENCE NORD"
    r"^(?:[A-ZÀ-Ý][A-ZÀ-Ý.'’-]+ ){1,2}[A-ZÀ-Ý][A-ZÀ-Ý.'’-]+ ?/ ?[A-ZÀ-Ý][A-ZÀ-Ý .'’-]{1,30}$",
    # an agency's desk and writers sign in small letters: "abc-de/fg/hi"
    r"^[a-z]{1,4}(?:[-/][a-z]{1,4}){1,5}$",
    # a caption goes with its picture: "Le siège, à Lyon, en mars. © J. Durand / AFP"
    r"^.{0,400}©\s?(?:[^.!?;]|\b[A-ZÀ-Ý]\.){2,60}\.?\)?$",
    r"[.»\w]\s*\((?:[Cc]r[ée]dits?(?: photos?)?|[Pp]hotos?) ?: ?[^()]{2,60}\)$",
    r"[.»]\s+(?:\| [A-ZÀ-Ý]{2}|PHOTO|Photo |Ph\. )[^.!?]{2,60}"
    r"(?:\b[A-Z]\.\s[^.!?]{2,30}|(?:\b[A-Z]\.[ -]?){2,3})?$",
    r"[.»]\s+\((?:[A-ZÀ-Ý]\. ?)?[A-ZÀ-Ý][\w-]+ ?/ ?[A-ZÀ-Ý][^()]{2,40}\)$",
    rf"^.{{0,300}}[\s(](?:[A-ZÀ-Ý][\w.'’-]+\s){{1,3}}/\s?(?:{_AGENCIES})\W*$",
)
_is_credit_label = phrases("credit label")
WALL = "subscription wall"


def is_book(line: Line) -> bool:
    """Whether the line is a book's or a film's reference, which belongs to the article."""
    return bool(_BOOK.search(line.folded))


def _is_advice(line: Line) -> bool:
    """Whether the line is advice to readers: a sentence, while titles have no full stop.

    "À voir : l'exposition, jusqu'au 3 mai."
    """
    return bool(_ADVICE.search(line.folded))


def _is_related_link(line: Line) -> bool:
    """Whether the line is "Lire aussi" with a mark, a capital or nothing after it.

    "Lire aussi les petites lignes du contrat reste un réflexe rare." continues in lower case: it
    stays.
    """
    match = _RELATED.match(line.folded)
    if not match or line.words > _MAX_LINK_WORDS:
        return False
    if _MARK.match(match[1]):
        return not is_book(line) and not _is_advice(line)
    return bool(_TITLE_FOLLOWS.match(line.text)) and (not line.stops or line.text.endswith("?"))


def _is_credit(line: Line) -> bool:
    """Whether the line credits a picture.

    "Illustration : le blé a doublé de prix en un an." is a sentence of the article.
    """
    return _is_signed_picture(line) or (not line.prose and _is_credit_label(line))


PRESS_RULES: tuple[Rule, ...] = (
    Rule(WALL, either(is_wall, is_wall_label)),
    Rule("related", _is_related_link),
    Rule("subscription", phrases("subscription")),
    Rule("newsletter", phrases("newsletter")),
    Rule("comments", either(is_comment_start, _is_comment_form)),
    Rule("credit", _is_credit),
    Rule("tags", phrases("tags")),
    Rule("author box", either(is_author_box_start, phrases("author box"))),
)
