/*
** Every SQL function as a row of one table; asistat.c registers them.
**
**  (1) A row publishes a scalar, or one field (or all) of a family's record: a new number is a new row.
**  (2) asistat_functions, asistat_help, the reference and the tests are made of this table.
**
** ARCHITECTURE.md lists what else a new function needs.
*/
#include "functions.h"

#include "audit.h"
#include "catalogue.h"
#include "closure_table.h"
#include "distributions.h"
#include "planning_call.h"
#include "scalar.h"

#define ROW(name, arguments, least, most, what, summary, tail)                                                         \
  .zName = name, .zArguments = arguments, .nLeast = least, .nMost = most, .kind = what, .zSummary = summary,           \
  .zExample = "SELECT " name tail ";"
#define SCALAR(name, arguments, least, most, function, returns, summary, tail)                                         \
  { ROW(name, arguments, least, most, ASI_SCALAR, summary, tail), .call = function, .zReturns = returns }
#define AGGREGATE(name, arguments, least, most, computed, field, summary, tail)                                        \
  { ROW(name, arguments, least, most, ASI_AGGREGATE, summary, tail), .family = &computed, .zField = field }
#define WINDOW(name, arguments, least, most, computed, field, summary, tail)                                           \
  { ROW(name, arguments, least, most, ASI_WINDOW, summary, tail), .family = &computed, .zField = field }
/* A scalar that publishes a record, or one field of it. */
#define RECORD(name, arguments, least, most, computed, field, function, summary, tail)                                 \
  {                                                                                                                    \
    ROW(name, arguments, least, most, ASI_SCALAR, summary, tail), .family = &computed, .zField = field,                \
                                                                  .call = function                                     \
  }
/* A name that others may own, and the same under a name that is ours alone. */
#define GENERIC(name, arguments, least, most, computed, field, summary, tail)                                          \
  { ROW(name, arguments, least, most, ASI_WINDOW, summary, tail), .family = &computed, .zField = field,                \
    .isGeneric = true },                                                                                               \
      WINDOW("asistat_" name, arguments, least, most, computed, field, summary, tail)
#define TABLE(name, arguments, nArgument, create, returns, summary, example)                                           \
  {                                                                                                                    \
    .zName = name, .zArguments = arguments, .nLeast = nArgument, .nMost = nArgument, .kind = ASI_TABLE,                \
    .zSummary = summary, .zExample = example, .zReturns = returns, .createTable = create                               \
  }

#define PAIRS_OR_STATE "pre, post [,options] | state [,options]"

#define SCORES " FROM (VALUES (7),(8),(9),(9),(10),(12))"
#define YES_NO " FROM (VALUES (1),(1),(0),(1),(0),(1))"
#define PAIRS " FROM (VALUES (9,13),(8,12),(10,9),(9,9),(7,11),(10,15))"
#define TWO_GROUPS                                                                                                     \
  " FROM (VALUES (9,'control'),(8,'control'),(11,'control'),(10,'massage'),(12,'massage'),(14,'massage'))"
#define TWO_ANSWERS                                                                                                    \
  " FROM (VALUES "                                                                                                     \
  "('control','no'),('control','no'),('control','yes'),('massage','yes'),('massage','yes'),('massage','no'))"
#define TRIAL                                                                                                          \
  " FROM (VALUES "                                                                                                     \
  "(9,11,'control'),(8,9,'control'),(10,11,'control'),(9,13,'massage'),(7,12,'massage'),(10,15,'massage'))"
#define THREE_GROUPS                                                                                                   \
  " FROM (VALUES (9,'control'),(8,'control'),(11,'leaflet'),(10,'leaflet'),(12,'massage'),(14,'massage'))"
#define COMPARISONS " FROM (VALUES ('control - leaflet',0.04),('control - massage',0.003),('leaflet - massage',0.03))"
#define THREE_DAYS                                                                                                     \
  " FROM (VALUES "                                                                                                     \
  "(9,'A',1),(11,'A',2),(13,'A',3),(8,'B',1),(9,'B',2),(12,'B',3),(10,'C',1),(10,'C',2),(14,'C',3),(7,'D',1),"         \
  "(9,'D',2),(8,'D',3))"
#define THREE_ANSWERS                                                                                                  \
  " FROM (VALUES "                                                                                                     \
  "('tidak','A',1),('ya','A',2),('ya','A',3),('tidak','B',1),('tidak','B',2),('ya','B',3),('tidak','C',1),"            \
  "('ya','C',2),('ya','C',3),('tidak','D',1),('ya','D',2),('tidak','D',3))"
#define CHANGES                                                                                                        \
  " FROM (VALUES ('tidak','ya'),('tidak','ya'),('ya','ya'),('tidak','tidak'),('ya','tidak'),('tidak','ya'))"
#define ITEM_ANSWERS                                                                                                   \
  " FROM (VALUES (1,'tidak','ya'),(1,'ya','ya'),(2,'tidak','tidak'),(2,'tidak','ya'),(3,'ya','tidak'),(3,'ya','ya'))"
#define P_RANGE_ARGUMENTS "n, pre_min, pre_max, pre_mean, pre_sd, post_min, post_max, post_mean, post_sd [,options]"
#define P_RANGE_EXAMPLE "(30, 7, 10, '9.17', '0.874', 9, 16, '13.37', '1.671')"
#define LIKERT " FROM (VALUES (4,5,4),(3,3,2),(5,4,4),(2,3,3),(4,4,5),(1,2,2))"
#define ITEMS "(1,1,0,1,1,1,0,1,1,1, 1,1,1,0,1,1)"

static const AsiFunction aFunctionRow[] = {
  /* The questionnaire */
  SCALAR("asi_score", "m1,...,m10, b1,...,b6 | json_array", 0, -1, asiScalarScore, "INTEGER",
         "Items answered yes, 0 to 16; NULL while one is not answered", ITEMS),
  SCALAR("asi_score_mother", "m1,...,m10, b1,...,b6 | json_array", 0, -1, asiScalarScoreMother, "INTEGER",
         "Items of the mother answered yes, 0 to 10", ITEMS),
  SCALAR("asi_score_baby", "m1,...,m10, b1,...,b6 | json_array", 0, -1, asiScalarScoreBaby, "INTEGER",
         "Items of the baby answered yes, 0 to 6", ITEMS),
  { .zName = "asi_total",
    .zArguments = "item, answer",
    .nLeast = 2,
    .nMost = 2,
    .kind = ASI_AGGREGATE,
    .zSummary = "The score of one respondent whose answers are rows; NULL while one is missing",
    .zExample = "WITH RECURSIVE a(item) AS (VALUES (1) UNION ALL SELECT item+1 FROM a WHERE item < 16)"
                " SELECT asi_total(item, CASE WHEN item % 3 = 0 THEN 'tidak' ELSE 'ya' END) FROM a;",
    .family = &asiTotal,
    .zField = "total" },
  SCALAR("asi_increased", "score", 1, 1, asiScalarIncreased, "INTEGER",
         "1 when the score is over 12, the study's criterion of increased production, else 0", "(13)"),
  SCALAR(
      "asi_category", "score [,lang [,cutoff]]", 1, 3, asiScalarCategory, "TEXT",
      "'baik' when the score is over the cutoff (8, the midpoint of the scale), else 'kurang'; 'good', 'low' with 'en'",
      "(13, 'en')"),
  SCALAR("n_gain", "pre, post, max", 3, 3, asiScalarNGain, "REAL",
         "Normalised gain (post-pre)/(max-pre); NULL where nothing is left to gain", "(9, 13, 16)"),

  /* One sample */
  GENERIC("stddev_samp", "x", 1, 1, asiSpread, "stddev_samp", "Standard deviation, divisor n-1", "(column1)" SCORES),
  GENERIC("stddev", "x", 1, 1, asiSpread, "stddev_samp", "The same as stddev_samp", "(column1)" SCORES),
  GENERIC("stddev_pop", "x", 1, 1, asiSpread, "stddev_pop", "Standard deviation, divisor n", "(column1)" SCORES),
  GENERIC("var_samp", "x", 1, 1, asiSpread, "var_samp", "Variance, divisor n-1", "(column1)" SCORES),
  GENERIC("var_pop", "x", 1, 1, asiSpread, "var_pop", "Variance, divisor n", "(column1)" SCORES),
  GENERIC("sem", "x", 1, 1, asiSpread, "sem", "Standard error of the mean, s/sqrt(n)", "(column1)" SCORES),
  GENERIC("median", "x", 1, 1, asiMedian, "value", "The middle value, or the mean of the two middle ones",
          "(column1)" SCORES),
  GENERIC("quantile", "x, p [,type]", 2, 3, asiQuantile, "value",
          "The p-quantile, types 1 to 9 of Hyndman & Fan, 7 by default", "(column1, 0.25)" SCORES),
  GENERIC("iqr", "x", 1, 1, asiIqr, "value", "Interquartile range, type 7", "(column1)" SCORES),
  GENERIC("skewness", "x", 1, 1, asiShape, "skewness", "Skewness, type 2 as in SPSS; from 3 values",
          "(column1)" SCORES),
  GENERIC("kurtosis", "x", 1, 1, asiShape, "kurtosis", "Excess kurtosis, type 2 as in SPSS; from 4 values",
          "(column1)" SCORES),
  WINDOW("ci95", "x", 1, 1, asiMeanInterval, NULL, "95 % confidence interval of the mean, by Student's t",
         "(column1)" SCORES),
  WINDOW("ci95_low", "x", 1, 1, asiMeanInterval, "low", "Lower bound of ci95", "(column1)" SCORES),
  WINDOW("ci95_high", "x", 1, 1, asiMeanInterval, "high", "Upper bound of ci95", "(column1)" SCORES),
  WINDOW("ci_low", "x, level", 2, 2, asiMeanInterval, "low", "Lower bound of the mean's interval at a level",
         "(column1, 0.9)" SCORES),
  WINDOW("ci_high", "x, level", 2, 2, asiMeanInterval, "high", "Upper bound of the mean's interval at a level",
         "(column1, 0.9)" SCORES),
  WINDOW("prop_ci95", "x [,options]", 1, 2, asiProportion, NULL,
         "Interval of the proportion of ones: Wilson, or Clopper-Pearson with 'exact'; level=L", "(column1)" YES_NO),
  WINDOW("prop_ci95_low", "x [,options]", 1, 2, asiProportion, "low", "Lower bound of prop_ci95", "(column1)" YES_NO),
  WINDOW("prop_ci95_high", "x [,options]", 1, 2, asiProportion, "high", "Upper bound of prop_ci95", "(column1)" YES_NO),
  WINDOW("describe", "x", 1, 1, asiDescribe, NULL,
         "Counts, mean, SD, SEM, quartiles, skewness, kurtosis and 95 % interval in one record", "(column1)" SCORES),
  WINDOW("shapiro_wilk", "x | pre, post", 1, 2, asiShapiroWilk, NULL,
         "Shapiro-Wilk test of normality, of x or of the differences post - pre; 3 to 5000 values", "(column1)" SCORES),
  WINDOW("shapiro_wilk_w", "x | pre, post", 1, 2, asiShapiroWilk, "w", "W of the Shapiro-Wilk test",
         "(column1, column2)" PAIRS),
  WINDOW("shapiro_wilk_p", "x | pre, post", 1, 2, asiShapiroWilk, "p", "p of the Shapiro-Wilk test",
         "(column1, column2)" PAIRS),
  WINDOW("lilliefors", "x | pre, post", 1, 2, asiLilliefors, NULL,
         "Lilliefors (Kolmogorov-Smirnov) test of normality, of x or of the differences; from 5 values",
         "(column1)" SCORES),
  WINDOW("lilliefors_d", "x | pre, post", 1, 2, asiLilliefors, "d", "D of the Lilliefors test",
         "(column1, column2)" PAIRS),
  WINDOW("lilliefors_p", "x | pre, post", 1, 2, asiLilliefors, "p", "p of the Lilliefors test",
         "(column1, column2)" PAIRS),

  WINDOW("moments_state", "x", 1, 1, asiMomentsState, NULL,
         "The exact sums of x as a BLOB that stands for its rows: for means, SDs and intervals", "(column1)" SCORES),
  WINDOW("sample_state", "x", 1, 1, asiSampleState, NULL,
         "The values of x, each with its count, as a BLOB that stands for its rows in every function of one sample",
         "(column1)" SCORES),

  /* Before and after */
  WINDOW("wilcoxon", PAIRS_OR_STATE, 1, 3, asiWilcoxon, NULL,
         "Wilcoxon signed-rank test of post - pre, exact with ties up to 1000 differences", "(column1, column2)" PAIRS),
  WINDOW("wilcoxon_p", PAIRS_OR_STATE, 1, 3, asiWilcoxon, "p", "p of the Wilcoxon signed-rank test",
         "(column1, column2, 'greater')" PAIRS),
  WINDOW("wilcoxon_z", PAIRS_OR_STATE, 1, 3, asiWilcoxon, "z",
         "z of the Wilcoxon test, positive when post tends to be greater", "(column1, column2)" PAIRS),
  WINDOW("wilcoxon_w", PAIRS_OR_STATE, 1, 3, asiWilcoxon, "w_plus", "W+, the sum of the ranks of the increases",
         "(column1, column2)" PAIRS),
  WINDOW("wilcoxon_r", PAIRS_OR_STATE, 1, 3, asiWilcoxon, "r", "Effect size z/sqrt(n), n pairs with zeros",
         "(column1, column2)" PAIRS),
  WINDOW("wilcoxon_rank_biserial", PAIRS_OR_STATE, 1, 3, asiWilcoxon, "rank_biserial",
         "Effect size (W+ - W-)/(W+ + W-)", "(column1, column2)" PAIRS),
  WINDOW("hodges_lehmann", PAIRS_OR_STATE, 1, 3, asiHodgesLehmann, NULL,
         "Hodges-Lehmann estimate of the change post - pre, with its interval", "(column1, column2)" PAIRS),
  WINDOW("hodges_lehmann_estimate", PAIRS_OR_STATE, 1, 3, asiHodgesLehmann, "estimate",
         "Hodges-Lehmann estimate: the median of all averages of two differences", "(column1, column2)" PAIRS),
  WINDOW("hodges_lehmann_low", PAIRS_OR_STATE, 1, 3, asiHodgesLehmann, "low",
         "Lower bound of the Hodges-Lehmann interval", "(column1, column2, 'level=0.9')" PAIRS),
  WINDOW("hodges_lehmann_high", PAIRS_OR_STATE, 1, 3, asiHodgesLehmann, "high",
         "Upper bound of the Hodges-Lehmann interval", "(column1, column2, 'level=0.9')" PAIRS),
  WINDOW("sign_test", PAIRS_OR_STATE, 1, 3, asiSignTest, NULL, "Sign test of post - pre", "(column1, column2)" PAIRS),
  WINDOW("sign_test_p", PAIRS_OR_STATE, 1, 3, asiSignTest, "p", "p of the sign test", "(column1, column2)" PAIRS),
  WINDOW("ttest_paired", PAIRS_OR_STATE, 1, 3, asiTtestPaired, NULL,
         "Student's t test of the mean of post - pre, with its interval and effect sizes", "(column1, column2)" PAIRS),
  WINDOW("ttest_paired_t", PAIRS_OR_STATE, 1, 3, asiTtestPaired, "t", "t of the paired t test",
         "(column1, column2)" PAIRS),
  WINDOW("ttest_paired_p", PAIRS_OR_STATE, 1, 3, asiTtestPaired, "p", "p of the paired t test",
         "(column1, column2, 'greater')" PAIRS),
  WINDOW("paired_state", "pre, post | state", 1, 2, asiPairedState, NULL,
         "The differences post - pre and the sums of both as a BLOB that stands for its rows in the functions above; "
         "(NULL, 15) is a missing row, NULL alone no state",
         "(column1, column2)" PAIRS),
  WINDOW("mcnemar", "pre, post [,options]", 2, 3, asiMcnemar, NULL,
         "McNemar's test of change in yes/no answers, exact by default, with Newcombe's interval of the difference",
         "(column1, column2)" CHANGES),
  WINDOW("mcnemar_p", "pre, post [,options]", 2, 3, asiMcnemar, "p", "p of McNemar's test",
         "(column1, column2, 'greater')" CHANGES),

  /* Groups */
  AGGREGATE("mann_whitney", "x, g [,options]", 2, 3, asiMannWhitney, NULL,
            "Mann-Whitney U test of two groups, exact with ties up to 40,000 pairs, with the Hodges-Lehmann shift",
            "(column1, column2)" TWO_GROUPS),
  AGGREGATE("mann_whitney_p", "x, g [,options]", 2, 3, asiMannWhitney, "p", "p of the Mann-Whitney U test",
            "(column1, column2, 'greater')" TWO_GROUPS),
  AGGREGATE("ttest_welch", "x, g [,options]", 2, 3, asiTtestWelch, NULL,
            "Welch's t test of two groups' means, group_2 - group_1, with Cohen's d", "(column1, column2)" TWO_GROUPS),
  AGGREGATE("ttest_welch_p", "x, g [,options]", 2, 3, asiTtestWelch, "p", "p of Welch's t test",
            "(column1, column2)" TWO_GROUPS),
  AGGREGATE("ttest_student", "x, g [,options]", 2, 3, asiTtestStudent, NULL,
            "Student's t test of two groups' means, equal variances assumed", "(column1, column2)" TWO_GROUPS),
  AGGREGATE("ttest_student_p", "x, g [,options]", 2, 3, asiTtestStudent, "p", "p of Student's t test of two groups",
            "(column1, column2)" TWO_GROUPS),
  AGGREGATE("kruskal_wallis", "x, g", 2, 2, asiKruskalWallis, NULL,
            "Kruskal-Wallis rank test of several groups, tie-corrected", "(column1, column2)" THREE_GROUPS),
  AGGREGATE("kruskal_wallis_p", "x, g", 2, 2, asiKruskalWallis, "p", "p of the Kruskal-Wallis test",
            "(column1, column2)" THREE_GROUPS),
  AGGREGATE("anova", "x, g", 2, 2, asiAnova, NULL,
            "One-way analysis of variance: F test of several groups' means, equal variances assumed",
            "(column1, column2)" THREE_GROUPS),
  AGGREGATE("anova_p", "x, g", 2, 2, asiAnova, "p", "p of the one-way analysis of variance",
            "(column1, column2)" THREE_GROUPS),
  AGGREGATE(
      "levene", "x, g [,options]", 2, 3, asiLevene, NULL,
      "Levene's test of equal variances, about the medians (Brown-Forsythe), with 'mean' or 'spss' about the means",
      "(column1, column2)" TWO_GROUPS),
  AGGREGATE("levene_p", "x, g [,options]", 2, 3, asiLevene, "p",
            "p of Levene's test, about the medians; with 'mean' or 'spss' about the means",
            "(column1, column2, 'mean')" TWO_GROUPS),
  AGGREGATE("chi_square", "a, b", 2, 2, asiChiSquare, NULL,
            "Pearson's chi-square test of a cross table, with Yates and Cramer's V", "(column1, column2)" TWO_ANSWERS),
  AGGREGATE("chi_square_p", "a, b", 2, 2, asiChiSquare, "p", "p of Pearson's chi-square test",
            "(column1, column2)" TWO_ANSWERS),
  AGGREGATE("fisher_exact", "a, b [,options]", 2, 3, asiFisher, NULL,
            "Fisher's exact test of a cross table; of 2 by 2 also the conditional odds ratio and its interval",
            "(column1, column2)" TWO_ANSWERS),
  AGGREGATE("fisher_exact_p", "a, b [,options]", 2, 3, asiFisher, "p", "p of Fisher's exact test",
            "(column1, column2, 'greater')" TWO_ANSWERS),
  AGGREGATE("friedman", "value, subject, occasion", 3, 3, asiFriedman, NULL,
            "Friedman's test of several occasions, exact with ties for a usual study, with Kendall's W",
            "(column1, column2, column3)" THREE_DAYS),
  AGGREGATE("friedman_p", "value, subject, occasion", 3, 3, asiFriedman, "p", "p of Friedman's test",
            "(column1, column2, column3)" THREE_DAYS),
  AGGREGATE("cochran_q", "answer, subject, occasion", 3, 3, asiCochran, NULL,
            "Cochran's Q test of yes/no answers on several occasions, exact for a usual study, with Kendall's W",
            "(column1, column2, column3)" THREE_ANSWERS),
  AGGREGATE("cochran_q_p", "answer, subject, occasion", 3, 3, asiCochran, "p", "p of Cochran's Q test",
            "(column1, column2, column3)" THREE_ANSWERS),
  AGGREGATE("ancova", "post, pre, g", 3, 3, asiAncova, NULL,
            "Difference of two groups' post, adjusted for pre (analysis of covariance, one slope)",
            "(column2, column1, column3)" TRIAL),
  AGGREGATE("ancova_p", "post, pre, g", 3, 3, asiAncova, "p", "p of the adjusted difference of two groups",
            "(column2, column1, column3)" TRIAL),
  AGGREGATE("pearson", "x, y [,options]", 2, 3, asiPearson, NULL,
            "Pearson's correlation, with t test and Fisher's interval", "(column1, column2)" PAIRS),
  AGGREGATE("pearson_p", "x, y [,options]", 2, 3, asiPearson, "p", "p of Pearson's correlation",
            "(column1, column2, 'greater')" PAIRS),
  AGGREGATE("spearman", "x, y [,options]", 2, 3, asiSpearman, NULL,
            "Spearman's rank correlation, exact with ties up to 12 pairs", "(column1, column2)" PAIRS),
  AGGREGATE("spearman_p", "x, y [,options]", 2, 3, asiSpearman, "p", "p of Spearman's rank correlation",
            "(column1, column2)" PAIRS),
  AGGREGATE("kendall", "x, y [,options]", 2, 3, asiKendall, NULL,
            "Kendall's tau-b, exact below 50 pairs without ties and up to 10 with ties", "(column1, column2)" PAIRS),
  AGGREGATE("kendall_p", "x, y [,options]", 2, 3, asiKendall, "p", "p of Kendall's tau-b", "(column1, column2)" PAIRS),

  /* Planning and multiplicity */
  AGGREGATE("p_adjust", "label, p [,method]", 2, 3, asiPAdjust, NULL,
            "p-values adjusted for their number, by label: holm, bh or bonferroni", "(column1, column2)" COMPARISONS),

  /* The questionnaire's soundness */
  WINDOW("cronbach_alpha", "i1,...,ik", 2, -1, asiCronbachAlpha, "alpha",
         "Cronbach's alpha of 2 to 127 items, an argument each; a constant item counts",
         "(column1, column2, column3)" LIKERT),
  WINDOW("kr20", "i1,...,ik", 2, -1, asiKr20, "alpha",
         "Kuder-Richardson 20 of items answered 0 or 1, by the total's population variance: equal to alpha",
         "(column1 > 3, column2 > 2, column3 > 3)" LIKERT),
  WINDOW("item_analysis", "i1,...,ik", 2, -1, asiItemAnalysis, NULL,
         "An object per item: item, n, mean, sd, r_total, r_rest (corrected), alpha_if_deleted",
         "(column1, column2, column3)" LIKERT),

  /* Pictures */
  AGGREGATE("plot_paired", "pre, post [,options]", 2, 3, asiPlotPaired, NULL,
            "SVG: a line for each pair from before to after, with the medians; lang=id in Indonesian",
            "(column1, column2)" PAIRS),
  AGGREGATE("plot_box", "x [,g [,options]]", 1, 3, asiPlotBox, NULL,
            "SVG: a box plot for each group, or one of all values; lang=id in Indonesian",
            "(column1, column2)" TWO_GROUPS),
  AGGREGATE(
      "plot_histogram", "x [,options]", 1, 2, asiPlotHistogram, NULL,
      "SVG: a histogram, with a bar for each score or bars of Freedman and Diaconis's width; lang=id in Indonesian",
      "(column1)" SCORES),
  AGGREGATE("plot_items", "item, pre, post [,options]", 3, 4, asiPlotItems, NULL,
            "SVG: for each item the share of yes before and after; lang=id in Indonesian",
            "(column1, column2, column3)" ITEM_ANSWERS),

  /* Are reported numbers possible? */
  SCALAR("grim", "mean, n [,items]", 2, 3, asiScalarGrim, "INTEGER",
         "1 when whole numbers (means of so many items) can have the mean as printed, else 0; text keeps its zeros",
         "('9.17', 30)"),
  SCALAR("grimmer", "mean, sd, n [,items]", 3, 4, asiScalarGrimmer, "INTEGER",
         "1 when whole numbers can have the mean and the SD as printed, else 0", "('9.17', '0.874', 30)"),
  TABLE("closure_samples", "n, min, max, mean, sd", 5, asiClosureTableCreate,
        "TABLE (id, counts, sample_mean, sample_sd)",
        "Every sample of n whole numbers with these extremes that rounds to the mean and the SD as printed",
        "SELECT id, counts FROM closure_samples(30, 7, 10, '9.17', '0.874');"),
  SCALAR("closure_count", "n, min, max, mean, sd", 5, 5, asiScalarClosureCount, "INTEGER",
         "How many samples closure_samples would list", "(30, 9, 16, '13.37', '1.671')"),
  RECORD("ci_from_summary", "mean, sd, n [,level]", 3, 4, asiSummaryInterval, NULL, asiScalarCiFromSummary,
         "Interval of a mean from printed summaries, with what their rounding allows for either bound",
         "('9.17', '0.874', 30)"),
  RECORD("ci_from_summary_low", "mean, sd, n [,level]", 3, 4, asiSummaryInterval, "low", asiScalarCiFromSummary,
         "Lower bound of the interval of a mean from printed summaries", "('9.17', '0.874', 30)"),
  RECORD("ci_from_summary_high", "mean, sd, n [,level]", 3, 4, asiSummaryInterval, "high", asiScalarCiFromSummary,
         "Upper bound of the interval of a mean from printed summaries", "('9.17', '0.874', 30)"),
  RECORD("ci_from_summary_low_min", "mean, sd, n [,level]", 3, 4, asiSummaryInterval, "low_min", asiScalarCiFromSummary,
         "The smallest lower bound behind printed summaries", "('9.17', '0.874', 30)"),
  RECORD("ci_from_summary_low_max", "mean, sd, n [,level]", 3, 4, asiSummaryInterval, "low_max", asiScalarCiFromSummary,
         "The largest lower bound behind printed summaries", "('9.17', '0.874', 30)"),
  RECORD("ci_from_summary_high_min", "mean, sd, n [,level]", 3, 4, asiSummaryInterval, "high_min",
         asiScalarCiFromSummary, "The smallest upper bound behind printed summaries", "('9.17', '0.874', 30)"),
  RECORD("ci_from_summary_high_max", "mean, sd, n [,level]", 3, 4, asiSummaryInterval, "high_max",
         asiScalarCiFromSummary, "The largest upper bound behind printed summaries", "('9.17', '0.874', 30)"),
  RECORD("ttest_from_summary", "mean_1, sd_1, n_1, mean_2, sd_2, n_2 [,options]", 6, 7, asiSummaryTest, NULL,
         asiScalarTtestFromSummary,
         "t test from printed summaries, with what their rounding allows: welch, student, or paired with r=R",
         "('9.17', '0.874', 30, '13.37', '1.671', 30, 'paired, r=0.2')"),
  RECORD("ttest_from_summary_p", "mean_1, sd_1, n_1, mean_2, sd_2, n_2 [,options]", 6, 7, asiSummaryTest, "p",
         asiScalarTtestFromSummary, "p of a t test from printed summaries",
         "('9.17', '0.874', 30, '13.37', '1.671', 30)"),
  RECORD("ttest_from_summary_p_min", "mean_1, sd_1, n_1, mean_2, sd_2, n_2 [,options]", 6, 7, asiSummaryTest, "p_min",
         asiScalarTtestFromSummary, "The smallest p that printed summaries allow a t test",
         "('9.17', '0.874', 30, '13.37', '1.671', 30, 'student')"),
  RECORD("ttest_from_summary_p_max", "mean_1, sd_1, n_1, mean_2, sd_2, n_2 [,options]", 6, 7, asiSummaryTest, "p_max",
         asiScalarTtestFromSummary, "The largest p that printed summaries allow a t test, paired without r: any",
         "('9.17', '0.874', 30, '13.37', '1.671', 30, 'paired')"),
  SCALAR("p_from_statistic", "kind, value, df... [,options]", 2, 5, asiScalarPFromStatistic, "REAL",
         "p of a printed statistic: 't' with df, 'F' with df1 and df2, 'chi2' with df, 'z', or 'r' with n - 2",
         "('t', '2.20', 28)"),
  RECORD("check_p", "kind, value, df..., p [,options]", 3, 6, asiStatisticCheck, NULL, asiScalarCheckP,
         "Whether a printed statistic and the p printed with it ('0.012', '<0.05', 'ns') go together; alpha=A",
         "('F', '4.18', 1, 29, '<0.05')"),
  RECORD("check_p_verdict", "kind, value, df..., p [,options]", 3, 6, asiStatisticCheck, "verdict", asiScalarCheckP,
         "consistent, inconsistent, or decision error: the two differ about significance", "('z', '-2.52', '0.012')"),
  SCALAR("kr20_max", "counts, k [,first]", 2, 3, asiScalarKr20Max, "REAL",
         "The largest KR-20 of k yes/no items that any answers with these totals allow: counts of totals 0, ..., k, or "
         "first, ...",
         "('[1,6,10,13]', 16, 7)"),
  RECORD("wilcoxon_p_range", P_RANGE_ARGUMENTS, 9, 10, asiPRange, NULL, asiScalarWilcoxonPRange,
         "No whole-number data with these summaries give the Wilcoxon test a p outside p_low to p_high, however paired",
         P_RANGE_EXAMPLE),
  RECORD("wilcoxon_p_range_low", P_RANGE_ARGUMENTS, 9, 10, asiPRange, "p_low", asiScalarWilcoxonPRange,
         "No data with these summaries give a smaller p", P_RANGE_EXAMPLE),
  RECORD("wilcoxon_p_range_high", P_RANGE_ARGUMENTS, 9, 10, asiPRange, "p_high", asiScalarWilcoxonPRange,
         "No data with these summaries give a larger p", P_RANGE_EXAMPLE),

  /* Distributions */
  SCALAR("pnorm", "x [,tail]", 1, 2, asiScalarPnorm, "REAL", "P(X <= x) of the normal distribution; 'upper': P(X > x)",
         "(1.96)"),
  SCALAR("qnorm", "p [,tail]", 1, 2, asiScalarQnorm, "REAL",
         "Quantile of the normal distribution, of its upper tail with 'upper'; NULL where it is infinite", "(0.975)"),
  SCALAR("pt", "t, df [,tail]", 2, 3, asiScalarPt, "REAL", "P(T <= t) of Student's t; 'upper': P(T > t)",
         "(2.045, 29, 'upper')"),
  SCALAR("qt", "p, df [,tail]", 2, 3, asiScalarQt, "REAL",
         "Quantile of Student's t, of its upper tail with 'upper'; NULL where it is infinite", "(0.975, 29)"),
  SCALAR("pchisq", "x, df [,tail]", 2, 3, asiScalarPchisq, "REAL", "P(X <= x) of chi-square; 'upper': P(X > x)",
         "(3.84, 1, 'upper')"),
  SCALAR("qchisq", "p, df [,tail]", 2, 3, asiScalarQchisq, "REAL",
         "Quantile of chi-square, of its upper tail with 'upper'; NULL where it is infinite", "(0.95, 1)"),
  SCALAR("pf", "f, df1, df2 [,tail]", 3, 4, asiScalarPf, "REAL", "P(F <= f) of the F distribution; 'upper': P(F > f)",
         "(4.18, 1, 29, 'upper')"),
  SCALAR("qf", "p, df1, df2 [,tail]", 3, 4, asiScalarQf, "REAL",
         "Quantile of the F distribution, of its upper tail with 'upper'; NULL where it is infinite", "(0.95, 1, 29)"),
  SCALAR("pbinom", "k, n, prob [,tail]", 3, 4, asiScalarPbinom, "REAL",
         "P(K <= k) of n trials; 'upper': P(K > k), without k, as in R", "(8, 30, 0.5)"),

  /* Planning */
  SCALAR("power_paired", "n, dz, alpha [,options]", 3, 4, asiScalarPowerPaired, "REAL",
         "Power of a test of n pairs whose differences have mean/SD dz; one-sided, wilcoxon, min, normal",
         "(30, 0.5, 0.05)"),
  RECORD("sample_size_paired", "dz, alpha, power [,options]", 3, 4, asiPlan, "n_recruited", asiScalarPlanPaired,
         "The fewest pairs that reach a power; one-sided, wilcoxon, min, normal, dropout=D", "(0.5, 0.05, 0.8)"),
  RECORD("plan_paired", "dz, alpha, power [,options]", 3, 4, asiPlan, NULL, asiScalarPlanPaired,
         "The plan behind sample_size_paired: size, dropout, power reached, efficiency and method in one record",
         "(0.5, 0.05, 0.8, 'wilcoxon, dropout=0.1')"),
  SCALAR("power_two", "n, d, alpha [,options]", 3, 4, asiScalarPowerTwo, "REAL",
         "Power of a test of two groups of n whose means differ by d SDs; one-sided, mann-whitney, min, normal",
         "(30, 0.5, 0.05)"),
  RECORD("sample_size_two", "d, alpha, power [,options]", 3, 4, asiPlan, "n_recruited", asiScalarPlanTwo,
         "The fewest of each group that reach a power; one-sided, mann-whitney, min, normal, dropout=D",
         "(0.5, 0.05, 0.8)"),
  RECORD("plan_two", "d, alpha, power [,options]", 3, 4, asiPlan, NULL, asiScalarPlanTwo,
         "The plan behind sample_size_two: size, dropout, power reached, efficiency and method in one record",
         "(0.5, 0.05, 0.8, 'mann-whitney')"),
  SCALAR("slovin", "N, e", 2, 2, asiScalarSlovin, "INTEGER",
         "Slovin's sample size for a survey's proportion, not for a before/after test: N/(1 + N e^2), rounded up",
         "(1000, 0.05)"),
  SCALAR("lemeshow", "p, d [,N [,level]]", 2, 4, asiScalarLemeshow, "INTEGER",
         "Lemeshow's sample size for a proportion p within d, of a population of N", "(0.5, 0.05, 1000)"),

  /* Effects in words */
  SCALAR("effect_label", "kind, value [,lang [,df]]", 2, 4, asiScalarEffectLabel, "TEXT",
         "The conventional word for an effect size, such as 'besar' ('large' with 'en'); cramer_v needs df",
         "('rank_biserial', 0.9954, 'en')"),
  SCALAR("effect_source", "kind", 1, 1, asiScalarEffectSource, "TEXT", "Whose convention effect_label follows",
         "('n_gain')"),
  SCALAR("effect_conventions", "", 0, 0, asiScalarEffectConventions, "JSON [{kind, lower, id, en, source}]",
         "Every kind of effect size with its bounds, words and source", "()"),

  /* Formatting and help */
  SCALAR("fmt", "x, digits [,lang]", 2, 3, asiScalarFmt, "TEXT",
         "x with so many decimals, half away from zero; decimal comma with 'id'", "(2.675, 2, 'id')"),
  SCALAR("asistat_fmt", "x, digits [,lang]", 2, 3, asiScalarFmt, "TEXT", "The same as fmt", "(2.675, 2, 'id')"),
  SCALAR("fmt_p", "p [,lang]", 1, 2, asiScalarFmtP, "TEXT", "p with three decimals, or <0.001", "(0.0000000075, 'id')"),
  SCALAR("fmt_ci", "low, high, digits [,lang]", 3, 4, asiScalarFmtCi, "TEXT", "An interval as a report prints it",
         "(8.84, 9.49, 2, 'id')"),
  SCALAR("asi_escape", "text [,format]", 1, 2, asiScalarEscape, "TEXT",
         "text made safe for 'html' and XML (default), 'md' (Markdown) or a line of 'text': marks as text, controls as "
         "U+FFFD",
         "('a < b & c')"),
  SCALAR("asistat_version", "", 0, 0, NULL, "TEXT", "The version of this extension", "()"),
  SCALAR("asistat_debug", "", 0, 0, NULL, "JSON {version, sqlite, built_with_sqlite, compiler, refused}",
         "Versions, and the generic names that stayed with another owner", "()"),
  SCALAR("asistat_help", "[name]", 0, 1, NULL, "TEXT", "What a function does, with an example", "('wilcoxon')"),
  TABLE("asistat_functions", "", 0, asiCatalogueCreate,
        "TABLE (name, arguments, kind, family, returns, summary, example)", "Every function of this extension",
        "SELECT name, summary FROM asistat_functions WHERE kind = 'scalar';"),
};

const AsiCatalogue asiFunctionTable = { aFunctionRow, sizeof aFunctionRow / sizeof aFunctionRow[0] };
