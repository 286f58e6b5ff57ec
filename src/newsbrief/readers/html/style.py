"""Detects CSS declarations that hide text, without looking at the rest of the page."""

from __future__ import annotations

import re

__all__ = ["fades", "hides", "hides_for_good"]

_ZERO = r"0*(?:\.0+)?(?:px|pt|r?em|%|vh|vw)?\s*(?:!\s*important\s*)?(?=;|\Z)"
_TINY = r"(?:[0-2](?:\.\d+)?(?:px|pt)|0?\.[01]\d*r?em)"
_FAR = r"-\d{3,}(?:\.\d+)?(?:px|pt|r?em|%|vw)"

# Never shown, whatever a script does later.
_GONE = re.compile(
    r"(?:^|;)\s*(?:visibility\s*:\s*hidden|color\s*:\s*transparent"
    rf"|font-size\s*:\s*(?:0*(?:\.0+)?(?![.\d]*[1-9])|{_TINY})"
    rf"|(?:left|top|text-indent|margin-left)\s*:\s*{_FAR}"
    r"|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|transform\s*:\s*scale\(\s*0\s*\))",
    re.IGNORECASE,
)

# Sites set these also on what a script shows later.
_NOT_SHOWN = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_FADED = re.compile(rf"(?:^|;)\s*opacity\s*:\s*{_ZERO}", re.IGNORECASE)
_NO_SIZE = re.compile(rf"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*{_ZERO}", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:^|;)\s*overflow(?:-[xy])?\s*:\s*hidden", re.IGNORECASE)
_COLOUR = re.compile(r"(?:^|;)\s*(color|background(?:-color)?)\s*:\s*([^;]+)", re.IGNORECASE)
_WHITE, _BLACK = "#ffffff", "#000000"
_NAMED = {"white": _WHITE, "black": _BLACK, "rgb(255,255,255)": _WHITE, "rgb(0,0,0)": _BLACK}
_MAX_CHARS = 2_000  # of one declaration block; only hostile ones are longer


def hides(style: str) -> bool:
    """Whether the declarations of a `style` attribute make the text invisible."""
    style = style[:_MAX_CHARS]
    if not style:
        return False
    return hides_for_good(style) or fades(style) or _NOT_SHOWN.search(style) is not None


def fades(style: str) -> bool:
    """Whether the declarations make text transparent: scripts fade whole articles in."""
    return _FADED.search(style[:_MAX_CHARS]) is not None


def hides_for_good(style: str) -> bool:
    """Whether the declarations hide text whatever a script does later."""
    style = style[:_MAX_CHARS]
    no_size = _NO_SIZE.search(style) and _CUT_OFF.search(style)
    return bool(_GONE.search(style) or no_size or _on_its_own_colour(style))


def _on_its_own_colour(style: str) -> bool:
    """Whether the text has the colour of its background, as white on white."""
    colours: dict[str, str] = {}
    for name, value in _COLOUR.findall(style):
        colours[name.lower().removesuffix("-color")] = _plain(value)
    return "color" in colours and colours["color"] == colours.get("background")


def _plain(value: str) -> str:
    """Return a colour in the same form, whichever way it is written."""
    value = "".join(value.lower().removesuffix("!important").split())
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        value = "#" + "".join(2 * digit for digit in value[1:])
    return _NAMED.get(value, value)
