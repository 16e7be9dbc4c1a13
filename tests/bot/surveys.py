"""A small survey for tests of the survey in Slack, started for APHIS."""

from decimal import Decimal

from domain.people import Role
from domain.survey_conditions import Is, MoreThan
from domain.surveys import (
    Check,
    Choice,
    Default,
    DefaultSource,
    Quantity,
    Question,
    QuestionKind,
    Rule,
    Section,
    Survey,
)
from services import Services
from services.survey_cards import ResponseView
from tests.bot.desk import who

NUMBER = "SLA-2027-0036"
"""APHIS's agreement at the step of the survey."""
OTHER = "SLA-2027-0041"
"""One of NRCS."""

SURVEY = Survey(
    key="small",
    title="Small survey",
    version=1,
    sections=(
        Section(
            "work",
            "Where you work",
            ("end_user_support",),
            (
                Question("people", "How many people work for you?", QuestionKind.NUMBER, "An estimate is fine.",
                         unit="people", maximum=Decimal(20000), matters=True),
                Question("remote", "How many of them work from home?", QuestionKind.NUMBER, unit="people"),
                Question("has_sites", "Do you have offices of your own?", QuestionKind.YES_NO),
                Question("sites", "Which sites shall be served?", QuestionKind.SITES, when=Is("has_sites", (True,))),
            ),
        ),
        Section(
            "help",
            "The help you want",
            ("collaboration_tools",),
            (
                Question("hours", "When do you need help?", QuestionKind.ONE_OF,
                         choices=(Choice("office", "Business hours"), Choice("always", "Around the clock"))),
                Question("tools", "Which tools do you use?", QuestionKind.SEVERAL_OF,
                         choices=(Choice("mail", "E-mail"), Choice("chat", "Chat"), Choice("video", "Video calls"))),
                Question("contact", "Whom may CEC call?", QuestionKind.PERSON,
                         default=Default(DefaultSource.CONTACT, role=Role.PROGRAM_MANAGER)),
                Question("remarks", "What else should CEC know?", QuestionKind.LONG_TEXT, required=False),
            ),
        ),
    ),
    checks=(Check("remote", MoreThan(("remote",), ("people",)), "More people work from home than work for you."),),
    recommendations=(
        Rule("managed_laptop", Quantity(questions=("people",)), "A laptop for each of {people}."),
    ),
)  # fmt: skip


def started(services: Services, survey: Survey = SURVEY) -> ResponseView:
    """Jorge Castillo, APHIS's technical lead, has started it."""
    dana, jorge = who(services, "U0DANA").actor, who(services, "U0JORGE").actor
    services.surveys.import_survey(dana, survey)
    return services.surveys.start(jorge, NUMBER).view
