"""Translation → Summary: what the chat model chooses or writes, checked against the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind, paragraph_numbers
from newsbrief.engines.protocols import ChatModel, Question, ignore_progress
from newsbrief.results import Finding, FindingKind, Summary, SummarySentence
from newsbrief.summary.answer import chosen, headline, numbered_sentences, openings
from newsbrief.summary.evidence import Evidence
from newsbrief.summary.quotations import without_false_quotes
from newsbrief.summary.salience import (
    TOKENS_PER_SENTENCE,
    digest,
    material,
    material_words,
    statements,
)
from newsbrief.summary.selection import distinct, pick, quotable, repeats, unsaid_denial
from newsbrief.summary.standalone import gives_orders, reads_well, stands_alone, without_connective
from newsbrief.summary.words import words
from newsbrief.text.casing import Casing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.engines.prompts import PromptSet
    from newsbrief.results import Translation
    from newsbrief.summary.evidence import Support

__all__ = ["SummaryOptions", "summarize"]


TEMPLATE = "summarise"


SENTENCES, POINTS = "summary sentences", "key points"


HEADLINE_TOKENS = 40


HEADLINE_WORDS = 12


# Asked again only when half of an answer is lost: the article's own sentences cost nothing, and a
# third answer seldom brings what two lack.
RETRY_SEEDS = (1,)


ENOUGH = 0.5


MIN_SUGGESTION = 0.6  # of a rejected sentence's words in a passage: it was about that passage


@dataclass(frozen=True)
class SummaryOptions:
    """How much to write: counts of sentences and of key points (0: none)."""

    sentences: int = 3
    key_points: int = 4


def summarize(
    translation: Translation,
    chat: ChatModel,
    prompts: PromptSet,
    options: SummaryOptions,
    *,
    on_progress: Callable[[int], None] = ignore_progress,
) -> tuple[Summary, list[Finding]]:
    """Write the summary, the key points and the headline of a translated document.

    Every sentence that comes out is supported by the article's words, names and figures, or is a
    sentence of the article itself. The title is the headline; one is written for an article
    without. `on_progress` is told the tokens written. Raises ModelError.
    """
    writing = _Writing(translation, chat, prompts, options, on_progress)
    sentences, points = writing.told(options.sentences, options.key_points)
    writing.hear_the_accused(sentences, points)
    title = translation.title
    headline = title if title and not gives_orders(title) else writing.headline()
    return Summary(headline, tuple(sentences), tuple(points)), writing.findings


@dataclass(frozen=True)
class _Found:
    """Of the model's answers: verified sentences, and the passages that the others were about."""

    accepted: list[SummarySentence] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)


class _Writing:
    """One article's material, and the findings made while writing about it."""

    def __init__(
        self,
        translation: Translation,
        chat: ChatModel,
        prompts: PromptSet,
        options: SummaryOptions,
        on_progress: Callable[[int], None],
    ):
        self.findings: list[Finding] = []
        self._chat = chat
        self._prompts = prompts
        self._on_progress = on_progress
        title = translation.title
        blocks = translation.blocks
        numbers = paragraph_numbers(blocks)
        told = {i: n for i, n in numbers.items() if blocks[i].kind is not BlockKind.FOOTNOTE}
        paragraphs = {number: blocks[index].text for index, number in told.items()}
        self._paragraphs = {0: title, **paragraphs} if title else paragraphs
        self._evidence = Evidence(self._paragraphs)
        self._casing = Casing(paragraphs.values())
        self._statements = statements(self._paragraphs)
        self._quotable = quotable(self._statements)
        self._names_openings = prompts.templates[TEMPLATE].answer == "openings"
        self._words = material_words(chat, options.sentences + options.key_points)

    def told(
        self, sentences: int, key_points: int
    ) -> tuple[list[SummarySentence], list[SummarySentence]]:
        """Return the summary's sentences and the key points, distinct, from one answer.

        Each as many as asked, or as the article has to give.
        """
        available = len(self._statements)
        asked = min(sentences, available), min(key_points, available)
        if not sum(asked):
            return [], []
        found = self._answers(min(sum(asked), available))
        first, rest = found.accepted[: asked[0]], found.accepted[asked[0] : sum(asked)]
        summary = self._filled(first, found, asked[0], SENTENCES, told=rest)
        return summary, self._filled(rest, found, asked[1], POINTS, told=summary)

    def _answers(self, count: int) -> _Found:
        """The model's own sentences or the article's that it chose, most important first."""
        if self._names_openings:
            return self._chosen(count)
        found = _Found()
        read = material(digest(self._quotable or self._statements, self._words))
        for seed in (None, *RETRY_SEEDS):
            if len(found.accepted) < (ENOUGH if seed else 1) * count:
                lines = numbered_sentences(self._ask(count, seed, read))
                self._sort(lines, found)
        return found

    def _chosen(self, count: int) -> _Found:
        """Statements that can be quoted and read well, offered in the order of their weight.

        A backend that cannot hold the model to openings has it copy the sentences out.
        """
        clear = [s for s in self._quotable if reads_well(s.text)]
        candidates = clear if len(clear) >= count else self._quotable
        read = sorted(digest(candidates, self._words), key=lambda s: -s.salience)
        if not read:
            return _Found()
        offered = openings(read)
        answer = self._ask(min(count, len(read)), None, material(read), tuple(offered))
        picked = distinct(chosen(answer, offered))
        found = _Found([SummarySentence(s.text, (s.paragraph,)) for s in picked])
        self._sort(numbered_sentences(answer), found)
        return found

    def hear_the_accused(
        self, sentences: list[SummarySentence], points: list[SummarySentence]
    ) -> None:
        """Put the article's denial in the place of the last thing told, if none has been told."""
        told = [sentence.text for sentence in (*sentences, *points)]
        denial = unsaid_denial(told, self._quotable, self._statements)
        if denial is not None:
            (points or sentences)[-1:] = [SummarySentence(denial.text, (denial.paragraph,))]

    def _filled(
        self,
        accepted: Sequence[SummarySentence],
        found: _Found,
        count: int,
        noun: str,
        *,
        told: Sequence[SummarySentence],
    ) -> list[SummarySentence]:
        """What was accepted and, up to `count`, more of the article that says something new."""
        said = [sentence.text for sentence in (*accepted, *told)]
        picked = pick(self._quotable, count - len(accepted), said, found.suggested)
        lacking = count - len(accepted) - len(picked)
        if lacking:
            self.findings.append(_left_out(noun, lacking, count))
        if picked and not self._names_openings:
            self.findings.append(_replaced(noun, len(picked), count))
        quoted = [SummarySentence(s.text, (s.paragraph,)) for s in picked]
        return sorted([*accepted, *quoted], key=lambda s: self._evidence.place(s.text))

    def _ask(self, count: int, seed: int | None, article: str, choices: Sequence[str] = ()) -> str:
        prompt = self._prompts.fill(TEMPLATE, article=article, sentences=count)
        max_tokens = TOKENS_PER_SENTENCE * count
        question = Question(prompt, max_tokens, count, tuple(choices), seed)
        return self._chat.complete(question, on_progress=self._on_progress)

    def _sort(self, lines: Sequence[str], found: _Found) -> None:
        """Keep the lines that the article carries, and the passages that the others were about."""
        for line in lines:
            text = without_false_quotes(without_connective(line), self._paragraphs.values())
            support = self._evidence.support(text)
            told = [sentence.text for sentence in found.accepted]
            carried = not support.problems and support.paragraphs and stands_alone(text)
            if carried and _is_clear(text, support, told) and not repeats(text, told):
                found.accepted.append(SummarySentence(_copied(text, support), support.paragraphs))
            elif support.passage is not None and support.overlap >= MIN_SUGGESTION:
                found.suggested.extend(support.passage.sentences)

    def headline(self) -> str | None:
        """A supported headline by the model, or None."""
        read = material(digest(self._quotable or self._statements, self._words))
        if not read:
            return None
        prompt = self._prompts.fill("headline", article=read, words=HEADLINE_WORDS)
        question = Question(prompt, HEADLINE_TOKENS)
        answer = self._chat.complete(question, on_progress=self._on_progress)
        text = self._casing.calm(headline(answer))
        good = text and not gives_orders(text) and not self._evidence.support(text).problems
        return text if good else None


def _is_clear(text: str, support: Support, told: Sequence[str]) -> bool:
    """Whether the text points at nothing, or at the sentence that has just been told."""
    previous = support.passage.previous if support.passage else ""
    return reads_well(text) or bool(previous and repeats(previous, told[-1:]))


def _copied(text: str, support: Support) -> str:
    """The passage itself where the model copied its words: it drops commas that matter."""
    passage = support.passage.text if support.passage else ""
    return passage if words(passage) == words(text) else text


def _left_out(noun: str, lacking: int, count: int) -> Finding:
    # Key points are few when the summary has told what there is; a summary is to be whole.
    kind = FindingKind.DROPPED if noun == SENTENCES else FindingKind.SUMMARY
    verb = "is" if lacking == 1 else "are"
    return Finding(
        kind, f"{lacking} of {count} {noun} {verb} left out: the article has no more to quote"
    )


def _replaced(noun: str, quoted: int, count: int) -> Finding:
    """Say how much is the article's own; what was rejected stays unsaid, or it would spread."""
    verb = "is" if quoted == 1 else "are"
    told = f"{quoted} of {count} {noun} {verb} the article's own"
    return Finding(
        FindingKind.SUMMARY,
        f"{told}: what the model wrote in their place could not be verified",
    )
