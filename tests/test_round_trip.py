"""What Markdown an article has, its brief's translation has too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import RuleTranslator
from newsbrief.article import Article, ArticleKind
from newsbrief.document import MARKS, BlockKind, SpanKind
from newsbrief.markdown.blocks import write_blocks
from newsbrief.readers.markdown import read_blocks, read_markdown
from structure import fingerprint
from translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.document import Block

K, S = BlockKind, SpanKind


class Capitals(RuleTranslator):
    """Translates by writing in capitals."""

    def hypotheses(self, text: str) -> list[str]:
        return [text.upper()]


def translated(source: str) -> tuple[Sequence[Block], Sequence[Block]]:
    """The blocks of an article, and those of its translation once written and read again."""
    document = read_markdown(Article(source, ArticleKind.MARKDOWN, "a.md"))
    english = translate(document, Capitals())[0].blocks
    return document.blocks, read_blocks(write_blocks(english, top=3))


REPORT = """---
title: Le budget de l'eau
---

**L'eau coûtera plus cher en 2026, selon la régie.**

Le prix moyen atteint **4,52 euros** le mètre cube[^prix], contre 4,10 euros en 2023 ~~et 2022~~. La
[régie](https://regie.example/a_b "Régie") l'a dit mardi[^2] *devant* le conseil.

## Méthode {#methode}

Avec `eau_calc --an 2026`, la formule $p_k = \\frac{C}{V}$ donne le prix. Voir <https://data.example/eau/2026>.

$$
p = \\frac{C}{V}
$$

1. Relever les volumes ;
2. calculer le coût :

   Le coût comprend l'entretien.

   ```python
   cout = sum(factures)  # pas de TVA
   ```

   - les fuites ;
   - les impayés.
3. publier.

- [x] relevés
- [ ] audit

> Le maire s'inquiète :
>
> - pour les ménages ;
> - pour les [écoles][e].

| Année | Prix | `code` |
|:------|-----:|:------:|
| 2023  | 4,10 | **a**\\|b |
| 2026  | 4,52 | [x](https://x.example/)[^2] |

![Le réservoir](https://img.example/r.jpg)

[![Le plan](https://img.example/p.jpg)](https://plan.example/)

Le logo ![logo de la régie](https://img.example/l.png) figure sur la facture de CO<sub>2</sub>.

---

Vers un\\
vers deux

[e]: https://ecoles.example/
[^prix]: Prix hors abonnement, pour 120 mètres cubes.

    Source : régie, *rapport* annuel.
[^2]: Conseil du [4 mars](https://conseil.example/).
[^orpheline]: Cette note n'est appelée nulle part.
"""


def test_a_reports_structure_is_that_of_its_translation() -> None:
    source, english = translated(REPORT)
    assert fingerprint(english) == fingerprint(source)
    assert english[2].text == "MÉTHODE"


def test_a_footnotes_text_is_translated_and_its_mark_follows_its_words() -> None:
    _, english = translated(REPORT)
    marks = [s for s in english[1].spans if s.kind in MARKS]
    before = [english[1].text[: m.start].split()[-1].casefold() for m in marks]
    assert before == ["cube", "mardi"]
    notes = [b for b in english if b.kind is K.FOOTNOTE]
    assert [n.target for n in notes] == ["prix", "2", "orpheline"]
    assert notes[2].text.upper() == "CETTE NOTE N'EST APPELÉE NULLE PART."


@pytest.mark.parametrize(
    "source",
    [
        "Mot[^1]. Fin.\n\n[^1]:\n    - un\n    - deux",
        "1. un\n\n   > cité\n\n   suite\n2. deux\n   1. deux un\n\n      encore",
        "- un\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n- deux",
        "> > deux fois\n>\n> une fois\n>\n> 3. trois\n> 4. quatre",
        "# T\n\n### A\n\n#### B\n\n### C",
        "<details>\n<summary>Le détail</summary>\n\nUn *texte*.\n\n</details>",
        "Un mot <!-- caché --> et `a|b`.\n\n    code indenté\n      deux",
        "| a | b |\n|---|:-:|\n| `x\\|y` | $z^2$ |",
        "Le prix : 10 $ ou 12 $. Voir http://a.example/fr/b_c_d?x=1.",
        "*Un **texte** penché* et ~~**barré**~~ ; [un *lien*](https://a.example/).",
        "5. cinq\n6. six\n\nTexte\n\n1. un",
        "* a\n\n* b\n\n+ c",
    ],
)  # fmt: skip
def test_constructs_survive(source: str) -> None:
    before, after = translated(source)
    assert fingerprint(after) == fingerprint(before)


WORDS = st.sampled_from("budget maire enquête ville hausse mesure lundi conseil vote taxe".split())
SENTENCE = st.lists(WORDS, min_size=2, max_size=6, unique=True).map(" ".join)
INLINE = st.sampled_from(
    ["**{}**", "*{}*", "[{}](https://a.example/x)", "~~{}~~", "`a_b(1)` {}", "{}[^1]", "{} $x^2$"]
)


@st.composite
def prose(draw: st.DrawFn) -> str:
    before, marked, after = draw(SENTENCE), draw(WORDS), draw(SENTENCE)
    return f"Le {before} {draw(INLINE).format(marked.title())} le {after}."


@st.composite
def blocks_of(draw: st.DrawFn, depth: int = 0) -> str:
    kinds = ["prose", "heading", "code", "table", "formula", "rule", "image"]
    kind = draw(st.sampled_from([*kinds, *(["list", "quote", "numbers"] if depth < 3 else [])]))
    if kind in ("list", "quote", "numbers"):
        inner = draw(st.lists(blocks_of(depth=depth + 1), min_size=1, max_size=3))
        sign = {"list": "- ", "quote": "> ", "numbers": "1. "}[kind]
        rest = "> " if kind == "quote" else " " * len(sign)
        text = "\n\n".join([draw(prose()), *inner])
        lines = text.split("\n")
        return "\n".join([sign + lines[0], *((rest + line).rstrip() for line in lines[1:])])
    return {
        "prose": draw(prose()),
        "heading": f"### {draw(SENTENCE)} {{#id-1}}",
        "code": f"```py\nx = '{draw(SENTENCE)}'\n\n  y\n```",
        "table": f"| {draw(WORDS)} | b |\n|:-:|---|\n| **{draw(WORDS)}** | 2[^1] |",
        "formula": "$$\na_1 = b\n$$",
        "rule": "***",
        "image": f"![{draw(SENTENCE)}](https://a.example/i.png)",
    }[kind]


@settings(max_examples=60, deadline=None)
@given(st.lists(blocks_of(), min_size=1, max_size=5))
def test_any_structure_survives(parts: list[str]) -> None:
    source = "\n\n".join([*parts, "[^1]: Une *note* de la ville."])
    before, after = translated(source)
    assert fingerprint(after) == fingerprint(before)
