#include "format.h"

static void formatZeros(AsiText *text, int n) {
  for (; n > 0; n--) asiTextAppend(text, "0", 1);
}

/* Digits iFrom..iTo-1 right of the point are wanted, whatever digits there are. */
static void formatDigits(AsiText *text, const AsiDecimal *decimal, int iFrom, int iTo) {
  int i;
  for (i = iFrom; i < iTo; i++) {
    char c = i >= 0 && i < decimal->nDigit ? decimal->aDigit[i] : '0';
    asiTextAppend(text, &c, 1);
  }
}

void asiFormatDecimal(AsiText *text, AsiDecimal decimal, int nPlace, AsiLanguage language) {
  asiDecimalRound(&decimal, nPlace);
  if (decimal.isNegative && decimal.nDigit > 0) asiTextAdd(text, "-");
  if (decimal.nPoint > 0) {
    formatDigits(text, &decimal, 0, decimal.nPoint);
  } else {
    formatZeros(text, 1);
  }
  if (nPlace == 0) return;
  asiTextAdd(text, language == ASI_INDONESIAN ? "," : ".");
  formatDigits(text, &decimal, decimal.nPoint, decimal.nPoint + nPlace);
}

void asiFormatP(AsiText *text, double p, AsiLanguage language) {
  AsiDecimal decimal;
  asiDecimalOf(p < 0.001 ? 0.001 : p, &decimal);
  if (p < 0.001) asiTextAdd(text, "<");
  asiFormatDecimal(text, decimal, 3, language);
}
