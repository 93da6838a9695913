"""What is left of a word without its endings: enough to bring its forms together."""

# Forms that no rule about endings brings together, and the field's short forms.
_IRREGULAR = {
    "uses": "use",
    "used": "use",
    "using": "use",
    "usage": "use",
    "ran": "run",
    "sent": "send",
    "built": "build",
    "kept": "keep",
    "held": "hold",
    "wrote": "write",
    "written": "write",
    "writing": "write",
    "hidden": "hide",
    "hiding": "hide",
    "made": "make",
    "making": "make",
    "gave": "give",
    "given": "give",
    "giving": "give",
    "got": "get",
    "getting": "get",
    "took": "take",
    "taken": "take",
    "taking": "take",
    "chose": "choose",
    "chosen": "choose",
    "found": "find",
    "lost": "lose",
    "told": "tell",
    "children": "child",
    "queries": "query",
    "indices": "index",
    "db": "database",
    "dbs": "database",
    "config": "configur",
    "configs": "configur",
    "env": "environ",
    "dev": "develop",
    "prod": "product",
    "param": "paramet",
    "params": "paramet",
    "arg": "argu",
    "args": "argu",
    "func": "funct",
    "dir": "directory",
    "jinja2": "jinja",
    "https": "https",
    "server": "server",
    "servers": "server",
    "worker": "worker",
    "workers": "worker",
    "header": "header",
    "headers": "header",
    "developer": "developer",
    "developers": "developer",
    "number": "number",
    "order": "order",
    "based": "based",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}

# An ending, and how many letters must be left before it.
_ENDINGS = (
    ("ization", 3),
    ("isation", 3),
    ("ature", 4),
    ("ation", 3),
    ("ating", 3),
    ("ator", 3),
    ("ated", 3),
    ("izer", 3),
    ("iser", 3),
    ("izing", 3),
    ("ising", 3),
    ("ized", 3),
    ("ised", 3),
    ("ment", 3),
    ("able", 3),
    ("ible", 3),
    ("ness", 4),
    ("ally", 3),
    ("ency", 4),
    ("ence", 4),
    ("ance", 4),
    ("ity", 4),
    ("ing", 3),
    ("ize", 3),
    ("ise", 4),
    ("ate", 3),
    ("ive", 4),
    ("age", 4),
    ("ion", 3),
    ("ent", 6),
    ("ed", 3),
    ("er", 3),
    ("or", 4),
    ("ly", 3),
    ("e", 3),
)

_BY_LAST_LETTER = {
    last: tuple(pair for pair in _ENDINGS if pair[0][-1] == last)
    for last in sorted({ending[-1] for ending, _ in _ENDINGS})
}


def stem(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.isascii() or word[0].isdigit():
        return word
    return _without_ending(_without_ending(_singular(word)))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and word[-2] not in "su" and not word.endswith("is"):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending, left in _BY_LAST_LETTER.get(word[-1], ()):
        if word.endswith(ending) and len(word) - len(ending) >= left:
            return _single_consonant(word.removesuffix(ending))
    return word


def _single_consonant(word: str) -> str:
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls"
    return word[:-1] if doubled else word
