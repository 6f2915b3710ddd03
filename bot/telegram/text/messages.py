"""What only the Telegram bot says, in Chinese and English. `{…}` are filled with `str.format`.

Plain text: no sentence here holds markup, and none is a quote. The frame of an answer is in
`bot/messages.py`.
"""

from dataclasses import dataclass

from bot.reply import Language


@dataclass(frozen=True, slots=True)
class TelegramMessages:
    """The bot's own sentences in one language.

    Attributes:
        greeting: For /start; the questions to tap come after it.
        try_these: Stands before the questions.
        tap: Faint text in the member's input line, at most 64 characters.
        help: For /help.
        working: The sign of life, until the answer takes its place.
        late: Stands before an answer that was long in coming.
        minutes: How long, when it is little.
        hours: How long, when it is much.
        forgotten: For /new.
        ask_in_words: For a sticker, a photo, an emoji, an empty line.
        too_long: For a question of more than `{limit}` characters.
        unknown_command: For a command that the bot does not have.
        failed: When something broke.
        waits: When the question cannot be written down just now.
    """

    greeting: str
    try_these: str
    tap: str
    help: str
    working: str
    late: str
    minutes: str
    hours: str
    forgotten: str
    ask_in_words: str
    too_long: str
    unknown_command: str
    failed: str
    waits: str


TELEGRAM_CHINESE = TelegramMessages(
    greeting=(
        "您好，我是“工答”。\n"
        "请直接用中文或英文提问，我从工会的报纸里找答案，每一句都附上报上的原文和出处。"
    ),
    try_these="可以点下面的问题试一试：",
    tap="请输入您的问题",
    help=(
        "把问题当作普通消息发给我就可以，一次问一件事。\n\n"
        "答案里的 [1]、[2] 是出处编号；下面的引文是报上的原文，"
        "点一下可以展开，加粗的就是答案所在的地方。\n"
        "答案下面的按钮：点 [1] 看整篇文章，点“更多相关内容”看别的报道，"
        "点 👍 或 👎 告诉我们答得好不好。\n"
        "报上没有写的，我会直说没有找到，并给出最接近的内容。\n"
        "可以接着追问，例如“那海淀呢？”“他是哪个单位的？”；回复我的某条答复，就从那里接着问。\n\n"
        "在群里，请用 /ask 加问题，或者回复我的消息，或者 @ 我。\n\n"
        "/latest  最新一期有什么\n"
        "/why  上一个答案是怎样找到的\n"
        "/new  换个话题，忘掉前面的问题\n"
        "/cancel  取消还没开始查的问题\n"
        "/sources  收录了哪些报纸\n"
        "/lang  用简体、繁體还是英文答复\n"
        "/privacy  怎样对待您的提问\n"
        "/forget  删掉我这里有关您的内容\n"
        "/start  几个可以直接点的问题"
    ),
    working="正在翻报纸……",
    late="抱歉让您久等了：这是 {wait}前的提问。",
    minutes="{n} 分钟",
    hours="{n} 小时",
    forgotten="好的，从头开始：前面的问题我已经忘掉了。",
    ask_in_words="我只看得懂文字。请用一句话提问，例如：{example}",
    too_long="这段话有点长。请用 {limit} 个字以内的一两句话提问。",
    unknown_command="没有这个命令。直接把问题发给我就可以；/help 有说明。",
    failed=(
        "抱歉，出了点问题，这次没能答上来。请稍后再问一次；"
        "如果还是不行，请把编号 {reference} 告诉管理员。"
    ),
    waits=(
        "抱歉，我这边暂时出了点问题，还没法处理您的消息。消息没有丢，恢复之后会自动答复，不用重发。"
    ),
)
TELEGRAM_ENGLISH = TelegramMessages(
    greeting=(
        "Hello, I am Gongda.\n"
        "Ask me in Chinese or English: I look in the union's newspaper, and every answer comes "
        "with the printed words and where they stand."
    ),
    try_these="Tap one of these to try:",
    tap="Type your question",
    help=(
        "Just send me your question as a message, one thing at a time.\n\n"
        "[1] and [2] in an answer are its sources. The quotes below it are the words as printed; "
        "tap one to unfold it. What is bold is the sentence that answers.\n"
        "Below an answer, tap [1] to read the whole article, “More passages” for what else was "
        "printed, 👍 or 👎 to tell us whether it helped.\n"
        "What the paper did not print I will not make up: then you get the nearest passages.\n"
        "You can go on asking: “what about Haidian?”, “who is he?”. Reply to an answer of mine to "
        "go on from there.\n\n"
        "In a group, write /ask and your question, reply to a message of mine, or mention me.\n\n"
        "/latest  what is in the newest issue\n"
        "/why  how the last answer was found\n"
        "/new  start anew and forget your earlier questions\n"
        "/cancel  drop questions that I have not begun with\n"
        "/sources  which papers I have read\n"
        "/lang  reply in Chinese or English\n"
        "/privacy  what happens to your questions\n"
        "/forget  erase what I hold about you\n"
        "/start  a few questions to tap"
    ),
    working="Looking through the paper …",
    late="Sorry for the wait: you asked this {wait} ago.",
    minutes="{n} minutes",
    hours="{n} hours",
    forgotten="Starting anew: I have forgotten your earlier questions.",
    ask_in_words="I can only read words. Please ask in one sentence, for example: {example}",
    too_long="That is rather long. Please ask in one or two sentences, {limit} characters at most.",
    unknown_command="I do not know this command. Just send me your question; /help tells more.",
    failed=(
        "Sorry, something broke and I could not answer. Please ask again in a while; if it fails "
        "again, tell the administrator this reference: {reference}"
    ),
    waits=(
        "Sorry, something is wrong on my side and I cannot handle your message just now. It is not "
        "lost: you will get an answer as soon as I can, no need to send it again."
    ),
)


def telegram_messages(language: Language) -> TelegramMessages:
    """Return the bot's own sentences in the member's language."""
    return TELEGRAM_CHINESE if language == "zh" else TELEGRAM_ENGLISH
