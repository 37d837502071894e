/*
** When are there n whole numbers with the sum S and the sum of squares Q?
**
** Moving all by one changes S by n, so let 0 <= S < n. Then Q = S (mod 2), since x^2 = x (mod 2), and Q >= S, since
** x^2 >= x. How far these two suffice:
**
**  n >= 6  always: let one number be 0. The other n - 1 have 0 <= S <= n - 1 and Q >= S; for S = n - 1 move them by one,
**          to S = 0 and Q - (n - 1) >= 0. So down to n = 5.
**  n = 5   always: for a fifth number y of the parity opposite to S the other four have an odd sum, and exist (below)
**          once 4 (Q - y^2) >= (S - y)^2, that is (5y - S)^2 <= 4 (5Q - S^2). If 5Q - S^2 >= 25/4 the y form an
**          interval of length 2, which holds one of either parity. Below that Q = S = 0 to 4: S ones.
**  n = 4   iff 4Q - S^2 is a sum of three squares, not 4^a (8b + 7) (Legendre, Gauss): with a, b, c the differences
**          x1+x2-x3-x4, x1-x2+x3-x4, x1-x2-x3+x4 it is a^2 + b^2 + c^2, all of the parity of S; back from such a, b, c the
**          x are whole, after turning the sign of an a if need be. Odd S: 4Q - S^2 = 3 (mod 8), always; even S: the halves
**          of a, b, c are three squares for Q - (S/2)^2, and their parity fits by itself.
**  n = 3   iff for a third number y 2 (Q - y^2) - (S - y)^2 is a square: tried one by one.
**  n = 2   iff 2Q - S^2 is a square.
*/
#include "grim.h"

bool asiGrim(AsiReported mean, int64_t n, int64_t items) {
  AsiSpan sums = asiSumSpan(mean, n * items);
  return sums.least <= sums.most;
}

/* x < 2^63 */
static bool grimIsSquare(asi_i128 x) {
  int64_t root;
  if (x < 0) return false;
  root = asiWholeRoot((int64_t)x);
  return (asi_i128)root * root == x;
}

/* x >= 0 */
static bool grimIsThreeSquares(asi_i128 x) {
  while (x > 0 && x % 4 == 0) x /= 4;
  return x % 8 != 7;
}

/* By (4) of grim.h, three numbers have squares of some 2 (10^9)^2 at most, and none of two here more than twice that. */
static AsiStatus grimOfThree(int64_t sum, asi_i128 square, AsiPoll *poll, bool *pIs) {
  int64_t most = asiWholeRoot((int64_t)square);
  for (int64_t y = -most; y <= most && !*pIs; y++) {
    AsiStatus status = asiPollWork(poll, 10);
    if (status != ASI_OK) return status;
    *pIs = grimIsSquare(2 * (square - (asi_i128)y * y) - (asi_i128)(sum - y) * (sum - y));
  }
  return ASI_OK;
}

/* n > 2, 0 <= sum < n, square of the right parity and at least sum */
static AsiStatus grimHas(int64_t n, int64_t sum, asi_i128 square, AsiPoll *poll, bool *pIs) {
  switch (n) {
  case 3: return grimOfThree(sum, square, poll, pIs);
  case 4: *pIs = grimIsThreeSquares(4 * square - (asi_i128)sum * sum); return asiPollWork(poll, 20);
  default: *pIs = true; return asiPollWork(poll, 20);
  }
}

/* Two numbers: the difference is tried, since the sums of squares between two of them may be many. */
static bool grimOfTwo(int64_t sum, AsiSpan squares) {
  asi_i128 least = 2 * squares.least - sum, most = 2 * squares.most - sum; /* sum^2 = sum */
  int64_t root;
  if (most < 0) return false;
  root = least > 0 ? asiWholeRoot((int64_t)(least - 1)) + 1 : 0;
  root += (root ^ sum) & 1;
  return (asi_i128)root * root <= most;
}

static AsiStatus grimHasAny(int64_t n, int64_t sum, AsiSpan squares, AsiPoll *poll, bool *pIs) {
  AsiStatus status = ASI_OK;
  if (squares.least < sum) squares.least = sum;
  if (n == 2) {
    *pIs = grimOfTwo(sum, squares);
    return asiPollWork(poll, 50);
  }
  squares.least += (squares.least ^ sum) & 1;
  for (asi_i128 square = squares.least; status == ASI_OK && !*pIs && square <= squares.most; square += 2) {
    status = grimHas(n, sum, square, poll, pIs);
  }
  return status;
}

AsiStatus asiGrimmer(AsiReported mean, AsiReported sd, int64_t n, int64_t items, AsiPoll *poll, bool *pIsPossible) {
  AsiSpan sums = asiSumSpan(mean, n * items);
  AsiStatus status = ASI_OK;
  *pIsPossible = false;
  if (n < 2) return ASI_OK;
  if (sums.most - sums.least >= n) sums.most = sums.least + n - 1; /* the others repeat these, moved by one */
  for (asi_i128 i = sums.least; status == ASI_OK && !*pIsPossible && i <= sums.most; i++) {
    int64_t sum = (int64_t)(i - asiFloorDivide(i, n) * n);
    status = grimHasAny(n, sum, asiSquareSpan(sd, items, n, sum), poll, pIsPossible);
    if (status == ASI_OK) status = asiPollWork(poll, 100);
  }
  return status;
}
