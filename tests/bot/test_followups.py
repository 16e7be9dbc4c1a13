"""Short sentences that lean on what was said before."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.context import Turn
from bot.followups import settle
from bot.leaning import leans
from services.memory import Memory, Pending
from tests.bot.saying import Named, an_asker, understood

PRICED = Memory(services=("managed_laptop",), quantities=(40,), fiscal_year="2027", intent="ask_price")
TWO_PRICED = Memory(services=("managed_laptop", "mailbox"), quantities=(40, 40), intent="ask_price")
DESCRIBED = Memory(services=("managed_laptop",), quantities=(None,), intent="describe_service")
HOW_MANY = Memory(services=("smartphone",), quantities=(None,), intent="ask_price", pending=Pending("quantity"))
STATUS = Memory(organization="nrcs", agreement="SLA-2027-0031", intent="agreement_status")
LISTED = Memory(intent="browse_catalog", pending=Pending("shown", {"services": "smartphone tablet mobile_hotspot"}))
ONE_LISTED = Memory(intent="browse_catalog", pending=Pending("shown", {"services": "smartphone"}))
WHICH = Memory(
    intent="ask_price",
    pending=Pending("which_service", {"intent": "ask_price", "kinds": "service", "services": "smartphone tablet"}),
)
OFFERED = Memory(pending=Pending("offer", {"intent": "talk_to_human"}), misunderstood=2)
TERM = Memory(intent="explain_term", term="sla")
PHONES: Named = ("service", "phones", "smartphone")
TABLETS: Named = ("service", "tablets", "tablet")
LAPTOPS: Named = ("service", "laptops", "managed_laptop")
NUMBER: Named = ("agreement_number", "2027-0038", "SLA-2027-0038")
STEP = Memory(intent="explain_process", stage="survey")
AGREEMENTS = Memory(
    intent="list_agreements", pending=Pending("shown", {"agreements": "SLA-2027-0031 SLA-2027-0041", "intent": None})
)
WHICH_AGREEMENT = Memory(
    intent="list_meetings",
    pending=Pending("shown", {"agreements": "SLA-2027-0031 SLA-2027-0041", "intent": "list_meetings"}),
)
ONE_AGREEMENT = Memory(pending=Pending("shown", {"agreements": "SLA-2027-0031"}))
LAST_STEP = Memory(intent="explain_process", stage="renewal")


def settled(text: str, intent: str, memory: Memory, *named: Named, confidence: float = 0.3) -> Turn:
    # no part of settling looks at the services: it is pure
    turn = Turn(an_asker(), text, understood(text, intent, *named, confidence=confidence), memory, None)  # type: ignore[arg-type]
    return settle(turn)


FOLLOWS: list[tuple[str, str, Memory, tuple[Named, ...], str]] = [
    ("and for 300?", "out_of_scope", PRICED, (("quantity", "300", 300),), "ask_price"),
    ("What about 50 instead", "request_change", PRICED, (("quantity", "50", 50),), "ask_price"),
    ("what if we took 500", "out_of_scope", PRICED, (("quantity", "500", 500),), "ask_price"),
    ("no, 30", "deny", PRICED, (("quantity", "30", 30),), "ask_price"),
    ("make it 30 please", "request_change", PRICED, (("quantity", "30", 30),), "ask_price"),
    ("40", "out_of_scope", HOW_MANY, (("quantity", "40", 40),), "ask_price"),
    ("40", "out_of_scope", HOW_MANY, (), "ask_price"),
    ("1,200 please", "affirm", HOW_MANY, (), "ask_price"),
    ("per month?", "explain_pricing", PRICED, (), "ask_price"),
    ("and monthly", "out_of_scope", PRICED, (), "ask_price"),
    ("for 6 months", "view_report", PRICED, (), "ask_price"),
    ("hmm, no, double it", "deny", PRICED, (), "ask_price"),
    ("5 drones", "out_of_scope", PRICED, (("quantity", "5", 5),), "ask_price"),
    ("what about next year?", "ask_renewals", PRICED, (), "ask_price"),
    ("same for FY28", "out_of_scope", PRICED, (("fiscal_year", "FY28", "2028"),), "ask_price"),
    ("and phones?", "describe_service", PRICED, (("service", "phones", "smartphone"),), "ask_price"),
    ("and phones?", "ask_price", DESCRIBED, (("service", "phones", "smartphone"),), "describe_service"),
    ("for 40", "out_of_scope", DESCRIBED, (("quantity", "40", 40),), "ask_price"),
    ("and the mobility ones", "out_of_scope", LISTED, (("category", "mobility", "mobility"),), "browse_catalog"),
    ("and the GT&C", "out_of_scope", TERM, (("term", "GT&C", "gtc"),), "explain_term"),
    ("and then?", "out_of_scope", STEP, (), "explain_process"),
    ("what about theirs?", "out_of_scope", STATUS, (), "agreement_status"),
    ("theirs?", "out_of_scope", STATUS, (), "agreement_status"),
    ("and FS?", "out_of_scope", STATUS, (("organization", "FS", "fs"),), "agreement_status"),
    ("and 2027-0038", "out_of_scope", STATUS, (NUMBER,), "agreement_status"),
    ("that one", "out_of_scope", ONE_LISTED, (), "describe_service"),
    ("the second one", "out_of_scope", LISTED, (), "describe_service"),
    ("the last one please", "out_of_scope", LISTED, (), "describe_service"),
    ("the second", "out_of_scope", WHICH, (), "ask_price"),
    ("laptops", "describe_service", WHICH, (("service", "laptops", "managed_laptop"),), "ask_price"),
    ("add 10 phones", "request_change", PRICED, (("quantity", "10", 10), PHONES), "ask_price"),
    ("without the phones", "request_change", PRICED, (("service", "phones", "smartphone"),), "ask_price"),
    ("drop phones to 20", "request_change", PRICED, (("service", "phones", "smartphone"),), "ask_price"),
    ("40 laptops and phones", "request_change", Memory(), (("quantity", "40", 40), LAPTOPS, PHONES), "ask_price"),
    ("for 2 years", "view_report", PRICED, (), "ask_price"),
    ("for 6 weeks", "out_of_scope", PRICED, (), "ask_price"),
    ("tell me about phones", "out_of_scope", Memory(), (PHONES,), "describe_service"),
    ("show me the glossary", "out_of_scope", Memory(), (), "explain_term"),
    ("yes please", "affirm", OFFERED, (), "talk_to_human"),
    ("no, not 40, 30", "deny", PRICED, (("quantity", "40", 40), ("quantity", "30", 30)), "ask_price"),
    ("tablets, not laptops", "request_custom_service", PRICED, (TABLETS, LAPTOPS), "ask_price"),
    ("I said tablets", "change_answer", PRICED, (TABLETS,), "ask_price"),
    ("oops, FY28", "goodbye", PRICED, (("fiscal_year", "FY28", "2028"),), "ask_price"),
    ("next year instead", "start_renewal", WHICH, (("fiscal_year", "next year", "2028"),), "ask_price"),
    ("that one", "deny", PRICED, (), "ask_price"),
    ("yes, that one", "affirm", DESCRIBED, (), "describe_service"),
    ("that one", "deny", STATUS, (), "agreement_status"),
    ("the second one", "deny", AGREEMENTS, (), "agreement_status"),
    ("number 2", "out_of_scope", AGREEMENTS, (("quantity", "2", 2),), "agreement_status"),
    ("#2 please", "out_of_scope", AGREEMENTS, (("quantity", "2", 2),), "agreement_status"),
    ("the last", "ask_renewals", WHICH_AGREEMENT, (), "list_meetings"),
    ("yes", "affirm", ONE_AGREEMENT, (), "agreement_status"),
    ("go ahead", "affirm", ONE_AGREEMENT, (), "agreement_status"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "seen_as", "memory", "named", "meant"), FOLLOWS)
def test_a_short_sentence_takes_its_question_from_what_was_said_before(
    text: str, seen_as: str, memory: Memory, named: tuple[Named, ...], meant: str
) -> None:
    confidence = 0.9 if seen_as == "affirm" else 0.3  # an unsure yes is none
    found = settled(text, seen_as, memory, *named, confidence=confidence).understanding
    assert (found.intent, found.confidence) == (meant, 1.0)


PLAIN: list[tuple[str, str, Memory, str]] = [
    ("I'd like to speak with somebody at CEC about our overdue survey", "start_survey", Memory(), "talk_to_human"),
    ("can I talk to a real person", "out_of_scope", PRICED, "talk_to_human"),
    ("how much are we paying per year in total", "ask_price", PRICED, "payment_schedule"),
    ("how much is a hovercraft", "out_of_scope", PRICED, "ask_price"),
    ("price of a helicopter ride", "out_of_scope", Memory(), "ask_price"),
    ("do you sell drones", "out_of_scope", Memory(), "browse_catalog"),
    ("price of -5 laptops", "request_change", Memory(), "ask_price"),
    ("what is next for SLA-2027-0044", "agreement_status", Memory(), "next_step"),
]


@pytest.mark.parametrize(("text", "guessed", "memory", "intent"), PLAIN)
def test_words_that_leave_no_doubt_are_not_guessed_at(text: str, guessed: str, memory: Memory, intent: str) -> None:
    assert settled(text, guessed, memory, confidence=0.6).understanding.intent == intent


STAYS_A_CHANGE = [("make the laptops 30", Memory()), ("30 laptops", Memory(intent="view_proposal"))]


@pytest.mark.parametrize(("text", "memory"), STAYS_A_CHANGE)
def test_a_number_for_the_proposal_is_no_question_about_prices(text: str, memory: Memory) -> None:
    named: tuple[Named, ...] = (
        (LAPTOPS, ("quantity", "30", 30)) if text[0] == "m" else (("quantity", "30", 30), LAPTOPS)
    )
    assert settled(text, "request_change", memory, *named, confidence=0.9).understanding.intent == "request_change"


NOT_PLAIN: list[tuple[str, str, Memory]] = [
    ("I don't want to talk to a person", "deny", Memory()),
    ("how much would we pay for that", "ask_price", PRICED),
    ("will it rain tomorrow", "out_of_scope", Memory()),
    ("change the price of laptops in the draft", "request_change", Memory()),
    ("what is next year's status", "agreement_status", Memory()),
    ("what do 11 people need on a field for a game of football", "out_of_scope", PRICED),
]


@pytest.mark.parametrize(("text", "intent", "memory"), NOT_PLAIN)
def test_words_that_only_look_plain_keep_their_meaning(text: str, intent: str, memory: Memory) -> None:
    named: tuple[Named, ...] = (("quantity", "11", 11),) if "11" in text else ()
    assert settled(text, intent, memory, *named, confidence=0.9).understanding.intent == intent


OWN_QUESTIONS: list[tuple[str, str, Memory, tuple[Named, ...]]] = [
    ("where does our agreement stand", "agreement_status", PRICED, ()),
    ("what comes with phones?", "describe_service", PRICED, (("service", "phones", "smartphone"),)),
    ("what is a laptop?", "describe_service", PRICED, (("service", "laptop", "managed_laptop"),)),
    ("tell me about phones", "describe_service", PRICED, (("service", "phones", "smartphone"),)),
    ("who handles SLA-2027-0038", "find_contact", STATUS, (("agreement_number", "SLA-2027-0038", "SLA-2027-0038"),)),
    ("cancel the meeting on the 30th", "cancel_meeting", PRICED, ()),
    ("no thanks", "deny", PRICED, ()),
    ("and for 300?", "out_of_scope", Memory(), (("quantity", "300", 300),)),
    ("theirs?", "out_of_scope", Memory(intent="agreement_status"), ()),
    ("the ninth one", "out_of_scope", ONE_LISTED, ()),
    ("last month", "view_report", replace(AGREEMENTS, intent=None), (("time", "last month", "2026-10-01/2026-11-01"),)),
    ("the eighth one", "out_of_scope", AGREEMENTS, ()),
    ("yes", "affirm", AGREEMENTS, ()),
    ("and then?", "out_of_scope", LAST_STEP, ()),
    ("thanks a lot", "thank", HOW_MANY, ()),
]


@pytest.mark.parametrize(("text", "intent", "memory", "named"), OWN_QUESTIONS)
def test_a_sentence_with_words_of_its_own_keeps_its_meaning(
    text: str, intent: str, memory: Memory, named: tuple[Named, ...]
) -> None:
    found = settled(text, intent, memory, *named, confidence=0.9).understanding
    assert (found.intent, found.confidence) == (intent, 0.9)


def test_what_is_next_is_a_question_of_its_own() -> None:
    organization: Named = ("organization", "FS", "fs")
    contact = replace(STATUS, intent="find_contact")
    assert settled("what is next for FS", "next_step", contact, organization).understanding.intent == "next_step"
    assert settled("what's next", "next_step", PRICED).understanding.intent == "next_step"


def test_the_place_in_a_list_names_the_service() -> None:
    assert settled("the second one", "out_of_scope", LISTED).understanding.values("service") == ("tablet",)
    assert settled("the last one", "out_of_scope", LISTED).understanding.values("service") == ("mobile_hotspot",)
    assert settled("1st", "out_of_scope", LISTED).understanding.values("service") == ("smartphone",)


def test_the_place_in_a_list_names_the_agreement_and_the_list_stays() -> None:
    turn = settled("the second one", "deny", WHICH_AGREEMENT)
    assert turn.understanding.values("agreement_number") == ("SLA-2027-0041",)
    again = settled("and the first one?", "view_proposal", turn.memory)
    assert again.understanding.values("agreement_number") == ("SLA-2027-0031",)


def test_what_is_not_meant_is_left_out() -> None:
    turn = settled("tablets, not laptops", "request_custom_service", PRICED, TABLETS, LAPTOPS)
    assert turn.understanding.values("service") == ("tablet",)
    assert turn.text == "tablets, not        "
    numbers: tuple[Named, ...] = (("quantity", "20", 20), ("quantity", "40", 40))
    assert settled("20 instead of 40", "request_change", PRICED, *numbers).understanding.values("quantity") == (20,)
    alone = settled("not laptops", "deny", PRICED, LAPTOPS)
    assert alone.understanding.values("service") == ("managed_laptop",)


def test_and_then_is_the_step_that_follows() -> None:
    assert settled("and then?", "out_of_scope", STEP).understanding.values("stage") == ("proposal",)


def test_theirs_is_the_organization_spoken_of() -> None:
    assert settled("what about theirs?", "out_of_scope", STATUS).understanding.values("organization") == ("nrcs",)


def test_their_adds_the_organization_to_a_question_of_its_own() -> None:
    found = settled("when does their agreement expire", "ask_renewals", STATUS, confidence=0.9).understanding
    assert found.values("organization") == ("nrcs",)


def test_a_named_organization_is_not_replaced_by_theirs() -> None:
    named: Named = ("organization", "FS", "fs")
    found = settled("and FS, what about theirs", "out_of_scope", STATUS, named).understanding
    assert found.values("organization") == ("fs",)


def test_a_question_that_was_not_answered_is_dropped() -> None:
    assert settled("what is a 7600A", "explain_term", HOW_MANY, confidence=0.9).memory.pending is None


def test_an_understood_sentence_ends_the_count_of_failures() -> None:
    assert settled("good morning", "greet", OFFERED, confidence=0.9).memory.misunderstood == 0


def test_a_price_keeps_what_was_remembered_of_the_last_one() -> None:
    assert settled("and for 300?", "out_of_scope", PRICED, ("quantity", "300", 300)).memory.services == PRICED.services


@pytest.mark.parametrize(
    "text", ["", "   ", "😀", ":tada:", ":+1: :-1:", "??!", "Сколько стоит ноутбук", "笔记本电脑多少钱", "\x00\x07"]
)
def test_what_holds_no_readable_word_is_never_taken_for_understood(text: str) -> None:
    assert settled(text, "ask_price", PRICED, confidence=0.99).understanding.confidence == 0.0


@given(st.text(max_size=300), st.sampled_from([PRICED, TWO_PRICED, HOW_MANY, LISTED, STATUS, OFFERED, STEP, Memory()]))
def test_any_text_is_settled_without_an_error(text: str, memory: Memory) -> None:
    found = settled(text, "out_of_scope", memory)
    assert found.text == text


@given(st.sampled_from(["zebra", "invoice", "printer", "weather"]), st.sampled_from(FOLLOWS))
def test_one_word_of_its_own_makes_a_sentence_stand_alone(
    word: str, row: tuple[str, str, Memory, tuple[Named, ...], str]
) -> None:
    text, intent, memory, named, _ = row
    turn = Turn(an_asker(), f"{text} {word}", understood(f"{text} {word}", intent, *named), memory, None)  # type: ignore[arg-type]
    assert not leans(turn)


def test_it_is_the_agreement_or_the_organization_spoken_of() -> None:
    expires = "when does it expire"
    assert settled(expires, "ask_renewals", STATUS, confidence=0.9).understanding.values("agreement_number") == (
        "SLA-2027-0031",
    )
    nrcs = Memory(organization="nrcs", intent="find_contact")
    assert settled(expires, "ask_renewals", nrcs, confidence=0.9).understanding.values("organization") == ("nrcs",)
    assert settled(expires, "ask_renewals", Memory(), confidence=0.9).understanding.entities == ()


@pytest.mark.parametrize("sign", ["👍", ":+1:", ":+1::skin-tone-3:", ":100:", "👍🏽👍", "✅"])
def test_a_sign_that_says_yes_is_one_whichever_way_it_is_sent(sign: str) -> None:
    assert settled(sign, "affirm", Memory(), confidence=0.95).understanding.intent == "affirm"
    assert settled(sign, "affirm", OFFERED, confidence=0.95).understanding.intent == "talk_to_human"
    assert settled(sign, "affirm", HOW_MANY, confidence=0.95).understanding.intent == "affirm"  # no number


UNSURE_YES = [
    ("blorp", 0.12, OFFERED), ("yes maybe", 0.2, OFFERED), ("the last invoice is right", 0.95, OFFERED),
    ("the last invoice was wrong", 0.2, AGREEMENTS),
]  # fmt: skip


@pytest.mark.parametrize(("text", "confidence", "memory"), UNSURE_YES)
def test_what_is_perhaps_a_yes_accepts_nothing(text: str, confidence: float, memory: Memory) -> None:
    found = settled(text, "affirm", memory, confidence=confidence).understanding
    assert (found.intent, found.confidence) == ("affirm", confidence)


def test_a_question_that_is_taken_over_reads_its_days_anew() -> None:
    asked = Memory(intent="ask_renewals")
    found = settled("and February 3?", "view_report", asked, ("time", "February 3", "2026-02-03")).understanding
    assert (found.intent, found.values("time")) == ("ask_renewals", ("2027-02-03",))


def test_a_list_can_be_pointed_at_after_thanks_and_not_after_another_question() -> None:
    assert settled("thanks", "thank", AGREEMENTS, confidence=0.9).memory.pending == AGREEMENTS.pending
    assert settled("who is our SML", "find_contact", AGREEMENTS, confidence=0.9).memory.pending is None
