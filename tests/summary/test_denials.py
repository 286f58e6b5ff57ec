"""A brief that accuses somebody includes the denial."""

from __future__ import annotations

import pytest

from newsbrief.summary.salience import statements
from newsbrief.summary.selection import unsaid_denial

STATEMENTS = statements(
    {
        1: "The mayor was charged on Tuesday with fraud by the public prosecutor.",
        2: "The city hall employs some 400 people in its twelve departments.",
        3: "Her lawyer, Sarah Roy, denies the facts and promises an appeal.",
    }
)


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (["The mayor was charged on Tuesday with fraud."], STATEMENTS[2].text),
        (["The mayor was charged with fraud.", "The mayor denies the facts."], None),
        (["The city hall employs some 400 people."], None),
    ],
)
def test_a_denial_is_included_where_somebody_is_accused(
    summary: list[str], expected: str | None
) -> None:
    denial = unsaid_denial(summary, STATEMENTS[:2], STATEMENTS)
    assert (denial.text if denial else None) == expected
