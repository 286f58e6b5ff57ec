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
_TITLE_SITE = re.compile(r"\s+(?:[-–—|·•]|\|\|)\s+")
_COPYRIGHT = re.compile(
    rf"^\W*(?:©|\([cC]\)|Copyright)\W*(?:\d{{4}}\W+)?(?P<name>{_SITES.pattern})\b(?!\s*/)"
)


def split_site(title: str) -> tuple[str, str | None]:
    """A title without the outlet's name that browsers add, and the name: "Titre | Le Progrès"."""
    parts = _TITLE_SITE.split(title)
    if len(parts) >= 2 and _SITES.fullmatch(parts[-1].strip()):
        head = title[: title.rindex(parts[-1])]
        return re.sub(r"\s+(?:[-–—|·•]|\|\|)\s*$", "", head), parts[-1].strip()
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
