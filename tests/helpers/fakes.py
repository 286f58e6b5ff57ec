"""Fakes for the two kinds of model, small enough to read at a glance."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.article import STANDARD_INPUT, Article, ArticleKind, Source
from newsbrief.engines.alignment import Alignment
from newsbrief.engines.protocols import ignore_progress
from newsbrief.inputs.expand import expand
from newsbrief.results import ModelUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.engines.prompts import Prompt
    from newsbrief.engines.protocols import Question


def named(*names: str) -> list[Source]:
    """What these names on the command line stand for; "-" is not read."""
    piped = Source(STANDARD_INPUT, "standard-input", lambda: Article("", ArticleKind.TEXT, "-"))
    return [source for name in names for source in ([piped] if name == "-" else expand([name]))]


def aligned(source: str, target: str, links: dict[str, str]) -> Alignment:
    """An alignment by words: `links` maps an English word to the French word it came from."""
    own, other = (list(re.finditer(r"\w+|[^\w\s]", text)) for text in (source, target))
    rows = [tuple(float(links.get(e[0]) == f[0]) for f in own) for e in other]
    return Alignment(tuple(m.span() for m in own), tuple(m.span() for m in other), tuple(rows))


@dataclass
class FakeTranslator:
    """Translates by a table of hypotheses; the rest becomes `always`, or gets "EN:" before it.

    `links` gives, for a source, which of its words each English word came from.
    """

    table: dict[str, list[str]] = field(default_factory=dict)
    always: str | None = None
    max_source_tokens: int = 50
    seen: list[str] = field(default_factory=list)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    use: ModelUse = field(default=ModelUse("translation", "fake-mt", "0", "table"))

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        self.seen += texts
        on_progress(len(texts))
        groups = [self.table.get(text, [self.always or f"EN: {text}"]) for text in texts]
        return [(group * num_hypotheses)[:num_hypotheses] for group in groups]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return [aligned(*pair, self.links.get(pair[0], {})) for pair in pairs]


@dataclass
class FakeChat:
    """Answers from a list, the last answer again and again; remembers the prompts it was given."""

    answers: list[str]
    context_tokens: int = 4096
    prompts: list[Prompt] = field(default_factory=list)
    choices: list[tuple[str, ...]] = field(default_factory=list)
    use: ModelUse = field(default=ModelUse("summary", "fake-chat", "0", "list"))

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        self.prompts.append(question.prompt)
        self.choices.append(question.choices)
        on_progress(1)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
