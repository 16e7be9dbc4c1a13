// Talks to the sandbox's controls. A refusal becomes a short notice and comes back as `{ok: false}`.
import { toast } from "./dom.js";
import { store } from "./store.js";

async function call(path, options) {
  try {
    const response = await fetch(`/_sandbox/${path}`, options);
    return await response.json();
  } catch {
    return { ok: false, text: "The workspace does not answer. Is it still running?" };
  }
}

export function read(what, query = {}) {
  return call(`${what}?${new URLSearchParams({ as: store.me ?? "", ...query })}`);
}

export function post(path, body = {}, method = "POST") {
  return call(path, { method, headers: { "Content-Type": "application/json" }, body: method === "DELETE" ? undefined : JSON.stringify(body) });
}

// Somebody does something. Field errors are left to the form; every other refusal is told at once.
export async function act(verb, body = {}) {
  const outcome = await post(`act/${verb}`, { as: store.me, ...body });
  if (outcome.ok === false && !outcome.errors) toast(outcome.text ?? "That did not work.");
  return outcome;
}

// `tell` says why files were refused.
export async function upload(files, fields = {}, tell = toast) {
  const form = new FormData();
  form.set("as", store.me);
  for (const [name, value] of Object.entries(fields)) if (value) form.set(name, value);
  for (const file of files) form.append("file", file);
  const outcome = await call("upload", { method: "POST", body: form });
  if (!outcome.ok) tell(outcome.text);
  return outcome;
}
