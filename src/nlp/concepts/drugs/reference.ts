/** "Docetaxel and abiraterone were discussed; he opted for the latter": of two drugs named before, one is chosen. */
import { finder } from '../../matching/finder.ts';
import type { Document } from '../../types.ts';
import type { DrugGroup, NamedDrug } from './find.ts';

const CHOICE = finder(
  /(?<!\p{L})(?:opt(?:s|ed)|ch(?:oo|o)ses?|chosen|decided|elected|went|goes|settled|prefers|preferred|favou?rs|entsch(?:ied|eidet|ieden)\p{L}{0,2}|waehlte|bevorzugt|wuenscht|moechte)(?: \p{L}+){0,4}? (?:(latter|letztere[snm]?)|former|erstere[snm]?)(?!\p{L})/gu,
);
/** How far back the two may have been named. */
const REACH = 220;

/** The drugs that such words choose, and those beside them that they leave out. */
export function chosenByReference(
  doc: Document,
  groups: readonly DrugGroup[],
): ReadonlyMap<NamedDrug, 'planned' | 'talk'> {
  const verdicts = new Map<NamedDrug, 'planned' | 'talk'>();
  if (groups.length === 0) return verdicts;
  const drugs = groups.flatMap((group) => group.drugs);
  for (const match of CHOICE.all(doc)) {
    const pair = drugs.filter((d) => d.end <= match.index && match.index - d.end <= REACH).slice(-2);
    const [former, latter] = pair;
    if (!former || !latter || former.drug === latter.drug) continue;
    const second = match[1] !== undefined;
    verdicts.set(second ? latter : former, 'planned');
    verdicts.set(second ? former : latter, 'talk');
  }
  return verdicts;
}
