"""What was set for good and contradicts a flag: the flag outweighs it.

Options that exclude each other are no contradiction where one comes from the file or a variable
and the other from the command line: `format = "html"` in the file does not forbid `--json`.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from newsbrief.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

__all__ = ["set_for_good", "without_contradictions"]


def set_for_good() -> frozenset[str]:
    """The parameters of the command at work that the file or a variable gave."""
    context = click.get_current_context(silent=True)
    if context is None:
        return frozenset()
    asked = context.get_parameter_source
    return frozenset(n for n in context.params if asked(n) is ParameterSource.DEFAULT_MAP)


def without_contradictions(
    given: dict[str, Any],
    unset: Mapping[str, Any],
    check: Callable[[dict[str, Any]], object],
    lasting: Collection[str],
) -> dict[str, Any]:
    """Return `given` as `check` accepts it, the fewest `lasting` parameters put back to `unset`.

    `unset` has the parameters that `check` looks at. Raises the UsageError of `check` where flags
    contradict each other, or where no flag takes part: a file that contradicts itself is told.
    """
    used = [name for name, value in unset.items() if given[name] != value]
    yielding = [name for name in used if name in lasting]
    try:
        check(given)
    except UsageError:
        for count in range(1, len(yielding) + 1 if len(yielding) < len(used) else 0):
            for names in combinations(yielding, count):
                tried = {**given, **{name: unset[name] for name in names}}
                if _accepts(check, tried):
                    return tried
        raise
    return given


def _accepts(check: Callable[[dict[str, Any]], object], given: dict[str, Any]) -> bool:
    try:
        check(given)
    except UsageError:
        return False
    return True
