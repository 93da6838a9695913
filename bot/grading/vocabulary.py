"""The words of English that carry structure: the same for every question bank."""


def _of(line: str) -> frozenset[str]:
    return frozenset(line.split())


AUXILIARIES = _of(
    "is are was were be been being am has have had do does did can could will would shall should"
    " may might must it's that's they're you're there's here's what's gets"
)
PRONOUNS = _of(
    "i you he she it we they this that these those one anyone everyone anybody everybody"
    " someone somebody its it's they're"
)
NEGATORS = _of(
    "not no never cannot cant without neither nor nothing nobody nowhere hardly barely seldom"
    " non dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt hasnt havent"
    " lacks lack lacking unlike"
)
# Two words that deny what follows them.
DENYING_PAIRS = frozenset(
    {("instead", "of"), ("rather", "than"), ("opposed", "to"), ("contrast", "to")}
)
# "not only", "no matter": a negator in form alone.
UNDOING = _of("only just merely simply doubt forget least")
# Verbs that may deny by their meaning: what stands beside them can be read either way.
SOFT_NEGATORS = _of(
    "off disable disabled disables disabling avoid avoids avoided avoiding prevent prevents"
    " prevented preventing stop stops stopped reject rejects rejected rejecting refuse refuses"
    " refused forbid forbids forbidden ignore ignores ignored fail fails failed"
)
# "doesn't mean it is …": the denial reaches past the next verb.
CARRYING = _of("mean means true case imply implies think say believe assume correct")
# Said about others' opinions: what follows is not the member's own claim.
REPORTING = _of(
    "myth misconception misconceptions wrong wrongly false falsely incorrect incorrectly mistake"
    " mistaken mistakenly untrue think thinks believe believes assume assumes assumed supposedly"
    " if imagine suppose confuse confused"
)
# How much of what is meant: "each thread has one" is no word about all having one.
QUANTIFIERS = _of("only just both each every all always never same any none")
FIRST_PERSON = _of("i we i'd")
BREAKS = _of("but however whereas while although though because so since which who unless")
CONTRACTED = _of("it's that's they're you're we're i'm there's here's what's let's")

_ARTICLES = _of("a an the some any each every all both such same other another own")
_PREPOSITIONS = _of(
    "of in on at by for with from to into onto over under about as than between through via per"
    " within inside outside during before after above below up down out off against across along"
    " around like"
)
_CONJUNCTIONS = _of("and or nor but so because if when while where whether though although")
_OTHERS = _of(
    "then also too very just only even still yet well really quite more most much many few less"
    " again ever there here how what which who whom whose why not no his her their our your my me"
    " him them us whereas however since until unless let's etc eg ie e g that's thing things"
    " something anything i'm we're kind basically actually simply mean means"
)
FUNCTION_WORDS = AUXILIARIES | PRONOUNS | _ARTICLES | _PREPOSITIONS | _CONJUNCTIONS | _OTHERS
# Small words that make a difference: "outside a request" is not "inside a request".
_TELLING = _of("g off only outside inside before after during within between per against across")
STOPS = (FUNCTION_WORDS - _TELLING) | NEGATORS

COMMON_VERBS = _of(
    "use uses used using make makes made get gets got give gives gave take takes let lets keep"
    " keeps store stores stored send sends sent return returns returned run runs call calls called"
    " add adds added create creates created set sets need needs needed want wants handle handles"
    " hold holds read reads write writes load loads help helps allow allows provide provides show"
    " shows check checks come comes go goes work works mean means start starts put puts save saves"
    " change changes group groups register registers bind binds map maps render renders raise"
    " raises contain contains define defines include includes live lives happen happens know knows"
    " tell tells pass passes parse parses escape escapes sign signs hash hashes wrap wraps build"
    " builds turn turns point points depend depends protect protects share shares split splits"
    " expire expires match matches serve serves connect connects ask asks stays belongs"
)

# A whole answer made of these words gives up.
GIVING_UP = _of(
    "idk dunno know idea sure pass skip sorry clue remember answer question forgot forget test"
    " hello hi nothing hmm help please next tbh dk"
)
