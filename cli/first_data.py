"""What a new workspace starts with: the catalog, the survey and the startup tasks that come with the program."""

from collections.abc import Callable

from cli.parts import CATALOG, STARTUP, SURVEY
from domain.errors import NotFound
from domain.permissions import OPERATOR
from services import Services
from services.catalog_files import read_catalog
from services.startup_files import read_startup
from services.survey_files import read_survey


def load_first_data(services: Services, say: Callable[[str], None]) -> None:
    """Import what is not there yet, and say so. The prices of the catalog say that they are illustrative."""
    try:
        services.catalog.current()
    except NotFound:
        services.catalog.import_catalog(OPERATOR, read_catalog(CATALOG).required(), str(CATALOG))
        say("loaded the illustrative catalog; replace it with `cec catalog import FILE`")
    try:
        services.surveys.current()
    except NotFound:
        _load_first_survey(services, say)
    if services.startup.definition_version(OPERATOR) is None:
        _load_first_startup_tasks(services, say)


def _load_first_survey(services: Services, say: Callable[[str], None]) -> None:
    survey = read_survey(SURVEY, services.catalog.current().catalog).value
    if survey is None:  # an office's own catalog lacks services that this survey recommends
        say(f"no survey yet: {SURVEY.name} does not fit your catalog; see docs/surveys.md")
        return
    services.surveys.import_survey(OPERATOR, survey, str(SURVEY))
    say("loaded the sample survey; replace it with `cec survey import FILE`")


def _load_first_startup_tasks(services: Services, say: Callable[[str], None]) -> None:
    startup = read_startup(STARTUP, services.catalog.current().catalog).value
    if startup is None:  # an office's own catalog lacks services that these tasks are for
        say(f"no startup tasks yet: {STARTUP.name} does not fit your catalog; see docs/startup.md")
        return
    services.startup.import_definition(OPERATOR, startup, str(STARTUP))
    say("loaded the sample startup tasks; replace them with `cec startup import FILE`")
