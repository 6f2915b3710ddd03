"""The words that ask, in Chinese and English: for a person, a day, an amount, a list.

Cues of the languages, never of single questions. Chinese ones are compared with the folded
question, so they fit Traditional script as well. Next: `bot/question/question.py` reads a question
with them.
"""

import re
from typing import Literal, get_args

Want = Literal[
    "person", "time", "place", "number", "organisation", "reason", "definition", "manner", "other"
]
WANTS: tuple[Want, ...] = get_args(Want)


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


# What 号 numbers; elsewhere a bare 号 is a day: 3号线, 18号楼, 305号教室.
NUMBERED_THINGS = (
    "(?:线|楼|厅|馆|门|院|车|井|机|厂房|仓|库|窗口|柜|台风|文|公告|令|通知|店|站|桥|出口|路|栋|室|矿|炉"
    "|塔|教室|房|座|桌|床|铺|岗|馆|球|选手|公馆|地块)"
)
# Who wrote an article is not who it is about.
BYLINE = re.compile(
    r"[（(][^（）()]{0,8}(?:记者|通讯员|实习生)[^（）()]*[）)]"
    r"|(?:本报|见习)记者[ \u3000]*[^，。；\n]{2,12}|通讯员[ \u3000][^，。；\n]{2,12}"
)
ASKS_WHO_WROTE = re.compile(
    r"记者|通讯员|作者|撰稿|谁写|报道的?人|\b(?:reporter|author|journalist|wrote)\b"
)
# Nouns after 哪个, 什么, "which" or "what" that tell the kind of the answer.
_PERSON = _any(
    "人(?!口|数|均) [主总]席 总统 总理 书记 [部局市省区县院校会厂社班]长 作家 导演 演员 歌手 球员"
    " 皇帝 国王 作者 学者"
)
_PLACE = _any(
    "地方 地区 国家? 城市 省 市 县 区(?!别) 镇 乡 村 街道 社区 州 岛 洲 地点 位置 山 河 湖"
)
_BODY = _any(
    "公司 单位 机构 组织 部门? 学校 大学 工会 协会 局 委员会 集团 医院 球?队伍? 团体 政府 政?党"
    " 企业 银行 法院 报社? 出版社"
)
_TIME = _any("时候 时间 时期 时代 年代? 月份? 日期? 天 世纪 朝代? 季节? 星期 周")
_AMOUNT = _any("比例 数量 人数 面积 高度 长度 温度 价格 金额 百分比 概率 速度 年龄 岁 倍 次数")
# The counting word is not the beginning of a thing: 条 of 条件, 支 of 支部.
_COUNTER = (
    "(?:个(?!人|体)|家(?!庭|属|长|具)|所(?!有)|位(?!置)|名(?!字|称|单|额|次)|座(?!位|谈)"
    "|支(?!部|出)|种(?!类|子)|项(?!目)|条(?!件|款)|处(?!罚|理))"
)
_WHICH = rf"(?:哪一|哪种|哪|何|什么样的|什么){_COUNTER}?"
_GROUP = _any(
    "company organi[sz]ation union bureau agency team school university group department"
    " committee hospital bank party"
)
_SPOT = _any("city country place district town village province location region street")
_ONE = _any("person man woman leader official reporter worker")
_MUCH = _any("many much old long far tall high big large often fast")
_SHARE = _any(r"percent\w* number amount proportion share age")
_DAY = _any("year month day date time century period")
_ASKS = r"\b(?:what|which) "

# In order: the first that is found decides.
CHINESE_CUES: tuple[tuple[Want, str], ...] = (
    ("reason", r"(?<![称算作名命定列封改译选认视成])为什么|为何|为啥|何以|因何"),
    ("reason", r"(?:什么|何种|哪些|哪个)原因|原因(?:是|为|在于)|怎么会"),
    ("time", rf"几月几[号日]|[几哪]月|几[号点](?!人|{NUMBERED_THINGS})|哪[年日天]"),
    ("number", r"多少[个名人]?|几(?![乎何])|多[大高长宽重远快深厚](?!时间)"),
    ("number", rf"{_WHICH}{_AMOUNT}|{_AMOUNT}(?:是|为)"),
    (
        "time",
        rf"何时|几时|多久|多长时间|{_WHICH}{_TIME}|[几哪]几?[年月日天号点](?!{NUMBERED_THINGS})",
    ),
    ("person", rf"谁|{_WHICH}{_PERSON}|哪一?[位名]"),
    ("organisation", rf"{_WHICH}{_BODY}"),
    ("place", rf"哪里|哪儿|何[处地]|哪国|在哪(?=$|[?,])|{_WHICH}{_PLACE}"),
    ("manner", r"怎么样?|怎样|如何"),
    (
        "definition",
        r"什么是|什么叫|何谓|是什么(?=$|\?)|(?:指|意思|含义|定义)(?:的?是|为)?什么|什么意思",
    ),
    ("other", rf"哪[一些几]?{_COUNTER}?|什么样?|何种|何|是否|吗|呢"),
)
CHINESE_LIST = re.compile(
    r"哪些|哪几|哪[二两三四五六七八九十]|有何|有谁|什么和什么|分别|(?:些|(?<![成首京古])都[^，,?]{0,3})(?:什么|啥|谁)(?!时)"
    r"|(?:有|包括|包含|涵盖|含|[装放配摆带备含包]有?了?|准备|提供|注意|需要|要[带交备])(?:什么|啥)(?!时候|时间|意义|用|关系|原因|影响|意思|好处)"
    r"|(?:什么|啥|哪种)(?:情[形况]|条件|材料|设施|设备|物品|东西|内容|项目|活动|服务|课程|措施|要求|福利|待遇|权利|义务|奖项)"
    r"|几[项类种个家门大方点条步].{0,6}(?:是什么|是啥|分别|包括|都)|第.到第.[名位]?是"
)
ENGLISH_CUES: tuple[tuple[Want, str], ...] = (
    ("reason", r"\bwhy\b|\bwhat (?:was|is|were) the (?:reason|cause)s?\b|\bfor what reason\b"),
    ("number", rf"\bhow {_MUCH}\b|\bwhat {_SHARE}\b"),
    ("time", rf"\bwhen\b|{_ASKS}{_DAY}\b"),
    ("organisation", rf"{_ASKS}{_GROUP}\b"),
    ("place", rf"\bwhere\b|{_ASKS}{_SPOT}\b"),
    ("person", rf"\bwho(?:m|se)?\b|{_ASKS}{_ONE}\b"),
    ("manner", r"\bhow\b"),
    ("definition", r"^what (?:is|are|was|were) (?:an? |the )?[\w'-]+(?: (?!of\b)[\w'-]+)?\W*$"),
    ("definition", r"\bmean(?:t|ing)?\b|\bdefine|\bstand for\b"),
    ("other", r"\bwhat\b|\bwhich\b|\bdid\b|\bdoes\b|\bis\b"),
)
_SINGULAR = (
    "was does is has this his its as us happens makes means causes helps runs holds gives gets "
    "says takes needs becomes comes covers pays works leads wins news process address campus bus"
)
ENGLISH_LIST = re.compile(
    r"\b(?:which|what) (?:(?!(?:can|do|did|may|must|are|were|have|should|will|would|of)\b)"
    r"(?!(?:" + "|".join(_SINGULAR.split()) + r")\b)(?!\w+ed\b)[\w-]+ ){0,3}?"
    r"(?!(?:" + "|".join(_SINGULAR.split()) + r")\b)[\w-]+(?<![su])s\b"
    r"(?! (?:the|an?|its|his|her|to|(?!does|was|has|is)\w+s)\b)"
    r"|\b(?:which|what) (?:two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|\b(?:what|who) (?:are|were)\b|\bwhat(?: i|')s (?:all )?(?:in|inside|on)\b"
    r"|\bwhat (?:do|does|did|can|is|was) .{0,200}\b(?:include|contain|consist|comprise|included)\b"
    r"|\blist\b|\bname (?:the|all|two|three|four|five|six)\b"
)
# What 多少 or 几 counts follows it: "幅" in 多少幅作品.
COUNTED = re.compile(r"(?:多少|(?<!月)几(?!月几|乎|何))([一-鿿]{0,4})")
# Words of a question that a page need not hold.
CHINESE_STOP = frozenset(
    "的了是在和与及或被由把将对于从到为以而之其也都就还很等吗呢吧啊有会能哪个种这那该一位所中上下里时"
    "共多少几谁何我你您后前"
) | {
    *("没有", "可以", "什么", "一共", "总共", "请问", "告诉", "进行", "以及", "关于", "多少"),
    *("如何", "怎么", "为什么", "哪些", "哪个", "主要", "属于"),
}
# Nouns that only name the kind of answer, in a question: no page says 地点 beside a place.
CHINESE_KINDS = frozenset(
    {
        *("时间", "日期", "时候", "年份", "日子", "地点", "位置", "地方", "数量", "数目", "数字"),
        *("人数", "次数", "金额", "数额", "号码", "名字", "名称", "姓名", "原因", "理由", "职务"),
        *("年龄", "年纪", "岁数", "方式", "方法", "东西", "事情", "内容", "情况", "叫", "叫做"),
        *("钱", "元", "块", "开始"),
    }
)
ENGLISH_KINDS = frozenset(
    {
        *("name", "names", "called", "number", "numbers", "amount", "date", "time", "place", "way"),
        *("location", "kind", "kinds", "type", "sort", "reason", "reasons", "cause", "happen"),
        *("happened", "happens", "take", "took", "long", "many", "much", "thing", "things"),
        *("total", "age", "title", "job", "position", "role", "year", "day", "month"),
    }
)
