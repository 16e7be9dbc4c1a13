"""The names that the understanding must know: services, categories, organizations, steps and terms."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.catalog import Catalog
from domain.knowledge import Knowledge
from domain.organizations import Organization
from services.context import Context

#: entity -> key -> every name that a person may use for it
Names = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True)
class VocabularyUseCases:
    context: Context
    knowledge: Knowledge

    def current(self) -> Names:
        """All names, from the catalog and the directory as they are now. Names of organizations are no secret in the
        understanding: what is told about an organization is decided elsewhere. Raises NotFound before a catalog is
        imported."""
        with self.context.reading() as work:
            catalog = work.catalog.current()[1]
            organizations = tuple(work.organizations.all())
        return names_of(catalog, organizations, self.knowledge)


def names_of(catalog: Catalog, organizations: tuple[Organization, ...], knowledge: Knowledge) -> Names:
    return {
        "service": {service.key: (service.name, *service.aliases) for service in catalog.services},
        "category": {category.key: (category.name, *category.aliases) for category in catalog.categories},
        "organization": {each.key: each.names for each in organizations if each.active},
        "stage": {step.key: (step.name, *step.aliases) for step in knowledge.steps},
        "term": {term.key: (term.name, *term.aliases) for term in knowledge.terms},
    }
