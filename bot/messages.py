"""Every sentence that the bot itself says, in Chinese and English; never a quote."""

from dataclasses import dataclass

from bot.reply import Language


@dataclass(frozen=True, slots=True)
class Messages:
    """The frame around the quotes, in one language. `{…}` are filled with `str.format`."""

    language: Language
    colon: str
    space: str
    found: str
    not_printed: str
    found_dates: str
    found_list: str
    headlines: str
    nothing_of: str
    newest_day: str
    seen_from_newest: str
    as_of: str
    reckoned: str
    list_complete: str
    list_partial: str
    not_found: str
    not_found_of: str
    perhaps: str
    perhaps_missing: str
    perhaps_unsure: str
    understood: str
    unclear: str
    nearest: str
    numbered: str
    more_questions: str
    cut: str
    own_copy: str
    talk: tuple[tuple[str, str], ...]
    talk_further: str
    coverage: str
    coverage_day: str
    coverage_undated: str
    unnamed_paper: str
    about_headline: str
    unknown_date: str
    page: str
    recognised: str


FRAME_CHINESE = Messages(
    language="zh",
    colon="：",
    space="",
    found="报上是这样写的：",
    not_printed="（语言模型的话，报上没有这样印）{sentence} {numbers}",
    found_dates="不同日期的报道：",
    headlines="{day} 的报纸刊登了：",
    nothing_of="没有收录 {period} 的报纸。",
    newest_day="最新的一期是 {day}。",
    seen_from_newest="从最新的一期（{day}）看，“{words}”是 {period}：",
    as_of="“{word}”：报纸日期为 {day}",
    reckoned="“{word}”：据报纸日期推算为 {period}",
    found_list="报上列出了 {found} 项：",
    list_complete="（文中称共 {stated} 项，已全部列出）",
    list_partial="（文中称共 {stated} 项；这里认出 {found} 项，请对照原文）",
    understood="理解为：{question}",
    unclear="不清楚“{word}”指的是什么，按原话查找：",
    not_found="在已收录的报纸里没有找到答案。",
    not_found_of="在已收录的报纸里没有找到答案：{question}",
    perhaps="也许是：“{quote}”",
    perhaps_missing="（不能肯定：句中没有“{word}”）",
    perhaps_unsure="（不能肯定：把握只有 {percent}%）",
    nearest="也许有帮助：",
    numbered="{n}. {question}\n{answer}",
    more_questions="一条消息最多回答 {most} 个问题，后面的 {more} 个请另发。",
    cut="消息较长，只读了前 {limit} 个字。",
    own_copy="检索服务器暂时联系不上，这次由本机保存的报纸来回答，可能缺少最新的几期。",
    talk=(
        ("greeting", "您好！"),
        ("thanks", "不客气！"),
        ("bye", "再见，欢迎随时来问。"),
        ("yes", "好的。"),
        ("no", "好的，没关系。"),
        ("praise", "谢谢您的鼓励！"),
        ("anger", "抱歉没有帮上忙。"),
        ("laugh", "呵呵。"),
        ("who", "我是“工答”，从工会的报纸里找答案，每一句都附原文和出处。"),
        ("errand", "请把问题写出来。"),
        ("command", "这里不用命令。"),
        ("unknown", "这句话我没看懂，报上也没有这些字眼。"),
    ),
    talk_further="请用一句话提问，例如：{example}",
    coverage="目前收录：{papers}，{first} 至 {last}，共 {articles} 篇文章。",
    coverage_day="目前收录：{papers}，{first}，共 {articles} 篇文章。",
    coverage_undated="目前收录：{papers}，共 {articles} 篇文章。",
    unnamed_paper="未具名的报纸",
    about_headline="“{title}”说的是什么？",
    unknown_date="日期不详",
    page="第{page}版",
    recognised="（扫描识别，可能有错字）",
)
FRAME_ENGLISH = Messages(
    language="en",
    colon=": ",
    space=" ",
    found="The paper printed:",
    not_printed="(a language model's words, not printed) {sentence} {numbers}",
    found_dates="Reports of different dates:",
    headlines="The paper of {day} printed:",
    nothing_of="The archive holds no paper of {period}.",
    newest_day="The newest one is of {day}.",
    seen_from_newest="Seen from the newest one ({day}), “{words}” is {period}:",
    as_of="“{word}”: as of {day}, the day of printing",
    reckoned="“{word}”: {period}, reckoned from the day of printing",
    found_list="The paper lists {found} items:",
    list_complete="(the text says {stated}, and all of them are here)",
    list_partial="(the text says {stated}; I made out {found}: please compare the original)",
    understood="understood as: {question}",
    unclear="not clear what “{word}” stands for, so looked up as written:",
    not_found="The archive holds no answer to this.",
    not_found_of="The archive holds no answer to this: {question}",
    perhaps="Perhaps: “{quote}”",
    perhaps_missing="(not sure: “{word}” is not in it)",
    perhaps_unsure="(not sure: only {percent}%)",
    nearest="This may help:",
    numbered="{n}. {question}\n{answer}",
    more_questions="I answer {most} questions a message; please send the other {more} separately.",
    cut="Your message is long: I read its first {limit} characters only.",
    own_copy="The search server cannot be reached now, so the copy on this machine answered: the "
    "newest issues may be missing.",
    talk=(
        ("greeting", "Hello!"),
        ("thanks", "You are welcome!"),
        ("bye", "Goodbye, and ask again any time."),
        ("yes", "All right."),
        ("no", "All right, never mind."),
        ("praise", "Thank you for the kind words!"),
        ("anger", "Sorry that I was of no help."),
        ("laugh", "Glad to hear from you."),
        (
            "who",
            "I am Gongda: I look in the union's newspaper and show the printed words as proof.",
        ),
        ("errand", "Please write the question itself."),
        ("command", "No commands are needed here."),
        ("unknown", "I do not understand this, and the paper has no such words."),
    ),
    talk_further="Ask in one sentence, for example: {example}",
    coverage="The archive covers {papers}, {first} to {last}, {articles} articles.",
    coverage_day="The archive covers {papers} of {first}, {articles} articles.",
    coverage_undated="The archive covers {papers}, {articles} articles.",
    unnamed_paper="a paper without a name",
    about_headline="What does “{title}” say?",
    unknown_date="date unknown",
    page="page {page}",
    recognised="(read by OCR, letters may be wrong)",
)


def messages(language: Language) -> Messages:
    """Return the frame in the member's language."""
    return FRAME_CHINESE if language == "zh" else FRAME_ENGLISH


@dataclass(frozen=True, slots=True)
class TerminalMessages:
    """What only the terminal says. `{…}` are filled with `str.format`."""

    banner: str
    try_these: str
    keys: str
    help_open: str
    help_why: str
    help_sources: str
    help_lang: str
    help_new: str
    help_help: str
    help_quit: str
    unknown_command: str
    did_you_mean: str
    see_help: str
    ask_first: str
    forgotten: str
    no_such_citation: str
    usage_open: str
    usage_lang: str
    language_set: str
    new_generation: str
    confidence: str
    found_as: str
    words_side: str
    meaning_side: str
    absent: str
    hit_words: str
    reranker_side: str
    went_wrong: str
    source_file: str
    holds: str


TERMINAL_CHINESE = TerminalMessages(
    banner="工答：问工会的报纸，每个答案都带原文。",
    try_these="可以这样问：",
    keys="/help 查看命令，Ctrl-D 退出",
    help_open="打开第 N 条引文所在的整篇文章",
    help_why="上一个答案是怎样找到的",
    help_sources="收录了哪些报纸",
    help_lang="答案的说明用哪种语言：zh、en，或 auto（随提问）",
    help_new="换个话题：不再联系前面的问题",
    help_help="列出命令",
    help_quit="退出",
    unknown_command="没有 {name} 这个命令。",
    did_you_mean="是不是想输入 {near}？",
    see_help="输入 /help 查看命令。",
    ask_first="请先提一个问题。",
    forgotten="好的，从头开始：前面的问题不再联系。",
    no_such_citation="没有 [{n}]：上一个答案有 [1] 到 [{last}]。",
    usage_open="请写明编号，例如 /open 1",
    usage_lang="请选一种：/lang zh、/lang en 或 /lang auto",
    language_set="说明文字的语言：{language}",
    new_generation="索引已更新，现在用的是 {generation}",
    confidence="把握 {percent}%",
    found_as="“{word}” 按这些词查找：{into}",
    words_side="字面",
    meaning_side="语义",
    absent="无",
    hit_words="命中：{words}",
    reranker_side="重排",
    went_wrong="注意：{note}",
    source_file="出处：{source}",
    holds="分成 {passages} 段，索引 {generation}",
)
TERMINAL_ENGLISH = TerminalMessages(
    banner="Gongda: ask the union's newspaper; every answer comes with the printed words.",
    try_these="Try:",
    keys="/help lists the commands, Ctrl-D quits",
    help_open="open the whole article around citation N",
    help_why="how the last answer was found",
    help_sources="what the archive covers",
    help_lang="language of the frame: zh, en, or auto (that of the question)",
    help_new="start anew: earlier questions no longer count",
    help_help="list the commands",
    help_quit="quit",
    unknown_command="There is no command {name}.",
    did_you_mean="Did you mean {near}?",
    see_help="Type /help for the commands.",
    ask_first="Ask a question first.",
    forgotten="Starting anew: earlier questions no longer count.",
    no_such_citation="There is no [{n}]: the last answer has [1] to [{last}].",
    usage_open="Say which one, for example /open 1",
    usage_lang="Choose one: /lang zh, /lang en or /lang auto",
    language_set="language of the frame: {language}",
    new_generation="the index was updated; answers now come from {generation}",
    confidence="confidence {percent}%",
    found_as="“{word}” was looked for as: {into}",
    words_side="words",
    meaning_side="meaning",
    absent="none",
    hit_words="hit: {words}",
    reranker_side="reranker",
    went_wrong="note: {note}",
    source_file="file: {source}",
    holds="{passages} passages, index {generation}",
)


def terminal_messages(language: Language) -> TerminalMessages:
    """Return what only the terminal says, in the member's language."""
    return TERMINAL_CHINESE if language == "zh" else TERMINAL_ENGLISH
