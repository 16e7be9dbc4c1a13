from tests.blockkit import check_reply, shown
from tests.bot.saying import a_turn
from bot.handlers import prices


def test_x(services, maria, james):
    assert maria.organization == "nrcs"
    r = prices.ask_price(
        a_turn(
            services,
            "how much for 40 laptops and 12 desktops in FY27 for 6 months",
            "ask_price",
            ("quantity", "40", 40),
            ("service", "laptops", "managed_laptop"),
            ("quantity", "12", 12),
            ("service", "desktops", "managed_desktop"),
            ("fiscal_year", "FY27", "2027"),
        )
    )
    print(r.text)
    print(shown(r))
    print(r.memory)
    check_reply(r)
