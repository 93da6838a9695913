from bot.bank.bank import Bank
from bot.bank.question import Kind, Level
from tests.bank.samples import question

BANK = Bank(
    questions={
        each.id: each
        for each in (
            question("a", Kind.CONCEPTUAL, Level.FRESHER, "routing"),
            question("b", Kind.PRACTICAL, Level.JUNIOR, "routing"),
            question("c", Kind.PRACTICAL, Level.JUNIOR, "testing"),
        )
    },
    topics={
        "databases": "Databases",
        "errors": "Error handling",
        "requests": "Requests and forms",
        "routing": "Routing",
        "testing": "Testing requests",
        "unrest": "Unrest",
    },
)


def ids(level: Level | None, topic: str | None, kind: Kind | None) -> list[str]:
    return [each.id for each in BANK.matching(level, topic, kind)]


def test_what_is_left_open_matches_everything_in_order() -> None:
    assert ids(None, None, None) == ["a", "b", "c"]


def test_each_part_narrows_what_matches() -> None:
    assert ids(Level.JUNIOR, None, None) == ["b", "c"]
    assert ids(None, "routing", None) == ["a", "b"]
    assert ids(None, None, Kind.PRACTICAL) == ["b", "c"]
    assert ids(Level.JUNIOR, "routing", Kind.PRACTICAL) == ["b"]
    assert ids(Level.EXPERIENCED, "routing", None) == []
    assert ids(None, "cooking", None) == []


def slugs(text: str) -> list[str]:
    return [slug for slug, _ in BANK.topics_like(text)]


def test_topics_where_a_word_begins_like_this_come_first() -> None:
    assert slugs("re") == ["requests", "testing", "unrest"]
    assert BANK.topics_like("ROUT") == [("routing", "Routing")]


def test_a_search_may_hold_several_words_and_blanks_around() -> None:
    assert slugs("  and   FORMS ") == ["requests"]


def test_what_is_nowhere_in_a_title_is_dropped() -> None:
    assert slugs("rotuing") == []
    assert slugs("(.*") == []


def test_an_empty_search_shows_all_topics_by_title() -> None:
    assert slugs("") == list(BANK.topics)
    assert slugs("  ") == list(BANK.topics)


def test_no_more_topics_are_offered_than_discord_shows() -> None:
    many = Bank(questions={}, topics={f"t{number}": f"Topic {number}" for number in range(60)})
    assert len(many.topics_like("")) == 25
    assert len(many.topics_like("topic")) == 25
