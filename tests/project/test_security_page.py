"""SECURITY.md names a test for each promise: each of them exists."""

from __future__ import annotations

import ast
import re

from repository import ROOT

NAMED = re.compile(r"\b(test_\w+)::(test_\w+)\b")


def test_each_test_that_the_page_names_exists() -> None:
    named = set(NAMED.findall((ROOT / "SECURITY.md").read_text(encoding="utf-8")))
    assert len(named) > 30
    assert {pair for pair in named if pair[1] not in _tests_of(pair[0])} == set()


def test_each_promise_names_a_test() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promised = text.split("## What is promised")[1].split("## What is not promised")[0]
    rows = [line for line in promised.splitlines() if re.match(r"\| (?!promise|-)", line)]
    assert rows
    assert [row for row in rows if not NAMED.search(row)] == []


def _tests_of(name: str) -> set[str]:
    paths = list((ROOT / "tests").rglob(f"{name}.py"))
    if len(paths) != 1:
        return set()
    nodes = ast.walk(ast.parse(paths[0].read_text(encoding="utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
