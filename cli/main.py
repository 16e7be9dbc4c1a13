"""`cec`: the command line. Each command says in one line what went wrong, and exits with 1."""

import typer

from cli import data
from cli.db import db_app
from cli.doctor import doctor
from cli.documents import documents_app
from cli.measurements import api_key_app, measurements_app
from cli.meetings import meetings_app
from cli.nlu import nlu_app
from cli.run import run
from cli.startup import startup_app
from cli.survey import survey_app

app = typer.Typer(
    name="cec",
    help="The CEC Concierge: a Slack assistant for service-level agreements.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(run)
app.command()(doctor)
app.add_typer(db_app, name="db")
app.add_typer(documents_app, name="documents")
app.add_typer(api_key_app, name="api-key")
app.add_typer(measurements_app, name="measurements")
app.add_typer(meetings_app, name="meetings")
app.add_typer(nlu_app, name="nlu")
app.add_typer(survey_app, name="survey")
app.add_typer(startup_app, name="startup")
data.register(app)
