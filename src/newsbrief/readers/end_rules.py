"""Lines that say the article is over: appeals to its reader, its author's life, its legal notice.

Patterns are written as `lines.fold` leaves text: lower case, no accents, plain apostrophes.
"""

from __future__ import annotations

from newsbrief.readers.press_rules import is_author_box_start
from newsbrief.readers.rule import either, start, whole

__all__ = ["is_appeal", "is_end", "is_note"]

_THIS = (
    r"(?:cet(?:te)?|l'|la|ce|notre|nos) ?(?:article|enquete|"
    r"reportage|entretien|recit|lettre|page|contenu|video|episode|travail)s?"
)
is_appeal = start(
    rf"{_THIS} vous (?:a|ont)\b.{{0,30}}(?:plu|ete|aide|interesse|utile)",
    rf"vous (?:avez|aimez).{{0,30}} {_THIS} ?\?",
    r"vous (?:souhaitez|voulez) reagir\b",
    r"(?:envie|besoin) de (?:donner votre|reagir|partager)",
    r"(?:qu'en pensez-vous|et vous, qu'en pensez-vous|votre avis)\b.{0,60}\?$",
    r"(?:cette|la) (?:lettre|newsletter) vous a",
    r"(?:une|cette) (?:information|image|photo|video) vous (?:semble|parait)\b",
    r"vous l'a-t-on transfere",
    r"vous recevez ce (?:courriel|message|mail|e-?mail)",
    r"se desabonner",
    r"(?:soutenez|aidez)-nous\b",
    r"(?:je fais|faire|faites) un don\b",
)
_is_notice = either(
    whole(
        r"fin du (?:direct|live)",
        r"(?:la )?fiche technique",
        r"sondage(?: du jour)?",
        r"sources?",
    ),
    start(r"copyright [a-z0-9©]", r"©.{0,80}tous droits", r"tous droits (?:de .{0,60})?reserves"),
)
# What a newsroom adds under its article, even under an appeal.
is_note = whole(
    r"boite noire",
    r"(?:note de )?methodologie",
    r"post-scriptum",
    r"(?:precisions?|rectificatif|erratum|droit de reponse|mise a jour)",
    r"(?:note|ndlr) de la redaction",
)
is_end = either(is_appeal, is_author_box_start, _is_notice)
