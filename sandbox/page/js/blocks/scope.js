// Where blocks stand (a message, a modal, the App Home) and what using their elements sends.
import { act, upload } from "../api.js";
import { ask } from "../parts/question.js";
import { valueOf } from "./values.js";

// `where` is {channel, ts} or {view}. `values` holds what was entered, by block and action id.
export function makeScope(where, values = {}, onSent = () => {}) {
  const scope = {
    where,
    values,
    kind: where.view ? "view" : "message",
    value: (block, element) => valueOf(values[block.block_id]?.[element.action_id] ?? {}, element),
    keep(block, element, value) {
      scope.entered ??= {};
      (scope.entered[block.block_id] ??= {})[element.action_id] = value;
    },
    entered: undefined,
    async use(block, element, value) {
      if (element.confirm && !(await confirmed(element.confirm))) return { ok: false, errors: {} };
      const state = where.view ? scope.entered : undefined;
      const outcome = await act("use", { ...where, block_id: block.block_id, action_id: element.action_id, value, state });
      onSent(outcome);
      return outcome;
    },
    suggest: async (block, element, text) => {
      const answer = await act("suggest", { ...where, block_id: block.block_id, action_id: element.action_id, text });
      return answer.ok ? answer : { options: [] };
    },
    addFiles: async (files, tell) => (await upload(files, {}, tell)).files ?? [],
  };
  return scope;
}

function confirmed(dialog) {
  return ask({
    title: dialog.title.text,
    text: dialog.text,
    yes: dialog.confirm?.text ?? "Yes",
    no: dialog.deny?.text ?? "Cancel",
    danger: dialog.style === "danger",
  });
}
