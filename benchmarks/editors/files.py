"""Makes those files of `tests/editors/` that no editor of text can write.

They are a broadsheet, a zip, a spreadsheet, a Word document with a table, a scan, and a timetable.

`python -m benchmarks.editors.files` writes them anew. The other files are kept as they are.
Next: `benchmarks/editors/__main__.py` walks the editor's path with them.
"""

import io
import zipfile
from typing import Any

import docx
import openpyxl
from PIL import Image

from benchmarks.broadsheets.press import Press, Style, face
from benchmarks.broadsheets.shapes import KINDS, Piece
from benchmarks.editors.__main__ import FILES
from corpus.article import Article

MASTHEAD = "2024年4月25日　星期四　第2版　维权　　　清江职工报"
# How PDF writes letters that are searched and not seen.
INVISIBLE = 3
# Of the zip's files; the day that zip itself begins with, so that the same bytes are written.
DAY = (1980, 1, 1, 0, 0, 0)
HELPED = Article(
    "",
    "医疗互助一季度给付206万元",
    "本报讯（记者 覃朗）4月22日，市总工会公布职工医疗互助第一季度账目：给付206万元，惠及138"
    "1名职工，其中最多的"
    "一笔是3.8万元。参加互助的职工每人每年交费80元，住院、门诊大病都可以申请。\n"
    "申请只要三样材料：身份证、出院小结和费用清单。从交材料到钱到账，平均用了5天，比去年少了"
    "4天。市总工会把审核权"
    "交给了21个乡镇和街道工会，职工不用再跑市里。\n"
    "“上午交的材料，第三天手机就响了。”刚做完膝盖手术的公交司机于立柱说，他拿到的6400元正"
    "好够康复训练。\n"
    "市总工会保障部部长鲁青介绍，今年参加互助的职工有5.2万人，比去年多了七千多人，多出来的主"
    "要是快递员和家政员。"
    "从5月起，连续参加满五年的职工，给付比例再提高5个百分点。\n"
    "图为于立柱在社区康复室练习走路。 白小满 摄",
    kicker="材料减到三样，平均五天到账",
)
EXAMINED = Article(
    "",
    "货车司机免费体检",
    "4月起，市总工会在12家医院为货车司机开通免费体检，项目有心电图、血糖和颈椎检查。司机凭驾"
    "驶证即可预约，今年的"
    "名额是3000个。体检车每周二开进城北物流园，司机卸货时就能查完。",
)
COOLED = Article(
    "",
    "女职工休息室里添了小冰箱",
    "本报讯（记者 阮小棠）清江纺织厂工会用会费买了9台小冰箱，放进女职工休息室，供哺乳期女职"
    "工存放母乳。冰箱上了锁，"
    "钥匙由当班组长保管。“以前只能请假回家，现在午休就够了。”挡车工万晓红说。",
)
AGREED = Article(
    "",
    "港务公司谈成夜班津贴",
    "本报讯（记者 霍然）4月19日，港务公司的工资协商谈了第三轮，劳资双方签了字：夜班津贴从每"
    "班28元涨到45元，覆盖"
    "装卸、理货等岗位的730名职工。\n"
    "工会一方的首席代表窦长河说，谈判前工会收回问卷612份，八成人把夜班津贴排在第一位。协议有"
    "效期两年。",
)
GRANTED = (
    ("姓名", "单位", "救助金（元）", "到账日期"),
    ("于立柱", "公交二车队", 6400, "5月8日"),
    ("万晓红", "清江纺织厂", 3200, "5月9日"),
    ("窦长河", "港务公司", 4800, "5月9日"),
)
TRAINED = (
    ("工种", "班期", "名额"),
    ("焊工", "6月3日至14日", "40人"),
    ("叉车司机", "6月17日至21日", "25人"),
)
SPRING = (
    "## 云溪区建起首个骑手之家\n\n"
    "本报讯（记者 童雨薇）4月30日，云溪区总工会的骑手之家在南门市场开门，有26个充电柜和一间"
    "能睡午觉的屋子，全天开放。\n"
)
READING = (
    "五一劳动奖章名单公布\n\n"
    "本报讯（记者 白小满）清江市今年有35人获得五一劳动奖章，其中一线职工24人，占近七成。\n"
)


# Lines of a page: left edge, base from the top, size of the letters, words.
SCANNED = (
    (60, 80, 24, "电焊工下班学英语"),
    (60, 110, 11, "　　本报讯（记者 沙澄）5月20日，清江船厂工会的英语夜校开课，"),
    (60, 128, 11, "首批学员46人，大多是三十岁上下的电焊工。夜校每周二、周四开，"),
    (60, 146, 11, "学费由工会经费支付。"),
)
BUSES = (
    ("线路", "首班", "末班"),
    ("一号线", "6:10", "21:40"),
    ("二号线", "6:25", "22:05"),
    ("三号线", "5:50", "20:30"),
)
TIMETABLE = (
    (60, 80, 24, "职工通勤车六月改点"),
    (60, 110, 11, "　　本报讯（记者 阮小棠）六月起职工通勤车改点，时刻如下："),
    *(
        (60 + 110 * column, 150 + 20 * row, 11, cell)
        for row, cells in enumerate(BUSES)
        for column, cell in enumerate(cells)
    ),
    (60, 245, 11, "　　会员凭会员证乘车，每次两元。改点以后末班车等夜班职工下班，"),
    (60, 263, 11, "节假日停开的线路另行通知。"),
)
SHEET = (480, 340)


def broadsheet() -> bytes:
    """Return a newspaper page of four columns with four articles as a PDF."""
    press = Press(Style(columns=4, width=140.0, leading=15.0))
    press.masthead(MASTHEAD)
    for article, kind, columns, column in (
        (HELPED, "photo", 3, 0),
        (EXAMINED, "plain", 1, 3),
        (AGREED, "plain", 2, 0),
        (COOLED, "plain", 2, 2),
    ):
        size = 22.0 if columns == 3 else 14.0
        KINDS[kind](press, article, Piece(kind, columns, size), column)
    return press.printed()


def delivery() -> bytes:
    """Return a zip of two pages, one of them in UTF-16."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in (
            ("五月/2024-05-02_01.md", SPRING.encode()),
            ("五月/2024-05-02_02.txt", READING.encode("utf-16")),
        ):
            package.writestr(zipfile.ZipInfo(name, DAY), words)
    return stream.getvalue()


def granted() -> bytes:
    """Return a workbook of one sheet: a line, a header, three rows."""
    book = openpyxl.Workbook()
    book.active.append(["五月大病救助金发放表"])
    for row in GRANTED:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def trained() -> bytes:
    """Return a Word document of two reports, the first with a table."""
    document = docx.Document()
    document.add_heading("六月开两期免费培训", 1)
    document.add_paragraph(
        "本报讯（记者 花蕾）市总工会六月开两期免费的技能培训，会员凭会员证报名，名额先到先得。"
    )
    table = document.add_table(len(TRAINED), len(TRAINED[0]))
    for row, words in zip(table.rows, TRAINED, strict=True):
        for cell, one in zip(row.cells, words, strict=True):
            cell.text = one
    document.add_heading("职工书屋搬家启事", 1)
    document.add_paragraph("职工书屋五月二十日起搬到三楼，搬家那天不开门。")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def scanned() -> bytes:
    """Return a page that is a picture, with the words behind it that a scanner's program wrote."""
    from reportlab.lib.utils import ImageReader

    return _sheet(SCANNED, ImageReader(Image.new("L", (64, 64), 235)))


def timetable() -> bytes:
    """Return a page with a table without rules, in a font that is not in the file."""
    return _sheet(TIMETABLE)


def _sheet(lines: tuple[tuple[int, int, int, str], ...], picture: Any = None) -> bytes:  # noqa: ANN401 - reportlab's
    """Return a page of lines as a PDF; over a picture of the page they are invisible."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=SHEET, invariant=1)
    if picture is not None:
        canvas.drawImage(picture, 0, 0, *SHEET)
    for left, base, size, words in lines:
        text = canvas.beginText(left, SHEET[1] - base)
        text.setFont(face("song", embedded=False), size)
        text.setTextRenderMode(0 if picture is None else INVISIBLE)
        text.textOut(words)
        canvas.drawText(text)
    canvas.save()
    return stream.getvalue()


if __name__ == "__main__":
    (FILES / "2024-04-25_02.pdf").write_bytes(broadsheet())
    (FILES / "later").mkdir(exist_ok=True)
    (FILES / "later" / "2024-05-02.zip").write_bytes(delivery())
    (FILES / "later" / "relief.xlsx").write_bytes(granted())
    (FILES / "later" / "2024-05-16_03.docx").write_bytes(trained())
    (FILES / "later" / "2024-05-23_03.pdf").write_bytes(scanned())
    (FILES / "later" / "2024-05-23_04.pdf").write_bytes(timetable())
