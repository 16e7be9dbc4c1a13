// A list of messages that stays in order, groups what one person wrote, and is walked with the arrow keys.
import { h } from "../dom.js";
import { store } from "../store.js";
import { dayKey, dayTitle, fromTs } from "../text/dates.js";
import { messageNode } from "./message.js";
import { attachTools } from "./tools.js";

const GROUP_SECONDS = 300;

export function makeTimeline({ channel, label, inThread = false, openThread, newFrom = null, skip = null }) {
  const list = h("div", { class: "messages", role: "log", "aria-label": label, "aria-live": "polite", "aria-relevant": "additions" });
  const make = (message) => messageNode(message, { channel, inThread, openThread });
  attachTools(list, { channel, inThread, openThread });
  list.addEventListener("keydown", walk);

  let firstNew = null; // of what came while the reader was away; what comes while they look is not marked

  const items = () => [...list.querySelectorAll(":scope > .msg")];

  function arrange() {
    list.querySelectorAll(":scope > .divider").forEach((node) => node.remove());
    let before = null;
    for (const node of items()) {
      const date = fromTs(node.message.ts);
      const newDay = !before || dayKey(date) !== dayKey(fromTs(before.message.ts));
      if (newDay && !inThread) list.insertBefore(divider(dayTitle(date)), node);
      const startsNew = before && node.message.ts === firstNew;
      if (startsNew) list.insertBefore(divider("New", "divider--new"), node);
      node.classList.toggle("msg--compact", !newDay && !startsNew && continues(before, node));
      before = node;
    }
    const all = items();
    if (!all.some((node) => node.tabIndex === 0) && all.length) all.at(-1).tabIndex = 0;
  }

  return {
    list,
    fill(messages) {
      list.replaceChildren(...messages.filter((m) => m.ts !== skip).map(make));
      firstNew = newFrom === null ? null : messages.find((m) => m.ts > newFrom && m.user !== store.me)?.ts;
      arrange();
    },
    // Returns the node of a new message, null for one that was there already.
    upsert(message) {
      if (message.ts === skip) return null;
      const old = items().find((node) => node.dataset.ts === message.ts);
      const node = make(message);
      if (old) replace(old, node);
      else {
        const after = items().find((other) => other.dataset.ts > message.ts);
        list.insertBefore(node, after ?? null);
      }
      arrange();
      return old ? null : node;
    },
    remove(ts) {
      items().find((node) => node.dataset.ts === ts)?.remove();
      arrange();
    },
    first: () => items()[0]?.dataset.ts,
    prepend(messages) {
      list.prepend(...messages.map(make));
      arrange();
    },
  };
}

function replace(old, node) {
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  node.tabIndex = old.tabIndex;
  old.replaceWith(node);
  if (!held) return;
  const action = held.closest("[data-action]")?.dataset.action;
  const again = action && node.querySelector(`[data-action="${CSS.escape(action)}"]`);
  (again ?? node).focus({ preventScroll: true });
}

const divider = (text, extra = "") => h("div", { class: `divider ${extra}` }, text);

function continues(before, node) {
  const plain = !node.message.is_ephemeral && !before.message.is_ephemeral && !node.classList.contains("msg--system");
  return plain && before.dataset.author === node.dataset.author && Number(node.dataset.ts) - Number(before.dataset.ts) < GROUP_SECONDS;
}

function walk(event) {
  const node = event.target.closest(".msg");
  if (event.target !== node) return;
  const all = [...node.parentElement.querySelectorAll(":scope > .msg")];
  const at = all.indexOf(node);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || !all[to]) return;
  event.preventDefault();
  node.tabIndex = -1;
  all[to].tabIndex = 0;
  all[to].focus();
}
