"""Names that the archive itself shortens."""

import pytest

from corpus.article import Article
from index.thesaurus.short_forms import said_short_forms, short_forms


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("记者从人力资源和社会保障部（以下简称“人社部”）获悉", ("人力资源和社会保障部", "人社部")),
        ("中华全国总工会（下称全总）发文", ("全国总工会", "全总")),
        (
            "《北京市工会劳动法律监督办法》（以下简称《监督办法》）施行",
            ("北京市工会劳动法律监督办法", "监督办法"),
        ),
        ("北京市總工會（簡稱：市總）", ("市总工会", "市总")),
        ("海淀区职工大会（以下简称两会）", None),
        ("他（以下简称甲方）来了", None),
        ("《北京市工会条例》（以下简称《条例》）施行", None),
    ],
)
def test_a_full_name_is_as_long_as_its_short_form_needs(
    text: str, names: tuple[str, str] | None
) -> None:
    assert list(said_short_forms(text)) == ([names] if names else [])


def test_a_short_form_of_two_names_and_a_word_of_everyday_are_left_out() -> None:
    articles = [
        Article("a", "", "人力资源和社会保障部（以下简称人社部）印发通知。"),
        Article("b", "", "人民医院（以下简称人医）和人才医疗中心（以下简称人医）来访。"),
        Article("c", "", "两地工会联席会（以下简称两会）闭幕。"),
    ]
    often = {"两会": 900}

    found = short_forms(articles, lambda word: often.get(word, 1))

    assert found == [("人力资源和社会保障部", "人社部")]
