"""Signing an agreement: opened, read, signed or declined by its officials in turn, or by their deputies."""

from dataclasses import dataclass
from datetime import date

from domain import delegations, signing
from domain.agreement_funding import with_signatures
from domain.agreements import Agreement
from domain.delegations import Delegation
from domain.errors import NotAllowed, NotFound
from domain.people import Person
from domain.permissions import OPERATOR, Action, Actor
from domain.signing import Signing, SigningState
from domain.signing_places import order_from
from services.access import agreement_for, require
from services.context import Context
from services.needs_parts import held
from services.proposal_parts import refuse_past_day
from services.proposal_steps import return_to_negotiation
from services.settings_table import SIGNING_ORDER, office_day, value_of
from services.signing_cards import DelegationView, SigningView
from services.signing_notices import (
    ALL_SIGNED,
    DECLINED,
    SIGNED,
    send_document,
    tell_both,
    tell_deputy_ended,
    tell_next_signer,
)
from services.signing_outcomes import agreed_version, signed_by_all
from services.signing_parts import delegation_view, latest_signing, may_sign_for, view_of
from services.signing_refusals import refuse_former_signer
from services.signing_voids import keep_changed, refuse_replaced, voided
from services.step_notices import save_and_move_on
from storage.unit_of_work import UnitOfWork

_CHANGED = "The document changed, so it is signed anew."
_NO_DELEGATION = "I can't find that. Open your deputies again to see who may sign for you."
_DECLINE = "Decline it with this reason: then CEC presents a version with a later day."


@dataclass(frozen=True)
class SignatureUseCases:
    """What is signed is the PDF with that SHA-256. Every signature is void once the document is another one."""

    context: Context

    def prepare(self, number: str, version: int, sha256: str) -> SigningView:
        """The document of an accepted version is ready: whose turn it is first is told. A second time changes nothing.

        For the queue, as the operator. Another document of the same version voids what was signed of the first.
        Raises Conflict for a version that is not the accepted one, and for a document that was replaced.
        """
        with self.context.unit_of_work() as work:
            agreement = held(work, OPERATOR, number, Action.OPERATE)
            earlier = [each for each in work.signings.of_agreement(agreement.id) if each.version == version]
            if earlier and _stays(earlier[-1], sha256):
                return view_of(work, self.context, OPERATOR, agreement, earlier[-1])
            refuse_replaced(work, agreement, version, sha256)
            opened = self._open(work, agreement, version, sha256)
            view = view_of(work, self.context, OPERATOR, agreement, opened)
            work.commit()
            return view

    def view(self, actor: Actor, number: str) -> SigningView:
        """Who has signed, whose turn it is, and what the actor can do. Raises NotFound before a document is ready."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            return view_of(work, self.context, actor, agreement, latest_signing(work, agreement))

    def waiting_of(self, actor: Actor) -> tuple[SigningView, ...]:
        """What the actor should sign now, also as a deputy; the one that waits longest first."""
        if actor.person is None:
            return ()
        with self.context.reading() as work:
            signers = may_sign_for(work, actor.id, office_day(work, self.context))
            agreements = {a.id: a for signer in signers for a in work.agreements.open_of_person(signer)}
            views = (
                view_of(work, self.context, actor, agreements[each.agreement], each)
                for each in work.signings.open_of(agreements)
            )
            return tuple(view for view in views if view.may_sign)

    def send(self, actor: Actor, number: str, sha256: str) -> SigningView:
        """Have the document sent to who signs it; it is `opened` where it arrives. Twice a minute changes nothing.

        Raises NotAllowed for who has nothing to sign, Conflict when another one is signed by now.
        """
        with self.context.unit_of_work() as work:
            agreement, found, person = self._held(work, actor, number)
            signers = may_sign_for(work, person.id, office_day(work, self.context))
            refuse_former_signer(work, agreement, person, signers)
            signing.refuse_to_read(found, agreement, person, signers, sha256)
            send_document(work, actor, agreement, found, self.context.clock())
            view = view_of(work, self.context, actor, agreement, found)
            work.commit()
            return view

    def opened(self, actor: Actor, number: str, sha256: str) -> SigningView:
        """The actor opened the document. Raises Conflict when another one is signed by now."""
        with self.context.unit_of_work() as work:
            agreement, found, person = self._held(work, actor, number)
            changed = signing.opened(found, person.id, sha256, self.context.clock())
            if changed != found:
                work.signings.save(changed, found.revision)
            view = view_of(work, self.context, actor, agreement, changed)
            work.commit()
            return view

    def sign(self, actor: Actor, number: str, sha256: str, name: str, intent: bool) -> SigningView:
        """Sign with the typed name. Raises as `domain.signing.sign`."""
        with self.context.unit_of_work() as work:
            agreement, found, person = self._held(work, actor, number)
            now, today = self.context.clock(), office_day(work, self.context)
            signers = may_sign_for(work, person.id, today)
            refuse_former_signer(work, agreement, person, signers)
            names = {each.id: each.name for each in work.people.several(signers)}
            after, change = signing.sign(found, agreement, person, signers, sha256, name, intent, now, names)
            version = agreed_version(work, agreement, after.version)
            refuse_past_day(version, today, _DECLINE)
            work.signings.save(after, found.revision)
            agreement, changes = with_signatures(agreement, after), [change]
            if after.state is SigningState.SIGNED:
                agreement, more = signed_by_all(work, self.context, actor, agreement, version)
                changes.extend(more)
            saved = save_and_move_on(work, self.context, actor, agreement, changes)
            tell_both(work, actor, saved, after, ALL_SIGNED if after.state is SigningState.SIGNED else SIGNED)
            tell_next_signer(work, saved, after, today)
            view = view_of(work, self.context, actor, saved, after)
            work.commit()
            return view

    def decline(self, actor: Actor, number: str, sha256: str, reason: str) -> SigningView:
        """Do not sign: every signature is void, and the version is negotiated again. Both sides are told why.

        Raises as `domain.signing.decline`."""
        with self.context.unit_of_work() as work:
            agreement, found, person = self._held(work, actor, number)
            now = self.context.clock()
            signers = may_sign_for(work, person.id, office_day(work, self.context))
            refuse_former_signer(work, agreement, person, signers)
            after, change = signing.decline(found, agreement, person, signers, sha256, reason, now)
            work.signings.save(after, found.revision)
            work.history.append(change)
            saved = return_to_negotiation(work, self.context, actor, agreement, after.reason)
            tell_both(work, actor, saved, after, DECLINED)
            view = view_of(work, self.context, actor, saved, after)
            work.commit()
            return view

    # Deputies

    def delegations(self, actor: Actor) -> tuple[DelegationView, ...]:
        """Who may sign for the actor and for whom the actor may sign, those that are over left out."""
        if actor.person is None:
            return ()
        with self.context.reading() as work:
            today = office_day(work, self.context)
            found = work.signings.delegations_of(actor.id)
            return tuple(delegation_view(work, actor, each, today) for each in found if each.period.end >= today)

    def delegate(
        self, actor: Actor, deputy: str, first: date, last: date, delegation_id: str | None = None
    ) -> DelegationView:
        """Name a colleague (person id) who may sign for the actor on these days; what waits is told to them at once.

        `delegation_id` makes it count once (the id of the form).
        """
        with self.context.unit_of_work() as work:
            before = work.signings.delegation(delegation_id) if delegation_id else None
            if before:
                _must_be_own(before, actor)
                return delegation_view(work, actor, before, office_day(work, self.context))
            person, colleague = _signer(actor), work.people.find(deputy)
            require(actor, Action.LIST_OWN_AGREEMENTS)
            if colleague is None or colleague.organization != person.organization:
                raise NotFound("I can't find that person among your colleagues.")
            now, today = self.context.clock(), office_day(work, self.context)
            made, change = delegations.delegate(
                delegation_id or self.context.new_id(), person, colleague, first, last, now, today
            )
            work.signings.save_delegation(made)
            work.history.append(change)
            if made.holds_on(today):
                agreements = {each.id: each for each in work.agreements.open_of_person(person.id)}
                for each in work.signings.open_of(agreements):
                    tell_next_signer(work, agreements[each.agreement], each, today)
            view = delegation_view(work, actor, made, today)
            work.commit()
            return view

    def end_delegation(self, actor: Actor, delegation_id: str) -> DelegationView:
        """The deputy may no longer sign. Raises NotFound for one that the actor did not name."""
        with self.context.unit_of_work() as work:
            found = work.signings.delegation(delegation_id)
            if found is None:
                raise NotFound(_NO_DELEGATION)
            _must_be_own(found, actor)
            ended, change = delegations.end(found, self.context.clock())
            work.signings.save_delegation(ended)
            work.history.append(change)
            tell_deputy_ended(work, ended)
            view = delegation_view(work, actor, ended, office_day(work, self.context))
            work.commit()
            return view

    def _held(self, work: UnitOfWork, actor: Actor, number: str) -> tuple[Agreement, Signing, Person]:
        """What is signed, with who signs: nobody else changes it until the transaction ends."""
        agreement = held(work, actor, number, Action.SIGN_AGREEMENT)
        return agreement, latest_signing(work, agreement), _signer(actor)

    def _open(self, work: UnitOfWork, agreement: Agreement, version: int, sha256: str) -> Signing:
        now, agreed = self.context.clock(), agreed_version(work, agreement, version)
        for replaced in work.signings.open_of([agreement.id]):
            agreement = keep_changed(work, agreement, voided(work, OPERATOR, agreement, replaced, now, _CHANGED))
        made = Signing(
            id=self.context.new_id(),
            agreement=agreement.id,
            organization=agreement.organization,
            version=version,
            sha256=sha256,
            order=order_from(value_of(work, SIGNING_ORDER)),
            at=now,
            amendment=agreed.amendment,
        )
        work.signings.add(made)
        tell_next_signer(work, agreement, made, office_day(work, self.context))
        return made


def _stays(last: Signing, sha256: str) -> bool:
    """Whether that is what all signed or somebody declined, or the very document that waits."""
    over = last.state in (SigningState.SIGNED, SigningState.DECLINED)
    return over or (last.state is SigningState.OPEN and last.sha256 == sha256)


def _signer(actor: Actor) -> Person:
    if actor.person is None:
        raise NotAllowed("Only a person can sign.")
    return actor.person


def _must_be_own(found: Delegation, actor: Actor) -> None:
    if found.signer != actor.id:
        raise NotFound(_NO_DELEGATION)
