# R, package RSQLite.
arguments <- commandArgs(trailingOnly = TRUE)
extension <- arguments[1]

con <- DBI::dbConnect(RSQLite::SQLite(), ":memory:", loadable.extensions = TRUE)
invisible(DBI::dbGetQuery(con, "SELECT load_extension(?)", params = list(extension)))

text <- function(value) ifelse(is.na(value), "NULL", if (is.double(value)) sprintf("%.17g", value) else as.character(value))

ask <- function(kind, sql) {
  if (kind == "do") {
    DBI::dbExecute(con, sql)
    return("")
  }
  tryCatch(paste(text(DBI::dbGetQuery(con, sql)[[1]]), collapse = " "),
           error = function(e) gsub("\n", " ", conditionMessage(e)))
}

version <- DBI::dbGetQuery(con, "SELECT sqlite_version()")[[1]]
cat("client", paste0(getRversion(), ", RSQLite ", packageVersion("RSQLite")), version, sep = "\t")
cat("\n")
for (line in grep("^#", readLines(arguments[2], encoding = "UTF-8"), value = TRUE, invert = TRUE)) {
  step <- strsplit(line, "\t")[[1]]
  cat(step[2], "\t", ask(step[1], step[3]), "\n", sep = "")
}
