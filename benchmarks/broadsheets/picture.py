"""Draw a page as it was read: each article in a colour of its own, headlines dark, captions framed.

    python -m benchmarks.broadsheets.picture FILE.pdf FOLDER

Blocks are numbered in the order in which they are read within their article.
"""

import sys
from pathlib import Path
from typing import Any

from corpus.formats.pdf.document import read_page_of
from corpus.formats.pdf.sheet.decode import open_pdf, read_sheets
from corpus.formats.pdf.sheet.geometry import Area

COLOURS = (
    "#e6194b",
    "#3cb44b",
    "#4363d8",
    "#f58231",
    "#911eb4",
    "#008080",
    "#9a6324",
    "#808000",
    "#c71585",
    "#1e90ff",
)
# Dots a point.
SCALE = 1.0


def main() -> None:
    """Draw every page of a file."""
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for number, picture in enumerate(drawn(source.read_bytes()), start=1):
        picture.save(folder / f"{source.stem}-{number}.png", optimize=True)


def drawn(raw: bytes) -> list[Any]:
    """Return the pages of a PDF as pictures."""
    document = open_pdf(raw)
    return [_drawn(document[n], n, sheet) for n, sheet in enumerate(read_sheets(document))]


def _drawn(page: Any, number: int, sheet: Any) -> Any:  # noqa: ANN401
    from PIL import ImageDraw

    picture = page.render(scale=SCALE).to_pil().convert("RGB")
    brush = ImageDraw.Draw(picture, "RGBA")
    for place, story in enumerate(read_page_of(number + 1, sheet).stories):
        colour = COLOURS[place % len(COLOURS)]
        if story.head:
            brush.rectangle(_box(story.head.area), fill=colour + "70")
        for step, block in enumerate(story.blocks, start=1):
            brush.rectangle(_box(block.area), fill=colour + "38", outline=colour)
            brush.text((block.area.left * SCALE, block.area.top * SCALE), str(step), fill="#000000")
        for caption in story.captions:
            brush.rectangle(_box(caption.block.area), outline=colour, width=2)
    colours = 64
    return picture.quantize(colours)


def _box(area: Area) -> tuple[float, float, float, float]:
    return (area.left * SCALE, area.top * SCALE, area.right * SCALE, area.bottom * SCALE)


if __name__ == "__main__":
    main()
