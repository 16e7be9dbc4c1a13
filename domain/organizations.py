"""Customer organizations of CEC."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Organization:
    """A customer organization, such as an agency of the department.

    `key` is its lasting identity (lower case, such as `nrcs`); names may change.
    `email_domains` tell to which organization a person belongs who is not known yet.
    """

    key: str
    name: str
    abbreviation: str
    aliases: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ()
    active: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that a person may use for it."""
        return (self.name, self.abbreviation, *self.aliases)
