// Keeps a list of messages at its newest one, unless its reader has scrolled up to read.

export function makeFollower(scroller) {
  let last = 0;
  let following = true;
  const end = () => scroller.scrollHeight - scroller.clientHeight;
  const go = (top) => {
    scroller.scrollTop = top;
    last = scroller.scrollTop;
    following = true;
  };
  scroller.addEventListener("scroll", () => {
    if (scroller.scrollTop < last - 4) following = false;
    if (end() - scroller.scrollTop < 60) following = true;
    last = scroller.scrollTop;
  });
  return {
    atEnd: () => end() - scroller.scrollTop < 2,
    toEnd: () => go(end()),
    // Shows a new message from its beginning, also when it is taller than the window.
    show(node, always = false) {
      if (!following && !always) return;
      const top = node.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
      go(Math.min(end(), top - 10));
    },
  };
}
