"""How much of a phrase an answer says, and where."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.grading.phrases import Phrase, Term
from bot.grading.polarity import Polarity, Text
from bot.grading.slips import corrected
from bot.grading.vocabulary import AUXILIARIES, COMMON_VERBS

# What is put in two clauses belongs together a little less surely.
TWO_CLAUSES = 0.95
# One word of several, or the question's own words alone, say too little.
LONE = 0.4
# Nor is it the whole phrase if a number of it is wrong, or code has a part missing.
INCOMPLETE = 0.6
# A part of a phrase that says nothing about its point; and all of one, but for rounding.
LEAST, WHOLE = 0.2, 0.999
# How many words more than its own a false claim may stretch over.
STRETCH = 5
DENIED_SHARE = 0.4
# How much of a false claim is said by who says it in nearly the bank's words.
NEARLY = 0.78
WEAK_NEGATORS = frozenset({"without", "unlike", "instead", "rather", "nor", "non"})
OPENING = 2
_VERBS = AUXILIARIES | COMMON_VERBS
SUBJECTS = frozenset({"it", "it's", "they", "they're", "this", "these"})


@dataclass(frozen=True, slots=True)
class Match:
    """`coverage` is 0–1; `places` are the readings' places, in order."""

    coverage: float
    places: tuple[int, ...] = ()


@dataclass(slots=True)
class _Seen:
    """Where a stem first occurs in a clause, with each polarity."""

    asserted: int | None = None
    denied: int | None = None
    open: int | None = None

    def note(self, place: int, polarity: Polarity) -> None:
        if polarity is Polarity.ASSERTED:
            self.asserted = place if self.asserted is None else self.asserted
        elif polarity is Polarity.DENIED:
            self.denied = place if self.denied is None else self.denied
        else:
            self.open = place if self.open is None else self.open

    @property
    def places(self) -> list[int]:
        return [p for p in (self.asserted, self.denied, self.open) if p is not None]

    @property
    def only_denied(self) -> bool:
        return self.denied is not None and self.asserted is None and self.open is None

    def agreeing(self, polarity: Polarity) -> int | None:
        wanted = [self.open]
        if polarity is not Polarity.DENIED:
            wanted.append(self.asserted)
        if polarity is not Polarity.ASSERTED:
            wanted.append(self.denied)
        return min((place for place in wanted if place is not None), default=None)


class Answer:
    """What the member wrote, indexed by stem and clause, with slips of the pen put right.

    `asserted` holds the stems of what is said and not only denied.
    """

    def __init__(self, text: Text, stems: Sequence[str], known: Callable[[str], bool]) -> None:
        self.readings = text.readings
        self._own = text.own
        content = dict.fromkeys(r.word.stem for r in text.readings if not r.word.stop)
        right = corrected(content, stems, known)
        self._stems = tuple(right.get(r.word.stem, r.word.stem) for r in text.readings)
        self.asserted = {
            stem
            for stem, reading in zip(self._stems, text.readings, strict=True)
            if reading.polarity is not Polarity.DENIED and not reading.word.stop
        }
        self._places: dict[str, list[int]] = {}
        self._clauses: list[list[int]] = [[] for _ in text.own]
        for place, reading in enumerate(text.readings):
            self._places.setdefault(self._stems[place], []).append(place)
            self._clauses[reading.clause].append(place)
        self._found: dict[tuple[str, ...], dict[int, _Seen]] = {}
        self._agreed: dict[tuple[tuple[str, ...], Polarity], dict[int, int]] = {}

    def best(self, phrase: Phrase) -> Match:
        """The best of all windows of one clause, or of two neighbouring ones."""
        if self._present(phrase) < LEAST:
            return Match(0.0)
        found = [self._agreeing(term) for term in phrase.terms]
        said: dict[int, int] = {}
        for number, (term, places) in enumerate(zip(phrase.terms, found, strict=True)):
            for clause in places:
                said[clause] = said.get(clause, 0) | 1 << number
            if not phrase.negative:
                for clause in self._denying(term):
                    said[clause] = said.get(clause, 0) | 1 << len(phrase.terms) + number
        best = (0.0, 0, 0)
        for terms, clause, last in _windows(said):
            share = 1.0 if clause == last else TWO_CLAUSES
            best = max(best, (share * _coverage(phrase, terms), -clause, -last))
        return Match(best[0], self._chosen(phrase, found, -best[1], -best[2]))

    def denial(self, phrase: Phrase) -> Match:
        """A clause of the member's own that denies the whole of a phrase which denies nothing.

        A phrase that denies something isn't looked at: "arrays have a fixed size" is no word
        against lists, whose size isn't. Such claims are for misconceptions to name.
        """
        if len(phrase.terms) > 1 and not phrase.negative and self._present(phrase) >= WHOLE:
            for clause in self._shared(phrase.terms):
                if self._own[clause] and self._denies(phrase, clause):
                    seen = [self._seen(term)[clause] for term in phrase.terms]
                    places = [place for each in seen for place in each.places]
                    return Match(1.0, self._with_negators(places))
        return Match(0.0)

    def claim(self, phrase: Phrase) -> Match:
        """The phrase's words, all of them and in their order, asserted in one clause.

        "It is …" and "they are …" may stand for what the question named.
        """
        named = _after_the_named(phrase.terms)
        for clause in self._shared(named):
            if self._own[clause] and self._has_no_other_number(phrase, clause):
                places = self._claimed(phrase, named, clause)
                if places:
                    return Match(1.0, self._with_negators(places))
        return Match(0.0)

    def nearly(self, phrase: Phrase) -> Iterator[tuple[int, Match]]:
        """The clauses of the member's own that say a false claim nearly or wholly, each with how
        much and where.

        In the claim's order, or "HAVING runs after WHERE" would say "WHERE runs after HAVING";
        with its "each" and "only"; with a word that is the claim's own, not the question's; and
        none of it beside one such as "off" or "avoid", which may turn it round.
        """
        if self._present(phrase) < NEARLY:
            return
        found = [self._agreeing(term) for term in phrase.terms]
        own = (
            clause
            for term, places in zip(phrase.terms, found, strict=True)
            if not term.asked
            for clause in places
            if self._own[clause]
        )
        for clause in dict.fromkeys(own):
            said = [places[clause] for places in found if clause in places]
            if (
                said == sorted(said)
                and self._is_as_general(phrase, clause)
                and self._is_plain(phrase, clause)
                and self._has_no_other_number(phrase, clause)
                and (coverage := self.coverage_in(clause, phrase)) >= NEARLY
            ):
                yield clause, Match(coverage, self._chosen(phrase, found, clause, clause))

    def coverage_in(self, clause: int, phrase: Phrase) -> float:
        """How much of a phrase this clause alone says."""
        said = 0
        for number, term in enumerate(phrase.terms):
            if clause in self._agreeing(term):
                said |= 1 << number
            elif not phrase.negative and clause in self._denying(term):
                said |= 1 << len(phrase.terms) + number
        return _coverage(phrase, said) if said else 0.0

    def _has_no_other_number(self, phrase: Phrase, clause: int) -> bool:
        """In "401 without a token and 403 without rights", a claim about 403 isn't made."""
        numbers = {stem for term in phrase.terms for stem in term.stems if stem.isdigit()}
        if not numbers:
            return True
        said = {self._stems[place] for place in self._clauses[clause]}
        return all(stem in numbers for stem in said if stem.isdigit())

    def _is_as_general(self, phrase: Phrase, clause: int) -> bool:
        """ "Each process has its own" isn't "all share one"."""
        if not phrase.quantifiers:
            return True
        said = {self.readings[place].word.text for place in self._clauses[clause]}
        return phrase.quantifiers <= said

    def _is_plain(self, phrase: Phrase, clause: int) -> bool:
        if not any(self.readings[p].word.text in _VERBS for p in self._clauses[clause]):
            return False
        seen = [self._seen(term).get(clause) for term in phrase.terms]
        if phrase.negative:
            return True
        return not any(each and (each.open is not None or each.only_denied) for each in seen)

    def clause_spans(self) -> Iterator[tuple[int, int, int]]:
        """Of each clause, its half-open offsets in what was typed and its number of words."""
        for places in self._clauses:
            if places:
                words = [self.readings[place].word for place in places]
                yield words[0].start, words[-1].end, len(words)

    def _present(self, phrase: Phrase) -> float:
        """The share of a phrase that is said anywhere, however it is meant: no window has more."""
        places = self._places
        said = sum(term.weight for term in phrase.terms if term.stems[0] in places)
        return said / phrase.weight if phrase.terms else 0.0

    def _seen(self, term: Term) -> dict[int, _Seen]:
        """For each clause that has the term, where."""
        if term.stems not in self._found:
            found: dict[int, _Seen] = {}
            for place in self._places.get(term.stems[0], ()):
                if self._stands_at(term, place):
                    reading = self.readings[place]
                    found.setdefault(reading.clause, _Seen()).note(place, reading.polarity)
            self._found[term.stems] = found
        return self._found[term.stems]

    def _stands_at(self, term: Term, place: int) -> bool:
        length = len(term.stems)
        return length == 1 or self._stems[place : place + length] == term.stems

    def _agreeing(self, term: Term) -> dict[int, int]:
        """For each clause that has the term as it is meant, its first place."""
        key = (term.stems, term.polarity)
        if key not in self._agreed:
            places = (
                (clause, seen.agreeing(term.polarity)) for clause, seen in self._seen(term).items()
            )
            self._agreed[key] = {clause: place for clause, place in places if place is not None}
        return self._agreed[key]

    def _denying(self, term: Term) -> list[int]:
        return [clause for clause, seen in self._seen(term).items() if seen.only_denied]

    def _chosen(
        self, phrase: Phrase, found: Sequence[dict[int, int]], first: int, last: int
    ) -> tuple[int, ...]:
        chosen: list[int] = []
        for term, places in zip(phrase.terms, found, strict=True):
            place = places.get(first, places.get(last))
            if place is not None:
                chosen.extend(range(place, place + len(term.stems)))
        return self._with_negators(chosen)

    def _shared(self, terms: Sequence[Term]) -> list[int]:
        """The clauses in which all the terms occur."""
        first, *others = ({*self._seen(term)} for term in terms)
        return sorted(first.intersection(*others))

    def _denies(self, phrase: Phrase, clause: int) -> bool:
        denied = 0.0
        for term in phrase.terms:
            seen = self._seen(term)[clause]
            if seen.only_denied and self._denied_by_a_verb(seen.places[0]):
                denied += term.weight
        return denied >= DENIED_SHARE * phrase.weight

    def _denied_by_a_verb(self, place: int) -> bool:
        negator = self.readings[place].negator
        return negator is not None and self.readings[negator].word.text not in WEAK_NEGATORS

    def _claimed(self, phrase: Phrase, named: Sequence[Term], clause: int) -> tuple[int, ...]:
        within = self._clauses[clause]
        by_pronoun = len(named) < len(phrase.terms) and self._opens_with_a_pronoun(clause)
        places = self._in_order(named if by_pronoun else phrase.terms, phrase.negative, within)
        if not places or not phrase.predicates:
            return () if by_pronoun else places
        # "It is encrypted" must be just that, not "it is for what is encrypted".
        reach = 2 if by_pronoun and len(named) == 1 else len(within)
        start = within[0] if by_pronoun else places[0]
        return places if self._predicates(max(start, places[-1] - reach), places[-1]) else ()

    def _predicates(self, start: int, end: int) -> bool:
        """ "X is trusted" is said by "X can be trusted", not by "X of a trusted one"."""
        return any(reading.word.text in AUXILIARIES for reading in self.readings[start:end])

    def _opens_with_a_pronoun(self, clause: int) -> bool:
        opening = self._clauses[clause][:OPENING]
        return any(self.readings[place].word.text in SUBJECTS for place in opening)

    def _in_order(
        self, terms: Sequence[Term], negative: bool, places: Sequence[int]
    ) -> tuple[int, ...]:
        for start in range(len(places)):
            found: list[int] = []
            for place in places[start:]:
                term = terms[len(found)]
                if self._stems[place] == term.stems[0] and self._says(term, negative, place):
                    found.append(place)
                elif not found:
                    break
                if len(found) == len(terms):
                    if found[-1] - found[0] < 2 * len(terms) + STRETCH:
                        return tuple(found)
                    break
        return ()

    def _says(self, term: Term, negative: bool, place: int) -> bool:
        reading = self.readings[place]
        if not self._stands_at(term, place):
            return False
        if term.polarity is not Polarity.OPEN:
            return reading.polarity is term.polarity
        return negative or (reading.polarity is Polarity.OPEN and reading.negator is None)

    def _with_negators(self, places: Iterable[int]) -> tuple[int, ...]:
        """The places, and those of the words that deny them."""
        chosen = set(places)
        denying = [self.readings[place].negator for place in chosen]
        return tuple(sorted(chosen.union(place for place in denying if place is not None)))


def _windows(said: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    """The terms said in one clause or in two neighbouring ones, as bits, each set only once."""
    alone: set[int] = set()
    together: set[int] = set()
    for clause, terms in sorted(said.items()):
        if terms not in alone:
            alone.add(terms)
            yield terms, clause, clause
        both = terms | said.get(clause + 1, 0)
        if both != terms and both not in together:
            together.add(both)
            yield both, clause, clause + 1


def _coverage(phrase: Phrase, said: int) -> float:
    """`said` has a bit for each term, and above them one for each term denied."""
    found: list[Term] = []
    missing: list[Term] = []
    denied = 0.0
    for number, term in enumerate(phrase.terms):
        if said >> number & 1:
            found.append(term)
            continue
        missing.append(term)
        denied += term.weight * (said >> len(phrase.terms) + number & 1)
    if not missing:
        return 1.0
    coverage = (sum(term.weight for term in found) - denied) / phrase.weight
    if _all_asked(found) or (len(found) == 1 and not _all_asked(missing)):
        return min(coverage, LONE)
    strict = len(found) == 1 or phrase.code or any(term.stems[0].isdigit() for term in missing)
    return min(coverage, INCOMPLETE) if strict else coverage


def _all_asked(terms: Iterable[Term]) -> bool:
    return all(term.asked for term in terms)


def _after_the_named(terms: Sequence[Term]) -> Sequence[Term]:
    for number, term in enumerate(terms):
        if not term.asked:
            return terms[number:]
    return terms
