"""The outlets of the French-language press, as a page names them.

Those whose titles and notices name them stand in `names.tsv`; the others are recognised by their
form ("Le Courrier du Lot", "Lyon Matin", "example.fr") after a title: "Titre | Site".
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsbrief.text.tables import word_rows

__all__ = ["names", "site_from", "split_site"]


def names(kind: str) -> list[str]:
    """Return the names of a kind in `names.tsv`, as written there."""
    return [name for row in _names() if row[0] == kind for name in row[1].split(", ")]


@lru_cache(maxsize=1)
def _names() -> list[list[str]]:
    return word_rows(__package__, "names.tsv")


# What French outlets call themselves; "Le" or "La" stands before the noun, a region after it.
_NOUNS = (
    r"Avenir|Courrier|Dauphiné|Dépêche|[ÉE]chos?|[ÉE]clair|[ÉE]veil|Gazette|Indépendante?|Journal|"
    r"Liberté|Messager|Nouvelles?|Nouvelliste|Parisien|Populaire|Presse|Progrès|Quotidien|"
    r"Républicain|République|Réveil|Semaine|Télégramme|Tribune|Voix"
)
_LIKELY_OUTLET = re.compile(
    rf"(?:(?:L[ea]s?\s+|L['’])(?:{_NOUNS})(?:\s+[\w'’-]+){{0,4}}"
    r"|(?:[A-ZÀ-Ý][\w'’-]+\s+){1,3}(?:Matin|Soir|Infos?|Actus?|News|Hebdo|TV|Presse|Mag|Magazine)"
    r"|[\w-]+\.(?:fr|com|be|ch|info|net|org))"
)
_TITLE_SITE = re.compile(r"\s+(?:[-–—|·•]|\|\|)\s+")
_NOTICE = re.compile(
    r"^\W*©\s*(?:(?:19|20)\d\d\s+)?(?P<name>[A-ZÀ-Ý][^\d©/|–—.]{1,40}?)\s*"
    r"(?:(?:19|20)\d\d)?\s*[-–—.|,]?\s*tous droits réservés",
    re.IGNORECASE,
)


def _outlets() -> str:
    """Return the outlets as one pattern, the longest names first, with either apostrophe."""
    longest_first = sorted(names("outlet"), key=len, reverse=True)
    return "|".join(re.escape(name).replace("'", "['’]") for name in longest_first)


_OUTLETS = re.compile(rf"(?:{_outlets()})")
_COPYRIGHT = re.compile(
    rf"^\W*(?:©|\([cC]\)|Copyright)\W*(?:\d{{4}}\W+)?(?P<name>{_OUTLETS.pattern})\b"
    r"(?!\s*/|\s+(?:d[eu]s?\b|d['’]|(?!(?i:tous)\b)[A-ZÀ-Ý]))"  # "© La Dépêche des Alpes"
)


def split_site(title: str) -> tuple[str, str | None]:
    """Return a title without the outlet's name that browsers add, and the name or None.

    "Titre | Le Progrès" gives "Titre" and "Le Progrès".
    """
    parts = _TITLE_SITE.split(title)
    last = parts[-1].strip()
    if len(parts) >= 2 and (_OUTLETS.fullmatch(last) or _LIKELY_OUTLET.fullmatch(last)):
        head = title[: title.rindex(parts[-1])]
        return re.sub(r"\s+(?:[-–—|·•]|\|\|)\s*$", "", head), last
    return title, None


def site_from(text: str) -> str | None:
    """Return the outlet that a line names: alone, or in a notice such as "© Le Progrès 2025"."""
    bare = text.strip(" .:|-–—")
    if _OUTLETS.fullmatch(bare):
        return bare
    match = _COPYRIGHT.match(text) or _NOTICE.match(text)
    return match["name"] if match else None
