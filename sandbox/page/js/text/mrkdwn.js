// Slack's mrkdwn as DOM nodes.
import { h } from "../dom.js";
import { person, store } from "../store.js";
import { formatDate } from "./dates.js";
import { emoji } from "./emoji.js";

export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function emojiNode(name) {
  const sign = emoji(name);
  return sign ? h("span", { class: "emoji", role: "img", "aria-label": name.replace(/_/g, " ") }, sign) : `:${name}:`;
}

// `plain_text`: emoji shortcodes and nothing else.
export function plain(text) {
  return text.split(/(:[a-z0-9_+-]+:)/).map((piece) => (/^:[a-z0-9_+-]+:$/.test(piece) ? emojiNode(piece.slice(1, -1)) : piece));
}

export function textObject(object) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text) : lines(object.text, plain);
}

const lines = (text, render) => text.split("\n").flatMap((line, n) => (n ? [h("br"), ...render(line)] : render(line)));

export function mrkdwn(text) {
  return text.split(/```([\s\S]+?)```/).flatMap((piece, n) => {
    if (n % 2) return [h("pre", {}, code(piece.replace(/^\n|\n$/g, "")))];
    return piece === "" ? [] : paragraphs(n ? piece.replace(/^\n/, "") : piece);
  });
}

function paragraphs(text) {
  const nodes = [];
  let quote = null;
  let broken = true;
  for (const line of text.split("\n")) {
    const quoted = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (quoted) {
      if (quote) quote.append(h("br"));
      else nodes.push((quote = h("blockquote")));
      quote.append(...inline(quoted[1]));
      broken = true;
      continue;
    }
    quote = null;
    const item = line.match(/^\s*(•|◦|▪|-|\d+\.) +(.+)$/);
    if (item) {
      nodes.push(h("div", { class: "item" }, h("span", {}, item[1] === "-" ? "•" : item[1]), h("span", {}, inline(item[2]))));
      broken = true;
      continue;
    }
    if (!broken) nodes.push(h("br"));
    nodes.push(...inline(line));
    broken = false;
  }
  return nodes;
}

const MARKS = { "*": "strong", _: "em", "~": "s" };
const OPENS_AFTER = /[\s([{"'“‘—–\-.,:;/*_~|>]/;
const CLOSES_BEFORE = /[\s)\]}"'”’—–\-.,:;!?/*_~|<…]/;

function inline(text) {
  const nodes = [];
  let plainFrom = 0;
  let at = 0;
  const flush = (end) => end > plainFrom && nodes.push(unescape(text.slice(plainFrom, end)));
  while (at < text.length) {
    const found = special(text, at);
    if (found) {
      flush(at);
      nodes.push(found.node);
      at = found.end;
      plainFrom = at;
    } else at += 1;
  }
  flush(text.length);
  return nodes;
}

function special(text, at) {
  const sign = text[at];
  if (sign === "`") return span(text, at, (inner) => h("code", {}, code(inner)), false);
  if (sign === "<") return reference(text, at);
  if (sign === ":") return shortcode(text, at);
  if (MARKS[sign] && (at === 0 || OPENS_AFTER.test(text[at - 1]))) return span(text, at, (inner) => h(MARKS[sign], {}, inline(inner)), true);
  return null;
}

function span(text, at, make, strict) {
  const sign = text[at];
  for (let end = text.indexOf(sign, at + 1); end > 0; end = text.indexOf(sign, end + 1)) {
    const inner = text.slice(at + 1, end);
    const after = text[end + 1];
    const fits = inner !== "" && (!strict || (!/^\s|\s$/.test(inner) && (after === undefined || CLOSES_BEFORE.test(after))));
    if (fits && !insideReference(inner)) return { node: make(inner), end: end + 1 };
  }
  return null;
}

// A closing sign within `<...>` does not count.
const insideReference = (inner) => (inner.match(/</g) ?? []).length > (inner.match(/>/g) ?? []).length;

function code(text) {
  return unescape(text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => label ?? target));
}

function shortcode(text, at) {
  const match = text.slice(at).match(/^:([a-z0-9_+-]+):/);
  const sign = match && emoji(match[1]);
  return sign ? { node: emojiNode(match[1]), end: at + match[0].length } : null;
}

function reference(text, at) {
  const match = text.slice(at).match(/^<([^<>|]+)(?:\|([^<>]*))?>/);
  if (!match) return null;
  const node = referenceNode(match[1], match[2]);
  return node && { node, end: at + match[0].length };
}

function referenceNode(target, label) {
  if (target.startsWith("@")) return mentionNode(target.slice(1));
  if (target.startsWith("#")) return channelNode(target.slice(1), label);
  if (target.startsWith("!date^")) return dateNode(target, label);
  if (target.startsWith("!")) return h("span", { class: "mention mention--me" }, `@${label ?? target.slice(1).split("^")[0]}`);
  return linkNode(unescape(target), label === undefined ? undefined : unescape(label));
}

function dateNode(target, label) {
  const [, seconds, format, link] = target.split("^");
  const shown = formatDate(seconds, unescape(format ?? ""), label && unescape(label));
  return link ? linkNode(unescape(link), shown) : h("time", { datetime: isoOrNothing(seconds) }, shown);
}

function isoOrNothing(seconds) {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

export function mentionNode(id) {
  const mine = id === store.me ? " mention--me" : "";
  return h("span", { class: `mention${mine}` }, `@${person(id).real_name}`);
}

export function channelNode(id, label) {
  const found = store.channels.get(id);
  if (!found && !label) return h("span", { class: "mention" }, "#private channel");
  if (!found) return h("span", { class: "mention" }, `#${label}`);
  return h("a", { class: "mention", href: `/?as=${store.me}&channel=${id}`, "data-channel": id }, `#${found.name}`);
}

export function linkNode(url, label) {
  const safe = /^(https?:|mailto:|tel:)/i.test(url);
  if (!safe) return label ?? url;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label || url.replace(/^mailto:/, ""));
}
