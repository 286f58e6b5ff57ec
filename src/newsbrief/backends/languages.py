"""How each multilingual architecture is told to go from French to English."""

from __future__ import annotations

from typing import Any

__all__ = ["target_arguments"]

# The code of French and the token of English as NLLB, M2M100 and mBART-50 spell them. NLLB shares
# M2M100's model type, so the vocabulary tells them apart.
CODES = (("fra_Latn", "eng_Latn"), ("fr", "__en__"), ("fr_XX", "en_XX"))
MADLAD_PREFIX = "<2en> "
T5_PREFIX = "translate French to English: "
MARIAN_PREFIXES = (">>eng<<", ">>en<<")  # multi-target Marian models only


def target_arguments(tokenizer: Any, model_type: str) -> tuple[str, dict[str, int]]:
    """Return (text put before each source, extra arguments of `generate`) for French to English.

    Sets the tokenizer's source language where it has one.
    """
    if model_type == "marian":
        return _marian_prefix(tokenizer), {}
    if model_type in ("t5", "mt5", "umt5"):
        known = tokenizer.convert_tokens_to_ids("<2en>") != tokenizer.unk_token_id
        return (MADLAD_PREFIX if known else T5_PREFIX), {}
    for source, target in CODES:
        index = tokenizer.convert_tokens_to_ids(target)
        if index not in (None, tokenizer.unk_token_id):
            tokenizer.src_lang = source
            return "", {"forced_bos_token_id": index}
    return "", {}


def _marian_prefix(tokenizer: Any) -> str:
    vocabulary = tokenizer.get_vocab()
    return next((f"{code} " for code in MARIAN_PREFIXES if code in vocabulary), "")
