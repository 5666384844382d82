# What R gives for series that are made here: Rscript stl.R > stl-r.csv
i <- 0:70
season <- c(-60, -25, 10, 30, 44, 52, 31, 8, -4, -22, -29, -35)
monthly <- 500 + 3 * i + season[i %% 12 + 1] * (200 + i) / 200 + (7919 * i^2) %% 61 - 30
monthly[c(18, 41, 55)] <- monthly[c(18, 41, 55)] + c(150, -200, 90)
i <- 0:32
quarterly <- 90 + i + c(-20, 5, 25, -10)[i %% 4 + 1] + (101 * i^2) %% 13
quarterly[20] <- 160

columns <- list(monthly = monthly, quarterly = quarterly)
run <- function(name, y, frequency, ...) {
  s <- stl(ts(y, frequency = frequency), ...)
  columns[[paste(name, "season")]] <<- s$time.series[, "seasonal"]
  columns[[paste(name, "trend")]] <<- s$time.series[, "trend"]
  columns[[paste(name, "weight")]] <<- s$weights
}
for (robust in c(FALSE, TRUE)) {
  how <- if (robust) "robust" else "plain"
  run(paste("monthly periodic", how), monthly, 12, "periodic", robust = robust)
  run(paste("monthly 7", how), monthly, 12, s.window = 7, robust = robust)
  run(paste("quarterly periodic", how), quarterly, 4, "periodic", robust = robust)
  run(paste("quarterly 13", how), quarterly, 4, s.window = 13, robust = robust)
}
cat(names(columns), sep = ",")
cat("\n")
for (k in seq_along(monthly)) {
  cat(sapply(columns, function(x) if (k > length(x)) "" else sprintf("%.10g", x[k])), sep = ",")
  cat("\n")
}
