"""PDF → Article: pages read in a child process, then lines, columns, paragraphs and a head."""
