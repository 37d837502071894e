/* Numbers for the tests, the same in every run: xorshift64*, Marsaglia 2003 and Vigna 2016. */
#ifndef ASI_RANDOM_H
#define ASI_RANDOM_H

#include <stdint.h>

static uint64_t randomState = 88172645463325252u;

static inline uint64_t random64(void) {
  randomState ^= randomState >> 12;
  randomState ^= randomState << 25;
  randomState ^= randomState >> 27;
  return randomState * 2685821657736338717u;
}

/* From 0 to n - 1. */
static inline int64_t randomBelow(int64_t n) { return (int64_t)(random64() % (uint64_t)n); }

#endif
