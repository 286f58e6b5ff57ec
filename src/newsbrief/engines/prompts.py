"""Prompt templates: Markdown files with a System and a User part and named {fields}.

The template of the summary may have a third part, "# Answer", which says what the model writes:
"sentences", each of which is checked against the article, or "openings": the first words of
sentences of the article.
"""

from __future__ import annotations

import hashlib
import re
import string
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.errors import PromptError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FIELDS", "Prompt", "PromptSet", "load_prompts"]

# The fields that each template may name. It must name the first one, which is its material.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "translate": ("text", "source_language", "target_language"),
    "summarise": ("article", "sentences"),
    "headline": ("article", "words"),
}

ANSWERS = ("sentences", "openings")

# llama.cpp and transformers read "<|im_start|>" in an article as the token that begins a turn (one
# token in llama.cpp, five with a space in it). The control tokens of all model families have one of
# these forms; with a space inside they are ordinary text.
_CONTROL_TOKEN = re.compile(
    r"<(?=[|\uff5c/<A-Za-z_])|\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_\w+|THINK|IMG)\b)"
)


@dataclass(frozen=True)
class Prompt:
    """A filled template, ready for a chat model."""

    system: str
    user: str
    answer: str = ANSWERS[0]


@dataclass(frozen=True)
class PromptSet:
    """The three templates, by name, as loaded and validated by `load_prompts`."""

    templates: Mapping[str, Prompt]

    def fill(self, name: str, **values: object) -> Prompt:
        """Return the template `name` with its fields replaced; braces in a value stay as they are.

        A space is put into what a model could read as a control token.
        """
        template = self.templates[name]
        inert = {n: _inert(v) if isinstance(v, str) else v for n, v in values.items()}
        system, user = (part.format(**inert) for part in (template.system, template.user))
        return Prompt(system, user, template.answer)

    @property
    def digest(self) -> str:
        """The first 12 hexadecimal digits of a SHA-256 over all templates, named in each brief."""
        parts = (
            f"{n}\0{p.system}\0{p.user}\0{p.answer}" for n, p in sorted(self.templates.items())
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _inert(value: str) -> str:
    """Return the value with a space in what a model could read as a control token."""
    return _CONTROL_TOKEN.sub(r"\g<0> ", value)


def load_prompts(directory: Path | None = None) -> PromptSet:
    """Load the shipped templates; a file of the same name in `directory` replaces one of them.

    Raises PromptError when the directory or a template cannot be read, when it holds no template
    that newsbrief knows, or when a template is malformed.
    """
    if directory is not None:
        _check_directory(directory)
    return PromptSet({name: _load(name, directory) for name in FIELDS})


def _check_directory(directory: Path) -> None:
    known = {f"{name}.md" for name in FIELDS}
    try:
        names = {path.name for path in directory.iterdir() if path.suffix == ".md"}
    except OSError as exc:
        raise PromptError(
            f"prompt folder '{directory}' cannot be read ({exc.strerror}); "
            "give --prompts a folder of templates"
        ) from exc
    unknown = sorted(names - known - {"README.md"})
    if unknown or not names & known:
        problem = f"unknown template '{unknown[0]}'" if unknown else "no template"
        raise PromptError(f"{problem} in '{directory}'; newsbrief reads {', '.join(sorted(known))}")


def _load(name: str, directory: Path | None) -> Prompt:
    override = directory / f"{name}.md" if directory is not None else None
    path = override if override is not None and override.exists() else _shipped() / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise PromptError(f"prompt '{path}' cannot be read as UTF-8 text: {exc}") from exc
    prompt = _parse(text, path)
    _check_fields(name, prompt, path)
    return prompt


def _shipped() -> Path:
    """Return the templates' folder: in the installed package, or beside `src/` in a checkout."""
    packaged = Path(__file__).parent / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "prompts"


def _parse(text: str, path: Path) -> Prompt:
    parts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        if line.strip().lower() in ("# system", "# user", "# answer"):
            current = parts.setdefault(line.strip()[2:].lower(), [])
        elif current is not None:
            current.append(line)
        elif line.strip():
            raise PromptError(f"prompt '{path}' has text before its '# System' or '# User' line")
    if "user" not in parts:
        raise PromptError(f"prompt '{path}' has no '# User' line; add one before the request")
    system, user, answer = (
        "\n".join(parts.get(part, [])).strip() for part in ("system", "user", "answer")
    )
    if answer and answer not in ANSWERS:
        raise PromptError(
            f"prompt '{path}' asks for the answer '{answer}'; it may be {' or '.join(ANSWERS)}"
        )
    return Prompt(system, user, answer or ANSWERS[0])


def _check_fields(name: str, prompt: Prompt, path: Path) -> None:
    allowed = FIELDS[name]
    named = _named_fields(prompt.system, path) | _named_fields(prompt.user, path)
    unknown = sorted(named - set(allowed))
    if unknown:
        raise PromptError(
            f"prompt '{path}' names the unknown field {{{unknown[0]}}}; "
            f"it may use {', '.join(f'{{{field}}}' for field in allowed)}"
        )
    if allowed[0] not in named:
        raise PromptError(
            f"prompt '{path}' does not use {{{allowed[0]}}}; add it where the text goes"
        )


def _named_fields(text: str, path: Path) -> set[str]:
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError as exc:
        raise PromptError(
            f"prompt '{path}' has a lone brace ({exc}); write {{{{ or }}}} for a literal one"
        ) from exc
    fields = {field for _, field, _, _ in parsed if field is not None}
    if any(spec or conversion for _, _, spec, conversion in parsed):
        raise PromptError(f"prompt '{path}' formats a field; write plain {{name}} fields only")
    return fields
