// A short question with two answers. Resolves to true or false.
import { byId, h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";

export function ask({ title, text, yes, no = "Cancel", danger = false }) {
  const dialog = byId("question");
  const before = document.activeElement;
  return new Promise((resolve) => {
    let answer = false;
    const end = (value) => {
      answer = value;
      dialog.close();
    };
    dialog.replaceChildren(
      h("div", { class: "modal-head" }, h("h2", { id: "question-title" }, title)),
      h("div", { class: "modal-body" }, typeof text === "string" ? text : textObject(text)),
      h("div", { class: "modal-foot" },
        h("button", { type: "button", class: "btn", onclick: () => end(false) }, no),
        h("button", { type: "button", class: `btn ${danger ? "btn--danger" : "btn--primary"}`, onclick: () => end(true) }, yes)));
    dialog.onclose = () => {
      resolve(answer);
      if (before?.isConnected) before.focus();
    };
    dialog.showModal();
    dialog.querySelector(".modal-foot .btn:last-child").focus();
  });
}
