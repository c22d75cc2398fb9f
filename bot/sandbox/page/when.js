// Times in the zone of the page, told in its language; `now` is the clock of the demo.

import { language, word } from "./words.js";

let now = 0;
let zone = "UTC";

export function live(moment, place) {
  now = moment;
  zone = place;
}

function format(stamp, options) {
  const locale = language === "zh" ? "zh-Hans-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(new Date(stamp * 1000));
}

const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

// 2026-11-24, for comparing days
export const day = (stamp) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date(stamp * 1000));

export const time = (stamp) => format(stamp, HOUR);

export const clockTime = () => format(now, { weekday: "short", day: "numeric", month: "short", ...HOUR });

export function dayName(stamp) {
  if (day(stamp) === day(now)) return word("today");
  if (day(stamp) === day(now - 86400)) return word("yesterday");
  return format(stamp, { weekday: "long", day: "numeric", month: "long" });
}
