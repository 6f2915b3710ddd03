"""What the members of `benchmarks/telegram/conversation.py` do, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Does = Literal["say", "edit", "press", "inline", "kill", "start", "heading"]
GROUP_ID = -1_001_000_000_500
GROUP = {"id": GROUP_ID, "type": "supergroup", "title": "海淀骑手之家"}
# A group that has messages of somebody else, and a member who writes in it.
IN_GROUP: Mapping[str, object] = {
    "chat": GROUP,
    "from": {"id": 21, "is_bot": False, "first_name": "乙"},
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does.

    Attributes:
        does: Which thing.
        text: What is written or tapped.
        note: What a reader has to know.
        chat: Where.
        more: Further fields of the message; `ago`: it was sent so many seconds earlier; `reply`: it
            replies to the bot's last message.
    """

    does: Does
    text: str = ""
    note: str = ""
    chat: int = 11
    more: Mapping[str, object] = field(default_factory=dict)


SCRIPT = (
    Step("heading", "第一次见面"),
    Step("say", "/start"),
    Step("say", "哪些站点获评全国“最美工会户外劳动者服务站点”？", "点了第一个问题"),
    Step("press", "[1]"),
    Step("press", "返回答案"),
    Step("press", "👍"),
    Step("heading", "接着问"),
    Step("say", "石景山区有几家驿站上榜？"),
    Step("say", "这个区一共有多少个服务站点？"),
    Step("say", "谭玉兰安全行驶了多少公里？"),
    Step("say", "她开车多少年了？"),
    Step("say", "高温津贴每个月是多少钱？"),
    Step("edit", "恒远汽配的夜班补贴提高到多少？"),
    Step("say", "发绿豆汤能抵高温津贴吗？"),
    Step("say", "大兴装修工讨回多少欠薪？"),
    Step("say", "谁帮的忙？"),
    Step("heading", "English"),
    Step("say", "which stations won awards?"),
    Step("say", "how many kilometres did the bus driver drive safely?"),
    Step("heading", "报上没有的"),
    Step("say", "工会主席的工资是多少？"),
    Step("press", "更多"),
    Step("press", "返回答案"),
    Step("press", "👎"),
    Step("press", "答非所问"),
    Step("say", "/why"),
    Step("heading", "命令"),
    Step("say", "/latest"),
    Step("say", "/sources"),
    Step("say", "/hlep", "打错了字"),
    Step("say", "/lang"),
    Step("press", "中文繁體"),
    Step("say", "哪些站點獲獎了？"),
    Step("say", "/lang auto"),
    Step("say", "", "发来"),
    Step("say", "问" * 600, "贴上一大段文字"),
    Step("heading", "断电之后"),
    Step("kill", note="机器断电，机器人没了。"),
    Step("say", "职工书屋几点开门？", "十分钟前发的", more={"ago": 600}),
    Step("start", note="机器人重新启动。"),
    Step("heading", "在群里"),
    Step("say", "今天真冷", chat=GROUP_ID, more=IN_GROUP),
    Step("say", "/ask@gongda_bot 妈咪小屋有多大？", chat=GROUP_ID, more=IN_GROUP),
    Step(
        "say",
        "@gongda_bot 谁是冠军？",
        chat=GROUP_ID,
        more={**IN_GROUP, "entities": [{"type": "mention", "offset": 0, "length": 11}]},
    ),
    Step("inline", "职工书屋"),
    Step("heading", "我的数据"),
    Step("say", "/new"),
    Step("say", "那海淀区呢？"),
    Step("say", "/privacy"),
    Step("say", "/forget"),
)
