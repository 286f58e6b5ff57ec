"""The lines that tell who wrote an article, when, and for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsbrief.readers.dates import find_dates

__all__ = [
    "Metadata",
    "dateline_agency",
    "is_name",
    "is_role",
    "parse_metadata",
    "site_from",
    "split_site",
]

# Longer lines are text: "Par Anne Morel (à Rome) et Jean Le Goff, publié le 3 mars 2025 à 18h05,
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
    r"(?:aujourd['’]hui|hier|il y a \d+\s?(?:min(?:utes?)?|h|heures?|jours?)|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: dernier)?)"
    r"(?:,?\s*(?:à|-)\s*\d{1,2}\s?[h:]\s?\d{0,2})?",
    re.IGNORECASE,
)
_EDGES = " \t\xa0\u202f-–—|•·,;:/"
_BY = re.compile(
    r"(?i:(?P<interview>(?:propos\s+)?recueillis?\s+par|(?:entretien|interview)\s+"
    r"(?:réalisée?|menée?|conduite?)\s+par)|(?:écrit|rédigé|posté|publié|article|texte)\s+(?:par|de)|"
    r"auteure?\s*:|par)\s*:?\s+(?P<who>(?:la\s+rédaction\b|[A-ZÀ-Ý@]).{0,160})"
)
_WITH_AGENCY = re.compile(rf"(?:[A-ZÀ-Ý][^.!?:;]{{1,80}}?[\s,]+)?\(?[Aa]vec {_AGENCY}\)?[\s.]*")
_AGENCY_ALONE = re.compile(rf"\(?\s*{_AGENCY}(?:\s*(?:et|,|/)\s*{_AGENCY})*\s*\)?[\s.]*")
_NAME = re.compile(
    r"[A-ZÀ-Ý][\w'’.-]+"
    r"(?:[ -](?:(?:de|du|des|la|le|van|von|ben|el|d['’])[ ]?)*[A-ZÀ-Ý][\w'’.-]*){1,3}"
)
_ROLE = re.compile(
    r"(?i:journaliste|correspondante?|envoyée? spéciale?|rédact(?:eur|rice)|grand reporter|reporter|"
    r"chroniqueu(?:r|se)|éditorialiste|chef(?:fe)? (?:du|de)|photographe|stagiaire|pigiste|"
    r"service \w+$)\b"
)
# Sites whose own titles and notices name them; outlets unknown here are found by "Titre | Site".
_SITES = re.compile(
    r"(?:Le Monde(?: diplomatique)?|Le Figaro|Libération|L['’]Humanité|La Croix|Les [ÉE]chos|"
    r"La Tribune|Le Parisien|Aujourd['’]hui en France|Ouest-France|Sud Ouest|Nice-Matin|Var-Matin|"
    r"La Provence|La Voix du Nord|Le Progrès|Le Dauphiné libéré|La Dépêche(?: du Midi)?|Midi Libre|"
    r"L['’]Est républicain|Le Télégramme|La Montagne|Le Républicain lorrain|Paris-Normandie|"
    r"Dernières Nouvelles d['’]Alsace|L['’]Union|L['’]Alsace|Courrier international|L['’]Express|"
    r"Le Point|L['’]Obs|Marianne|Valeurs actuelles|Challenges|Capital|L['’]Usine nouvelle|"
    r"Économie Matin|Mediapart|Slate(?:\.fr)?|(?:Le )?HuffPost|20 Minutes|CNews|"
    r"BFM(?:TV| Business)|"
    r"Franceinfo|France Info|franceinfo|France 24|France Inter|RFI|TF1 Info|Europe 1|RTL|RMC|"
    r"Télérama|Les Inrockuptibles|L['’]Équipe|So Foot|Numerama|01net|Clubic|Next|Le Temps|Le Soir|"
    r"La Libre(?: Belgique)?|Le Devoir|La Presse|Radio-Canada|RTS|RTBF|Reporterre|Basta !|Vert|"
    r"The Conversation|TV5Monde|L['’]Opinion|La Gazette des communes|Novethic|Usbek & Rica)"
)
_TITLE_SITE = re.compile(r"\s+(?:[-–—|·•]|\|\|)\s+")
_COPYRIGHT = re.compile(
    rf"^\W*(?:©|\([cC]\)|Copyright)\W*(?:\d{{4}}\W+)?(?P<name>{_SITES.pattern})\b(?!\s*/)"
)


_DATELINE = re.compile(
    r"[A-ZÀ-Ý][A-ZÀ-Ýa-zà-ÿ'’ /-]{1,40}(?:\([^)]{2,30}\))?,?\s+"
    r"(?:le\s+)?(?:1er|\d{1,2})\s+\w{3,9}\.?(?:\s+\d{4})?\s+"
    rf"\((?P<agency>{_AGENCY})\)"
)


@dataclass(frozen=True)
class Metadata:
    """What one line tells; fields that it does not tell are None.

    `date` is ISO 8601, or as written ("hier à 18h05") where the line holds no complete date.
    """

    byline: str | None = None
    date: str | None = None
    updated: bool = False  # the date is that of an update, not of the publication


def parse_metadata(text: str) -> Metadata | None:
    """What a line tells when it is nothing but a byline, a date, or both; else None."""
    if len(text) > _MAX_CHARS:
        return None
    dates = find_dates(text)
    rest = text
    for date in reversed(dates):
        rest = rest[: date.start] + "\0" + rest[date.end :]
    written = None if dates else _relative(text)
    rest = rest.replace(written, "\0") if written else rest
    updated = bool(re.match(r"\W*(?:mis|modifi|actualis|derni|maj)", text, re.IGNORECASE))
    rest = re.sub(r"\(?\0\)?", " ", _PUBLISHED.sub(" ", rest)).strip(_EDGES)
    rest = re.sub(r"^(?:le|du|ce|à)\b\W*$", "", rest, flags=re.IGNORECASE)
    told = dates[0].iso if dates else written
    if not rest:
        return Metadata(date=told, updated=updated) if told else None
    byline = _byline(rest)
    return Metadata(byline, told, updated) if byline else None


def _relative(text: str) -> str | None:
    """ "Hier à 18h05" counts only after a word such as "Publié": alone it may begin a title."""
    lead = _PUBLISHED.search(text)
    match = _RELATIVE.match(text, lead.end()) if lead else None
    return match[0].strip() if match and match[0] else None


def _byline(rest: str) -> str | None:
    """The author's name without "Par"; "Propos recueillis par" is kept: it says what was done."""
    rest = rest.strip()
    if _AGENCY_ALONE.fullmatch(rest) or _WITH_AGENCY.fullmatch(rest):
        return rest.strip(" ().")
    match = _BY.fullmatch(rest)
    if not match or _is_sentence(match["who"]):
        return None
    who = re.sub(r"\s{2,}", " ", match["who"]).strip(" .,;-–—|•·")
    who = re.sub(r"\s+dans\s+[A-ZÀ-Ý][\w ]{1,30}$", "", who)  # a blog's category
    return f"Propos recueillis par {who}" if match["interview"] else who


_SMALL_WORD = re.compile(
    r"\b(?!(?:de|du|des|la|le|et|van|von|avec|rédaction)\b)[a-zà-ÿ]{2,}(?![\w'’])"
)
_FULL_STOP = re.compile(r"[!?;]|\.\s+[A-ZÀ-Ý][a-zà-ÿ]{2}.*\.$")


def _is_sentence(who: str) -> bool:
    """Names hold no verb; what gives a sentence away is its end or a run of small words."""
    bare = re.sub(r"\(.*?\)|,.*", "", who)
    crowded = len(_SMALL_WORD.findall(bare)) > 1 or len(who.split()) > 20
    return crowded or bool(_FULL_STOP.search(who))


def is_name(text: str) -> bool:
    """Whether a line is one person's or two persons' names and nothing else."""
    names = re.split(r"\s+et\s+|,\s*", text.strip(" .,"))
    return len(text) <= 80 and len(names) <= 4 and all(_NAME.fullmatch(name) for name in names)


def is_role(text: str) -> bool:
    """Whether a short line tells an author's post: "Journaliste au service Économie"."""
    return len(text) <= 90 and bool(_ROLE.match(text)) and not text.endswith((".", "?", "!"))


def split_site(title: str) -> tuple[str, str | None]:
    """A title without the outlet's name that browsers add, and the name: "Titre | Le Progrès"."""
    parts = _TITLE_SITE.split(title)
    if len(parts) >= 2 and _SITES.fullmatch(parts[-1].strip()):
        head = title[: title.rindex(parts[-1])]
        return re.sub(r"\s+(?:[-–—|·•]|\|\|)\s*$", "", head), parts[-1].strip()
    return title, None


def site_from(text: str) -> str | None:
    """The outlet that a line names: its name alone, or a notice such as "© Le Progrès 2025"."""
    bare = text.strip(" .:|-–—")
    if _SITES.fullmatch(bare):
        return bare
    match = _COPYRIGHT.match(text)
    return match["name"] if match else None


def dateline_agency(text: str) -> str | None:
    """The agency in a dispatch's first words: "PARIS, 3 mai (AFP) - ..."."""
    match = _DATELINE.match(text)
    return match["agency"] if match else None
