from pathlib import Path

from bot.bank.loading import load
from bot.bank.problem import BrokenBank, Problem
from bot.bank.question import Kind, Level
from tests.bank.samples import ROUTING, bank_of, only_problem, problems_in, problems_of, with_id


def test_a_question_takes_its_track_and_topic_from_where_it_lies(tmp_path: Path) -> None:
    bank = load(bank_of(tmp_path, {"flask/routing.yaml": ROUTING}))
    question = bank.questions["dynamic-routes"]
    assert (question.track, question.topic) == ("flask", "routing")
    assert (question.level, question.kind) == (Level.JUNIOR, Kind.PRACTICAL)
    assert (question.minutes, question.origin) == (4, "seed/8")
    assert [point.id for point in question.points] == ["rule-to-function", "converter"]
    assert question.points[1].accept == ("int converter", "converts the part")
    assert dict(bank.topics) == {"routing": "Routing"}


def test_questions_stay_in_the_order_of_their_files_and_topics_are_sorted_by_title(
    tmp_path: Path,
) -> None:
    second = with_id("second").split("questions:\n")[1]
    root = bank_of(
        tmp_path,
        {
            "flask/b.yaml": with_id("of-b").replace("Routing", "alpha"),
            "flask/a.yaml": with_id("first").replace("Routing", "Zeta") + second,
            "async/c.yaml": with_id("of-c").replace("Routing", "Middle"),
        },
    )
    bank = load(root)
    assert list(bank.questions) == ["of-c", "first", "second", "of-b"]
    assert list(bank.topics.items()) == [("b", "alpha"), ("c", "Middle"), ("a", "Zeta")]


def test_words_that_yaml_takes_for_other_things_stay_text(tmp_path: Path) -> None:
    text = ROUTING.replace('["maps a url to a function", "route decorator"]', "[no, 1:30, ~, 0x1f]")
    text = text.replace('["Look at the rule.", "Angle brackets."]', "[on, 2024-01-01]")
    bank = load(bank_of(tmp_path, {"flask/routing.yaml": text}))
    question = bank.questions["dynamic-routes"]
    assert question.points[0].accept == ("no", "1:30", "~", "0x1f")
    assert question.hints == ("on", "2024-01-01")


def test_a_byte_order_mark_and_other_line_ends_are_read(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + ROUTING.replace("\n", "\r\n").encode()
    assert "dynamic-routes" in load(bank_of(tmp_path, {"flask/routing.yaml": content})).questions


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "questions")
    assert str(problem).startswith("questions:1:1: there is no such folder")


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems_of(bank_of(tmp_path, {"flask/notes.md": "# Notes"}))
    assert str(problem).startswith("questions:1:1: holds no questions; put files named")


def test_an_id_in_two_files_is_a_problem_at_the_second(tmp_path: Path) -> None:
    root = bank_of(tmp_path, {"flask/a.yaml": ROUTING, "flask/b.yaml": ROUTING})
    assert problems_of(root) == (
        Problem(
            "questions/flask/b.yaml",
            3,
            9,
            "the id 'dynamic-routes' is taken by questions/flask/a.yaml:3; choose another",
        ),
    )


def test_an_id_is_taken_even_by_a_question_with_faults(tmp_path: Path) -> None:
    broken = ROUTING.replace("level: junior", "level: senior")
    root = bank_of(tmp_path, {"flask/a.yaml": broken, "flask/b.yaml": ROUTING})
    assert [problem.path for problem in problems_of(root)] == [
        "questions/flask/a.yaml",
        "questions/flask/b.yaml",
    ]


def test_two_tracks_call_a_topic_by_one_title(tmp_path: Path) -> None:
    other = with_id("other")
    root = bank_of(tmp_path, {"a/x.yaml": ROUTING, "b/x.yaml": other})
    assert dict(load(root).topics) == {"x": "Routing"}
    bank_of(tmp_path, {"b/x.yaml": other.replace("Routing", "Ways")})
    (problem,) = problems_of(root)
    assert str(problem) == (
        "questions/b/x.yaml:1:8: another track calls this topic 'Routing'; give both the same title"
    )


def test_all_problems_of_all_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    root = bank_of(
        tmp_path,
        {
            "flask/c.yaml": ROUTING.replace("hints:", "hint:").replace("minutes: 4", "minutes: x"),
            "flask/b.yaml": "topic: [",
            "flask/a.yaml": b"topic: \xff",
            "loose.yaml": ROUTING,
        },
    )
    problems = problems_of(root)
    assert list(problems) == sorted(problems)
    assert [(p.path, p.line, p.column) for p in problems] == [
        ("questions/flask/a.yaml", 1, 8),
        ("questions/flask/b.yaml", 2, 1),
        ("questions/flask/c.yaml", 3, 5),
        ("questions/flask/c.yaml", 6, 14),
        ("questions/flask/c.yaml", 10, 5),
        ("questions/loose.yaml", 1, 1),
    ]
    assert str(BrokenBank(problems)).count("\n") == len(problems) - 1


def test_a_file_with_thousands_of_faults_tells_the_first_ones(tmp_path: Path) -> None:
    keys = "".join(f"hint{number}: x\n" for number in range(15_000))
    problems = problems_in(tmp_path, keys)
    assert len(problems) == 201
    assert any(problem.text.startswith("there are more problems") for problem in problems)


def test_a_file_with_more_questions_than_fit_is_not_looked_into(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "topic: Routing\nquestions:\n" + "  - {}\n" * 501)
    assert (problem.line, problem.column) == (503, 5)
    assert problem.text == "more than 500 questions; split the file into two topics"


def test_names_that_are_not_slugs_are_told_once(tmp_path: Path) -> None:
    second = with_id("second").split("questions:\n")[1]
    root = bank_of(tmp_path, {"Flask 3/URL_rules.yaml": ROUTING + second})
    file, folder = problems_of(root)
    assert (file.line, file.column) == (1, 1)
    assert file.text.startswith("the file's name 'URL_rules' is not a slug; use small letters")
    assert folder.text.startswith("the folder's name 'Flask 3' is not a slug; use small letters")


def test_a_question_does_not_say_its_topic_again(tmp_path: Path) -> None:
    text = ROUTING.replace("    level:", "    topic: routing\n    level:")
    problem = only_problem(tmp_path, text)
    assert (problem.line, problem.column) == (4, 5)
    assert problem.text == "the key 'topic' is known from the file's place; delete it"
