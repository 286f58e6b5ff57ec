"""Templates are validated when loaded and never parse what is put into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsbrief.engines.prompts import FIELDS, load_prompts
from newsbrief.errors import PromptError

if TYPE_CHECKING:
    from pathlib import Path


def test_every_shipped_template_loads_and_names_only_known_fields() -> None:
    prompts = load_prompts()
    assert set(prompts.templates) == set(FIELDS)


def test_braces_in_an_article_are_not_fields() -> None:
    filled = load_prompts().fill("summarise", article="{sentences} {x}", sentences=3)
    assert "{sentences} {x}" in filled.user


def test_one_template_can_be_replaced_and_changes_the_digest(tmp_path: Path) -> None:
    (tmp_path / "headline.md").write_text("# User\n\nTitle for {article}", encoding="utf-8")
    prompts = load_prompts(tmp_path)
    assert prompts.fill("headline", article="A", words=5).user == "Title for A"
    assert prompts.templates["summarise"] == load_prompts().templates["summarise"]
    assert prompts.digest != load_prompts().digest


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("headline.md", "# User\n{article} {colour}", "unknown field {colour}"),
        ("headline.md", "# User\nNo material", "does not use {article}"),
        ("headline.md", "{article}", "text before"),
        ("headline.md", "# System\n{article}", "no '# User' line"),
        ("headline.md", "# User\n{article", "lone brace"),
        ("headline.md", "# User\n{article:>10}", "formats a field"),
        ("headline.md", "# User\n{article}\n# Answer\npoems", "the answer 'poems'"),
        ("headlines.md", "# User\n{article}", "unknown template 'headlines.md'"),
    ],
)
def test_a_broken_template_is_one_clear_error(
    tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(PromptError) as caught:
        load_prompts(tmp_path)
    assert complaint in str(caught.value)


def test_a_missing_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="cannot be read"):
        load_prompts(tmp_path / "none")


def test_a_template_of_ones_own_asks_for_sentences_unless_it_says_openings(tmp_path: Path) -> None:
    template = tmp_path / "summarise.md"
    template.write_text("# User\n{article}", encoding="utf-8")
    assert load_prompts(tmp_path).templates["summarise"].answer == "sentences"
    template.write_text("# User\n{article}\n\n# Answer\n\nopenings\n", encoding="utf-8")
    assert load_prompts(tmp_path).templates["summarise"].answer == "openings"
