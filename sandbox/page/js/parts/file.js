// A shared file, to download as the person on screen.
import { h } from "../dom.js";
import { store } from "../store.js";

const UNITS = ["bytes", "KB", "MB", "GB"];

function size(bytes) {
  const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), UNITS.length - 1);
  return `${step ? (bytes / 1024 ** step).toFixed(1) : bytes} ${UNITS[step]}`;
}

export function fileCard(file) {
  if (file.mode === "tombstone") return h("p", { class: "quiet" }, "This file was deleted.");
  const address = `/_sandbox/files/${file.id}?as=${store.me}`;
  const card = h("a", { class: "file", href: address, download: file.name },
    h("span", { class: "file-type", "aria-hidden": "true" }, file.filetype.slice(0, 4).toUpperCase()),
    h("span", {}, h("b", {}, file.title || file.name), h("span", { class: "quiet" }, `${file.pretty_type} · ${size(file.size)}`)));
  if (!/^image\/(png|jpeg|gif|webp)$/.test(file.mimetype)) return card;
  return h("div", { class: "blk-image" }, h("img", { src: address, alt: file.alt_txt || file.title || file.name, loading: "lazy", style: "max-height:260px;margin-top:6px" }), card);
}
