// The address carries person, conversation, tab and side pane, so that every window can be somebody else.
import { store } from "./store.js";

export function fromAddress() {
  const query = new URLSearchParams(location.search);
  const side = query.get("thread") ? { kind: "thread", ts: query.get("thread") } : null;
  return { as: query.get("as"), channel: query.get("channel"), tab: query.get("tab") ?? "messages", side };
}

export function toAddress({ replace = false } = {}) {
  const query = new URLSearchParams({ as: store.me, channel: store.channel });
  if (store.tab !== "messages") query.set("tab", store.tab);
  if (store.side?.kind === "thread") query.set("thread", store.side.ts);
  const address = `/?${query}`;
  if (address === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", address);
}
