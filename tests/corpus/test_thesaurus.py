"""The editors' file of words: read line by line, and refused with the line that is wrong."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.config import load_settings
from corpus.errors import ConfigError
from corpus.thesaurus import read_thesaurus

WORDS = st.lists(
    st.text(st.sampled_from("老板公司工会"), min_size=1, max_size=6),
    min_size=2,
    max_size=5,
    unique=True,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "words.txt"


def test_a_line_is_a_group_and_a_comment_is_none(path: Path) -> None:
    path.write_text(
        "# 合同\n解除劳动合同, 辞退，炒鱿鱼  # 常问\n\n人社局\t人力资源和社会保障局\t\n",
        encoding="utf-8-sig",
    )

    assert read_thesaurus(path) == (
        ("解除劳动合同", "辞退", "炒鱿鱼"),
        ("人社局", "人力资源和社会保障局"),
    )


@pytest.mark.parametrize(
    ("line", "what", "remedy"),
    [
        (
            "辞退；解除劳动合同",
            "'辞退；解除劳动合同' stands alone",
            "did you mean `辞退, 解除劳动合同`?",
        ),
        (
            "辞退 = 解除劳动合同",
            "'辞退 = 解除劳动合同' stands alone",
            "did you mean `辞退, 解除劳动合同`?",
        ),
        (
            "老板",
            "'老板' stands alone",
            "type what means the same beside it, `老板, …`, or `#` before it",
        ),
        (
            "老板, ——",
            "'——' is no word",
            "write one group of words a line, parted by commas or tabs",
        ),
        ("老板, " + "长" * 41, "is too long for a word", "write one group of words a line"),
    ],
)
def test_a_line_that_is_no_group_is_named_with_what_to_type(
    path: Path, line: str, what: str, remedy: str
) -> None:
    path.write_text(f"# 第一行\n{line}\n", encoding="utf-8")

    with pytest.raises(ConfigError) as error:
        read_thesaurus(path)

    assert error.value.what.startswith(f"{path}, line 2: ")
    assert what in error.value.what
    assert error.value.remedy.startswith(remedy)


def test_a_file_that_is_no_utf_8_names_its_line(path: Path) -> None:
    path.write_bytes("老板, 公司\n".encode() + "辞退, 解聘\n".encode("gbk"))

    with pytest.raises(ConfigError, match="line 2: not UTF-8"):
        read_thesaurus(path)


def test_the_file_is_checked_when_the_settings_are_loaded(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("corpus:\n  thesaurus: words.txt\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="no thesaurus at"):
        load_settings(config)

    (tmp_path / "words.txt").write_text("老板\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"words\.txt, line 1: '老板' stands alone"):
        load_settings(config)

    (tmp_path / "words.txt").write_text("老板, 用人单位\n", encoding="utf-8")
    assert load_settings(config).corpus.thesaurus == tmp_path / "words.txt"


@given(st.lists(WORDS, max_size=6), st.sampled_from(["\t", ",", ", ", "，"]))
def test_what_is_written_as_groups_is_read_as_such(groups: list[list[str]], parting: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "words.txt"
        file.write_text("\n".join(parting.join(group) for group in groups), encoding="utf-8")

        assert read_thesaurus(file) == tuple(map(tuple, groups))
