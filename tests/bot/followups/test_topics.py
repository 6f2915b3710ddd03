"""Follow-ups that once lost what was talked about, or took a word for a name."""

from bot.followups.mentions import mentions
from bot.followups.resolve import understand
from bot.followups.turn import Turn


def test_what_was_talked_about_stays_where_nothing_else_tells_it() -> None:
    assert understand("双胞胎呢？", [Turn("产假多少天？")]).text == "双胞胎，产假多少天？"


def test_a_thing_of_the_same_end_still_takes_the_place_of_the_other() -> None:
    assert understand("陪产假呢？", [Turn("产假多少天？")]).text == "陪产假多少天？"


def test_a_word_of_the_dictionary_is_no_persons_name() -> None:
    turn = Turn("谁慰问了职工？", quote="刘光明带队慰问一线职工，送上新年祝福。")

    assert "祝福" not in [one.text for one in mentions(turn.quote) if one.kind == "person"]
    assert understand("他还提了什么要求？", [turn]).text == "刘光明还提了什么要求？"
