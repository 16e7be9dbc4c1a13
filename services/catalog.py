"""The service catalog: browse, read, search, compare, and replace it by a newer one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.catalog import Catalog, Category, Service
from domain.errors import InvalidInput, NotFound
from domain.fiscal import fiscal_year_of
from domain.permissions import Action, Actor
from services.access import require
from services.catalog_cards import (
    CatalogImport,
    CategoryCard,
    Comparison,
    SearchHit,
    SearchResult,
    ServiceCard,
    ServicePage,
)
from services.catalog_comparison import comparison_rows
from services.catalog_rows import category_card, price_tables, service_row
from services.catalog_search import FLOOR, IndexCache
from services.context import Context, plain_change
from services.matching import best_names
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 8
MOST_HITS = 8
MOST_COMPARED = 3
FAR_BEHIND = 0.7
"""What fits less than this part of the best hit is left out."""


@dataclass(frozen=True)
class CurrentCatalog:
    """The catalog in force, with its version and the fiscal year whose prices are shown first."""

    version: int
    catalog: Catalog
    year: str | None


@dataclass(frozen=True)
class CatalogUseCases:
    context: Context
    indexes: IndexCache = field(default_factory=IndexCache)

    def current(self) -> CurrentCatalog:
        """The catalog in force. Raises NotFound before the first import."""
        with self.context.reading() as work:
            return self.current_in(work)

    def current_in(self, work: UnitOfWork) -> CurrentCatalog:
        """The same within a use case that is under way."""
        version, catalog = work.catalog.current()
        return CurrentCatalog(version, catalog, self._year_shown(catalog))

    def categories(self, actor: Actor) -> tuple[CategoryCard, ...]:
        require(actor, Action.READ_CATALOG)
        catalog = self.current().catalog
        return tuple(category_card(category, catalog) for category in catalog.categories)

    def browse(self, actor: Actor, category: str | None = None, page: int = 0, size: int = PAGE_SIZE) -> ServicePage:
        """A page of a category's services, or of all. A page beyond the last one is the last one.

        Raises NotFound, with the nearest categories, for an unknown key or name.
        """
        require(actor, Action.READ_CATALOG)
        now = self.current()
        found = self._category(now.catalog, category) if category else None
        services = now.catalog.in_category(found.key) if found else now.catalog.services
        pages = max(1, -(-len(services) // size))
        page = min(max(page, 0), pages - 1)
        return ServicePage(
            category=category_card(found, now.catalog) if found else None,
            rows=tuple(service_row(s, now.catalog, now.year) for s in services[page * size : (page + 1) * size]),
            page=page,
            pages=pages,
            count=len(services),
            notice=now.catalog.notice,
        )

    def service(self, actor: Actor, words: str) -> ServiceCard:
        """One service by key, name or alias. Raises NotFound with the keys of the nearest services."""
        require(actor, Action.READ_CATALOG)
        now = self.current()
        service = self.find(now, words)
        others = [s for s in now.catalog.in_category(service.category) if s.key != service.key]
        return ServiceCard(
            service=service,
            category=now.catalog.category(service.category),
            areas=tuple(now.catalog.area(key) for key in service.areas),
            prices=price_tables(service),
            year=now.year if now.year in service.prices else (service.years or (None,))[-1],
            related=tuple(service_row(s, now.catalog, now.year) for s in others),
            notice=now.catalog.notice,
            catalog_version=now.version,
        )

    def search(self, actor: Actor, words: str, limit: int = MOST_HITS) -> SearchResult:
        """Services that fit the words, the best first, and what is near when nothing does."""
        require(actor, Action.READ_CATALOG)
        now = self.current()
        scored = self.indexes.of(now.catalog).search(words)
        best = scored[0].score if scored else 0.0
        hits = [found for found in scored if found.score >= max(FLOOR, best * FAR_BEHIND)][:limit]
        near = () if hits else scored[:3]
        categories = best_names(words, {c.key: (c.name, *c.aliases) for c in now.catalog.categories})
        return SearchResult(
            words=words.strip()[:100],
            hits=tuple(SearchHit(service_row(f.service, now.catalog, now.year), f.score) for f in hits),
            nearest=tuple(service_row(f.service, now.catalog, now.year) for f in near),
            categories=tuple(category_card(now.catalog.category(c.key), now.catalog) for c in categories[:2]),
            notice=now.catalog.notice,
        )

    def compare(self, actor: Actor, services: Sequence[str]) -> Comparison:
        """Two or three services side by side. Raises InvalidInput for fewer or more, NotFound for unknown ones."""
        require(actor, Action.READ_CATALOG)
        now = self.current()
        found = tuple({s.key: s for s in (self.find(now, words) for words in services)}.values())
        if not 2 <= len(found) <= MOST_COMPARED:
            raise InvalidInput("service", f"I can compare two or {MOST_COMPARED} different services. Name them.")
        rows = tuple(service_row(service, now.catalog, now.year) for service in found)
        return Comparison(rows, comparison_rows(found, now.year), now.year, now.catalog.notice)

    def import_catalog(self, actor: Actor, catalog: Catalog, source: str) -> CatalogImport:
        """Replace the catalog. Agreements keep the prices that they were made with. For administrators."""
        require(actor, Action.ADMINISTER)
        with self.context.unit_of_work() as work:
            before = self._before(work)
            now = self.context.clock()
            version = work.catalog.add(catalog, source, actor.id, now)
            old = before[0] if before else None
            if version != old:
                change = plain_change(
                    actor,
                    ("catalog", str(version)),
                    "version",
                    str(old) if old else None,
                    str(version),
                    now,
                    note=source[:200],
                )
                work.history.append(change)
            work.commit()
        return _import_result(before, version, catalog)

    def find(self, now: CurrentCatalog, words: str) -> Service:
        """A service by key, name or alias; slips of typing are forgiven where only one is meant.

        Raises NotFound with the keys of the nearest services, best first.
        """
        try:
            return now.catalog.find_service(words)
        except NotFound as unknown:
            names = {s.key: (s.name, *s.aliases) for s in now.catalog.services}
            near = best_names(words, names)
            if near and near[0].certain:
                return now.catalog.service(near[0].key)
            searched = self.indexes.of(now.catalog).search(words)
            keys = dict.fromkeys([*(f.service.key for f in searched[:2]), *(m.key for m in near), *unknown.nearest])
            raise NotFound(unknown.message, tuple(keys)[:3]) from None

    def _category(self, catalog: Catalog, words: str) -> Category:
        try:
            return catalog.find_category(words)
        except NotFound as unknown:
            near = best_names(words, {c.key: (c.name, *c.aliases) for c in catalog.categories})
            if near and near[0].certain:
                return catalog.category(near[0].key)
            raise NotFound(unknown.message, tuple(m.key for m in near[:3]) or unknown.nearest) from None

    def _before(self, work: UnitOfWork) -> tuple[int, Catalog] | None:
        try:
            return work.catalog.current()
        except NotFound:
            return None

    def _year_shown(self, catalog: Catalog) -> str | None:
        """The current fiscal year where the catalog has prices for it, else the nearest later, else the last."""
        years = catalog.years()
        this = fiscal_year_of(self.context.today()).name
        return next((year for year in years if year >= this), years[-1] if years else None)


def _import_result(before: tuple[int, Catalog] | None, version: int, catalog: Catalog) -> CatalogImport:
    old = {s.key: s for s in before[1].services} if before else {}
    new = {s.key: s for s in catalog.services}
    return CatalogImport(
        version=version,
        changed=before is None or before[0] != version,
        services=len(new),
        categories=len(catalog.categories),
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        altered=tuple(sorted(key for key in new.keys() & old.keys() if new[key] != old[key])),
    )
