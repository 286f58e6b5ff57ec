"""Jinja2's sandbox, with bounds on what a template may make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Environment
    from jinja2.runtime import Context

__all__ = ["sandbox"]

MAX_STEPS = 100_000  # of all loops over range() together
MAX_REPEATED = 1_000_000  # characters or items that one multiplication may make


def sandbox(*, escape: bool, filters: Mapping[str, Any]) -> Environment:
    """Return an environment for templates that are not trusted.

    They reach no attribute that starts with an underscore, change nothing, open no file and import
    nothing; an unknown name is an error. Their loops over range(), nested ones too, have 100,000
    steps together, and no multiplication or power makes more than a million characters.
    """
    environment = _Sandbox(
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    environment.globals["range"] = _Range()
    return environment


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        sizes = [len(side) for side in (left, right) if hasattr(side, "__len__")]
        counts = [side for side in (left, right) if isinstance(side, int)]
        if operator == "**" or (sizes and counts and sizes[0] * counts[0] > MAX_REPEATED):
            raise SecurityError(f"'{operator}' would make too much")
        return super().call_binop(context, operator, left, right)


class _Range:
    """range() with a bound on all of its steps together: a loop in a loop calls it each time."""

    def __init__(self) -> None:
        self._left = MAX_STEPS

    def __call__(self, *bounds: int) -> Iterator[int]:
        steps = range(*bounds)
        self._left -= len(steps)
        if self._left < 0:
            raise SecurityError(f"range() is allowed {MAX_STEPS:,} steps in all")
        return iter(steps)
