"""The stages of a brief one by one, with fakes for models: what the targets and scaling run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "helpers"))
from fakes import Copier, Echo, FakeEngines
from newsbrief.checks.language import check_french
from newsbrief.formats import Layout
from newsbrief.formats.markdown import render
from newsbrief.formats.record import to_json
from newsbrief.inputs.reading import read_article
from newsbrief.pipeline import Options, brief
from newsbrief.readers import read
from newsbrief.translation.segments import Outline
from newsbrief.translation.translate import translate_many

if TYPE_CHECKING:
    from newsbrief.article import Article, ArticleKind

__all__ = ["STAGES", "fake_engines", "whole"]


def fake_engines() -> FakeEngines:
    """Return models that take no time and give every check work to do."""
    return FakeEngines(Echo(), Copier())


def whole(article: Article) -> str:
    """Brief one article with fakes and write it in all its forms."""
    made = brief(article, fake_engines(), Options(force=True))
    written = [render(made, layout=layout, show_removed=True) for layout in Layout]
    return "".join([*written, to_json(made)])


def _decode(data: bytes, kind: ArticleKind) -> None:
    read_article(data, kind=kind)


def _read(data: bytes, kind: ArticleKind) -> None:
    read(read_article(data, kind=kind))


def _check(data: bytes, kind: ArticleKind) -> None:
    check_french(read(read_article(data, kind=kind)), force=True)


def _segment(data: bytes, kind: ArticleKind) -> None:
    document = read(read_article(data, kind=kind))
    check_french(document, force=True)
    Outline.of(document)


def _translate(data: bytes, kind: ArticleKind) -> None:
    translate_many([read(read_article(data, kind=kind))], Echo())


def _whole(data: bytes, kind: ArticleKind) -> None:
    whole(read_article(data, kind=kind))


# Each does what those before it do and more, so the first that is not linear is the one at fault.
STAGES = {
    "decode": _decode,
    "read": _read,
    "check": _check,
    "segment": _segment,
    "translate": _translate,
    "whole": _whole,
}
