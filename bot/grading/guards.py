"""What gives away an answer that says nothing, whatever words it uses."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from statistics import fmean

from bot.grading.phrases import Rubric, runs
from bot.grading.polarity import Text, is_negator
from bot.grading.vocabulary import COMMON_VERBS, FUNCTION_WORDS, GIVING_UP, NEGATORS, STOPS
from bot.grading.words import Word

FEW_WORDS = 5
ECHO_WORDS = 3
ECHO_NEW = 0.15
ECHO_SAME_RUNS = 0.4
ECHO_OF_THE_QUESTION = 0.6
LIST_WORDS = 6
MANY_ITEMS = 10
SHORT_ITEM = 2.4
LIST_STRUCTURE = 0.15
LIST_SENTENCES = 0.5
MOST_NAMES = 6
LONG_SENTENCE = 12
FEW_LINES = 16
LONG_ITEM = 8
PROSE_WORDS = 10
LAST_LATIN = "\u024f"
VOWELS = frozenset("aeiouy")
CONSONANT_RUN = 5
KEYBOARD = "qwertyuiop asdfghjkl zxcvbnm"
KEYS = 4

# Said about all of what came before, at a clause's start; "forget that" alone ends its clause, too.
_WITHDRAWN = re.compile(
    r"(?:^|[.!?,;:\u2026\u2014\n-]|\b(?:no|wait|actually|please|just|let's|hmm|so|ok))\s*"
    r"\b(?:scrap|forget|disregard|strike|ignore) (?:all (?:of )?(?:that|this|it)\b"
    r"|everything\b|what i\b|(?:that|this|it)(?=\s*[.;!?\u2014\n]))"
    r"|\bnone of (?:it|this|that|what i \w+) (?:is|was|can be) (?:right|true|correct)\b"
    r"|\bi(?:'ve| have)? (?:mixed|messed|got) (?:it|that|this|everything) (?:all )?(?:up|wrong)\b"
    r"|\bi take (?:it|that|everything|all (?:of )?(?:it|that|this)) back\b"
    r"|\b(?:all|everything) (?:that )?i (?:just )?(?:said|wrote)"
    r" (?:above |before )?(?:is|was) wrong\b",
    re.IGNORECASE,
)
WORTH_WITHDRAWING = 40
SENTENCE_WORDS = 4
SENTENCES = 4
DENYING_SHARE = 0.72
_CODE_STARTS = ("@", "def ", "class ", "import ", "return ", "$ ", ">>> ")
_BLOCKS = ("if ", "for ", "while ", "with ", "elif ", "else", "try", "except")
# What parts the items of a list, and the code in brackets, whose commas part nothing.
_BETWEEN_ITEMS = re.compile(r"[,;|·•\n]|\s[-–/]\s|\.\s")
_BRACKETED = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]|\"[^\"\n]{0,40}\"")
_CODE_SIGN = re.compile(r"[(){}\[\]=<>_@:]")
_STRUCTURE = FUNCTION_WORDS | NEGATORS


@dataclass(frozen=True, slots=True)
class Content:
    """An answer's words by clause, and those that carry meaning; `opens` says of each clause
    whether a sentence begins with it."""

    clauses: tuple[tuple[Word, ...], ...]
    opens: tuple[bool, ...]
    words: tuple[Word, ...]
    content: tuple[Word, ...]


def content(text: Text) -> Content:
    clauses: list[list[Word]] = [[] for _ in text.own]
    for reading in text.readings:
        clauses[reading.clause].append(reading.word)
    words = tuple(reading.word for reading in text.readings)
    return Content(
        tuple(tuple(clause) for clause in clauses),
        text.opens,
        words,
        tuple(word for word in words if not word.stop),
    )


def without_withdrawn(text: str) -> str:
    """The text with blanks in place of what the member took back, as long as it was."""
    end = max((match.end() for match in _WITHDRAWN.finditer(text)), default=0)
    return " " * end + text[end:] if end > WORTH_WITHDRAWING else text


def is_empty(answer: Content) -> bool:
    """Nothing at all, or "I don't know"."""
    if any(word.text not in GIVING_UP and not word.stop for word in answer.words):
        return False
    return not answer.content or len(answer.words) <= 2 * FEW_WORDS


def is_gibberish(answer: Content, known: Callable[[str], bool]) -> bool:
    """Keys that were hit at random: no word of English, and few that could be said aloud."""
    if any(word.text in FUNCTION_WORDS or known(word.stem) for word in answer.words):
        return False
    return 2 * sum(_is_odd(word.text) for word in answer.words) >= len(answer.words)


def is_echo(answer: Content, rubric: Rubric) -> bool:
    """Little more than the question's own words, copied or turned into a statement."""
    said = dict.fromkeys(word.stem for word in answer.content)
    same = sum(stem in rubric.asked for stem in said)
    if len(said) < ECHO_WORDS or len(said) - same > ECHO_NEW * len(said):
        return False
    triples = runs([word.text for word in answer.words])
    copied = sum(triple in rubric.asked_runs for triple in triples)
    return copied >= ECHO_SAME_RUNS * max(1, len(triples)) or same >= ECHO_OF_THE_QUESTION * len(
        rubric.asked
    )


def is_keyword_list(text: str, answer: Content) -> bool:
    """Terms beside each other, with nothing said about them: many items of hardly two words, or
    few words that would make a sentence of the others."""
    return _has_short_items(text) or _lacks_sentences(answer)


def _has_short_items(text: str) -> bool:
    items = _items(text)
    return len(items) >= MANY_ITEMS and fmean(map(len, items)) <= SHORT_ITEM


def _items(text: str) -> list[list[str]]:
    parts = _BETWEEN_ITEMS.split(_BRACKETED.sub(" ", text))
    return [words for part in parts if (words := part.split())]


def _lacks_sentences(answer: Content) -> bool:
    one_sentence = len(answer.clauses) == 1 and len(answer.words) <= LONG_SENTENCE
    # A line of code or two, and a few words beside it, may be all that was asked for.
    is_short = len(answer.words) <= FEW_LINES
    terms = sum(not (is_short and word.code) for word in answer.content)
    if (one_sentence and _structure(answer.words)) or terms < LIST_WORDS:
        return False
    if _structure(answer.words) >= LIST_STRUCTURE * len(answer.words):
        return False
    saying = sum(len(clause) for clause in answer.clauses if _says_something(clause))
    return saying < LIST_SENTENCES * len(answer.words)


def denies_throughout(answer: Content) -> bool:
    """Most of several sentences say that something isn't so."""
    sentences: list[list[Word]] = []
    for opens, clause in zip(answer.opens, answer.clauses, strict=True):
        if opens or not sentences:
            sentences.append([])
        sentences[-1].extend(clause)
    whole = [words for words in sentences if len(words) >= SENTENCE_WORDS]
    denying = sum(any(map(is_negator, repeat(words), range(len(words)))) for words in whole)
    return len(whole) >= SENTENCES and denying >= DENYING_SHARE * len(whole)


def is_code(text: str) -> bool:
    """Code with hardly a sentence around it."""
    around = prose(text)
    return around != text and len(around.split()) < PROSE_WORDS


def prose(text: str) -> str:
    """The text without its lines of code; the text itself if it has none."""
    kept: list[str] = []
    fenced = False
    lines = text.splitlines(keepends=True)
    for line in lines:
        stripped = line.strip()
        if stripped.startswith("```"):
            fenced = not fenced
        elif not fenced and not _looks_like_code(stripped):
            kept.append(line)
    return "".join(kept)


def is_another_script(text: str) -> bool:
    """Mostly letters beyond the Latin ones (and their accents): nothing here can read them."""
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(character > LAST_LATIN for character in letters) > len(letters)


def is_foreign(answer: Content, known: Callable[[str], bool]) -> bool:
    """Hardly a word of English among many."""
    if len(answer.words) <= FEW_WORDS:
        return False
    english = sum(word.text in _STRUCTURE or known(word.stem) for word in answer.words)
    return 2 * english < len(answer.words) and not _has_english_structure(answer.words)


def _has_english_structure(words: Sequence[Word]) -> bool:
    return 5 * sum(word.text in _STRUCTURE for word in words) >= len(words)


def _says_something(clause: Sequence[Word]) -> bool:
    """Has a verb or what binds words together; a long run of terms has some by chance."""
    verbs = sum(word.text in COMMON_VERBS for word in clause) if len(clause) <= LONG_ITEM else 0
    return verbs + _structure(clause) > len(clause) // LONG_ITEM


def _structure(words: Sequence[Word]) -> int:
    return sum(word.text in STOPS and word.text not in {"and", "or"} for word in words)


def _looks_like_code(line: str) -> bool:
    if "`" in line or len(_items(line)) > MOST_NAMES:
        return False
    if line.startswith(_CODE_STARTS) or (line.endswith(":") and line.startswith(_BLOCKS)):
        return True
    return " = " in line or len(_CODE_SIGN.findall(line)) >= max(2, len(line.split()))


def _is_odd(text: str) -> bool:
    """Can hardly be said aloud, or lies side by side on the keyboard."""
    run = longest = 0
    for letter in text:
        run = 0 if letter in VOWELS else run + 1
        longest = max(longest, run)
    beside = any(text[at : at + KEYS] in KEYBOARD for at in range(len(text) - KEYS + 1))
    return beside or longest >= CONSONANT_RUN or VOWELS.isdisjoint(text)
