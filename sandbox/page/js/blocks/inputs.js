// The `input` block: label, element, hint, and the error beside it.
import { h, iconButton } from "../dom.js";
import { plain } from "../text/mrkdwn.js";
import { changed, control } from "./controls.js";

let fields = 0;

export function inputBlock(block, scope) {
  const id = `field-${(fields += 1)}`;
  const element = block.element;
  const labelled = LABELLED.has(element.type);
  const label = h(labelled ? "label" : "span", { class: "field-label", id: `${id}-label`, for: labelled ? id : undefined }, plain(block.label.text), block.optional && h("span", { class: "quiet" }, " (optional)"));
  const describedby = `${id}-error${block.hint ? ` ${id}-hint` : ""}`;
  const field = { id, labelledby: `${id}-label`, props: { id, "aria-labelledby": labelled ? undefined : `${id}-label`, "aria-describedby": describedby, "aria-required": block.optional || element.type === "checkboxes" ? undefined : "true" } };
  if (element.type === "checkboxes" || element.type === "radio_buttons") delete field.props["aria-required"];
  if (element.type.endsWith("_select")) {
    field.props["aria-labelledby"] = `${id}-label ${id}`;
    delete field.props["aria-required"];
  }
  const node = TYPED[element.type] ? TYPED[element.type](block, element, scope, field) : control(block, element, scope, field);
  node.dataset.action = element.action_id;
  return h("div", { class: "field" }, label, node,
    h("div", { class: "field-error", id: `${id}-error`, role: "alert" }),
    block.hint && h("div", { class: "field-hint", id: `${id}-hint` }, plain(block.hint.text)));
}

export function showErrors(root, errors) {
  for (const node of root.querySelectorAll(".field")) showError(node, errors[node.dataset.block] ?? "");
  const first = root.querySelector(".field--wrong");
  first?.querySelector("input, textarea, button")?.focus();
  first?.scrollIntoView({ block: "nearest" });
}

function showError(node, text) {
  node.classList.toggle("field--wrong", text !== "");
  node.querySelector(".field-error").textContent = text;
  const input = node.querySelector("input, textarea, .picker-btn");
  if (text) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
}

const LABELLED = new Set(["plain_text_input", "number_input", "email_text_input", "url_text_input", "datepicker", "timepicker", "datetimepicker"]);

function typed(type, more = {}) {
  return (block, element, scope, field) => {
    const multiline = element.multiline;
    const dispatch = block.dispatch_action ? element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"] : [];
    return h(multiline ? "textarea" : "input", {
      class: "input", type: multiline ? undefined : type, ...field.props, ...more,
      maxlength: element.max_length, placeholder: element.placeholder?.text,
      autofocus: element.focus_on_load, value: scope.value(block, element) ?? "",
      oninput: (event) => {
        scope.keep(block, element, event.target.value);
        if (dispatch.includes("on_character_entered")) scope.use(block, element, event.target.value);
      },
      onchange: (event) => scope.kind === "message" && !block.dispatch_action && scope.use(block, element, event.target.value),
      onkeydown: (event) => {
        if (event.key !== "Enter" || multiline || event.isComposing) return;
        if (!dispatch.includes("on_enter_pressed")) return;
        event.preventDefault();
        scope.use(block, element, event.target.value);
      },
    });
  };
}

const fileNames = new Map(); // by id

function fileInput(block, element, scope, field) {
  const list = h("div", { class: "chips" });
  const most = element.max_files ?? 10;
  // What stands in it is ids as they were entered here, or Slack's objects.
  const before = scope.value(block, element) ?? [];
  for (const file of before) if (file.id) fileNames.set(file.id, file.name);
  let ids = [];
  const tell = (text) => showError(input.closest(".field"), text);
  const input = h("input", {
    type: "file", class: "input", ...field.props, multiple: most > 1,
    accept: element.filetypes?.map((t) => `.${t}`).join(","),
    onchange: async () => {
      const files = [...input.files];
      input.value = "";
      tell("");
      if (ids.length + files.length > most) return tell(`At most ${most} files.`);
      const added = await scope.addFiles(files, tell);
      added.forEach((id, n) => fileNames.set(id, files[n].name));
      show(added);
      changed(block, element, scope, ids);
    },
  });
  const show = (added) => {
    ids = [...ids, ...added];
    list.append(...added.map((id) => chip(fileNames.get(id), id)));
  };
  const chip = (name, id) => {
    const node = h("span", { class: "chip" }, name, iconButton("close", `Remove ${name}`, () => {
      ids = ids.filter((other) => other !== id);
      changed(block, element, scope, ids);
      node.remove();
    }));
    return node;
  };
  show(before.map((file) => file.id ?? file));
  return h("div", {}, input, list);
}

const TYPED = {
  plain_text_input: typed("text"),
  number_input: typed("text", { inputmode: "decimal" }),
  email_text_input: typed("email"),
  url_text_input: typed("url"),
  file_input: fileInput,
};
