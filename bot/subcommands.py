"""Every subcommand of `/cec`, gathered from the modules that handle them, in the order in which help shows them."""

from collections.abc import Iterable

from bot.commands import Command, Subcommand, help_reply
from bot.handlers import (
    admin,
    agreement_documents,
    agreements,
    alerts,
    catalog,
    channels,
    custom_requests,
    first_contacts,
    handoffs,
    individual_reports,
    knowledge,
    measurement_files,
    meeting_setup,
    meetings,
    needs,
    online,
    outages,
    payments,
    preferences,
    prices,
    proposal_staff_steps,
    renewal_calendar,
    renewals,
    report_words,
    signing,
    signing_deputies,
    startup,
    support,
    support_queue,
    surveys,
)
from bot.replies import Reply


def gather(groups: Iterable[Iterable[Subcommand]]) -> dict[str, Subcommand]:
    """By name. Raises ValueError when two modules use one name."""
    found: dict[str, Subcommand] = {}
    for subcommand in (each for group in groups for each in group):
        if subcommand.name in found:
            raise ValueError(f"/cec {subcommand.name} is defined twice")
        found[subcommand.name] = subcommand
    return found


def _help(command: Command) -> Reply:
    return help_reply(SUBCOMMANDS, command.actor)


SUBCOMMANDS: dict[str, Subcommand] = gather(
    (
        (Subcommand("help", "", "This list", _help),),
        agreements.SUBCOMMANDS,
        renewals.SUBCOMMANDS,
        renewal_calendar.SUBCOMMANDS,
        report_words.SUBCOMMANDS,
        measurement_files.SUBCOMMANDS,
        alerts.SUBCOMMANDS,
        meetings.SUBCOMMANDS,
        meeting_setup.SUBCOMMANDS,
        needs.SUBCOMMANDS,
        surveys.SUBCOMMANDS,
        signing.SUBCOMMANDS,
        signing_deputies.SUBCOMMANDS,
        payments.SUBCOMMANDS,
        startup.SUBCOMMANDS,
        support.SUBCOMMANDS,
        support_queue.SUBCOMMANDS,
        outages.SUBCOMMANDS,
        agreement_documents.SUBCOMMANDS,
        individual_reports.SUBCOMMANDS,
        proposal_staff_steps.SUBCOMMANDS,
        catalog.SUBCOMMANDS,
        prices.SUBCOMMANDS,
        knowledge.SUBCOMMANDS,
        custom_requests.SUBCOMMANDS,
        first_contacts.SUBCOMMANDS,
        handoffs.SUBCOMMANDS,
        preferences.SUBCOMMANDS,
        online.SUBCOMMANDS,
        channels.SUBCOMMANDS,
        admin.SUBCOMMANDS,
    )
)
