"""Translation → Summary: the chat model chooses or writes sentences, each is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind, paragraph_numbers
from newsbrief.engines.protocols import ChatModel, Question, ignore_progress
from newsbrief.results import Finding, FindingKind, Summary, SummarySentence
from newsbrief.settings import Settings
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
    from newsbrief.summary.salience import Statement

__all__ = ["SummaryOptions", "summarize"]

TEMPLATE = "summarise"
SENTENCES, POINTS = "summary sentences", "key points"
HEADLINE_TOKENS = 40
HEADLINE_WORDS = 12

# The model answers a second time only if less than ENOUGH of its first answer is supported: the
# article's sentences cost nothing, and a third answer seldom adds anything.
RETRY_SEEDS = (1,)
ENOUGH = 0.5
MIN_OVERLAP = 0.6  # of a rejected sentence's words: it was about the passage that has them


@dataclass(frozen=True)
class SummaryOptions:
    """How many sentences and key points to write (0: none)."""

    sentences: int = Settings.sentences
    key_points: int = Settings.points


def summarize(
    translation: Translation,
    chat: ChatModel,
    prompts: PromptSet,
    options: SummaryOptions,
    *,
    on_progress: Callable[[int], None] = ignore_progress,
) -> tuple[Summary, list[Finding]]:
    """Return the summary, the key points and the headline of a translated document, and findings.

    Every sentence is supported by the article's words, names and figures, or is a sentence of the
    article. The headline is the title; the model writes one for an article without a title.
    `on_progress` is called with the number of tokens written. Raises ModelError.
    """
    writer = _Writer(translation, chat, prompts, options, on_progress)
    sentences, points = writer.sentences_and_points(options.sentences, options.key_points)
    writer.include_denial(sentences, points)
    title = translation.title
    headline = title if title and not gives_orders(title) else writer.headline()
    return Summary(headline, tuple(sentences), tuple(points)), writer.findings


@dataclass(frozen=True)
class _Draft:
    """What the model's answers give: verified sentences, and the sources of rejected ones.

    `suggested` are sentences of the article. They replace the model's sentences about them.
    """

    accepted: list[SummarySentence] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)


class _Writer:
    """Writes the summary of one article, and collects findings about it."""

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
        paragraphs = {
            number: blocks[index].text
            for index, number in numbers.items()
            if blocks[index].kind is not BlockKind.FOOTNOTE
        }
        self._paragraphs = {0: title, **paragraphs} if title else paragraphs
        self._evidence = Evidence(self._paragraphs)
        self._casing = Casing(paragraphs.values())
        self._statements = statements(self._paragraphs)
        self._quotable = quotable(self._statements)
        self._asks_for_openings = prompts.templates[TEMPLATE].answer == "openings"
        self._max_words = material_words(chat, options.sentences + options.key_points)

    def sentences_and_points(
        self, sentences: int, key_points: int
    ) -> tuple[list[SummarySentence], list[SummarySentence]]:
        """Return the summary's sentences and the key points; none repeats another.

        There are as many as requested, or as many as the article has.
        """
        available = len(self._statements)
        num_sentences, num_points = min(sentences, available), min(key_points, available)
        total = num_sentences + num_points
        if not total:
            return [], []
        draft = self._draft(min(total, available))
        first, rest = draft.accepted[:num_sentences], draft.accepted[num_sentences:total]
        summary = self._completed(first, draft, num_sentences, SENTENCES, others=rest)
        return summary, self._completed(rest, draft, num_points, POINTS, others=summary)

    def _draft(self, count: int) -> _Draft:
        """The sentences that the model writes, or chooses from the article; main news first."""
        if self._asks_for_openings:
            return self._chosen(count)
        draft = _Draft()
        read = material(digest(self._quotable or self._statements, self._max_words))
        for seed in (None, *RETRY_SEEDS):
            if len(draft.accepted) < (ENOUGH if seed else 1) * count:
                self._verify(numbered_sentences(self._ask(count, seed, read)), draft)
        return draft

    def _chosen(self, count: int) -> _Draft:
        """The statements that the model chooses by their openings, most salient offered first.

        With a backend that cannot restrict the model to openings, it copies whole sentences.
        """
        clear = [s for s in self._quotable if reads_well(s.text)]
        candidates = clear if len(clear) >= count else self._quotable
        read = sorted(digest(candidates, self._max_words), key=lambda s: -s.salience)
        if not read:
            return _Draft()
        offered = openings(read)
        answer = self._ask(min(count, len(read)), None, material(read), tuple(offered))
        picked = distinct(chosen(answer, offered))
        draft = _Draft([_quoted(statement) for statement in picked])
        self._verify(numbered_sentences(answer), draft)
        return draft

    def include_denial(
        self, sentences: list[SummarySentence], points: list[SummarySentence]
    ) -> None:
        """Replace the last point or sentence by the article's denial, if the summary needs it."""
        summary = [sentence.text for sentence in (*sentences, *points)]
        denial = unsaid_denial(summary, self._quotable, self._statements)
        if denial is not None:
            (points or sentences)[-1:] = [_quoted(denial)]

    def _completed(
        self,
        accepted: Sequence[SummarySentence],
        draft: _Draft,
        count: int,
        noun: str,
        *,
        others: Sequence[SummarySentence],
    ) -> list[SummarySentence]:
        """The accepted sentences and, up to `count`, new ones of the article, in its order."""
        texts = [sentence.text for sentence in (*accepted, *others)]
        picked = pick(self._quotable, count - len(accepted), texts, draft.suggested)
        lacking = count - len(accepted) - len(picked)
        if lacking:
            self.findings.append(_left_out(noun, lacking, count))
        if picked and not self._asks_for_openings:
            self.findings.append(_replaced(noun, len(picked), count))
        quoted = [_quoted(statement) for statement in picked]
        return sorted([*accepted, *quoted], key=lambda s: self._evidence.place(s.text))

    def _ask(self, count: int, seed: int | None, article: str, choices: Sequence[str] = ()) -> str:
        prompt = self._prompts.fill(TEMPLATE, article=article, sentences=count)
        max_tokens = TOKENS_PER_SENTENCE * count
        question = Question(prompt, max_tokens, count, tuple(choices), seed)
        return self._chat.complete(question, on_progress=self._on_progress)

    def _verify(self, lines: Sequence[str], draft: _Draft) -> None:
        """Add the lines that the article supports to the draft, or the passages they are about."""
        for line in lines:
            text = without_false_quotes(without_connective(line), self._paragraphs.values())
            support = self._evidence.support(text)
            earlier = [sentence.text for sentence in draft.accepted]
            supported = not support.problems and support.paragraphs and stands_alone(text)
            if supported and _is_clear(text, support, earlier) and not repeats(text, earlier):
                draft.accepted.append(SummarySentence(_copied(text, support), support.paragraphs))
            elif support.passage is not None and support.overlap >= MIN_OVERLAP:
                draft.suggested.extend(support.passage.sentences)

    def headline(self) -> str | None:
        """Return a headline by the model that the article supports, or None."""
        read = material(digest(self._quotable or self._statements, self._max_words))
        if not read:
            return None
        prompt = self._prompts.fill("headline", article=read, words=HEADLINE_WORDS)
        question = Question(prompt, HEADLINE_TOKENS)
        answer = self._chat.complete(question, on_progress=self._on_progress)
        text = self._casing.calm(headline(answer))
        good = text and not gives_orders(text) and not self._evidence.support(text).problems
        return text if good else None


def _quoted(statement: Statement) -> SummarySentence:
    return SummarySentence(statement.text, (statement.paragraph,))


def _is_clear(text: str, support: Support, earlier: Sequence[str]) -> bool:
    """Whether the text points at nothing outside itself, or at the summary's last sentence."""
    previous = support.passage.previous if support.passage else ""
    return reads_well(text) or bool(previous and repeats(previous, earlier[-1:]))


def _copied(text: str, support: Support) -> str:
    """The passage if the model copied all its words: the model drops commas that matter."""
    passage = support.passage.text if support.passage else ""
    return passage if words(passage) == words(text) else text


def _left_out(noun: str, lacking: int, count: int) -> Finding:
    # A short article leaves few key points once it is summarised, so only sentences are a flag.
    kind = FindingKind.DROPPED if noun == SENTENCES else FindingKind.SUMMARY
    verb = "is" if lacking == 1 else "are"
    return Finding(
        kind, f"{lacking} of {count} {noun} {verb} left out: the article has no more to quote"
    )


def _replaced(noun: str, quoted: int, count: int) -> Finding:
    """How many sentences are the article's own. Quoting the rejected ones would spread errors."""
    verb = "is" if quoted == 1 else "are"
    return Finding(
        FindingKind.SUMMARY,
        f"{quoted} of {count} {noun} {verb} the article's own: what the model wrote in their place "
        "could not be verified",
    )
