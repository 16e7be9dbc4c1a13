"""`ActingError`: a person tried something that Slack's client would not let them do."""


class ActingError(Exception):
    """The text says what is wrong, in words for the person at the page."""
