// Times of day and days as people say them in a language ("de", "en"). English is written as in Europe: 14:05, 22 November.

const MS_PER_DAY = 86_400_000;

export const locale = (language: string): string => (language === "en" ? "en-GB" : language);

/** "14:05" */
export const clockTime = (at: Date, language: string): string =>
  at.toLocaleTimeString(locale(language), { hour: "2-digit", minute: "2-digit" });

/** "Heute", "Gestern" or "12. März"; the year only where it differs from now. */
export function dayName(at: Date, now: Date, language: string): string {
  const days = daysBetween(at, now);
  if (days === 0 || days === 1) return capitalised(relativeDay(-days, language));
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return at.toLocaleDateString(locale(language), { day: "numeric", month: "long", ...year });
}

/** "Sonntag, 22. November" */
export const longDate = (at: Date, language: string): string =>
  at.toLocaleDateString(locale(language), { weekday: "long", day: "numeric", month: "long" });

/** When something ahead is: "heute", "morgen", "Montag" within a week, else "Montag, 3. Januar"; "8" or "8:30" (English: "8:00"). */
export function nextTime(at: Date, now: Date, language: string): { day: string; weekday: boolean; time: string } {
  const days = daysBetween(now, at);
  const [hours, minutes] = [at.getHours(), String(at.getMinutes()).padStart(2, "0")];
  const time = language === "en" || at.getMinutes() > 0 ? `${hours}:${minutes}` : String(hours);
  if (days < 2) return { day: relativeDay(days, language), weekday: false, time };
  const day = days < 7 ? at.toLocaleDateString(locale(language), { weekday: "long" }) : longDate(at, language);
  return { day, weekday: true, time };
}

export const sameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString();

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

const daysBetween = (earlier: Date, later: Date): number =>
  Math.round((midnight(later) - midnight(earlier)) / MS_PER_DAY);

const relativeDay = (days: number, language: string): string =>
  new Intl.RelativeTimeFormat(locale(language), { numeric: "auto" }).format(days, "day");

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
