/** Headings and labels of German and English clinical documents, as they read in the lower-case view. */
import { Automaton } from '../matching/automaton.ts';
import { parse } from '../matching/pattern.ts';
import type { SectionName } from '../types.ts';

interface Title {
  readonly section: SectionName;
  /** Alternatives of a whole heading, without numbering and colon. */
  readonly titles: readonly string[];
}

export const TITLES: readonly Title[] = [
  {
    section: 'family_history',
    titles: [
      'familienanamnese',
      'fam\\.?-? ?(?:anamnese|an\\.?)',
      'fa',
      'fh',
      'family (?:history|hx)',
      'fhx',
      'fam hx',
      'fh\\/sh',
    ],
  },
  {
    section: 'indication',
    titles: [
      'klin(?:ische|\\.)? ?(?:angaben?|fragestellung)',
      'fragestellung',
      '(?:rechtfertigende )?indikation(?:sstellung)?(?: und fragestellung)?',
      'frage',
      'anforderung',
      'zuweisungsgrund',
      'indications?',
      'clinical (?:history|information|info|question|indication|data)',
      'reason (?:for|of) (?:exam(?:ination)?|study|visit|referral|consult(?:ation)?)',
      'clinical',
      'hx',
    ],
  },
  {
    section: 'diagnosis',
    titles: [
      '(?:haupt|neben|tumor|aktuelle |onkol(?:ogische|\\.)? ?|urologische |weitere |entlass(?:ungs)?|behandlungs)?-?diagnosen?',
      'nebendiagn\\.?',
      'dg\\.?',
      'diagn\\.?',
      '(?:primary |principal |secondary |terminal |discharge |final |oncologic(?:al)? )?(?:dx|diagnos[ie]s)',
      'problem list',
      'problems?',
    ],
  },
  {
    section: 'history',
    titles: [
      '(?:aktuelle |eigen|zwischen|tumor|therapie|vor)?-?anamnese(?: und verlauf)?',
      '(?:onkol(?:ogische|og\\.|\\.)? ?)?(?:vor)?geschichte',
      'krankheitsverlauf',
      '(?:bish(?:erige|\\.)? ?|bisher |stattgehabte )?(?:vor)?(?:behandlung|therapie|th)(?:en|n)?(?: in stichworten)?(?<!^(?:behandlung|therapie|therapien|th))',
      'bisher',
      'therapieverlauf',
      'hpi',
      '(?:interval |oncologic(?:al)? |onc |cancer |treatment |past medical |past |medical |disease )?(?:history|hx)(?: of present illness)?',
      'prior (?:treatments?|therap(?:y|ies)|lines?|tx)',
      'previous (?:treatments?|therap(?:y|ies))',
      'treatment summary',
      'pmh(?:x)?',
      'subjective',
      'interval',
    ],
  },
  {
    section: 'examination',
    titles: [
      '(?:koerperl(?:iche|icher|\\.)? ?|klin(?:ische|ischer|\\.)? ?|aufnahme|untersuchungs|allgemein)-?(?:untersuchung|befund|status)(?: bei aufnahme)?',
      'status(?: praesens)?',
      '(?:physical )?exam(?:ination)?',
      'pe',
      'ros',
      'review of systems',
      'vitals?',
      'objective',
      'befund bei aufnahme',
    ],
  },
  {
    section: 'labs',
    titles: [
      'labor(?:werte|befunde|chemie)?',
      'lab\\.?',
      'labs',
      'laboratory(?: data| results)?',
      'blutbild',
      'psa(?:-verlauf|-werte| trend| history)?',
    ],
  },
  {
    section: 'medication',
    titles: [
      '(?:entlass(?:ungs)?|aktuelle |dauer|haus|aufnahme)?-?(?:medikation|medikamente)(?: bei (?:entlassung|aufnahme))?',
      'medik\\.?',
      '(?:current |discharge |home )?med(?:ication)?s',
    ],
  },
  {
    section: 'impression',
    titles: [
      '(?:zusammenfassende |gesamt|abschliessende )?-?beurteilung(?:\\/procedere| und (?:procedere|empfehlung))?',
      'beurt\\.?',
      'zusammenfassung',
      'epikrise',
      'fazit',
      'ergebnis',
      'impression(?:\\/plan| and plan)?',
      'imp\\.?',
      'conclusions?',
      'assessment(?: ?(?:\\/|&|and) ?plan)?',
      'a ?[\\/&] ?p',
      'summary',
      'opinion',
    ],
  },
  {
    section: 'plan',
    titles: [
      'pro[cz]edere',
      '(?:therapie|tumorboard|board|konferenz)?-?(?:empfehlung|vorschlag|beschluss)(?:en)?(?: (?:des|der) .{1,30})?',
      '(?:weiteres )?vorgehen',
      'planung',
      'therapieplan(?:ung)?',
      'plan',
      'recommendations?',
      'disposition',
      'follow[- ]?up',
      'next steps',
    ],
  },
  {
    section: 'therapy',
    titles: [
      'therapie',
      'behandlung',
      'th\\.?',
      'durchfuehrung',
      'verabreichung',
      'applikation',
      'procedure',
      'treatment',
      'administration',
      'dose',
      'radiopharmazeutikum',
      'therapie und verlauf',
      'verlauf',
      'stationaerer verlauf',
      '(?:brief |hospital )?course',
    ],
  },
  {
    section: 'findings',
    titles: [
      '(?:ct-|mrt?-|pet(?:\\/ct)?-|fremd|bild)?-?befunde?',
      'bildgebung',
      '(?:weitere )?untersuchungen?',
      'findings?',
      'imaging',
      'radiology',
      '(?:ct|mrt?|pet)(?: report)?',
      'staging',
      'restaging',
      'report',
      'results?',
      'histolog(?:ie|y)',
      'patholog(?:ie|y)',
    ],
  },
  {
    section: 'consent',
    titles: [
      'aufklaerung',
      'einwilligung(?:serklaerung)?',
      '(?:informed )?consent',
      'patient(?:en)?(?:information| education)',
      'merkblatt',
    ],
  },
  {
    section: 'reference',
    titles: ['legende', 'literatur', 'references?', 'methodik', 'hinweise?', 'disclaimer', 'technique', 'technik'],
  },
];

/** Tells by the first letters the few sections, mostly none, that a label can be a title of. */
const possible = new Automaton(TITLES.map(({ titles }) => parse(titles.join('|'))));
const SECTIONS = TITLES.map(({ section, titles }) => ({
  section,
  title: new RegExp(`^(?:${titles.join('|')})$`, 'u'),
}));

/** What may follow a title before its colon: "Labor vom 05.02.18", "Diagnose (onkologisch)", "Medikation bei Entlassung". */
const TAIL = /(?: (?:vom|am|von|on|dated|bei|nach|from|zum|\d)[^:]{0,40}| ?\([^:)]{0,40}\))$/u;

/** The section that a heading opens; null where the words are no known title. `label` in lower case. */
export function sectionOf(label: string): SectionName | null {
  const bare = label.trim();
  possible.read(bare);
  const able = possible.possibleAt(0).map((i) => SECTIONS[i] as (typeof SECTIONS)[number]);
  if (able.length === 0) return null;
  const named = (text: string): SectionName | null => able.find(({ title }) => title.test(text))?.section ?? null;
  return named(bare) ?? named(bare.replace(TAIL, '').trim());
}
