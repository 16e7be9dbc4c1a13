// Radio buttons and checkboxes.
import { h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";

let groups = 0;

export function choices(type, block, element, scope, field, changed) {
  const name = `choice-${(groups += 1)}`;
  const chosen = [scope.value(block, element) ?? []].flat().map((option) => option.value);
  const box = h("fieldset", { class: "choices", ...field.props, "aria-label": field.labelledby ? undefined : "Options" });
  const report = () => {
    const values = [...box.querySelectorAll("input:checked")].map((input) => input.value);
    changed(block, element, scope, type === "radio" ? values[0] ?? null : values);
  };
  box.append(...element.options.map((option) => choice(type, name, option, chosen.includes(option.value), report)));
  return box;
}

function choice(type, name, option, checked, onchange) {
  return h("label", { class: "choice" },
    h("input", { type, name, value: option.value, checked, onchange }),
    h("span", {}, textObject(option.text), option.description && h("span", { class: "quiet" }, textObject(option.description))));
}
