"""The two loops: an encoder that draws a question to its passage, a reader that points into it.

Both run on a processor, in bfloat16 where it has instructions for that. They go on where they were
stopped (`….state` beside the file that they write), and stop at a number of steps or minutes; the
rate falls to nothing by then. Lengths are filled up to whole multiples: every new length costs the
libraries a new plan.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn

from index.training.transformer.examples import LearntQuestion, ShownPassage
from index.training.transformer.network import Bert, PointingBert, mean_vector, save_state

# Characters of a headline and of a question that are shown; tokens of a pair, and of a text.
HEADLINE, QUESTION = 40, 160
LONGEST_PAIR, LONGEST_TEXT = 320, 256
MULTIPLE = 32
# Temperature of the encoder's comparison, and its share of batches that are translations.
TEMPERATURE, PARALLEL = 0.03, 0.25
# Steps until the rate is whole; share of it that is left at the end; steps between two savings.
WARM, LEAST, SAVED = 80, 0.03, 50
# Batches that are sorted by length together.
WINDOW = 16
# Without instructions for it, bfloat16 takes many times as long as float32.
QUICK_HALVES = torch.backends.cpu.get_cpu_capability() not in {"DEFAULT", "NO AVX", "AVX2"}
# Logit of a place where no answer may begin or end.
BARRED = -1e4

_Pair = tuple[str, str, tuple[int, int] | None]
StepReport = Callable[[int, int, dict[str, float]], None]


@dataclass(frozen=True, slots=True)
class Run:
    """How long and how fast to learn.

    Attributes:
        out: File that the weights are written to.
        rate: Highest rate of AdamW.
        steps: At most.
        minutes: At most.
        seed: Of what is drawn.
    """

    out: Path
    rate: float
    steps: int
    minutes: float
    seed: int


def shown(passage: ShownPassage) -> str:
    """Return a passage as the models see it: its headline, then its words."""
    return f"{passage.title[:HEADLINE]}\n{passage.text}" if passage.title else passage.text


def tune_reader(
    model: PointingBert,
    cut: Tokenizer,
    examples: Sequence[LearntQuestion],
    run: Run,
    report: StepReport,
) -> None:
    """Tune a reader on pairs: a question with the passage that answers, and with two others."""
    cut.enable_truncation(LONGEST_PAIR, strategy="only_second")
    chance = random.Random(run.seed)
    batches = _pair_batches(examples, chance)
    pairs = sum(len(_pairs(example, chance)) for example in examples)

    def loss(step: int) -> dict[str, Tensor]:
        return _reading_loss(model, cut, next(batches))

    _learn(model, loss, run, min(run.steps, pairs // 24), report)


def tune_encoder(
    model: Bert,
    cut: Tokenizer,
    material: tuple[Sequence[LearntQuestion], Sequence[tuple[str, str]]],
    run: Run,
    report: StepReport,
) -> None:
    """Tune an encoder on answered questions, and on sentences with their translations."""
    cut.enable_truncation(LONGEST_TEXT)
    chance = random.Random(run.seed)
    examples = [example for example in material[0] if example.answer is not None]
    batches = _question_batches(examples, chance)

    def loss(step: int) -> dict[str, Tensor]:
        if chance.random() < PARALLEL:
            return _translation_loss(model, cut, chance.sample(list(material[1]), 64))
        return _finding_loss(model, cut, next(batches), chance)

    _learn(model, loss, run, min(run.steps, len(examples) // 32), report)


def _learn(
    model: nn.Module,
    loss_of: Callable[[int], dict[str, Tensor]],
    run: Run,
    steps: int,
    report: StepReport,
) -> None:
    learnt = [weight for weight in model.parameters() if weight.requires_grad]
    groups = [
        {"params": [weight for weight in learnt if weight.dim() > 1], "weight_decay": 0.01},
        {"params": [weight for weight in learnt if weight.dim() < 2], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, run.rate, betas=(0.9, 0.98), fused=True)
    state = run.out.with_suffix(".state")
    step = _resumed(state, model, optimizer)
    model.train()
    began = time.monotonic()
    while step < steps and (spent := (time.monotonic() - began) / 60) < run.minutes:
        done = max(step / steps, spent / run.minutes)
        for group in optimizer.param_groups:
            group["lr"] = run.rate * min(1, (step + 1) / WARM) * max(LEAST, 1 - done)
        losses = loss_of(step)
        torch.autograd.backward([sum(losses.values(), torch.zeros(()))])
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        report(step, steps, {name: loss.item() for name, loss in losses.items()})
        if step % SAVED == 0:
            kept = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
            save_state(state, kept)
    save_state(run.out, {"model": model.state_dict(), "steps": step})


def _resumed(state: Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    if not state.exists():
        return 0
    kept = torch.load(state)
    model.load_state_dict(kept["model"])
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["step"])


def _filled(encodings: Sequence[Encoding]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, kinds and what is no filler: shape `(texts, tokens)`."""
    longest = max(len(encoding.ids) for encoding in encodings)
    shape = (len(encodings), -(-longest // MULTIPLE) * MULTIPLE)
    ids, kinds = torch.ones(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    valid = torch.zeros(shape, dtype=torch.bool)
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        ids[row, :length] = torch.tensor(encoding.ids)
        kinds[row, :length] = torch.tensor(encoding.type_ids)
        valid[row, :length] = True
    return ids, kinds, valid


# --- the reader


def _pairs(example: LearntQuestion, chance: random.Random) -> list[_Pair]:
    question, others = example.question[:QUESTION], list(example.others)
    if example.answer is None:
        drawn = others[:1] + chance.sample(others[1:4], min(1, len(others[1:4])))
        return [(question, shown(one), None) for one in drawn]
    head = len(shown(example.answer)) - len(example.answer.text)
    place = (example.start + head, example.end + head)
    pool = others[:3] if chance.random() < 0.6 else others
    drawn = chance.sample(pool, min(2, len(pool)))
    first: _Pair = (question, shown(example.answer), place)
    return [first, *((question, shown(one), None) for one in drawn)]


def _pair_batches(
    examples: Sequence[LearntQuestion], chance: random.Random
) -> Iterator[list[_Pair]]:
    window: list[_Pair] = []
    while True:
        for example in chance.sample(list(examples), len(examples)):
            window += _pairs(example, chance)
            if len(window) < 24 * WINDOW:
                continue
            window.sort(key=lambda pair: len(pair[0]) + len(pair[1]))
            starts = list(range(0, len(window) - 23, 24))
            for start in chance.sample(starts, len(starts)):
                yield window[start : start + 24]
            window = []


def _reading_loss(model: PointingBert, cut: Tokenizer, pairs: Sequence[_Pair]) -> dict[str, Tensor]:
    encodings = cut.encode_batch([(question, passage) for question, passage, _ in pairs])
    ids, kinds, valid = _filled(encodings)
    allowed = kinds.bool() & valid
    allowed[:, 0] = True
    places = [
        _tokens_of(encoding, pair[2]) for encoding, pair in zip(encodings, pairs, strict=True)
    ]
    begin, end = (torch.tensor([place[side] for place in places]) for side in (0, 1))
    answers = torch.tensor([float(pair[2] is not None) for pair in pairs])
    with torch.autocast("cpu", torch.bfloat16, enabled=QUICK_HALVES):
        begins, ends, relevance = model(ids, kinds, valid)
    begins, ends = (logits.masked_fill(~allowed, BARRED) for logits in (begins, ends))
    return {
        "span": (F.cross_entropy(begins, begin) + F.cross_entropy(ends, end)) / 2,
        "relevance": F.binary_cross_entropy_with_logits(relevance, answers),
    }


def _tokens_of(encoding: Encoding, place: tuple[int, int] | None) -> tuple[int, int]:
    """Return first and last token of a range of the passage; the first of all for none."""
    if place is None:
        return 0, 0
    touched = [
        token
        for token, (side, (start, end)) in enumerate(
            zip(encoding.sequence_ids, encoding.offsets, strict=True)
        )
        if side == 1 and start < place[1] and place[0] < end
    ]
    return (touched[0], touched[-1]) if touched else (0, 0)


# --- the encoder


def _question_batches(
    examples: Sequence[LearntQuestion], chance: random.Random
) -> Iterator[list[LearntQuestion]]:
    while True:
        order = chance.sample(list(examples), len(examples))
        for start in range(0, len(order) - 31, 32):
            yield order[start : start + 32]


def _vectors(model: Bert, cut: Tokenizer, texts: Sequence[str]) -> Tensor:
    ids, kinds, valid = _filled(cut.encode_batch(list(texts)))
    with torch.autocast("cpu", torch.bfloat16, enabled=QUICK_HALVES):
        x = model(ids, kinds, valid)
    return F.normalize(mean_vector(x.float(), valid), dim=-1)


def _finding_loss(
    model: Bert, cut: Tokenizer, batch: Sequence[LearntQuestion], chance: random.Random
) -> dict[str, Tensor]:
    answers = [example.answer for example in batch if example.answer is not None]
    hard = [chance.choice(example.others[:5]) for example in batch if example.others]
    passages = _vectors(model, cut, [f"passage: {shown(one)}" for one in [*answers, *hard]])
    asked = _vectors(model, cut, [f"query: {one.question[:QUESTION]}" for one in batch])
    items = [one.item for one in answers]
    # Another answer of the same item may answer, too: it is no wrong one.
    unsure = torch.tensor(
        [
            [there != here and items[there] == items[here] for there in range(len(items))]
            + [False] * len(hard)
            for here in range(len(items))
        ]
    )
    likeness = (asked @ passages.T / TEMPERATURE).masked_fill(unsure, BARRED)
    return {"finding": F.cross_entropy(likeness, torch.arange(len(items)))}


def _translation_loss(
    model: Bert, cut: Tokenizer, sentences: Sequence[tuple[str, str]]
) -> dict[str, Tensor]:
    english = _vectors(model, cut, [f"query: {one}" for one, _ in sentences])
    chinese = _vectors(model, cut, [f"passage: {other}" for _, other in sentences])
    likeness, right = english @ chinese.T / TEMPERATURE, torch.arange(len(sentences))
    both = F.cross_entropy(likeness, right) + F.cross_entropy(likeness.T, right)
    return {"translation": both / 2}
