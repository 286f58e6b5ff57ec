"""The picture of the HTML page in the docs, from a real run: docs/images/brief-html.png.

    python docs/make_page.py

It needs the real models, Chromium and the `dev` extra. Pillow, if it is there, makes the picture
smaller.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "brief-html.png"
ARTICLE = ROOT / "docs" / "images" / "tramway.txt"  # invented
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SIZE = {"width": 1240, "height": 1840}


def main() -> None:
    """Write a brief as a page, open it and take its picture with a paragraph chosen."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("Chromium is not installed; run: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "brief.html"
        command = [
            sys.executable,
            "-m",
            "newsbrief",
            ARTICLE.name,
            "-q",
            "--format",
            "html",
            "-o",
            page,
        ]
        subprocess.run(command, check=True, cwd=ARTICLE.parent)
        _take(browser, page.as_uri())
    _shrink()


def _take(browser: str, address: str) -> None:
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=browser, args=FLAGS)
        page = opened.new_page(viewport=SIZE, color_scheme="light")
        page.goto(address)
        page.screenshot(path=PICTURE)
        opened.close()


def _shrink() -> None:
    """Reduce the picture to 128 colours: it is text on paper."""
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(PICTURE) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
