#include "dd.h"

/* log(j/64), j = 45..91. */
static const AsiDd aDdLogTable[] = {
  { -0x1.68ac83e9c6a14p-2, -0x1.a64eadd740178p-58 }, /* 45/64 */
  { -0x1.522ae0738a3d8p-2, 0x1.8f7e9b38a6979p-57 },  /* 46/64 */
  { -0x1.3c25277333184p-2, 0x1.2ad27e50a8ec6p-56 },  /* 47/64 */
  { -0x1.269621134db92p-2, -0x1.e0efadd9db02bp-56 }, /* 48/64 */
  { -0x1.1178e8227e47cp-2, 0x1.0e63a5f01c691p-57 },  /* 49/64 */
  { -0x1.f991c6cb3b379p-3, -0x1.f665066f980a2p-57 }, /* 50/64 */
  { -0x1.d1037f2655e7bp-3, -0x1.60629242471a2p-57 }, /* 51/64 */
  { -0x1.a93ed3c8ad9e3p-3, -0x1.bcafa9de97203p-57 }, /* 52/64 */
  { -0x1.823c16551a3c2p-3, 0x1.1232ce70be781p-57 },  /* 53/64 */
  { -0x1.5bf406b543db2p-3, 0x1.1f5b44c0df7e7p-61 },  /* 54/64 */
  { -0x1.365fcb0159016p-3, -0x1.7d411a5b944adp-58 }, /* 55/64 */
  { -0x1.1178e8227e47cp-3, 0x1.0e63a5f01c691p-58 },  /* 56/64 */
  { -0x1.da727638446a2p-4, -0x1.401fa71733019p-58 }, /* 57/64 */
  { -0x1.9335e5d594989p-4, 0x1.478a85704ccb7p-58 },  /* 58/64 */
  { -0x1.4d3115d207eacp-4, -0x1.769f42c7842ccp-58 }, /* 59/64 */
  { -0x1.08598b59e3a07p-4, 0x1.dd7009902bf32p-58 },  /* 60/64 */
  { -0x1.894aa149fb343p-5, -0x1.a8be97660a23dp-60 }, /* 61/64 */
  { -0x1.0415d89e74444p-5, -0x1.c05cf1d753622p-59 }, /* 62/64 */
  { -0x1.0205658935847p-6, -0x1.27c8e8416e71fp-60 }, /* 63/64 */
  { 0x0.0p+0, 0x0.0p+0 },                            /* 64/64 */
  { 0x1.fc0a8b0fc03e4p-7, -0x1.83092c59642a1p-62 },  /* 65/64 */
  { 0x1.f829b0e783300p-6, 0x1.33e3f04f1ef23p-60 },   /* 66/64 */
  { 0x1.77458f632dcfcp-5, 0x1.18d3ca87b9296p-59 },   /* 67/64 */
  { 0x1.f0a30c01162a6p-5, 0x1.85f325c5bbacdp-59 },   /* 68/64 */
  { 0x1.341d7961bd1d1p-4, -0x1.b599f227becbbp-58 },  /* 69/64 */
  { 0x1.6f0d28ae56b4cp-4, -0x1.906d99184b992p-58 },  /* 70/64 */
  { 0x1.a926d3a4ad563p-4, 0x1.942f48aa70ea9p-58 },   /* 71/64 */
  { 0x1.e27076e2af2e6p-4, -0x1.61578001e0162p-60 },  /* 72/64 */
  { 0x1.0d77e7cd08e59p-3, 0x1.9a5dc5e9030acp-57 },   /* 73/64 */
  { 0x1.29552f81ff523p-3, 0x1.301771c407dbfp-57 },   /* 74/64 */
  { 0x1.44d2b6ccb7d1ep-3, 0x1.9f4f6543e1f88p-57 },   /* 75/64 */
  { 0x1.5ff3070a793d4p-3, -0x1.bc60efafc6f6ep-58 },  /* 76/64 */
  { 0x1.7ab890210d909p-3, 0x1.be36b2d6a0608p-59 },   /* 77/64 */
  { 0x1.9525a9cf456b4p-3, 0x1.d904c1d4e2e26p-57 },   /* 78/64 */
  { 0x1.af3c94e80bff3p-3, -0x1.398cff3641985p-58 },  /* 79/64 */
  { 0x1.c8ff7c79a9a22p-3, -0x1.4f689f8434012p-57 },  /* 80/64 */
  { 0x1.e27076e2af2e6p-3, -0x1.61578001e0162p-59 },  /* 81/64 */
  { 0x1.fb9186d5e3e2bp-3, -0x1.caaae64f21acbp-57 },  /* 82/64 */
  { 0x1.0a324e27390e3p-2, 0x1.7dcfde8061c03p-56 },   /* 83/64 */
  { 0x1.1675cababa60ep-2, 0x1.ce63eab883717p-61 },   /* 84/64 */
  { 0x1.22941fbcf7966p-2, -0x1.76f5eb09628afp-56 },  /* 85/64 */
  { 0x1.2e8e2bae11d31p-2, -0x1.8f4cdb95ebdf9p-56 },  /* 86/64 */
  { 0x1.3a64c556945eap-2, -0x1.c68651945f97cp-57 },  /* 87/64 */
  { 0x1.4618bc21c5ec2p-2, 0x1.f42decdeccf1dp-56 },   /* 88/64 */
  { 0x1.51aad872df82dp-2, 0x1.3927ac19f55e3p-59 },   /* 89/64 */
  { 0x1.5d1bdbf5809cap-2, 0x1.4236383dc7fe1p-56 },   /* 90/64 */
  { 0x1.686c81e9b14afp-2, -0x1.ddea0f7f58e3dp-57 },  /* 91/64 */
};

/* B(2k) / (2k (2k-1)), k = 1..4: the terms of Stirling's series that need more than a double. */
static const AsiDd aDdStirlingHead[] = {
  { 0x1.5555555555555p-4, 0x1.5555555555555p-58 },
  { -0x1.6c16c16c16c17p-9, 0x1.f49f49f49f49fp-64 },
  { 0x1.a01a01a01a01ap-11, 0x1.a01a01a01a01ap-71 },
  { -0x1.3813813813814p-11, 0x1.fb1fb1fb1fb20p-65 },
};
/* The same, k = 5..15. */
static const double aDdStirlingTail[] = {
  0.0008417508417508417, -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242,
  0.17964437236883057,   -1.3924322169059011,    13.402864044168393,  -156.84828462600203,
  2193.1033333333335,    -36108.77125372499,     691472.268851313,
};

#define DD_HALF_LOG_2PI ((AsiDd){ 0x1.d67f1c864beb5p-1, -0x1.65b5a1b7ff5dfp-55 })
#define DD_STIRLING_FROM 20.0

AsiDd asiDdSqrt(AsiDd a) {
  double root = sqrt(a.hi);
  AsiDd rest;
  if (!(a.hi > 0)) return asiDdOf(root);
  rest = asiDdSub(a, asiDdProduct(root, root));
  return asiDdOrderedSum(root, rest.hi / (2 * root));
}

/* exp(a) - 1 for |a| < 2^-10, by Taylor's series: the ninth term is below 2^-106 of the first. */
static AsiDd ddExpm1Tiny(AsiDd a) {
  AsiDd term = a, sum = a;
  for (int k = 2; k <= 9; k++) {
    term = asiDdDiv(asiDdMul(term, a), asiDdOf(k));
    sum = asiDdAdd(sum, term);
  }
  return sum;
}

AsiDd asiDdExp(AsiDd a) {
  double k = floor(a.hi / ASI_DD_LN2.hi + 0.5);
  AsiDd m;
  int e;
  if (!(a.hi > -746 && a.hi < 710)) return asiDdOf(exp(a.hi));
  m = asiDdSub(a, asiDdMulD(ASI_DD_LN2, k));
  m = ddExpm1Tiny(asiDdScale(m, 1.0 / 512));
  for (int i = 0; i < 9; i++) m = asiDdAdd(asiDdScale(m, 2), asiDdMul(m, m)); /* (1+m)^2 - 1 */
  m = asiDdAddD(m, 1);
  e = (int)k;
  return (AsiDd){ ldexp(m.hi, e), ldexp(m.lo, e) };
}

/* log((1+s)/(1-s)) for |s| < 0.0056: twice the series of the inverse hyperbolic tangent. */
static AsiDd ddTwiceAtanh(AsiDd s) {
  const AsiDd third = { 0x1.5555555555555p-2, 0x1.5555555555555p-56 };
  const AsiDd fifth = { 0x1.999999999999ap-3, -0x1.999999999999ap-57 };
  AsiDd w = asiDdMul(s, s), sum;
  double v = w.hi, tail = v * (1 / 7.0 + v * (1 / 9.0 + v * (1 / 11.0 + v * (1 / 13.0 + v / 15.0))));
  sum = asiDdAdd(third, asiDdMul(w, asiDdAddD(fifth, tail)));
  return asiDdScale(asiDdAdd(s, asiDdMul(s, asiDdMul(w, sum))), 2);
}

/* With c = j/64 nearest to the mantissa m: log m = log c + log((1+s)/(1-s)), s = (m-c)/(m+c). c is 1 around
** m = 1, so the logarithm keeps its relative accuracy there. */
AsiDd asiDdLog(AsiDd a) {
  int e, j;
  double m = frexp(a.hi, &e), c;
  AsiDd v, s;
  if (!(a.hi > 0) || isinf(a.hi)) return asiDdOf(log(a.hi));
  if (m < 0x1.6a09e667f3bcdp-1) {
    m *= 2;
    e--;
  }
  v = asiDdOrderedSum(m, ldexp(a.lo, -e));
  j = (int)(m * 64 + 0.5);
  c = j / 64.0;
  s = asiDdDiv(asiDdAddD(v, -c), asiDdAddD(v, c));
  return asiDdAdd(asiDdMulD(ASI_DD_LN2, e), asiDdAdd(aDdLogTable[j - 45], ddTwiceAtanh(s)));
}

AsiDd asiDdLog1p(AsiDd a) {
  if (fabs(a.hi) < 0x1p-7) return ddTwiceAtanh(asiDdDiv(a, asiDdAddD(a, 2)));
  return asiDdLog(asiDdAddD(a, 1));
}

/* The sum of Stirling's series, log(Gamma(w)) - (w - 1/2) log w + w - log(2 pi)/2, for w >= 20. */
static AsiDd ddStirling(AsiDd w) {
  AsiDd inverse = asiDdDiv(asiDdOf(1), w), square = asiDdMul(inverse, inverse), sum;
  double v = square.hi, tail = 0;
  for (int k = 10; k >= 0; k--) tail = tail * v + aDdStirlingTail[k];
  sum = asiDdOf(tail * v);
  for (int k = 3; k > 0; k--) sum = asiDdMul(square, asiDdAdd(sum, aDdStirlingHead[k]));
  return asiDdMul(inverse, asiDdAdd(sum, aDdStirlingHead[0]));
}

/* a (a+1) ... (a+n-1) */
static AsiDd ddRising(AsiDd a, int n) {
  AsiDd product = asiDdOf(1);
  for (int k = 0; k < n; k++) product = asiDdMul(product, asiDdAddD(a, k));
  return product;
}

/* How many steps of the recurrence bring a up to where Stirling's series holds. */
static int ddStepsUp(double a) { return a < DD_STIRLING_FROM ? (int)ceil(DD_STIRLING_FROM - a) : 0; }

AsiDd asiDdLogGamma(AsiDd a) {
  int n = ddStepsUp(a.hi);
  AsiDd w = asiDdAddD(a, n), sum = asiDdMul(asiDdAddD(w, -0.5), asiDdLog(w));
  sum = asiDdAdd(asiDdAdd(asiDdSub(sum, w), DD_HALF_LOG_2PI), ddStirling(w));
  return n == 0 ? sum : asiDdSub(sum, asiDdLog(ddRising(a, n)));
}

/* Stirling's formula at w + b less that at w; the large parts cancel within the logarithm of 1 + b/w. */
AsiDd asiDdLogGammaRatio(double a, double b) {
  int n = ddStepsUp(a);
  AsiDd w = asiDdSum(a, n), far = asiDdAddD(w, b), sum;
  sum = asiDdMul(asiDdAddD(w, -0.5), asiDdLog1p(asiDdDiv(asiDdOf(b), w)));
  sum = asiDdAdd(sum, asiDdMulD(asiDdAddD(asiDdLog(far), -1), b));
  sum = asiDdAdd(sum, asiDdSub(ddStirling(far), ddStirling(w)));
  if (n == 0) return sum;
  return asiDdAdd(sum, asiDdLog(asiDdDiv(ddRising(asiDdOf(a), n), ddRising(asiDdSum(a, b), n))));
}

AsiDd asiDdLogBeta(double a, double b) {
  if (a > b) return asiDdLogBeta(b, a);
  return asiDdSub(asiDdLogGamma(asiDdOf(a)), asiDdLogGammaRatio(b, a));
}

/* exp itself must not meet the denormals, where it keeps few bits: 2^400 is lent and taken back. */
double asiDdExpTimes(AsiDd e, double factor) {
  if (e.hi < -600) {
    e = asiDdAdd(e, asiDdMulD(ASI_DD_LN2, 400));
    if (e.hi < -600) return 0;
    return exp(e.hi) * (1 + e.lo) * factor * 0x1p-400;
  }
  return exp(e.hi) * (1 + e.lo) * factor;
}
