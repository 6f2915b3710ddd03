"""What a language model leaves in an answer beside quotes: notes, and sentences that it joined.

Next: `bot/answerer.py`.
"""

from dataclasses import replace

from bot.language_model.joined import joined_sentences
from bot.language_model.reader import QuestionReader
from bot.messages import messages
from bot.reply import Answer


def with_remarks(answer: Answer, reader: QuestionReader) -> Answer:
    """Return an answer with what went wrong in its warnings, and joined sentences below it."""
    noted = replace(answer, warnings=(*answer.warnings, *dict.fromkeys(reader.notes)))
    joined = joined_sentences(reader.proposed, answer) if answer.kind != "none" else ()
    if not joined:
        return noted
    frame = messages(answer.language)
    lines = [
        frame.not_printed.format(
            sentence=one.text, numbers="".join(f"[{number}]" for number in one.citations)
        )
        for one in joined
    ]
    return replace(noted, joined=joined, answer="\n".join([answer.answer, *lines]))
