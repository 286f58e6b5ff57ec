"""The header that mail programs write above what they forward, taken out of the text."""

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
_HEADER_SIBLINGS = 10  # Apple's has an element a field
_MAX_TRIES = 3_000  # what is forwarded begins near the top


@dataclass(frozen=True)
class Forwarded:
    """What was forwarded: its HTML below the header, and what the header says ("" for nothing)."""

    html: str
    sender: str
    date: str
    subject: str
    above: str  # what the one who forwarded wrote before it


def forwarded(source: str) -> Forwarded | None:
    """Return what a mail's HTML forwards; None if it forwards nothing."""
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
    """The fields of a header that begins with this element, and the elements that make it up."""
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
    """The lines of a small element; none of a larger one."""
    if any(count > _HEADER_ELEMENTS for count, _ in enumerate(element.iter())):
        return []
    return [" ".join(line.split()) for line in _joined(element).split("\n") if line.strip()]


def _joined(element: HtmlElement) -> str:
    """An element's text with line breaks where it shows them."""
    inner = "".join(_joined(child) + _flat(child.tail) for child in element)
    own = _flat(element.text) if isinstance(element.tag, str) else ""
    breaks = "\n" if element.tag in ("br", "div", "p") else ""
    return breaks + own + inner + breaks


def _flat(text: str | None) -> str:
    return " ".join((text or "").split("\n"))


def _value(fields: dict[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if name in fields), "")


def _cut_above(elements: list[HtmlElement]) -> str:
    """Take out the header and all that stands before it; return what that said."""
    above: list[str] = []
    here = elements[0]
    while (parent := here.getparent()) is not None and parent.tag != "html":
        for sibling in list(here.itersiblings(preceding=True)):
            above.insert(0, sibling.text_content() + (sibling.tail or ""))
            parent.remove(sibling)
        if parent.tag == "blockquote":  # how Apple's program sets off what it forwards
            parent.tag = "div"
        above.insert(0, parent.text or "")
        parent.text = None
        here = parent
    for element in elements:
        element.drop_tree()
    return " ".join(_MARK.sub(" ", " ".join(above)).replace("-", " ").split())
