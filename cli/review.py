"""`cec nlu review`: what was not understood becomes training data, one sentence at a time, when a person accepts it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from bot.intents import INTENTS
from bot.understanding.server import NLU
from bot.views.talk import MEANINGS
from cli.nlu_parts import one_line
from cli.parts import check_database, open_services, settings_or_exit
from cli.training_file import NotAccepted, Standing, addition
from domain.errors import Conflict
from domain.permissions import OPERATOR
from domain.unclear_sentences import Proposal
from domain.words import bare_words
from services.learning import LearningUseCases

DATA, EVALUATION = NLU / "data", NLU / "evaluation"
CHOICES = "a accept, i another intent, d drop, s skip, q quit"
COMMAND = "cec nlu review"
ADVICE = "Look for names that are left in a sentence: everyone who has the project reads what is accepted."


@dataclass
class Review:
    """One reviewer going through the proposals. Every decision is written at once. `organizations` are names."""

    learning: LearningUseCases
    data: Path
    evaluation: Path
    organizations: Collection[str] = ()
    accepted: int = 0
    dropped: int = 0

    def go_through(self, found: Sequence[Proposal]) -> None:
        typer.echo(ADVICE)
        for number, proposal in enumerate(found, start=1):
            typer.echo(f"\n{number} of {len(found)}. {described(proposal, self.organizations)}")
            if not self._decided(proposal):
                break
        typer.echo(f"\n{self.accepted} accepted, {self.dropped} dropped.")
        if self.accepted:
            typer.echo("Run `cec nlu train` so that the assistant learns them.")

    def _decided(self, proposal: Proposal) -> bool:
        """Ask until there is a decision. False when the reviewer has had enough."""
        table: dict[str, Callable[[Proposal], bool]] = {
            "a": self._accept,
            "i": self._accept_otherwise,
            "d": self._drop,
            "s": lambda _: True,
        }
        while True:
            answer = _asked(CHOICES)
            if answer is None or answer[:1] == "q":
                return False
            decide = table.get(answer[:1])
            if decide is None:
                typer.echo(f"Write one letter: {CHOICES}.")
            elif decide(proposal):
                return True

    def _accept(self, proposal: Proposal) -> bool:
        intent = proposal.intent
        try:
            with addition(self.data, self.evaluation, proposal.text, intent, INTENTS) as added:
                self.learning.accept(OPERATOR, proposal, added.write)
        except NotAccepted as refused:
            typer.echo(f"Not accepted. {refused} Choose another intent, drop it or skip it.")
            return False
        except Conflict as conflict:
            typer.echo(str(conflict))
            return True
        typer.echo(f"Written to {added.file.name}, for {intent}.")
        self.accepted += 1
        return True

    def _accept_otherwise(self, proposal: Proposal) -> bool:
        named = _asked("Intent (its name, or the beginning of it; ? lists all)")
        if named == "?":
            typer.echo("\n".join(f"  {intent:24}{meaning}" for intent, meaning in MEANINGS.items()))
            return self._accept_otherwise(proposal)
        fitting = [intent for intent in INTENTS if named and intent.startswith(named)]
        if named in INTENTS:
            fitting = [named]
        if len(fitting) == 1:
            return self._accept(replace(proposal, intent=fitting[0]))
        several = f"{named!r} may be {', '.join(fitting)}." if fitting else f"There is no intent {named!r}."
        typer.echo(several if named else "No intent was chosen.")
        return False

    def _drop(self, proposal: Proposal) -> bool:
        try:
            self.learning.drop(OPERATOR, proposal)
        except Conflict as conflict:
            typer.echo(str(conflict))
            return True
        self.dropped += 1
        return True


def described(proposal: Proposal, organizations: Collection[str] = ()) -> str:
    """The sentence, how often it came, what it is proposed for and why, and which organizations it names."""
    times = "once" if proposal.count == 1 else f"{proposal.count} times"
    why = f"chosen {proposal.chosen} of {proposal.count} times" if proposal.chosen else "likeliest, nobody chose"
    likely = ", ".join(f"{intent} {confidence:.2f}" for intent, confidence in proposal.ranking)
    lines = [
        f"Said {times}: {proposal.text}",
        f"proposed: {proposal.intent} ({why})",
        f"understood: {likely or 'nothing'}",
    ]
    said = f" {bare_words(proposal.text)} "
    if named := [name for name in organizations if f" {bare_words(name)} " in said]:
        lines.append(f"names an organization: {', '.join(named)}. Accept it only where everyone may read that.")
    return "\n   ".join(lines)


def _asked(question: str) -> str | None:
    """What was typed, in small letters; None at the end of the input."""
    try:
        return str(typer.prompt(question, default="", show_default=False)).strip().casefold()
    except typer.Abort:
        return None


def _listed(found: Sequence[Proposal], organizations: Collection[str]) -> None:
    reasons = Standing.read(DATA, EVALUATION).of([proposal.text for proposal in found])
    for proposal, why in zip(found, reasons, strict=True):
        typer.echo(described(proposal, organizations) + (f"\n   cannot be accepted: {why}" if why else ""))


def review(
    list_only: Annotated[bool, typer.Option("--list", help="Only show them; asks nothing.")] = False,
) -> None:
    """Go through what was not understood, and accept sentences into the training data one by one."""
    settings = settings_or_exit(COMMAND)
    with one_line(COMMAND):
        check_database(settings)
        services = open_services(settings)
        found = services.learning.proposals(OPERATOR)
        if not found:
            where = settings.database_url if settings.database_url.startswith("sqlite") else "the database"
            typer.echo(f"Nothing to review in {where}.")
            return
        organizations = [name for names in services.vocabulary.current()["organization"].values() for name in names]
        if list_only:
            _listed(found, organizations)
        else:
            Review(services.learning, DATA, EVALUATION, organizations).go_through(found)
