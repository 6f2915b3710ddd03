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
        agree: A button.
        decline: A button.
        agreed: Under the request, when an administrator has agreed.
        declined: Under the request, when one has declined.
        admins_only: For who taps a button that is not theirs.
        decided: For an administrator who taps after another one.
        expired: For a tap on a button that nobody remembers.
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
    agree: str
    decline: str
    agreed: str
    declined: str
    admins_only: str
    decided: str
    expired: str
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
    request="{name} 想使用“工答”。\n对方的 Telegram 语言：{language}",
    agree="同意",
    decline="拒绝",
    agreed="✓ {admin} 已同意。",
    declined="✗ {admin} 已拒绝。",
    admins_only="这个按钮只有管理员可以用。",
    decided="已经有人处理过了。",
    expired="这个按钮已经失效了。",
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
    request="{name} would like to use Gongda.\nLanguage of their Telegram: {language}",
    agree="Agree",
    decline="Decline",
    agreed="✓ {admin} has agreed.",
    declined="✗ {admin} has declined.",
    admins_only="Only administrators can use this button.",
    decided="Somebody has decided this already.",
    expired="This button no longer works.",
    too_many=(
        "That was a little fast, so I have not looked this one up. Please send it again in {wait}."
    ),
    seconds="{n} seconds",
    minutes="{n} minutes",
)


def access_messages(language: Language) -> AccessMessages:
    """Return the sentences about access in the member's language."""
    return ACCESS_CHINESE if language == "zh" else ACCESS_ENGLISH
