"""Reads and writes Markdown: the parser, blocks, inline markup and front matter."""
