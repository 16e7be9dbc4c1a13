// Workspace controls: faults on demand, connections, and what the app called lately.
import { post, read } from "../api.js";
import { byId, h, iconButton, toast } from "../dom.js";
import { on, store } from "../store.js";
import { fromTs, time } from "../text/dates.js";

const FAULTS = [
  { label: "Answer slowly (2 s), next 5 calls", fault: { method: "*", kind: "slow", seconds: 2, times: 5 } },
  { label: "Too many requests (429), next 3 calls", fault: { method: "*", kind: "429", retry_after: 2, times: 3 } },
  { label: "Server error (500), next 3 calls", fault: { method: "*", kind: "500", times: 3 } },
  { label: "Server error on posting, until cleared", fault: { method: "chat.postMessage", kind: "500", times: null } },
];

export function openControls() {
  const dialog = byId("controls");
  const before = document.activeElement;
  dialog.onclose = () => before?.isConnected && before.focus();
  draw(dialog, [], { calls: [] }, { warnings: [] });
  dialog.showModal();
  refresh();
}

async function refresh() {
  const dialog = byId("controls");
  if (!dialog.open) return;
  const [state, calls, warnings] = await Promise.all([read("state"), read("calls", { limit: 25 }), read("warnings", { limit: 10 })]);
  draw(dialog, state.faults ?? [], calls, warnings);
}

on("connection", refresh);

async function send(path, body, said, method) {
  const outcome = await post(path, body, method);
  toast(outcome.ok ? said : outcome.text);
  refresh();
}

function draw(dialog, faults, calls, warnings) {
  const top = dialog.querySelector(".drawer-body")?.scrollTop ?? 0;
  const held = dialog.contains(document.activeElement) ? document.activeElement.textContent : null;
  const button = (label, run) => h("button", { type: "button", class: "btn", onclick: run }, label);
  dialog.replaceChildren(
    h("div", { class: "modal-head" }, h("h2", { id: "controls-title" }, "Workspace controls"), iconButton("close", "Close", () => dialog.close())),
    h("div", { class: "drawer-body", tabindex: "0", role: "group", "aria-labelledby": "controls-title" },
      h("p", {}, "For developers: see how the app copes when Slack has trouble."),
      h("h3", {}, "Connection"),
      h("p", {}, store.connections ? `The app holds ${store.connections} connection${store.connections > 1 ? "s" : ""}.` : "The app is not connected."),
      h("div", { class: "row" },
        button("Refresh connections", () => send("connections/refresh", {}, "The app was asked to reconnect.")),
        button("Break connections", () => send("connections/break", {}, "All connections were cut."))),
      h("h3", {}, "Faults"),
      h("div", { class: "row" }, FAULTS.map(({ label, fault }) => button(label, () => send("faults", fault, "Set.")))),
      faults.length > 0 && [
        h("ul", { class: "log", style: "margin-top:10px" }, faults.map((f) => h("li", {}, h("span", {}, `${f.method}: ${f.kind}`), h("span", { class: "quiet" }, f.times === null ? "until cleared" : `${f.times} left`)))),
        h("div", { class: "row" }, button("Clear faults", () => send("faults", {}, "Cleared.", "DELETE"))),
      ],
      h("h3", {}, "Latest calls of the app"),
      h("ul", { class: "log" }, calls.calls.length ? [...calls.calls].reverse().map(callLine) : h("li", {}, h("span", { class: "quiet" }, "None yet."))),
      h("div", { class: "row" }, button("Show the newest", refresh)),
      h("h3", {}, "Advice"),
      h("ul", { class: "log" }, warnings.warnings.length ? warnings.warnings.map((w) => h("li", {}, h("span", {}, w.detail))) : h("li", {}, h("span", { class: "quiet" }, "Nothing that Slack would advise against.")))));
  dialog.querySelector(".drawer-body").scrollTop = top;
  if (held) [...dialog.querySelectorAll("button")].find((b) => b.textContent === held)?.focus();
}

function callLine(call) {
  const failed = call.status !== 200 || call.response.ok === false;
  return h("li", {}, h("span", {}, call.method), h("span", { class: failed ? "bad" : "quiet" }, failed ? call.response.error ?? String(call.status) : "ok"),
    h("span", { class: "quiet" }, `${call.ms.toFixed(1)} ms · ${time(fromTs(call.at))}`));
}
