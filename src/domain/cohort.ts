/** The analysis-ready table: cells that explain themselves. */
import type { Evidence } from './facts.ts';
import type { PatientId } from './raw.ts';

export type CellValue = string | number | null;

/** One cell and everything that explains it. `value` null = unknown. */
export interface Cell {
  readonly value: CellValue;
  readonly source: 'human' | 'structured' | 'machine' | 'derived' | null;
  /** Id of the rule or formula in the data dictionary that made it. */
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  /** `open`: a flag on the topic waits for a person. */
  readonly review: 'none' | 'open' | 'decided';
}

export interface CriterionOutcome {
  readonly id: string;
  readonly met: boolean;
  /** In words: "first 177Lu-PSMA cycle 2016-03-02 is before 2017-11-01". */
  readonly reason: string;
}

/** One patient seen through one study, eligible or not. */
export interface CohortRow {
  readonly study: string;
  readonly patient: PatientId;
  readonly eligible: boolean;
  /** Id of the first criterion that was not met. */
  readonly excludedBy: string | null;
  readonly criteria: readonly CriterionOutcome[];
  /** By column name of the data dictionary; also filled for excluded patients as far as it can be. */
  readonly cells: Readonly<Record<string, Cell>>;
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'real' | 'date' | 'boolean';
  readonly unit: string | null;
  readonly label: string;
  /** Permitted values and what they mean, where closed. */
  readonly codes: Readonly<Record<string, string>> | null;
  readonly derivation: string;
  readonly missing: string;
}

export interface AttritionStep {
  readonly step: number;
  readonly criterion: string;
  readonly label: string;
  readonly remaining: number;
  readonly excluded: number;
}
