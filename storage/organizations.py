"""Customer organizations."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from domain.errors import NotFound
from domain.organizations import Organization
from storage.tables import organization_domains, organizations
from storage.transaction import Transaction


class Organizations:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def get(self, key: str) -> Organization:
        """Raises NotFound."""
        found = self.find(key)
        if found is None:
            raise NotFound("There is no such organization.")
        return found

    def find(self, key: str) -> Organization | None:
        row = self._db.row(select(organizations).where(organizations.c.key == key))
        return None if row is None else self._built([row])[0]

    def all(self) -> tuple[Organization, ...]:
        """Also those that are no longer active, by name."""
        return tuple(self._built(self._db.rows(select(organizations).order_by(organizations.c.name))))

    def by_email_domain(self, domain: str) -> Organization | None:
        """The organization whose domain it is, letter for letter but for case."""
        owner = self._db.value(
            select(organization_domains.c.organization).where(organization_domains.c.domain == domain.lower())
        )
        return None if owner is None else self.find(owner)

    def save(self, organization: Organization) -> None:
        """Insert or update. Raises Conflict when another organization has one of the e-mail domains."""
        self._db.upsert(
            organizations,
            {
                "key": organization.key,
                "name": organization.name,
                "abbreviation": organization.abbreviation,
                "aliases": list(organization.aliases),
                "active": organization.active,
            },
        )
        self._db.run(organization_domains.delete().where(organization_domains.c.organization == organization.key))
        domains = dict.fromkeys(domain.lower() for domain in organization.email_domains)
        self._db.insert(
            organization_domains,
            [
                {"domain": domain, "organization": organization.key, "position": position}
                for position, domain in enumerate(domains)
            ],
        )

    def _built(self, rows: Sequence[Row[Any]]) -> list[Organization]:
        domains: dict[str, list[str]] = {row.key: [] for row in rows}
        own = select(organization_domains).where(organization_domains.c.organization.in_(domains))
        for domain in self._db.rows(own.order_by(organization_domains.c.position)):
            domains[domain.organization].append(domain.domain)
        return [
            Organization(
                key=row.key,
                name=row.name,
                abbreviation=row.abbreviation,
                aliases=tuple(row.aliases),
                email_domains=tuple(domains[row.key]),
                active=row.active,
            )
            for row in rows
        ]
