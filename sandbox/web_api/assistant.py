"""assistant.threads.*"""

from sandbox import messages
from sandbox.model import AssistantThread, Json
from sandbox.web_api.registry import ApiError, Call, method

MOST_PROMPTS = 4


def _thread(call: Call) -> AssistantThread:
    channel = call.channel("channel_id")
    found = call.ws.assistant_threads.get((channel.id, call.required("thread_ts", "invalid_thread_ts")))
    if found is None:
        raise ApiError("invalid_thread_ts")
    return found


@method("assistant.threads.setStatus", "assistant:write", "chat:write")
def set_status(call: Call) -> Json:
    thread = _thread(call)
    thread.status = call.text("status")
    thread.loading_messages = call.structure("loading_messages", list, "invalid_arguments") or []
    messages.show_assistant_thread(call.ws, thread.channel, thread.ts)
    return {}


@method("assistant.threads.setTitle", "assistant:write")
def set_title(call: Call) -> Json:
    thread = _thread(call)
    thread.title = call.required("title")
    messages.show_assistant_thread(call.ws, thread.channel, thread.ts)
    return {}


@method("assistant.threads.setSuggestedPrompts", "assistant:write")
def set_suggested_prompts(call: Call) -> Json:
    thread = _thread(call)
    prompts = call.structure("prompts", list, "invalid_arguments") or []
    complete = all(isinstance(p, dict) and p.get("title") and p.get("message") for p in prompts)
    if not 1 <= len(prompts) <= MOST_PROMPTS or not complete:
        raise ApiError("invalid_arguments")
    thread.prompts, thread.prompts_title = prompts, call.text("title")
    messages.show_assistant_thread(call.ws, thread.channel, thread.ts)
    return {}
