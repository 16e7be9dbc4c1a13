"""Signing an agreement: its document is opened first, then signed in a form, or declined with a reason."""

import re
from dataclasses import replace

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission, Turn, memory_key
from bot.forms import after_form, at_field, submitted, text_of
from bot.handlers.agreement_replies import is_known, reader_of, told
from bot.handlers.asked import number_asked
from bot.handlers.elsewhere import Question, answer_about
from bot.handlers.signing_deputies import deputies_asked
from bot.handlers.titles import names_one
from bot.plain_agreements import asks_who_signs
from bot.plain_documents import speaks_of_deputies
from bot.replies import Modal, Outcome, Reply
from bot.routes import Routes
from bot.said import has_any
from bot.views.blocks import actions, button, read_value, safe, section
from bot.views.signing import home_signing, signing_blocks, signing_text
from bot.views.signing_forms import INTENDED, decline_form, sign_form
from bot.views.text import plural, without_bold
from bot.views.tracker import status_sentence
from domain.errors import CecError, Conflict, InvalidInput, NotAllowed, NotFound
from domain.stages import Stage
from services import Services
from services.memory import Memory
from services.signing_cards import SigningView

_SIGNS = re.compile(r"^(?!.*\bwho\b).*\bsign\b", re.IGNORECASE | re.DOTALL)
_NO_SIGNER = "You are not a signer of {}. Who signs it stands below."

# -- shown -------------------------------------------------------------------------------------------------------


def sign_agreement(turn: Turn) -> Reply:
    """`sign_agreement`: what waits for the asker's signature, else how the signatures of an agreement stand;
    or who may sign as somebody's deputy."""
    if speaks_of_deputies(turn):
        return deputies_asked(turn)
    return told(turn.asker, lambda: _asked(turn))


def _asked(turn: Turn) -> Reply:
    named = number_asked(turn) or has_any(turn.understanding, ("organization",)) or names_one(turn.text)
    if not named and not asks_who_signs(turn):
        waiting = turn.services.signatures.waiting_of(turn.actor)
        spoken_of = [view for view in waiting if view.number == turn.memory.agreement]
        if waiting:
            return _waiting(turn.asker, spoken_of or list(waiting), turn.memory)
    return answer_about(turn, Question("sign_agreement", Stage.AGREEMENT_FUNDING, _of_agreement))


def _of_agreement(turn: Turn, number: str) -> Reply:
    wants_to_sign = bool(_SIGNS.search(turn.text)) and not asks_who_signs(turn)
    return show(turn.asker, turn.services, number, turn.memory, wants_to_sign)


def _waiting(asker: Asker, views: list[SigningView], memory: Memory) -> Reply:
    if len(views) == 1:
        return signing_reply(asker, views[0], memory)
    text = f"{plural(len(views), 'agreement')} wait for your signature: {', '.join(view.number for view in views)}."
    blocks = [section(text), *home_signing(views, reader_of(asker))[2:]]
    return Reply(text, blocks, frozenset(view.organization.key for view in views), memory=memory)


def show(asker: Asker, services: Services, number: str, memory: Memory, wants_to_sign: bool = False) -> Reply:
    """The signatures of an agreement; before there is a document, that there is nothing to sign. Raises NotFound."""
    status = services.agreements.status(asker.actor, number)
    try:
        view = services.signatures.view(asker.actor, number)
        done = _NO_SIGNER.format(view.number) if wants_to_sign and not view.is_signer else ""
        return signing_reply(asker, view, memory, done)
    except NotFound as nothing:
        text = f"{nothing} {status_sentence(status, reader_of(asker))}"
    opened = button("Open the agreement", "agreements.open", {"number": status.number})
    kept = replace(memory, agreement=status.number, organization=status.organization.key)
    about = frozenset({status.organization.key})
    return Reply(without_bold(text), [section(text), actions([opened])], about, memory=kept)


def signing_reply(asker: Asker, view: SigningView, memory: Memory, done: str = "") -> Reply:
    reader = reader_of(asker)
    return Reply(
        text=signing_text(view, reader, done),
        blocks=signing_blocks(view, reader, done),
        about=frozenset({view.organization.key}),
        memory=replace(memory, agreement=view.number, organization=view.organization.key),
    )


def opened(click: Click) -> Outcome:
    return told(click.asker, lambda: show(click.asker, click.services, _number(click), click.memory))


def command(command: Command) -> Outcome:
    """Without a number: what waits for the asker's signature, else the agreement spoken of."""
    services, asker = command.services, command.asker
    memory = services.memory.read(memory_key(asker))
    waiting = services.signatures.waiting_of(asker.actor)
    number = command.words or ("" if waiting else memory.agreement or "")
    if number:
        return told(asker, lambda: show(asker, services, number, memory))
    if waiting:
        return _waiting(asker, list(waiting), memory)
    text = "Nothing waits for your signature. To see the signatures of an agreement, add its number."
    return Reply(text, private=True)


# -- read, signed, declined --------------------------------------------------------------------------------------


def read(click: Click) -> Outcome:
    """The document follows by the queue; it counts as opened where it arrives."""
    value = read_value(click.value)
    try:
        view = click.services.signatures.send(click.actor, _number(click), text_of(value, "h"))
    except Conflict as changed:
        return _as_it_is(click, str(changed))
    where = "here in a moment" if click.asker.place.direct else "to your direct messages with me"
    below = "Below it you can sign or decline."
    if not view.may_sign:
        below = "Below it you can decline. You can sign once it is your turn."
    text = f"The document of {view.number} comes {where}. {below}"
    return Reply(text, [section(text)], frozenset({view.organization.key}), private=True)


def sign(click: Click) -> Outcome:
    view = click.services.signatures.view(click.actor, _number(click))
    sha256, person = text_of(read_value(click.value), "h"), click.actor.person
    if person is None or not (view.may_sign and view.has_opened) or view.sha256 != sha256:
        return _as_it_is(click)
    return Modal(sign_form(view, person.name, _kept(click)))


def signed(submission: Submission) -> Outcome:
    kept, values = submitted(submission), submission.values
    number, sha256 = text_of(kept, "number"), text_of(kept, "h")
    name, intends = str(values.get("name") or ""), values.get("intent") == [INTENDED]
    try:
        view = submission.services.signatures.sign(submission.actor, number, sha256, name, intends)
    except InvalidInput as error:
        return at_field(submission, error)
    except (Conflict, NotAllowed) as refused:
        return _not_done(submission, number, refused)
    done = "You have signed. Both sides are told."
    return after_form(submission, signing_reply(submission.asker, view, submission.memory, done))


def decline(click: Click) -> Outcome:
    view = click.services.signatures.view(click.actor, _number(click))
    if not view.may_decline or view.sha256 != text_of(read_value(click.value), "h"):
        return _as_it_is(click)
    return Modal(decline_form(view, _kept(click)))


def declined(submission: Submission) -> Outcome:
    kept = submitted(submission)
    number, sha256 = text_of(kept, "number"), text_of(kept, "h")
    reason = str(submission.values.get("reason") or "")
    try:
        view = submission.services.signatures.decline(submission.actor, number, sha256, reason)
    except InvalidInput as error:
        return at_field(submission, error)
    except (Conflict, NotAllowed) as refused:
        return _not_done(submission, number, refused)
    done = "You declined to sign. Both sides are told why, and negotiate again."
    return after_form(submission, signing_reply(submission.asker, view, submission.memory, done))


def _not_done(submission: Submission, number: str, refused: CecError) -> Outcome:
    """Why nothing was signed or declined is about no field of the form: it stands above how things are now."""
    view = submission.services.signatures.view(submission.actor, number)
    done = f"Nothing was changed. {safe(str(refused))}"
    return after_form(submission, signing_reply(submission.asker, view, submission.memory, done))


def _as_it_is(click: Click, done: str = "Nothing was changed: this is how it stands now.") -> Reply:
    """For an old button: in the place of what it stood below."""
    view = click.services.signatures.view(click.actor, _number(click))
    return replace(signing_reply(click.asker, view, click.memory, done), replace=True)


def _kept(click: Click) -> dict[str, object]:
    value = read_value(click.value)
    return {"number": _number(click), "h": text_of(value, "h"), "at": click.origin}


def _number(click: Click) -> str:
    return text_of(read_value(click.value), "number")[:40]


def register(routes: Routes) -> None:
    routes.action("signing.open", opened)
    routes.action("signing.read", read)
    routes.action("signing.sign", sign)
    routes.submission("signing.sign", signed)
    routes.action("signing.decline", decline)
    routes.submission("signing.decline", declined)


INTENTS = {"sign_agreement": sign_agreement}
SUBCOMMANDS = (Subcommand("sign", "[number]", "What waits for your signature, and who has signed", command, is_known),)
