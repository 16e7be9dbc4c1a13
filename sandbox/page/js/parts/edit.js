// Changing one's own message in place.
import { act } from "../api.js";
import { h } from "../dom.js";
import { person, store } from "../store.js";
import { unescape } from "../text/mrkdwn.js";

export function editMessage(node, channel) {
  const { message } = node;
  const place = node.querySelector(".msg-content");
  const before = [...place.childNodes];
  const area = h("textarea", { rows: "3", "aria-label": "Edit message", value: asTyped(message.text) });
  const back = () => {
    place.replaceChildren(...before);
    node.focus();
  };
  const save = async () => {
    if (area.value.trim() === "") return;
    const done = await act("edit", { channel, ts: message.ts, text: area.value });
    if (!done.ok) area.focus();
  };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      back();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  place.replaceChildren(h("div", { class: "edit" }, area,
    h("div", { class: "row" }, h("button", { type: "button", class: "btn", onclick: back }, "Cancel"), h("button", { type: "button", class: "btn btn--primary", onclick: save }, "Save"))));
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}

// Slack's encoded text as it was typed.
export function asTyped(text) {
  return unescape(text.replace(/<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g, (whole, kind, id, label) => {
    if (kind === "@") return `@${person(id).name}`;
    if (kind === "#") return `#${label ?? store.channels.get(id)?.name ?? id}`;
    return kind === "!" ? `@${id}` : id;
  }));
}
