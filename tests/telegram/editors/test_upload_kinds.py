"""An administrator sends what editors have: a PDF, a Word document, a web page, a zip."""

import io
import zipfile
from pathlib import Path

import pytest

from bot.editors.incoming import wanted_name
from bot.editors.messages import ADMIN_CHINESE
from corpus.config import Settings
from tests.telegram.archive import ADMIN, Archive, said
from tests.telegram.emulator import Shown, TelegramServer
from tests.telegram.world import answered

pytest_plugins = ["tests.telegram.fixtures", "tests.telegram.archive_fixtures"]

EDITORS = Path(__file__).parents[2] / "editors"
SHEET = EDITORS / "2024-04-25_02.pdf"
PATIENCE = 30.0


async def sent(server: TelegramServer, path: Path) -> Shown:
    await server.send_file(path.name, path.read_bytes(), ADMIN)
    return await said(server, f"📄 {path.name}")


@pytest.mark.parametrize(
    ("name", "day", "headlines"),
    [
        (
            "2024-04-18_03.html",
            "《清江职工报》 2024-04-18 第3版\n1 篇文章",
            ["凌晨四点的早餐车"],
        ),
        (
            "2024-04-18_04.docx",
            "2024-04-18 第4版\n2 篇文章",
            ["练兵场上比叉车", "职工书屋晚上也开门"],
        ),
        (
            "later/2024-05-02.zip",
            "2024-05-02 第1版\n2 篇文章",
            ["云溪区建起首个骑手之家", "五一劳动奖章名单公布"],
        ),
    ],
)
async def test_the_preview_shows_the_articles_of_each_kind(
    server: TelegramServer, open_archive: Archive, name: str, day: str, headlines: list[str]
) -> None:
    async with open_archive():
        shown = await sent(server, EDITORS / name)

    assert day in shown.text
    assert shown.styled("bold") == headlines
    assert "\\" not in shown.text
    assert [button["text"] for button in shown.buttons] == [
        ADMIN_CHINESE.confirm,
        ADMIN_CHINESE.cancel,
    ]


async def test_a_newspaper_page_as_pdf_is_shown_stored_and_asked(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    async with open_archive():
        shown = await sent(server, SHEET)
        number = await server.press(ADMIN, shown.message_id, ADMIN_CHINESE.confirm)
        await server.answer_to(number, PATIENCE)
        await said(server, "从现在起", seconds=PATIENCE)
        await server.say("夜班津贴涨到多少元？")
        [answer] = await answered(server)

    assert "《清江职工报》 2024-04-25 第2版\n4 篇文章" in shown.text
    assert shown.styled("bold")[0] == "医疗互助一季度给付206万元"
    assert (archive.corpus.folders[0] / SHEET.name).read_bytes() == SHEET.read_bytes()
    assert "夜班津贴从每班28元涨到45元" in answer.text


async def test_of_a_zip_each_page_is_named_and_what_cannot_be_read_told(
    server: TelegramServer, open_archive: Archive
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for page in (1, 2):
            package.writestr(f"2024-05-02_0{page}.md", f"## 第{page}场\n\n第{page}场有9名职工。")
        package.writestr("sheet.xls", b"\xd0\xcf\x11\xe0")
    async with open_archive():
        await server.send_file("五月.zip", stream.getvalue(), ADMIN)
        shown = await said(server, "📄")

    assert "\n\n2024-05-02 第2版\n\n2. 第2场" in shown.text
    assert (
        f"{ADMIN_CHINESE.refused.format(n=1)}\n· 五月.zip/sheet.xls：.xls is not read" in shown.text
    )


async def test_another_kind_is_refused_with_the_kinds_and_a_broken_one_with_what_to_do(
    server: TelegramServer, open_archive: Archive
) -> None:
    async with open_archive():
        await server.send_file("sheet.xls", b"\xd0\xcf\x11\xe0", ADMIN)
        other = await said(server, "📄 sheet.xls")
        await server.send_file("2024-04-25_03.pdf", SHEET.read_bytes()[:900], ADMIN)
        broken = await said(server, "📄 2024-04-25_03.pdf")

    assert other.text.endswith(ADMIN_CHINESE.kinds)
    assert all(
        kind in ADMIN_CHINESE.kinds for kind in (".md", ".txt", ".html", ".docx", ".pdf", ".zip")
    )
    assert "a damaged one; save or print it as PDF again" in broken.text
    assert broken.buttons == other.buttons == []


@pytest.mark.parametrize(
    ("sent_as", "caption", "name"),
    [
        ("scan.pdf", "2023-01-05_02.pdf", "2023-01-05_02.pdf"),
        ("scan.pdf", "2023-01-05_02.md", "2023-01-05_02.pdf"),
        ("pages.zip", "2023-01-05.txt", "2023-01-05.zip"),
        ("page.docx", "2023-01-05_02", "2023-01-05_02.docx"),
        ("noname", "2023-01-05_02.pdf", "2023-01-05_02.pdf"),
    ],
)
def test_a_caption_names_a_file_and_never_changes_its_kind(
    sent_as: str, caption: str, name: str
) -> None:
    assert wanted_name(sent_as, caption) == name
