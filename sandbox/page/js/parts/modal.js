// Modals: the one on top of the stack, with its errors, loading state and live updates.
import { act } from "../api.js";
import { showErrors } from "../blocks/inputs.js";
import { renderBlocks } from "../blocks/render.js";
import { makeScope } from "../blocks/scope.js";
import { byId, h, iconButton } from "../dom.js";
import { store } from "../store.js";
import { plain } from "../text/mrkdwn.js";
import { keepFocus } from "./focus.js";

let shown = null; // id of the view on screen
let scope = null;
let before = null;

export function showModals() {
  const dialog = byId("modal");
  const view = store.modals.at(-1);
  if (!view) {
    shown = null;
    if (dialog.open) dialog.close();
    return;
  }
  const same = shown === view.id;
  scope = carryOver(view, same);
  shown = view.id;
  if (same) redraw(dialog, view);
  else draw(dialog, view);
  if (!dialog.open) open(dialog);
  if (!same) toBeginning(dialog);
}

// An update leaves its reader in place; where the element that they used is gone, it is read from its beginning.
function redraw(dialog, view) {
  const top = dialog.querySelector(".modal-body")?.scrollTop ?? 0;
  keepFocus(dialog, () => draw(dialog, view));
  if (dialog.contains(document.activeElement) && document.activeElement !== dialog) dialog.querySelector(".modal-body").scrollTop = top;
  else toBeginning(dialog);
}

// Without a field to fill in, the form itself is focused, so that it is read from its top.
const toBeginning = (dialog) =>
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector(".modal-body :is(input, textarea, .picker-btn)") ?? dialog.querySelector(".modal-body"))?.focus();

// What was entered stays when the app updates the view, for blocks that are still there.
function carryOver(view, same) {
  const next = makeScope({ view: view.id }, view.state.values);
  if (!same || !scope?.entered) return next;
  const here = new Set(view.blocks.map((block) => block.block_id));
  next.entered = Object.fromEntries(Object.entries(scope.entered).filter(([id]) => here.has(id)));
  const known = next.value;
  next.value = (block, element) => {
    const typed = element.type.endsWith("_input") ? next.entered[block.block_id]?.[element.action_id] : undefined;
    return typed ?? known(block, element);
  };
  return next;
}

function open(dialog) {
  before = document.activeElement;
  dialog.oncancel = (event) => {
    event.preventDefault();
    close(false);
  };
  dialog.onclose = () => before?.isConnected && before.focus();
  dialog.showModal();
}

function draw(dialog, view) {
  const busy = dialog.querySelector(".modal-foot .spinner") !== null && dialog.dataset.view === view.id;
  dialog.dataset.view = view.id;
  const submit = view.submit && h("button", { type: "submit", class: "btn btn--primary", "aria-disabled": busy ? "true" : undefined }, h("span", {}, plain(view.submit.text)));
  const body = h("div", { class: "modal-body", tabindex: "-1" }, renderBlocks(view.blocks, scope));
  // Text alone has nothing to tab to, so the keyboard scrolls the form itself.
  if (!body.querySelector("a, button, input, textarea, select")) body.tabIndex = 0;
  const form = h("form", { novalidate: true, onsubmit: (event) => (event.preventDefault(), send(dialog, view, submit)) },
    h("div", { class: "modal-head" },
      store.modals.length > 1 && iconButton("back", "Back", () => close(false)),
      h("h2", { id: "modal-title" }, plain(view.title.text)),
      iconButton("close", "Close", () => close(store.modals.length > 1))),
    body,
    h("div", { class: "modal-foot" },
      h("span", { class: "note", role: "alert" }),
      h("button", { type: "button", class: "btn", onclick: () => close(false) }, plain(view.close?.text ?? "Cancel")),
      submit));
  dialog.replaceChildren(form);
}

async function send(dialog, view, submit) {
  if (!submit || submit.getAttribute("aria-disabled") === "true") return;
  submit.setAttribute("aria-disabled", "true");
  submit.prepend(h("span", { class: "spinner", "aria-hidden": "true" }));
  dialog.querySelector(".note").textContent = "";
  const outcome = await act("submit", { view: view.id, state: scope.entered ?? {} });
  // The answer may have drawn the form anew.
  dialog.querySelector("[type=submit]")?.removeAttribute("aria-disabled");
  submit.querySelector(".spinner")?.remove();
  if (outcome.errors) showErrors(dialog, outcome.errors);
  else if (!outcome.ok && shown === view.id) dialog.querySelector(".note").textContent = outcome.text ?? "That did not work. Try again.";
}

function close(all) {
  act("close", { view: shown, all });
}
