"""Tiny models of the real architectures, built on the spot: weights are random, shapes are true."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = [
    "le groupe a vendu son usine de Lyon",
    "la banque centrale relève ses taux",
    "the group sold its plant in Lyon",
    "the central bank raises its rates",
    "l'entreprise compte 450 salariés et 12 sites",
    "hello world, this is a little corpus. et voilà !",
] * 5


def sentencepiece_model(path: Path, *, vocabulary: int = 90, **options: Any) -> Path:
    """Train a SentencePiece model on the corpus above and write it to `path`."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS),
        model_prefix=str(path.with_suffix("")),
        vocab_size=vocabulary,
        hard_vocab_limit=False,
        minloglevel=2,
        **options,
    )
    path.with_suffix(".model").rename(path)
    return path


def marian(folder: Path) -> Path:
    """A Marian folder as the hub holds it: config, two SentencePiece models, vocabulary, weights."""
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir()
    for name in ("source.spm", "target.spm"):
        sentencepiece_model(folder / name)
    pieces = sentencepiece.SentencePieceProcessor(str(folder / "source.spm"))
    words = [pieces.id_to_piece(i) for i in range(3, pieces.get_piece_size())]
    vocabulary = {w: i for i, w in enumerate(["</s>", "<unk>", *words, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    (folder / "tokenizer_config.json").write_text('{"source_lang": "fr", "target_lang": "en"}')
    torch.manual_seed(0)
    config = MarianConfig(
        **_SHAPE,
        vocab_size=len(vocabulary),
        pad_token_id=len(vocabulary) - 1,
        eos_token_id=0,
        bos_token_id=0,
        decoder_start_token_id=len(vocabulary) - 1,
        forced_eos_token_id=0,
        max_position_embeddings=256,
        scale_embedding=True,
        static_position_embeddings=True,
        activation_function="swish",
    )
    MarianMTModel(config).save_pretrained(folder)
    return folder


def nllb(folder: Path) -> Path:
    """NLLB: M2M100's architecture, a BPE tokenizer and codes such as fra_Latn."""
    from transformers import NllbTokenizer

    folder.mkdir()
    tokens = ["<s>", "<pad>", "</s>", "<unk>", *_letters()]
    tokenizer = NllbTokenizer(
        vocab={token: i for i, token in enumerate(tokens)}, merges=[], src_lang="eng_Latn"
    )
    return _save(folder, tokenizer, _m2m100(len(tokenizer)))


def m2m100(folder: Path) -> Path:
    """M2M100: a SentencePiece tokenizer and codes such as __fr__."""
    from transformers import M2M100Tokenizer

    folder.mkdir()
    pieces = sentencepiece_model(folder / "sentencepiece.bpe.model")
    tokens = ["<s>", "<pad>", "</s>", "<unk>", *_letters()]
    (folder / "vocab.json").write_text(json.dumps({t: i for i, t in enumerate(tokens)}))
    tokenizer = M2M100Tokenizer(str(folder / "vocab.json"), str(pieces))
    return _save(folder, tokenizer, _m2m100(len(tokenizer) + 128))


def mbart50(folder: Path) -> Path:
    """mBART-50: a unigram tokenizer and codes such as fr_XX."""
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    folder.mkdir()
    tokens = ["<s>", "<pad>", "</s>", "<unk>", *_letters()]
    tokenizer = MBart50Tokenizer(vocab=[(t, 0.0) for t in tokens], src_lang="en_XX")
    config = MBartConfig(vocab_size=len(tokenizer), max_position_embeddings=256, **_SHAPE)
    return _save(folder, tokenizer, MBartForConditionalGeneration(config))


def madlad(folder: Path) -> Path:
    """MADLAD-400: T5's architecture, told its target by a token such as <2en>."""
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    folder.mkdir()
    tokens = ["<pad>", "</s>", "<unk>", "<2en>", *_letters()]
    tokenizer = T5Tokenizer(vocab=[(t, 0.0) for t in tokens], extra_ids=0)
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=16,
        d_kv=8,
        d_ff=32,
        num_layers=1,
        num_heads=2,
        decoder_start_token_id=0,
    )
    return _save(folder, tokenizer, T5ForConditionalGeneration(config))


def chat(folder: Path) -> Path:
    """A Qwen2 folder with a chat template."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    folder.mkdir()
    words = sorted({word for line in CORPUS for word in line.split()})
    model = Tokenizer(
        WordLevel({w: i for i, w in enumerate(["<unk>", "<end>", *words])}, unk_token="<unk>")
    )
    model.pre_tokenizer = Whitespace()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=model, unk_token="<unk>", eos_token="<end>", pad_token="<end>"
    )
    tokenizer.chat_template = (
        "{% for m in messages %}{{ m.role }} {{ m.content }} {% endfor %}"
        "{% if add_generation_prompt %}assistant {% endif %}"
    )
    config = Qwen2Config(
        vocab_size=len(words) + 2,
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=1,
        max_position_embeddings=256,
        eos_token_id=1,
        pad_token_id=1,
        bos_token_id=None,
    )
    return _save(folder, tokenizer, Qwen2ForCausalLM(config))


_SHAPE: dict[str, Any] = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
}


def _letters() -> list[str]:
    return ["▁", *sorted({letter for line in CORPUS for letter in line if letter != " "})]


def _m2m100(vocabulary: int) -> Any:
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    config = M2M100Config(vocab_size=vocabulary, max_position_embeddings=256, **_SHAPE)
    return M2M100ForConditionalGeneration(config)


def _save(folder: Path, tokenizer: Any, model: Any) -> Path:
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    return folder
