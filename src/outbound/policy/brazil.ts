import type { HoursPolicy } from "./policy.ts";

const read = "2026-11-23";
const WEEKDAYS = [1, 2, 3, 4, 5];

/**
 * Brazil's national holidays of a fixed date (Lei 662/1949 as amended by Lei 10.607/2002, Lei 6.802/1980, Lei 14.759/2023).
 * Carnival, Good Friday, Corpus Christi and what states and cities add are the application's to list.
 *
 * @example
 * const holidays = [...brazilianHolidays, "2027-02-09", "2027-03-26"]; // Carnival and Good Friday of 2027
 * const hours: HoursPolicy = { ...brazilianTelemarketingHours, holidays };
 * nextOpening(hours, Date.parse("2027-03-26T12:00:00-03:00")) === Date.parse("2027-03-27T10:00:00-03:00"); // → true
 */
export const brazilianHolidays: readonly string[] = [
  "01-01",
  "04-21",
  "05-01",
  "09-07",
  "10-12",
  "11-02",
  "11-15",
  "11-20",
  "12-25",
];

/**
 * The hours to which Brazilian telemarketing has bound itself: Monday to Friday 9:00 to 21:00, Saturday 10:00 to 16:00,
 * never on Sundays and national holidays. Data with a source, not law: states and cities are stricter.
 *
 * @example
 * const voice: OutboundPolicy = { hours: brazilianTelemarketingHours };
 * const center = await createCenter({ outbound: { policies: { voice } } });
 */
export const brazilianTelemarketingHours: HoursPolicy = {
  source: {
    name: "Hours of the sector's self-regulation, as a federal court summed them up (Valor Econômico, 20 October 2022)",
    url: "https://valor.globo.com/empresas/noticia/2022/10/20/justia-libera-atento-para-fazer-ligao-sem-consentimento-de-consumidor.ghtml",
    read,
  },
  timeZone: "America/Sao_Paulo",
  week: { ...Object.fromEntries(WEEKDAYS.map((day) => [day, [["09:00", "21:00"]]])), 6: [["10:00", "16:00"]] },
  holidays: brazilianHolidays,
};

/**
 * The hours of Rio de Janeiro's state law on telemarketing: Monday to Friday 8:00 to 18:00, closed at weekends and on
 * holidays. Data with a source, to be checked before it is relied on.
 *
 * @example
 * const sunday = Date.parse("2026-11-22T12:00:00-03:00");
 * nextOpening(rioTelemarketingHours, sunday) === Date.parse("2026-11-23T08:00:00-03:00"); // → true
 */
export const rioTelemarketingHours: HoursPolicy = {
  source: {
    name: "Lei estadual (RJ) 4.896/2006, amended by Lei 7.853/2018 (Extra, 15 May 2018)",
    url: "https://extra.globo.com/noticias/economia/comecam-valer-hoje-novas-regras-para-telemarketing-no-rio-22684817.html",
    read,
  },
  timeZone: "America/Sao_Paulo",
  week: Object.fromEntries(WEEKDAYS.map((day) => [day, [["08:00", "18:00"]]])),
  holidays: brazilianHolidays,
};
