// Redraws a part without losing the place of somebody who is typing there.

export function keepFocus(root, redraw) {
  const held = root.contains(document.activeElement) ? document.activeElement : null;
  const block = held?.closest("[data-block]")?.dataset.block;
  const action = held?.closest("[data-action]")?.dataset.action;
  const selection = held && "selectionStart" in held ? [safe(() => held.selectionStart), safe(() => held.selectionEnd)] : null;
  const top = root.scrollTop;
  redraw();
  root.scrollTop = top;
  if (!held) return;
  const place = (block && root.querySelector(`[data-block="${CSS.escape(block)}"]`)) || root;
  const found = action && place.querySelector(`[data-action="${CSS.escape(action)}"]`);
  const target = found && (found.matches("input, textarea, button, a") ? found : found.querySelector("input, textarea, button"));
  target?.focus({ preventScroll: true });
  if (target && selection && selection[0] !== null) safe(() => target.setSelectionRange(...selection));
}

// Some input types have no selection and throw.
function safe(run) {
  try {
    return run();
  } catch {
    return null;
  }
}
