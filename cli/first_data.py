"""What a new workspace starts with: the catalog and the survey that come with the program."""

from collections.abc import Callable

from cli.parts import CATALOG, SURVEY
from domain.errors import NotFound
from domain.permissions import OPERATOR
from services import Services
from services.catalog_files import read_catalog
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


def _load_first_survey(services: Services, say: Callable[[str], None]) -> None:
    survey = read_survey(SURVEY, services.catalog.current().catalog).value
    if survey is None:  # an office's own catalog lacks services that this survey recommends
        say(f"no survey yet: {SURVEY.name} does not fit your catalog; see docs/surveys.md")
        return
    services.surveys.import_survey(OPERATOR, survey, str(SURVEY))
    say("loaded the sample survey; replace it with `cec survey import FILE`")
