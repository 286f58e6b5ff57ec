"""The outlets of the French-language press, where a page names its own."""

from __future__ import annotations

import re

__all__ = ["site_from", "split_site"]


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


# What French outlets call themselves; "Le" or "La" goes before the first, a region after it.
_NOUNS = (
    r"Avenir|Courrier|Dauphiné|Dépêche|[ÉE]chos?|[ÉE]clair|[ÉE]veil|Gazette|Indépendante?|Journal|"
    r"Liberté|Messager|Nouvelles?|Nouvelliste|Parisien|Populaire|Presse|Progrès|Quotidien|"
    r"Républicain|République|Réveil|Semaine|Télégramme|Tribune|Voix"
)


_LIKELY_SITE = re.compile(
    rf"(?:(?:L[ea]s?\s+|L['’])(?:{_NOUNS})(?:\s+[\w'’-]+){{0,4}}"
    r"|(?:[A-ZÀ-Ý][\w'’-]+\s+){1,3}(?:Matin|Soir|Infos?|Actus?|News|Hebdo|TV|Presse|Mag|Magazine)"
    r"|[\w-]+\.(?:fr|com|be|ch|info|net|org))"
)


_TITLE_SITE = re.compile(r"\s+(?:[-–—|·•]|\|\|)\s+")


_COPYRIGHT = re.compile(
    rf"^\W*(?:©|\([cC]\)|Copyright)\W*(?:\d{{4}}\W+)?(?P<name>{_SITES.pattern})\b"
    r"(?!\s*/|\s+(?:d[eu]s?\b|d['’]|(?!(?i:tous)\b)[A-ZÀ-Ý]))"  # "© La Dépêche des Alpes"
)


def split_site(title: str) -> tuple[str, str | None]:
    """A title without the outlet's name that browsers add, and the name: "Titre | Le Progrès"."""
    parts = _TITLE_SITE.split(title)
    last = parts[-1].strip()
    if len(parts) >= 2 and (_SITES.fullmatch(last) or _LIKELY_SITE.fullmatch(last)):
        head = title[: title.rindex(parts[-1])]
        return re.sub(r"\s+(?:[-–—|·•]|\|\|)\s*$", "", head), last
    return title, None


_NOTICE = re.compile(
    r"^\W*©\s*(?:(?:19|20)\d\d\s+)?(?P<name>[A-ZÀ-Ý][^\d©/|–—.]{1,40}?)\s*"
    r"(?:(?:19|20)\d\d)?\s*[-–—.|,]?\s*tous droits réservés",
    re.IGNORECASE,
)


def site_from(text: str) -> str | None:
    """The outlet that a line names: its name alone, or a notice such as "© Le Progrès 2025"."""
    bare = text.strip(" .:|-–—")
    if _SITES.fullmatch(bare):
        return bare
    match = _COPYRIGHT.match(text) or _NOTICE.match(text)
    return match["name"] if match else None
