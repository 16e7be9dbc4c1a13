"""What both ends of a range cost, side by side."""

from dataclasses import replace

from bot.estimates import Draft, pack, remembered
from bot.handlers.estimate_remarks import with_remark
from bot.handlers.estimating import Desk, answer, priced, priced_term, settled
from bot.price_ranges import with_range
from bot.replies import Reply
from bot.views.blocks import button
from bot.views.range_prices import range_blocks, range_text, term_range_text
from domain.errors import CecError


def range_reply(desk: Desk, least: Draft, most: Draft) -> Reply:
    """The least and the most; what cannot be priced is said as for one number."""
    if not least.lines or least.unknown:
        return answer(desk, most)
    for draft in (least, most):
        try:
            (priced_term if draft.spans_years else priced)(desk, draft)
        except CecError:
            return answer(desk, draft)  # says what is wrong with it
    if most.spans_years:
        ends_of_term = priced_term(desk, least), priced_term(desk, most)
        show = button("Show the smaller numbers", "prices.show:least", pack(least))
        reply = with_remark(answer(desk, most), term_range_text(*ends_of_term), [show])
        return replace(reply, memory=with_range(reply.memory or desk.memory, least))
    found = [(priced(desk, draft), draft) for draft in (least, most)]
    ends = [(each, settled(draft, each)) for each, draft in found]
    return Reply(
        range_text(ends), range_blocks(ends), memory=with_range(remembered(desk.memory, ends[-1][1]), ends[0][1])
    )
