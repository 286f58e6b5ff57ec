"""Fakes of the models, for tests, fuzz/ and benchmarks/: each small enough to read at a glance."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.article import STANDARD_INPUT, Article, ArticleKind, Source
from newsbrief.engines.alignment import Alignment
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.prompts import PromptSet, load_prompts
from newsbrief.engines.protocols import ChatModel, Question, Translator, ignore_progress
from newsbrief.inputs.expand import expand
from newsbrief.results import ModelUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.engines.prompts import Prompt

WORD = re.compile(r"\w+|[^\w\s]")
CHARACTERS_PER_TOKEN = 4
ALIGNED_WORDS = 200  # of a text without an end: an alignment's size is the square


def named(*names: str) -> list[Source]:
    """What these names on the command line stand for; "-" is not read."""
    piped = Source(STANDARD_INPUT, "standard-input", lambda: Article("", ArticleKind.TEXT, "-"))
    return [source for name in names for source in ([piped] if name == "-" else expand([name]))]


def aligned(source: str, target: str, links: dict[str, str]) -> Alignment:
    """An alignment by words: `links` maps an English word to the French word it came from."""
    french, english = _words(source), _words(target)
    rows = [tuple(float(links.get(e[0]) == f[0]) for f in french) for e in english]
    return Alignment(_places(french), _places(english), tuple(rows))


def aligned_in_order(source: str, target: str) -> Alignment:
    """An alignment of the words in their order."""
    french, english = (_words(text)[:ALIGNED_WORDS] for text in (source, target))
    rows = [tuple(float(i == j) for i in range(len(french))) for j in range(len(english))]
    return Alignment(_places(french), _places(english), tuple(rows))


def _words(text: str) -> list[re.Match[str]]:
    return list(WORD.finditer(text))


def _places(words: Sequence[re.Match[str]]) -> tuple[tuple[int, int], ...]:
    return tuple(word.span() for word in words)


class RuleTranslator:
    """A Translator by a rule, `hypotheses`, that a subclass gives; it remembers nothing."""

    use = ModelUse("translation", "fake-mt", "0", "rule")
    max_source_tokens = 110

    def hypotheses(self, text: str) -> list[str]:
        """Return the translations of one text, best first."""
        raise NotImplementedError

    def count_tokens(self, text: str) -> int:
        return len(text) // CHARACTERS_PER_TOKEN + 1

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        on_progress(len(texts))
        groups = [self.hypotheses(text) for text in texts]
        return [(group * num_hypotheses)[:num_hypotheses] for group in groups]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """It cannot tell."""
        return [Alignment((), (), ()) for _ in pairs]


@dataclass
class FakeTranslator(RuleTranslator):
    """Translates by a table of hypotheses; the rest becomes `always`, or gets "EN:" before it.

    `links` gives, for a source, which of its words each English word came from. `calls` are the
    texts of each call that had any, `seen` those of all calls.
    """

    table: dict[str, list[str]] = field(default_factory=dict)
    always: str | None = None
    max_source_tokens: int = 50
    seen: list[str] = field(default_factory=list)
    calls: list[list[str]] = field(default_factory=list)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    use: ModelUse = field(default=ModelUse("translation", "fake-mt", "0", "table"))

    def hypotheses(self, text: str) -> list[str]:
        return self.table.get(text, [self.always or f"EN: {text}"])

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
        if texts:
            self.calls.append(list(texts))
        return super().translate(texts, num_hypotheses=num_hypotheses, on_progress=on_progress)

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return [aligned(*pair, self.links.get(pair[0], {})) for pair in pairs]


class Echo(RuleTranslator):
    """Gives the French back, a letter changed: every check has work to do."""

    def hypotheses(self, text: str) -> list[str]:
        return [text.replace("e", "u")]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return [aligned_in_order(*pair) for pair in pairs]


@dataclass
class FakeChat:
    """Answers from a list, the last answer again and again; remembers the questions."""

    answers: list[str] = field(default_factory=lambda: ["1. Nothing."])
    context_tokens: int = 4096
    questions: list[Question] = field(default_factory=list)
    use: ModelUse = field(default=ModelUse("summary", "fake-chat", "0", "list"))

    @property
    def prompts(self) -> list[Prompt]:
        return [question.prompt for question in self.questions]

    @property
    def choices(self) -> list[tuple[str, ...]]:
        return [question.choices for question in self.questions]

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def answer(self, question: Question) -> str:
        """Return the next answer."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        self.questions.append(question)
        on_progress(1)
        return self.answer(question)


class Copier(FakeChat):
    """Answers with what it was given to choose from or to read."""

    def answer(self, question: Question) -> str:
        return "\n".join(question.choices) or question.prompt.user

    def count_tokens(self, text: str) -> int:
        return len(text) // CHARACTERS_PER_TOKEN + 1


@dataclass
class FakeEngines:
    """Fakes in the place of the models, as the pipeline asks for them."""

    mt: Translator = field(default_factory=FakeTranslator)
    llm: ChatModel = field(default_factory=FakeChat)
    prompts: PromptSet = field(default_factory=load_prompts)

    def translator(self) -> Translator:
        return self.mt

    def chat(self) -> ChatModel:
        return self.llm

    def anticipate_chat(self) -> None:
        pass


def install(
    mt: Translator | None = None,
    llm: ChatModel | None = None,
    patch: Callable[[type, str, object], None] = setattr,
) -> None:
    """Have every LoadedEngines give these models; `patch` may be a monkeypatch's setattr."""
    engines = FakeEngines(mt or FakeTranslator(), llm or FakeChat())
    patch(LoadedEngines, "translator", lambda self: engines.translator())
    patch(LoadedEngines, "chat", lambda self: engines.chat())
