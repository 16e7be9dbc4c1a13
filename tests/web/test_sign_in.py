"""Signing in to the pages and out again: links that work once, Slack, forms of other pages, sessions that end."""

import pytest

from services.sessions import LINK_PATH
from tests.services.office import Office
from tests.web.visitor import SlackOfTests, Visitor

ADMINISTRATOR = "dana"


def test_a_link_of_the_assistant_signs_in_after_one_press_and_leads_to_its_page(visitor: Visitor) -> None:
    link = visitor.office.services.sessions.link(visitor.office.actor("maria"), "/renewals")
    assert visitor.get(link) == 200
    assert "This personal link signs in Maria Lopez" in visitor.text
    assert visitor.post(link) == 200
    assert visitor.path == "/renewals"
    assert "Maria Lopez" in visitor.text


def test_a_preview_of_a_link_does_not_use_it_up(visitor: Visitor) -> None:
    link = visitor.office.services.sessions.link(visitor.office.actor("maria"))
    preview = Visitor(visitor.office)
    for _ in range(3):
        assert preview.get(link) == 200
    assert visitor.get(link) == 200
    assert visitor.post(link) == 200


def test_a_link_works_once(visitor: Visitor) -> None:
    link = visitor.office.services.sessions.link(visitor.office.actor("maria"))
    second = Visitor(visitor.office)
    assert second.get(link) == 200
    visitor.get(link)
    visitor.post(link)
    assert second.post(link) == 410
    assert "Ask the assistant in Slack for a new one" in second.text
    assert second.get("/") == 200
    assert second.path == "/sign-in"


@pytest.mark.parametrize("minutes", [15, 600])
def test_a_link_ends_after_fifteen_minutes(visitor: Visitor, minutes: int) -> None:
    link = visitor.office.services.sessions.link(visitor.office.actor("maria"))
    visitor.get(link)
    visitor.office.clock.pass_by(minutes=minutes)
    assert visitor.post(link) == 410
    assert visitor.get(link) == 410


@pytest.mark.parametrize("token", ["x", "%00", "é", "a" * 5_000, "../sessions"])
def test_a_forged_link_is_answered_as_one_that_ended(visitor: Visitor, token: str) -> None:
    assert visitor.get(LINK_PATH.format(token=token)) in (404, 410)
    assert "Maria" not in visitor.text


def test_a_link_of_somebody_else_changes_nothing_for_who_is_signed_in(visitor: Visitor) -> None:
    visitor.sign_in("robert")
    link = visitor.office.services.sessions.link(visitor.office.actor("maria"))
    visitor.get(link)
    assert visitor.post(link) == 409
    assert "somebody else is signed in" in visitor.text
    visitor.get("/account")
    assert "signed in as Robert Yazzie" in visitor.text


def test_a_link_of_someone_who_left_works_no_more(visitor: Visitor) -> None:
    office = visitor.office
    link = office.services.sessions.link(office.actor("maria"))
    office.services.admin.deactivate_person(office.actor(ADMINISTRATOR), office.actor("maria").id)
    assert visitor.get(link) == 410


def test_who_is_not_signed_in_is_asked_to_and_then_comes_to_the_page(visitor: Visitor) -> None:
    assert visitor.get("/renewals?year=2027") == 200
    assert visitor.path == "/sign-in"
    assert "/cec online" in visitor.text
    assert "Sign in with Slack" not in visitor.text
    assert "SLA-" not in visitor.text


def test_slack_signs_in_and_leads_to_the_page_that_was_asked_for(office: Office) -> None:
    slack = SlackOfTests({"ROBERT": office.actor("robert")})
    visitor = Visitor(office, slack)
    visitor.get("/renewals?year=2027")
    assert "Sign in with Slack" in visitor.text
    visitor.client.get("/sign-in/slack?next=/renewals", base_url=visitor.public_url)
    assert visitor.get(f"/sign-in/slack/return?code=ROBERT&state={slack.asked['state']}") == 200
    assert visitor.path == "/renewals"
    assert "Robert Yazzie" in visitor.text


def test_a_code_that_another_browser_asked_for_signs_nobody_in(office: Office) -> None:
    slack = SlackOfTests({"ROBERT": office.actor("robert")})
    attacker, victim = Visitor(office, slack), Visitor(office, slack)
    attacker.client.get("/sign-in/slack", base_url=attacker.public_url)
    assert victim.get(f"/sign-in/slack/return?code=ROBERT&state={slack.asked['state']}") == 400
    victim.get("/")
    assert victim.path == "/sign-in"


def test_a_stranger_of_slack_is_told_how_to_become_known(office: Office) -> None:
    slack = SlackOfTests({"NINA": office.actor("nina")})
    visitor = Visitor(office, slack)
    visitor.client.get("/sign-in/slack", base_url=visitor.public_url)
    assert visitor.get(f"/sign-in/slack/return?code=NINA&state={slack.asked['state']}") == 403
    assert "connect you with a person at CEC" in visitor.text


def test_who_cancels_in_slack_is_not_signed_in(office: Office) -> None:
    slack = SlackOfTests({})
    visitor = Visitor(office, slack)
    visitor.client.get("/sign-in/slack", base_url=visitor.public_url)
    assert visitor.get(f"/sign-in/slack/return?error=access_denied&state={slack.asked['state']}") == 200
    assert "You can try again" in visitor.text


@pytest.mark.parametrize(
    "foreign", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "\t/"]
)
def test_signing_in_never_leads_to_another_server(visitor: Visitor, foreign: str) -> None:
    visitor.sign_in("maria", foreign)
    assert visitor.path == "/"
    shown = visitor.client.get("/sign-in", query_string={"next": foreign}, base_url=visitor.public_url)
    assert shown.headers["Location"] == "/"


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    kept = visitor.client.get_cookie("__Host-cec", domain="cec.example.gov")
    assert kept is not None
    visitor.get("/account")
    assert visitor.post("/sign-out") == 200
    assert "signed out in this browser" in visitor.text
    visitor.client.set_cookie("__Host-cec", kept.value, domain="cec.example.gov", secure=True)
    visitor.get("/")
    assert visitor.path == "/sign-in"


def test_signing_in_anew_ends_the_session_that_this_browser_had(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    kept = visitor.client.get_cookie("__Host-cec", domain="cec.example.gov")
    assert kept is not None
    visitor.sign_in("maria")
    visitor.get("/")
    assert visitor.path == "/"
    visitor.client.set_cookie("__Host-cec", kept.value, domain="cec.example.gov", secure=True)
    visitor.get("/")
    assert visitor.path == "/sign-in"


def test_signing_out_everywhere_ends_the_sessions_of_every_browser_and_unused_links(visitor: Visitor) -> None:
    other = Visitor(visitor.office).sign_in("maria")
    robert = Visitor(visitor.office).sign_in("robert")
    link = visitor.office.services.sessions.link(visitor.office.actor("maria"))
    visitor.sign_in("maria").get("/account")
    visitor.post("/sign-out/everywhere")
    other.get("/")
    robert.get("/")
    assert (other.path, robert.path) == ("/sign-in", "/")
    assert other.get(link) == 410


def test_a_session_ends_after_twelve_hours(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    visitor.office.clock.pass_by(hours=11, minutes=59)
    visitor.get("/")
    assert visitor.path == "/"
    visitor.office.clock.pass_by(minutes=1)
    visitor.get("/")
    assert visitor.path == "/sign-in"


def test_the_session_of_someone_who_left_ends_and_does_not_come_back_with_them(visitor: Visitor) -> None:
    office = visitor.office
    maria, dana = office.actor("maria"), office.actor(ADMINISTRATOR)
    visitor.sign_in("maria")
    office.services.admin.deactivate_person(dana, maria.id)
    visitor.get("/")
    assert visitor.path == "/sign-in"
    office.services.admin.activate_person(dana, maria.id)
    visitor.get("/")
    assert visitor.path == "/sign-in"


def test_an_account_that_slack_deleted_is_signed_out(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    visitor.office.services.sessions.end_of_slack_account("U0MARIA")
    visitor.office.services.sessions.end_of_slack_account("U0NOBODY")
    visitor.get("/")
    assert visitor.path == "/sign-in"


def test_a_form_of_another_page_does_nothing(visitor: Visitor) -> None:
    visitor.sign_in("maria")
    assert visitor.post("/sign-out", csrf="forged") == 400
    assert "load the page anew" in visitor.text
    assert visitor.post("/sign-out", csrf="") == 400
    assert visitor.get("/account") == 200
    assert visitor.path == "/account"


def test_a_forged_cookie_signs_nobody_in(visitor: Visitor) -> None:
    visitor.client.set_cookie("__Host-cec", "eyJzZXNzaW9uIjoiYSJ9.forged", domain="cec.example.gov", secure=True)
    visitor.get("/")
    assert visitor.path == "/sign-in"


def test_the_cookie_is_kept_from_scripts_other_servers_and_plain_http(visitor: Visitor) -> None:
    visitor.get("/sign-in")
    link = visitor.office.services.sessions.link(visitor.office.actor("maria"))
    visitor.get(link)
    cookie = visitor.response.headers["Set-Cookie"]
    for part in ("__Host-cec=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_on_plain_http_the_cookie_still_works(office: Office) -> None:
    visitor = Visitor(office, public_url="http://127.0.0.1:3000").sign_in("maria")
    assert visitor.path == "/"
    assert "Maria Lopez" in visitor.text


def test_every_answer_forbids_scripts_frames_and_keeping(visitor: Visitor) -> None:
    for path in ("/sign-in", "/nothing", "/static/pages.css"):
        visitor.get(path)
        headers = visitor.response.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "max-age" in headers["Strict-Transport-Security"]
    visitor.sign_in("maria")
    assert visitor.response.headers["Cache-Control"] == "no-store"


def test_the_database_holds_no_secret_that_signs_in(visitor: Visitor) -> None:
    link = visitor.office.services.sessions.link(visitor.office.actor("maria"))
    token = link.rpartition("/")[2]
    with visitor.office.storage.reading() as work:
        assert work.sign_ins.link(token) is None
