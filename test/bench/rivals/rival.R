# R as a rival of test/bench: a line "database, SQL, expression" (tabs between) is one run.
#
# Timed: fetching the rows with RSQLite and the expression, which sees the columns. Not timed: starting R, loading
# RSQLite, opening the database.

reply <- function(...) {
  cat(..., "\n")
  flush(stdout())
}

if (!suppressWarnings(suppressMessages(require(RSQLite, quietly = TRUE)))) {
  reply("bench:error no package RSQLite")
  quit()
}

cpu <- function() sum(proc.time()[1:2])

run <- function(connection, sql, expression) {
  start <- cpu()
  rows <- dbGetQuery(connection, sql)
  answer <- suppressWarnings(with(rows, eval(parse(text = expression))))
  c(cpu() - start, answer)
}

reply("bench:done", 0, paste0(getRversion(), ", RSQLite ", packageVersion("RSQLite")))
connections <- list()
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  request <- strsplit(line, "\t")[[1]]
  tryCatch({
    if (is.null(connections[[request[1]]])) connections[[request[1]]] <- dbConnect(SQLite(), request[1])
    result <- run(connections[[request[1]]], request[2], request[3])
    reply("bench:done", sprintf("%.6f %.15g", result[1], result[2]))
  }, error = function(problem) reply("bench:error", gsub("\\s+", " ", conditionMessage(problem))))
}
