"""Agreements: where they stand, what is next, whom to ask, and the changes that move them on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain import agreements as rules
from domain.agreement_lists import AgreementFilter, Order
from domain.agreements import Agreement
from domain.errors import InvalidInput, NotFound
from domain.fiscal import fiscal_year_of
from domain.history import Change
from domain.organizations import Organization
from domain.people import Role, Side
from domain.permissions import Action, Actor, Subject, decide
from domain.renewals import LONGEST_WINDOW, require_following, window_end
from domain.stages import SEQUENCE
from services.access import agreement_for, nearest_numbers, require
from services.agreement_cards import AgreementStatus, ContactSheet, HistoryPage, NextSteps, Todo
from services.agreement_changes import NewAgreement, opened, priced_lines
from services.agreement_contacts import sheet_of_agreement, sheets_of_organization
from services.agreement_list_cards import AgreementPage, Overview, RenewalPage
from services.agreement_rows import agreement_page, count_of, renewal_page
from services.agreement_status import history_of, status_of
from services.agreement_todo import next_steps_of, todo_of
from services.catalog import CatalogUseCases
from services.context import Context, plain_change
from services.renewal_turns import renewals_to_decide
from services.settings_table import RENEWAL_WINDOW, office_day, value_of
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 10


@dataclass(frozen=True)
class AgreementUseCases:
    """`number` is taken as people write it ("sla 2027-42").

    For a number of another organization a customer gets the NotFound of a number that does not exist.
    """

    context: Context
    catalog: CatalogUseCases

    # Reading

    def status(self, actor: Actor, number: str) -> AgreementStatus:
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            return status_of(work, agreement, office_day(work, self.context))

    def numbers_counted(self, actor: Actor, count: int) -> tuple[str, ...]:
        """The numbers that the actor may see with this count in any year ("SLA 31"), the latest first.

        Closed ones only where none is open; nothing for strangers.
        """
        if not decide(actor, Action.LIST_OWN_AGREEMENTS).allowed:
            return ()
        with self.context.reading() as work:
            return work.agreements.numbers_counted(count, actor.organization)

    def history(self, actor: Actor, number: str, page: int = 0, size: int = PAGE_SIZE) -> HistoryPage:
        """Every change of one agreement, the newest first."""
        with self.context.reading() as work:
            return history_of(work, agreement_for(work, actor, number), max(page, 0), size)

    def own(self, actor: Actor, page: int = 0, size: int = PAGE_SIZE, include_closed: bool = False) -> AgreementPage:
        """A customer's own agreements; for staff those that they lead as SML. By urgency."""
        require(actor, Action.LIST_OWN_AGREEMENTS)
        wanted = AgreementFilter(include_closed=include_closed)
        own = replace(wanted, owner=actor.id) if actor.is_staff else replace(wanted, organization=actor.organization)
        return self._page(own, page, size)

    def of_organization(
        self, actor: Actor, organization: str, page: int = 0, size: int = PAGE_SIZE, include_closed: bool = False
    ) -> AgreementPage:
        """The agreements of an organization (key), by urgency. Staff get NotFound for an unknown one."""
        require(actor, Action.READ_AGREEMENT, Subject(organization))
        with self.context.reading() as work:
            work.organizations.get(organization)
        return self._page(AgreementFilter(organization=organization, include_closed=include_closed), page, size)

    def list(self, actor: Actor, wanted: AgreementFilter, page: int = 0, size: int = PAGE_SIZE) -> AgreementPage:
        """Any list, for staff; a customer's filter is narrowed to their own organization."""
        if not actor.is_staff:
            require(actor, Action.LIST_OWN_AGREEMENTS)
            for key in wanted.organizations or (wanted.organization or actor.organization,):
                require(actor, Action.READ_AGREEMENT, Subject(key))
            wanted = replace(wanted, organization=actor.organization, organizations=())
        return self._page(wanted, page, size)

    def next_steps(self, actor: Actor) -> NextSteps:
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            return next_steps_of(work, actor, office_day(work, self.context), self.context.clock())

    def next_step(self, actor: Actor, number: str) -> Todo:
        """What waits in one agreement."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            return todo_of(work, actor, agreement, office_day(work, self.context))

    def contacts(
        self, actor: Actor, agreement: str | None = None, organization: str | None = None, role: Role | None = None
    ) -> tuple[ContactSheet, ...]:
        """Who is who: of one agreement (number), else of each open agreement of the organization (key).

        A customer who names neither gets their own organization's. Staff must name one.
        """
        with self.context.reading() as work:
            if agreement is not None:
                found = agreement_for(work, actor, agreement, Action.READ_CONTACTS)
                return (sheet_of_agreement(work, found, role),)
            require(actor, Action.LIST_OWN_AGREEMENTS)
            key = organization or actor.organization
            if key is None:
                raise InvalidInput("organization", "Name the organization or the number of the agreement.")
            require(actor, Action.READ_CONTACTS, Subject(key))
            return sheets_of_organization(work, work.organizations.get(key), role)

    def renewals(
        self,
        actor: Actor,
        days: int | None = None,
        organization: str | None = None,
        owner: str | None = None,
        page: int = 0,
        size: int = PAGE_SIZE,
        ends_from: date | None = None,
        ends_before: date | None = None,
    ) -> RenewalPage:
        """Open agreements whose term ends within `days` (the office's setting when None), or has ended.

        `ends_from` (a day) and `ends_before` (the day after the last one) name days instead. The earliest end
        first. Customers: their own.
        """
        require(actor, Action.LIST_OWN_AGREEMENTS)
        key = organization if actor.is_staff else organization or actor.organization
        if key is not None:
            require(actor, Action.READ_AGREEMENT, Subject(key))
        with self.context.reading() as work:
            window = self._window(work, days)
            today = office_day(work, self.context)
            until = ends_before if ends_from or ends_before else window_end(today, window)
            wanted = AgreementFilter(key, owner=owner, ends_from=ends_from, ends_before=until, order=Order.END)
            return renewal_page(work, work.agreements.page(wanted, max(page, 0), size), window, today)

    def overview(self, actor: Actor) -> Overview:
        """How many open agreements stand where, for staff. Each count is capped, so none is ever slow."""
        require(actor, Action.LIST_ALL_AGREEMENTS)
        with self.context.reading() as work:
            window = self._window(work, None)
            ends = AgreementFilter(ends_before=window_end(office_day(work, self.context), window), order=Order.END)
            return Overview(
                by_stage=tuple((stage, count_of(work, AgreementFilter(stage=stage))) for stage in SEQUENCE),
                waiting_for_cec=count_of(work, AgreementFilter(waiting_for=Side.CEC)),
                waiting_for_customer=count_of(work, AgreementFilter(waiting_for=Side.CUSTOMER)),
                renewals=count_of(work, ends),
                to_decide=renewals_to_decide(work, AgreementFilter(), office_day(work, self.context)),
                window_days=window,
            )

    def nearest_numbers(self, actor: Actor, number: str) -> tuple[str, ...]:
        """Numbers like this one that the actor may see, best first; nothing for strangers."""
        with self.context.reading() as work:
            return nearest_numbers(work, actor, number)

    # Changing: each in one transaction, with its history

    def open(self, actor: Actor, new: NewAgreement) -> AgreementStatus:
        """Raises NotFound for an unknown organization, service or predecessor, InvalidInput for bad quantities."""
        require(actor, Action.CHANGE_AGREEMENT, Subject(new.organization))
        if not new.title.strip():
            raise InvalidInput("title", "Give the agreement a title, such as what it is about.")
        with self.context.unit_of_work() as work:
            agreement = self._opened(work, _served(work, new.organization), new)
            work.agreements.add(agreement)
            now = agreement.opened_at
            subject = ("agreement", agreement.id)
            work.history.append(plain_change(actor, subject, "opened", None, agreement.number, now, new.organization))
            status = status_of(work, work.agreements.get(agreement.id), office_day(work, self.context))
            work.commit()
            return status

    def record(self, actor: Actor, number: str, requirement: str, note: str = "") -> AgreementStatus:
        """Record that a requirement of the current step is met, for the operator: people do it where it is done.

        Both sides can read the note. Signatures and funds are refused, whoever asks.
        """
        require(actor, Action.OPERATE)
        return self._change(actor, number, lambda a, at: rules.record(a, requirement, at, actor.id, note.strip()))

    def advance(self, actor: Actor, number: str, due_on: date | None = None) -> AgreementStatus:
        """Move to the next step, for the operator. Raises Conflict, naming what is missing."""
        require(actor, Action.OPERATE)
        return self._change(actor, number, lambda a, at: rules.advance(a, at, actor.id, due_on))

    def close(self, actor: Actor, number: str, reason: str) -> AgreementStatus:
        if not reason.strip():
            raise InvalidInput("reason", "Say why the agreement is closed.")
        return self._change(actor, number, lambda a, at: rules.close(a, at, actor.id, reason.strip()))

    def _change(
        self, actor: Actor, number: str, change: Callable[[Agreement, datetime], tuple[Agreement, Change]]
    ) -> AgreementStatus:
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.CHANGE_AGREEMENT)
            changed, entry = change(agreement, self.context.clock())
            saved = work.agreements.save(changed)
            work.history.append(entry)
            status = status_of(work, saved, office_day(work, self.context))
            work.commit()
            return status

    def _opened(self, work: UnitOfWork, organization: Organization, new: NewAgreement) -> Agreement:
        before = work.agreements.by_number(new.predecessor) if new.predecessor else None
        if new.predecessor and (before is None or before.organization != organization.key):
            raise NotFound(f"There is no agreement “{new.predecessor[:40]}” of {organization.name}.")
        if before and before.closed_at is None:
            require_following(before.term, new.term, "term")
        now = self.catalog.current_in(work) if new.lines else None
        lines = priced_lines(new.lines, now.catalog, new.term) if now else ()
        number = work.agreements.next_number(fiscal_year_of(new.term.start).name)
        return opened(
            new,
            self.context.new_id(),
            number,
            lines,
            now.version if now else None,
            before.id if before else None,
            self.context.clock(),
        )

    def _page(self, wanted: AgreementFilter, page: int, size: int) -> AgreementPage:
        with self.context.reading() as work:
            found = work.agreements.page(wanted, max(page, 0), size)
            today = office_day(work, self.context)
            to_decide = renewals_to_decide(work, wanted, today) if wanted.waiting_for is Side.CEC else None
            return replace(agreement_page(found, today), to_decide=to_decide)

    def _window(self, work: UnitOfWork, days: int | None) -> int:
        asked = int(value_of(work, RENEWAL_WINDOW)) if days is None else days
        return min(max(asked, 0), LONGEST_WINDOW)


def _served(work: UnitOfWork, key: str) -> Organization:
    found = work.organizations.get(key)
    if not found.active:
        raise InvalidInput("organization", f"{found.name} is no longer served. Activate it first.")
    return found
