/* What a unit test counts. A failure says what was expected. */
#ifndef ASI_EXPECT_H
#define ASI_EXPECT_H

#include <stdbool.h>
#include <stdio.h>

static int nPassed, nFailed;

static void expect(bool isRight, const char *zWhat) {
  if (isRight) {
    nPassed++;
    return;
  }
  nFailed++;
  printf("! %s\n", zWhat);
}

#endif
