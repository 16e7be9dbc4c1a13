// The interactive elements. In an `input` block a change is kept until the form is sent; elsewhere it is sent at once.
import { h, iconButton } from "../dom.js";
import { openMenu } from "../parts/menu.js";
import { clockField, fromClockField } from "../text/dates.js";
import { plain } from "../text/mrkdwn.js";
import { choices } from "./choices.js";
import { picker } from "./picker.js";

export function control(block, element, scope, field = {}) {
  const node = ELEMENTS[element.type]?.(block, element, scope, field) ?? h("span", { class: "quiet" }, `(${element.type})`);
  node.dataset.action = element.action_id ?? "";
  return node;
}

// What changes do: kept in a form, sent elsewhere; `dispatch_action` does both.
export function changed(block, element, scope, value) {
  const inForm = block.type === "input";
  if (inForm && scope.kind === "view") scope.keep(block, element, value);
  if (!inForm || block.dispatch_action || scope.kind === "message") scope.use(block, element, value);
}

const ELEMENTS = {
  button,
  icon_button: (block, e, scope) => iconButton("close", e.text.text, () => scope.use(block, e, e.value)),
  feedback_buttons: feedback,
  overflow,
  datepicker: native("date"),
  timepicker: native("time"),
  datetimepicker: dateTime,
  radio_buttons: (block, e, scope, field) => choices("radio", block, e, scope, field, changed),
  checkboxes: (block, e, scope, field) => choices("checkbox", block, e, scope, field, changed),
};
for (const kind of ["static", "external", "users", "conversations", "channels"]) {
  ELEMENTS[`${kind}_select`] = (block, e, scope, field) => picker(block, e, scope, field, changed);
  ELEMENTS[`multi_${kind}_select`] = (block, e, scope, field) => picker(block, e, scope, field, changed);
}

function button(block, element, scope) {
  const style = element.style ? ` btn--${element.style}` : "";
  const label = element.accessibility_label;
  const send = async (event) => {
    const target = event.currentTarget;
    if (target.getAttribute("aria-disabled") === "true") return;
    target.setAttribute("aria-disabled", "true");
    await scope.use(block, element, element.value);
    target.removeAttribute("aria-disabled");
  };
  if (element.url) {
    return h("a", { class: `btn${style}`, href: element.url, target: "_blank", rel: "noopener noreferrer", "aria-label": label, onclick: send }, h("span", {}, plain(element.text.text)));
  }
  return h("button", { type: "button", class: `btn${style}`, "aria-label": label, onclick: send }, h("span", {}, plain(element.text.text)));
}

function feedback(block, element, scope) {
  const one = (side, sign) =>
    h("button", { type: "button", class: "btn", title: side.text.text, "aria-label": side.accessibility_label ?? side.text.text, onclick: () => scope.use(block, element, side.value) }, sign);
  return h("span", { class: "blk-actions" }, one(element.positive_button, "👍"), one(element.negative_button, "👎"));
}

function overflow(block, element, scope) {
  const items = element.options.map((option) => ({
    label: option.text.text,
    run: () => {
      if (option.url) window.open(option.url, "_blank", "noopener");
      scope.use(block, element, option.value);
    },
  }));
  return iconButton("more", "More actions", (event) => openMenu(event.currentTarget, items), { "aria-haspopup": "menu" });
}

function native(type) {
  return (block, element, scope, field) =>
    h("input", {
      type,
      class: "input input--small",
      value: scope.value(block, element) ?? "",
      "aria-label": field.labelledby ? undefined : element.placeholder?.text ?? (type === "date" ? "Date" : "Time"),
      ...field.props,
      onchange: (event) => changed(block, element, scope, event.target.value || null),
    });
}

function dateTime(block, element, scope, field) {
  const seconds = scope.value(block, element);
  return h("input", {
    type: "datetime-local",
    class: "input input--small",
    value: seconds ? clockField(seconds) : "",
    "aria-label": field.labelledby ? undefined : "Date and time",
    ...field.props,
    onchange: (event) => changed(block, element, scope, event.target.value ? fromClockField(event.target.value) : null),
  });
}

