"""Characters that look like a letter or mark and are none -> that letter or mark.

Programs that read PDF files, and whoever copies out of one, bring radicals: ⺠ for 民, ⼯ for 工;
fonts of text set downwards bring marks that lie on their side: ︵ for （. No question holds them,
so a text is written with the letters, before the first offset is counted.
"""

import unicodedata

# Kangxi radicals and compatibility forms, which Unicode itself takes apart (NFKC).
TAKEN_APART = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
# The supplement of radicals (U+2E80 to U+2EF3) with the letter of equal look:
# EquivalentUnifiedIdeograph.txt of Unicode 14, where one within the common planes is given.
RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟"
    "⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤"
    "⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
# Marks as they stand in text set downwards (U+FE10 to U+FE19, U+FE30 to U+FE48). Unicode takes
# them apart into ASCII, and pages in Big5 write ︰ for a colon.
DOWNWARD = (
    "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰：︱—︲–︵（︶）︷｛︸｝"
    "︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』﹇［﹈］"
)
PAIRS = RADICALS + DOWNWARD
LETTER_OF = dict(zip(PAIRS[::2], PAIRS[1::2], strict=True)) | {
    chr(code): unicodedata.normalize("NFKC", chr(code)) for code in TAKEN_APART
}
TABLE = str.maketrans(LETTER_OF)


def with_letters(text: str) -> str:
    """Return a text with the letters that it shows.

    >>> with_letters("⼯⼈⺠︵⼯会︶")
    '工人民（工会）'
    """
    return text if text.isascii() else text.translate(TABLE)
