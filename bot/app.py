"""The Bolt app, built from its parts. Nothing happens at import; nothing connects until `Sockets.start`."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dbos import DBOSClient
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot import commands
from bot.conversation import Conversation
from bot.events import Events
from bot.handlers import (
    admin,
    agreement_documents,
    agreements,
    alerts,
    catalog,
    channels,
    contact_forms,
    contact_menu,
    custom_requests,
    elsewhere,
    exceptions,
    extensions,
    first_contacts,
    handoffs,
    home,
    individual_reports,
    knowledge,
    measurement_files,
    meeting_answers,
    meeting_cadence,
    meeting_changes,
    meeting_notes,
    meeting_setup,
    meetings,
    needs,
    needs_answers,
    needs_notes,
    online,
    outages,
    payments,
    payments_finance,
    preferences,
    prices,
    proposal_accepting,
    proposal_budget,
    proposal_changes,
    proposal_staff,
    proposal_staff_answers,
    proposal_staff_lines,
    proposal_staff_steps,
    proposal_staff_words,
    proposal_versions,
    proposal_wish_forms,
    proposals,
    renewal_calendar,
    renewal_cards,
    renewal_steps,
    renewals,
    reports,
    shortcuts,
    signing,
    signing_deputies,
    startup,
    startup_plan,
    startup_work,
    support,
    support_opening,
    support_queue,
    support_work,
    support_writing,
    survey_files,
    survey_forms,
    survey_pressed,
    survey_results,
    survey_saving,
    surveys,
    talk,
)
from bot.handlers.relay import Relay
from bot.jobs import Jobs
from bot.metrics import EVENTS
from bot.notices import Notices
from bot.routes import Routes
from bot.settings import Settings
from bot.slack import Slack, make_client
from bot.subcommands import SUBCOMMANDS
from bot.understanding.understander import Understander
from services import Services

log = logging.getLogger("cec.app")

MODULES = (
    talk, catalog, prices, knowledge, custom_requests, agreements, renewals, elsewhere, handoffs, home, channels,
    first_contacts, contact_forms, contact_menu, admin, shortcuts,
    needs, needs_answers, needs_notes,
    meetings, meeting_setup, meeting_answers, meeting_cadence, meeting_changes, meeting_notes,
    proposal_staff, proposal_staff_answers, proposal_staff_lines, proposal_staff_steps, proposal_staff_words,
    proposals, proposal_versions, proposal_changes, proposal_wish_forms, proposal_accepting, proposal_budget,
    surveys, survey_files, survey_forms, survey_pressed, survey_saving, survey_results,
    alerts, preferences, online, agreement_documents, startup, startup_plan, startup_work,
    signing, signing_deputies, payments, payments_finance,
    renewal_cards, renewal_steps, renewal_calendar, extensions, individual_reports,
    support, support_opening, support_queue, support_work, support_writing, outages,
    reports, exceptions, measurement_files,
)  # fmt: skip


@dataclass(frozen=True)
class Concierge:
    """The assistant, ready to be connected."""

    app: App
    slack: Slack
    services: Services
    conversation: Conversation
    jobs: Jobs


def create_concierge(
    settings: Settings,
    services: Services,
    understander: Understander,
    queue: DBOSClient,
    clock: Callable[[], datetime],
) -> Concierge:
    """Build it once per process, before DBOS is launched: `Jobs` registers the workflows."""
    slack = Slack(make_client(settings.bot_token, settings.api_url))
    conversation = Conversation(services, understander)
    relay = Relay(slack, services)
    jobs = Jobs(Events(slack, services, conversation, relay, clock), Notices(slack, services), services, queue)
    app = create_app(settings, slack, jobs)
    routes = Routes(app, slack, services, conversation, clock, settings.public_url)
    for module in MODULES:
        module.register(routes)
    commands.register(routes, SUBCOMMANDS)
    routes.catch_stale()
    return Concierge(app, slack, services, conversation, jobs)


def create_app(settings: Settings, slack: Slack, jobs: Jobs) -> App:
    """Bolt with our own way of accepting events: written down first, then acknowledged."""

    def authorize(**_: Any) -> AuthorizeResult:
        us = slack.identity()
        return AuthorizeResult(
            enterprise_id=us.get("enterprise_id"),
            team_id=us.get("team_id"),
            bot_token=settings.bot_token,
            bot_id=us.get("bot_id"),
            bot_user_id=us.get("user_id"),
        )

    app = App(
        authorize=authorize,
        signing_secret=settings.signing_secret or "socket-mode-only",
        client=slack.client,
        raise_error_for_unhandled_request=False,
        logger=logging.getLogger("cec.bolt"),
    )

    @app.middleware
    def accept_events(  # pyright: ignore[reportUnusedFunction]
        req: BoltRequest, next: Callable[[], BoltResponse]
    ) -> BoltResponse:
        if req.body.get("type") != "event_callback":
            return next()
        event = req.body.get("event")
        if not isinstance(event, dict) or not req.body.get("event_id"):
            return BoltResponse(status=400, body="")
        EVENTS.labels(str(event.get("type", ""))[:40]).inc()
        jobs.accept(req.body)
        return BoltResponse(status=200, body="")

    return app
