// Block Kit blocks as Slack shows them. `scope` is where they stand: see scope.js.
import { h } from "../dom.js";
import { markdown } from "../text/markdown.js";
import { linkNode, plain, textObject } from "../text/mrkdwn.js";
import { richText } from "../text/rich_text.js";
import { control } from "./controls.js";
import { inputBlock } from "./inputs.js";

export function renderBlocks(blocks, scope) {
  return h("div", { class: "blocks" }, blocks.map((block) => renderBlock(block, scope)));
}

function renderBlock(block, scope) {
  const node = BLOCKS[block.type]?.(block, scope) ?? h("p", { class: "quiet" }, `A block of type ${block.type}, which this page does not show.`);
  node.dataset.block = block.block_id ?? "";
  return node;
}

const BLOCKS = {
  section,
  divider: () => h("hr", { class: "blk-divider" }),
  header: (block) => h("h3", { class: "blk-header" }, plain(block.text.text)),
  context: (block) => h("div", { class: "blk-context" }, block.elements.map(contextElement)),
  actions: (block, scope) => h("div", { class: "blk-actions" }, block.elements.map((e) => control(block, e, scope))),
  context_actions: (block, scope) => h("div", { class: "blk-actions" }, block.elements.map((e) => control(block, e, scope))),
  input: inputBlock,
  image: (block) =>
    h("figure", { class: "blk-image" }, block.title && h("figcaption", {}, plain(block.title.text)), picture(block)),
  video: (block) =>
    h("div", { class: "blk-video" }, linkNode(block.title_url ?? block.video_url, block.title.text),
      block.description && h("p", {}, plain(block.description.text)),
      h("img", { src: block.thumbnail_url, alt: block.alt_text, style: "max-width:360px" })),
  rich_text: richText,
  markdown: (block) => h("div", { class: "blk-markdown" }, markdown(block.text)),
  table,
};

function section(block, scope) {
  const fields = block.fields && h("div", { class: "blk-fields" }, block.fields.map((f) => h("div", {}, textObject(f))));
  return h("div", { class: "blk-section" },
    h("div", { class: "txt" }, block.text && h("div", {}, textObject(block.text)), fields),
    block.accessory && h("div", { class: "acc" }, block.accessory.type === "image" ? picture(block.accessory) : control(block, block.accessory, scope)));
}

const contextElement = (element) => (element.type === "image" ? picture(element) : h("span", {}, textObject(element)));

const picture = (element) => h("img", { src: element.image_url ?? element.slack_file?.url, alt: element.alt_text, title: element.alt_text, loading: "lazy" });

function table(block) {
  const settings = block.column_settings ?? [];
  const cell = (tag, content, column) =>
    h(tag, { scope: tag === "th" ? "col" : undefined, class: settings[column]?.is_wrapped ? "wrap" : "", style: settings[column]?.align ? `text-align:${settings[column].align}` : undefined },
      content.type === "rich_text" ? richText(content) : content.text);
  const [head, ...rows] = block.rows;
  return h("div", { class: "blk-table", tabindex: "0", role: "group", "aria-label": "Table" },
    h("table", {}, h("thead", {}, h("tr", {}, head.map((c, n) => cell("th", c, n)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((c, n) => cell("td", c, n)))))));
}
