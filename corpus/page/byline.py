"""Who wrote it: which lines are bylines or credits, and the names in them.

The text keeps every byline as it was printed; the names are only read from it. Pure functions over
single lines. `corpus/page/paragraphs.py` asks them before it joins two lines.
"""

import re
from collections.abc import Iterator, Sequence

HAN = r"\u3400-\u9fff"
ROLE = re.compile(
    r"(?:本报|本刊|本网|本台|首席|见习|特约|实习|全媒体|融媒体){0,4}"
    r"(?:记者|記者|通讯员|通訊員|实习生|實習生|摄影报道|攝影|图片报道|摄影|摄像|文并摄|文并图|图文报道|报道|供图|供稿)"
    r"|(?<!["
    + HAN
    + r"])(?:作者|撰文|整理|采写|采访|采编|采写整理|采访整理|撰稿|供稿人)(?=[\s：:/／])"
    r"|(?<![" + HAN + r"])(?:作者|撰文|整理)"
    r"|(?<![" + HAN + r"])[文图摄][/／][文图摄](?![" + HAN + r"])"
    r"|[文图摄](?=[/／：:])|(?<=[/／])[文图摄](?![" + HAN + r"])"
    r"|(?<=[\s/／])摄$|(?<=\s)[文图]$"
)
OUTLET = re.compile(r"记者|記者|通讯员|通訊員|实习生|實習生")
# Roles that nothing but a byline names before a space or a mark.
SURE_ROLE = re.compile(
    r"(?:本报|本刊|本网)记者|(?:记者|記者|通讯员|通訊員|实习生|實習生)(?=[\s：:])"
)
# A dateline that opens a report: 本报讯, 新华社北京1月5日电, 央视网消息, 大众网济南4月18日讯.
OUTLET_NAME = r"[^\s，。：；（(“【】]{1,8}(?:网|台|新闻|融媒|融媒体中心|客户端|之声|在线|频道)"
PLACE_AND_DAY = r"(?:[·・—-][^\s，。：；（(]{1,8})?(?:[^\s，。：；（(]{0,6}\d{1,2}月\d{1,2}日)?"
DATELINE = (
    r"(?:(?:本报|本刊|本网|本台)讯|(?:(?:本报|本刊|本网|本台|新华社|新华网|中新社|中新网|人民网|央视网|[^\s，。（(]{2,6}[日晚]报)"
    rf"[^\n，。；：（(“]{{0,16}}?|{OUTLET_NAME}{PLACE_AND_DAY})(?:讯|电|消息)(?=[\s（(：:】]|$))"
)
OPENING = re.compile("【?" + DATELINE)
BRACKET = r"[（(\[【]([^（）()\[\]【】]{0,80}?)[）)\]】]"
OPENING_BRACKET = re.compile(r"[^，。；：！？“”（(\n]{0,30}" + BRACKET)
# Behind it a colon or the end of a bracket: nothing but the formula ends there.
FORMULA = re.compile(
    r"(?:" + DATELINE + r"(?:[（(]([^（）()\n]{0,20})[）)])?\s{0,9}[：:]"
    r"|【[^【】，。\n]{2,16}(?:讯|电|消息|报道)】|据[^，。：:\n]{2,24}(?:报道|消息)[：:])\s{0,9}"
)
STAMP = re.compile(r"[（(][^（）()，。\n\d]{2,12}\d{9,}[）)]")
# An agency's line: `中央社記者沈嘉宜台北16日電`; of five characters the first three are the name.
AGENCY = re.compile(
    rf"[{HAN}]{{1,6}}[社報报][记記]者((?:[{HAN}]{{2,3}}[、，])*[{HAN}]{{2,3}})[{HAN}]{{2,4}}\d{{1,2}}日[^\n]{{0,6}}[电電]"
)
CLOSING_BRACKET = re.compile(BRACKET + r"[。\s]*$")
BARE_OPENING = re.compile(DATELINE + r"[\s：:]+(?=\S{0,4}(?:记者|通讯员))")
CAPTION_START = re.compile(
    r"(?:[（(▲△▼◀▶←→↑↓]\s*)?(?:[上下左右题本]?图(?:为|①|②|③|④|[一二三四1-4]?[：:]|片说明)|图片[：:]|摄影[：:]|资料(?:图|照)片?)|[▲△▼]"
)
CREDIT_END = re.compile(r"(?:[\s/／]摄|供图|摄影报道|资料图片|资料照片|[/／]图)[）)]?[。]?$")
PHOTO_CREDIT = re.compile(
    rf"(?:^|[。，！？”）)\s])((?:(?:本报)?(?:记者|通讯员)\s*)?[{HAN}]{{2,3}}"
    rf"(?:[\s、]+[{HAN}]{{2,3}}){{0,3}})(?:[\s/／]+摄|摄)[）)]?[。]?$"
)
TURN_NOTE = re.compile(
    r"[（(【▶→]?\s{0,9}(?:[上下紧]|未完)[转接].{0,4}?第?[\dA-D一二三四五六七八九十]{1,3}版.{0,3}"
)
STAFF = re.compile(
    r"(?:本版|责任|责|执行|美术|版式|值班|栏目|本期)\s*"
    r"(?:编辑|编|校对|主编|总编|设计|制图|编委)"
)
FOREIGN_NAME = rf"[{HAN}]{{1,20}}(?:[·•][{HAN}]{{1,20}}){{1,5}}"
# Characters. A byline of three people has 21.
LONGEST_BYLINE = 80
LONGEST_CAPTION = 150

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢"
    "安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单裴霍涂成苗谷曲盛冉骆蓝路游辛靳管柴"
    "蒙鲍华喻祁房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边姬师和仇栾"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇魏呂盧蔣賈鄒陸範萬錢嚴賀顧龔湯溫龍閆閻顏倪莊聶魯關蘭單塗駱遊藍連蘆麥項車"
    "時農繆簡紀鮑華饒師應竇黨宮費衛閔鄔邊欒畢鍾喬龐齊寧羅譚"
)
NO_NAMES = frozenset(
    {"近日", "日前", "昨日", "今日", "综合", "本报", "本报讯", "新华社"}
    | {"现场", "资料", "责编", "编辑", "网络", "视频"}
)


def is_byline(text: str) -> bool:
    """Say whether a line holds nothing but who wrote or photographed.

    >>> is_byline("本报记者 马超 通讯员 苍靖 李伟 摄影报道"), is_byline("记者从区总工会获悉")
    (True, False)
    """
    bare = text.strip(" 　□■◎●○（）()【】[]—-|。")
    if len(text) > LONGEST_BYLINE or not ROLE.search(bare) or STAFF.match(bare):
        return False
    return bool(persons_in(bare)) and _is_only_names(bare)


def opens(text: str) -> bool:
    """Say whether a line begins as a report does: with a dateline or a byline.

    >>> opens("本报讯（记者 赵思远）组织广大职工"), opens("元旦来临之际，")
    (True, False)
    """
    if OPENING.match(text) or is_byline(text):
        return True
    bracket = OPENING_BRACKET.match(text)
    return bool(bracket and is_byline(bracket[1]))


def formula_end(text: str) -> int:
    """Return where the words begin behind a formula that a news agency opens every item with.

    A dateline that names reporters is none; 0 where there is none.

    >>> formula_end("央视网消息（新闻联播）：今天，"), formula_end("本报讯（记者 张晶）：今天，")
    (12, 0)
    >>> formula_end("【大河新闻讯】今天，"), formula_end("据清江电视台报道：今天，")
    (7, 9)
    """
    found = FORMULA.match(text)
    return found.end() if found and not is_byline(found[1] or "") else 0


def is_stamp(text: str) -> bool:
    """Say whether a line is a machine's own: a number of nine digits or more in brackets.

    >>> is_stamp("(更新时间戳: 1691499120470)"), is_stamp("（电话：12351）")
    (True, False)
    """
    return bool(STAMP.fullmatch(text))


def is_dateline(text: str) -> bool:
    """Say whether a line holds a dateline and nothing else: `本报讯`."""
    return bool(OPENING.fullmatch(text))


def is_cut_dateline(before: str, after: str) -> bool:
    """Say whether a column's end cut a dateline: `本报` + `讯（记者 张晶）`."""
    return bool(OPENING.match(before + after)) and not OPENING.match(after)


def closes(text: str) -> bool:
    """Say whether a line is, or ends with, the byline of what stands above it.

    >>> closes("活动圆满结束。（本报记者 张晶）")
    True
    """
    bracket = CLOSING_BRACKET.search(text[-LONGEST_BYLINE - 20 :])
    return is_byline(text) or bool(bracket and is_byline(bracket[1]))


def is_caption(text: str) -> bool:
    """Say whether a line describes or credits a picture: `图为活动现场。 李伟 摄`."""
    if len(text) > LONGEST_CAPTION:
        return False
    if CAPTION_START.match(text) or CREDIT_END.search(text):
        return True
    credit = PHOTO_CREDIT.search(text)
    return bool(credit and credit[1].split()[-1][0] in SURNAMES)


def is_note(text: str) -> bool:
    """Say whether a line leads to another page or names the page's staff: `（下转第3版）`."""
    return bool(TURN_NOTE.fullmatch(text) or STAFF.match(text))


def authors(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return all who signed an article, in printed order, each once.

    >>> authors(["本报讯（记者 孙艳 通讯员 张璟宇 冯名姍）近日……"])
    ('孙艳', '张璟宇', '冯名姍')
    """
    found = (name for paragraph in paragraphs for name in _signed(paragraph))
    return tuple(dict.fromkeys(found))


def persons_in(stretch: str) -> list[str]:
    """Return the names in a byline; two lone characters are one name printed wide.

    >>> list(persons_in("记者 张 晶、赵思远 通讯员 马宁"))
    ['张晶', '赵思远', '马宁']
    >>> list(persons_in("采写：清江见习记者 童雨薇"))  # 清江 employs him
    ['童雨薇']
    """
    roles = [*ROLE.findall(stretch), ""]
    found: list[str] = []
    for number, (group, role) in enumerate(zip(ROLE.split(stretch), roles, strict=True)):
        tokens = list(_tokens(group))
        outlet = OUTLET.search(role) and not any(map(OUTLET.search, roles[:number]))
        if tokens and outlet and group.endswith(tokens[-1]):
            tokens.pop()
        found += filter(_is_name, tokens)
    return found


def _signed(paragraph: str) -> Iterator[str]:
    if is_byline(paragraph):
        yield from persons_in(paragraph.strip(" 　□■◎●○（）()【】[]—-|。"))
        return
    opening = OPENING_BRACKET.match(paragraph)
    if opening and (agency := AGENCY.fullmatch(opening[1])):
        yield from re.split("[、，]", agency[1])
    elif opening and is_byline(opening[1]):
        yield from persons_in(opening[1])
    elif bare := BARE_OPENING.match(paragraph):
        yield from _leading_names(paragraph[bare.end() :])
    yield from _signed_at_end(paragraph[-LONGEST_BYLINE - 20 :])


def _signed_at_end(tail: str) -> Iterator[str]:
    """Yield the names in the last brackets, or of who took the picture."""
    closing = CLOSING_BRACKET.search(tail)
    if closing and is_byline(closing[1]):
        yield from persons_in(closing[1])
    elif "摄" in tail and (credit := PHOTO_CREDIT.search(tail)):
        yield from (name for name in persons_in(credit[1]) if name[0] in SURNAMES)


def _leading_names(text: str) -> Iterator[str]:
    """Read names off the front of running text: `记者 张晶 报道 近日，…` -> 张晶."""
    for word in re.split(r"[\s、]+", text[:LONGEST_BYLINE]):
        rest = ROLE.sub("", word).rstrip("：:")
        if not rest:
            continue
        if len(rest) not in (2, 3) or rest[0] not in SURNAMES or not _is_name(rest):
            return
        yield rest
        if word.endswith(("：", ":")):
            return


def _tokens(group: str) -> Iterator[str]:
    words = [word for word in re.split(r"[\s、，,/／：:；;□■|]+", group) if word]
    lone = ""
    for word in words:
        if len(word) == 1 or (lone and len(lone + word) <= 3):
            lone += word
            if len(lone) < 2:
                continue
            word, lone = lone, ""
        yield from _parted(word)


def _parted(word: str) -> Iterator[str]:
    pair = re.fullmatch(r"(.{2,3})[和与](.{2,3})", word)
    yield from pair.groups() if pair else (word,)


def _is_name(word: str) -> bool:
    if word in NO_NAMES:
        return False
    return bool(
        re.fullmatch(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,20}}(?:[·•][{HAN}]{{1,20}}){{1,5}}", word)
    )


def _is_only_names(bare: str) -> bool:
    """Tell a byline from prose about reporters: after each role, names or nothing."""
    groups = [group for group in ROLE.split(bare) if group.strip()]
    words = [word for group in groups for word in _tokens(group)]
    if not all(_stands_alone(group, bare) for group in groups):
        return False
    sure = bool(SURE_ROLE.search(bare))
    return all(_is_name(word) and (sure or word[0] in SURNAMES) for word in words)


def _stands_alone(group: str, bare: str) -> bool:
    """A group of names is set off by a space or mark, or opens with a surname: `记者张晶`."""
    return not group[0].strip(" 　：:/／、") or group[0] in SURNAMES or bare.startswith(group)


__all__ = ["authors", "closes", "is_byline", "is_caption", "is_note", "opens", "persons_in"]
