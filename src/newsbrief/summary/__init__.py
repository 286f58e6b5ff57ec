"""Translation → Summary: which sentences matter, what the chat model answers, verification."""
