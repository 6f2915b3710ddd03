"""docs/conversation.md is what the bot prints."""

from benchmarks.telegram.conversation import PAGE, conversation


async def test_the_printed_conversation_is_what_the_bot_says_today() -> None:
    page, turns = await conversation()

    assert turns >= 25
    assert page == PAGE.read_text(encoding="utf-8")
