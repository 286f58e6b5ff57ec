"""The one module that knows the order of the stages: Article → Brief, one or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from newsbrief.checks.language import check_french
from newsbrief.checks.names import Names, gazetteer, glossary_of, load_glossary, term_uses
from newsbrief.checks.segment import count_figures
from newsbrief.errors import (
    EmptyInput,
    InputError,
    MissingExtra,
    ModelError,
    NewsbriefError,
    NotText,
)
from newsbrief.readers import read
from newsbrief.results import Brief, Finding, FindingKind
from newsbrief.summary.summarize import SummaryOptions, summarize
from newsbrief.translation.segments import segment
from newsbrief.translation.translate import translate_many
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsbrief.article import Article, Source
    from newsbrief.checks.names import Entry, Mention
    from newsbrief.document import Document
    from newsbrief.engines.protocols import Engines
    from newsbrief.results import Translation
    from newsbrief.settings import Settings

__all__ = [
    "CheckedDocument",
    "OnProgress",
    "Options",
    "TranslatedDocument",
    "brief",
    "briefs",
    "check_document",
    "concerns_one_article",
    "no_progress",
    "summarize_document",
    "translate_all",
]

T = TypeVar("T")
OnProgress = Callable[[str, int, "int | None"], None]  # (stage, units done, units in all)

# An article's text is translated together with those of its neighbours: ten take 0.6 of the time of
# one by one. The words, French ones, bound what is held in memory.
AHEAD = 10
MAX_WORDS = 5_000


@dataclass(frozen=True)
class Options:
    """What to write of each article: the settings, with the user's glossary read."""

    summary: SummaryOptions | None = field(default_factory=SummaryOptions)
    translation: bool = True
    force: bool = False  # go on though the article seems not to be French
    glossary: tuple[Entry, ...] = ()  # the user's terms; they come before the names known

    @classmethod
    def of(cls, settings: Settings) -> Options:
        """Return the options that the settings describe. Raises GlossaryError."""
        summary = SummaryOptions(sentences=settings.sentences, key_points=settings.points)
        return cls(
            summary=summary if settings.summary else None,
            translation=settings.translation,
            force=settings.force,
            glossary=_glossary(settings.glossary),
        )


def _glossary(terms: Path | str | Mapping[str, str] | None) -> tuple[Entry, ...]:
    if terms is None:
        return ()
    return glossary_of(terms) if isinstance(terms, Mapping) else load_glossary(Path(terms))


def no_progress(stage: str, done: int, total: int | None) -> None:
    """The default progress callback: does nothing."""


def brief(
    article: Article,
    engines: Engines,
    options: Options | None = None,
    *,
    on_progress: OnProgress = no_progress,
) -> Brief:
    """Read, translate and summarise one article.

    Raises NewsbriefError's children: EmptyInput, NotText, WrongLanguage, ModelError.
    """
    options = options or Options()
    return _brief(check_document(article, options), engines, options, on_progress)


def briefs(
    sources: Iterable[Source],
    engines: Engines,
    options: Options,
    *,
    together: int = AHEAD,
    on_progress: OnProgress = no_progress,
) -> Iterator[tuple[Source, Brief | Exception]]:
    """Yield each article in its order: its brief, or the error that concerns this article alone.

    Such an error may be a bug that the article meets: the caller decides whether to raise it. Up to
    `together` articles are translated in one stream. Raises what would fail for every article, such
    as a model that cannot be had.
    """
    read = ((source, _attempt(partial(_read, source, options))) for source in sources)
    for group in _groups(read, together):
        documents = [item for _, item in group if isinstance(item, CheckedDocument)]
        remaining = iter(_remaining(documents, engines, options, on_progress))
        for source, item in group:
            yield source, item if isinstance(item, Exception) else _attempt(next(remaining))


def concerns_one_article(exc: Exception) -> bool:
    """Return whether other articles may succeed: False for a missing model or a full disk."""
    if not isinstance(exc, NewsbriefError):
        return True  # a bug that this article meets
    return isinstance(exc, (InputError, MissingExtra)) or type(exc) is ModelError


def _attempt(work: Callable[[], T]) -> T | Exception:
    """Return what `work` returns, or the error that it raises if that concerns one article."""
    try:
        return work()
    except Exception as exc:
        if not concerns_one_article(exc):
            raise
        return exc


def _groups(
    read: Iterable[tuple[Source, CheckedDocument | Exception]], together: int
) -> Iterator[list[tuple[Source, CheckedDocument | Exception]]]:
    """Cut into groups of at most `together` articles and MAX_WORDS words."""
    group: list[tuple[Source, CheckedDocument | Exception]] = []
    words = 0
    for source, item in read:
        num_words = item.document.num_words if isinstance(item, CheckedDocument) else 0
        if group and words + num_words > MAX_WORDS:
            yield group
            group, words = [], 0
        group.append((source, item))
        words += num_words
        if len(group) == together:
            yield group
            group, words = [], 0
    if group:
        yield group


def _remaining(
    documents: Sequence[CheckedDocument],
    engines: Engines,
    options: Options,
    on_progress: OnProgress,
) -> list[Callable[[], Brief]]:
    """Translate documents together, and return what makes a brief of each.

    If that fails, each is translated alone when its turn comes: only the one at fault fails then.
    """
    if not documents:
        return []
    work = partial(translate_all, documents, engines, options, on_progress=on_progress)
    translated = _attempt(work)
    if isinstance(translated, Exception):
        return [partial(_brief, document, engines, options, on_progress) for document in documents]
    return [partial(summarize_document, item, engines, options, on_progress) for item in translated]


@dataclass(frozen=True)
class CheckedDocument:
    """An article as read and found to be French, with the findings about its source."""

    document: Document
    language: str  # ISO 639-1
    findings: tuple[Finding, ...]


def check_document(article: Article, options: Options) -> CheckedDocument:
    """Read one article. Raises EmptyInput, NotText and WrongLanguage."""
    document = _readable(read(article), article.encoding)
    language, findings = check_french(document, force=options.force)
    return CheckedDocument(document, language, (*_source_findings(article, document), *findings))


def _read(source: Source, options: Options) -> CheckedDocument:
    return check_document(source.read(), options)


@dataclass(frozen=True)
class TranslatedDocument:
    """A document with its translation, and the findings of both."""

    source: CheckedDocument
    translation: Translation
    findings: tuple[Finding, ...]


def translate_all(
    documents: Sequence[CheckedDocument],
    engines: Engines,
    options: Options,
    *,
    on_progress: OnProgress = no_progress,
) -> list[TranslatedDocument]:
    """Translate several documents in one stream of batches, each as `brief` does it alone.

    Raises ModelError.
    """
    translated = translate_many(
        [checked.document for checked in documents],
        engines.translator(),
        _names(options.glossary),
        on_progress=_translating(engines, options, on_progress),
    )
    return [
        TranslatedDocument(source, translation, (*source.findings, *findings))
        for source, (translation, findings) in zip(documents, translated, strict=True)
    ]


def _brief(
    document: CheckedDocument, engines: Engines, options: Options, on_progress: OnProgress
) -> Brief:
    (translated,) = translate_all([document], engines, options, on_progress=on_progress)
    return summarize_document(translated, engines, options, on_progress)


def summarize_document(
    translated: TranslatedDocument, engines: Engines, options: Options, on_progress: OnProgress
) -> Brief:
    """Summarise what is translated, and count what was checked."""
    document, translation = translated.source.document, translated.translation
    findings = [*translated.findings]
    summary, models = None, [engines.translator().use]
    if options.summary is not None:
        chat = engines.chat()
        summary, unsupported = summarize(
            translation,
            chat,
            engines.prompts,
            options.summary,
            on_progress=lambda done: on_progress("Summarising", done, None),
        )
        findings += unsupported
        models.append(replace(chat.use, role="summary"))
    sentences = [part.text for part in segment(document.texts)]
    mentions = _mentions(_names(options.glossary), sentences)
    return Brief(
        document=document,
        language=translated.source.language,
        translation=translation if options.translation else replace(translation, blocks=()),
        summary=summary,
        findings=tuple(findings),
        num_figures=count_figures(document.texts),
        num_names=len(mentions),
        terms=term_uses(mentions),
        models=tuple(models),
        version=__version__,
    )


def _translating(
    engines: Engines, options: Options, on_progress: OnProgress
) -> Callable[[int, int], None]:
    """The translator's progress: it is at work, so the summary model may be opened beside it.

    Not where all is remembered, for then no model may be needed at all; and not before, since
    opening a GGUF holds the interpreter: the translator's threads must have their batches first.
    """

    def translating(done: int, total: int) -> None:
        if options.summary is not None and done < total:
            engines.anticipate_chat()
        on_progress("Translating", done, total)

    return translating


@lru_cache(maxsize=1)
def _names(glossary: tuple[Entry, ...]) -> Names:
    """The names to look for, indexed once for all articles of a run: it takes 0.05 s."""
    return Names([*glossary, *gazetteer()])


def _mentions(names: Names, sentences: Sequence[str]) -> list[Mention]:
    """The names of the source that the translation was checked for."""
    known = names.learned(sentences)
    return [m for sentence in sentences for m in known.mentions(sentence) if not m.tentative]


def _readable(document: Document, encoding: str) -> Document:
    if any(sign.isalpha() for block in document.blocks for sign in block.text):
        return document
    if not encoding.startswith("utf"):  # bytes at random, in the encoding that shows the most
        raise NotText(f"no words found in {document.origin}, read as {encoding}; save it as UTF-8")
    if not any(sign.isalpha() for line in document.removed for sign in line):
        raise EmptyInput(f"no words found in {document.origin}; give an article as text")
    raise EmptyInput(
        f"no article found in {document.origin}: all of its {len(document.removed)} lines look "
        "like a page's menus and forms; paste the article's own text"
    )


def _source_findings(article: Article, document: Document) -> list[Finding]:
    notes = list(article.notes)
    if document.paywalled:
        notes.append("the text stops at a subscription wall: this is the article's beginning only")
    return [Finding(FindingKind.SOURCE, note) for note in notes]
