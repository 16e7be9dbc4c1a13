// Light, dark, or as the system says. The choice is kept in the browser.
const KEY = "theme";
const ORDER = ["auto", "light", "dark"];
const NAMES = { auto: "Auto", light: "Light", dark: "Dark" };
const system = window.matchMedia("(prefers-color-scheme: dark)");

const chosen = () => (ORDER.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "auto");

export function applyTheme() {
  const dark = chosen() === "dark" || (chosen() === "auto" && system.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

export function nextTheme() {
  localStorage.setItem(KEY, ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length]);
  applyTheme();
}

export const themeName = () => NAMES[chosen()];

system.addEventListener("change", applyTheme);
