// A box beside its anchor. Escape, a click elsewhere or leaving it closes it and gives focus back.
import { h } from "../dom.js";

let open = null;

export function openPopover(anchor, content, { focus, onclose } = {}) {
  open?.close();
  const box = h("div", { class: "popover" }, content);
  const home = anchor.closest("dialog") ?? document.body;
  home.append(box);
  anchor.setAttribute("aria-expanded", "true");
  const place = () => {
    const edge = anchor.getBoundingClientRect();
    box.style.minWidth = `${Math.min(Math.max(edge.width, 220), window.innerWidth - 16)}px`;
    const { width, height } = box.getBoundingClientRect();
    const below = window.innerHeight - edge.bottom > height + 8 || edge.top < height;
    const top = below ? edge.bottom + 4 : edge.top - height - 4;
    box.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
    box.style.left = `${Math.max(8, Math.min(edge.left, window.innerWidth - width - 8))}px`;
  };
  const outside = (event) => !box.contains(event.target) && !anchor.contains(event.target) && close(false);
  const keys = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  function close(giveBack = true) {
    if (open !== handle) return;
    open = null;
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", keys, true);
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (giveBack && anchor.isConnected) anchor.focus();
    onclose?.();
  }
  const handle = { box, close, place };
  open = handle;
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", keys, true);
  place();
  focus?.focus();
  return handle;
}
