// Standard Markdown, for the `markdown` block: headings, lists, quotes, code, tables, emphasis and links.
import { h } from "../dom.js";
import { linkNode, plain } from "./mrkdwn.js";

export function markdown(text) {
  const lines = text.split("\n");
  const nodes = [];
  while (lines.length) {
    const kind = KINDS.find(({ starts }) => starts.test(lines[0]) || lines[0] === undefined);
    nodes.push(kind.take(lines));
  }
  return nodes.filter(Boolean);
}

const KINDS = [
  { starts: /^\s*$/, take: (lines) => void lines.shift() },
  { starts: /^```/, take: fenced },
  { starts: /^#{1,6} /, take: (lines) => heading(lines.shift()) },
  { starts: /^(-{3,}|\*{3,})\s*$/, take: (lines) => lines.shift() && h("hr", { class: "blk-divider" }) },
  { starts: /^> ?/, take: (lines) => h("blockquote", {}, markdown(strip(lines, /^> ?/).join("\n"))) },
  { starts: /^\s*[-*+] /, take: (lines) => list(lines, "ul", /^\s*[-*+] /) },
  { starts: /^\s*\d+[.)] /, take: (lines) => list(lines, "ol", /^\s*\d+[.)] /) },
  { starts: /^\|.*\|\s*$/, take: table },
  { starts: /^/, take: paragraph },
];

function strip(lines, mark) {
  const taken = [];
  while (lines.length && mark.test(lines[0])) taken.push(lines.shift().replace(mark, ""));
  return taken;
}

function fenced(lines) {
  lines.shift();
  const code = [];
  while (lines.length && !lines[0].startsWith("```")) code.push(lines.shift());
  lines.shift();
  return h("pre", {}, code.join("\n"));
}

const heading = (line) => h("h4", {}, inline(line.replace(/^#{1,6} /, "")));

function list(lines, tag, mark) {
  return h(tag, {}, strip(lines, mark).map((line) => h("li", {}, inline(line.replace(/^\[( |x)\] /, (_, x) => (x === "x" ? "☑ " : "☐ "))))));
}

function table(lines) {
  const rows = [];
  while (lines.length && /^\|.*\|\s*$/.test(lines[0])) rows.push(lines.shift().trim().slice(1, -1).split("|").map((cell) => cell.trim()));
  const body = rows.filter((row, n) => n !== 1 || !row.every((cell) => /^:?-+:?$/.test(cell)));
  const [head, ...rest] = body;
  return h("div", { class: "blk-table", tabindex: "0", role: "group", "aria-label": "Table" },
    h("table", {}, h("thead", {}, h("tr", {}, head.map((c) => h("th", { scope: "col" }, inline(c))))),
      h("tbody", {}, rest.map((row) => h("tr", {}, row.map((c) => h("td", {}, inline(c))))))));
}

function paragraph(lines) {
  const taken = [lines.shift()];
  const ends = KINDS.slice(0, -1);
  while (lines.length && !ends.some(({ starts }) => starts.test(lines[0]))) taken.push(lines.shift());
  return h("p", {}, taken.flatMap((line, n) => (n ? [h("br"), ...inline(line)] : inline(line))));
}

const INLINE = [
  [/`([^`]+)`/, (m) => h("code", {}, m[1])],
  [/\*\*(.+?)\*\*|__(.+?)__/, (m) => h("strong", {}, inline(m[1] ?? m[2]))],
  [/~~(.+?)~~/, (m) => h("s", {}, inline(m[1]))],
  [/(?<![*\w])\*(?!\s)(.+?)(?<!\s)\*(?!\w)|(?<![_\w])_(?!\s)(.+?)(?<!\s)_(?!\w)/, (m) => h("em", {}, inline(m[1] ?? m[2]))],
  [/\[([^\]]+)\]\(([^)\s]+)\)/, (m) => linkNode(m[2], m[1])],
  [/https?:\/\/[^\s)<>]+/, (m) => linkNode(m[0])],
];

function inline(text) {
  const found = INLINE.map(([pattern, make]) => [text.match(pattern), make]).filter(([match]) => match);
  if (!found.length) return plain(text);
  const [match, make] = found.reduce((first, other) => (other[0].index < first[0].index ? other : first));
  return [...plain(text.slice(0, match.index)), make(match), ...inline(text.slice(match.index + match[0].length))];
}
