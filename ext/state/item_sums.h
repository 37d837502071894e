/*
** Items: the answers of respondents to k items, remembered by exact sums of x, x^2 and x T for each item x, where T is
** the respondent's total.
**
**  (1) A row of data is the k numbers of one respondent. Rows come and go exactly: no order can change a sum.
**  (2) T need not be a double (0.1 + 0.2 is not). Where it is one, x T is a single product; where not, the products of x
**      with every item are summed. So a row costs k products, or k^2 (16 items: 1 or 4 microseconds).
**  (3) That is all that reliability asks: sum T is the sum of the sums of x, sum T^2 that of the sums of x T. Some
**      3.5 KB an item, whatever the number of rows; the k (k+1)/2 products of pairs of items are not kept.
**  (4) All-zero bytes are empty and own no memory. After ASI_NOMEM only clearing is allowed.
*/
#ifndef ASI_ITEM_SUMS_H
#define ASI_ITEM_SUMS_H

#include "moments.h"
#include "row.h"

typedef struct AsiItemSum {
  AsiMoments moments;
  AsiExactSum withTotal; /* of x T, in units of 2^-2148 */
} AsiItemSum;

typedef struct AsiItemSums {
  int nItem; /* 0: no row came yet */
  AsiItemSum *aItem;
} AsiItemSums;

extern const AsiStateKind asiKindItemSums; /* AsiItemSums of any number of numbers */

#endif
