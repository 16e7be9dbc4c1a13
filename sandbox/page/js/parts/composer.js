// Where a person writes: Enter sends, Shift+Enter breaks the line; commands, people and channels are completed.
import { act, upload } from "../api.js";
import { h, iconButton, toast } from "../dom.js";
import { store } from "../store.js";
import { attachCompletion } from "./completion.js";

const drafts = new Map();

// `onEditLast` is called for an arrow up in the empty field.
export function makeComposer({ id, channel, threadTs = null, placeholder, onEditLast, commands = true }) {
  const key = `${store.me}/${channel}/${threadTs ?? ""}`;
  let files = [];
  const area = h("textarea", { id, rows: "1", placeholder, "aria-label": placeholder, value: drafts.get(key) ?? "" });
  const chips = h("div", { class: "chips" });
  const chooser = h("input", { type: "file", multiple: true, hidden: true, "aria-hidden": "true", tabindex: "-1", onchange: () => addFiles([...chooser.files]) });
  const send = iconButton("send", "Send", () => submit(), { class: "send" });
  const box = h("div", { class: "composer-box" }, chips, area,
    h("div", { class: "composer-row" }, iconButton("clip", "Attach files", () => chooser.click()), chooser,
      h("span", { class: "hint" }, commands ? "Enter to send · Shift + Enter for a new line · / for commands" : "Enter to send"), send));
  const root = h("div", { class: "composer" }, box);
  const completion = attachCompletion(root, area, { commands: commands && !threadTs });

  const refresh = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, window.innerHeight * 0.4)}px`;
    send.disabled = area.value.trim() === "" && files.length === 0;
    drafts.set(key, area.value);
  };
  const addFiles = (added) => {
    files = [...files, ...added];
    chooser.value = "";
    drawChips();
    area.focus();
  };
  const drawChips = () => {
    chips.replaceChildren(...files.map((file) =>
      h("span", { class: "chip" }, file.name, iconButton("close", `Remove ${file.name}`, () => {
        files = files.filter((other) => other !== file);
        drawChips();
      }))));
    refresh();
  };
  const restore = (text, kept) => {
    if (area.value === "") area.value = text;
    files = kept;
    drawChips();
  };
  async function submit() {
    const text = area.value;
    const sending = files;
    if (text.trim() === "" && !sending.length) return;
    const command = sending.length ? null : asCommand(text, commands && !threadTs);
    area.value = "";
    files = [];
    drawChips();
    completion.close();
    const done = await deliver(text, sending, command);
    if (!done.ok && !done.problem) restore(text, sending);
  }
  async function deliver(text, sending, command) {
    if (command) return act("command", { channel, ...command });
    if (text.startsWith("/") && commands && !threadTs && /^\/[a-z]+/.test(text)) {
      toast(`${text.split(" ")[0]} is not a command here. Type / to see those that are.`);
      return { ok: false };
    }
    if (sending.length) return upload(sending, { channel, text, thread_ts: threadTs });
    return act("say", { channel, text, thread_ts: threadTs ?? undefined });
  }
  area.addEventListener("input", refresh);
  area.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
    if (event.key === "ArrowUp" && area.value === "" && onEditLast) {
      event.preventDefault();
      onEditLast();
    }
  });
  area.addEventListener("paste", (event) => event.clipboardData?.files.length && (event.preventDefault(), addFiles([...event.clipboardData.files])));
  root.addEventListener("dragover", (event) => event.preventDefault());
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    addFiles([...event.dataTransfer.files]);
  });
  requestAnimationFrame(refresh);
  return { root, area };
}

function asCommand(text, allowed) {
  const [name] = text.trim().split(/\s+/);
  if (!allowed || !store.app.commands.some((c) => c.name === name)) return null;
  return { command: name, text: text.trim().slice(name.length).trim() };
}
