"""A bank that loads at once, with one question of each level.

So an adaptive interview asks them in one order, whatever its seed: it begins at 1–3 years,
and goes on with the fresher's question and then the experienced one's.
"""

from pathlib import Path

TOPIC = """\
topic: Routing
questions:
  - id: rules
    level: junior
    kind: conceptual
    minutes: 3
    question: |
      What does a route decorator do in a web framework?
    hints:
      - "Think of an address, and of a function."
      - "Think of an address that nobody knows."
    points:
      - id: maps-address
        statement: It maps an address to a view function.
        weight: must
        accept: ["maps a url to a view function", "binds the address to a function"]
        teach: The decorator binds the rule of an address to the function below it.
        link: https://flask.palletsprojects.com/en/stable/quickstart/#routing
      - id: not-found
        statement: An address that matches no rule is answered with 404.
        weight: should
        accept: ["an unknown address gives 404", "404 when no rule matches"]
        teach: Where no rule matches, the framework answers 404 by itself.
        link: https://flask.palletsprojects.com/en/stable/errorhandling/
    answer: |
      The decorator maps a URL to a view function; an address that matches no rule gives 404.
  - id: methods
    level: fresher
    kind: practical
    minutes: 2
    question: |
      Which HTTP methods does a route accept when none are named?
    hints: ["A browser sends it for every page that it opens."]
    points:
      - id: get
        statement: It accepts GET requests.
        weight: must
        accept: ["only GET by default", "accepts GET requests"]
        teach: Without a list of methods, a route answers GET.
        link: https://flask.palletsprojects.com/en/stable/quickstart/#http-methods
      - id: head
        statement: HEAD and OPTIONS are added automatically.
        weight: should
        accept: ["HEAD and OPTIONS come with it", "adds HEAD automatically"]
        teach: The framework adds HEAD and OPTIONS by itself.
        link: https://flask.palletsprojects.com/en/stable/quickstart/#http-methods
    answer: |
      Only GET by default; HEAD and OPTIONS are added automatically by the framework.
  - id: workers
    level: experienced
    kind: scenario
    minutes: 4
    question: |
      A counter kept in a global variable shows different numbers from request to request. Why?
    hints: ["How many processes answer the requests?"]
    points:
      - id: processes
        statement: Each worker process has its own copy of the variable.
        weight: must
        accept: ["every worker has its own memory", "each process has its own copy"]
        teach: Workers are processes, and processes don't share their memory.
        link: https://flask.palletsprojects.com/en/stable/deploying/
      - id: shared-store
        statement: What is shared belongs in a database or a cache.
        weight: should
        accept: ["keep it in a database", "use redis instead"]
        teach: Keep shared state outside of the processes.
        link: https://flask.palletsprojects.com/en/stable/deploying/
    answer: |
      Each worker process has its own copy of the variable; keep the counter in a database.
"""


def write_bank(folder: Path) -> Path:
    """The folder to name in QUESTIONS_DIR."""
    file = folder / "questions" / "flask" / "routing.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TOPIC, encoding="utf-8")
    return folder / "questions"
