// All selects: a button that opens a searchable list box. Multi selects keep the list open and tick what is chosen.
import { h, icon } from "../dom.js";
import { openListbox } from "../parts/listbox.js";
import { channelName, person, store } from "../store.js";

export function picker(block, element, scope, field, changed) {
  const multi = element.type.startsWith("multi_");
  const source = SOURCES[element.type.replace("multi_", "")];
  let chosen = [scope.value(block, element) ?? []].flat().filter(Boolean).map(source.entry);
  const hint = element.placeholder?.text ?? (multi ? "Choose" : "Choose one");
  const label = h("span");
  const button = h("button", { type: "button", class: "picker-btn", "aria-haspopup": "listbox", "aria-expanded": "false", ...field.props }, label, icon("down"));
  const show = () => {
    label.textContent = chosen.length ? chosen.map((entry) => entry.label).join(", ") : hint;
    label.className = chosen.length ? "" : "quiet";
    if (!field.labelledby) button.setAttribute("aria-label", chosen.length ? `${hint}: ${label.textContent}` : hint);
  };
  show();
  const take = (entries) => {
    chosen = entries;
    show();
    const values = chosen.map((entry) => entry.value);
    changed(block, element, scope, multi ? values : values[0] ?? null);
  };
  button.addEventListener("click", () =>
    openListbox(button, {
      load: (text) => source.load(element, text, (typed) => scope.suggest(block, element, typed)),
      chosen: () => chosen,
      multi,
      most: element.max_selected_items,
      minimum: source.external ? element.min_query_length ?? 3 : 0,
      take,
    }));
  return h("span", { class: "picker" }, button);
}

const optionEntry = (option) => ({ value: option.value, raw: option, label: option.text.text, note: option.description?.text });
const personEntry = (id) => ({ value: id, label: person(id).real_name, note: person(id).title });
const channelEntry = (id) => {
  const found = store.channels.get(id);
  return { value: id, label: found ? `${found.kind === "im" ? "" : "#"}${channelName(found)}` : id };
};
const fits = (text) => (entry) => `${entry.label} ${entry.note ?? ""}`.toLowerCase().includes(text.toLowerCase());

function optionList(source, text) {
  const groups = source.option_groups ?? [{ options: source.options ?? [] }];
  return groups.map((group) => ({ label: group.label?.text, entries: group.options.map(optionEntry).filter(fits(text)) }));
}

const one = (entries) => [{ entries }];
const channelsOf = (test) => [...store.channels.values()].filter(test).map((c) => channelEntry(c.id));

const SOURCES = {
  static_select: { entry: optionEntry, load: async (element, text) => optionList(element, text) },
  external_select: {
    entry: (option) => ({ ...optionEntry(option), value: option.value }),
    external: true,
    load: async (element, text, suggest) => optionList(await suggest(text), ""),
  },
  users_select: {
    entry: personEntry,
    load: async (element, text) => one([...store.people.values()].filter((p) => !p.is_bot && !p.deleted).map((p) => personEntry(p.id)).filter(fits(text))),
  },
  channels_select: { entry: channelEntry, load: async (element, text) => one(channelsOf((c) => c.kind === "public").filter(fits(text))) },
  conversations_select: { entry: channelEntry, load: async (element, text) => one(channelsOf(() => true).filter(fits(text))) },
};
