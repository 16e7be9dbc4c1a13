// The side pane: a thread, or the assistant.
import { act, read } from "../api.js";
import { byId, h, iconButton } from "../dom.js";
import { channel, channelName, directMessage, store } from "../store.js";
import { dayTitle, fromTs, time } from "../text/dates.js";
import { makeComposer } from "./composer.js";
import { openMenu } from "./menu.js";
import { makeFollower } from "./scrolling.js";
import { makeTimeline } from "./timeline.js";

let timeline = null;
let scroller = null;
let follower = null;
let place = null; // {channel, ts} on screen
let assistantFoot = null;
let early = []; // what came while the thread was being read

export async function drawSide(nav) {
  const side = byId("side");
  timeline = null;
  side.hidden = store.side === null;
  if (!store.side) {
    side.replaceChildren();
    place = null;
    return;
  }
  if (store.side.kind === "thread") await drawThread(side, nav);
  else await drawAssistant(side, nav);
}

async function drawThread(side, nav) {
  place = { channel: store.channel, ts: store.side.ts };
  side.setAttribute("aria-label", "Thread");
  const loaded = await fill(side, place);
  if (!loaded) return;
  const where = channel().kind === "im" ? channelName(channel()) : `#${channelName(channel())}`;
  const composer = makeComposer({ id: "thread-text", channel: place.channel, threadTs: place.ts, placeholder: "Reply…", commands: false });
  side.replaceChildren(head("Thread", where, nav), scroller, composer.root);
  composer.area.focus();
  follower.toEnd();
}

async function fill(side, wanted, skip = null) {
  early = [];
  const loaded = await read("messages", { channel: wanted.channel, thread: wanted.ts });
  if (place !== wanted || !loaded.messages) return false;
  timeline = makeTimeline({ channel: wanted.channel, label: "Thread", inThread: true, skip });
  timeline.fill(loaded.messages);
  early.forEach((message) => timeline.upsert(message));
  scroller = h("div", { class: "scroller", tabindex: "-1" }, timeline.list);
  follower = makeFollower(scroller);
  return true;
}

function head(title, note, nav, extra = null) {
  return h("header", { class: "head" }, h("div", { class: "head-row" },
    h("div", { class: "names" }, h("h2", {}, title), note && h("div", { class: "topic" }, note)), extra, iconButton("close", "Close", nav.closeSide)));
}

async function drawAssistant(side, nav) {
  side.setAttribute("aria-label", "Assistant");
  const known = (await read("assistant")).threads ?? [];
  known.forEach((thread) => store.threads.set(thread.ts, thread));
  if (!store.side?.ts) {
    const opened = await act("open_assistant", { channel: channel().kind === "im" ? undefined : store.channel });
    if (!opened.ok) return nav.closeSide();
    // The app may have answered before this answer came: then its news is the newer.
    if (!store.threads.has(opened.thread.ts)) store.threads.set(opened.thread.ts, opened.thread);
    store.side = { kind: "assistant", ts: opened.thread.ts };
  }
  place = { channel: directMessage().id, ts: store.side.ts };
  if (!(await fill(side, place, place.ts))) return undefined;
  const thread = store.threads.get(place.ts);
  const tools = [
    iconButton("plus", "New conversation", () => nav.openAssistant({ fresh: true })),
    known.length > 1 && iconButton("down", "Earlier conversations", (event) => openMenu(event.currentTarget, earlier(known, nav)), { "aria-haspopup": "menu" }),
  ];
  assistantFoot = h("div", {});
  scroller.append(assistantFoot);
  const composer = makeComposer({ id: "assistant-text", channel: place.channel, threadTs: place.ts, placeholder: `Ask ${store.app.name}`, commands: false });
  side.replaceChildren(head(store.app.name, thread.title || "Assistant", nav, tools.filter(Boolean)), scroller, composer.root);
  showAssistant();
  composer.area.focus();
  follower.toEnd();
  return undefined;
}

function earlier(known, nav) {
  return [...known].reverse().slice(0, 12).map((thread) => ({
    label: `${thread.title || "Conversation"} · ${dayTitle(fromTs(thread.ts))}, ${time(fromTs(thread.ts))}`,
    run: () => nav.openAssistant({ ts: thread.ts }),
  }));
}

export function assistantChanged(notice) {
  store.threads.set(notice.thread.ts, notice.thread);
  if (store.side?.kind === "assistant" && place?.ts === notice.thread.ts) showAssistant();
}

function showAssistant() {
  const thread = store.threads.get(place?.ts);
  if (!thread || !assistantFoot) return;
  const topic = byId("side").querySelector(".topic");
  if (topic) topic.textContent = thread.title || "Assistant";
  const written = timeline.list.querySelectorAll(".msg").length;
  const asked = [...timeline.list.querySelectorAll(".msg")].some((node) => node.message.user === store.me);
  const words = thread.loading_messages?.[0] || `${store.app.name} ${thread.status}`;
  assistantFoot.replaceChildren(
    ...[
      !written && !thread.status && !thread.prompts.length && h("div", { class: "empty" }, h("p", {}, `Ask ${store.app.name} anything about services, prices or your agreement.`)),
      thread.status && h("div", { class: "status", role: "status" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), words),
      !asked && thread.prompts.length > 0 && h("div", { class: "prompts" }, thread.prompts_title && h("p", { class: "quiet" }, thread.prompts_title),
        thread.prompts.map((p) => h("button", { type: "button", class: "btn", onclick: () => act("say", { channel: place.channel, text: p.message, thread_ts: place.ts }) }, p.title))),
    ].filter(Boolean));
  if (thread.status || thread.prompts.length) follower.show(assistantFoot);
}

export function sideMessage(notice) {
  const { message } = notice;
  if (!place || notice.channel !== place.channel) return;
  if (message.thread_ts !== place.ts && message.ts !== place.ts) return;
  if (!timeline) {
    early.push(message);
    return;
  }
  const node = timeline.upsert(message);
  if (store.side.kind === "assistant") showAssistant();
  if (node) follower.show(node, message.user === store.me);
}

export function sideDeleted(notice) {
  if (timeline && notice.channel === place.channel) timeline.remove(notice.ts);
}

export function contextChanged() {
  if (store.side?.kind === "assistant" && store.side.ts && channel()?.kind !== "im") {
    act("change_context", { thread_ts: store.side.ts, channel: store.channel });
  }
}
