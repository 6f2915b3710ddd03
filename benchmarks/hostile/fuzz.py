# ruff: noqa: E501 - formats written as they stand in files
"""Change sound files at random and read them: each must end in articles or in a PageError.

    python -m benchmarks.hostile.fuzz [md|html|docx|zip|pdf|odt|rtf|epub|pptx|xlsx|eml…]
    [--seconds 60] [--seed 1] [--findings FOLDER]

Bits are turned, stretches cut, doubled and moved, and words of each format put in; packages are
changed packed and unpacked. The kinds that office programs and mail write have their readers called
here, outside of the process that usually reads them and that would turn any failure into a reason.
What ends otherwise, or takes longer than the limit, is written into the folder with the seed's
number; keep a small one under `tests/hostile/`.
"""

import argparse
import io
import random
import signal
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from benchmarks.hostile import offices
from benchmarks.hostile.files import GOOD, docx_bytes
from benchmarks.hostile.pdfs import SHOWN, one_page, pdf
from corpus.errors import PageError
from corpus.formats.readers import reader_of
from corpus.load import load, load_bytes
from corpus.page.newspaper import read_page

# Seconds for one file, and the most that mutations make of it.
LONGEST, LARGEST = 10, 200_000
MOST_CHANGES = 8
MATTER = "---\npaper: 工会周报\ndate: 2023-01-05\npage: 2\nauthors: [张晶, 李伟]\n---\n\n"
OFFICES: dict[str, Callable[[], bytes]] = {
    "odt": offices.odt,
    "rtf": offices.rtf,
    "epub": offices.epub,
    "pptx": offices.slides,
    "xlsx": offices.sheets,
    "eml": offices.message,
}
PACKAGES = frozenset({"docx", "odt", "epub", "pptx", "xlsx"})
PAGE = f'{MATTER}{GOOD}\n## 职工*大赛*\n\n- **作品** 600 幅\n\n> 引文[链接](http://a "b")\n\n| 甲 | 乙 |\n'
WEB = (
    '<html><head><meta charset="utf-8"><title>慰问 - 工会周报</title><script type="application/ld+json">'
    '{"headline":"慰问","datePublished":"2023-01-05","author":[{"name":"张晶"}]}</script></head><body>'
    '<div class="nav"><a href="/">首页</a></div><div id="main"><h1>慰问</h1><p>来源：工会周报 作者：张晶</p>'
    "<p>工会慰问<b>一线</b>职工，送上祝福。</p><ol><li>甲</li></ol><table><tr><td>一</td><td>二</td></tr>"
    "</table></div></body></html>"
)
TOKENS = {
    "md": "---\n|***|# |> |[](|**|__|```|<!--|-->|<h1>|</h1>|&#0;|&amp;|\\|\0|\u202e|\ud800|* * *|：|[a, &x|*x|"
    "!!python/object:os.system|9999-99-99|0x|~|{{|? |- |本报讯（记者 |摄|。|”|第一章 |\r|\u2028|\U000e0041",
    "html": "<|>|</p>|<p>|<div>|<table>|<td>|</table>|<!--|-->|<![CDATA[|&|&#xD800;|&lt;|<script>|</script>|<svg>|"
    "<template>|charset=utf-7|charset=gbk|class=nav|hidden|\0|\\ud800|[[[[|{|}|<body>|<a>|<b>|<li>|<h1>|<frameset>|"
    "MIME-Version: 1.0\n|Content-Type: multipart/mixed; boundary=a\n\n--a\n|Content-Transfer-Encoding: base64\n",
    "docx": "<w:p>|</w:p>|<w:r>|<w:t>|</w:t>|<w:tbl>|<w:tr>|<w:tc>|w:val=|<w:pPr>|<w:sz |&x;|<!DOCTYPE a>|\"|999|<|>|"
    "rId1|Target=|../|http://|TargetMode=\"External\"|<w:pict/>|<w:del>|<w:txbxContent>",
    "zip": "PK\1\2|PK\3\4|PK\5\6|PK\6\6|PK\6\7|\0\0|\xff\xff\xff\xff|../|/|\\",
    "pdf": "obj|endobj|stream|endstream|<<|>>|[|]|/Kids|/Parent 2 0 R|/Count -1|/Filter|/Length 9|3 0 R|4 0 R|BT|ET|Tj|"
    "Tf|Tm|cm|q|Q|re|Do|1e38|-1|0|/Encrypt|/ObjStm|xref|trailer|/Rotate 45|/MediaBox [0 0 0 0]",
    "odt": "<text:p>|</text:p>|<text:h text:outline-level=\"99\">|<text:s text:c=\"999999999\"/>|<text:s text:c=\"²\"/>|<!-- -->|"
    "<?a b?>|<text:span>|<text:note>|<table:table-row>|<table:table-cell table:number-columns-repeated=\"9999999\">|"
    "<draw:frame>|<text:list>|style:parent-style-name=\"P1\"|9e999pt|<!DOCTYPE a [<!ENTITY b \"c\">]>|&b;|encryption-data|<|>",
    "rtf": "{|}|\\|\\'|\\'e9|\\u-1?|\\u99999999?|\\uc9|\\bin9|\\fs999999|\\outlinelevel5|\\outlinelevel|\\cell|\\row|\\intbl|"
    "\\ansicpg950|\\ansicpg0|\\pard|\\b0|{\\*\\|\\fldinst HYPERLINK|\\fcharset136|\U000f0000|\U000f000a|\udb80\udc0a|\0",
    "epub": "<itemref idref=\"a\"/>|<item id=\"a\"|href=\"../../a\"|href=\"%00\"|<dc:date>|9999-99-99|<!-- -->|<?a b?>|<!DOCTYPE a>|"
    "<spine>|<p>|</p>|<h1>|full-path=\"\"|linear=|properties=|&b;|<|>",
    "pptx": "<p:sp>|</p:sp>|<a:tbl>|<a:tr>|<a:tc>|<a:p>|<a:br/>|<a:t>|<p:pic/>|show=\"0\"|type=\"title\"|<!-- -->|<?a b?>|<!DOCTYPE a>|"
    "r:id=\"rId1\"|Target=\"../../a\"|TargetMode=\"External\"|<p:sldId|&b;|<|>",
    "xlsx": "<row>|<row r=\"999999999\">|<c r=\"XFD1048576\">|<c r=\"A0\">|t=\"s\"|t=\"d\"|t=\"e\"|<v>99999</v>|<v>1e999</v>|<v>nan</v>|"
    "<v>-1</v>|<f>1</f>|s=\"999\"|s=\"-1\"|numFmtId=\"14\"|<mergeCell ref=\"A1:XFD1048576\"/>|<!-- -->|<?a b?>|<!DOCTYPE a>|"
    "Target=\"../a\"|r:id=|state=\"hidden\"|<is>|<|>|&b;",
    "eml": "\n|\n\n|--|boundary=|Content-Type: message/rfc822\n\n|Content-Type: multipart/mixed; boundary=\"\"\n\n|charset=|"
    "Content-Transfer-Encoding: base64\n\n|Content-Transfer-Encoding: x-uuencode\n\n|=?utf-8?b?=|=?gbk?q?=e9?=|Date: 0\n|"
    "Date: Mon, 99 Foo 99999 99:99 +9999\n|filename*=utf-8''%ff|filename*0=a; filename*1=b|Subject:|name=\"a.docx\"|name=\"a.eml\"|\0|=|\xff|\udcff",
}  # fmt: skip


@cache
def seeds(kind: str) -> bytes:
    """Return a sound file of a kind."""
    if kind in OFFICES:
        return OFFICES[kind]()
    if kind == "pdf":
        return pdf(one_page(SHOWN.encode() * 3))
    if kind == "docx":
        return docx_bytes()
    if kind == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("甲/1.md", GOOD)
            package.writestr("2.html", WEB)
        return packed.getvalue()
    return (WEB if kind == "html" else PAGE).encode()


def changed(raw: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    """Return a file with one to some changes."""
    body = bytearray(raw)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        at = chance.randrange(len(body) + 1)
        end = min(len(body), at + chance.choice([1, 4, 32, 500]))
        how = chance.randrange(6)
        if how == 0 and at < len(body):
            body[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del body[at:end]
        elif how == 2:
            body[at:at] = body[at:end] * chance.choice([1, 3, 300])
        elif how == 3:
            to = chance.randrange(len(body) + 1)
            body[to:to] = body[at:end]
        elif how == 4:
            body[at:end] = chance.choice(tokens) * chance.choice([1, 1, 2, 700])
        elif chance.random() < 0.1:
            del body[at:]
        del body[LARGEST:]
    return bytes(body)


def repacked(raw: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    """Change one part within a package and pack it again."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w") as new:
        names = old.namelist()
        hit = chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, changed(content, chance, tokens) if name == hit else content)
    return packed.getvalue()


def mutant(kind: str, number: int) -> bytes:
    """Return the file that belongs to a kind and a number, the same each time."""
    chance = random.Random(f"{kind} {number}")
    tokens = [one.encode("utf-8", "surrogatepass") for one in TOKENS[kind].split("|") if one]
    raw = seeds(kind)
    if kind in PACKAGES and chance.random() < 0.8:
        return repacked(raw, chance, tokens)
    return changed(raw, chance, tokens)


def read(kind: str, raw: bytes) -> str:
    """Read a file; return "" if it ended well, else what went wrong."""
    try:
        if kind == "zip":
            with TemporaryDirectory() as folder:
                (Path(folder) / "a.zip").write_bytes(raw)
                load([Path(folder)])
        elif kind in OFFICES:
            for text in reader_of(f".{kind}")(raw).texts:
                read_page(text, f"a.{kind}")
        else:
            load_bytes(f"a.{kind}", raw)
    except PageError:
        return ""
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"longer than {LONGEST} seconds")


def fuzz(kind: str, seconds: float, first: int, keep: Callable[[int, bytes, str], None]) -> int:
    """Read changed files for some seconds; return how many, and hand what went wrong to `keep`."""
    signal.signal(signal.SIGALRM, _too_long)
    end = time.monotonic() + seconds
    number = first
    while time.monotonic() < end:
        raw = mutant(kind, number)
        signal.alarm(LONGEST)
        try:
            wrong = read(kind, raw)
        finally:
            signal.alarm(0)
        if wrong:
            keep(number, raw, wrong)
        number += 1
    return number - first


def main() -> None:
    """Print how many files of each kind were read and what went wrong."""
    parser = argparse.ArgumentParser(description="Change sound files at random and read them.")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(TOKENS))
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("var/fuzz"))
    wanted = parser.parse_args()
    wanted.findings.mkdir(parents=True, exist_ok=True)
    for kind in wanted.kinds or list(TOKENS):
        found: set[str] = set()

        def keep(
            number: int, raw: bytes, wrong: str, kind: str = kind, found: set[str] = found
        ) -> None:
            if wrong[:60] not in found:
                found.add(wrong[:60])
                (wanted.findings / f"{number}.{kind}").write_bytes(raw)
                print(f"  {kind} {number}: {wrong[:200]}", flush=True)

        count = fuzz(kind, wanted.seconds, wanted.seed, keep)
        print(f"{kind}: {count:,} files read, {len(found)} kinds of failure", flush=True)


if __name__ == "__main__":
    main()
