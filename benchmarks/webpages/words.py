"""Reports that the web pages of `benchmarks/webpages/__main__.py` are made of, in our own words."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """A report as its page tells it; what the page does not tell is empty.

    Attributes:
        title: Headline.
        body: Paragraphs, in order, without captions.
        kicker: Above the headline.
        subtitle: Below it.
        date: As 2023-05-06.
        authors: Who signed it.
        paper: The newspaper.
        page: Its page, 0 where none is told.
        captions: Of pictures; a reader may keep them as paragraphs or leave them out.
    """

    title: str
    body: tuple[str, ...]
    kicker: str = ""
    subtitle: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    paper: str = ""
    page: int = 0
    captions: tuple[str, ...] = field(default=())


CANTEEN = (
    "午饭时间，滨河物流园的职工食堂里排起了长队。今年三月起，这里的一荤两素套餐只要12元，比园外便宜近一半。",
    "“以前中午只能啃面包，现在能坐下来吃口热的。”装卸工段大勇说，他每天要搬三百多件货。",
    "园区工会主席费雪莹介绍，食堂由工会牵头、十一家企业出资，每天供应约1800份饭菜，剩下的边角料送到附近农场。",
    "记者看到，墙上贴着一周菜单和意见本。上个月收到的46条意见中，有39条已经改了，没有改的也写明了原因。",
    "下一步，园区打算在夜班时段增开一个窗口，让凌晨下班的人也能喝上一碗热粥。",
)
SKILLS = (
    "6月9日，第七届行业技能比武在东岭机械厂开赛，来自34家企业的212名选手同台较量。",
    "比武设焊接、钳工、数控车削、叉车驾驶四个项目。叉车项目要求选手在六分钟内把鸡蛋摆进杯口，碰破一个扣五分。",
    "28岁的女选手卓依琳第一次参赛就拿下焊接项目第一名。她说，赛前三个月每晚练两小时，手套磨坏了七副。",
    "大赛组委会负责人表示，各项目前三名可直接申报高级工，第一名推荐参评市级五一劳动奖章。",
)
HOSPITAL = (
    "凌晨四点，护士常思敏走进南苑医院三楼的“妈妈小屋”，把门轻轻带上。这里有冰箱、沙发和一盏暖灯。",
    "南苑医院有女职工967人，其中哺乳期的54人。去年，工会把一间仓库改成了小屋，花费不到三万元。",
    "“钱不多，心意在。”院工会女工委员罗桂芝算了一笔账：小屋启用一年，用了4100多次，没有一人因为哺乳调岗。",
    "今年，全区将再建15间这样的小屋，优先放在工厂和商场。",
)
WAGES = (
    "“钱到账了！”8月23日上午，泥瓦工冉小兵举着手机给工友看，屏幕上显示收到工资28600元。",
    "五月，冉小兵和另外18名工友在一处工地干完活，却迟迟拿不到钱。他们找到了区总工会的法律援助站。",
    "律师蒙志远接手后，先后四次约谈承包方，并向劳动监察部门提供了考勤记录和聊天截图。",
    "最终，承包方同意分两次付清全部欠薪共计51.7万元。首笔款项当天到账，余款九月底前付清。",
    "援助站提醒：进场前要签合同，干活时要记工，遇到欠薪拨打12351。",
)
READING = (
    "一间二十平方米的屋子，三千册书，一张长桌。这是公交七车队的职工书屋。",
    "司机伍朝晖是这里的常客。跑完早班，他会在这儿坐上一个钟头，最近在看一本讲桥梁的书。",
    "书屋每月办一次读书会，由职工轮流领读。四月那次来了37人，椅子不够，有人站着听完。",
)
TRAIL = (
    "沿河步道全长8.6公里，起点在旧码头，终点是水闸公园。上周六，近六百名职工从这里出发，用脚步量完了全程。",
    "活动不计名次，每到一个驿站盖一个章，盖满五个章可以领一条毛巾。最年长的参加者是67岁的退休钳工芮长林。",
    "“走一走，心里亮堂。”他说。",
)
HARBOUR = (
    "港灣碼頭工會昨日公佈新的輪班安排，夜班由十二小時減為九小時，涉及裝卸工人約七百四十名。",
    "「大家終於可以睡個好覺。」在碼頭工作了二十二年的吊機手袁兆輝說，以前下班時天都亮了。",
    "新安排是勞資雙方談了五輪的結果。公司承諾不因此減薪，並增聘六十人補足人手。",
    "工會表示，三個月後會再做一次問卷調查，看看大家的身體狀況有沒有改善。",
)
ENGLISH = (
    "Drivers at the Eastgate bus depot voted on Tuesday to accept a two-year pay deal, ending a"
    " dispute that had run since January.",
    "Under the agreement, hourly pay rises by 6.5 percent this year and 3 percent next year, and"
    " split shifts are limited to two a week.",
    "“Nobody got everything, but everybody got something,” said Marlene Okafor, who drives the"
    " number 12 and sat on the negotiating team.",
    "The company said it would hire 40 more drivers before the winter timetable starts.",
)
WINNERS = (
    "经各单位推荐、评委会评审和公示，全区2023年度“金扳手”奖名单确定，现予公布。",
    "获奖职工将在四月的表彰会上领取证书和奖金，希望他们珍惜荣誉，带动更多的人学技术、练本领。",
)
CHOIR = (
    "七月的晚上，铸造厂的礼堂里传出歌声。四十名工人站成三排，最小的二十岁，最大的五十八岁。",
    "合唱团成立于2016年，团员分属九个车间。指挥是质检员童若川，他说自己“只会打拍子，不会打人”。",
    "八月，他们将第一次走出厂门，在区文化馆演唱五首老歌和一首自己写的新歌《炉火》。",
    "新歌的词由三位炉前工写成，最后一句是：火不灭，人不散。",
)

# Furniture of many sites: (words, address).
LINKS = (
    ("区总工会召开全委会部署新一年工作", "/a/2023/1.html"),
    ("暖心驿站又添新成员 快递员有了歇脚地", "/a/2023/2.html"),
    ("图片 | 一线职工的中秋夜", "/a/2023/3.html"),
    ("这五类补贴你领了吗", "/a/2023/4.html"),
    ("从学徒到师傅：他用了整整十五年", "/a/2023/5.html"),
    ("高温津贴怎么发？一图看懂", "/a/2023/6.html"),
)
COMMENTS = (
    "说得真好，我们单位什么时候也能有一个啊？盼了很久了。",
    "去年去过一次，确实不错，工作人员态度也很好，点赞。",
    "希望多报道基层的事情，少一些会议新闻。",
)
COOKIES = (
    "We use cookies to improve your experience. By continuing to use this site you agree to our"
    " policy."
)


def linked(mark: str = "li") -> str:
    """Return a list of links to other reports, in the element given."""
    return "".join(f'<{mark}><a href="{where}">{words}</a></{mark}>' for words, where in LINKS)


def commented(mark: str = "div", name: str = "") -> str:
    """Return what readers wrote, each in an element of its own."""
    return "".join(f"<{mark}{name}>{words}</{mark}>" for words in COMMENTS)


def set_in(body: tuple[str, ...], start: str = "<p>", end: str = "</p>") -> str:
    """Return a body between tags."""
    return "\n".join(f"{start}{text}{end}" for text in body)
