"""What the page in the browser says to editors only, in Chinese and English.

Plain text: no sentence here holds markup. What Telegram's administrators are told as well stands in
`bot/editors/messages.py`. Next: `bot/web/editing/shown.py`.
"""

from dataclasses import dataclass

from bot.reply import Language


@dataclass(frozen=True, slots=True)
class EditingMessages:
    """The page's sentences for editors, in one language.

    Attributes:
        desk: Head of the first page, and the link to it.
        who: Who is signed in.
        only_editors: To everybody else.
        sign_in: The button of a link.
        sign_in_why: What it does.
        used_link: The link is used or too old.
        sign_out: A button.
        bring: Over the field for files.
        kinds: What may be brought.
        files: A field: files.
        folder: A field: a folder.
        drop_here: Over the place to drop files on.
        send: The button.
        sending: While they are sent.
        waiting: Over the files that wait.
        see_check: Link to their check.
        drop: The button that forgets them.
        check: Head of the check.
        publish: The button that stores and builds.
        build: Over the build.
        build_again: The button that builds without new files.
        build_why: When that is of use.
        reload: Where no script shows the progress.
        roll_back: The button.
        roll_back_why: What it does.
        rolled_back: It did.
        not_rolled_back: It did not.
        busy: A build goes on.
        vain: Head and link: what was asked in vain.
        from_browser: Over the report of the page.
        from_telegram: Over the report of Telegram.
        corrections: Over the corrected heads.
        corrections_why: When they count.
        correct: Head and link of an article's form.
        text_stays: Under that.
        title: A field.
        kicker: A field.
        subtitle: A field.
        authors: A field.
        paper: A field.
        day: A field.
        page: A field.
        keep: The button.
        as_printed: The button that takes a correction back.
        no_head: What was written is no head.
        not_kept: It could not be written.
    """

    desk: str
    who: str
    only_editors: str
    sign_in: str
    sign_in_why: str
    used_link: str
    sign_out: str
    bring: str
    kinds: str
    files: str
    folder: str
    drop_here: str
    send: str
    sending: str
    waiting: str
    see_check: str
    drop: str
    check: str
    publish: str
    build: str
    build_again: str
    build_why: str
    reload: str
    roll_back: str
    roll_back_why: str
    rolled_back: str
    not_rolled_back: str
    busy: str
    vain: str
    from_browser: str
    from_telegram: str
    corrections: str
    corrections_why: str
    correct: str
    text_stays: str
    title: str
    kicker: str
    subtitle: str
    authors: str
    paper: str
    day: str
    page: str
    keep: str
    as_printed: str
    no_head: str
    not_kept: str


EDITING_CHINESE = EditingMessages(
    desk="编辑台",
    who="已登录：{name}",
    only_editors="这里只有编辑可以用。请向管理员要一个登录链接（gongda members link）。",
    sign_in="登录编辑台",
    sign_in_why="这个链接只能用一次。登录后十二小时内有效，关掉浏览器即退出。",
    used_link="这个登录链接已经用过或过期了。请再要一个（gongda members link）。",
    sign_out="退出登录",
    bring="添加报纸",
    kinds="Markdown、纯文本、网页、Word、PDF，或装着这些文件的压缩包；一次最多 256 MB。",
    files="选择文件",
    folder="选择文件夹",
    drop_here="也可以把文件或文件夹拖到这里",
    send="上传并检查",
    sending="正在上传……",
    waiting="还没有发布的文件",
    see_check="看检查结果",
    drop="都不要了",
    check="检查结果",
    publish="发布",
    build="发布进度",
    build_again="重建索引",
    build_why="文件夹里有改动，或改正了标题、日期，重建后生效。",
    reload="看最新进度",
    roll_back="退回上一个版本",
    roll_back_why="马上用回上一次发布的内容；文件夹里的文件不动。",
    rolled_back="已经退回，现在的答案来自 {generation}。",
    not_rolled_back="没有退回：{what}",
    busy="正在发布，请等它完成。",
    vain="没有找到答案的问题",
    from_browser="网页",
    from_telegram="Telegram",
    corrections="改正过的文章",
    corrections_why="下一次发布起生效，重建后仍然保留。",
    correct="改正标题、日期、版次",
    text_stays="正文保持原样；引文和地址都不变。",
    title="标题",
    kicker="引题",
    subtitle="副题",
    authors="作者（用顿号分开）",
    paper="报名",
    day="日期",
    page="版次",
    keep="保存",
    as_printed="恢复原样",
    no_head="没有保存：日期写成 2023-01-05，版次写成数字，标题不要超过 300 字。",
    not_kept="没有保存：{reason}",
)
EDITING_ENGLISH = EditingMessages(
    desk="Editors",
    who="Signed in: {name}",
    only_editors="This is for editors. Ask whoever runs the server for a link "
    "(gongda members link).",
    sign_in="Sign in",
    sign_in_why="This link works once. You stay signed in for twelve hours, or until the browser "
    "is closed.",
    used_link="This link was used or is too old. Please ask for another (gongda members link).",
    sign_out="Sign out",
    bring="Add pages",
    kinds="Markdown, plain text, web pages, Word, PDF, or a zip of these; 256 MB at once at most.",
    files="Choose files",
    folder="Choose a folder",
    drop_here="or drop files or a folder here",
    send="Upload and check",
    sending="Uploading …",
    waiting="Files not yet published",
    see_check="See what was found",
    drop="Drop them all",
    check="What was found",
    publish="Publish",
    build="Publishing",
    build_again="Build again",
    build_why="Where files in the folder have changed, or a headline or day was corrected.",
    reload="See how far it is",
    roll_back="Roll back",
    roll_back_why="What was published before answers again at once; files in the folder stay.",
    rolled_back="Rolled back: answers come from {generation} now.",
    not_rolled_back="Not rolled back: {what}",
    busy="Something is being published; please wait until it is done.",
    vain="Questions without an answer",
    from_browser="In the browser",
    from_telegram="Telegram",
    corrections="Corrected articles",
    corrections_why="They count from the next build on, and survive every build.",
    correct="Correct headline, day, page",
    text_stays="The text stays as printed; quotes and addresses do not change.",
    title="Headline",
    kicker="Kicker",
    subtitle="Subtitle",
    authors="Authors (commas between them)",
    paper="Paper",
    day="Day",
    page="Page",
    keep="Save",
    as_printed="As it was printed",
    no_head="Not saved: a day is written 2023-01-05, a page as a number, a headline has at most "
    "300 characters.",
    not_kept="Not saved: {reason}",
)


def editing_messages(language: Language) -> EditingMessages:
    """Return what the page says to editors, in their language."""
    return EDITING_CHINESE if language == "zh" else EDITING_ENGLISH
