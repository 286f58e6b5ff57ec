"""The HTML of feeds and mails as a Document, without what their senders put around an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind, Document
from newsbrief.errors import EmptyInput
from newsbrief.readers.html.blocks import read_elements
from newsbrief.readers.pasted.bylines import take_signatures
from newsbrief.readers.pasted.clutter import clean_blocks
from newsbrief.text.dates import DATE
from newsbrief.text.html_tree import parse_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from newsbrief.article import Article
    from newsbrief.document import Block

__all__ = ["boilerplate_lines", "read_mailing"]

_I = re.IGNORECASE
_MAIL = r"(?:e-?mails?|mails?|messages?|courriels?|newsletters?|lettres?(?:\s+d['’]information)?)"
_VIEW = re.compile(
    r"(?:(?:voir|afficher|lire|consulter|ouvrir|visualiser|accéder)\b.{0,60}"
    r"\b(?:navigateur|en ligne|version web)\b"
    rf"|(?:si\s+)?(?:ce|cet|cette|votre)\s+{_MAIL}\b.{{0,40}}\bs['’]affiche\b"
    r"|(?:vous (?:ne |n['’])|un problème).{0,40}\b(?:correctement|s['’]affich\w+|affichage)\b"
    r"|version (?:en ligne|web|navigateur)|view (?:this email )?in (?:your )?browser)",
    _I,
)
_LEAVE = re.compile(
    r"(?:pour\s+|cliquez ici pour\s+|vous pouvez\s+|je (?:souhaite|veux)\s+|[>»•|-]\s*)*"
    r"(?:(?:vous|se|me|te|m['’]|s['’])\s*dés(?:abonn|inscri)|désabonne|désinscri"
    r"|ne plus recevoir\b|unsubscribe\b"
    r"|(?:gér|modifi|mett)(?:er|ez|re)\b.{0,20}\b(?:préférences|abonnements?|alertes|newsletters?)\b)",
    _I,
)
_WHY = re.compile(
    rf"(?:vous recevez (?:ce|cet|cette)\s+{_MAIL}\b|vous avez reçu (?:ce|cet|cette)\s+{_MAIL}\b"
    rf"|(?:ce|cet|cette)\s+{_MAIL}\s+(?:a été|vous (?:est|a été)|est)\s+(?:envoy|adress|destin)"
    r"|vous (?:êtes|recevez).{0,40}\b(?:abonné|inscrit)e?s?\b|©|copyright\b|tous droits réservés)",
    _I,
)
_SHARE = re.compile(
    rf"(?:ajoute[rz]\b.{{0,60}}\b(?:carnet d['’]adresses|contacts)\b"
    rf"|(?:suivez|retrouvez|rejoignez)[- ]nous\b|(?:partage|transfère|transfére)[rz]?\s+"
    rf"(?:ce|cet|cette|la|l['’])\s*{_MAIL}\b|recommandez? .{{0,30}}\bà un ami\b"
    rf"|(?:on vous a|quelqu['’]un vous a) (?:transféré|transmis)\b"
    r"|(?:l['’]article|cet article|the post)\s.{1,300}\s"
    r"(?:est apparu en premier sur|appeared first on)\s)",
    _I,
)
_CALL = re.compile(
    r"(?:(?:lire|voir) (?:la suite|l['’]article|plus|aussi)(?: .{0,30})?|(?:je )?lis la suite"
    r"|continue[rz] (?:la |votre )?lecture|(?:en )?savoir plus|(?:je m['’]|s['’])abonner?"
    r"|abonnez-vous|(?:je )?découvr(?:e|ir|ez)(?: l['’]offre| nos offres)?|partager|publicité"
    r"|advertisement|sponsorisé|inscrivez-vous|je m['’]inscris)\W*",
    _I,
)
_NETWORKS = re.compile(
    r"(?:(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|whatsapp|bluesky|threads|mastodon"
    r"|telegram|snapchat|pinterest|rss|par e-?mail|e-?mail)[\s|·•,/–—-]*)+",
    _I,
)
_POSTAL = re.compile(r"\b\d{5}\s+[A-ZÀ-Ý][\w'’-]+")
_LABEL_WORDS = 8
_TO_READER = re.compile(r"\b(?:vous|nous|je|\w{3,}ez|ici)\b|https?:|@|est apparu|appeared", _I)

# A line with more words is the article's prose: no title and no boilerplate is as long, except the
# legal texts at the foot, which are recognised by their words.
_MAX_LINE_WORDS = 25
_LEGAL = re.compile(
    r"\b(?:désabonn|désinscri|données personnelles|RGPD|confidentialité|informatique et libertés"
    r"|mentions légales|loi du 6 janvier|siège social|capital de|RCS|SIRET|droits? d['’]accès"
    r"|vos données|vous recevez|newsletter)",
    _I,
)
_NEAR_FOOT = 3  # a postal address stands right above the link to unsubscribe

# Mail programs ignore style sheets, so senders hide the preview line in every way at once.
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:max-height\s*:\s*0|opacity\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all)", re.I
)
_TINY = re.compile(r"(?:^|;)\s*font-size\s*:\s*(?:0(?![.\d]*[1-9])|1(?:px|pt)\b)[^;]*", re.I)
_SIZED = re.compile(r"(?:^|;)\s*font-size\s*:", re.I)
_PIXEL = re.compile(r"[0-2](?:px)?")
_SIGN = re.compile(r"[^\w]+")
_PADDING = "\u034f\u2007\u200a\u00ad\u00a0 \u200c\u200b\ufeff"  # fills up the preview line


def read_mailing(article: Article) -> Document:
    """Return the blocks in order, without hidden ones; the sender's boilerplate is in `removed`.

    Addresses are relative to the one in the article's metadata. Raises EmptyInput.
    """
    tree = _tree(article)
    _drop_unseen(tree)
    metadata = article.metadata
    blocks = [b for b in read_elements(tree, metadata.url) if _is_filled(b)]
    known = {_bare(text) for text in (metadata.title, metadata.site) if text}
    left_out = {*boilerplate_lines([block.text for block in blocks]), *_repeated(blocks, known)}
    removed = tuple(b.text for i, b in enumerate(blocks) if i in left_out and b.text)
    cleaned = clean_blocks([block for i, block in enumerate(blocks) if i not in left_out])
    kept, signed = take_signatures(cleaned.blocks)
    return Document(
        blocks=kept,
        byline=signed.byline,
        date=signed.date,
        origin=article.origin,
        removed=removed + cleaned.removed,
        paywalled=cleaned.paywalled,
    )


def _tree(article: Article) -> HtmlElement:
    from lxml import etree

    try:
        return parse_page(article.text)
    except etree.ParserError as exc:
        raise EmptyInput(f"{article.origin!r} holds no text; give an article") from exc


def _drop_unseen(tree: HtmlElement) -> None:
    """Remove hidden lines, and the pictures of one pixel by which a sender counts readers."""
    for element in [e for e in tree.iter() if isinstance(e.tag, str)]:
        _show_columns(element)
    unseen = [e for e in tree.iter() if isinstance(e.tag, str) and _is_unseen(e)]
    for element in unseen:
        if element.getparent() is not None:
            element.drop_tree()


def _show_columns(element: HtmlElement) -> None:
    """Show a cell with type of no size (it closes the gap between columns) if its text has one."""
    style = element.get("style", "")
    if _TINY.search(style) and any(_has_size(inner) for inner in element.iterdescendants()):
        element.set("style", _TINY.sub("", style))


def _has_size(element: HtmlElement) -> bool:
    style = element.get("style", "")
    return bool(_SIZED.search(style)) and not _TINY.search(style)


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag == "img":
        sizes = (element.get("width", ""), element.get("height", ""))
        return any(_PIXEL.fullmatch(size.strip()) for size in sizes)
    style = element.get("style", "")
    return bool(_UNSEEN.search(style) or _TINY.search(style))


def _is_filled(block: Block) -> bool:
    return bool(block.text.strip(_PADDING)) or block.kind in (BlockKind.RULE, BlockKind.IMAGE)


def _repeated(blocks: Sequence[Block], known: set[str]) -> list[int]:
    """Return the blocks above the prose that only repeat the metadata: logo, title, date."""
    prose = (i for i, block in enumerate(blocks) if _is_prose(block.text))
    texts = [block.text for block in blocks[: next(prose, 0)]]
    return [i for i, t in enumerate(texts) if _bare(t) in known or DATE.fullmatch(t.strip())]


def _is_prose(text: str) -> bool:
    return len(text.split()) > _MAX_LINE_WORDS


def _bare(text: str) -> str:
    return " ".join(_SIGN.sub(" ", text).casefold().split())


def boilerplate_lines(lines: Sequence[str]) -> list[int]:
    """Return the indexes of the lines that are the sender's and not the article's."""
    alone = {i for i, line in enumerate(lines) if _is_boilerplate(line)}
    foot = _foot(lines)
    near = range(max(0, foot - _NEAR_FOOT), foot)
    postal = {i for i in near if _POSTAL.search(lines[i]) and not lines[i].rstrip().endswith(".")}
    return sorted(alone | postal | set(range(foot, len(lines))))


def _is_boilerplate(line: str) -> bool:
    line = line.strip()
    if _is_prose(line):
        return False
    return bool(_addresses_reader(line) or _CALL.fullmatch(line) or _NETWORKS.fullmatch(line))


def _addresses_reader(line: str) -> bool:
    """Whether the sender speaks to the reader; a longer line must say "you" or hold a link."""
    may_be = len(line.split()) <= _LABEL_WORDS or _TO_READER.search(line)
    return bool(may_be and any(rule.match(line) for rule in (_VIEW, _LEAVE, _WHY, _SHARE)))


def _foot(lines: Sequence[str]) -> int:
    """Return where the foot begins: at the first line to unsubscribe that has no prose below it."""
    foot = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index].strip()
        if _is_prose(line) and not _LEGAL.search(line):
            break
        if (_LEAVE.match(line) or _WHY.match(line)) and _addresses_reader(line):
            foot = index
    return foot
