"""What a test lets people do and see in the workspace."""

from concurrent.futures import TimeoutError as TooLate

from sandbox import views, wire
from sandbox.acting import forms, using, writing
from sandbox.acting.places import channel_for, person_for, view_for
from sandbox.delivery.envelopes import Envelope
from sandbox.http.reading import message_for_page, messages_for
from sandbox.model import Json
from sandbox.workspace import Workspace

OUTCOME_SECONDS = 6.0

type Place = str | Json | tuple[str, str]
"""Where an element is: a message (as `messages()` gives it, or (channel, ts)), a view id, `modal` or `home`."""


def _outcome(envelope: Envelope | None) -> Json:
    """What the person sees once the app has acknowledged: `{"ok": True}`, or `errors`, `problem`, `text`."""
    if envelope is None:
        return {"ok": True}
    try:
        return envelope.outcome.result(OUTCOME_SECONDS)
    except TooLate:
        return {"ok": False, "problem": "timeout", "text": "The app did not answer."}


class People:
    """The acts of people. Each takes the lock, so any thread may call it."""

    ws: Workspace

    def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """`user` writes `text` as typed (`@handle`, `#channel`, addresses). Returns the message's ts."""
        with self.ws.lock:
            return writing.say(self.ws, user, channel, text, thread_ts).ts

    def dm(self, user: str, text: str, thread_ts: str | None = None) -> str:
        """`user` writes to the app in their direct message."""
        return self.say(user, "dm", text, thread_ts)

    def mention(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """`user` writes in a channel, naming the app first."""
        return self.say(user, channel, f"<@{self.ws.app.bot_user_id}> {text}", thread_ts)

    def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        with self.ws.lock:
            writing.edit(self.ws, user, channel, ts, text)

    def delete(self, user: str, channel: str, ts: str) -> None:
        with self.ws.lock:
            writing.delete(self.ws, user, channel, ts)

    def react(self, user: str, channel: str, ts: str, name: str) -> None:
        with self.ws.lock:
            writing.react(self.ws, user, channel, ts, name)

    def upload(
        self, user: str, channel: str, name: str, content: bytes, text: str = "", thread_ts: str | None = None
    ) -> str:
        """Share a file with a comment. Returns the message's ts."""
        with self.ws.lock:
            return writing.upload(self.ws, user, channel, name, content, text, thread_ts).ts

    def add_file(self, user: str, name: str, content: bytes) -> str:
        """Upload a file for a `file_input`. Returns its id, which goes into the form's state."""
        with self.ws.lock:
            return writing.add_file(self.ws, user, name, content)

    def join(self, user: str, channel: str, person: str | None = None) -> None:
        """`user` joins a channel, or adds `person` (or the app, by its user id) to it."""
        with self.ws.lock:
            writing.join(self.ws, user, channel, person)

    def leave(self, user: str, channel: str, person: str | None = None) -> None:
        """`user` leaves a channel, or removes `person` (or the app, by its user id) from it."""
        with self.ws.lock:
            writing.leave(self.ws, user, channel, person)

    def archive(self, user: str, channel: str, archived: bool = True) -> None:
        """Archive a channel, or with `archived=False` bring it back."""
        with self.ws.lock:
            writing.archive(self.ws, user, channel, archived)

    def share(self, user: str, channel: str, shared: bool = True) -> None:
        """Share a channel with another organization (Slack Connect), or end it."""
        with self.ws.lock:
            writing.share(self.ws, user, channel, shared)

    def command(self, user: str, channel: str, command: str, text: str = "") -> Json:
        """Give a slash command and wait for its acknowledgement."""
        with self.ws.lock:
            envelope = using.command(self.ws, user, channel, command, text)
        return _outcome(envelope)

    def shortcut(self, user: str, callback_id: str, message: Json | tuple[str, str] | None = None) -> Json:
        """Use a shortcut, a message shortcut on `message`."""
        with self.ws.lock:
            channel, ts = self._where(message) if message is not None else (None, None)
            envelope = using.shortcut(self.ws, user, callback_id, channel, ts)
        return _outcome(envelope)

    def click(self, user: str, place: Place, action_id: str, value: object = None, block_id: str | None = None) -> Json:
        """Click a button, or use any element of a message, modal or App Home, and wait for the acknowledgement.

        `value` is what is chosen in a menu, or tells buttons with the same action id apart.
        """
        with self.ws.lock:
            envelope = using.act_on(self.ws, self._place(user, place), action_id, value, block_id)
        return _outcome(envelope)

    select = click

    def suggest(self, user: str, place: Place, action_id: str, text: str, block_id: str | None = None) -> Json:
        """Type into an external select. Returns `{"ok": True, "options": [...]}`."""
        with self.ws.lock:
            envelope = using.suggest(self.ws, self._place(user, place), action_id, text, block_id)
        return _outcome(envelope)

    def submit(self, user: str, view_id: str = "modal", state: Json | None = None) -> Json:
        """Fill in and send a modal. `state`: `{action_id: value}` or `{block_id: {action_id: value}}`.

        Returns `{"ok": True}` or `{"ok": False, "errors": {block_id: text}}`.
        """
        with self.ws.lock:
            envelope = forms.submit(self.ws, user, view_id, state)
        return _outcome(envelope)

    def close(self, user: str, view_id: str = "modal", whole_stack: bool = False) -> None:
        with self.ws.lock:
            forms.close(self.ws, user, view_id, whole_stack)

    def open_home(self, user: str, tab: str = "home") -> None:
        with self.ws.lock:
            using.open_home(self.ws, user, tab)

    def open_assistant(self, user: str, channel: str | None = None) -> str:
        """Open the app's assistant view beside `channel`. Returns the thread's ts."""
        with self.ws.lock:
            return using.open_assistant(self.ws, user, channel).ts

    def change_context(self, user: str, thread_ts: str, channel: str) -> None:
        with self.ws.lock:
            using.change_context(self.ws, user, thread_ts, channel)

    def messages(self, channel: str, viewer: str | None = None, thread_ts: str | None = None) -> list[Json]:
        """The messages there, oldest first, as `viewer` sees them; without a viewer, everybody's ephemeral ones too.
        With the metadata that the app gave them, None where it gave none.

        `channel` may be a person, for their direct message with the app.
        """
        with self.ws.lock:
            found = self.ws.channel(channel)
            if found is None:
                person = person_for(self.ws, viewer if viewer and channel == "dm" else channel)
                found = self.ws.direct_message(person.id)
            reader = person_for(self.ws, viewer).id if viewer else None
            if reader is not None:
                channel_for(self.ws, reader, found.id)
            shown = messages_for(found, reader, thread_ts)
            return [{**message_for_page(self.ws, m), "channel": found.id, "metadata": m.metadata} for m in shown]

    def thread(self, channel: str, ts: str, viewer: str | None = None) -> list[Json]:
        return self.messages(channel, viewer, ts)

    def home(self, user: str) -> Json | None:
        """The App Home as published for this person, or None."""
        with self.ws.lock:
            view = self.ws.homes.get(person_for(self.ws, user).id)
            return wire.view(self.ws, view) if view else None

    def views(self, user: str) -> list[Json]:
        """This person's open modals, the one on top last."""
        with self.ws.lock:
            return [wire.view(self.ws, view) for view in views.stack(self.ws, person_for(self.ws, user).id)]

    def assistant(self, user: str, thread_ts: str) -> Json:
        """Title, status, prompts and context of an assistant thread."""
        with self.ws.lock:
            person = person_for(self.ws, user)
            return dict(vars(self.ws.assistant_threads[(self.ws.direct_message(person.id).id, thread_ts)]))

    def _place(self, user: str, place: Place) -> using.Place:
        if isinstance(place, str):
            return using.place_of(self.ws, user, None, None, view_for(self.ws, user, place).id)
        channel, ts = self._where(place)
        return using.place_of(self.ws, user, channel, ts, None)

    def _where(self, message: Json | tuple[str, str]) -> tuple[str, str]:
        return message if isinstance(message, tuple) else (message["channel"], message["ts"])
