/* What a unit test counts. A failure says what was expected; under FAIL_FAST the first one is the last. */
#ifndef ASI_EXPECT_H
#define ASI_EXPECT_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static int nPassed, nFailed;

static void expect(bool isRight, const char *zWhat) {
  if (isRight) {
    nPassed++;
    return;
  }
  nFailed++;
  printf("! %s\n", zWhat);
  if (getenv("FAIL_FAST") != NULL) exit(1);
}

#endif
