"""What the answers to a survey start with: confirmed needs, the organization, the contacts of the agreement."""

from collections.abc import Sequence
from decimal import Decimal

from domain.agreements import Agreement
from domain.errors import InvalidInput
from domain.needs import Need
from domain.people import Side
from domain.survey_answers import checked
from domain.survey_values import Answers, NamedPerson, Value
from domain.surveys import AreaChoice, Default, DefaultSource, Question, Survey
from services.needs import confirmed
from storage.unit_of_work import UnitOfWork


def known_answers(work: UnitOfWork, agreement: Agreement, survey: Survey) -> Answers:
    """By question key. What is known but does not fit a question, such as a quantity out of range, is left out."""
    needs = confirmed(work, agreement)
    found = ((question, _known(work, agreement, needs, question)) for question in survey.questions)
    return {question.key: value for question, value in found if value is not None}


def _known(work: UnitOfWork, agreement: Agreement, needs: Sequence[Need], question: Question) -> Value | None:
    value = _value(work, agreement, needs, question.default, question.longest) if question.default else None
    try:
        return None if value is None else checked(question, value)
    except InvalidInput:
        return None


def _value(
    work: UnitOfWork, agreement: Agreement, needs: Sequence[Need], default: Default, longest: int
) -> Value | None:
    match default.source:
        case DefaultSource.VALUE:
            return default.value
        case DefaultSource.ORGANIZATION:
            return work.organizations.get(agreement.organization).name
        case DefaultSource.CONTACT:
            return _contact(work, agreement, default)
        case DefaultSource.NEED:
            if default.choices:
                return _choices(needs, default.choices)
            return _quantity(needs, default.service) if default.service else _texts(needs, default.area, longest)


def _contact(work: UnitOfWork, agreement: Agreement, default: Default) -> NamedPerson | None:
    holder = agreement.holder_of(Side.CUSTOMER, default.role) if default.role else None
    person = work.people.find(holder) if holder else None
    return NamedPerson(person.name, person.email, person.id) if person and person.active else None


def _choices(needs: Sequence[Need], choices: Sequence[AreaChoice]) -> tuple[str, ...] | None:
    areas = {need.content.area for need in needs}
    return tuple(each.choice for each in choices if each.area in areas) or None


def _quantity(needs: Sequence[Need], service: str) -> Decimal | None:
    found = [need.content.quantity for need in needs if need.content.service == service and need.content.quantity]
    return Decimal(sum(found)) if found else None


def _texts(needs: Sequence[Need], area: str, longest: int) -> str | None:
    texts = [need.content.text for need in needs if need.content.area == area]
    return "\n".join(texts)[:longest] or None
