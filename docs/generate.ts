/** Writes the generated pages of docs/; a test holds them to what this would write. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cliPage } from './pages/cli.ts';
import { rulesPage } from './pages/rules.ts';

export const PAGES: Readonly<Record<string, () => string>> = { 'cli.md': cliPage, 'rules.md': rulesPage };

if (import.meta.main) {
  for (const [name, page] of Object.entries(PAGES)) {
    const file = path.join(import.meta.dirname, name);
    const text = page();
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      writeFileSync(file, text);
      console.log(`wrote docs/${name}`);
    }
  }
}
