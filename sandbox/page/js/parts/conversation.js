// The main column: a channel, or the direct message with its tabs.
import { act, read } from "../api.js";
import { byId, h, icon, iconButton } from "../dom.js";
import { channel, channelName, store } from "../store.js";
import { makeComposer } from "./composer.js";
import { editMessage } from "./edit.js";
import { drawHome } from "./home.js";
import { makeFollower } from "./scrolling.js";
import { makeTimeline } from "./timeline.js";

let timeline = null;
let scroller = null;
let follower = null;
let shownFor = "";
let early = []; // what came while the messages were being read

export async function drawConversation(nav) {
  const main = byId("main");
  const found = channel();
  shownFor = `${store.me}/${store.channel}/${store.tab}`;
  main.setAttribute("aria-label", channelName(found));
  const head = header(found, nav);
  if (found.kind === "im" && store.tab === "home") {
    timeline = null;
    const body = h("div", { class: "scroller", id: "home-panel", role: "tabpanel", "aria-labelledby": "tab-home", tabindex: "0" });
    main.replaceChildren(head, body);
    await drawHome(body);
    return;
  }
  await drawMessages(main, head, found, nav);
}

async function drawMessages(main, head, found, nav) {
  const before = shownFor;
  timeline = null;
  early = [];
  const loaded = await read("messages", { channel: found.id });
  if (before !== shownFor || !loaded.messages) return;
  timeline = makeTimeline({ channel: found.id, label: `Messages in ${channelName(found)}`, openThread: nav.openThread, newFrom: loaded.read_to || null });
  timeline.fill(loaded.messages);
  early.forEach((message) => timeline.upsert(message));
  scroller = h("div", { class: "scroller", tabindex: "-1" }, loaded.has_more ? earlierButton(found) : intro(found), timeline.list);
  main.replaceChildren(head, scroller, foot(found, nav));
  follower = makeFollower(scroller);
  follower.toEnd();
  markRead();
}

function header(found, nav) {
  const isApp = found.kind === "im";
  const topic = isApp ? store.app.description : [found.topic, `${found.members.length} members`].filter(Boolean).join(" · ");
  return h("header", { class: "head" },
    h("div", { class: "head-row" },
      iconButton("menu", "Show conversations", nav.openRail, { class: "only-narrow" }),
      h("div", { class: "names" }, h("h2", {}, isApp ? "" : "#", channelName(found)), h("div", { class: "topic", title: topic }, topic)),
      store.app.assistant && h("button", { type: "button", class: "btn", id: "open-assistant", "aria-label": "Open the assistant beside this conversation", onclick: nav.openAssistant }, icon("sparkle"), h("span", {}, "Assistant"))),
    isApp && tabs(nav));
}

function tabs(nav) {
  const one = (name, label) =>
    h("button", { type: "button", class: "tab", role: "tab", id: `tab-${name}`, "aria-selected": String(store.tab === name), tabindex: store.tab === name ? "0" : "-1", onclick: () => nav.showTab(name, true) }, label);
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": store.app.name }, store.app.home && one("home", "Home"), one("messages", "Messages"));
  list.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    nav.showTab(store.tab === "home" ? "messages" : "home", true);
  });
  return list;
}

function intro(found) {
  const isApp = found.kind === "im";
  const text = isApp
    ? `This is the beginning of your conversation with ${store.app.name}. Ask a question in your own words, or type ${store.app.commands[0]?.name ?? "/"} help. You can be any of the sample people: choose at the top left.`
    : `This is the beginning of #${found.name}. ${found.bot_is_member ? `Name @${store.people.get(store.app.user).name} in a message to ask the assistant here.` : `${store.app.name} is not in this channel.`}`;
  return h("div", { class: "intro" }, isApp ? h("img", { src: "/page/icon.svg", alt: "", width: "48", height: "48" }) : null, h("div", {}, h("h3", {}, isApp ? store.app.name : `#${found.name}`), h("p", {}, text)));
}

function earlierButton(found) {
  const button = h("button", { type: "button", class: "btn", style: "margin:14px 20px", onclick: async () => {
    const more = await read("messages", { channel: found.id, before: timeline.first() });
    const height = scroller.scrollHeight;
    timeline.prepend(more.messages);
    scroller.scrollTop += scroller.scrollHeight - height;
    if (!more.has_more) button.replaceWith(intro(found));
  } }, "Show earlier messages");
  return button;
}

function foot(found, nav) {
  if (found.kind !== "im" && !found.is_member) {
    return h("div", { class: "archived" }, `You are looking at #${found.name}.`, h("button", { type: "button", class: "btn", onclick: () => act("join", { channel: found.id }) }, "Join channel"));
  }
  const name = found.kind === "im" ? store.app.name : `#${found.name}`;
  return makeComposer({ id: "composer-text", channel: found.id, placeholder: `Message ${name}`, onEditLast: editLast }).root;
}

function editLast() {
  const own = [...timeline.list.querySelectorAll(".msg")].reverse().find((node) => node.message.user === store.me && node.message.client_msg_id);
  if (own) editMessage(own, store.channel);
}

export function conversationMessage(notice) {
  const { message } = notice;
  const inChannel = !message.thread_ts || message.thread_ts === message.ts || message.broadcast;
  if (!inChannel || notice.channel !== store.channel) return;
  if (!timeline) {
    early.push(message);
    return;
  }
  const atEnd = follower.atEnd();
  const node = timeline.upsert(message);
  if (node) follower.show(node, message.user === store.me);
  else if (atEnd) follower.toEnd();
  if (document.visibilityState === "visible") markRead();
}

export function conversationDeleted(notice) {
  if (timeline && notice.channel === store.channel) timeline.remove(notice.ts);
}

export function markRead() {
  const last = [...(timeline?.list.querySelectorAll(".msg") ?? [])].at(-1)?.dataset.ts;
  const found = channel();
  if (!last || !found) return;
  found.unread = 0;
  act("mark_read", { channel: found.id, ts: last });
}
