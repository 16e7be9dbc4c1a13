// A menu of actions: [{label, run, danger} or "-"].
import { h } from "../dom.js";
import { openPopover } from "./popover.js";

export function openMenu(anchor, items, onclose) {
  let popover = null;
  const nodes = items.map((item) =>
    item === "-"
      ? h("li", { role: "separator" }, h("hr"))
      : h("li", { role: "none" }, h("button", { type: "button", role: "menuitem", class: item.danger ? "danger" : "", onclick: () => { popover.close(); item.run(); } }, item.label)));
  const list = h("ul", { class: "menu", role: "menu" }, nodes);
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Tab") popover.close();
    if (to === undefined) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  });
  popover = openPopover(anchor, list, { focus: list.querySelector("button"), onclose });
}
