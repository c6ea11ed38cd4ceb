# Makes the golden numbers that test/cohort/{survival,quantiles}.test.ts compare with, from R's own survival and stats.
# Run once:  cd test/golden && Rscript make.R
# Made with R 4.2.2 and survival 3.5-3; the files are committed, R is not needed to run the tests.
library(survival)
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
seed <- 20261124
cat("seed", seed, "\n")
set.seed(seed)

maintained <- subset(aml, x == "Maintained")
nonmaintained <- subset(aml, x == "Nonmaintained")
random <- function(n, days, share) {
  time <- floor(rexp(n, 1 / days))
  data.frame(time = time, event = as.integer(runif(n) < share))
}
set <- function(time, event) data.frame(time = time, event = event)

cases <- list(
  lung = set(lung$time, as.integer(lung$status == 2)),
  aml_maintained = set(maintained$time, maintained$status),
  aml_nonmaintained = set(nonmaintained$time, nonmaintained$status),
  all_events = set(1:4, c(1, 1, 1, 1)),
  all_censored = set(c(1, 2, 2, 4), c(0, 0, 0, 0)),
  ties = set(c(3, 3, 3, 5, 5, 8, 8, 8, 9), c(1, 1, 0, 1, 0, 1, 1, 0, 0)),
  everyone_dies_at_once = set(c(7, 7, 7), c(1, 1, 1)),
  plateau_then_event = set(c(1, 2, 5, 9), c(1, 1, 1, 0)),
  plateau_to_the_end = set(c(1, 2, 6, 8), c(1, 1, 0, 0)),
  plateau_by_rounding = set(c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), c(1, 1, 1, 1, 1, 0, 1, 1, 0, 0)),
  one_death = set(5, 1),
  one_censored = set(5, 0),
  time_zero = set(c(0, 0, 2, 4), c(1, 0, 1, 1)),
  all_at_time_zero = set(c(0, 0), c(1, 0)),
  censored_first = set(c(1, 1, 2, 3, 4, 6), c(0, 0, 1, 1, 1, 0)),
  near_ties = set(c(1, 1 + 1e-10, 2, 2 + 2e-9, 2 + 4e-9, 3) * 17.3, c(1, 0, 1, 1, 0, 1)),
  months = set(c(31, 62, 93, 93, 150, 210, 400) / 30.4375, c(1, 1, 0, 1, 1, 0, 1)),
  upper_band_turns = set(c(10, 20, 30, 40, 50, 60, 70, 400), c(1, 1, 1, 1, 1, 1, 1, 1))
)
for (i in 1:12) {
  n <- c(2, 3, 5, 8, 13, 21, 34, 55, 89, 219, 400, 857)[i]
  cases[[sprintf("random_%02d_seed_%d", i, seed)]] <- random(n, c(20, 300)[1 + i %% 2], c(0.3, 0.6, 0.9)[1 + i %% 3])
}

number <- function(x) ifelse(is.na(x) | is.nan(x), "", format(x, digits = 17, trim = TRUE, scientific = FALSE))
write <- function(d, file) write.csv(as.data.frame(lapply(d, function(x) if (is.numeric(x)) sapply(x, number) else x)),
  file, row.names = FALSE, quote = FALSE, eol = "\n", na = "")

# The whole curve of small sets, quantiles of all.
data <- curve <- median <- NULL
for (name in names(cases)) {
  d <- cases[[name]]
  data <- rbind(data, cbind(case = name, d))
  for (conf in c("log-log", "log", "plain")) {
    fit <- survfit(Surv(time, event) ~ 1, data = d, conf.type = conf)
    s <- data.frame(time = fit$time, n_risk = fit$n.risk, n_event = fit$n.event, n_censor = fit$n.censor,
      surv = fit$surv, std_err = fit$surv * fit$std.err, lower = fit$lower, upper = fit$upper)
    if (nrow(d) <= 230) curve <- rbind(curve, cbind(case = name, conf_type = conf, s))
    for (p in c(0.25, 0.5, 0.75)) {
      q <- quantile(fit, p)
      median <- rbind(median, data.frame(case = name, conf_type = conf, p = p, quantile = q$quantile, lower = q$lower,
        upper = q$upper, row.names = NULL))
    }
  }
}
write(data, "survival-data.csv")
write(curve, "survival-curve.csv")
write(median, "survival-quantiles.csv")

samples <- list(one = 4.2, two = c(1, 2), four = c(4, 1, 3, 2), ties = c(5, 5, 5, 1, 9), psa = round(rlnorm(219, 4.9, 1.9), 2),
  age = round(rnorm(857, 71, 9)), negative = c(-3.5, 0, 2.25, 1e6))
values <- expected <- NULL
for (name in names(samples)) {
  values <- rbind(values, data.frame(sample = name, value = samples[[name]]))
  for (type in c(2, 7)) for (p in c(0, 0.1, 0.25, 0.5, 0.75, 0.9, 1))
    expected <- rbind(expected, data.frame(sample = name, type = type, p = p,
      quantile = unname(quantile(samples[[name]], p, type = type))))
}
write(values, "quantiles-data.csv")
write(expected, "quantiles-expected.csv")

# Delayed entry: at risk from `entry` on. Entry 0 is "from index on", so the day of index itself counts: Surv() gets -1.
set.seed(seed + 1)
late <- function(entry, time, event) data.frame(entry = entry, time = time, event = event)
random_late <- function(n, days, share, delayed) {
  time <- floor(rexp(n, 1 / days))
  late(ifelse(runif(n) < delayed, ceiling(rexp(n, 3 / days)), 0), time, as.integer(runif(n) < share))
}
cases <- list(
  nobody_late = late(c(0, 0, 0, 0), c(0, 3, 5, 9), c(1, 1, 0, 1)),
  one_late = late(c(0, 0, 0, 4, 0), c(2, 3, 5, 6, 9), c(1, 1, 0, 1, 1)),
  comes_on_a_day_of_death = late(c(0, 3, 3, 0, 5), c(3, 5, 7, 8, 9), c(1, 1, 0, 1, 0)),
  ends_at_or_before_entry = late(c(0, 5, 7, 0, 2), c(4, 5, 3, 6, 8), c(1, 1, 0, 1, 1)),
  all_late = late(c(2, 3, 3, 6), c(5, 8, 9, 12), c(1, 0, 1, 1)),
  falls_to_zero_early = late(c(0, 0, 2, 2), c(1, 1, 6, 8), c(1, 1, 1, 0)),
  gap_after_censoring = late(c(0, 0, 0, 6, 7, 7), c(2, 3, 4, 9, 9, 12), c(1, 0, 0, 1, 0, 1)),
  small_first_risk_set = late(c(0, 0, 3, 3, 3, 4, 4, 5, 5, 5), c(2, 9, 10, 11, 12, 13, 14, 15, 16, 20), c(1, 1, 0, 1, 1, 1, 0, 1, 1, 0)),
  months_late = late(c(0, 14, 62, 0, 90) / 30.4375, c(31, 62, 93, 210, 400) / 30.4375, c(1, 1, 0, 1, 1))
)
for (i in 1:8) cases[[sprintf("random_%d_seed_%d", i, seed + 1)]] <-
  random_late(c(5, 8, 13, 34, 55, 89, 219, 857)[i], c(20, 300)[1 + i %% 2], c(0.3, 0.6, 0.9)[1 + i %% 3], c(0.1, 0.5)[1 + i %% 2])

data <- curve <- median <- risk <- NULL
for (name in names(cases)) {
  d <- cases[[name]]
  data <- rbind(data, cbind(case = name, d))
  kept <- d[d$entry == 0 | d$entry < d$time, ]
  kept$start <- ifelse(kept$entry > 0, kept$entry, -1)
  for (conf in c("log-log", "log", "plain")) {
    fit <- survfit(Surv(start, time, event) ~ 1, data = kept, conf.type = conf)
    s <- data.frame(time = fit$time, n_risk = fit$n.risk, n_event = fit$n.event, n_censor = fit$n.censor,
      surv = fit$surv, std_err = fit$surv * fit$std.err, lower = fit$lower, upper = fit$upper)
    if (nrow(d) <= 230) curve <- rbind(curve, cbind(case = name, conf_type = conf, s))
    for (p in c(0.25, 0.5, 0.75)) {
      q <- quantile(fit, p)
      median <- rbind(median, data.frame(case = name, conf_type = conf, p = p, quantile = q$quantile, lower = q$lower,
        upper = q$upper, row.names = NULL))
    }
  }
  for (at in sort(unique(c(0, kept$entry, kept$time, kept$time + 0.5))))
    risk <- rbind(risk, data.frame(case = name, time = at, n_risk = sum(kept$start < at & at <= kept$time)))
}
write(data, "survival-entry-data.csv")
write(curve, "survival-entry-curve.csv")
write(median, "survival-entry-quantiles.csv")
write(risk, "survival-entry-at-risk.csv")
