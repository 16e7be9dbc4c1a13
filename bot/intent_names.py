"""Intents that several parts treat alike."""

#: Anything that is not CEC's.
OUT_OF_SCOPE = "out_of_scope"
TALK_TO_HUMAN = "talk_to_human"
#: What is said beside the matter.
SMALL_TALK = frozenset({"greet", "goodbye", "thank", "help", "affirm", "deny", "cancel"})
MEETING_INTENTS = frozenset({"schedule_meeting", "list_meetings", "reschedule_meeting", "cancel_meeting"})
