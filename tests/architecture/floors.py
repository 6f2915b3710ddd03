"""Rooms -> places: a floor for each, an order on the floor, an x; arrows find a way between rooms.

After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
structures" (1981): layers, points where a long arrow crosses a layer, order by barycentres, places
by averages that keep a distance. The same graph gives the same places, to the unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.architecture.imports import PACKAGES, Graph

# Sweeps over all floors, down and up again: to find an order, then to find places.
ORDER_SWEEPS, PLACE_SWEEPS = 24, 80
# How much more a long arrow's points pull each other than a room does: it runs straight.
STRAIGHT = 8
# Between two rooms, and between an arrow that goes by and its neighbour, in units of the picture.
ROOM_GAP = 22
ARROW_GAP = 12

# A point of an arrow on a floor that it crosses, or a room: (from, to, floor) or (room,).
Node = tuple[str | int, ...]


@dataclass(slots=True)
class Layout:
    """Where everything stands.

    Attributes:
        floors: From the top: what stands on each floor, from the left.
        x: Middle of each, in units of the picture.
        ways: For each arrow (from, to), what it touches from its start to its end.
    """

    floors: list[list[Node]]
    x: dict[Node, float]
    ways: dict[tuple[str, str], list[Node]] = field(default_factory=dict)


def floors_of(graph: Mapping[str, set[str]]) -> dict[str, int]:
    """Return the floor of each room, counted from the top: all that a room needs lies below it.

    A package's floors lie together. A room stands as low as it can, unless more rooms need it than
    it needs: then it stands close under them.
    """
    height: dict[str, int] = {}
    ground = 0
    for package in reversed(PACKAGES):
        inside = {node for node in graph if node.split(".")[0] == package}
        own = {node: graph[node] & inside for node in inside}
        for node in sorted(own, key=lambda node: (_depth(own, node), node)):
            height[node] = max([height[need] + 1 for need in own[node]], default=ground)
        _rise(own, graph, height)
        ground = 1 + max((height[node] for node in inside), default=ground - 1)
    return {node: ground - 1 - height[node] for node in graph}


def _depth(graph: Mapping[str, set[str]], node: str) -> int:
    return 1 + max((_depth(graph, need) for need in graph[node]), default=-1)


def _rise(own: Graph, graph: Mapping[str, set[str]], height: dict[str, int]) -> None:
    """Lift rooms towards those that need them, from the top, where that shortens the arrows."""
    for node in sorted(own, key=lambda node: (-height[node], node)):
        users = [other for other in own if node in own[other]]
        if users and len(users) >= len(graph[node]):
            height[node] = min(height[other] for other in users) - 1


def lay_out(graph: Mapping[str, set[str]], width: Mapping[str, int]) -> Layout:
    """Return the places of these rooms; `width` is that of each room, in units of the picture."""
    floor = floors_of(graph)
    floors: list[list[Node]] = [[] for _ in range(1 + max(floor.values()))]
    for room in sorted(graph):
        floors[floor[room]].append((room,))
    ways: dict[tuple[str, str], list[Node]] = {}
    for start, end in sorted((start, end) for start, ends in graph.items() for end in ends):
        crossed: list[Node] = [(start, end, at) for at in range(floor[start] + 1, floor[end])]
        for point in crossed:
            floors[int(point[2])].append(point)
        ways[start, end] = [(start,), *crossed, (end,)]
    layout = Layout(floors, {}, ways)
    _order(layout)
    _place(layout, width)
    return layout


def _neighbours(layout: Layout) -> tuple[dict[Node, list[Node]], dict[Node, list[Node]]]:
    """Return what each is joined to on the floor above, and on the floor below."""
    above: dict[Node, list[Node]] = {node: [] for floor in layout.floors for node in floor}
    below: dict[Node, list[Node]] = {node: [] for node in above}
    for way in layout.ways.values():
        for upper, lower in pairwise(way):
            above[lower].append(upper)
            below[upper].append(lower)
    return above, below


def _order(layout: Layout) -> None:
    """Order every floor by the mean place of its neighbours; keep that with fewest crossings."""
    above, below = _neighbours(layout)
    best, fewest = [[*floor] for floor in layout.floors], _crossings(layout.floors, below)
    for sweep in range(ORDER_SWEEPS):
        joined, floors = (above, layout.floors) if sweep % 2 == 0 else (below, layout.floors[::-1])
        for fixed, moving in pairwise(floors):
            place = {node: at for at, node in enumerate(fixed)}
            here = {node: at for at, node in enumerate(moving)}
            moving.sort(key=lambda node: (_mean(joined[node], place, here[node]), here[node]))
        crossings = _crossings(layout.floors, below)
        if crossings < fewest:
            best, fewest = [[*floor] for floor in layout.floors], crossings
    layout.floors = best


def _mean(nodes: Sequence[Node], place: Mapping[Node, float], otherwise: float) -> float:
    return sum(place[node] for node in nodes) / len(nodes) if nodes else otherwise


def _crossings(floors: Sequence[Sequence[Node]], below: Mapping[Node, Sequence[Node]]) -> int:
    """Return how many pairs of arrows cross between two floors, over all floors."""
    crossings = 0
    for upper, lower in pairwise(floors):
        place = {node: at for at, node in enumerate(lower)}
        ends = [place[end] for node in upper for end in sorted(below[node], key=place.__getitem__)]
        crossings += sum(left > right for at, left in enumerate(ends) for right in ends[at + 1 :])
    return crossings


def _place(layout: Layout, width: Mapping[str, int]) -> None:
    """Give everything an x close to the mean of its neighbours, in order and at its distance."""
    above, below = _neighbours(layout)
    layout.x = {node: float(at * 60) for floor in layout.floors for at, node in enumerate(floor)}
    for sweep in range(PLACE_SWEEPS):
        for floor in layout.floors if sweep % 2 else layout.floors[::-1]:
            wanted = [_pulled(node, above[node] + below[node], layout.x) for node in floor]
            layout.x.update(zip(floor, _apart(floor, wanted, width), strict=True))
    left = min(layout.x[node] - _half(node, width) for node in layout.x)
    layout.x = {node: round(x - left) for node, x in layout.x.items()}


def _pulled(node: Node, near: Sequence[Node], x: Mapping[Node, float]) -> float:
    """Return the mean x of the neighbours, where points of one arrow count STRAIGHT times."""
    pull = {other: STRAIGHT if len(other) == len(node) == 3 else 1 for other in near}
    whole = sum(pull.values())
    return sum(x[other] * pull[other] for other in near) / whole if whole else x[node]


def _half(node: Node, width: Mapping[str, int]) -> float:
    return width[str(node[0])] / 2 if len(node) == 1 else 0


def _apart(floor: Sequence[Node], wanted: Sequence[float], width: Mapping[str, int]) -> list[float]:
    """Return the places closest to the wanted ones (least squares) that keep order and distance.

    Places less their least offset from the left must not fall: pools of neighbours that would are
    given their mean (the pool-adjacent-violators algorithm).
    """
    offsets = [0.0]
    for left, right in pairwise(floor):
        gap = ROOM_GAP if len(left) == len(right) == 1 else ARROW_GAP
        offsets.append(offsets[-1] + _half(left, width) + gap + _half(right, width))
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        pools.append((want - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (late, many), (early, few) = pools.pop(), pools.pop()
            pools.append(((late * many + early * few) / (many + few), many + few))
    level = [mean for mean, count in pools for _ in range(count)]
    return [base + offset for base, offset in zip(level, offsets, strict=True)]
