"""App Home: put together for the person who opens it, and its own buttons."""

import logging
from datetime import timedelta

from bot.context import Asker, Click
from bot.handlers.agreement_replies import reader_of
from bot.handlers.meetings import own_meetings
from bot.replies import Outcome, View
from bot.routes import Routes
from bot.slack import Slack
from bot.views import home as views
from bot.views.alert_lists import ON_HOME
from bot.views.blocks import read_value
from bot.views.first_contact_staff import REQUESTS_SHOWN
from bot.views.first_contacts import waiting_card
from bot.views.staff_home import CONVERSATIONS, RENEWALS
from domain.errors import CecError, NotFound
from services import Services
from services.catalog_cards import CategoryCard
from services.survey_cards import ResponseView

log = logging.getLogger("cec.home")

SUBMITTED_SHOWN = timedelta(days=30)


def view_for(asker: Asker, services: Services) -> View:
    """Home of staff, of a customer or of a stranger. Raises CecError when the facts cannot be read."""
    if asker.actor.is_staff:
        return _staff(asker, services)
    if asker.actor.organization:
        return _customer(asker, services, asker.actor.organization)
    waits = services.own_requests.waiting(asker.actor)
    request = waiting_card(waits, asker.zone)[1] if waits else ()
    return views.stranger_home(asker.name, _categories(asker, services), request)


def unavailable(sentence: str) -> View:
    """What is shown instead, with a way to try again."""
    return views.unavailable(sentence)


def _staff(asker: Asker, services: Services) -> View:
    facts = views.StaffHome(
        next_steps=services.agreements.next_steps(asker.actor),
        overview=services.agreements.overview(asker.actor),
        renewals=services.agreements.renewals(asker.actor, size=RENEWALS),
        renewal_month=services.renewal_calendar.month(asker.actor, reader_of(asker).today),
        renewal_work=services.renewal_calendar.workload(asker.actor),
        conversations=services.handoffs.unsettled(asker.actor, CONVERSATIONS),
        startups=services.startup.plans(asker.actor),
        to_sign=services.signatures.waiting_of(asker.actor),
        payments=services.funding.waiting_of(asker.actor),
        surveys=_surveys(asker, services),
        meetings=own_meetings(asker, services),
        support=services.support_queue.counts(asker.actor),
        is_administrator=asker.actor.is_administrator,
        requests=services.first_contacts.waiting(asker.actor, REQUESTS_SHOWN),
        alerts=services.alerts.open_for(asker.actor, size=ON_HOME),
    )
    return views.staff_home(facts, reader_of(asker), asker.at)


def _customer(asker: Asker, services: Services, organization: str) -> View:
    page = services.agreements.own(asker.actor, size=views.TRACKERS)
    facts = views.CustomerHome(
        organization=services.directory.organization(asker.actor, organization).name,
        page=page,
        trackers=tuple(services.agreements.status(asker.actor, row.summary.number) for row in page.rows),
        next_steps=services.agreements.next_steps(asker.actor),
        contacts=services.agreements.contacts(asker.actor),
        startups=services.startup.plans(asker.actor),
        to_sign=services.signatures.waiting_of(asker.actor),
        payments=services.funding.waiting_of(asker.actor),
        surveys=_surveys(asker, services),
        meetings=own_meetings(asker, services),
        support=services.support_requests.own(asker.actor),
    )
    return views.customer_home(facts, reader_of(asker), asker.at)


def _surveys(asker: Asker, services: Services) -> tuple[ResponseView, ...]:
    """Those that are open, or were submitted a short while ago; the one that moved last first."""
    latest = services.surveys.own(asker.actor, size=2 * views.SURVEYS).views
    news = [each for each in latest if asker.at - (each.response.submitted_at or asker.at) < SUBMITTED_SHOWN]
    return tuple(news[: views.SURVEYS])


def _categories(asker: Asker, services: Services) -> tuple[CategoryCard, ...]:
    try:
        return services.catalog.categories(asker.actor)
    except NotFound:  # a workspace whose catalog was not imported yet
        return ()


def publish(asker: Asker, services: Services, slack: Slack) -> None:
    """Show Home anew: what a button of it changed is seen where it was pressed."""
    try:
        view = view_for(asker, services)
    except CecError as error:
        log.warning("home could not be put together: %s", error)
        view = unavailable(str(error))
    slack.publish_home(asker.slack_user_id, view)


def register(routes: Routes) -> None:
    def refresh(click: Click) -> Outcome:
        publish(click.asker, click.services, routes.slack)
        return None

    def claim(click: Click) -> Outcome:
        click.services.handoffs.claim(click.actor, str(read_value(click.value).get("id", "")))
        publish(click.asker, click.services, routes.slack)
        return None

    routes.action("home.refresh", refresh)
    routes.action("home.claim", claim)
