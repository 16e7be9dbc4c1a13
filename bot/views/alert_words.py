"""What each kind of alert is called, and what it says."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.views.alert_facts import Facts, Says
from bot.views.alert_words_renewals import no_successor_words, renewal_words
from bot.views.alert_words_reports import REPORT_HEADS, REPORT_SAYS
from bot.views.alert_words_support import SUPPORT_HEADS, SUPPORT_SAYS
from bot.views.text import instant_day, join_and, plural
from domain.alerts import AlertKind
from domain.kept_alerts import Alert
from domain.people import Side
from domain.proposal_states import NegotiationState

HEADS: Mapping[AlertKind, str] = {
    AlertKind.NEW_PROSPECT: "New customer",
    AlertKind.CONTACT_CHANGED: "Contacts changed",
    AlertKind.NEED_CHANGED: "Needs changed",
    AlertKind.SURVEY_SUBMITTED: "Survey submitted",
    AlertKind.SURVEY_STALE: "Survey not answered",
    AlertKind.PROPOSAL_WAITING_CEC: "Proposal waits for CEC",
    AlertKind.PROPOSAL_WAITING_CUSTOMER: "Proposal waits for the customer",
    AlertKind.PROPOSAL_ACCEPTED: "Proposal accepted",
    AlertKind.PROPOSAL_DECLINED: "Proposal sent back",
    AlertKind.SIGNATURE_MISSING: "Signature missing",
    AlertKind.FUNDS_RECORDED: "Transfer recorded",
    AlertKind.FUNDS_CONFIRMED: "Transfer arrived",
    AlertKind.FUNDS_OVERDUE: "Payment overdue",
    AlertKind.STARTUP_DUE: "Startup task due",
    AlertKind.STARTUP_BLOCKED: "Startup task blocked",
    AlertKind.MEETING_ASKED: "Meeting asked for",
    AlertKind.MEETING_UNANSWERED: "Meeting not answered",
    AlertKind.MEETING_CHANGED: "Meeting changed",
    AlertKind.MEETING_DUE: "Regular meeting due",
    AlertKind.NOTES_MISSING: "Meeting notes missing",
    AlertKind.ACTION_ITEM_DUE: "Action item due",
    AlertKind.RENEWAL: "Renewal",
    AlertKind.NO_SUCCESSOR: "Term ends, renewal not signed",
    AlertKind.PERSON_LEFT: "Someone left",
    AlertKind.DELIVERY_FAILED: "Messages not delivered",
    **SUPPORT_HEADS,
    **REPORT_HEADS,
}


def headline(alert: Alert) -> str:
    return HEADS[alert.wanted.kind]


def sentence(alert: Alert, zone: ZoneInfo) -> str:
    """What it is about and what is to be done, for mrkdwn."""
    return SAYS[alert.wanted.kind](Facts(alert, zone))


def _new_prospect(facts: Facts) -> str:
    name, organization = facts.text("name"), facts.text("organization_name")
    return f"{name} of {organization} wants to do business with CEC and waits for an answer."


def _need_changed(facts: Facts) -> str:
    lines = plural(facts.count("count"), "line")
    return f"The customer changed or added {lines} of the needs. CEC has not taken them over: “{facts.text('text')}”"


def _survey_stale(facts: Facts) -> str:
    since, times = instant_day(facts.alert.wanted.since, facts.zone), facts.count("reminded")
    reminded = f" The customer was reminded {plural(times, 'time')}." if times else ""
    return f"Nobody has answered a question of the survey since {since}.{reminded}"


_WAITING_CEC: Mapping[str, str] = {
    "amendment_asked": "The customer asks to change the running agreement.",
    NegotiationState.DRAFTING: "The draft is not presented to the customer yet.",
    NegotiationState.REQUESTED: "The customer asks for changes to version {version}.",
    NegotiationState.WITHDRAWN: "Version {version} was withdrawn. The next one is not presented yet.",
    NegotiationState.EXPIRED: "Version {version} ran out. The next one is not presented yet.",
}


def _proposal_waiting_cec(facts: Facts) -> str:
    said = _WAITING_CEC.get(str(facts.alert.wanted.facts.get("state")), "The negotiation waits for CEC.")
    reason = f" Reason: {facts.text('reason')}" if facts.has("reason") else ""
    return said.format(version=facts.count("version")) + reason


def _proposal_waiting_customer(facts: Facts) -> str:
    since = instant_day(facts.alert.wanted.since, facts.zone)
    runs_out = f" It runs out on {facts.day('valid_until')}." if facts.has("valid_until") else ""
    return f"The customer has had version {facts.count('version')} since {since} and has not answered.{runs_out}"


def _signature_missing(facts: Facts) -> str:
    who = facts.text("signers", "Nobody is named who could sign.")
    turn = f"It is the turn of {who}." if facts.has("signers") else who
    return f"Version {facts.count('version')} waits for the signature of the {facts.text('place')}. {turn}"


def _transfer(facts: Facts) -> str:
    return f"{facts.text('amount')} on {facts.day('on')}, reference {facts.text('reference', 'none')}"


def _funds_overdue(facts: Facts) -> str:
    return (
        f"Instalment {facts.count('instalment')} of {facts.text('amount')} was due on {facts.day('due_on')}. "
        f"{facts.text('open')} of it has not arrived."
    )


def _startup_due(facts: Facts) -> str:
    late = "was" if facts.mark == "overdue" else "is"
    whose = " The customer does it." if facts.text("side") == Side.CUSTOMER else ""
    return f"“{facts.text('task_title')}” {late} due on {facts.day('due_on')}.{whose}"


def _startup_blocked(facts: Facts) -> str:
    return f"“{facts.text('task_title')}” is blocked: {facts.text('reason', 'no reason was given.')}"


def _wrote(facts: Facts) -> str:
    return f" What was written: {facts.text('words')}" if facts.has("words") else ""


def _meeting_asked(facts: Facts) -> str:
    who, title = facts.text("asked_by", "Someone"), facts.text("meeting_title")
    if refused := facts.moments("refused"):
        times = join_and(refused, "or")
        return f"{who} can't come to “{title}” at the times proposed: {times}. Propose others.{_wrote(facts)}"
    return f"{who} waits for times for “{title}”. Propose some.{_wrote(facts)}"


def _meeting_unanswered(facts: Facts) -> str:
    title = facts.text("meeting_title")
    if "missing" not in facts.alert.wanted.facts:
        return f"The customer was to propose times for “{title}” and has not.{_wrote(facts)}"
    if facts.has("past"):
        return f"All times that were proposed for “{title}” are past. Propose others, or call it off."
    return f"{facts.text('missing', 'Not everybody')} did not answer which times suit for “{title}”."


def _meeting_changed(facts: Facts) -> str:
    when = f" on {facts.moment('starts_at')}" if facts.has("starts_at") else ""
    if facts.has("cancelled_by"):
        return f"{facts.text('cancelled_by')} called off “{facts.text('meeting_title')}”{when}.{_wrote(facts)}"
    return f"{facts.text('missing')} can't come to “{facts.text('meeting_title')}”{when}.{_wrote(facts)}"


def _notes_missing(facts: Facts) -> str:
    return (
        f"“{facts.text('meeting_title')}” was to take place on {facts.moment('starts_at')}. "
        "Write what was said and decided, or that it was not held."
    )


def _action_item_due(facts: Facts) -> str:
    late = "was" if facts.mark == "overdue" else "is"
    return f"“{facts.text('text')}” {late} due on {facts.day('due_on')}. {facts.text('owner')} does it."


def _person_left(facts: Facts) -> str:
    side = "CEC" if facts.text("side") == Side.CEC else "the customer"
    return f"{facts.text('person')} left, and still has a role for {side}: {facts.text('roles')}. Name someone else."


def _delivery_failed(facts: Facts) -> str:
    place, error = str(facts.alert.wanted.facts["place"]), facts.text("error")
    where = f"<@{place}>" if place.startswith(("U", "W")) else f"<#{place}>"
    if facts.has("staff_channel"):
        return f"The staff channel {where} can't be reached any more ({error}). Set another one in Administration."
    return f"{where} can't be reached any more ({error}). Bind another channel, or invite me again."


SAYS: Mapping[AlertKind, Says] = {
    AlertKind.NEW_PROSPECT: _new_prospect,
    AlertKind.CONTACT_CHANGED: lambda facts: f"{facts.text('by')} {facts.text('said')}.",
    AlertKind.NEED_CHANGED: _need_changed,
    AlertKind.SURVEY_SUBMITTED: lambda facts: (
        f"{facts.text('by', 'The customer')} submitted the survey. The draft holds no services yet."
    ),
    AlertKind.SURVEY_STALE: _survey_stale,
    AlertKind.PROPOSAL_WAITING_CEC: _proposal_waiting_cec,
    AlertKind.PROPOSAL_WAITING_CUSTOMER: _proposal_waiting_customer,
    AlertKind.PROPOSAL_ACCEPTED: lambda facts: (
        f"The customer accepted version {facts.count('version')}. CEC accepts it next."
    ),
    AlertKind.PROPOSAL_DECLINED: lambda facts: f"A signer sent the agreement back. Reason: {facts.text('reason')}",
    AlertKind.SIGNATURE_MISSING: _signature_missing,
    AlertKind.FUNDS_RECORDED: lambda facts: f"A transfer was recorded: {_transfer(facts)}. Finance confirms it next.",
    AlertKind.FUNDS_CONFIRMED: lambda facts: f"A transfer arrived: {_transfer(facts)}.",
    AlertKind.FUNDS_OVERDUE: _funds_overdue,
    AlertKind.STARTUP_DUE: _startup_due,
    AlertKind.STARTUP_BLOCKED: _startup_blocked,
    AlertKind.MEETING_ASKED: _meeting_asked,
    AlertKind.MEETING_UNANSWERED: _meeting_unanswered,
    AlertKind.MEETING_CHANGED: _meeting_changed,
    AlertKind.MEETING_DUE: lambda facts: (
        f"The {facts.text('every')} service review is due on {facts.day('due_on')}, and none is planned."
    ),
    AlertKind.NOTES_MISSING: _notes_missing,
    AlertKind.ACTION_ITEM_DUE: _action_item_due,
    AlertKind.RENEWAL: renewal_words,
    AlertKind.NO_SUCCESSOR: no_successor_words,
    AlertKind.PERSON_LEFT: _person_left,
    AlertKind.DELIVERY_FAILED: _delivery_failed,
    **SUPPORT_SAYS,
    **REPORT_SAYS,
}
