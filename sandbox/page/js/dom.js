// Small helpers to build and find elements. Text always goes in as text, never as HTML.

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "class") element.className = value;
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "style") element.style.cssText = value;
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : value);
}

export const byId = (id) => document.getElementById(id);

const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  reply: "M4 5h16v11H10l-4 4v-4H4z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5h.01M15 9.5h.01",
  send: "M5 12h13M12 5l7 7-7 7",
  clip: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.3 8.3a1.7 1.7 0 0 1-2.4-2.4L14.5 7",
  down: "M6 9l6 6 6-6",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  hash: "M9 4L7 20M17 4l-2 16M4 9h16M4 15h16",
  shared: "M9.5 14.5l5-5M11 7l2-2a4 4 0 0 1 6 6l-2 2M13 17l-2 2a4 4 0 0 1-6-6l2-2",
  sparkle: "M12 3l2.2 6.3L20.5 12l-6.3 2.2L12 21l-2.2-6.8L3.5 12l6.3-2.7z",
  sliders: "M4 8h9M17 8h3M15 6v4M4 16h3M11 16h9M9 14v4",
  theme: "M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8z",
  plus: "M12 5v14M5 12h14",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon icon--${name}`);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick, more = {}) {
  const { class: extra = "", ...rest } = more;
  return h("button", { type: "button", class: `icon-btn ${extra}`, "aria-label": label, title: label, onclick, ...rest }, icon(name));
}

export function avatar(person, size = "") {
  const extra = size ? ` avatar--${size}` : "";
  if (person.is_bot) {
    return h("span", { class: `avatar${extra}`, "aria-hidden": "true" }, h("img", { src: "/page/icon.svg", alt: "" }));
  }
  return h("span", { class: `avatar${extra}`, style: `background:#${person.color}`, "aria-hidden": "true" }, person.initials);
}

export function toast(text) {
  const note = h("div", { class: "toast" }, text);
  const toasts = byId("toasts");
  toasts.append(note);
  // Shown anew, they lie above a form that was opened meanwhile.
  toasts.hidePopover();
  toasts.showPopover();
  setTimeout(() => note.remove(), 6000);
}

// Hands keyboard focus to an element that would not take it by itself.
export function focusOn(element) {
  if (!element) return;
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
