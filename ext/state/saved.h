/*
** A state as bytes: what moments_state, sample_state and paired_state return, and what stands for rows elsewhere.
**
**  (1) Canonical: the same multiset of rows gives the same bytes, whatever the order, the merges or the machine.
**  (2) The layout, version 1. Numbers are varints (bytes.h) unless said otherwise.
**        4 bytes  'A' 'S' 'I', version 1
**        1 byte   family: 'm' moments, 's' sample, 'p' paired
**        n_missing
**        n, the rows that counted
**        body
**        4 bytes  CRC-32 of all before, lowest byte first
**      body of moments: sum of x, sum of x^2.
**      body of a sample: runs by value; then a byte, 0 where the sums follow from the runs; or 1, sum of x, sum of x^2,
**        where they do not, in states of versions that rounded integers; and integers, where there are any.
**      body of pairs: how many differences lie beyond REAL; how many are zero; runs of the others by magnitude; sum of
**        pre, of pre^2, of post, of post^2, of pre post; and integers, where there are any.
**      a sum: e, (b << 1 | 1 when negative), and b bytes, lowest first: the number they spell times 2^(8 e) in units of
**        2^-1074, for squares and products 2^-2148. Neither the first nor the last byte is 0; zero is e = b = 0.
**      runs: a byte, the places in its lower half (0..9, or 15 for none), 16 added when every value occurs once; the
**        number of runs; then the runs, ascending, each as the step from the run before and its counts.
**        With places k, a value x is m / 10^k, where m is the whole number nearest to the product x 10^k as a double
**        and |m| <= 2^53; k is the least that all values allow; steps are those of m, the first by value from 0 in
**        zigzag. Without, the steps are those of the run keys of run.h.
**        Counts: by value one number; by magnitude those of +x and of -x. When every value occurs once there are none,
**        and by magnitude the step is doubled, plus 1 for -x.
**      integers, those beyond 2^53 that no double equals, which are in no run above: the number of their runs, at least
**        1; then the runs, ascending, each as the step from the run before and its counts, the first by value from 0 in
**        zigzag, by magnitude from 0. Versions that do not know them refuse such states.
**  (3) Bytes that are not exactly so are refused as a whole, before anything of them counts: truncated, changed, foreign,
**      longer than ASI_SAVED_MAX, in another form than the one that (2) names for their runs, or with sums that no
**      numbers can have. What is taken in is written out again as the same bytes. Reading allocates nothing.
**  (4) What a state gives away: a sample state is the multiset of its values, a paired state the multiset of the
**      differences with the sums of pre and post, a moments state n, sum and sum of squares (of one or two values: the
**      values). Who they belong to, and their order, is not in it.
*/
#ifndef ASI_SAVED_H
#define ASI_SAVED_H

#include "bytes.h"
#include "moments.h"
#include "paired.h"
#include "paired_moments.h"
#include "sample.h"

#define ASI_SAVED_VERSION 1
#define ASI_SAVED_KEPT 24                /* runs: scores have no more */
#define ASI_SAVED_MAX (INT64_C(1) << 28) /* bytes of a state: some 30 million different values */

typedef enum AsiSavedFamily { ASI_SAVED_MOMENTS, ASI_SAVED_SAMPLE, ASI_SAVED_PAIRED } AsiSavedFamily;
/* "moments_state" ... */
const char *asiSavedName(AsiSavedFamily family);

typedef struct AsiSavedSum {
  const uint8_t *z;
  unsigned nByte;
  unsigned iByte;
  int sign;
} AsiSavedSum;

/* Runs that are still to be read. */
typedef struct AsiSavedRuns {
  AsiReader at;
  AsiOrder order;
  unsigned nPlace; /* ASI_SAVED_NO_PLACES: run keys */
  bool isSingle;
  uint64_t nRun;
  bool isBegun;
  uint64_t place;        /* of the last run: m, or its run key */
  const AsiRun *decoded; /* those that were kept when the state was opened, and how many they are */
  uint64_t nDecoded;
} AsiSavedRuns;

/* Opened, checked through and through; it points into the bytes. */
struct AsiSaved {
  AsiSavedFamily family;
  int64_t nMissing, n;
  int64_t nBeyond, nZero;   /* of pairs */
  AsiSavedRuns runs;        /* of a sample, of pairs */
  AsiSavedRuns integers;    /* likewise; their places are run keys of sample.h (7) */
  bool hasSums;             /* of a sample: false when they follow from the runs */
  AsiSavedSum sum, squares; /* of moments and samples; of pairs those of pre */
  AsiSavedSum postSum, postSquares, product;
  AsiRun aRun[ASI_SAVED_KEPT]; /* few runs are read once */
};

/* Do the bytes begin as ours? */
bool asiSavedIsOurs(const void *z, size_t n);

/* ASI_DOMAIN, with the reason as "damaged (checksum)", which follows the words "a BLOB of so many bytes". */
AsiStatus asiSavedOpen(const void *z, size_t n, AsiSaved *saved, AsiWords *reason);

/* while (asiSavedNextRun(&runs, &run)) ... over a copy of saved->runs. */
bool asiSavedNextRun(AsiSavedRuns *runs, AsiRun *run);
/* The same over a copy of saved->integers. */
bool asiSavedNextInteger(AsiSavedRuns *integers, AsiRun *run);

/* Into a state and, with direction -1, out of it. */
void asiSavedTakeMoments(const AsiSaved *saved, AsiMoments *moments, int direction); /* of moments or a sample */
AsiStatus asiSavedTakeRuns(const AsiSaved *saved, AsiSample *sample, int direction); /* zeros of pairs included */
void asiSavedTakePairedMoments(const AsiSaved *saved, AsiPairedMoments *moments, int direction);

/* States as bytes, at the end of an empty text. The sample is sealed. */
void asiSaveMoments(AsiText *text, int64_t nMissing, AsiMoments *moments);
AsiStatus asiSaveSample(AsiText *text, int64_t nMissing, const AsiSample *sample, AsiMoments *moments, AsiPoll *poll);
AsiStatus asiSavePaired(AsiText *text, int64_t nMissing, const AsiSample *differences, AsiPairedMoments *moments,
                        AsiPoll *poll);

#endif
