"""docs/conversation.md is what the bot prints."""

import pytest

from benchmarks.telegram.conversation import PAGE, conversation


# Its script waits for silence, which a busy machine breaks.
@pytest.mark.patient
async def test_the_printed_conversation_is_what_the_bot_says_today() -> None:
    page, turns = await conversation()

    assert turns >= 25
    assert page == PAGE.read_text(encoding="utf-8")
