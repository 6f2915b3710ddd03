"""A real question-answering model, made while the tests run: weights as drawn, one seed."""

from pathlib import Path

import torch
from transformers import BertConfig, BertForQuestionAnswering, BertTokenizer

from tests.index.cross_encoder import CHARACTERS, SPECIAL


def write_answering_model(folder: Path) -> Path:
    """Write the model as a folder that transformers loads."""
    torch.manual_seed(16)
    model = BertForQuestionAnswering(
        BertConfig(
            vocab_size=len(SPECIAL) + len(CHARACTERS),
            hidden_size=8,
            num_hidden_layers=1,
            num_attention_heads=1,
            intermediate_size=8,
            max_position_embeddings=512,
        )
    )
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    words = folder / "vocab.txt"
    words.write_text("\n".join([*SPECIAL, *CHARACTERS]), encoding="utf-8")
    BertTokenizer(vocab=str(words)).save_pretrained(folder)
    return folder
