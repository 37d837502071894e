/*
** Counting sign patterns by their rank sum, two halves at a time.
**
** A table count[s] = number of sign patterns with rank sum s grows by one rank r at a time:
** count[s] += count[s - r], from the top down (the usual recurrence; Wilcoxon, Katti & Wilcox 1970, and for
** ties over doubled midranks Streitberg & Roehmel 1986). What makes it quick here:
**
**  (a) The ranks are dealt into two halves, each with a table of its own, and the tables are joined only in
**      P(A + B <= w) = sum over a of P(A = a) P(B <= w - a). The work falls to a quarter and less: half the
**      ranks go through tables half as long, twice.
**  (b) Each half counts in units of the greatest common divisor of its ranks, and the deal serves that:
**      even ranks go by preference to the first half. It is then undoubled; without ties, halved again.
**  (c) A half is symmetric, so its table ends at the middle, or at the observed tail if that comes first.
**  (d) Four, two or one of equal ranks are taken in one pass, with binomial weights.
**  (e) Low sums so rare that all of them together cannot move the answer by 2^-60 of itself are dropped
**      while the table grows. The bound rests on a guess of the answer's size; if the answer comes out
**      smaller than the guess, all is counted again without dropping.
**  (f) Counts are scaled by powers of two when they near the range of doubles. Scaling loses what is below
**      2^-1800 of the largest count. That this cannot matter is proven up to 3500 values (the ranks that
**      are still to come cannot multiply it by 2^1740) and measured at 5000: counts in a wider format agree
**      within 3e-15 for rank sums all over the range.
**
** All terms are positive, so nothing cancels: the error is that of some thousand roundings that average out.
** Roads not taken, as measured: one table up to the observed tail takes 7 to 12 times as long from n = 200 on. Taking
** the halves from an FFT product of quarters would save a third to a half from n = 2000 on, nothing at 1000, and has
** errors relative to the largest probability instead of the tail. Sharing a pass between ranks block by block,
** instead of pair by pair, saves nothing while the table fits the second-level cache.
*/
#include "signed_rank.h"

#include "always.h"
#include "mem.h"

#include <math.h>

enum {
  signedRankStack = 2048,          /* doubles that need no allocation */
  signedRankStride = 4 * asiLanes, /* sums handled in one turn of a pass */
  signedRankMaxBits = 960,         /* counts are scaled before they reach 2^960 ... */
  signedRankScaledBits = 800,      /* ... so that the largest is near 2^800 */
  signedRankSegment = 512,         /* terms summed before they join the rest */
  signedRankPruneFrom = 400        /* sums in a table worth the question whether the low ones matter */
};

typedef struct SignedRankHalf {
  int64_t unit;   /* greatest common divisor of its rank2; sums below are in this unit */
  int64_t n, sum; /* its ranks and their total, at the end */
  int64_t reach;  /* how far below the low end a pass reads: zeros are kept there */
  int64_t cap;    /* sums above cannot be part of the observed tail */
  double *count;  /* count[s] * 2^exponent patterns have sum s, for iLow <= s <= iTop */
  int64_t iLow, iTop;
  int64_t nDone, sumDone; /* ranks counted so far and their total */
  int64_t nBits;          /* all counts are below 2^nBits */
  int64_t exponent;
  int64_t single; /* a rank that waits for another to share a pass, or 0 */
  double budget;  /* the probability that may be lost from the low end at each pass */
  int isPruned;
} SignedRankHalf;

typedef struct SignedRank {
  const AsiTieGroup *groups;
  size_t nGroup;
  int64_t shift;    /* taken off every rank2: see signedRankNarrow */
  int64_t n, total; /* values, and the sum of their rank2 */
  double squares;   /* sum of squared rank2: 4 times the variance of 2W */
  int64_t lowBit;   /* the lowest bit set in any rank2 */
  int isEvenApart;  /* the ranks without lowBit have a half of their own */
  SignedRankHalf half[2];
  SignedRankHalf *outer, *inner; /* the half of the larger unit, and the other, accumulated */
  double *block;                 /* what was allocated for both tables, or NULL */
} SignedRank;

static inline AsiTieGroup signedRankGroup(const SignedRank *task, size_t i) {
  AsiTieGroup group = { 2 * (int64_t)i + 2, 1 };
  if (task->groups != NULL) {
    group = task->groups[i];
    group.rank2 -= task->shift;
  }
  return group;
}

static void signedRankMeasure(SignedRank *task) {
  int64_t even = 0, bits = 0;
  task->n = 0;
  task->total = 0;
  task->squares = 0.0;
  for (size_t i = 0; i < task->nGroup; i++) bits |= signedRankGroup(task, i).rank2;
  task->lowBit = bits & -bits;
  for (size_t i = 0; i < task->nGroup; i++) {
    AsiTieGroup group = signedRankGroup(task, i);
    int64_t weight = group.rank2 * group.nTied;
    task->n += group.nTied;
    task->total += weight;
    task->squares += (double)weight * (double)group.rank2;
    if ((group.rank2 & task->lowBit) == 0) even += weight;
  }
  /* the work of a half goes with the square of its share, and doubles for odd ranks */
  task->isEvenApart = even > task->total / 3;
}

/*
** Which half takes the next group; decided twice alike, for measuring and for counting. Half 0 should
** end up with two thirds of the total if it holds the even ranks, with one half otherwise.
*/
static int signedRankDeal(const SignedRank *task, int64_t dealt[2], AsiTieGroup group) {
  int side;
  if (task->isEvenApart)
    side = (group.rank2 & task->lowBit) != 0 || dealt[0] > 2 * dealt[1];
  else
    side = dealt[0] > dealt[1];
  dealt[side] += group.rank2 * group.nTied;
  return side;
}

/* The most that the sums of K + 1 ranks can lie below those of K, with all ranks counted from zero. */
static int64_t signedRankSpread(const SignedRank *task) {
  int64_t half = task->n / 2, spread = 0, nBefore = 0;
  for (size_t i = 0; i < task->nGroup; i++) {
    AsiTieGroup group = task->groups[i];
    int64_t nLow = half - nBefore, nHigh = nBefore + group.nTied - (task->n - half);
    nLow = nLow < 0 ? 0 : nLow < group.nTied ? nLow : group.nTied;
    nHigh = nHigh < 0 ? 0 : nHigh < group.nTied ? nHigh : group.nTied;
    spread += (nHigh - nLow) * group.rank2;
    nBefore += group.nTied;
  }
  return spread;
}

/*
** Pratt's zeros can raise all ranks by so much that the number of positive values K decides before any
** rank does: all sums of K + 1 ranks exceed all sums of K. Ranks lowered by a constant order the patterns
** as before as long as that stays so, and the tables stay short. Returns the w2 that fits them: lowered by
** the constant for each of its K ranks, and still below the least sum of K + 1.
*/
static int64_t signedRankNarrow(SignedRank *task, int64_t w2) {
  int64_t spread = signedRankSpread(task) + 2, nFit = 0, sum = 0;
  if (task->groups[0].rank2 <= spread) return w2;
  task->shift = (task->groups[0].rank2 - spread) & ~(int64_t)1;
  for (size_t i = 0; i < task->nGroup; i++) {
    AsiTieGroup group = task->groups[i];
    int64_t take = (w2 - sum) / group.rank2;
    if (take < group.nTied) {
      int64_t lowered = w2 - (nFit + take) * task->shift;
      int64_t least = sum + (take + 1) * group.rank2 - (nFit + take + 1) * task->shift;
      return lowered < least ? lowered : least - 1;
    }
    nFit += group.nTied;
    sum += group.nTied * group.rank2;
  }
  return w2 - nFit * task->shift;
}

static AsiStatus signedRankMakeRoom(SignedRank *task, int64_t w2, double *stack) {
  int64_t dealt[2] = { 0, 0 }, nDouble = 0;
  for (size_t i = 0; i < task->nGroup; i++) {
    AsiTieGroup group = signedRankGroup(task, i);
    SignedRankHalf *half = &task->half[signedRankDeal(task, dealt, group)];
    int64_t nTied = group.nTied < 2 ? 2 : group.nTied > 4 ? 4 : group.nTied;
    half->unit = asiRankGcd(group.rank2, half->unit);
    half->n += group.nTied;
    if (nTied * group.rank2 > half->reach) half->reach = nTied * group.rank2;
  }
  for (int i = 0; i < 2; i++) {
    SignedRankHalf *half = &task->half[i];
    if (half->unit == 0) half->unit = 1;
    half->sum = dealt[i] / half->unit;
    half->reach = half->reach / half->unit + signedRankStride;
    half->cap = w2 / half->unit < half->sum / 2 ? w2 / half->unit : half->sum / 2;
    nDouble += half->reach + half->cap + 1;
  }
  if (nDouble > ASI_SIGNED_RANK_MAX_TABLE) return ASI_LIMIT;
  if (nDouble > signedRankStack) {
    task->block = asiAllocArray((size_t)nDouble, sizeof(double));
    if (task->block == NULL) return ASI_NOMEM;
    stack = task->block;
  }
  task->half[0].count = stack + task->half[0].reach;
  task->half[1].count = task->half[0].count + task->half[0].cap + 1 + task->half[1].reach;
  return ASI_OK;
}

typedef enum SignedRankTake {
  signedRankTakeOne,
  signedRankTakePair,  /* two ranks that differ */
  signedRankTakeTwice, /* the same rank */
  signedRankTakeFourTimes
} SignedRankTake;

/* sum(p, r, q): the new value at p, from the old ones there and below; ranks r, or r and q, come in. */
typedef AsiLanes (*SignedRankSum)(const double *p, int64_t r, int64_t q);

static inline void signedRankPass(const SignedRankHalf *half, int64_t r, int64_t q, SignedRankSum sum) {
  for (int64_t s = half->iTop + 1 - signedRankStride; s > half->iLow - signedRankStride; s -= signedRankStride) {
    double *p = half->count + s;
    AsiLanes a = sum(p, r, q), b = sum(p + asiLanes, r, q);
    AsiLanes c = sum(p + 2 * asiLanes, r, q), d = sum(p + 3 * asiLanes, r, q);
    asiLanesStore(p, a);
    asiLanesStore(p + asiLanes, b);
    asiLanesStore(p + 2 * asiLanes, c);
    asiLanesStore(p + 3 * asiLanes, d);
  }
}

static inline AsiLanes signedRankOne(const double *p, int64_t r, int64_t q) {
  (void)q;
  return asiLanesLoad(p) + asiLanesLoad(p - r);
}

static inline AsiLanes signedRankPair(const double *p, int64_t r, int64_t q) {
  return (asiLanesLoad(p) + asiLanesLoad(p - r)) + (asiLanesLoad(p - q) + asiLanesLoad(p - r - q));
}

static inline AsiLanes signedRankTwice(const double *p, int64_t r, int64_t q) {
  (void)q;
  return (asiLanesLoad(p) + asiLanesLoad(p - 2 * r)) + 2.0 * asiLanesLoad(p - r);
}

static inline AsiLanes signedRankFourTimes(const double *p, int64_t r, int64_t q) {
  (void)q;
  return ((asiLanesLoad(p) + asiLanesLoad(p - 4 * r)) + 4.0 * (asiLanesLoad(p - r) + asiLanesLoad(p - 3 * r))) +
         6.0 * asiLanesLoad(p - 2 * r);
}

/* Lengthen the table to the middle of the coming distribution: its upper part mirrors the lower. */
static void signedRankExtend(SignedRankHalf *half, int64_t sumNext) {
  int64_t iTop = sumNext / 2 < half->cap ? sumNext / 2 : half->cap, s = half->iTop + 1;
  int64_t iMirror = iTop < half->sumDone ? iTop : half->sumDone;
  double *count = half->count;
  const double *mirror = count + half->sumDone;
  for (; s <= iMirror; s++) count[s] = mirror[-s];
  for (; s <= iTop; s++) count[s] = 0.0;
  half->iTop = iTop;
}

static void signedRankScale(SignedRankHalf *half) {
  double largest = 0.0, scale;
  int exponent;
  for (int64_t s = half->iLow; s <= half->iTop; s++) largest = half->count[s] > largest ? half->count[s] : largest;
  frexp(largest, &exponent);
  half->nBits = exponent;
  if (exponent <= signedRankScaledBits) return;
  scale = ldexp(1.0, signedRankScaledBits - exponent);
  for (int64_t s = half->iLow; s <= half->iTop; s++) {
    half->count[s] *= scale;
    if (half->count[s] < 0x1p-1000) half->count[s] = 0.0;
  }
  half->nBits = signedRankScaledBits;
  half->exponent += exponent - signedRankScaledBits;
}

static void signedRankPrune(SignedRankHalf *half) {
  double room = ldexp(half->budget, (int)(half->nDone - half->exponent));
  int64_t s = half->iLow;
  /* Always: sums up to the top are likelier than the tail asked for, the budget is 2^-64 of what that is guessed to be. */
  for (; ASI_ALWAYS(s < half->iTop) && half->count[s] < room; s++) {
    room -= half->count[s];
    half->count[s] = 0.0;
  }
  half->isPruned |= s > half->iLow;
  half->iLow = s;
}

/* Take in n ranks of the given total: one pass over memory, `take` says which. */
static AsiStatus signedRankStep(SignedRankHalf *half, SignedRankTake take, int64_t r, int64_t q, AsiPoll *poll) {
  static const int nRank[] = { 1, 2, 2, 4 };
  int64_t n = nRank[take], sumNext = half->sumDone + (take == signedRankTakePair ? r + q : n * r);
  signedRankExtend(half, sumNext);
  if (half->nBits + n > signedRankMaxBits) signedRankScale(half);
  switch (take) {
  case signedRankTakeOne: signedRankPass(half, r, 0, signedRankOne); break;
  case signedRankTakePair: signedRankPass(half, r, q, signedRankPair); break;
  case signedRankTakeTwice: signedRankPass(half, r, 0, signedRankTwice); break;
  default: signedRankPass(half, r, 0, signedRankFourTimes); break;
  }
  half->sumDone = sumNext;
  half->nDone += n;
  half->nBits += n;
  if (half->iTop - half->iLow > signedRankPruneFrom) signedRankPrune(half);
  return asiPollWork(poll, (half->iTop - half->iLow) / 3);
}

static AsiStatus signedRankAdd(SignedRankHalf *half, AsiTieGroup group, AsiPoll *poll) {
  int64_t r = half->unit == 1 ? group.rank2 : group.rank2 / half->unit;
  AsiStatus status = ASI_OK;
  for (; group.nTied >= 4 && status == ASI_OK; group.nTied -= 4) {
    status = signedRankStep(half, signedRankTakeFourTimes, r, 0, poll);
  }
  if (group.nTied >= 2 && status == ASI_OK) {
    status = signedRankStep(half, signedRankTakeTwice, r, 0, poll);
    group.nTied -= 2;
  }
  if (group.nTied == 1 && status == ASI_OK) {
    if (half->single > 0) {
      status = signedRankStep(half, signedRankTakePair, half->single, r, poll);
      r = 0;
    }
    half->single = r;
  }
  return status;
}

/* Take in the single rank that found no other. */
static AsiStatus signedRankFinish(SignedRankHalf *half, AsiPoll *poll) {
  return half->single > 0 ? signedRankStep(half, signedRankTakeOne, half->single, 0, poll) : ASI_OK;
}

static void signedRankStart(SignedRankHalf *half, double budget) {
  memset(half->count - half->reach, 0, (size_t)half->reach * sizeof(double));
  half->count[0] = 1.0;
  half->iLow = half->iTop = half->nDone = half->sumDone = half->nBits = half->exponent = 0;
  half->single = 0;
  half->budget = budget;
  half->isPruned = 0;
}

/* Counts become counts of sums up to s. Blocks keep the roundings few: their number grows as a root. */
static void signedRankAccumulate(SignedRankHalf *half) {
  double before = 0.0;
  for (int64_t s = half->iLow; s <= half->iTop;) {
    int64_t end = s + 255 < half->iTop ? s + 255 : half->iTop;
    double inside = 0.0;
    for (; s <= end; s++) {
      inside += half->count[s];
      half->count[s] = before + inside;
    }
    before += inside;
  }
}

static AsiStatus signedRankCount(SignedRank *task, double budget, AsiPoll *poll) {
  int64_t dealt[2] = { 0, 0 };
  AsiStatus status = ASI_OK;
  for (int i = 0; i < 2; i++) signedRankStart(&task->half[i], budget);
  for (size_t i = 0; i < task->nGroup && status == ASI_OK; i++) {
    AsiTieGroup group = signedRankGroup(task, i);
    status = signedRankAdd(&task->half[signedRankDeal(task, dealt, group)], group, poll);
  }
  for (int i = 0; i < 2 && status == ASI_OK; i++) status = signedRankFinish(&task->half[i], poll);
  if (status != ASI_OK) return status;
  task->outer = &task->half[task->half[0].unit < task->half[1].unit];
  task->inner = &task->half[task->half[0].unit >= task->half[1].unit];
  signedRankAccumulate(task->inner);
  return ASI_OK;
}

/* Along a segment of the join both tables are read at a steady pace. */
typedef struct SignedRankSegment {
  const double *a, *b; /* where it starts */
  int64_t aStep, bStep;
  int64_t bBelow; /* from the sums <= w to the sums < w */
  int64_t n;
  double whole; /* b holds what is missing to this; 0: b is meant as it is */
  double scale;
  int exponent; /* scale = 2^-exponent */
} SignedRankSegment;

/* Two sums each, so that an addition need not wait for the one before. */
static void signedRankDot(const SignedRankSegment *part, AsiScaled sum[2]) {
  double here = 0.0, here2 = 0.0, below = 0.0, below2 = 0.0, all = 0.0;
  double scale = part->scale, whole = part->whole * scale;
  int64_t iA = 0, iB = 0, aStep = part->aStep, bStep = part->bStep, bBelow = part->bBelow;
  const double *a = part->a, *b = part->b;
  for (int64_t i = part->n / 2; i > 0; i--, iA += 2 * aStep, iB += 2 * bStep) {
    here += a[iA] * (scale * b[iB]);
    below += a[iA] * (scale * b[iB + bBelow]);
    here2 += a[iA + aStep] * (scale * b[iB + bStep]);
    below2 += a[iA + aStep] * (scale * b[iB + bStep + bBelow]);
    all += a[iA] + a[iA + aStep];
  }
  if (part->n % 2 != 0) {
    here += a[iA] * (scale * b[iB]);
    below += a[iA] * (scale * b[iB + bBelow]);
    all += a[iA];
  }
  here += here2;
  below += below2;
  sum[0] = asiScaledAdd(sum[0], asiScaled(whole > 0.0 ? all * whole - here : here, part->exponent));
  sum[1] = asiScaledAdd(sum[1], asiScaled(whole > 0.0 ? all * whole - below : below, part->exponent));
}

/* Of n terms, those before the b-sum, `excess` above a bound, has come down to it. */
static int64_t signedRankShorter(int64_t n, int64_t excess, int64_t step) {
  int64_t nAbove = (excess + step - 1) / step;
  return nAbove < n ? nAbove : n;
}

/* The segment that starts with a-sum i and holds at most n terms. */
static SignedRankSegment signedRankSegmentAt(const SignedRankHalf *a, const SignedRankHalf *b, int64_t w2, int64_t i,
                                             int64_t n) {
  SignedRankSegment part = { NULL, NULL, 1, 0, 0, n, 0.0, 1.0, 0 };
  int64_t left = w2 - i * a->unit, y = left / b->unit, step = a->unit / b->unit;
  if (part.n > signedRankSegment) part.n = signedRankSegment;
  if (step * b->unit != a->unit) part.n = 1;
  part.a = a->count + i;
  if (i > a->iTop) {
    part.a = a->count + (a->sum - i);
    part.aStep = -1;
  } else if (part.n > a->iTop + 1 - i) {
    part.n = a->iTop + 1 - i;
  }
  if (left % b->unit == 0) part.bBelow = -1;
  if (y <= b->iTop) {
    part.b = b->count + y;
    part.bStep = -step;
  } else {
    part.whole = ldexp(1.0, (int)(b->n - b->exponent));
    part.n = signedRankShorter(part.n, y - b->iTop, step);
    if (y <= b->sum) {
      part.b = b->count + (b->sum - 1 - y);
      part.bStep = step;
      part.bBelow = -part.bBelow;
    } else {
      part.b = b->count - 1; /* a zero: nothing is missing */
      part.n = signedRankShorter(part.n, y - b->sum, step);
      part.bBelow = 0;
    }
  }
  frexp(part.whole > 0.0 ? part.whole : part.b[0], &part.exponent);
  part.scale = ldexp(1.0, -part.exponent);
  return part;
}

/* tail[0] = P(2W <= w2), tail[1] = P(2W < w2), for w2 in the lower half. */
static void signedRankJoin(const SignedRank *task, int64_t w2, AsiScaled tail[2]) {
  const SignedRankHalf *a = task->outer, *b = task->inner;
  int64_t end = w2 / a->unit;
  if (end > a->sum - a->iLow) end = a->sum - a->iLow;
  tail[0] = tail[1] = asiScaled(0.0, 0);
  for (int64_t i = a->iLow; i <= end;) {
    SignedRankSegment part = signedRankSegmentAt(a, b, w2, i, end + 1 - i);
    signedRankDot(&part, tail);
    i += part.n;
  }
  for (int i = 0; i < 2; i++) {
    tail[i] = asiScaled(tail[i].mantissa, tail[i].exponent + a->exponent + b->exponent - task->n);
  }
}

/* Bits that P(2W <= w2) may lie below one: the normal tail, bent so that it is right at w2 = 0 as well. */
static double signedRankGuess(const SignedRank *task, int64_t w2) {
  double distance = 0.5 * (double)task->total - (double)w2;
  double square = task->squares > 0.0 ? 4.0 * distance * distance / task->squares : 0.0;
  return 24.0 + 0.75 * square * (1.0 + square / (double)(task->n + 1));
}

/* Ready both halves for sums up to w2 and probabilities down to 2^-bits. */
static AsiStatus signedRankPrepare(SignedRank *task, double bits, AsiPoll *poll) {
  double budget = bits < signedRankMaxBits ? ldexp(1.0 / (double)(task->n + 1), -64 - (int)bits) : 0.0;
  return signedRankCount(task, budget, poll);
}

static AsiStatus signedRankTail(SignedRank *task, int64_t w2, AsiPoll *poll, AsiScaled tail[2]) {
  double bits = signedRankGuess(task, w2);
  AsiStatus status = signedRankPrepare(task, bits, poll);
  if (status != ASI_OK) return status;
  signedRankJoin(task, w2, tail);
  if (!task->half[0].isPruned && !task->half[1].isPruned) return ASI_OK;
  if (tail[0].mantissa > 0.0 && (double)tail[0].exponent > -bits) return ASI_OK;
  status = signedRankCount(task, 0.0, poll);
  if (status == ASI_OK) signedRankJoin(task, w2, tail);
  return status;
}

/* tail: of the smaller side, as signedRankJoin leaves it. */
static AsiTail signedRankAnswer(const AsiScaled tail[2], int isLower) {
  double small = asiScaledValue(tail[0]), rest = asiScaledValue(tail[1]), large = 1.0 - rest;
  double smallLog = asiScaledLog10(tail[0], 1.0 - small), largeLog = asiScaledLog10(asiScaled(large, 0), rest);
  AsiTail answer = { small, large, 1.0, smallLog, largeLog, 0.0 };
  if (!isLower) answer = (AsiTail){ large, small, 1.0, largeLog, smallLog, 0.0 };
  if (small < 0.5) {
    AsiScaled two = { tail[0].mantissa, tail[0].exponent + 1 };
    answer.two = asiScaledValue(two);
    answer.log10Two = asiScaledLog10(two, 1.0 - answer.two);
  }
  return answer;
}

/* Half the sum of the rank2, and what the passes read below zero: see signedRankMakeRoom. */
int asiSignedRankFits(int64_t n, int64_t nZero) {
  if (n > ASI_SIGNED_RANK_MAX_N) return 0;
  if (n <= 500) return 1;
  return nZero < ASI_SIGNED_RANK_MAX_TABLE &&
         n * (n + 1 + 2 * nZero) / 2 + 16 * (n + nZero) < ASI_SIGNED_RANK_MAX_TABLE;
}

AsiStatus asiSignedRankTails(const AsiTieGroup *groups, size_t nGroup, int64_t w2, AsiPoll *poll, AsiTail *tails) {
  double stack[signedRankStack];
  SignedRank task = { .groups = groups, .nGroup = nGroup };
  AsiScaled tail[2] = { { 0.0, 0 }, { 0.0, 0 } };
  AsiStatus status;
  int isLower;
  signedRankMeasure(&task);
  if (task.n > ASI_SIGNED_RANK_MAX_N) return ASI_LIMIT;
  if (groups != NULL && nGroup > 0 && w2 >= 0 && groups[0].rank2 > task.n * task.n / 2) {
    w2 = signedRankNarrow(&task, w2);
    signedRankMeasure(&task);
  }
  isLower = w2 <= task.total - w2;
  if (!isLower) w2 = task.total - w2;
  if (w2 >= 0) {
    status = signedRankMakeRoom(&task, w2, stack);
    if (status == ASI_OK) status = signedRankTail(&task, w2, poll, tail);
    asiFree(task.block);
    if (status != ASI_OK) return status;
  }
  *tails = signedRankAnswer(tail, isLower);
  return ASI_OK;
}

AsiStatus asiSignedRankLowest(int64_t n, double p, AsiPoll *poll, int64_t *k, double *below) {
  double stack[signedRankStack];
  SignedRank task = { .nGroup = (size_t)n };
  int64_t under = 0, over = n * (n + 1) / 4 + 1;
  double pUnder = 0.0;
  AsiStatus status;
  int exponent;
  if (n > ASI_SIGNED_RANK_MAX_N) return ASI_LIMIT;
  signedRankMeasure(&task);
  status = signedRankMakeRoom(&task, task.total / 2, stack);
  frexp(p, &exponent);
  if (status == ASI_OK) status = signedRankPrepare(&task, p > 0.0 ? 24.0 - exponent : signedRankMaxBits, poll);
  while (status == ASI_OK && over - under > 1) {
    int64_t middle = under + (over - under) / 2;
    AsiScaled tail[2];
    signedRankJoin(&task, 2 * middle, tail);
    if (asiScaledValue(tail[1]) <= p) {
      under = middle;
      pUnder = asiScaledValue(tail[1]);
    } else {
      over = middle;
    }
    status = asiPollWork(poll, task.outer->sum);
  }
  asiFree(task.block);
  *k = under;
  *below = pUnder;
  return status;
}
