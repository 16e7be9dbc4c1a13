"""Reading the default of a survey's question: where its answer comes from before anybody answered it."""

from domain.catalog import Catalog
from domain.people import ROLES_OF, Role, Side
from domain.surveys import AreaChoice, Default, DefaultSource, Question, QuestionKind
from services.data_files import Entry
from services.survey_entry_values import TEXTS, check_known, read_answer

_DEFAULTS = ("value", "organization", "contact", "need_for", "need_in", "needs_in")
_DEFAULT_FITS: dict[str, tuple[QuestionKind, ...]] = {
    "value": tuple(kind for kind in QuestionKind if kind not in (QuestionKind.PERSON, QuestionKind.FILES)),
    "organization": TEXTS,
    "contact": (QuestionKind.PERSON,),
    "need_for": (QuestionKind.NUMBER,),
    "need_in": TEXTS,
    "needs_in": (QuestionKind.SEVERAL_OF,),
}


def read_default(entry: Entry, question: Question, catalog: Catalog) -> Default | None:
    """One of {value: ...}, {organization: name}, {contact: ROLE}, {need_for: SERVICE}, {need_in: AREA},
    {needs_in: {CHOICE: AREA, ...}}."""
    default = entry.record_of("default", f"{entry.label}, default")
    if default is None:
        return None
    default.expect((), _DEFAULTS)
    given = [key for key in _DEFAULTS if key in default.record.values]
    if not given and default.record.values:
        return None  # reported as unknown keys
    if len(given) != 1:
        default.source.report(default.line, f"{default.label}: it must say one thing.", f"Use {', '.join(_DEFAULTS)}.")
        return None
    (source,) = given
    if question.kind not in _DEFAULT_FITS[source]:
        message = f"{default.label}: “{source}” does not go with a question of kind {question.kind}."
        default.report(source, message, f"It goes with {', '.join(_DEFAULT_FITS[source])}.")
        return None
    return _read_default(default, source, question, catalog)


def _read_default(default: Entry, source: str, question: Question, catalog: Catalog) -> Default:
    if source == "value":
        return Default(DefaultSource.VALUE, value=read_answer(default, source, question))
    if source == "needs_in":
        return Default(DefaultSource.NEED, choices=_area_choices(default, question, catalog))
    named = default.text(source)
    if source == "organization":
        check_known(default, source, "fact of an organization", named, ["name"])
        return Default(DefaultSource.ORGANIZATION)
    if source == "contact":
        roles = [role.value for role in ROLES_OF[Side.CUSTOMER]]
        check_known(default, source, "role of a customer", named, roles)
        return Default(DefaultSource.CONTACT, role=Role(named) if named in roles else None)
    if source == "need_for":
        check_known(default, source, "service", named, [service.key for service in catalog.services])
        return Default(DefaultSource.NEED, service=named)
    check_known(default, source, "area", named, [area.key for area in catalog.areas])
    return Default(DefaultSource.NEED, area=named)


def _area_choices(default: Entry, question: Question, catalog: Catalog) -> tuple[AreaChoice, ...]:
    entry = default.record_of("needs_in", f"{default.label}, needs_in")
    if entry is None:
        return ()
    entry.expect((), [choice.key for choice in question.choices])
    areas = {choice: entry.text(choice) for choice in entry.record.values}
    for choice, area in areas.items():
        check_known(entry, choice, "area", area, [known.key for known in catalog.areas])
    return tuple(AreaChoice(choice, area) for choice, area in areas.items())
