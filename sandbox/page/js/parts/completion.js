// Suggestions while typing: `/` commands, `@` people, `#` channels.
import { h } from "../dom.js";
import { store } from "../store.js";

export function attachCompletion(root, area, { commands }) {
  let box = null;
  let items = [];
  let at = 0;
  const close = () => {
    box?.remove();
    box = null;
    area.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    [...box.querySelectorAll(".option")].forEach((node, n) => {
      node.classList.toggle("option--on", n === at);
      node.setAttribute("aria-selected", String(n === at));
      if (n === at) box.scrollTop = Math.max(0, node.offsetTop + node.offsetHeight - box.clientHeight);
    });
    area.setAttribute("aria-activedescendant", `${area.id}-option-${at}`);
  };
  const take = (item) => {
    const before = area.value.slice(0, area.selectionStart).replace(/\S*$/, "");
    const after = area.value.slice(area.selectionStart);
    area.value = `${before}${item.insert} ${after.trimStart()}`;
    area.setSelectionRange(before.length + item.insert.length + 1, before.length + item.insert.length + 1);
    close();
    area.focus();
    area.dispatchEvent(new Event("input"));
  };
  const draw = () => {
    close();
    items = matches(area.value.slice(0, area.selectionStart), commands);
    if (!items.length) return;
    at = 0;
    const nodes = items.map((item, n) =>
      h("li", { class: "option", role: "option", id: `${area.id}-option-${n}`, onmousedown: (event) => (event.preventDefault(), take(item)) },
        h("span", {}, item.label, item.note && h("small", {}, item.note))));
    box = h("div", { class: "popover suggest" }, h("ul", { class: "listbox", role: "listbox", "aria-label": "Suggestions" }, nodes));
    root.append(box);
    mark();
  };
  area.addEventListener("input", draw);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (!box) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + items.length) % items.length;
    else if (event.key === "Tab" || (event.key === "Enter" && !exact())) take(items[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (step) mark();
  });
  // A command typed out in full is sent by Enter, not completed.
  const exact = () => area.value.trim().startsWith("/") && items[at]?.insert === area.value.trim();
  return { close };
}

function matches(typed, commands) {
  const word = typed.match(/(^|\s)([/@#])(\S*)$/);
  if (!word) return [];
  const [, , sign, text] = word;
  const wanted = text.toLowerCase();
  if (sign === "/") return commands && typed.trim() === sign + text ? commandsFor(wanted) : [];
  return (sign === "@" ? peopleFor(wanted) : channelsFor(wanted)).slice(0, 8);
}

const commandsFor = (wanted) =>
  store.app.commands.filter((c) => c.name.slice(1).startsWith(wanted)).map((c) => ({ insert: c.name, label: `${c.name} ${c.usage_hint}`, note: c.description }));

const peopleFor = (wanted) =>
  [...store.people.values()]
    .filter((p) => !p.deleted && `${p.name} ${p.real_name}`.toLowerCase().includes(wanted))
    .map((p) => ({ insert: `@${p.name}`, label: p.real_name, note: p.is_bot ? "App" : p.title }));

const channelsFor = (wanted) =>
  [...store.channels.values()].filter((c) => c.kind !== "im" && c.name.includes(wanted)).map((c) => ({ insert: `#${c.name}`, label: `#${c.name}`, note: c.topic }));
