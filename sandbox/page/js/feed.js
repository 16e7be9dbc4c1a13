// Live updates over a WebSocket that comes back by itself.
import { store, tell } from "./store.js";

let socket = null;

export function connectFeed() {
  socket?.close();
  const own = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/_sandbox/feed?as=${store.me}`);
  socket = own;
  let welcomed = false;
  own.onmessage = (event) => {
    if (own !== socket) return;
    const notice = JSON.parse(event.data);
    if (notice.type === "ready") welcomed = true;
    tell(notice.type, notice);
  };
  own.onclose = () => {
    if (own !== socket) return;
    tell("offline", {});
    setTimeout(() => own === socket && connectFeed(), welcomed ? 500 : 2000);
  };
}
