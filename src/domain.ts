/**
 * The vocabulary of Lutra: what flows from stage to stage. Types and closed lists only; imports nothing.
 *
 *   resources ─> notes ─> annotations (mentions, findings) ─> facts ─> patient record ─> cohort row ─> snapshot
 *                                                                └─> flags ─> decisions (people) ─┘
 */
export * from './domain/time.ts';
export * from './domain/raw.ts';
export * from './domain/nlp.ts';
export * from './domain/facts.ts';
export * from './domain/review.ts';
export * from './domain/cohort.ts';
