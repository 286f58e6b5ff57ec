"""What holds of every splitter's spans, and text that is hard on one."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = st.text(alphabet="aAÉéx1 .!?…,;:«»“”\"'’()[]-–—\n\u00a0\u202f/@&", max_size=120)


def assert_covers(text: str, spans: list[tuple[int, int]]) -> None:
    end_before = 0
    for start, end in spans:
        assert end_before <= start < end <= len(text)
        assert not text[end_before:start].strip()
        assert text[start:end] == text[start:end].strip()
        end_before = end
    assert not text[end_before:].strip()
