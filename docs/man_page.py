"""The manual page newsbrief(1), in the man macros that every system can show."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from told import Paragraph, Told, ToldOption, commands, exit_codes, one_line

from newsbrief.config.setting import RESERVED
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["man_page", "roff_line", "roff_word"]

_WIDTH = 66  # of a line of text before it is escaped
_ENVIRONMENT = (
    "Each option of the main job can be set by a variable named after it, NEWSBRIEF_SENTENCES for "
    "--sentences; for another command's option the command is named first: "
    "NEWSBRIEF_MODELS_PULL_QUIET. A flag outweighs a variable, and a variable the file that "
    "newsbrief config path names. These have no flag:"
)
_FILES = {
    "~/.config/newsbrief/config.toml": "The settings; newsbrief config path tells where.",
    "~/.cache/newsbrief/": "The models, and what they answered; newsbrief doctor tells where.",
}


def man_page() -> str:
    """Return the page as roff, in ASCII; without a date, so that it only changes with the help."""
    main, *others = commands()
    lines = [
        r".\" Made by docs/make_reference.py: change the commands' help instead.",
        f'.TH NEWSBRIEF 1 "" "newsbrief {__version__}" "User Commands"',
        ".SH NAME",
        r"newsbrief \- brief English readers on the French press",
        ".SH SYNOPSIS",
        *_synopsis([main, *others]),
        ".SH DESCRIPTION",
        *_paragraphs(main.paragraphs),
        ".SH OPTIONS",
        *_options(main.options),
        ".SH COMMANDS",
        *(line for told in others for line in _command(told)),
        ".SH EXIT STATUS",
        *_list((str(code), meaning) for code, meaning in exit_codes().items()),
        ".SH ENVIRONMENT",
        _text(_ENVIRONMENT),
        *_list(RESERVED.items()),
        ".SH FILES",
        *_list(_FILES.items()),
    ]
    return "\n".join(lines) + "\n"


def _synopsis(told: Sequence[Told]) -> list[str]:
    lines = [line for one in told for line in (f".B {roff_word(one.usage)}", ".br")]
    return lines[:-1]


def _command(told: Told) -> Iterator[str]:
    yield f".SS {roff_word(told.name)}"
    yield from _paragraphs(told.paragraphs)
    yield from _options(option for option in told.options if "--help" not in option.names)


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ".PP"
        if paragraph.as_is:
            yield from (".nf", ".RS 4", *map(roff_line, paragraph.text.splitlines()), ".RE", ".fi")
        else:
            yield _text(one_line(paragraph.text))


def _options(options: Iterable[ToldOption]) -> Iterator[str]:
    return _list((option.names, option.help) for option in options)


def _list(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in items:
        yield from (".TP", f".B {roff_word(term)}", _text(meaning))


def roff_word(text: str) -> str:
    """What is typed: its hyphens must be hyphens when they are copied from the screen."""
    return _escaped(text).replace("-", r"\-").replace('"', r"\(dq")


def _text(text: str) -> str:
    """Text to be filled, in lines that an editor of roff likes."""
    lines = textwrap.wrap(
        text, _WIDTH, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    return "\n".join(map(roff_line, lines))


def roff_line(text: str) -> str:
    """A line of text, even where it begins like a request."""
    escaped = _escaped(text).replace(" -", r" \-")
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def _escaped(text: str) -> str:
    text = text.replace("\\", r"\e").replace("'", r"\(aq").replace("`", r"\(ga")
    return "".join(c if c.isascii() else rf"\[u{ord(c):04X}]" for c in text)
