/*
** Bytes of a saved state: written at the end of an AsiText, read from a buffer that nobody trusts.
**
**  (1) A varint is an unsigned number in groups of 7 bits, the lowest first, the eighth bit set on all bytes but the
**      last (LEB128). There is one way to write a number: a reader refuses groups of zeros at the top.
**  (2) Reading beyond the end, or a varint of more than 64 bits, makes the reader wrong for good; it then gives zeros.
**      Whoever reads may look once, at the end.
**  (3) The checksum is the CRC-32 of zip and PNG (ISO 3309): it finds every single changed bit, and every run of up to
**      32.
*/
#ifndef ASI_BYTES_H
#define ASI_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

typedef struct AsiReader {
  const uint8_t *z;
  size_t n; /* bytes left */
  bool isWrong;
} AsiReader;

uint8_t asiReadByte(AsiReader *reader);
uint64_t asiReadLongVarint(AsiReader *reader);
static inline uint64_t asiReadVarint(AsiReader *reader) {
  if (reader->n == 0 || *reader->z >= 0x80) return asiReadLongVarint(reader);
  reader->n--;
  return *reader->z++;
}
/* n bytes as they lie there; NULL when there are not so many. */
const uint8_t *asiReadBytes(AsiReader *reader, uint64_t n);

void asiTextAddByte(AsiText *text, uint8_t byte);
void asiTextAddVarint(AsiText *text, uint64_t value);
/* The 32 bits, lowest byte first. */
void asiTextAddWord(AsiText *text, uint32_t word);

uint32_t asiChecksum(const void *z, size_t n);

/* 0, -1, 1, -2 ... as 0, 1, 2, 3 ...: small numbers of either sign stay short. */
static inline uint64_t asiZigzag(int64_t x) { return x < 0 ? 2 * (0 - (uint64_t)x) - 1 : 2 * (uint64_t)x; }
static inline int64_t asiUnzigzag(uint64_t x) { return (x & 1) != 0 ? -(int64_t)(x / 2) - 1 : (int64_t)(x / 2); }

#endif
