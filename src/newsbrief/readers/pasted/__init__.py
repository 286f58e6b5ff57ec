"""Text pasted from web pages → Document: lines, the rules that judge them, metadata, body."""
