"""HTML pages → Document: metadata, head, content, structure."""
