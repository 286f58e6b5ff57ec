"""What every stage knows of text: sentences, spans, links, dates, printable characters."""
