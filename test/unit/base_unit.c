/*
** What stands below every module, at its edges: JSON, number texts, sentences, allocation, wide whole numbers.
**
**  (1) JSON: escapes against the examples of RFC 3629 and RFC 8259; each malformed array is refused at its first byte.
**  (2) Number texts: what SQLite calls a number and nothing else.
**  (3) A sentence that is too long ends at a whole character.
**  (4) A size that overflows is refused, and the array stays as it was.
**  (5) Wide numbers against whole numbers of 128 bits.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "expect.h"
#include "json.h"
#include "mem.h"
#include "number.h"
#include "poll.h"
#include "text.h"
#include "utf8.h"
#include "wide.h"

/* The first element of the array is the text of n bytes. */
static void jsonIsText(const char *zArray, const char *z, size_t n) {
  AsiJsonReader reader;
  AsiJsonScalar scalar;
  asiJsonOpen(&reader, zArray, strlen(zArray));
  expect(asiJsonNext(&reader, &scalar) == ASI_JSON_STRING && scalar.nText == n && memcmp(scalar.zText, z, n) == 0 &&
             asiJsonNext(&reader, &scalar) == ASI_JSON_END,
         zArray);
}

/* Every element is read until `last`, which ends the array or is its fault. */
static void jsonEnds(const char *z, size_t n, AsiJsonKind last, int nElement) {
  AsiJsonReader reader;
  AsiJsonScalar scalar;
  AsiJsonKind kind;
  int nRead = 0;
  asiJsonOpen(&reader, z, n);
  do {
    kind = asiJsonNext(&reader, &scalar);
    if (kind != ASI_JSON_END && kind != ASI_JSON_WRONG && kind != ASI_JSON_NESTED) nRead++;
  } while (kind != ASI_JSON_END && kind != ASI_JSON_WRONG && kind != ASI_JSON_NESTED);
  expect(kind == last && nRead == nElement, z);
}

static void jsonTexts(void) {
  char zLong[80];
  jsonIsText("[\"\\u0024\"]", "$", 1);
  jsonIsText("[\"\\u007f\\u0080\"]", "\x7f\xc2\x80", 3);
  jsonIsText("[\"\\u00a2\\u00A2\"]", "\xc2\xa2\xc2\xa2", 4);
  jsonIsText("[\"\\u07ff\\u0800\"]", "\xdf\xbf\xe0\xa0\x80", 5);
  jsonIsText("[\"\\u20aC\\u0939\"]", "\xe2\x82\xac\xe0\xa4\xb9", 6);
  jsonIsText("[\"\\ufFfF\"]", "\xef\xbf\xbf", 3);
  jsonIsText("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "\"\\/\b\f\n\r\t", 8);
  jsonIsText("[ \"a b\" \n]\t", "a b", 3);
  jsonIsText("[\"\"]", "", 0);
  memset(zLong, 'x', sizeof zLong);
  memcpy(zLong, "[\"", 2);
  memcpy(zLong + 76, "\"]", 3);
  jsonIsText(zLong, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ASI_JSON_TEXT_MAX);
}

static void jsonFaults(void) {
  static const char *const azWrong[] = {
    "",
    "1",
    "[",
    "[ ",
    "[\"",
    "[\"a",
    "[\"\\",
    "[\"\\x\"]",
    "[\"\\u\"]",
    "[\"\\u0",
    "[\"\\u00",
    "[\"\\u000",
    "[\"\\u00g0\"]",
    "[\"\\u00/0\"]",
    "[\"\\u00:0\"]",
    "[\"\\u00`0\"]",
    "[\"\\u00@0\"]",
    "[\"\\u00G0\"]",
    "[\"a\nb\"]",
    "[\"\x1f\"]",
    "[,1]",
    "[+1]",
    "[.5]",
    "[abc]",
    "[nope]",
    "[nulL]",
    "[trues]",
    "[falsy]",
    "[1e]",
    "[-]",
    "[]1",
    "[] ]",
  };
  static const char zNul[] = "[\"\\\0\"]";
  size_t i;
  for (i = 0; i < sizeof azWrong / sizeof azWrong[0]; i++) jsonEnds(azWrong[i], strlen(azWrong[i]), ASI_JSON_WRONG, 0);
  jsonEnds(zNul, sizeof zNul - 1, ASI_JSON_WRONG, 0);
  jsonEnds("[1 2]", 5, ASI_JSON_WRONG, 1);
  jsonEnds("[1,]", 4, ASI_JSON_WRONG, 1);
  jsonEnds("[1", 2, ASI_JSON_WRONG, 1);
  jsonEnds("[1] x", 5, ASI_JSON_WRONG, 1);
  jsonEnds("[true,false,null,-1.5E+1,\"a\"]", 29, ASI_JSON_END, 5);
  jsonEnds(" [ ] ", 5, ASI_JSON_END, 0);
  jsonEnds("[1,[2]]", 7, ASI_JSON_NESTED, 1);
  jsonEnds("[{}]", 4, ASI_JSON_NESTED, 0);
}

/* A number is cut in the scalar's text after its size, never in its value. */
static void jsonLongNumber(void) {
  char z[200];
  AsiJsonReader reader;
  AsiJsonScalar scalar;
  memset(z, '0', sizeof z);
  z[0] = '[';
  z[100] = '7';
  z[101] = ']';
  asiJsonOpen(&reader, z, 102);
  expect(asiJsonNext(&reader, &scalar) == ASI_JSON_NUMBER && scalar.number == 7 && scalar.nText == ASI_JSON_TEXT_MAX,
         "a number of 100 digits");
}

static void numberTexts(void) {
  static const struct {
    const char *z;
    double value;
  } aNumber[] = {
    { "1", 1 },      { "-1", -1 },       { "+1", 1 },    { "1.", 1 },     { ".5", 0.5 },
    { "-.5", -0.5 }, { "1e2", 100 },     { "1E2", 100 }, { "1e+2", 100 }, { "1e-2", 0.01 },
    { "1.5e1", 15 }, { "9.5E-1", 0.95 }, { "007", 7 },   { "0", 0 },      { "2.675", 2.675 },
  };
  static const char *const azNone[] = { "",    "+",  "-",  ".",   "-.", "e1",  "1e",  "1e+", "1E-", "1.e",  "1..2",
                                        "1,5", "1 ", " 1", "0x1", "1f", "nan", "inf", "--1", "1-",  "1e1.5" };
  char zLong[600];
  double x;
  size_t i;
  for (i = 0; i < sizeof aNumber / sizeof aNumber[0]; i++) {
    expect(asiNumberRead(aNumber[i].z, strlen(aNumber[i].z), &x) && x == aNumber[i].value, aNumber[i].z);
  }
  for (i = 0; i < sizeof azNone / sizeof azNone[0]; i++) {
    expect(!asiNumberRead(azNone[i], strlen(azNone[i]), &x), azNone[i]);
  }
  memset(zLong, '0', sizeof zLong);
  zLong[502] = '3';
  expect(asiNumberRead(zLong, 503, &x) && x == 3, "the longest number text, 503 bytes");
  expect(!asiNumberRead(zLong, 504, &x), "a longer one");
}

static void decimals(void) {
  AsiDecimal decimal;
  char z[ASI_NUMBER_MAX];
  asiDecimalOf(-2.675, &decimal);
  asiDecimalRound(&decimal, 2);
  expect(asiDecimalValue(&decimal) == -2.68, "-2.675 to two places");
  asiDecimalOf(0.04, &decimal);
  asiDecimalRound(&decimal, 0);
  expect(asiDecimalValue(&decimal) == 0 && decimal.nDigit == 0 && decimal.nPoint == 0, "0.04 to no place");
  asiDecimalOf(9.96, &decimal);
  asiDecimalRound(&decimal, 1);
  expect(asiDecimalValue(&decimal) == 10, "9.96 to one place");
  asiDecimalOf(0.05, &decimal);
  asiDecimalRound(&decimal, 0);
  expect(asiDecimalValue(&decimal) == 0, "0.05 to no place");
  asiDecimalOf(0.5, &decimal);
  asiDecimalRound(&decimal, 0);
  expect(asiDecimalValue(&decimal) == 1, "0.5 to no place");
  asiDecimalOfInteger(INT64_MIN, &decimal);
  expect(asiDecimalValue(&decimal) == -9223372036854775808.0, "the least INTEGER");
  expect(strcmp(asiNumberText(NAN, z), "null") == 0 && strcmp(asiNumberText(-INFINITY, z), "null") == 0, "no number");
  expect(strcmp(asiNumberText(999999999999999.9, z), "999999999999999.9") == 0, "15 digits round up to 16");
  expect(strcmp(asiNumberText(1e15, z), "1.0e+15") == 0, "1e15");
  expect(strcmp(asiNumberText(0.0001, z), "0.0001") == 0, "the least without an exponent");
  expect(strcmp(asiNumberText(-0.00001, z), "-1.0e-05") == 0, "the next with one");
}

/* A sentence of nFirst letters and then a character of nByte bytes over and over is cut at one of these. */
static void sentenceIsWhole(int nFirst, const char *zCharacter, const char *zWhat) {
  AsiWords words;
  char z[3 * ASI_WORDS_MAX];
  size_t nByte = strlen(zCharacter), n;
  memset(z, 'a', (size_t)nFirst);
  for (n = (size_t)nFirst; n + nByte < sizeof z; n += nByte) memcpy(z + n, zCharacter, nByte);
  z[n] = 0;
  expect(asiSay(&words, ASI_DOMAIN, "%s", z) == ASI_DOMAIN, zWhat);
  n = strlen(words.z);
  expect(n < ASI_WORDS_MAX && n + 2 * nByte > ASI_WORDS_MAX - 1 && (n - (size_t)nFirst) % nByte == 0 &&
             memcmp(words.z, z, n) == 0,
         zWhat);
}

static void sentences(void) {
  AsiWords words;
  char z[2 * ASI_WORDS_MAX];
  int i;
  for (i = 0; i < 4; i++) {
    sentenceIsWhole(i, "a", "letters");
    sentenceIsWhole(i, "\xc2\xa2", "two bytes");
    sentenceIsWhole(i, "\xe2\x82\xac", "three bytes");
    sentenceIsWhole(i, "\xf0\x90\x8d\x88", "four bytes");
  }
  memset(z, 0x80, sizeof z);
  z[sizeof z - 1] = 0;
  (void)asiSay(&words, ASI_DOMAIN, "%s", z);
  expect(strlen(words.z) == ASI_WORDS_MAX - 1, "nothing but the insides of characters");
  (void)asiSay(&words, ASI_DOMAIN, "%s", "\xe2\x82\xac");
  expect(strcmp(words.z, "\xe2\x82\xac") == 0, "what fits stays");
}

static void jsonStrings(void) {
  AsiText text;
  asiTextInit(&text);
  asiTextAddJsonString(&text, "a\"b\\c\n\x1f \x7f", 9);
  expect(text.n == 31 && memcmp(text.z, "\"a\\u0022b\\u005cc\\u000a\\u001f \x7f\"", 31) == 0, "a JSON string escaped");
  asiTextClear(&text);
}

static void jsonOfOtherBytes(void) {
  AsiText text;
  asiTextInit(&text);
  asiTextAddJsonString(&text, "Ren\xe9 \xc3\xa9\xe2\x82", 9);
  expect(text.n == 17 && memcmp(text.z, "\"Ren\xef\xbf\xbd \xc3\xa9\xef\xbf\xbd\xef\xbf\xbd\"", 17) == 0,
         "what is no UTF-8 becomes U+FFFD, byte by byte");
  asiTextClear(&text);
}

static void allocation(void) {
  size_t nAlloc = 8;
  void *p = asiAllocArray(8, 1), *pSame = p;
  expect(asiAllocArray(0, 8) == NULL && asiAllocArray(8, 0) == NULL, "no bytes");
  expect(asiAllocArray(SIZE_MAX / 2, 8) == NULL && asiAllocZero(SIZE_MAX, 2) == NULL, "a product beyond size_t");
  expect(asiAllocArray(SIZE_MAX / 8 + 2, 8) == NULL && asiAllocZero(SIZE_MAX / 8 + 2, 8) == NULL,
         "one that wraps to 8 bytes");
  expect(asiGrow(&p, &nAlloc, SIZE_MAX / 2, 16) == ASI_NOMEM && p == pSame && nAlloc == 8, "no growth beyond size_t");
  expect(asiGrow(&p, &nAlloc, 8, 1) == ASI_OK && p == pSame && nAlloc == 8, "room enough");
  expect(asiGrow(&p, &nAlloc, 9, 1) == ASI_OK && nAlloc == 16, "room doubled");
  asiFree(p);
}

static void varints(void) {
  static const uint64_t aValue[] = { 0, 1, 127, 128, 16383, 16384, UINT64_MAX >> 1, UINT64_MAX };
  static const size_t anByte[] = { 1, 1, 1, 2, 2, 3, 9, 10 };
  static const struct {
    const char *z;
    size_t n;
  } aWrong[] = { { "", 0 },
                 { "\x80", 1 },
                 { "\x80\x00", 2 },
                 { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10 },
                 { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00", 11 } };
  AsiText text;
  AsiReader reader;
  size_t i;
  for (i = 0; i < sizeof aValue / sizeof aValue[0]; i++) {
    asiTextInit(&text);
    asiTextAddVarint(&text, aValue[i]);
    reader = (AsiReader){ (const uint8_t *)text.z, text.n, false };
    expect(text.n == anByte[i] && asiReadVarint(&reader) == aValue[i] && reader.n == 0 && !reader.isWrong, "a varint");
    asiTextClear(&text);
  }
  for (i = 0; i < sizeof aWrong / sizeof aWrong[0]; i++) {
    reader = (AsiReader){ (const uint8_t *)aWrong[i].z, aWrong[i].n, false };
    expect(asiReadVarint(&reader) == 0 && reader.isWrong && reader.n == 0, "not a varint");
  }
}

static AsiStatus refuse(AsiPoll *poll) {
  (*(int *)poll->host)++;
  return ASI_INTERRUPT;
}

static void polls(void) {
  int nAsked = 0;
  AsiPoll poll = { refuse, &nAsked, 0 };
  AsiPoll silent = { NULL, NULL, 0 };
  expect(asiPollWork(NULL, ASI_POLL_EVERY) == ASI_OK && asiPollWork(&silent, ASI_POLL_EVERY) == ASI_OK, "no check");
  expect(asiPollWork(&poll, ASI_POLL_EVERY - 1) == ASI_OK && nAsked == 0, "not yet");
  expect(asiPollWork(&poll, 1) == ASI_INTERRUPT && nAsked == 1 && poll.nWork == 0, "now");
}

/* RFC 3629: one character of each length, and the first beyond each edge. */
static bool isCharacter(const char *z, uint32_t wanted, size_t nWanted) {
  size_t nByte = 0;
  return asiUtf8Character(z, strlen(z), &nByte) == wanted && nByte == nWanted;
}

static void characters(void) {
  expect(isCharacter("A", 'A', 1) && isCharacter("\x7F", 0x7F, 1) && isCharacter("\xC2\x80", 0x80, 2) &&
             isCharacter("\xE0\xA0\x80", 0x800, 3) && isCharacter("\xF4\x8F\xBF\xBF", 0x10FFFF, 4),
         "characters of 1 to 4 bytes");
  expect(isCharacter("\xED\x9F\xBF", 0xD7FF, 3) && isCharacter("\xED\xA0\x80", ASI_REPLACEMENT, 1) &&
             isCharacter("\xED\xBF\xBF", ASI_REPLACEMENT, 1) && isCharacter("\xEE\x80\x80", 0xE000, 3),
         "no half of a surrogate pair");
  expect(isCharacter("\xF4\x90\x80\x80", ASI_REPLACEMENT, 1) && isCharacter("\xE0\x9F\xBF", ASI_REPLACEMENT, 1) &&
             isCharacter("\xF0\x8F\xBF\xBF", ASI_REPLACEMENT, 1) && isCharacter("\xC3", ASI_REPLACEMENT, 1),
         "nothing too large, too long or cut off");
}

/* ---- wide numbers ---- */

static uint64_t randomState = 88172645463325252u;

static uint64_t randomBits(void) {
  randomState ^= randomState << 13;
  randomState ^= randomState >> 7;
  return randomState ^= randomState << 17;
}

static AsiWide wideOf(asi_u128 x) {
  AsiWide wide = { 0, 0, false, { 0 } };
  for (; x != 0; x >>= 32) wide.aDigit[wide.nDigit++] = (uint32_t)x;
  return wide;
}

/* The leading 128 bits of the quotient are those of x / divisor, and the remainder is remembered. */
static bool quotientIsRight(asi_u128 x, uint64_t divisor) {
  AsiWide wide = wideOf(x), whole;
  asiWideDivide(&wide, divisor);
  if (wide.isInexact == false) {
    asiWideMultiply(&wide, divisor);
    whole = wideOf(x);
    return asiWideCompare(&wide, &whole) == 0;
  }
  /* the digits of weight 1 and more are the whole quotient */
  for (int i = 0; i < 4; i++) {
    int at = i - wide.iBase;
    uint32_t digit = at >= 0 && at < wide.nDigit ? wide.aDigit[at] : 0;
    if (digit != (uint32_t)(x / divisor >> (32 * i))) return false;
  }
  return x % divisor != 0 || wide.iBase < 0;
}

static void quotients(void) {
  bool isRight = true;
  AsiWide zero = wideOf(0);
  for (int i = 0; i < 20000; i++) {
    asi_u128 x = ((asi_u128)randomBits() << 64 | randomBits()) >> randomBits() % 128;
    uint64_t divisor = randomBits() >> randomBits() % 64;
    if (divisor != 0 && !quotientIsRight(x, divisor)) isRight = false;
  }
  expect(isRight, "quotients by up to 64 bits");
  expect(quotientIsRight(~(asi_u128)0, UINT64_MAX) && quotientIsRight(~(asi_u128)0, UINT32_MAX) &&
             quotientIsRight(~(asi_u128)0, (uint64_t)UINT32_MAX + 1) && quotientIsRight(6, 3),
         "quotients at the ends");
  asiWideDivide(&zero, 7);
  expect(asiWideIsZero(&zero) && !zero.isInexact, "nothing divided");
}

/* Zeros above the highest digit, as a difference or a multiple by 0 may leave them, change nothing. */
static void zerosOnTop(void) {
  AsiWide a = wideOf(5), b = wideOf((asi_u128)7 << 100);
  AsiTop top;
  a.aDigit[1] = a.aDigit[2] = 0;
  a.nDigit = 3;
  top = asiWideTop(&a, 0);
  expect(asiTopRound(&top) == 5, "zeros above the digits");
  asiWideMultiply(&b, 0);
  top = asiWideTop(&b, 0);
  expect(asiTopRound(&top) == 0 && asiWideIsZero(&b), "a multiple by 0");
}

/* A digit below the leading five is remembered; a subnormal is rounded once, on its own grid. */
static void edgesOfTops(void) {
  AsiWide low = { 6, 0, false, { 1, 0, 0, 0, 0, 1 } };
  AsiTop top = asiWideTop(&low, 0);
  AsiTop nearlyHalf = { 0xC000000000000000u - 8, 0, -1074 - 127, false }; /* (1.5 - 2^-60) 2^-1074 */
  expect(top.isInexact && top.hi == (uint64_t)1 << 63 && top.lo == 0, "the digit below the leading ones");
  low.aDigit[0] = 0;
  top = asiWideTop(&low, 0);
  expect(!top.isInexact, "nothing below the leading ones");
  expect(asiTopRound(&nearlyHalf) == ldexp(1.0, -1074), "below the half of a subnormal's last bit");
  nearlyHalf.hi += 8;
  expect(asiTopRound(&nearlyHalf) == ldexp(2.0, -1074), "the half of it, to even");
}

static void products(void) {
  for (int i = 0; i < 4; i++) {
    AsiWide a = wideOf(3), b = wideOf(5), c;
    AsiTop top;
    a.isInexact = (i & 1) != 0;
    b.isInexact = (i & 2) != 0;
    asiWideProduct(&a, &b, &c);
    top = asiWideTop(&c, 0);
    expect(asiTopRound(&top) == 15 && c.isInexact == (i > 0) && top.isInexact == (i > 0),
           "a cut factor, a cut product");
  }
}

/* What is too wide, as no caller asks for (wide.h, 4): a build that asserts it would stop, and coverage believes it. */
#if !defined(ASI_DEBUG) && !defined(ASI_COVERAGE)
static bool isRefused(const AsiWide *a, const uint32_t *behind) {
  return a->nDigit == 0 && a->isInexact && *behind == 77;
}

static void tooWide(void) {
  struct {
    AsiWide wide;
    uint32_t behind;
  } a = { .behind = 77 }, b;
  AsiWide one = wideOf(1);
  int i;
  one.iBase = -1;
  a.wide.nDigit = ASI_WIDE_DIGITS;
  for (i = 0; i < ASI_WIDE_DIGITS; i++) a.wide.aDigit[i] = UINT32_MAX;
  b = a;
  asiWideMultiply(&b.wide, UINT64_MAX);
  expect(isRefused(&b.wide, &b.behind), "a multiple too wide");
  asiWideProduct(&a.wide, &one, &b.wide);
  expect(isRefused(&b.wide, &b.behind), "a product too wide");
  for (i = -1; i < ASI_WIDE_DIGITS; i += ASI_WIDE_DIGITS) {
    b = a;
    one.iBase = i;
    asiWideAdd(&b.wide, &one);
    expect(isRefused(&b.wide, &b.behind), "a sum too wide");
    b = a;
    asiWideSubtract(&b.wide, &one);
    expect(isRefused(&b.wide, &b.behind), "a difference too wide");
  }
}
#else
static void tooWide(void) {}
#endif

/* (a + add)^2 <= x, or < x; the square may need more than 128 bits. */
static bool squareIsUpTo(double a, int64_t add, asi_u128 x) {
  asi_u128 root = (asi_u128)((asi_i128)a + add);
  return root <= UINT64_MAX && root * root <= x;
}
static bool squareIsBelow(double a, int64_t add, asi_u128 x) {
  asi_u128 root = (asi_u128)((asi_i128)a + add);
  return root <= UINT64_MAX && root * root < x;
}

/* The root of (hi:lo) is the nearest double: its neighbours' midpoints enclose it. At 2^64 the lower one is closer. */
static bool rootIsNearest(uint64_t hi, uint64_t lo) {
  AsiTop top = { hi, lo, 0, false };
  double root = asiTopRoot(&top);
  asi_u128 x = (asi_u128)hi << 64 | lo;
  return squareIsUpTo(root, -1024, x) && !squareIsBelow(root, 1024, x);
}

/* The same at an odd exponent: the root of 2 x is that of x / 2, doubled. */
static bool oddRootIsNearest(uint64_t hi, uint64_t lo) {
  AsiTop top = { hi, lo, 1, false };
  double half = asiTopRoot(&top) / 2;
  int64_t toMiddle = half < 9223372036854775808.0 ? 512 : 1024;
  asi_u128 x = ((asi_u128)hi << 64 | lo) >> 1;
  return squareIsUpTo(half, -toMiddle, x) && !squareIsBelow(half, toMiddle, x);
}

static void roots(void) {
  const uint64_t topBit = UINT64_C(1) << 63;
  AsiTop cut = { topBit, 0, 1, true }, none = { 0, 0, 0, false };
  bool isRight = true, isRightOdd = true;
  for (int i = 0; i < 100000; i++) {
    uint64_t hi = randomBits() | topBit, lo = randomBits();
    if (!rootIsNearest(hi, lo)) isRight = false;
    if (!oddRootIsNearest(hi, lo)) isRightOdd = false;
  }
  expect(isRight, "random roots");
  for (int i = 0; i < 200000; i++) {
    uint64_t root = randomBits() | topBit;
    asi_u128 x = (asi_u128)root * root;
    if (x >> 127 == 0) continue;
    for (asi_u128 y = x - 1; y <= x + 1; y++) {
      if (!rootIsNearest((uint64_t)(y >> 64), (uint64_t)y)) isRight = false;
    }
  }
  expect(isRight, "roots of squares and beside them");
  expect(isRightOdd, "random roots, odd exponents");
  isRight = isRightOdd = true;
  for (uint64_t i = 0; i < 3000; i++) {
    if (!rootIsNearest(UINT64_MAX - i, UINT64_MAX) || !rootIsNearest(UINT64_MAX, i)) isRight = false;
    if (!rootIsNearest(topBit + i, 0) || !oddRootIsNearest(topBit + i, 1)) isRight = false;
    if (!oddRootIsNearest(UINT64_MAX, UINT64_MAX - i)) isRightOdd = false;
  }
  expect(isRight, "roots at the ends");
  expect(isRightOdd, "odd roots at the end");
  expect(asiTopRoot(&cut) == 18446744073709551616.0 / sqrt(2.0) * sqrt(2.0) && asiTopRoot(&none) == 0, "2^128 and 0");
}

/* The root lies exactly half-way between two doubles, 2^63 + 2^10: to even, unless something is left below. */
static void halfwayRoots(void) {
  asi_u128 root = ((asi_u128)1 << 63) + 1024;
  asi_u128 x = root * root;
  AsiTop top = { (uint64_t)(x >> 64), (uint64_t)x, 0, false };
  double even = 9223372036854775808.0, next = 9223372036854777856.0;
  /* root^2 has its highest bit at 2^126: move it up, and the exponent down by an even number */
  x <<= 1;
  top = (AsiTop){ (uint64_t)(x >> 64), (uint64_t)x, -1, false };
  expect(asiTopRoot(&top) == even, "half-way, to even");
  top.isInexact = true;
  expect(asiTopRoot(&top) == next, "half-way and something below");
  top.isInexact = false;
  top.lo |= 1;
  expect(asiTopRoot(&top) == next, "half-way and the bit that an odd exponent drops");
}

static void pairs(void) {
  AsiTop top = { UINT64_MAX, UINT64_MAX, -64, false }, huge = { UINT64_MAX, 0, 1000, false }, none = { 0, 0, 0, false };
  double hi, lo;
  asiTopPair(&top, &hi, &lo);
  expect(hi == 18446744073709551616.0 && fabs(lo) < 1, "hi is 2^64");
  asiTopPair(&huge, &hi, &lo);
  expect(isinf(hi) && lo == 0, "beyond the range");
  asiTopPair(&none, &hi, &lo);
  expect(hi == 0 && lo == 0, "nothing");
}

int main(void) {
  jsonTexts();
  jsonFaults();
  jsonLongNumber();
  numberTexts();
  decimals();
  sentences();
  jsonStrings();
  jsonOfOtherBytes();
  allocation();
  varints();
  polls();
  quotients();
  characters();
  zerosOnTop();
  edgesOfTops();
  products();
  tooWide();
  roots();
  halfwayRoots();
  pairs();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
