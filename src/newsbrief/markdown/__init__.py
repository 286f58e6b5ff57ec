"""Markdown both ways: source as tokens and spans, blocks as source, front matter."""
