"""What the commands of members and the inline mode say, in Chinese and English.

Plain text: no sentence here holds markup. `{…}` are filled with `str.format`. The menus themselves
stand in `bot/telegram/text/menus.py`.
"""

from dataclasses import dataclass

from bot.reply import Language


@dataclass(frozen=True, slots=True)
class CommandMessages:
    """The replies to commands in one language.

    Attributes:
        about: Begins /sources: who answers, and from what.
        newest: Ends /sources where a page has a date.
        latest: The question that /latest asks.
        undated: For /latest where no page has a date.
        why: Stands before how an answer was found.
        nothing_asked: For /why before the first question.
        erased: For /why after the retention time.
        privacy: For /privacy: what is kept, a line each.
        stays: The first of them: questions go to nobody else.
        goes: The same where a language model elsewhere reads, or one on the machine.
        kept: One of these lines: for how many days words are kept.
        kept_shortly: The same where the retention time is no day at all.
        approval: One more line where administrators let members in.
        forget: What /forget has erased.
        forget_later: Added while something else reads the journal.
        standing: Added where not everybody may ask.
        cancelled: For /cancel.
        nothing_waits: For /cancel where nothing was dropped.
        dropped: For /cancel of an administrator whose page waited to be confirmed.
        did_you_mean: For a misspelt command.
        choose: For /lang, over the buttons.
        automatic: A button of /lang; the others are the names of the languages.
        chosen: For a language that was chosen.
        unknown_tongue: For /lang with a word that is no language.
        inline_hint: On the button over an empty inline query, 64 characters at most.
        inline_stranger: The same for who may not ask.
        inline_nothing: The same where nothing was found.
    """

    about: str
    newest: str
    latest: str
    undated: str
    why: str
    nothing_asked: str
    erased: str
    privacy: str
    stays: str
    goes: str
    kept: str
    kept_shortly: str
    approval: str
    forget: str
    forget_later: str
    standing: str
    cancelled: str
    nothing_waits: str
    dropped: str
    did_you_mean: str
    choose: str
    automatic: str
    chosen: str
    unknown_tongue: str
    inline_hint: str
    inline_stranger: str
    inline_nothing: str


COMMAND_CHINESE = CommandMessages(
    about="“工答”是工会报纸的问答机器人。我只引用报上的原文，不编写，也不猜测。",
    newest="最新的一期是 {day}，发 /latest 可以看标题。",
    latest="最新一期报纸有哪些文章？",
    undated="收录的报纸没有写日期，我不知道哪一期最新。",
    why="“{question}”的答案是这样找到的：",
    nothing_asked="您还没有提问。问过之后再发 /why，我就告诉您答案是怎样找到的。",
    erased="那次问答的文字已经删掉了。请把问题再发一次，然后再发 /why。",
    privacy=(
        "关于您的隐私：\n"
        "{whither}\n"
        "{kept}\n"
        "· 您的消息答复之后就从待办里删除；记录里没有您的姓名和号码，只有一串看不出是谁的代号。\n"
        "· 为了听懂追问，我会记得最近 {hours} 小时的问答；/new 可以马上忘掉。\n"
        "· /forget 可以删掉我这里有关您的内容。\n"
        "· 这个聊天窗口里的消息由 Telegram 保存，要在 Telegram 里删除。"
    ),
    stays="· 您的问题只在工会自己的机器上查找，不会转给别的服务。",
    goes=(
        "· 您的问题、最近的几次问答和找到的报纸段落会发给一个语言模型（{model}，{host}），"
        "由它指出答案在哪一段；不发送您的姓名、号码和代号。"
    ),
    kept=(
        "· 问题和答案的文字保留 {days} 天，好让编辑知道哪些事报上还没有写；到期自动删除，"
        "只留下每天有多少次提问。"
    ),
    kept_shortly="· 问题和答案的文字最多保留一小时，之后自动删除，只留下没有文字的统计。",
    approval="· 第一次使用时，管理员会看到您在 Telegram 上的名字；您的号码在决定之后就删除。",
    forget=(
        "好的，我这里有关您的内容都已经删掉：{questions} 个问题的问答文字，{verdicts} 条评价，"
        "还有您选的语言。"
    ),
    forget_later="现在正有备份或统计在读这些记录；等它结束，残留的副本几秒钟之内也会清掉。",
    standing="您的使用资格不变。",
    cancelled="好的，还没开始查的 {n} 个问题已经取消。",
    nothing_waits="没有还在等待的问题；正在查的那个马上就会答复。",
    dropped="您发来的版面文件也已经丢弃。",
    did_you_mean="没有 /{wrong} 这个命令。您是想发 /{near} 吗？",
    choose="您希望我用哪种语言答复？报上的原文总是照原样引用。",
    automatic="自动",
    chosen="好的，以后这样答复您：{choice}",
    unknown_tongue="我不会这种语言。请点一个按钮：",
    inline_hint="请接着输入您的问题",
    inline_stranger="请先点这里，私下给我发一条消息",
    inline_nothing="没有找到相关的内容",
)
COMMAND_ENGLISH = CommandMessages(
    about=(
        "Gongda answers questions from the union's newspaper. I only quote what was printed; "
        "I write nothing myself and guess nothing."
    ),
    newest="The newest issue is of {day}; /latest shows its headlines.",
    latest="What is in the latest issue?",
    undated="The archive's pages have no dates, so I cannot tell which issue is the newest.",
    why="How the answer to “{question}” was found:",
    nothing_asked=(
        "You have not asked anything yet. Send /why after a question, and I will tell you how the "
        "answer was found."
    ),
    erased=(
        "The words of that answer have been erased. Please send your question again, then /why."
    ),
    privacy=(
        "Your privacy:\n"
        "{whither}\n"
        "{kept}\n"
        "· Once your message is answered it is removed from the list of things to do; the records "
        "hold neither your name nor your number, only a code that tells nobody who you are.\n"
        "· To understand follow-ups I remember the questions and answers of the last {hours} "
        "hours; /new makes me forget them at once.\n"
        "· /forget erases what I hold about you.\n"
        "· Telegram keeps the messages in this chat; delete them in Telegram."
    ),
    stays="· Your questions are looked up on the union's own machine and go to no other service.",
    goes=(
        "· Your question, the last questions and answers, and passages of the paper that were "
        "found are sent to a language model ({model} at {host}), which points at the words that "
        "answer. "
        "Neither your name nor your number nor your code is sent."
    ),
    kept=(
        "· The words of questions and answers are kept for {days} days, so that the editors see "
        "what the paper has not written about. Then they are erased, and only figures stay."
    ),
    kept_shortly=(
        "· The words of questions and answers are kept for an hour at most. Then they are erased, "
        "and only figures stay."
    ),
    approval=(
        "· Before your first question an administrator sees the name you have in Telegram; your "
        "number is erased once they have decided."
    ),
    forget=(
        "Done, I have erased what I held about you: the words of your questions and their answers "
        "({questions}), your ratings ({verdicts}), and the language you chose."
    ),
    forget_later="A backup or a report is reading the records just now; what it still sees is "
    "erased within seconds after it has ended.",
    standing="You may go on asking as before.",
    cancelled="All right. Questions I had not begun with and dropped: {n}.",
    nothing_waits="No question of yours is waiting. One that I am looking up comes in a moment.",
    dropped="The page file that you sent is dropped, too.",
    did_you_mean="There is no command /{wrong}. Did you mean /{near}?",
    choose="In which language shall I reply? What was printed is always quoted as it was printed.",
    automatic="Automatic",
    chosen="All right. From now on: {choice}",
    unknown_tongue="I do not know this language. Please tap a button:",
    inline_hint="Go on typing your question",
    inline_stranger="Tap here and write to me in private first",
    inline_nothing="Nothing was found",
)


def command_messages(language: Language) -> CommandMessages:
    """Return the replies to commands in the member's language."""
    return COMMAND_CHINESE if language == "zh" else COMMAND_ENGLISH
