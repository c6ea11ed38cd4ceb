/** README.txt of a snapshot: how to load it, and the conventions that a reader cannot guess. */
import type { ManifestHead } from './manifest.ts';

/** The text, from the snapshot's name, its content hash and what the manifest says of it. */
export function readmeText(name: string, hash: string, head: ManifestHead): string {
  return `${name}
${head.study.title}

${head.rows['cohort'] ?? 0} patients, data cut-off ${head.data_cutoff}. The files never change; "lutra verify" checks them, "lutra diff" compares
this snapshot with another. report.html shows it; the same tables are in cohort.sqlite, csv/ and parquet/.

${IN_R}

${IN_PYTHON}

${CONVENTIONS}

Content hash ${hash}
`;
}

/** `test/snapshot/r.test.ts` runs these lines. */
const IN_R = `R
  library(survival)
  d <- read.csv("csv/cohort.csv", na.strings = "")
  d$entry <- ifelse(d$entry_days > 0, d$entry_days, -1)    # -1: at risk on the day of index too
  d <- subset(d, entry < os_days)                          # dated end of follow-up, seen before it
  fit <- survfit(Surv(entry / 30.4375, os_days / 30.4375, os_event) ~ 1, data = d, conf.type = "log-log")
  quantile(fit, 0.5)                                       # median survival in months with 95 % interval
  # or: d <- arrow::read_parquet("parquet/cohort.parquet")
  # or: d <- DBI::dbReadTable(DBI::dbConnect(RSQLite::SQLite(), "cohort.sqlite"), "cohort")`;

const IN_PYTHON = `Python
  import pandas as pd
  from lifelines import KaplanMeierFitter
  from lifelines.utils import median_survival_times
  d = pd.read_parquet("parquet/cohort.parquet")        # or: pd.read_csv("csv/cohort.csv")
  d = d.dropna(subset=["os_days", "os_event"])
  late = d.entry_days > 0                              # at risk from the day after: + 0.5, as lifelines counts it
  d = d[~late | (d.entry_days < d.os_days)]
  entry = ((d.entry_days + 0.5) / 30.4375).where(late, 0) if late.any() else None
  km = KaplanMeierFitter().fit(d.os_months, d.os_event, entry=entry)
  km.median_survival_time_, median_survival_times(km.confidence_interval_)`;

const CONVENTIONS = `Conventions
  One row of "cohort" is one patient. data_dictionary explains every column of every table.
  Missing = unknown: never zero, never absent. But no psa_comparator = an exact value, no qa_flags = nothing odd, and
  taxane_cat and arpi_cat say "unknown". In CSV nothing stands between the commas.
  Beside a value V, V_source says where it is from (structured = coded data, machine = read from notes by rules,
  human = decided by a person), V_review "open" that a question on it waits.
  chart_complete 0 = a part of the patient's chart did not come: what is missing may exist. "completeness" says which.
  os_event 1 = died, 0 = censored on the last day seen, missing = kept out of survival; os_censor_reason says why. CNSR
  in the view adtte_os of cohort.sqlite is the inverse of os_event. os_days has no +1.
  entry_days > 0: first seen so many days after index (delayed entry), at risk only from then on. Table 1 and km_curve
  take it into account; without it survival comes out too long.
  A month is 30.4375 days. Dates are ISO 8601: dates in Parquet, text in CSV and SQLite. Decimals have a point,
  booleans are 0 and 1.
  conf_type names the transform of an interval as R does. R's default is "log", lifelines' is log-log.
  Where survival stays at exactly 0.5 to the end, lifelines takes the start of that stretch, R's quantile() its middle.
  CSV text that a spreadsheet could run as a formula has an apostrophe before it; numbers are never changed.
  Patients, notes and resources have pseudonyms (HMAC-SHA-256 under the hospital's key, which is not in here).
  Facts point to the place in the note that says so; the words of notes are not exported. Dates are real dates:
  this is pseudonymised data of patients, not anonymous data.`;
