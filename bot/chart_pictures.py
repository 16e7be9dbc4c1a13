"""Charts as pictures below an answer. What they show is also said in words."""

import logging
from collections.abc import Sequence

from bot.slack import Slack, SlackError
from bot.views.blocks import safe
from documents.charts import Chart, alternative_text, answer_text, as_png

log = logging.getLogger("cec.charts")


def share_charts(slack: Slack, charts: Sequence[Chart], channel_id: str, thread_ts: str | None) -> None:
    """All in one message. The answer was said before, so what Slack refuses is only logged."""
    if not charts:
        return
    spoken = {f"chart-{place}.png": alternative_text(chart) for place, chart in enumerate(charts, start=1)}
    files = {name: as_png(chart) for name, chart in zip(spoken, charts, strict=True)}
    text = safe("\n".join(map(answer_text, charts)))
    try:
        slack.upload(channel_id, files, thread_ts, text, spoken)
    except SlackError as error:
        log.warning("a chart could not be shared: %s", error)
