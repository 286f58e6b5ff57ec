"""Write docs/reference.md and docs/newsbrief.1 from the commands' own help.

python docs/make_reference.py            # write them
python docs/make_reference.py --check    # tell what is stale, and end with 1
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from man_page import man_page
from told import Told, ToldOption, commands, exit_codes, one_line

from newsbrief.config.setting import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DOCS = Path(__file__).parent

_SETTINGS = """\
Every option that has a variable in its table can be set for good: in the file that `newsbrief
config path` names, under its long name (`sentences = 5`), or by that environment variable. A flag
outweighs a variable, and a variable the file. Options of other commands than the main one stand in
a table of the command's name:

```toml
sentences = 5
glossary = "terms.tsv"      # relative to this file's folder; ~ is your home

[models.pull]
quiet = true
```

A switch is `true` or `false` in the file, and 1 or 0 (yes or no, true or false) in a variable. Each
has an opposite that the help does not list: `--no-strict`, or `--summary` for `--no-summary`. A
name or a value that is wrong ends with code 17 and the line it stands in. What the file's top says
of briefs holds for `newsbrief batch` too, unless its own table says otherwise.

These variables have no flag:
"""


def reference() -> str:
    """Return reference.md."""
    told = commands()
    parts = [
        "# Reference",
        "<!-- Made by docs/make_reference.py: change the commands' help instead. -->",
        *(_command(one) for one in told),
        "## Settings",
        _SETTINGS.rstrip("\n"),
        _table(("variable", "meaning"), ((f"`{n}`", m) for n, m in RESERVED.items())),
        "## Exit codes",
        _table(("code", "meaning"), ((str(c), _plain(m)) for c, m in exit_codes().items())),
    ]
    return "\n\n".join(parts) + "\n"


def _command(told: Told) -> str:
    parts = [f"## {told.name}", f"```\n{told.usage}\n```"]
    parts += [
        f"```sh\n{p.text}\n```" if p.as_is else _plain(one_line(p.text)) for p in told.paragraphs
    ]
    rows = list(_rows(told.options, with_help=" " not in told.name))
    if rows:
        parts.append(_table(("option", "meaning", "variable"), rows))
    return "\n\n".join(parts)


def _rows(options: Iterable[ToldOption], with_help: bool) -> Iterator[tuple[str, str, str]]:
    for option in options:
        if option.names == "-h, --help" and not with_help:
            continue
        variable = f"`{option.setting.variable}`" if option.setting else ""
        yield f"`{option.names}`", _plain(option.help), variable


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in lines
    )


def _plain(text: str) -> str:
    """Text that Markdown takes for text."""
    for char in "\\`*_<[":
        text = text.replace(char, f"\\{char}")
    return text


def main(arguments: list[str]) -> int:
    """Write both files, or with --check compare them; return the exit code."""
    stale = []
    for path, text in {
        DOCS / "reference.md": reference(),
        DOCS / "newsbrief.1": man_page(),
    }.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    if stale and "--check" in arguments:
        print(f"stale: {', '.join(stale)}; run: python docs/make_reference.py", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
