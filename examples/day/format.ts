import picocolors from "picocolors";

/** Colours for a person at a terminal, none in a pipe, whatever else the environment suggests. */
export const paint = picocolors.createColors(process.stdout.isTTY === true && process.env.NO_COLOR === undefined);

/** 1,234,567 */
export function count(number: number): string {
  return number.toLocaleString("en-US");
}

/** 47 s, 12:05, 3:12:05, 4 d 3 h: as long as it needs to be. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds >= 86_400) return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3_600)} h`;
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** 81.3 % */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Mon 2026-03-02 14:05, the simulated moment. */
export function moment(at: number): string {
  const iso = new Date(at).toISOString();
  const weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][new Date(at).getUTCDay()];
  return `${weekday} ${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
