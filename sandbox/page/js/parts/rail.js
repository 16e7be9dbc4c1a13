// The left rail: who one is, the conversations, the app's state, theme and controls.
import { avatar, byId, h, icon } from "../dom.js";
import { channelName, directMessage, me, store } from "../store.js";
import { openControls } from "./controls.js";
import { openListbox } from "./listbox.js";
import { nextTheme, themeName } from "./theme.js";

export function drawRail({ goTo, becomes }) {
  const rail = byId("rail");
  const held = rail.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const channels = [...store.channels.values()].filter((c) => c.kind !== "im").sort((a, b) => a.name.localeCompare(b.name));
  const mine = channels.filter((c) => c.is_member);
  const others = channels.filter((c) => !c.is_member);
  const connected = store.connections > 0;
  const top = rail.querySelector(".rail-body")?.scrollTop ?? 0;
  rail.replaceChildren(
    h("div", { class: "rail-head" }, h("h1", {}, store.team.name),
      h("div", { class: `rail-status${connected ? " rail-status--on" : ""}` }, connected ? `${store.app.name} is connected` : `Waiting for ${store.app.name}`)),
    h("div", { class: "rail-body" },
      h("h2", { id: "me-label" }, "You are"), personButton(becomes),
      h("h2", {}, "Assistant"), h("ul", {}, h("li", {}, conversation(directMessage(), goTo))),
      h("h2", {}, "Channels"), h("ul", {}, mine.map((c) => h("li", {}, conversation(c, goTo)))),
      others.length > 0 && [h("h2", {}, "Other channels"), h("ul", {}, others.map((c) => h("li", {}, conversation(c, goTo))))]),
    h("div", { class: "rail-foot" },
      h("button", { type: "button", class: "rail-btn", data: { key: "theme" }, title: "Change the theme", "aria-label": `Theme: ${themeName()}`, onclick: () => { nextTheme(); drawRail({ goTo, becomes }); } }, icon("theme"), themeName()),
      h("button", { type: "button", class: "rail-btn", data: { key: "controls" }, "aria-haspopup": "dialog", onclick: openControls }, icon("sliders"), "Controls")));
  rail.querySelector(".rail-body").scrollTop = top;
  if (held) rail.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
}

function personButton(becomes) {
  const own = me();
  const button = h("button", {
    type: "button", class: "rail-btn me", data: { key: "me" }, "aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": `You are ${own.real_name}, ${own.title}. Choose another person`,
    onclick: () => openListbox(button, { placeholder: "Find a person", load: async (text) => peopleGroups(text), chosen: () => [{ value: own.id }], take: ([entry]) => becomes(entry.value) }),
  }, avatar(own), h("span", { class: "who" }, h("b", {}, own.real_name), h("span", {}, [own.organization, own.title].filter(Boolean).join(" · "))), icon("down"));
  return button;
}

function peopleGroups(text) {
  const wanted = text.toLowerCase();
  const people = [...store.people.values()].filter((p) => !p.is_bot && !p.deleted && `${p.real_name} ${p.title} ${p.group} ${p.organization ?? ""}`.toLowerCase().includes(wanted));
  return [...new Set(people.map((p) => p.group))].sort(byGroup).map((group) => ({
    label: group,
    entries: people.filter((p) => p.group === group).map((p) => ({
      value: p.id,
      label: p.real_name,
      node: h("span", { style: "display:flex;gap:10px;align-items:center" }, avatar(p, "small"), h("span", {}, p.real_name, h("small", {}, [p.organization, p.title].filter(Boolean).join(" · ")))),
    })),
  }));
}

const ORDER = ["Customers", "CEC staff", "Visitors"];
const byGroup = (a, b) => (ORDER.indexOf(a) + 1 || 99) - (ORDER.indexOf(b) + 1 || 99) || a.localeCompare(b);

function conversation(found, goTo) {
  if (!found) return null;
  const current = found.id === store.channel;
  const unread = current ? 0 : found.unread;
  const name = channelName(found);
  const sign = found.kind === "im" ? avatar(store.people.get(store.app.user), "small") : h("span", { class: "sign" }, icon(found.is_ext_shared ? "shared" : found.kind === "private" ? "lock" : "hash"));
  const kind = found.is_ext_shared ? ", shared with another organization" : found.kind === "private" ? ", private" : "";
  return h("button", {
    type: "button", class: `rail-btn${unread ? " rail-btn--unread" : ""}`, data: { key: found.id, channel: found.id }, "aria-current": current ? "page" : undefined,
    "aria-label": `${name}${kind}${unread ? `, ${unread} unread` : ""}`, onclick: () => goTo(found.id),
  }, sign, h("span", { class: "name" }, name), unread > 0 && h("span", { class: "badge", "aria-hidden": "true" }, unread > 99 ? "99+" : String(unread)));
}
