// The tools of a message (react, reply, more), shown on the one that the pointer or the focus is on.
import { act } from "../api.js";
import { h, iconButton } from "../dom.js";
import { store } from "../store.js";
import { QUICK } from "../text/emoji.js";
import { emojiNode, unescape } from "../text/mrkdwn.js";
import { editMessage } from "./edit.js";
import { openMenu } from "./menu.js";
import { openPopover } from "./popover.js";
import { ask } from "./question.js";

export function attachTools(list, context) {
  let shown = null;
  let busy = false;
  const show = (node) => {
    if (busy || !node || node === shown?.parentElement) return;
    shown?.remove();
    shown = tools(node.message, node, context, (value) => (busy = value));
    if (shown) node.append(shown);
  };
  list.addEventListener("pointerover", (event) => show(event.target.closest(".msg")));
  list.addEventListener("focusin", (event) => show(event.target.closest(".msg")));
  list.addEventListener("pointerleave", () => {
    if (!busy && shown && !shown.parentElement?.contains(document.activeElement)) {
      shown.remove();
      shown = null;
    }
  });
}

function tools(message, node, context, setBusy) {
  if (message.subtype === "tombstone") return null;
  const fixed = message.is_ephemeral;
  const items = moreItems(message, node, context);
  const buttons = [
    !fixed && iconButton("smile", "Add a reaction", (event) => reactionPicker(event.currentTarget, message, context, setBusy), { "aria-haspopup": "true" }),
    !fixed && context.openThread && iconButton("reply", "Reply in thread", () => context.openThread(message.thread_ts ?? message.ts)),
    items.length > 0 && iconButton("more", "More actions", (event) => {
      setBusy(true);
      openMenu(event.currentTarget, items, () => setBusy(false));
    }, { "aria-haspopup": "menu", "aria-expanded": "false" }),
  ].filter(Boolean);
  return buttons.length ? h("div", { class: "msg-tools" }, buttons) : null;
}

function reactionPicker(anchor, message, { channel }, setBusy) {
  setBusy(true);
  let popover = null;
  const choose = (name) => {
    popover.close();
    act("react", { channel, ts: message.ts, name });
  };
  const grid = h("div", { class: "emoji-grid", role: "group", "aria-label": "Reactions" },
    QUICK.map((name) => h("button", { type: "button", title: `:${name}:`, "aria-label": name.replace(/_/g, " "), onclick: () => choose(name) }, emojiNode(name))));
  popover = openPopover(anchor, grid, { focus: grid.querySelector("button"), onclose: () => setBusy(false) });
}

function moreItems(message, node, context) {
  const { channel } = context;
  const shortcuts = message.is_ephemeral ? [] : store.app.shortcuts.filter((s) => s.type === "message");
  const items = shortcuts.map((s) => ({ label: `${s.name} · ${store.app.name}`, run: () => act("shortcut", { callback_id: s.callback_id, channel, ts: message.ts }) }));
  if (!message.is_ephemeral) items.push({ label: "Copy text", run: () => navigator.clipboard?.writeText(unescape(message.text)) });
  if (message.user === store.me && !message.bot_id && message.client_msg_id) {
    items.push("-", { label: "Edit message", run: () => editMessage(node, channel) });
    items.push({ label: "Delete message…", danger: true, run: () => remove(message, channel) });
  }
  return items;
}

async function remove(message, channel) {
  const sure = await ask({ title: "Delete message", text: "Delete this message? It cannot be brought back.", yes: "Delete", danger: true });
  if (sure) act("delete", { channel, ts: message.ts });
}
