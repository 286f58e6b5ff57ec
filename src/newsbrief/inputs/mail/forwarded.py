"""A forwarded mail: its text below the header that mail programs write above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from newsbrief.text.html_tree import parse_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["forwarded"]

_MARK = re.compile(
    r"(?:(?:begin |début du )?forwarded message"
    r"|(?:début du )?(?:message|e-mail|courriel) (?:transféré|réexpédié)"
    r"|message d['’]origine|original message)\s*:?",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\*?(?P<name>de|from|expéditeur|date|envoyé|sent|objet|sujet|subject|à|to|pour|cc|reply-to"
    r"|répondre à)\s?\*?\s?:\s?\*?\s*(?P<value>.*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\b(?:objet|sujet|subject)\b", re.IGNORECASE)
_ROLES = {
    "sender": ("de", "from", "expéditeur"),
    "date": ("date", "envoyé", "sent"),
    "subject": ("objet", "sujet", "subject"),
}
_HEADER_ELEMENTS = 80  # Gmail's, with six addresses as links
_HEADER_SIBLINGS = 10  # Apple's has an element for each field
_MAX_TRIES = 3_000  # a forwarded mail begins near the top


@dataclass(frozen=True)
class Forwarded:
    """A forwarded mail: its HTML below the header, and the fields of the header, "" for none."""

    html: str
    sender: str
    date: str
    subject: str
    above: str  # the text above it, by the person who forwarded it


def forwarded(source: str) -> Forwarded | None:
    """Return the mail that is forwarded in the HTML of another; None if there is none."""
    from lxml import etree, html

    if not _SUBJECT.search(source):
        return None
    try:
        tree = parse_page(source)
    except etree.ParserError:
        return None
    for element in islice(tree.iter("div", "p", "td", "span", "pre"), _MAX_TRIES):
        fields, elements = _fields(element)
        if all(_value(fields, _ROLES[role]) for role in ("sender", "subject")):
            above = _cut_above(elements)
            return Forwarded(
                html=html.tostring(tree, encoding="unicode"),
                above=above,
                **{role: _value(fields, names) for role, names in _ROLES.items()},
            )
    return None


def _fields(element: HtmlElement) -> tuple[dict[str, str], list[HtmlElement]]:
    """Return the fields of a header that begins with this element, and its elements."""
    fields: dict[str, str] = {}
    elements: list[HtmlElement] = []
    here: HtmlElement | None = element
    while here is not None and len(elements) < _HEADER_SIBLINGS:
        lines = _lines(here)
        if not lines or not all(_FIELD.fullmatch(line) or _MARK.search(line) for line in lines):
            break
        for line in lines:
            if match := _FIELD.fullmatch(line):
                fields.setdefault(match["name"].lower(), match["value"].strip(" *"))
        elements.append(here)
        here = here.getnext()
    return fields, elements


def _lines(element: HtmlElement) -> list[str]:
    """Return the lines of an element, none of one that is too large for a header."""
    if any(count > _HEADER_ELEMENTS for count, _ in enumerate(element.iter())):
        return []
    return [" ".join(line.split()) for line in _joined(element).split("\n") if line.strip()]


def _joined(element: HtmlElement) -> str:
    """Return an element's text with the line breaks that it shows."""
    inner = "".join(_joined(child) + _flat(child.tail) for child in element)
    text = _flat(element.text) if isinstance(element.tag, str) else ""
    breaks = "\n" if element.tag in ("br", "div", "p") else ""
    return breaks + text + inner + breaks


def _flat(text: str | None) -> str:
    return " ".join((text or "").split("\n"))


def _value(fields: dict[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if name in fields), "")


def _cut_above(elements: list[HtmlElement]) -> str:
    """Remove the header and all that stands above it; return the text above."""
    above: list[str] = []
    here = elements[0]
    while (parent := here.getparent()) is not None and parent.tag != "html":
        for sibling in list(here.itersiblings(preceding=True)):
            above.insert(0, sibling.text_content() + (sibling.tail or ""))
            parent.remove(sibling)
        if parent.tag == "blockquote":  # Apple's program forwards in a quotation
            parent.tag = "div"
        above.insert(0, parent.text or "")
        parent.text = None
        here = parent
    for element in elements:
        element.drop_tree()
    return " ".join(_MARK.sub(" ", " ".join(above)).replace("-", " ").split())
