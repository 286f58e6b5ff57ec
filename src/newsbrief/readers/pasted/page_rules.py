"""Rules for what the pages of any site carry around a text, and the lines that end an article.

The phrases themselves stand in `phrases.tsv`.
"""

from __future__ import annotations

from newsbrief.readers.pasted.labels import is_breadcrumb, is_menu_line, is_share_bar
from newsbrief.readers.pasted.press_rules import is_author_box_start
from newsbrief.readers.pasted.rules import Rule, either, phrases

__all__ = ["PAGE_RULES", "is_appeal", "is_end", "is_note"]

PAGE_RULES: tuple[Rule, ...] = (
    Rule("breadcrumb", is_breadcrumb),
    Rule("menu", is_menu_line),
    Rule("navigation", phrases("navigation")),
    Rule("share", either(is_share_bar, phrases("share button"))),
    Rule("reading time", phrases("reading time")),
    Rule("cookies", phrases("cookies")),
    Rule("advert", phrases("advert")),
    Rule("legal", phrases("legal notice")),
)

# An appeal to the reader: "Cet article vous a plu ?", "Faire un don".
is_appeal = phrases("appeal")

# A note of the newsroom, which may stand under an appeal: "Boîte noire", "Méthodologie".
is_note = phrases("newsroom note")

# The end of an article: an appeal, its author's biography, a notice such as "Tous droits réservés".
is_end = either(is_appeal, is_author_box_start, phrases("end notice"))
