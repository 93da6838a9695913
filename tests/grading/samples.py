"""Three questions, small enough to be read beside the tests."""

from bot.bank.question import Kind, Level, Misconception, Point, Question, Weight

LINK = "https://flask.palletsprojects.com/en/stable/quickstart/"


def point(name: str, weight: Weight, statement: str, *accept: str) -> Point:
    return Point(
        id=name, statement=statement, weight=weight, accept=accept, teach=statement, link=LINK
    )


def question(
    name: str,
    asked: str,
    answer: str,
    points: tuple[Point, ...],
    misconceptions: tuple[Misconception, ...] = (),
) -> Question:
    return Question(
        id=name,
        track="flask",
        topic="sessions",
        level=Level.JUNIOR,
        kind=Kind.CONCEPTUAL,
        minutes=4,
        question=asked,
        hints=("Think of what the browser sends back.",),
        points=points,
        misconceptions=misconceptions,
        answer=answer,
    )


SESSIONS = question(
    "sessions",
    "Where does Flask keep the session by default, and what protects its content?",
    "By default the session lives in a cookie in the browser. It is signed with the secret key, "
    "so nobody can forge it. It is not encrypted: the user can decode and read it. "
    "A cookie holds 4 KB at most, so larger data needs a server-side extension.",
    (
        point(
            "in-a-cookie",
            Weight.MUST,
            "The session lives in a cookie on the client.",
            "stored in a cookie",
            "client-side cookie",
            "kept in the browser",
        ),
        point(
            "signed",
            Weight.MUST,
            "The cookie is signed with the secret key.",
            "signed with the secret key",
            "signed with `SECRET_KEY`",
            "cryptographic signature",
            "tampering is detected",
        ),
        point(
            "readable",
            Weight.SHOULD,
            "The cookie is not encrypted, so the user can read it.",
            "not encrypted",
            "the user can read the content",
            "only base64 encoded",
        ),
        point(
            "size",
            Weight.BONUS,
            "A cookie holds about 4 KB.",
            "4 KB limit",
            "limited to 4 KB",
            "a cookie holds 4 KB",
        ),
    ),
    (
        Misconception(
            claim=("the session is encrypted", "the cookie is encrypted"),
            contradicts="readable",
            truth="The session cookie is signed, not encrypted.",
        ),
        Misconception(
            claim=("the session is stored on the server", "kept in server memory"),
            contradicts="in-a-cookie",
            truth="By default the session lives in a cookie in the browser.",
        ),
    ),
)

ROUTES = question(
    "routes",
    "How do you bind a URL with a variable part to a function?",
    "I put `@app.route` above the function, with the variable part as `<int:user_id>`. "
    "The converter turns it into a number, and a URL that doesn't match answers 404.",
    (
        point("decorator", Weight.MUST, "A decorator binds the URL.", "`@app.route`", "`@app.get`"),
        point(
            "converter",
            Weight.MUST,
            "A converter parses the variable part.",
            "converter turns it into a number",
            "`<int:user_id>`",
        ),
        point(
            "not-found",
            Weight.SHOULD,
            "A URL that doesn't match answers 404.",
            "404 for anything else",
            "no match answers 404",
        ),
    ),
)

FEATURES = question(
    "features",
    "Name the key features that Flask comes with.",
    "It comes with URL routing, Jinja templates, a development server and a test client.",
    (
        point("routing", Weight.MUST, "URL routing", "routing", "routes"),
        point("templates", Weight.MUST, "Jinja templates", "Jinja", "templating"),
        point("server", Weight.MUST, "a development server", "development server", "debugger"),
        point("client", Weight.SHOULD, "a test client", "test client"),
    ),
)

BANK = (SESSIONS, ROUTES, FEATURES)

OFF_TOPIC = (
    "The history of bread goes back thousands of years. People ground wild grains between "
    "stones, mixed them with water and baked flat cakes on hot rocks. Today a good loaf still "
    "needs only flour, water, salt and time."
)
