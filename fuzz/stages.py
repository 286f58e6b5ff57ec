"""The stages of a brief one by one, with fakes for models: what the targets and scaling run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.checks.language import check_french
from newsbrief.engines.alignment import Alignment
from newsbrief.engines.prompts import PromptSet, load_prompts
from newsbrief.engines.protocols import ignore_progress
from newsbrief.formats import Layout
from newsbrief.formats.markdown import render
from newsbrief.formats.record import to_json
from newsbrief.inputs.reading import read_article
from newsbrief.pipeline import Options, brief
from newsbrief.readers import read
from newsbrief.results import ModelUse
from newsbrief.translation.segments import Outline
from newsbrief.translation.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.article import Article, ArticleKind
    from newsbrief.engines.prompts import Prompt
    from newsbrief.engines.protocols import Question

__all__ = ["STAGES", "Engines", "whole"]

WORD = re.compile(r"\w+|[^\w\s]")


@dataclass
class Echo:
    """A Translator that gives the French back, a letter changed: every check has work to do."""

    use = ModelUse("translation", "echo", "0", "none")
    max_source_tokens = 110
    changed: str = "e"

    def count_tokens(self, text: str) -> int:
        """Four characters are a token."""
        return len(text) // 4 + 1

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        """See Translator.translate."""
        on_progress(len(texts))
        return [[text.replace(self.changed, "u")] * num_hypotheses for text in texts]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """See Translator.align: words in their order."""
        return [_in_order(*pair) for pair in pairs]


def _in_order(source: str, target: str) -> Alignment:
    own, other = ([m.span() for m in WORD.finditer(text)][:200] for text in (source, target))
    rows = tuple(tuple(float(i == j) for i in range(len(own))) for j in range(len(other)))
    return Alignment(tuple(own), tuple(other), rows)


@dataclass
class Copier:
    """A ChatModel that answers with what it was given to read."""

    use = ModelUse("summary", "copier", "0", "none")
    context_tokens: int = 4096
    seen: list[Prompt] = field(default_factory=list)

    def count_tokens(self, text: str) -> int:
        """Four characters are a token."""
        return len(text) // 4 + 1

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """See ChatModel.complete."""
        self.seen.append(question.prompt)
        return "\n".join(question.choices) or question.prompt.user


@dataclass
class Engines:
    """Both fakes, as the pipeline asks for them."""

    prompts: PromptSet = field(default_factory=load_prompts)
    echo: Echo = field(default_factory=Echo)
    copier: Copier = field(default_factory=Copier)

    def translator(self) -> Echo:
        """See Engines.translator."""
        return self.echo

    def chat(self) -> Copier:
        """See Engines.chat."""
        return self.copier

    def anticipate_chat(self) -> None:
        """See Engines.anticipate_chat."""


def whole(article: Article) -> str:
    """Brief one article with fakes and write it in all its forms."""
    made = brief(article, Engines(), Options(force=True))
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
    translate(read(read_article(data, kind=kind)), Echo())


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
