"""newsbrief as a library: articles in, briefs out, the models kept between calls.

What is done depends on the arguments alone: neither the configuration file nor the environment's
NEWSBRIEF_SENTENCES and its like are looked at. Nothing is printed; what there is to be told goes to
the logger "newsbrief".
"""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from newsbrief import pipeline, results
from newsbrief.article import Article, Source
from newsbrief.errors import NewsbriefError, UsageError
from newsbrief.inputs.expand import InputSettings, expand, in_bytes
from newsbrief.inputs.reading import read_article
from newsbrief.pipeline import AHEAD, concerns_one_article, read_group
from newsbrief.settings import Settings, engines_of, options_of, with_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from typing_extensions import Unpack

    from newsbrief.pipeline import Due

__all__ = ["Brief", "brief", "briefs"]


if TYPE_CHECKING:
    Input: TypeAlias = "Path | str | bytes | Article"


# One brief at a time: the models use every core, and none of them is asked by two threads at once.
_MODELS = threading.Lock()


@dataclass(frozen=True, repr=False)
class Brief(results.Brief):
    """A brief of one article: what was found, and the ways to write it.

    A notebook shows it as Markdown. `document` is the article as read, `translation` its blocks in
    English, `summary` has `sentences` and `key_points`, `findings` what a reader must know and
    `flags` those findings that somebody must look into.
    """

    @property
    def title(self) -> str | None:
        """The English title, or the headline that was written for an article without one."""
        headline = self.summary.headline if self.summary else None
        return headline or (self.translation.title if self.translation else None)

    def to_markdown(
        self,
        *,
        layout: Literal["english", "interleaved", "side-by-side"] = "english",
        show_removed: bool = False,
    ) -> str:
        """Return the brief as the command line writes it, behind YAML front matter.

        `layout` "interleaved" sets the French below each block, "side-by-side" both in a table;
        `show_removed` lists the page's clutter.
        """
        from newsbrief.formats import Layout
        from newsbrief.formats.markdown import render

        return render(self, layout=Layout(layout), show_removed=show_removed)

    def to_html(
        self, *, layout: Literal["english", "interleaved", "side-by-side"] = "side-by-side"
    ) -> str:
        """Return one HTML page that needs nothing else; `layout` is how it opens.

        Raises MissingExtra.
        """
        from newsbrief.formats import Layout
        from newsbrief.formats.html import write_html

        return write_html(self, layout=Layout(layout))

    def to_docx(
        self,
        *,
        layout: Literal["english", "interleaved", "side-by-side"] = "english",
        show_removed: bool = False,
    ) -> bytes:
        """Return a Word document, the content of a file. Raises MissingExtra."""
        from newsbrief.formats import Layout
        from newsbrief.formats.docx import write_docx

        return write_docx(self, layout=Layout(layout), show_removed=show_removed)

    def to_json(self) -> str:
        """Return the brief and its findings as one JSON object."""
        from newsbrief.formats.record import to_json

        return to_json(self)

    def to_dict(self) -> dict[str, Any]:
        """Return what `to_json` writes, as a dict of plain values."""
        fields: dict[str, Any] = json.loads(self.to_json())
        return fields

    def __repr__(self) -> str:
        blocks, flags = len(self.document.blocks), len(self.flags)
        return f"<Brief {self.title or self.document.origin!r}: {blocks} blocks, {flags} flagged>"

    def _repr_markdown_(self) -> str:
        """What a notebook shows: the Markdown without its front matter, which is for programs."""
        return self.to_markdown().partition("\n---\n")[2].lstrip("\n")


@with_settings
def brief(
    source: Input | None = None, *, text: str | None = None, **settings: Unpack[Settings]
) -> Brief:
    """Translate one French article into English, summarise it, and check both.

    The article is `source`: a path or whatever else the command line takes (a str is never the
    text), the bytes of a file, or an `Article`; or it is `text` itself.

    >>> from newsbrief import brief
    >>> article = '''Voltarenne passe sous pavillon canadien
    ...
    ... Le groupe Northlake a racheté mardi l'entreprise Voltarenne pour 380 millions d'euros.
    ...
    ... L'entreprise de Saint-Étienne emploie 412 personnes dans ses deux usines de la Loire.
    ... '''
    >>> found = brief(text=article, sentences=1, points=0)
    >>> found
    <Brief 'Voltarenne passes under Canadian flag': 2 blocks, 0 flagged>
    >>> found.summary.sentences[0].text
    'The Northlake group bought Voltarenne on Tuesday for 380 million euros.'
    >>> print(found.to_markdown(layout="interleaved"))  # doctest: +ELLIPSIS
    ---
    title: Voltarenne passes under Canadian flag
    ...

    `sentences` (1 to 20) and `points` (0 to 20) are the lengths of the summary and of the list of
    key points; without `summary` or `translation` that part is left out. `glossary` is a file, or
    a mapping of French terms to English ones, or to "keep". With `force` a text that seems not to
    be French is translated all the same. Models are named as on the command line, None being
    newsbrief's own; they are fetched on first use, and those of the last two settings stay loaded.
    Without `cache` nothing is remembered on disk. `engines` take the place of all settings that
    choose models.

    `on_progress` is told (stage, done, total or None), and may be told so by another thread. Calls
    from several threads wait for each other.

    Raises NewsbriefError's children: InputError (EmptyInput, NotText, WrongLanguage), ModelError
    (UnknownModel, ModelUnavailable, WeightsCorrupt), GlossaryError, PromptError, MissingExtra, and
    UsageError for arguments that make no sense.
    """
    item = source if text is None else _article(text)
    if item is None or (source is not None and text is not None):
        raise UsageError("brief() takes an article's source or its text=; give one of them")
    found = list(_sources(item))
    if len(found) != 1:
        raise UsageError(f"{source!r} stands for {len(found)} articles; use briefs()")
    return next(_each(_Call(settings), found, on_error=None))


@with_settings
def briefs(
    sources: Iterable[Input],
    *,
    on_error: Callable[[str, NewsbriefError], None] | None = None,
    **settings: Unpack[Settings],
) -> Iterator[Brief]:
    """Yield a brief of each article, in order; ten at a time are translated together.

    A source may stand for several articles, as a folder does. The settings are `brief`'s. An
    article that fails ends the iteration with its error, unless `on_error` takes it as (origin,
    error): then the others go on. What would fail for every article is always raised.

    >>> from newsbrief import briefs
    >>> names = ["samples/windows.txt", "nothing.txt"]
    >>> for found in briefs(names, summary=False, on_error=print):
    ...     print(found)
    <Brief 'Saint-Aubin-des-Prés: the swimming pool reopens after 16 months of work': 4 blocks, \
0 flagged>
    nothing.txt no such file: 'nothing.txt'; check the path
    """
    found = (one for item in sources for one in _sources(item))
    return _each(_Call(settings), found, on_error)


def _sources(item: Input) -> Iterator[Source]:
    """The articles that one item stands for. Raises InputError and UsageError."""
    if isinstance(item, Article):
        yield Source(item.origin, "article", lambda: item)
    elif isinstance(item, bytes):
        yield from in_bytes(item, "bytes", "article", None, InputSettings())
    elif isinstance(item, str) and "\n" in item:
        raise UsageError("this is an article's text, not where it is; give it as brief(text=...)")
    else:
        yield from expand([str(item)])


def _article(text: str) -> Article:
    """An article of its text; a character that UTF-8 lacks, half of a pair, is replaced."""
    return read_article(text.encode("utf-8", "replace"), origin="text")


def _each(
    call: _Call,
    sources: Iterable[Source],
    on_error: Callable[[str, NewsbriefError], None] | None,
) -> Iterator[Brief]:
    waiting = iter(sources)
    while group := list(islice(waiting, AHEAD)):
        for source, article in zip(group, call.read(group), strict=True):
            try:
                yield call.one(article)
            except NewsbriefError as exc:
                if on_error is None or not concerns_one_article(exc):
                    raise
                on_error(source.origin, exc)


class _Call:
    """One call of the library: its job, its models, and whom it tells how far it is."""

    def __init__(self, settings: Settings):
        self._options = options_of(settings)
        self._on_progress = settings.get("on_progress") or pipeline.no_progress
        with _MODELS:
            self._engines, self._reporter = engines_of(settings)

    def read(self, sources: Sequence[Source]) -> list[Due]:
        """Read each article, or the error that it makes; several are translated together."""
        with self._models():
            return read_group(
                sources, self._engines, self._options, self._on_progress, ahead=len(sources) > 1
            )

    def one(self, article: Due) -> Brief:
        """Brief one article. Raises the error that it made, and ModelError."""
        if isinstance(article, NewsbriefError):
            raise article
        with self._models():
            made = pipeline.brief(
                article, self._engines, self._options, on_progress=self._on_progress
            )
        return Brief(**{field.name: getattr(made, field.name) for field in fields(made)})

    @contextmanager
    def _models(self) -> Iterator[None]:
        """Have the models for oneself, and be told what they report."""
        with _MODELS:
            self._reporter.on_progress = self._on_progress
            try:
                yield
            finally:
                self._reporter.on_progress = None
