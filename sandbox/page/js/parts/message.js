// One message: who, when, what, files, reactions, replies.
import { act } from "../api.js";
import { renderBlocks } from "../blocks/render.js";
import { makeScope } from "../blocks/scope.js";
import { avatar, h, icon } from "../dom.js";
import { person, store } from "../store.js";
import { full, fromTs, time } from "../text/dates.js";
import { emojiNode, mrkdwn } from "../text/mrkdwn.js";
import { fileCard } from "./file.js";

export const author = (message) =>
  message.username ? { ...person(store.app.user), real_name: message.username } : person(message.user ?? store.app.user);

const SYSTEM = new Set(["channel_join", "channel_leave", "channel_topic"]);

export function messageNode(message, { channel, inThread = false, openThread }) {
  const who = author(message);
  const date = fromTs(message.ts);
  const stamp = h("time", { datetime: date.toISOString(), title: full(date) }, time(date));
  const node = h("div", {
    role: "article",
    class: `msg${message.is_ephemeral ? " msg--ephemeral" : ""}${SYSTEM.has(message.subtype) ? " msg--system" : ""}`,
    tabindex: "-1",
    data: { ts: message.ts, author: message.username ?? message.user ?? message.bot_id },
    "aria-label": `${who.real_name}, ${time(date)}`,
  },
    h("div", { class: "msg-gutter" }, avatar(who), h("time", { "aria-hidden": "true" }, time(date).replace(/\s*[AP]M$/, ""))),
    h("div", { class: "msg-body" },
      message.is_ephemeral && onlyYou(message, channel),
      h("div", { class: "msg-head" }, h("b", {}, who.real_name), who.is_bot && h("span", { class: "tag" }, "APP"), stamp),
      h("div", { class: "msg-content" }, content(message, channel)),
      h("div", { class: "msg-foot" }, reactions(message, channel), !inThread && replies(message, openThread))));
  node.message = message;
  return node;
}

function onlyYou(message, channel) {
  const dismiss = () => act("dismiss", { channel, ts: message.ts });
  return h("div", { class: "msg-only-you" }, icon("eye"), h("span", {}, "Only visible to you"), "·", h("button", { type: "button", onclick: dismiss }, "Dismiss message"));
}

function content(message, channel) {
  if (message.subtype === "tombstone") return h("p", { class: "quiet" }, message.text);
  const scope = makeScope({ channel, ts: message.ts });
  const written = message.client_msg_id || !message.blocks?.length;
  return [
    written ? message.text && h("div", { class: "msg-text" }, mrkdwn(message.text), edited(message)) : renderBlocks(message.blocks, scope),
    !written && edited(message),
    message.broadcast && h("p", { class: "quiet" }, "Also sent to the channel"),
    (message.attachments ?? []).map((one) => attachment(one, scope)),
    (message.files ?? []).map(fileCard),
  ].flat().filter(Boolean);
}

const edited = (message) => message.edited && !message.bot_id && h("span", { class: "quiet" }, " (edited)");

function attachment(one, scope) {
  const color = /^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `border-color:#${one.color.replace("#", "")}` : undefined;
  return h("div", { class: "attachment", style: color },
    one.pretext && h("div", {}, mrkdwn(one.pretext)),
    one.title && h("b", {}, one.title),
    one.text && h("div", {}, mrkdwn(one.text)),
    one.blocks && renderBlocks(one.blocks, scope));
}

function reactions(message, channel) {
  return (message.reactions ?? []).map((reaction) => {
    const names = reaction.users.map((id) => person(id).real_name).join(", ");
    return h("button", {
      type: "button", class: "reaction", "aria-pressed": String(reaction.users.includes(store.me)), title: names,
      "aria-label": `${reaction.name.replace(/_/g, " ")}: ${names}`,
      onclick: () => act("react", { channel, ts: message.ts, name: reaction.name }),
    }, emojiNode(reaction.name), String(reaction.count));
  });
}

function replies(message, openThread) {
  if (!message.reply_count || !openThread) return null;
  const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return h("button", { type: "button", class: "replies", onclick: () => openThread(message.ts) },
    message.reply_users.slice(0, 3).map((id) => avatar(person(id), "small")), count, h("span", { class: "when" }, `Last reply ${time(fromTs(message.latest_reply))}`));
}
