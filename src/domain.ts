/**
 * The vocabulary of Lutra: what flows from stage to stage. Types and closed lists only; they import
 * nothing but each other and the codes of `errors.ts`.
 *
 *   resources ─> notes ─> annotations (mentions, findings) ─> facts ─> patient record ─> cohort row ─> snapshot
 *                                                                └─> flags ─> decisions (people) ─┘
 */
export * from './domain/time.ts';
export * from './domain/raw.ts';
export * from './domain/received.ts';
export * from './domain/nlp.ts';
export * from './domain/facts.ts';
export * from './domain/review.ts';
export * from './domain/cohort.ts';
