"""What is said about who may ask, and how often, in Chinese and English.

Plain text: no sentence here holds markup. `{…}` are filled with `str.format`.
"""

from dataclasses import dataclass

from bot.reply import Language


@dataclass(frozen=True, slots=True)
class AccessMessages:
    """The bot's sentences about access, in one language.

    Attributes:
        stranger: For a person who is not on the list, once.
        stranger_in_group: The same in a group, where nobody's number should be shown.
        anonymous: For who writes in the name of a group or channel and is not on the list.
        asked_for: For a person about whom the administrators are asked, once.
        approved: For a person who may ask from now on.
        refused: For a person who may not, once.
        request: For the administrators: who would like to ask.
        no_username: In place of a user name in a request.
        crowd: For the administrators, in place of many requests.
        agree: A button.
        decline: A button.
        agreed: Under the request, when an administrator has agreed.
        declined: Under the request, when one has declined.
        not_yours: For who taps a button and may not (or no longer) ask.
        admins_only: For who taps a button that is not theirs.
        decided: For an administrator who taps after another one.
        expired: For a tap on a button that nobody remembers.
        crowded: For the first message too many of those that wait in a chat.
        too_many_taps: For the first tap or small command too many; `{wait}` as below.
        too_many: For the first question too many; `{wait}` is one of the two below.
        seconds: How long, when it is little.
        minutes: How long, when it is much.
    """

    stranger: str
    stranger_in_group: str
    anonymous: str
    asked_for: str
    approved: str
    refused: str
    request: str
    no_username: str
    crowd: str
    agree: str
    decline: str
    agreed: str
    declined: str
    not_yours: str
    admins_only: str
    decided: str
    expired: str
    crowded: str
    too_many_taps: str
    too_many: str
    seconds: str
    minutes: str


ACCESS_CHINESE = AccessMessages(
    stranger=(
        "您好！这个机器人目前只为登记过的会员答复。\n"
        "需要使用的话，请把您的编号 {member} 告诉工会的管理员。"
    ),
    stranger_in_group=(
        "您好！这个机器人目前只为登记过的会员答复。\n请私下给我发一条消息，我会告诉您怎样登记。"
    ),
    anonymous="您好！请用您自己的账号提问，不要用群或频道的名义，我才知道能不能为您答复。",
    asked_for=(
        "您好，欢迎！第一次使用需要管理员同意，我已经替您去问了。\n"
        "有了结果，我会在这里告诉您，请稍等。"
    ),
    approved="好消息：管理员已经同意，您现在可以提问了。\n请直接把问题发给我；刚才问过的，请再发一次。",
    refused="很抱歉，管理员没有同意您使用这个机器人。如有疑问，请直接联系工会。",
    request=(
        "{name} 想使用“工答”。\n用户名：{username}\n编号：{number}\ntg://user?id={number}\n"
        "对方的 Telegram 语言：{language}\n姓名可以随便取，请按用户名或编号核对。"
    ),
    no_username="没有",
    crowd="还有 {n} 人想使用“工答”。请用 /members 查看，用 /approve 编号 同意。",
    agree="同意",
    decline="拒绝",
    agreed="✓ {admin} 已同意。",
    declined="✗ {admin} 已拒绝。",
    not_yours="您现在不能使用这个机器人，所以这个按钮也不能用。",
    admins_only="这个按钮只有管理员可以用。",
    decided="已经有人处理过了。",
    expired="这个按钮已经失效了。",
    crowded="这里等着答复的消息太多了，新来的我先不查。请过几分钟再发，或者私下问我。",
    too_many_taps="您点得有点快，请过 {wait}再试。",
    too_many="您问得有点快，这一条我先不查了。请过 {wait}再发一次。",
    seconds="{n} 秒",
    minutes="{n} 分钟",
)
ACCESS_ENGLISH = AccessMessages(
    stranger=(
        "Hello! This bot answers registered members only for now.\n"
        "To use it, please give your number {member} to the union's administrator."
    ),
    stranger_in_group=(
        "Hello! This bot answers registered members only for now.\n"
        "Please write to me in private, and I will tell you how to register."
    ),
    anonymous=(
        "Hello! Please ask under your own name, not in the name of a group or channel: only then "
        "can I tell whether I may answer."
    ),
    asked_for=(
        "Hello and welcome! An administrator has to agree before your first question; I have "
        "just asked.\nI will tell you here as soon as I know. Please wait a little."
    ),
    approved="Good news: an administrator has agreed, you may ask now.\n"
    "Just send me your question; if you had asked one already, please send it once more.",
    refused=(
        "I am sorry, the administrator did not agree. If you think this is a mistake, please "
        "get in touch with the union."
    ),
    request=(
        "{name} would like to use Gongda.\nUser name: {username}\nNumber: {number}\n"
        "tg://user?id={number}\nThe language of their Telegram: {language}\n"
        "Names can be chosen at will: please check the user name or the number."
    ),
    no_username="none",
    crowd="{n} more people would like to use Gongda. Send /members to see them, and "
    "/approve NUMBER to let one in.",
    agree="Agree",
    decline="Decline",
    agreed="✓ {admin} has agreed.",
    declined="✗ {admin} has declined.",
    not_yours="You may not use this bot at present, nor this button.",
    admins_only="Only administrators can use this button.",
    decided="Somebody has decided this already.",
    expired="This button no longer works.",
    crowded="Too many messages wait in this chat, so I leave out the new ones. Please send yours "
    "again in a few minutes, or ask me in private.",
    too_many_taps="That was a little fast. Please try again in {wait}.",
    too_many=(
        "That was a little fast, so I have not looked this one up. Please send it again in {wait}."
    ),
    seconds="{n} seconds",
    minutes="{n} minutes",
)


def access_messages(language: Language) -> AccessMessages:
    """Return the sentences about access in the member's language."""
    return ACCESS_CHINESE if language == "zh" else ACCESS_ENGLISH
