"""A real cross-encoder, made while the tests run: a BERT whose weights are set by hand.

It scores the share of a question's characters that stand in the passage. Its first layer lets every
character of the question look for itself in the passage and note whether it was found, its second
one takes the mean of these notes.
"""

from pathlib import Path

import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

# The characters that it can read; it passes over every other one.
CHARACTERS = "工会站点摄影大赛慰问职户外劳动者驿获奖作品多少收到海淀石景山区记河湖流域一线祝福"
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
# A token is a vector of one number for each character, and two more: whether it belongs to the
# passage, and whether it was found there.
OF_PASSAGE = len(SPECIAL) + len(CHARACTERS)
FOUND = OF_PASSAGE + 1
WIDTH = FOUND + 1
# Tokens of the longest pair; what is longer is cut.
LONGEST = 64


def write_cross_encoder(folder: Path, labels: int = 1, bias: float = -8.0) -> Path:
    """Write the model as a folder that sentence-transformers loads; NaN as `bias` breaks it."""
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=OF_PASSAGE,
            hidden_size=WIDTH,
            num_hidden_layers=2,
            num_attention_heads=1,
            intermediate_size=1,
            max_position_embeddings=LONGEST,
            num_labels=labels,
        )
    )
    with torch.no_grad():
        _set(model)
        model.classifier.bias.fill_(bias)
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    words = folder / "vocab.txt"
    words.write_text("\n".join([*SPECIAL, *CHARACTERS]), encoding="utf-8")
    BertTokenizer(vocab=str(words)).save_pretrained(folder)
    return folder


def _set(model: BertForSequenceClassification) -> None:
    for name, weights in model.named_parameters():
        if "LayerNorm" not in name:
            weights.zero_()
    bert = model.bert
    bert.embeddings.word_embeddings.weight.fill_diagonal_(1)
    bert.embeddings.token_type_embeddings.weight[1, OF_PASSAGE] = 1
    look, gather = (layer.attention for layer in bert.encoder.layer)
    for row in range(len(SPECIAL), OF_PASSAGE):
        look.self.query.weight[row, row] = look.self.key.weight[row, row] = 3
    # The same character in the passage is looked at before the question's own.
    look.self.query.bias[OF_PASSAGE] = 50
    look.self.key.weight[OF_PASSAGE, OF_PASSAGE] = 1
    look.self.value.weight[FOUND, OF_PASSAGE] = 1
    # All tokens but those of the passage and the special ones are gathered.
    gather.self.query.bias[0] = 40
    gather.self.key.weight[0, [*range(len(SPECIAL)), OF_PASSAGE]] = -1
    gather.self.value.weight[FOUND, FOUND] = 1
    for part in (look, gather):
        part.output.dense.weight.fill_diagonal_(1)
    bert.pooler.dense.weight[FOUND, FOUND] = 0.1
    model.classifier.weight[:, FOUND] = 20
