/**
 * What entitles one to say that earlier therapy is fully known: a passage that sets out to list it, or words that deny it.
 * A drug named in passing ("unter Enzalutamid") says nothing of what else was given. Patterns run on the lower-case view.
 * `effect`: `heading` (a passage that must hold a systemic therapy), `list` (an enumeration that must hold a taxane and an
 * ARPI), `timeline` (three different systemic therapies, each with its date; no words of its own), `none:<scope>`. Readings in the examples: `scope status`; empty = nothing.
 */
import type { Rule } from '../../types.ts';

const OWN = 'own wording of clinical letters';

export const HISTORY_RULES = [
  {
    id: 'history.heading',
    language: 'both',
    pattern:
      '(?:^|\\n|(?<=[.;:] ))[ *#>-]{0,6}(?:(?:vorbehandlung(?:en)?|vortherapien?|bisherige (?:system\\w*|onkologische |tumor|spezifische )?(?:behandlung|therapien?)(?: in stichworten)?|systemtherapien?(?: bisher)?|systemische therapien?(?: bisher)?|therapieverlauf|therapiehistorie|therapielinien|onkolog(?:ische|\\.) (?:vorgeschichte|anamnese|therapien?)|tumoranamnese|tumortherapien?|medikamentoese vortherapien?|vorangegangene therapien?|bisher|tx|(?:prior|previous|past) (?:systemic |cancer |anti-?cancer |oncologic )?(?:therap(?:y|ies)|treatments?|lines?|regimens?|tx)|prior|treatment history|therapy history|(?:prostate cancer|oncolog(?:y|ic(?:al)?)|cancer|onc) (?:treatment )?(?:history|hx|timeline)(?: overview(?: note)?| per chart)?|chemo hx|lines(?: of (?:therapy|treatment))?|treatments? to date|systemic therapy(?: history)?)(?:\\s?\\([^)\\n]{0,40}\\))?)[ ]{0,14}(?::|\\n|$)',
    effect: 'heading',
    source: OWN,
    match: [
      ['Vortherapien: ADT, RTx, Abi, 6xDoce, Enza', 'systemic listed'],
      ['Lines: enza 5/18-3/19 / docetaxel 4/19-9/19 x8', 'systemic listed'],
      ['Vorbehandlungen:\nseit 09/2011 ADT (Leuprorelin), laufend\n11/2011 RT', 'systemic listed'],
      ['ONCOLOGIC HISTORY (copied forward, reviewed)\n2015 ADT\n2016 docetaxel', 'systemic listed'],
    ],
    noMatch: [
      'mCRPC, steigendes PSA unter Enzalutamid',
      'RLT bisher: 14.05. + 09.07.19',
      'Vorbehandlung: Z.n. Cholezystektomie',
      'Prior CT 3/2019: stable',
    ],
  },
  {
    id: 'history.list',
    language: 'both',
    pattern:
      '(?<!\\p{L})(?:s/p|status post|z\\. ?n\\.|zustand nach|prior|previous(?:ly)?|vorbehandelt mit|vorbehandlung mit|pretreated with|treated with|received|erhalten|nach|after|progressed (?:on|through)|progress nach|post)[ :]{1,2}(?:adt[ ,/+]{1,3})?$',
    effect: 'list',
    source: OWN,
    match: [
      ['mCRPC, bone + liver, prior abi, docetaxel, enza.', 'systemic listed'],
      ['Progressed through abiraterone, docetaxel and enzalutamide.', 'systemic listed'],
    ],
    noMatch: ['prior docetaxel', 'Progress nach Abirateron und Enzalutamid'],
  },
  {
    id: 'history.timeline',
    language: 'both',
    pattern: '',
    effect: 'timeline',
    source: OWN,
    match: [
      ['- ADT seit 02/2014\n- Abirateron 11/2016 - 08/2018\n- Docetaxel 09/2018 - 01/2019', 'systemic listed'],
      ['abi 10/17-3/19, doce 6x 4/19-8/19, enza 9/19-12/20', 'systemic listed'],
    ],
    noMatch: ['Docetaxel 2018, Enzalutamid', 'Abirateron 11/2016 - 08/2018; Abirateron 2019; Abirateron 2020'],
  },
  {
    id: 'history.no_taxane',
    language: 'both',
    pattern:
      '(?<!\\p{L})(?:chemo(?:therapie|therapy)?|taxan(?:e)?|docetaxel)[ -]?(?:na(?:i|ï)v\\p{L}*|frei)(?!\\p{L})|(?<!\\p{L})(?:(?:kein\\p{L}{0,2}|nie|bisher (?:kein\\p{L}{0,2}|nie)|bislang (?:kein\\p{L}{0,2}|nie)|noch (?:kein\\p{L}{0,2}|nie)) (?:vorherige |vorangegangene |bisherige |eine )?(?:chemotherapie|chemo|taxane?|taxantherapie)(?: (?:erhalten|bekommen|erfolgt|durchgefuehrt|gehabt))|(?:bisher|bislang|noch) (?:kein\\p{L}{0,2}|nie)(?: eine)? (?:chemotherapie|chemo|taxan\\p{L}*)|kein\\p{L}{0,2} (?:vorherige|vorangegangene|bisherige|fruehere) (?:chemo\\p{L}*|taxan\\p{L}*)|no (?:prior|previous|history of)(?: (?:systemic|cytotoxic))? (?:chemo(?:therapy)?|taxanes?)|never (?:had|received|got) (?:any )?(?:chemo(?:therapy)?|(?:a )?taxanes?)|without prior (?:chemo(?:therapy)?|taxanes?))(?!\\p{L})|(?<!\\p{L})(?:chemotherapie|chemo|prior chemo(?:therapy)?|taxane)\\s?:\\s?(?:keine?|nein|none|no|0|nie)(?!\\p{L})',
    effect: 'none:taxane',
    source: OWN,
    match: [
      ['Der Patient ist chemonaiv.', 'taxane none'],
      ['Taxan-naiv', 'taxane none'],
      ['No prior chemotherapy.', 'taxane none'],
      ['Bislang keine Chemotherapie erfolgt.', 'taxane none'],
      ['Chemotherapie: keine', 'taxane none'],
      ['not open to him as chemo-naive', 'taxane none'],
    ],
    noMatch: [
      'Keine Chemotherapie gewünscht',
      'no further chemo',
      'He does not want more chemo',
      'Keine weitere Chemotherapie',
      'trial for chemo-naive patients',
      'nicht chemonaiv',
    ],
  },
  {
    id: 'history.no_arpi',
    language: 'both',
    pattern:
      '(?<!\\p{L})(?:arpi|arta|arsi|nha|novel hormonal|abiraterone? ?/ ?enzalutamide?)[ -]?na(?:i|ï)v\\p{L}*|(?<!\\p{L})(?:no (?:prior|previous) (?:arpis?|artas?|arsis?|nhas?|novel (?:hormonal|antiandrogen)\\p{L}*(?: (?:agents?|therapy))?)|(?:bisher|bislang|noch) kein\\p{L}{0,2} (?:arpi|arta|arsi|nha)\\p{L}*|kein\\p{L}{0,2} (?:vorherige|bisherige|vorangegangene)\\p{L}{0,2} (?:arpi|arta|arsi|nha)\\p{L}*|never (?:had|received) an? (?:arpi|arsi|arta|nha))(?!\\p{L})',
    effect: 'none:arpi',
    source: OWN,
    match: [
      ['no prior ARPI', 'arpi none'],
      ['ARPI-naiv', 'arpi none'],
      ['Bislang keine ARPI-Therapie', 'arpi none'],
    ],
    noMatch: ['No second ARPI on top of the apalutamide.', 'prior ARPI'],
  },
  {
    id: 'history.no_systemic',
    language: 'both',
    pattern:
      '(?<!\\p{L})(?:no (?:prior|previous) (?:systemic|anti-?cancer) (?:therap(?:y|ies)|treatments?)|(?:bisher|bislang|noch) kein\\p{L}{0,2} (?:systemtherapie|systemische\\p{L}? therapie|tumortherapie|tumorspezifische\\p{L}? therapie)|kein\\p{L}{0,2} (?:system\\p{L}* )?vor(?:therapien?|behandlung(?:en)?)|(?:vortherapien?|vorbehandlung(?:en)?|prior (?:systemic )?therap(?:y|ies))\\s?:\\s?(?:keine?|nein|none|no|entfaellt)|treatment[ -]na(?:i|ï)ve|therapienaiv)(?!\\p{L})',
    effect: 'none:systemic',
    source: OWN,
    match: [
      ['No prior systemic therapy.', 'systemic none'],
      ['Vortherapien: keine', 'systemic none'],
      ['Bislang keine Systemtherapie', 'systemic none'],
    ],
    noMatch: ['no systemic therapy planned'],
  },
] as const satisfies readonly Rule[];
