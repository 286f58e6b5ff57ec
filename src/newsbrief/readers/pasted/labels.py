"""Names whose meaning depends on the lines around them: sections, networks, buttons.

"Culture" is a menu entry beside "Sport" and "Économie", and a heading between two paragraphs. The
names themselves stand in `names.tsv`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.readers.pasted.lines import fold
from newsbrief.readers.pasted.outlets import names
from newsbrief.readers.pasted.rules import either, phrases

if TYPE_CHECKING:
    from newsbrief.readers.pasted.lines import Line

__all__ = ["is_breadcrumb", "is_menu_line", "is_section_name", "is_share_bar", "is_weak_label"]

_SECTIONS = frozenset(map(fold, names("section")))
_BUTTONS = frozenset(map(fold, names("button")))
_HOMES = frozenset(map(fold, names("home")))
_BULLETED = re.compile(r"[•·|]\s*[^•·|]+\s[•·|]\s*\S")  # "• Lens • Politique": no list item
_BULLETED_WORDS = 12
_STEPS = re.compile(r"\s*[>›»→/]\s*")
_SHARE_BAR = re.compile(
    r"(?:(?:partage[rz]?|facebook|twitter|whatsapp|linkedin|messenger|telegram|bluesky|threads|"
    r"instagram|pinterest|x|e-?mail|courriel|mail|imprimer|copier le lien|copier|lien|sms|"
    r"commenter|reagir|sauvegarder|enregistrer|offrir|ecouter|envoyer|flipboard|reddit)"
    r"(?:[\s,;/|•·-]+|$))+"
)


def is_section_name(line: Line) -> bool:
    """Whether the line is a section's name or a menu's or footer's entry, and nothing else."""
    return _label(line) in _SECTIONS


def _is_button(line: Line) -> bool:
    return _label(line) in _BUTTONS


is_weak_label = either(_is_button, phrases("time display"))


def _label(line: Line) -> str:
    return line.folded.strip(" .:>›→»|•·+-*☰")


def is_menu_line(line: Line) -> bool:
    """Whether one line holds several section names: "Accueil | Sport", "☰ Menu Sport Météo"."""
    if not 2 <= line.words <= 60 or line.stops:
        return False
    if line.words <= _BULLETED_WORDS and _BULLETED.match(line.text):
        return True
    parts = [fold(part) for part in re.split(r"[|•·›>\t/]| - | {2,}", line.text) if part.strip()]
    sections = sum(part in _SECTIONS for part in parts)
    if len(parts) >= 3:
        return sections * 2 > len(parts)
    words = [word for word in line.folded.split() if word not in ("☰", "&")]
    pair = sections == len(parts) == 2 and bool(re.search(r"[|•·›>]", line.text))
    return pair or (len(words) >= 3 and all(word in _SECTIONS for word in words))


def is_breadcrumb(line: Line) -> bool:
    """Whether the line is a path from a home page or a section: "Accueil > Économie > Banques"."""
    steps = [step for step in _STEPS.split(line.folded) if step]
    if len(steps) < 2:
        return False
    return steps[0] in _HOMES or (" > " in line.text and steps[0] in _SECTIONS and not line.stops)


def is_share_bar(line: Line) -> bool:
    """Whether buttons stand in a row: "Partager Facebook X WhatsApp", at least two of them."""
    return 2 <= line.words <= 20 and bool(_SHARE_BAR.fullmatch(line.folded.strip(" :.")))
