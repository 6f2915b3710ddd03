"""What only the page in the browser says, in Chinese and English. `{…}` are filled by `str.format`.

Plain text: no sentence here holds markup. Traditional Chinese is converted from Simplified
(`bot/members/language.py`).
"""

from dataclasses import dataclass

from bot.reply import Language


@dataclass(frozen=True, slots=True)
class WebMessages:
    """The page's own sentences, in one language.

    Attributes:
        name: Of the page.
        tagline: Under it.
        ask_label: Over the field.
        ask: The button.
        working: While the answer is made.
        follow: Over the field under an answer.
        examples: Over the questions to try.
        anew: Link: forget the questions before.
        browse: Link: days and pages.
        latest: Link: the newest paper.
        privacy: Link.
        skip: Link for who reads by ear.
        your_question: Over the question.
        sources: Over the citations.
        nearest: Over what came nearest.
        context: Opens the passage around a quote.
        read_article: Link: the article with the quote marked.
        why: Opens how the answer was found.
        helped: Over the verdicts.
        thanks: After a verdict.
        send: The button of a reason.
        to_answer: Link from an article.
        quoted: Over an article that was opened at a quote.
        copy: Button: copy the address.
        copied: Its answer.
        days: Head of the list of days.
        undated: For articles without a day.
        no_page: For articles whose page is not known.
        untitled: For an article without a headline.
        count: How many articles.
        language: Over the choice of language.
        auto: A choice.
        not_here: A page that is not there.
        old: An answer that was erased, or whose articles changed.
        foreign: A form that did not come from here, or no cookie.
        too_many: Asked too often.
        too_large: Sent too much.
        empty: Nothing was asked.
        too_long: A question that is none.
        failed: It broke.
        still: It takes longer.
        again: The button to look again.
        home: Link.
        erase: The button that erases all that this browser asked.
        erased: It did; how much.
        erased_later: Added while something else reads the journal.
        see_print: Link: the page as it was printed.
        outlined: Under its picture.
        picture: Link: the picture alone.
        no_print: There is no picture, or the words are not on it.
        editors: Link for editors.
        correct: Link for editors: the article's head.
        privacy_text: What is kept, paragraphs.
        privacy_model: What a language model is sent, where one reads.
    """

    name: str
    tagline: str
    ask_label: str
    ask: str
    working: str
    follow: str
    examples: str
    anew: str
    browse: str
    latest: str
    privacy: str
    skip: str
    your_question: str
    sources: str
    nearest: str
    context: str
    read_article: str
    why: str
    helped: str
    thanks: str
    send: str
    to_answer: str
    quoted: str
    copy: str
    copied: str
    days: str
    undated: str
    no_page: str
    untitled: str
    count: str
    language: str
    auto: str
    not_here: str
    old: str
    foreign: str
    too_many: str
    too_large: str
    empty: str
    too_long: str
    failed: str
    still: str
    again: str
    home: str
    erase: str
    erased: str
    erased_later: str
    see_print: str
    outlined: str
    picture: str
    no_print: str
    editors: str
    correct: str
    privacy_text: tuple[str, ...]
    privacy_model: str


WEB_CHINESE = WebMessages(
    name="工答",
    tagline="问工会的报纸，每个答案都带原文和出处。",
    ask_label="您想问什么？",
    ask="提问",
    working="正在报纸里查找……",
    follow="接着问",
    examples="可以这样问",
    anew="换个话题",
    browse="按日期看报",
    latest="最新一期",
    privacy="隐私",
    skip="跳到正文",
    your_question="您的问题",
    sources="出处",
    nearest="最接近的内容",
    context="看上下文",
    read_article="看整篇文章",
    why="这个答案是怎样找到的",
    helped="这个答案有用吗？",
    thanks="谢谢，已经记下。",
    send="告诉我们原因",
    to_answer="返回答案",
    quoted="标出的是答案引用的原文。",
    copy="复制本页地址",
    copied="已复制",
    days="收录的报纸",
    undated="日期不详",
    no_page="版次不详",
    untitled="（没有标题）",
    count="{n} 篇",
    language="语言",
    auto="自动",
    not_here="这里没有您要找的页面。",
    old="这条答复已经清除，或者它引用的文章有了变动。请把问题再问一次。",
    foreign="没有收到：请允许本站的 Cookie，回到首页再问一次。",
    too_many="您问得太快了，请过 {seconds} 秒再问。",
    too_large="发来的内容太多了。",
    empty="请用文字写下您的问题。",
    too_long="问题太长了：请用 {limit} 个字以内说清楚。",
    failed="抱歉，出了点问题，没能回答。请稍后再问一次。",
    still="还在查找。这一页会自动刷新。",
    again="再看一次",
    home="回到首页",
    erase="清除我的提问记录",
    erased="已经清除：问题 {questions} 个，评价 {verdicts} 个。这个浏览器的 Cookie 也换了新的。",
    erased_later="现在正有备份或统计在读这些记录；等它结束，残留的副本几秒钟之内也会清掉。",
    see_print="看原版",
    outlined="框出的是引用的原文。",
    picture="单独看大图",
    no_print="没有这一篇的原版图片：原来的 PDF 不在了，或者上面找不到这些字。",
    editors="编辑台",
    correct="改正标题、日期、版次",
    privacy_text=(
        "不用登录。浏览器里有一个随机的 Cookie，只用来让您能接着问；关掉浏览器它就没有了。",
        "服务器上：您的问题和答案保存 {days} 天，供编辑改进，到期删除；"
        "前几次问答保存 {hours} 小时，用来听懂追问。",
        "不记录您的姓名和网络地址；网络地址只在内存里用来防止刷屏。",
        "知道答案地址的人都能打开那个答案；地址无法猜到。",
        "按下面的按钮，这个浏览器问过的问题、答案和评价马上从服务器上清除，只留下不带文字的次数。",
    ),
    privacy_model=(
        "您的问题、前几次问答和找到的报纸段落会发给一个语言模型（{model}，{host}），"
        "由它指出答案在哪一段；别的都不发送。"
    ),
)
WEB_ENGLISH = WebMessages(
    name="Gongda",
    tagline="Ask the union's newspaper; every answer comes with the printed words.",
    ask_label="What would you like to know?",
    ask="Ask",
    working="Looking through the paper …",
    follow="Ask on",
    examples="Questions to try",
    anew="New subject",
    browse="Papers by day",
    latest="Latest paper",
    privacy="Privacy",
    skip="Skip to the text",
    your_question="Your question",
    sources="Sources",
    nearest="The nearest passages",
    context="Show the context",
    read_article="Read the whole article",
    why="How this answer was found",
    helped="Did this answer help?",
    thanks="Thank you, noted.",
    send="Tell us why",
    to_answer="Back to the answer",
    quoted="The words quoted in the answer are marked.",
    copy="Copy this address",
    copied="Copied",
    days="Papers in the archive",
    undated="Date unknown",
    no_page="Page unknown",
    untitled="(no headline)",
    count="articles: {n}",
    language="Language",
    auto="Automatic",
    not_here="There is no such page here.",
    old="This answer was erased, or the articles it quotes have changed. Please ask again.",
    foreign="This was not accepted: please allow this site's cookie, go back to the first page and "
    "ask again.",
    too_many="That was too fast: please ask again in {seconds} seconds.",
    too_large="That is too much at once.",
    empty="Please write your question in words.",
    too_long="This question is too long: please use at most {limit} characters.",
    failed="Sorry, something broke and there is no answer. Please ask again in a while.",
    still="Still looking. This page will load again by itself.",
    again="Look again",
    home="To the first page",
    erase="Erase what I asked",
    erased="Erased: {questions} questions, {verdicts} verdicts. The cookie is gone, too.",
    erased_later="A backup or a report is reading the records just now; what it still sees is "
    "erased within seconds after it has ended.",
    see_print="See the printed page",
    outlined="The quoted words are outlined.",
    picture="The picture alone",
    no_print="There is no picture of this page: its PDF is gone, or the words are not on it.",
    editors="Editors",
    correct="Correct headline, day, page",
    privacy_text=(
        "There is nothing to log in to. A random cookie in your browser lets you ask on; it is "
        "gone when the browser is closed.",
        "On the server, questions and answers are kept for {days} days so that editors can improve "
        "them, then erased; the last few are kept for {hours} hours to understand follow-ups.",
        "Neither your name nor your network address is written down; the address is used in memory "
        "alone, against floods.",
        "Whoever has the address of an answer can open it; nobody can guess one.",
        "The button below erases at once what was asked from this browser, the answers and the "
        "verdicts; only counts without words stay.",
    ),
    privacy_model=(
        "Your question, the questions and answers before it, and passages of the paper that were "
        "found are sent to a language model ({model} at {host}), which points at the words that "
        "answer. Nothing else is sent."
    ),
)


def web_messages(language: Language) -> WebMessages:
    """Return what the page says, in the member's language."""
    return WEB_CHINESE if language == "zh" else WEB_ENGLISH
