"""Signatures: the lines that say who wrote an article, when, and for which outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from newsbrief.readers.pasted.outlets import site_from
from newsbrief.text.dates import FoundDate, find_dates, month_date

__all__ = ["Signature", "dateline_agency", "is_name", "is_role", "is_time_ago", "parse_signature"]

# Longer lines are text. "Par Anne Morel (à Rome) et Jean Le Goff, publié le 3 mars 2025 à 18h05,
# mis à jour le 4 mars 2025 à 9h12" has 105 characters.
_MAX_CHARS = 220
_AGENCY = r"(?:l['’])?(?:AFP|Reuters|REUTERS|AP|Belga|ATS|Agence France[- ]Presse|agences?)"
_PUBLISHED = re.compile(
    r"(?:(?:article\s+)?(?:publi[ée]e?|post[ée]e?|mise?\s+(?:à|a)\s+jour|mise?\s+en\s+ligne|"
    r"modifi[ée]e?|actualis[ée]e?|cr[ée]{2}e?|paru|diffus[ée]e?|derni[èe]re\s+(?:mise\s+à\s+jour|modification)|"
    r"date\s+de\s+publication|maj)\b\s*(?:le|ce|:)?\s*:?\s*)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:aujourd['’]hui|hier|il y a \d+\s?(?:min(?:utes?)?|heures?|h|jours?)|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: dernier)?)"
    r"(?:,?\s*(?:à|-)\s*\d{1,2}\s?[h:]\s?\d{0,2})?",
    re.IGNORECASE,
)
_TIME_AGO = re.compile(
    r"\W*il y a (?:\d+|une?) ?(?:s|h|j|mn|min|seconde|minute|heure|jour)s?\W*", re.IGNORECASE
)

# Every signature has one of these; nine lines of ten do not, and need no further search.
_HINT = re.compile(
    rf"\d{{4}}|\d[/.]\d|{_AGENCY}|^De [A-ZÀ-Ý]|"
    r"\b(?i:par|la réd|texte|notre|nos|publi|post|mis|modif|actualis|cr[ée]{2}|paru|diffus|"
    r"derni|maj|recueil|auteur)"
)
_UPDATED = re.compile(r"\b(?:mise?\s+à\s+jour|modifi|actualis|derni|maj\b)", re.IGNORECASE)
_READING_TIME = re.compile(r"(?:temps de )?lecture\s*:?\s*\d+\s*min\w*\.?$", re.IGNORECASE)
_TIME_LEFT = re.compile(r"\0[\s,|•·–—-]*(?:à\s*)?\d{1,2}\s?[h:]\s?\d{0,2}\b")  # "mis à jour à 9h30"
_TIME_FIRST = re.compile(r"(?:^|\s)à\s*\d{1,2}\s?[h:]\s?\d{0,2}[\s,]*(?:le\s+)?(?=\0)")
_RELATIVE_UPDATE = re.compile(rf"{_PUBLISHED.pattern}{_RELATIVE.pattern}\s*$", re.IGNORECASE)

# The first line of a dispatch has this beside its date: "Rome, 3 mai 2025 (Agence Nord)".
_DATELINE_REST = re.compile(
    r"[A-ZÀ-Ý][\w'’ -]{1,40},?\s*\((?:AFP|AP|ATS|Belga|Reuters|Agence [^()]{2,40})\)"
)

# How letters and press releases are dated: "Nantes, le 14 février 2025".
_PLACE = re.compile(r"(?:Fait à |À )?[A-ZÀ-Ý][\w'’-]+(?: [\w'’-]+){0,3},\s*(?:le\s+)?")
_SECTION_AFTER = re.compile(rf"(?:\s+[-–—|•·])+\s+(?!.*{_AGENCY})[A-ZÀ-Ý][\w ]{{1,30}}$")
_EMAIL = re.compile(r"[\s,|•·(-]*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\)?")
_EDITORS = re.compile(
    r"(?P<who>(?i:la rédaction)"
    r"(?: d(?:e|u|es)| d['’](?=\w))?(?: (?:la|le|l['’]))?(?:[ ]?[A-ZÀ-Ý][\w'’.-]*){0,4}"
    r"(?:\s+avec\s+(?P<with>[^|.!?]{3,60}?))?)"
    r"(?:\s*\|.{3,80})?"
)
_EDGES = " \t\xa0\u202f-–—|•·,;:/"
_BY = re.compile(
    r"(?i:(?:(?:reportage|enquête|récit|analyse|décryptage|chronique|portrait|entretien|critique|tribune|opinion)[.,:|\s-]+)?"
    r"(?:(?P<interview>(?:propos\s+)?recueillis?\s+par|(?:entretien|interview)\s+"
    r"(?:réalisée?|menée?|conduite?)\s+par)|(?:article\s+)?(?:écrit|rédigé|posté|publié|texte)\s+par|"
    r"auteure?\s*:|par|textes?\s*:?|de (?:notre|nos) (?:envoyée?s?|correspondante?s?)[^.]{0,40}?,))"
    r"\s*:?\s+(?P<who>(?:la\s+rédaction\b|franceinfo\b|[A-ZÀ-Ý@]).{0,160})"
)
_AGENCIES = rf"{_AGENCY}(?:\s*(?:et|,|/)\s*{_AGENCY})*"
_WITH_AGENCY = re.compile(
    rf"(?:(?:[A-ZÀ-Ý]|franceinfo)[^.!?:;]{{0,80}}?[\s,]+)?\(?[Aa]vec {_AGENCIES}\)?[\s.]*"
)
_AGENCY_ALONE = re.compile(rf"\(?\s*{_AGENCIES}\s*\)?[\s.]*")
_NAME = re.compile(
    r"[A-ZÀ-Ý][\w'’.-]+"
    r"(?:[ -](?:(?:de|du|des|la|le|van|von|ben|el|d['’])[ ]?)*[A-ZÀ-Ý][\w'’.-]*){1,3}"
)
_ROLE = re.compile(
    r"(?i:journaliste|correspondante?|envoyée? spéciale?|rédact(?:eur|rice)|(?:grand )?reporter|"
    r"chroniqueu(?:r|se)|éditorialiste|chef(?:fe)? (?:du|de)|photographe|stagiaire|pigiste|"
    r"service \w+$)\b"
)
_DATELINE = re.compile(
    r"[A-ZÀ-Ý][A-ZÀ-Ýa-zà-ÿ'’ /-]{1,40}(?:\([^)]{2,30}\))?,?\s+"
    r"(?:le\s+)?(?:1er|\d{1,2})\s+\w{3,9}\.?(?:\s+\d{4})?\s+"
    rf"\((?P<agency>{_AGENCY})\)"
)
_SMALL_WORD = re.compile(
    r"\b(?!(?:de|du|des|la|le|et|van|von|avec|rédaction)\b)[a-zà-ÿ]{2,}(?![\w'’])"
)
_FULL_STOP = re.compile(r"[!?;]|\.\s+[A-ZÀ-Ý][a-zà-ÿ]{2}.*\.$")


@dataclass(frozen=True)
class Signature:
    """What one line says of its article; a field that it does not mention is None.

    `date` is ISO 8601, or as written ("hier à 18h05") where the line holds no complete date.
    """

    byline: str | None = None
    date: str | None = None
    updated: bool = False  # the date is one of an update, not of the publication
    site: str | None = None
    interview: bool = False  # the byline names the person who asked the questions


def parse_signature(text: str) -> Signature | None:
    """Return what a line says when it is only a byline, a date, or both; else None."""
    if len(text) > _MAX_CHARS or not _HINT.search(text):
        return None
    if month := month_date(text):
        return Signature(date=month)
    dates = find_dates(text)
    written = None if dates else _relative(text)
    date, updated = _first_date(text, dates) if dates else (written, False)
    rest = _without_dates(text, dates, written)
    if not rest or (date and _DATELINE_REST.fullmatch(rest)):
        return Signature(date=date, updated=updated) if date else None
    rest = _READING_TIME.sub("", rest).strip(_EDGES)
    if date and (site := site_from(rest)):
        return Signature(None, date, updated, site)
    author = _author(rest)
    if author is None and date and is_name(rest) and not rest.isupper():
        author = Signature(rest)
    if author is None and dates and _is_dateline(text, dates[0]):
        author = Signature()
    return replace(author, date=date, updated=updated) if author else None


def _is_dateline(text: str, date: FoundDate) -> bool:
    return bool(_PLACE.fullmatch(text[: date.start])) and not text[date.end :].strip(" .")


def _without_dates(text: str, dates: list[FoundDate], written: str | None) -> str:
    """Return the text beside the dates, without "Publié le" and the like."""
    rest = text
    for date in reversed(dates):
        rest = rest[: date.start] + "\0" + rest[date.end :]
    rest = rest.replace(written, "\0") if written else rest
    if dates:
        rest = _RELATIVE_UPDATE.sub(" ", rest)
    rest = _PUBLISHED.sub(" ", rest)
    rest = _TIME_FIRST.sub(" ", rest)
    rest = _TIME_LEFT.sub(" ", re.sub(r"\(?\0\)?", "\0", rest))
    rest = re.sub(r",?\s+le\s*(?=\0)", " ", rest)
    rest = rest.replace("\0", " ").strip(_EDGES)
    rest = rest if rest.strip(_EDGES + ".") else ""
    return re.sub(r"^(?:le|du|ce|à)\b\W*$", "", rest, flags=re.IGNORECASE)


def _first_date(text: str, dates: list[FoundDate]) -> tuple[str, bool]:
    """Return the date of publication, or else of the update, and whether it is an update."""
    before = [0, *(date.end for date in dates)]
    labels = [text[start : date.start] for start, date in zip(before, dates, strict=False)]
    for date, label in zip(dates, labels, strict=True):
        if not _UPDATED.search(label):
            return date.iso, False
    return dates[0].iso, True


def _relative(text: str) -> str | None:
    """Return "hier à 18h05" and its like after "Publié" and its like: alone it may be a title."""
    lead = _PUBLISHED.search(text)
    match = _RELATIVE.match(text, lead.end()) if lead else None
    return match[0].strip() if match and match[0] else None


def _author(rest: str) -> Signature | None:
    """Return the author's name without "Par", and the outlet that an interview was made for."""
    rest = _EMAIL.sub("", rest).strip()
    editors = _EDITORS.fullmatch(rest)
    if editors and (not editors["with"] or is_name(editors["with"])):
        return Signature(editors["who"])
    match = _BY.fullmatch(rest)
    if not match and (_AGENCY_ALONE.fullmatch(rest) or _WITH_AGENCY.fullmatch(rest)):
        return Signature(
            rest.strip(" .").removeprefix("(").removesuffix(")").replace(" (avec", ", avec")
        )
    if not match and rest.startswith("De ") and is_name(rest[3:]):
        return Signature(rest[3:])
    if not match:
        return None
    name, _, site = match["who"].partition(" pour «")
    if _is_sentence(name):
        return None
    who = re.sub(r"\s{2,}", " ", name).strip(" .,;-–—|•·")
    who = re.sub(r"\s+dans\s+[A-ZÀ-Ý][\w ]{1,30}$", "", who)  # a blog's category
    who = _SECTION_AFTER.sub("", who)
    return Signature(
        who, site=site.strip(_EDGES + "».") or None, interview=bool(match["interview"])
    )


def _is_sentence(who: str) -> bool:
    """Whether "Par ..." begins a sentence: it has a full stop, or many words in lower case."""
    bare = re.sub(r"\(.*?\)|,.*", "", who)
    crowded = len(_SMALL_WORD.findall(bare)) > 1 or len(who.split()) > 20
    return crowded or bool(_FULL_STOP.search(who))


def is_name(text: str) -> bool:
    """Whether a line is only the name of a person, or the names of up to four."""
    names = re.split(r"\s+et\s+|,\s*", text.strip(" .,"))
    return len(text) <= 80 and len(names) <= 4 and all(_NAME.fullmatch(name) for name in names)


def is_time_ago(text: str) -> bool:
    """Whether a line is only a time counted from now: "il y a 12 minutes"."""
    return len(text) <= 40 and bool(_TIME_AGO.fullmatch(text))


def is_role(text: str) -> bool:
    """Whether a short line is an author's post: "Journaliste au service Économie"."""
    return len(text) <= 90 and bool(_ROLE.match(text)) and not text.endswith((".", "?", "!"))


def dateline_agency(text: str) -> str | None:
    """Return the agency in the first words of a dispatch: "PARIS, 3 mai (AFP) - ..."."""
    match = _DATELINE.match(text)
    return match["agency"] if match else None
