"""What is said to administrators only, in Chinese and English. `{…}` are filled by `str.format`.

Plain text: no sentence here holds markup.
"""

from dataclasses import dataclass

from bot.reply import Language


@dataclass(frozen=True, slots=True)
class AdminMessages:
    """The bot's sentences for administrators, in one language.

    Attributes:
        only_private: For a command that is not for the eyes of a group.
        stages: What a build does, in the order of `bot/telegram/editors/rebuilding.py`.
        building: How far it is.
        waiting: Another build has to end first.
        locked: Another build is running; this one was not begun.
        built: What it did, in sentences, the coverage between them.
        refused: Over the files that were kept aside.
        refused_more: Under the first of them.
        refused_file: One of them.
        not_built: It failed; what is wrong and what to do.
        held_back: Most of what answers would vanish; what to do.
        publish_anyway: A button.
        stats: The figures; `{…}` as `bot/telegram/editors/admin.py` names them.
        times: How long half of the answers took at most, and 95 of 100.
        no_times: In place of the times where none was measured.
        unanswered: Over the questions that found no answer.
        none_unanswered: There are none.
        reloaded: The settings were read again; what changed.
        nothing_changed: They are as they were.
        needs_start: These take effect at the next start only.
        not_reloaded: They are wrong and were left as they were.
        members: How many may ask and how many wait; `{waiting}` are lines of the next.
        waiting_member: One of those who wait: a number and a link.
        which_member: For /approve and /revoke without a number.
        decided_by_settings: config.yaml decides about them, not the administrators.
        approved_member: Somebody was let in.
        revoked_member: Somebody was shut out.
        reading: A sign of life.
        too_large: A file of more than `{megabytes}` MB.
        not_fetched: Telegram does not give the file.
        head: Of the preview: the file's name.
        found: How much is in it.
        untitled: In place of a headline.
        article: An article's first words, then what is said about it.
        length: How long it is.
        more_articles: Under the first of many articles.
        no_date: A warning.
        no_page: A warning.
        replaces: A warning.
        beside: A warning: another file of the same day and page.
        ask: The last line over the buttons.
        confirm: A button.
        cancel: A button.
        unreadable: No article could be read from it.
        kinds: The kinds of files that are read.
        not_a_page: It is of no kind or name that is ever read.
        same: It is in the archive already, word for word.
        dropped: The administrator does not want it.
        expired: The button is used or too old.
        not_yours: The button is somebody else's.
        stored: The page is in its folder.
        kept_old: Where the page before it was kept.
        not_stored: It could not be written.
    """

    only_private: str
    stages: tuple[str, str, str, str]
    building: str
    waiting: str
    locked: str
    built: str
    refused: str
    refused_more: str
    refused_file: str
    not_built: str
    held_back: str
    publish_anyway: str
    stats: str
    times: str
    no_times: str
    unanswered: str
    none_unanswered: str
    reloaded: str
    nothing_changed: str
    needs_start: str
    not_reloaded: str
    members: str
    waiting_member: str
    which_member: str
    decided_by_settings: str
    approved_member: str
    revoked_member: str
    reading: str
    too_large: str
    not_fetched: str
    head: str
    found: str
    untitled: str
    article: str
    length: str
    more_articles: str
    no_date: str
    no_page: str
    replaces: str
    beside: str
    ask: str
    confirm: str
    cancel: str
    unreadable: str
    kinds: str
    not_a_page: str
    same: str
    dropped: str
    expired: str
    not_yours: str
    stored: str
    kept_old: str
    not_stored: str


ADMIN_CHINESE = AdminMessages(
    only_private="这个命令请私下发给我：结果不适合在群里看。",
    stages=("读报纸", "编词语", "算语义", "换上新索引"),
    building="正在重建索引，第 {step} 步，共 4 步：{stage}\n{bar} {percent}%",
    waiting="另一次重建还没结束，等它完了就接着做……",
    locked="另一次重建正在进行，这次没有开始。等它结束后，再发 /rebuild。",
    built=(
        "✅ 重建完成，用时 {seconds} 秒。\n"
        "{coverage}\n文章 {articles} 篇，分成 {passages} 段，索引 {generation}。\n"
        "从现在起，答案都来自新索引。"
    ),
    refused="有 {n} 个文件读不了，没有收进去：",
    refused_more="……还有 {n} 个，运行 gongda index build 可以看到全部。",
    refused_file="· {source}：{reason}",
    not_built="重建没有成功，答案仍然来自原来的索引。\n原因：{what}\n怎么办：{remedy}",
    held_back=(
        "⏸ 没有换上新索引，答案仍然来自原来的：大部分文章会消失。\n原因：{what}\n"
        "请看看存放报纸的网盘或文件夹是不是断开了；接上后再发 /rebuild。"
        "如果这些文章确实要删掉，请按下面的按钮。"
    ),
    publish_anyway="照样发布",
    stats=(
        "📊 统计\n"
        "今天：提问 {today} 次，{today_members} 人\n"
        "近 7 天：提问 {week} 次，{week_members} 人\n"
        "　答上 {answered}，没有找到 {refused}\n"
        "　用时：{times}\n"
        "　评价：👍 {good}　👎 {bad}\n"
        "近两天出错：{failures} 次\n"
        "正在排队：{depth} 条\n"
        "索引：{generation}"
    ),
    times="一半在 {median} 秒以内，95% 在 {slow} 秒以内",
    no_times="还没有记录",
    unanswered="最近没有找到答案的问题：",
    none_unanswered="最近的问题都找到了答案。",
    reloaded="设置已重新读取。有变化的：\n{keys}",
    nothing_changed="设置已重新读取，没有变化。",
    needs_start="下面这些要重新启动才生效：\n{keys}",
    not_reloaded="设置有错，仍用原来的。\n错在：{what}\n怎么办：{remedy}",
    members=(
        "已同意 {approved} 人，已拒绝或取消 {refused} 人，等待 {many} 人。\n{waiting}\n"
        "/approve 编号：同意；/revoke 编号：取消，按钮马上失效。"
    ),
    waiting_member="· {number}  tg://user?id={number}",
    which_member="请在命令后面写上对方的编号，例如 /{command} 123456789。",
    decided_by_settings=(
        "这由 config.yaml 决定（bot.telegram.access: {access}，allow，admins）；"
        "请改好设置再发 /reload。"
    ),
    approved_member="好的，{number} 可以使用了。",
    revoked_member="好的，{number} 从现在起不能使用了，旧答案下面的按钮也一样。",
    reading="正在看这一版……",
    too_large="这个文件太大了：最多 {megabytes} MB。请拆成一版一个文件再发。",
    not_fetched="文件没有取到，请再发一次。（{reason}）",
    head="📄 {name}",
    found="{articles} 篇文章，共 {characters} 字",
    untitled="（没有标题）",
    article="{words}（{about}）",
    length="{n} 字",
    more_articles="……还有 {n} 篇",
    no_date=(
        "⚠️ 不知道是哪一天的报纸，按日期就找不到它。请重发，并在说明里写上文件名，"
        "例如 2023-01-05_02.md（日期和版次）。"
    ),
    no_page="⚠️ 不知道是第几版。文件名写成 2023-01-05_02.md，就是第 2 版。",
    replaces="⚠️ 会换掉档案里的 {path}；旧的一版另存备份。",
    beside="⚠️ 档案里的 {path} 也是这一天这一版；两份都会留着。",
    ask="要加进档案吗？",
    confirm="✅ 确认",
    cancel="取消",
    unreadable="读不了这个文件：{reason}",
    kinds=(
        "可以发：Markdown（.md）、纯文本（.txt）、网页（.html）、Word（.docx）、PDF（.pdf）、"
        "表格（.xlsx）、幻灯片（.pptx）、邮件（.eml）、电子书（.epub）、.odt、.rtf，"
        "或装着这些文件的压缩包（.zip）。"
    ),
    not_a_page="这个文件名不会被当作报纸。请在说明里写上文件名再发，例如 2023-01-05_02.md。",
    same="这一版档案里已经有了，内容一样，不用再加。（{path}）",
    dropped="好的，没有加进去。",
    expired="这个按钮已经用过或过期了。需要的话，请把文件再发一次。",
    not_yours="只有管理员可以用这个按钮。",
    stored="✅ {path} 已存进档案。",
    kept_old="旧的一版备份在 {path}。",
    not_stored="没有写进去：{reason}\n请检查文件夹 {folder}，再试一次。",
)
ADMIN_ENGLISH = AdminMessages(
    only_private="Please send me this in a private chat: the reply is not for a group.",
    stages=("reading pages", "indexing words", "indexing meanings", "putting it to use"),
    building="Building the index, step {step} of 4: {stage}\n{bar} {percent}%",
    waiting="Another build has not finished; this one begins when it has …",
    locked="Another build is running; this one was not begun. Send /rebuild when it has finished.",
    built=(
        "✅ Built in {seconds} seconds.\n"
        "{coverage}\nArticles: {articles}, passages: {passages}, index {generation}.\n"
        "From now on answers come from it."
    ),
    refused="Files left out, as they cannot be read: {n}",
    refused_more="… and {n} more; `gongda index build` shows all of them.",
    refused_file="· {source}: {reason}",
    not_built=(
        "The build failed; answers still come from the index before.\n"
        "The reason: {what}\nWhat to do: {remedy}"
    ),
    held_back=(
        "⏸ Held back, as most articles would vanish; answers still come from the index before.\n"
        "The reason: {what}\nSee whether the drive or folder of the pages is offline; when it is "
        "back, send /rebuild. If the articles are to go, tap the button."
    ),
    publish_anyway="Publish anyway",
    stats=(
        "📊 Figures\n"
        "Today: {today} questions, {today_members} members\n"
        "Last 7 days: {week} questions, {week_members} members\n"
        "   answered {answered}, not found {refused}\n"
        "   time: {times}\n"
        "   verdicts: 👍 {good}   👎 {bad}\n"
        "Failures in two days: {failures}\n"
        "Waiting: {depth}\n"
        "Index: {generation}"
    ),
    times="half within {median} s, 95% within {slow} s",
    no_times="not measured yet",
    unanswered="The last questions without an answer:",
    none_unanswered="The last questions were all answered.",
    reloaded="The settings were read again. Changed:\n{keys}",
    nothing_changed="The settings were read again; nothing has changed.",
    needs_start="These take effect only after a new start:\n{keys}",
    not_reloaded="The settings are wrong and stay as they were.\nWrong: {what}\nDo: {remedy}",
    members=(
        "Approved: {approved}, refused or revoked: {refused}, waiting: {many}.\n{waiting}\n"
        "/approve NUMBER lets one in; /revoke NUMBER shuts one out, buttons included, at once."
    ),
    waiting_member="· {number}  tg://user?id={number}",
    which_member="Please write their number behind the command, like /{command} 123456789.",
    decided_by_settings=(
        "config.yaml decides this (bot.telegram.access: {access}, allow, admins): change it, then "
        "send /reload."
    ),
    approved_member="All right, {number} may ask from now on.",
    revoked_member="All right, {number} may not ask from now on, nor use buttons of old answers.",
    reading="Reading the page …",
    too_large="This file is too large: {megabytes} MB at most. Please send one page a file.",
    not_fetched="The file could not be fetched, please send it again. ({reason})",
    head="📄 {name}",
    found="Articles: {articles}, characters: {characters}",
    untitled="(no headline)",
    article="{words} ({about})",
    length="{n} characters",
    more_articles="… and {n} more",
    no_date=(
        "⚠️ The day of this page is not known, so nobody will find it by date. Please send it "
        "again with its file name as the caption, like 2023-01-05_02.md (day and page)."
    ),
    no_page="⚠️ The page number is not known. A file name like 2023-01-05_02.md says page 2.",
    replaces="⚠️ It replaces {path} in the archive; a backup of the old page is kept.",
    beside="⚠️ {path} in the archive is of the same day and page; both will stay.",
    ask="Add it to the archive?",
    confirm="✅ Confirm",
    cancel="Cancel",
    unreadable="This file cannot be read: {reason}",
    kinds=(
        "You can send: Markdown (.md), plain text (.txt), a web page (.html), Word (.docx), "
        "PDF (.pdf), a spreadsheet (.xlsx), slides (.pptx), a message (.eml), an e-book (.epub), "
        ".odt, .rtf, or a zip of these (.zip)."
    ),
    not_a_page=(
        "A file of this name is never read as a page. Please send it with a file name as the "
        "caption, like 2023-01-05_02.md."
    ),
    same="This page is in the archive already, with the same words. ({path})",
    dropped="All right, it was not added.",
    expired="This button was used already or is too old. Please send the file again if needed.",
    not_yours="This button is for administrators only.",
    stored="✅ {path} is in the archive.",
    kept_old="The old page is kept as {path}.",
    not_stored="It could not be written: {reason}\nPlease look at {folder}, then try again.",
)


def admin_messages(language: Language) -> AdminMessages:
    """Return the sentences for administrators in one language."""
    return ADMIN_CHINESE if language == "zh" else ADMIN_ENGLISH
