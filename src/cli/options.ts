/** Reading options that several verbs share. */
import path from 'node:path';
import { type Settings, loadSettings } from '../config.ts';
import { LutraError } from '../errors.ts';
import type { Io } from './io.ts';
import type { Options } from './verb.ts';

/** An option given once. */
export function text(options: Options, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}

/** An option that may be given several times. */
export function texts(options: Options, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? [value] : [];
}

/** The data directory as an absolute path. */
export function dataDir(options: Options): string {
  return path.resolve(text(options, 'data') ?? './lutra-data');
}

/** The warehouse in the data directory. */
export function warehouseFile(options: Options): string {
  return path.join(dataDir(options), 'warehouse.db');
}

/** The configuration file named, or lutra.config.yaml where there is one, or defaults. */
export function settings(io: Io, options: Options): Settings {
  return loadSettings({ file: text(options, 'config'), env: io.env });
}

/** A whole number within bounds. Throws `usage` naming the option. */
export function wholeNumber(options: Options, name: string, min: number, max: number): number {
  const value = text(options, name) ?? '';
  const n = Number(value);
  if (!/^\d+$/.test(value) || n < min || n > max) {
    throw new LutraError('usage', `--${name} is "${value}"`, { remedy: `give a whole number from ${min} to ${max}` });
  }
  return n;
}
