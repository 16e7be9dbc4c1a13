// Dates and times in the time zone of the person on screen.
import { me } from "../store.js";

const part = (date, options) => new Intl.DateTimeFormat("en-US", { timeZone: me().tz, ...options }).format(date);
export const dayKey = (date) => part(date, { year: "numeric", month: "2-digit", day: "2-digit" });
export const fromTs = (ts) => new Date(Number(ts) * 1000);
export const time = (date) => part(date, { hour: "numeric", minute: "2-digit" });

// What the person's clock shows at that instant (milliseconds), read as if it were one without a zone.
function clockAt(instant) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  const shown = new Intl.DateTimeFormat("en-US", { timeZone: me().tz, ...options }).formatToParts(new Date(instant));
  const { year, month, day, hour, minute, second } = Object.fromEntries(shown.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

// The value of a field of day and time, and back: seconds since the epoch, as the person's own clock shows them.
export const clockField = (seconds) => new Date(clockAt(seconds * 1000)).toISOString().slice(0, 16);

export function fromClockField(typed) {
  const wanted = Date.parse(`${typed}Z`);
  const offset = (instant) => clockAt(instant) - instant;
  const near = wanted - offset(wanted);
  return Math.floor((wanted - offset(near)) / 1000); // once more, as the clocks may change in between
}

const ordinal = (n) => n + (n % 100 > 10 && n % 100 < 14 ? "th" : ["th", "st", "nd", "rd"][n % 10] ?? "th");
const long = (date) => `${part(date, { month: "long" })} ${ordinal(Number(part(date, { day: "numeric" })))}, ${part(date, { year: "numeric" })}`;
const short = (date) => part(date, { month: "short", day: "numeric", year: "numeric" });

function pretty(date, otherwise) {
  const days = { [dayKey(new Date(Date.now() - 864e5))]: "yesterday", [dayKey(new Date())]: "today", [dayKey(new Date(Date.now() + 864e5))]: "tomorrow" };
  return days[dayKey(date)] ?? otherwise(date);
}

function ago(date) {
  const seconds = Math.round((date - Date.now()) / 1000);
  const steps = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = steps.find(([, s]) => Math.abs(seconds) >= s) ?? steps.at(-1);
  return new Intl.RelativeTimeFormat("en-US", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

const weekday = (date) => `${part(date, { weekday: "long" })}, ${long(date)}`;
const FORMATS = {
  date_num: (d) => [part(d, { year: "numeric" }), part(d, { month: "2-digit" }), part(d, { day: "2-digit" })].join("-"),
  date: long,
  date_long: weekday,
  date_long_full: weekday,
  date_short: short,
  date_pretty: (d) => pretty(d, long),
  date_long_pretty: (d) => pretty(d, weekday),
  date_short_pretty: (d) => pretty(d, short),
  day_divider_pretty: (d) => pretty(d, weekday),
  time,
  time_secs: (d) => part(d, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

// Slack's `<!date^seconds^format|fallback>`.
export function formatDate(seconds, format, fallback) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return fallback ?? format;
  return format.replace(/\{(\w+)\}/g, (whole, name) => (FORMATS[name] ? FORMATS[name](date) : whole));
}

export function dayTitle(date) {
  const title = pretty(date, (d) => part(d, { weekday: "long", month: "long", day: "numeric" }));
  return title[0].toUpperCase() + title.slice(1);
}

export const full = (date) => `${part(date, { weekday: "long", month: "long", day: "numeric", year: "numeric" })} at ${time(date)}`;
