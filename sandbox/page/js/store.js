// What this window knows of the workspace, as the person it acts for sees it.

export const store = {
  me: null,
  team: {},
  app: {},
  people: new Map(),
  channels: new Map(),
  connections: 0,
  channel: null, // id of the conversation on screen
  tab: "messages", // of the app's direct message: home or messages
  side: null, // null, {kind: "thread", ts} or {kind: "assistant", ts}
  home: null,
  modals: [],
  threads: new Map(), // assistant threads by ts
};

const listeners = new Map();

export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

export function tell(kind, detail) {
  for (const listener of listeners.get(kind) ?? []) listener(detail);
}

export const person = (id) => store.people.get(id) ?? { id, name: id, real_name: id, initials: "?", color: "55606e", title: "" };
export const me = () => person(store.me);
export const channel = () => store.channels.get(store.channel);
export const directMessage = () => [...store.channels.values()].find((c) => c.kind === "im");

export function channelName(found) {
  if (!found) return "";
  return found.kind === "im" ? store.app.name : found.name;
}

export function takeState(state) {
  store.team = state.team;
  store.app = state.app;
  store.connections = state.connections;
  store.people = new Map(state.people.map((p) => [p.id, p]));
  if (state.me) {
    store.me = state.me;
    store.channels = new Map(state.channels.map((c) => [c.id, c]));
  }
}
