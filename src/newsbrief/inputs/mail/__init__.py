"""A mail as an Article: newsletters, and articles that somebody forwarded."""

from newsbrief.inputs.mail.reading import looks_like_mail, read_mail

__all__ = ["looks_like_mail", "read_mail"]
