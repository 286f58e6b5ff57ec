"""PDF → Article: pages (read in a child process), then columns of lines, then paragraphs."""
