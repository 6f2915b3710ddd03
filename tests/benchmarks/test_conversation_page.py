"""docs/conversation.md is what the bot prints."""

import os

import pytest

from benchmarks.telegram.conversation import PAGE, conversation


@pytest.mark.skipif(
    os.environ.get("HYPOTHESIS_PROFILE") != "fuzz",
    reason="its script waits for silence, which a busy machine breaks: `make fuzz` runs it",
)
async def test_the_printed_conversation_is_what_the_bot_says_today() -> None:
    page, turns = await conversation()

    assert turns >= 25
    assert page == PAGE.read_text(encoding="utf-8")
