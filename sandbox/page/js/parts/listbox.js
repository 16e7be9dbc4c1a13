// A searchable list box in a popover, fully operable by keyboard.
import { h } from "../dom.js";
import { openPopover } from "./popover.js";

let boxes = 0;

// `load(text)` resolves to groups [{label, entries: [{value, label, note, node}]}]; `take(entries)` gets what is chosen.
export function openListbox(anchor, { load, chosen = () => [], multi = false, most = Infinity, minimum = 0, take, placeholder = "Search" }) {
  const id = `listbox-${(boxes += 1)}`;
  const list = h("ul", { class: "listbox", id, role: "listbox", "aria-multiselectable": multi || undefined, "aria-label": placeholder });
  const search = h("input", {
    class: "input", type: "text", placeholder, role: "combobox", "aria-expanded": "true", "aria-controls": id, "aria-label": placeholder, "aria-autocomplete": "list", autocomplete: "off",
  });
  const popover = openPopover(anchor, [h("div", { class: "search" }, search), list], { focus: search });
  let entries = [];
  let at = 0;
  let turn = 0;

  const isChosen = (entry) => chosen().some((other) => other.value === entry.value);
  const mark = () => {
    [...list.querySelectorAll(".option")].forEach((node, n) => node.classList.toggle("option--on", n === at));
    const current = list.querySelector(".option--on");
    current?.scrollIntoView({ block: "nearest" });
    if (current) search.setAttribute("aria-activedescendant", current.id);
    else search.removeAttribute("aria-activedescendant");
  };
  const choose = (entry) => {
    if (!multi) {
      popover.close();
      take([entry]);
      return;
    }
    const others = chosen().filter((other) => other.value !== entry.value);
    if (others.length === chosen().length && others.length >= most) return;
    take(others.length < chosen().length ? others : [...others, entry]);
    draw(lastGroups);
  };
  let lastGroups = [];
  const draw = (groups) => {
    lastGroups = groups;
    entries = groups.flatMap((group) => group.entries);
    at = Math.min(at, Math.max(entries.length - 1, 0));
    list.replaceChildren(...groups.filter((g) => g.entries.length).flatMap((group) => [
      group.label && h("li", { class: "group", role: "presentation" }, group.label),
      ...group.entries.map((entry) => option(entry)),
    ]).filter(Boolean));
    if (!entries.length) list.append(h("li", { class: "group", role: "presentation" }, "Nothing found"));
    mark();
    popover.place();
  };
  const option = (entry) => {
    const n = entries.indexOf(entry);
    const on = isChosen(entry);
    return h("li", { class: "option", role: "option", id: `${id}-${n}`, "aria-selected": String(on), onclick: () => choose(entry), onmousemove: () => at !== n && ((at = n), mark()) },
      multi && h("span", { class: "tick", "aria-hidden": "true" }, on ? "✓" : ""),
      entry.node ?? h("span", {}, entry.label, entry.note && h("small", {}, entry.note)));
  };
  const refresh = async () => {
    const mine = (turn += 1);
    if (search.value.length < minimum) {
      draw([]);
      list.replaceChildren(h("li", { class: "group", role: "presentation" }, `Type ${minimum} or more characters`));
      return;
    }
    const groups = await load(search.value);
    if (mine === turn) draw(groups);
  };
  search.addEventListener("input", () => {
    at = 0;
    refresh();
  });
  search.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      at = (at + step + entries.length) % Math.max(entries.length, 1);
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (entries[at]) choose(entries[at]);
    } else if (event.key === "Tab") popover.close();
  });
  refresh();
}
