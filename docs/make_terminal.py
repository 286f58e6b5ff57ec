"""The README's terminal picture, from a real run: docs/images/terminal.svg.

    python docs/make_terminal.py

Each command runs in a terminal of its own, `WIDTH` columns wide, with the real models; what it
writes is drawn as it came, of a progress bar its last state. rich draws.
"""

from __future__ import annotations

import os
import pty
import re
import struct
import sys
import tempfile
from fcntl import ioctl
from io import StringIO
from pathlib import Path
from termios import TIOCSWINSZ

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "terminal.svg"
WIDTH = 110
ARTICLE = ROOT / "samples" / "pasted-page.txt"
COMMANDS = (
    "newsbrief lefileconomique.txt -n 2 --points 3 -o brief.md",
    "sed -n '/^# /,/^## Translation/p; /^## Checks/,$p' brief.md",
)
_DRAWN_OVER = re.compile(r"[^\n]*\r(?!\n)|\x1b\[\?25[hl]|\x1b\[\d*[AK]|\x1b\[2K")


def main() -> None:
    """Run the commands in an empty folder and draw what they write."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "lefileconomique.txt").write_bytes(ARTICLE.read_bytes())
        for command in COMMANDS:
            console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
            console.print(Text.from_ansi(_run(command, folder)))
    PICTURE.write_text(_without_fonts(console.export_svg(title="newsbrief")), encoding="utf-8")


def _without_fonts(svg: str) -> str:
    """Take out the addresses of fonts: whoever looks at a picture asks nobody for anything."""
    svg = re.sub(r"@font-face \{[^}]*\}\s*", "", svg)
    return svg.replace("Fira Code", "ui-monospace, Menlo, Consolas")


def _run(command: str, folder: str) -> str:
    """What `command` writes to a terminal, without what it drew over."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        os.execve("/bin/sh", ["sh", "-c", command], {**os.environ, "PATH": path})
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    written = b""
    try:
        while chunk := os.read(terminal, 65536):
            written += chunk
    except OSError:  # the terminal's end, on Linux
        pass
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise SystemExit(f"failed: {command}\n{written.decode()}")
    return _DRAWN_OVER.sub("", written.decode().replace("\r\n", "\n")).strip("\n") + "\n"


if __name__ == "__main__":
    main()
