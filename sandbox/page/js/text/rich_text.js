// The `rich_text` block.
import { h } from "../dom.js";
import { formatDate } from "./dates.js";
import { channelNode, emojiNode, linkNode, mentionNode } from "./mrkdwn.js";

const STYLES = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"], ["underline", "u"]];

const INLINE = {
  text: (e) => e.text,
  link: (e) => linkNode(e.url, e.text),
  emoji: (e) => emojiNode(e.name),
  user: (e) => mentionNode(e.user_id),
  usergroup: (e) => h("span", { class: "mention" }, `@${e.usergroup_id}`),
  channel: (e) => channelNode(e.channel_id),
  broadcast: (e) => h("span", { class: "mention mention--me" }, `@${e.range}`),
  color: (e) => h("code", {}, e.value),
  date: (e) => h("time", {}, formatDate(e.timestamp, e.format, e.fallback)),
};

function inline(element) {
  const node = INLINE[element.type]?.(element) ?? "";
  return STYLES.reduce((inner, [name, tag]) => (element.style?.[name] ? h(tag, {}, inner) : inner), node);
}

const all = (elements) => elements.map(inline);

const BLOCKS = {
  rich_text_section: (e) => h("div", { class: "rich-section" }, all(e.elements)),
  rich_text_preformatted: (e) => h("pre", {}, all(e.elements)),
  rich_text_quote: (e) => h("blockquote", { class: "rich-section" }, all(e.elements)),
  rich_text_list: (e) =>
    h(e.style === "ordered" ? "ol" : "ul", { style: `margin-left:${(e.indent ?? 0) * 22}px`, start: e.offset ? e.offset + 1 : undefined },
      e.elements.map((item) => h("li", {}, all(item.elements)))),
};

export function richText(block) {
  return h("div", { class: "rich" }, block.elements.map((element) => BLOCKS[element.type]?.(element)));
}
