"""Handling of text for all stages: sentences, spans, links, dates, printable characters."""
