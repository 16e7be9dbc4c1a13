// The App Home tab.
import { act, read } from "../api.js";
import { renderBlocks } from "../blocks/render.js";
import { makeScope } from "../blocks/scope.js";
import { h } from "../dom.js";
import { store } from "../store.js";
import { keepFocus } from "./focus.js";

export async function drawHome(body) {
  const shown = await read("home");
  store.home = shown.view;
  showHome(body);
  act("open_home", { tab: "home" });
}

export function showHome(body) {
  if (!body) return;
  const view = store.home;
  if (!view) {
    body.replaceChildren(h("div", { class: "empty" }, h("p", {}, `${store.app.name} has nothing on this page yet.`), h("p", {}, "It appears here as soon as the app has prepared it.")));
    return;
  }
  keepFocus(body, () => {
    const scope = makeScope({ view: view.id }, view.state.values);
    body.replaceChildren(h("div", { class: "home" }, renderBlocks(view.blocks, scope)));
  });
}
