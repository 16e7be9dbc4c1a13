"""The explanations as YAML files: `terms`, `steps` and `topics`, in one file or all files below a folder."""

from dataclasses import dataclass, field
from pathlib import Path

from domain.knowledge import GlossaryTerm, Knowledge, PricingTopic, ProcessStep
from domain.stages import Stage
from services.data_files import Entry, Reading, reading, suggestion, top_level, yaml_files
from services.unique_names import Names, claim_entry
from services.yaml_tree import Problem

TOP_KEYS = ("terms", "steps", "topics")
STEP_KEYS = (
    "key",
    "name",
    "aliases",
    "what_happens",
    "who_takes_part",
    "customer_does",
    "cec_does",
    "needed_to_finish",
    "typical_duration",
)
_STAGES = tuple(stage.value for stage in Stage)


@dataclass
class _Parts:
    """What has been read so far, over all files."""

    problems: list[Problem] = field(default_factory=list[Problem])
    terms: list[tuple[Entry, GlossaryTerm]] = field(default_factory=list[tuple[Entry, GlossaryTerm]])
    steps: list[ProcessStep] = field(default_factory=list[ProcessStep])
    topics: list[PricingTopic] = field(default_factory=list[PricingTopic])
    term_names: Names = field(default_factory=Names)
    step_names: Names = field(default_factory=Names)
    topic_names: Names = field(default_factory=Names)


def read_knowledge(path: Path) -> Reading[Knowledge]:
    """The explanations in a file or folder, or everything that is wrong with them. Raises nothing."""
    parts = _Parts()
    files = yaml_files(path, parts.problems)
    tops = [top for file in files if (top := top_level(file, str(file), parts.problems))]
    all_readable = not parts.problems
    for top in tops:
        top.expect((), TOP_KEYS)
        _read_terms(top, parts)
        _read_steps(top, parts)
        _read_topics(top, parts)
    if all_readable:
        _check_references(parts)
        _check_complete(parts, str(path))
    terms, topics = (term for _, term in parts.terms), tuple(parts.topics)
    in_order = sorted(parts.steps, key=lambda step: _STAGES.index(step.key) if step.key in _STAGES else 0)
    return reading(Knowledge(tuple(terms), tuple(in_order), topics), parts.problems)


def _read_terms(top: Entry, parts: _Parts) -> None:
    for entry in top.entries("terms", "term"):
        entry.expect(("key", "name", "aliases", "meaning"), ("see_also",))
        term = GlossaryTerm(
            key=entry.key_name(),
            name=entry.name("name"),
            aliases=entry.names("aliases"),
            meaning=entry.text("meaning"),
            see_also=entry.names("see_also"),
        )
        parts.terms.append((entry, term))
        claim_entry(parts.term_names, "term", entry)


def _read_steps(top: Entry, parts: _Parts) -> None:
    for entry in top.entries("steps", "step"):
        entry.expect(STEP_KEYS, ("next",))
        step = ProcessStep(
            key=_stage(entry, "key"),
            name=entry.name("name"),
            aliases=entry.names("aliases"),
            what_happens=entry.text("what_happens"),
            who_takes_part=entry.some_texts("who_takes_part"),
            customer_does=entry.text("customer_does"),
            cec_does=entry.text("cec_does"),
            needed_to_finish=entry.text("needed_to_finish"),
            typical_duration=entry.text("typical_duration"),
            next=_stage(entry, "next") or None,
        )
        parts.steps.append(step)
        claim_entry(parts.step_names, "step", entry)


def _read_topics(top: Entry, parts: _Parts) -> None:
    for entry in top.entries("topics", "topic"):
        entry.expect(("key", "title", "aliases", "text"))
        topic = PricingTopic(
            key=entry.key_name(),
            title=entry.name("title"),
            aliases=entry.names("aliases"),
            text=entry.text("text"),
        )
        parts.topics.append(topic)
        claim_entry(parts.topic_names, "topic", entry, name_key="title")


def _stage(entry: Entry, key: str) -> str:
    value = entry.name(key)
    if value and value not in _STAGES:
        what_to_do = suggestion(value, _STAGES) or f"Use one of: {', '.join(_STAGES)}."
        entry.report(key, f"{entry.label}: “{value}” is not one of the ten steps.", what_to_do)
    return value


def _check_references(parts: _Parts) -> None:
    known = [term.key for _, term in parts.terms]
    for entry, term in parts.terms:
        for key in term.see_also:
            if key and key not in known:
                what_to_do = suggestion(key, known) or "Use the key of a term of the glossary."
                entry.report("see_also", f"{entry.label}: there is no term “{key}”.", what_to_do)


def _check_complete(parts: _Parts, whole: str) -> None:
    there = {step.key for step in parts.steps}
    missing = [f"the step {stage}" for stage in _STAGES if stage not in there]
    missing += [f"any {key}" for key, found in (("terms", parts.terms), ("topics", parts.topics)) if not found]
    for what in missing:
        parts.problems.append(Problem(whole, 0, f"The explanations do not hold {what}.", "Add it to one of the files."))
