"""`python3 -m bot grading …`: what graders need besides the bank."""

from importlib.util import find_spec

import typer

from bot import console

NOT_FETCHED = 1

app = typer.Typer(help="Grading: fetch what the optional graders need.", no_args_is_help=True)


@app.command()
def encoder() -> None:
    """Fetch the sentence encoder for semantic grading, once: some 80 MB, verified by their hash."""
    from bot.grading.fetching import NotFetched, fetch
    from bot.grading.pinned import NEEDS_NUMPY

    try:
        fetch(console.settings().encoder_dir, typer.echo)
    except NotFetched as error:
        console.refuse(str(error), NOT_FETCHED)
    if find_spec("numpy") is None:
        typer.echo(f"{NEEDS_NUMPY}.")
