"""What is counted and timed, for Prometheus (`GET /metrics`).

Labels never carry what a person wrote or who they are.
"""

from prometheus_client import Counter, Gauge, Histogram

EVENTS = Counter("cec_events_accepted_total", "Events of Slack that were accepted", ["type"])
INTENTS = Counter("cec_intents_total", "Sentences answered, by what was understood", ["intent"])
UNDERSTANDING_DOWN = Counter("cec_understanding_unavailable_total", "Sentences that could not be understood: no answer")
REPLY_SECONDS = Histogram(
    "cec_reply_seconds",
    "Time from the handling of an event to its answered reply",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
NOTICES = Counter("cec_notices_total", "Notices that left for Slack", ["kind", "result"])
GIVEN_UP = Counter("cec_given_up_total", "Events and notices that could not be finished", ["what"])
SLACK_ERRORS = Counter("cec_slack_errors_total", "Web API calls that failed", ["method", "error"])
SOCKETS = Gauge("cec_sockets_connected", "Socket Mode connections that are up")
