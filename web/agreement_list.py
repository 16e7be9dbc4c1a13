"""The first page: a customer's agreements; for staff those that they lead, or all of them."""

from flask import request

from domain.agreement_lists import AgreementFilter
from domain.permissions import Actor
from services.agreement_list_cards import AgreementPage
from web.pages import Page, Pages, page_asked, show, with_query

PAGE_SIZE = 25
ALL = "all"


def add(pages: Pages) -> None:
    @pages.get("/")
    def agreements(actor: Actor) -> Page:  # pyright: ignore[reportUnusedFunction]
        asked = {name: request.args.get(name, "") for name in ("whose", "organization", "closed")}
        found = _found(pages, actor, asked)
        return show(
            "agreements.html",
            found=found,
            asked=asked,
            organizations=pages.services.directory.organizations(actor) if actor.is_staff else (),
            staff=actor.is_staff,
            turn=lambda page: with_query("/", **asked, page=page or None),
        )


def _found(pages: Pages, actor: Actor, asked: dict[str, str]) -> AgreementPage:
    listed, closed = pages.services.agreements, bool(asked["closed"])
    if not actor.is_staff or not (asked["organization"] or asked["whose"] == ALL):
        return listed.own(actor, page_asked(), PAGE_SIZE, closed)
    wanted = AgreementFilter(organization=asked["organization"] or None, include_closed=closed)
    return listed.list(actor, wanted, page_asked(), PAGE_SIZE)
