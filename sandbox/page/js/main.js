// Starts the page and moves between people, conversations, tabs and panes.
import { act, read } from "./api.js";
import { byId, focusOn, toast } from "./dom.js";
import { connectFeed } from "./feed.js";
import { conversationDeleted, conversationMessage, drawConversation, markRead } from "./parts/conversation.js";
import { showHome } from "./parts/home.js";
import { showModals } from "./parts/modal.js";
import { drawRail } from "./parts/rail.js";
import { assistantChanged, contextChanged, drawSide, sideDeleted, sideMessage } from "./parts/side.js";
import { applyTheme } from "./parts/theme.js";
import { fromAddress, toAddress } from "./route.js";
import { channelName, directMessage, me, on, store, takeState } from "./store.js";

const nav = {
  openThread(ts) {
    store.side = { kind: "thread", ts };
    toAddress();
    drawSide(nav);
  },
  openAssistant({ ts = null, fresh = false } = {}) {
    const latest = [...store.threads.values()].filter((t) => t.user === store.me).at(-1);
    store.side = { kind: "assistant", ts: ts ?? (fresh ? null : latest?.ts ?? null) };
    drawSide(nav);
  },
  closeSide() {
    store.side = null;
    toAddress();
    drawSide(nav);
    byId("composer-text")?.focus();
  },
  async showTab(tab, focusTab = false) {
    store.tab = tab;
    toAddress();
    await drawConversation(nav);
    if (tab === "messages") act("open_home", { tab: "messages" });
    if (focusTab) byId(`tab-${tab}`)?.focus();
  },
  openRail() {
    byId("rail").classList.add("rail--open");
    byId("rail-shade").hidden = false;
    byId("rail").querySelector("[aria-current], button")?.focus();
  },
};

function closeRail() {
  byId("rail").classList.remove("rail--open");
  byId("rail-shade").hidden = true;
}

async function goTo(id) {
  closeRail();
  store.channel = id;
  store.tab = "messages";
  if (store.side?.kind === "thread") store.side = null;
  toAddress();
  await drawAll();
  contextChanged();
  byId("composer-text")?.focus();
}

// Another person keeps the place when they can see it.
async function becomes(id) {
  closeRail();
  const here = store.channels.get(store.channel);
  const state = await read("state", { as: id });
  if (!state.me) return toast(state.text);
  takeState(state);
  store.side = here?.kind === "im" || store.side?.kind === "assistant" ? null : store.side;
  store.channel = here?.kind !== "im" && store.channels.has(here?.id) ? here.id : directMessage().id;
  if (store.channel !== here?.id) store.side = null;
  store.threads.clear();
  toAddress();
  connectFeed();
  await drawAll();
  focusOn(byId("rail").querySelector(".me"));
  return undefined;
}

async function drawAll() {
  document.title = `${channelName(store.channels.get(store.channel))} · ${me().real_name}`;
  drawRail({ goTo, becomes });
  store.modals = (await read("modals")).views ?? [];
  showModals();
  await Promise.all([drawConversation(nav), drawSide(nav)]);
}

async function refreshState() {
  const state = await read("state");
  if (!state.me) return;
  const before = JSON.stringify(store.channels.get(store.channel));
  takeState(state);
  if (!store.channels.has(store.channel)) return goTo(directMessage().id);
  drawRail({ goTo, becomes });
  const after = store.channels.get(store.channel);
  if (JSON.parse(before).is_member !== after.is_member) drawConversation(nav);
}

function countUnread(notice) {
  const found = store.channels.get(notice.channel);
  const { message } = notice;
  const onScreen = notice.channel === store.channel && document.visibilityState === "visible" && store.tab === "messages";
  const isNew = !message.edited && message.ts > (found?.newest ?? "") && message.user !== store.me;
  if (!found || onScreen || !isNew || (message.thread_ts && message.thread_ts !== message.ts)) return;
  found.newest = message.ts;
  found.unread += 1;
  drawRail({ goTo, becomes });
}

on("message", (notice) => {
  countUnread(notice);
  conversationMessage(notice);
  sideMessage(notice);
});
on("message_deleted", (notice) => {
  conversationDeleted(notice);
  sideDeleted(notice);
});
on("modals", (notice) => {
  store.modals = notice.views;
  showModals();
});
on("home", (notice) => {
  store.home = notice.view;
  showHome(byId("home-panel"));
});
on("assistant", assistantChanged);
on("channels", refreshState);
on("connection", (notice) => {
  store.connections = notice.connections;
  drawRail({ goTo, becomes });
});
let wasOffline = false;
on("offline", () => {
  if (!wasOffline) toast("The workspace does not answer. Trying again…");
  wasOffline = true;
});
on("ready", () => {
  if (wasOffline) start();
  wasOffline = false;
});

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && markRead());
byId("rail-shade").addEventListener("click", closeRail);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (byId("rail").classList.contains("rail--open")) closeRail();
  else if (store.side && byId("side").contains(event.target)) nav.closeSide();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-channel]");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  goTo(link.dataset.channel);
});
window.addEventListener("popstate", start);

async function start() {
  const asked = fromAddress();
  let state = await read("state", { as: asked.as ?? "" });
  if (!state.me) {
    const everybody = await read("state", { as: "" });
    const first = everybody.people?.find((p) => p.group === "Customers") ?? everybody.people?.find((p) => !p.is_bot && !p.deleted);
    if (!first) return toast("The workspace has no people.");
    state = await read("state", { as: first.id });
  }
  const changedPerson = store.me !== state.me;
  takeState(state);
  store.channel = store.channels.has(asked.channel) ? asked.channel : directMessage().id;
  store.tab = asked.tab === "home" && store.app.home && store.channel === directMessage().id ? "home" : "messages";
  store.side = asked.side ?? (store.side?.kind === "assistant" && !changedPerson ? store.side : null);
  toAddress({ replace: true });
  if (changedPerson) connectFeed();
  await drawAll();
  return undefined;
}

applyTheme();
await start();
