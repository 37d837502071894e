#include "bytes.h"

static void readerFail(AsiReader *reader) {
  reader->isWrong = true;
  reader->n = 0;
}

uint8_t asiReadByte(AsiReader *reader) {
  if (reader->n == 0) {
    readerFail(reader);
    return 0;
  }
  reader->n--;
  return *reader->z++;
}

uint64_t asiReadVarint(AsiReader *reader) {
  uint64_t value = 0;
  unsigned nShift;
  for (nShift = 0; nShift < 64; nShift += 7) {
    uint8_t byte = asiReadByte(reader);
    value |= (uint64_t)(byte & 0x7F) << nShift;
    if (nShift == 63 && byte > 1) break;
    if ((byte & 0x80) != 0) continue;
    if (byte == 0 && nShift > 0) break;
    return value;
  }
  readerFail(reader);
  return 0;
}

const uint8_t *asiReadBytes(AsiReader *reader, uint64_t n) {
  const uint8_t *z = reader->z;
  if (n > reader->n) {
    readerFail(reader);
    return NULL;
  }
  reader->z += n;
  reader->n -= (size_t)n;
  return z;
}

void asiTextAddByte(AsiText *text, uint8_t byte) { asiTextAppend(text, (const char *)&byte, 1); }

void asiTextAddVarint(AsiText *text, uint64_t value) {
  uint8_t aByte[10];
  size_t n = 0;
  for (; value >= 0x80; value >>= 7) aByte[n++] = (uint8_t)(value | 0x80);
  aByte[n++] = (uint8_t)value;
  asiTextAppend(text, (const char *)aByte, n);
}

void asiTextAddWord(AsiText *text, uint32_t word) {
  uint8_t aByte[4] = { (uint8_t)word, (uint8_t)(word >> 8), (uint8_t)(word >> 16), (uint8_t)(word >> 24) };
  asiTextAppend(text, (const char *)aByte, sizeof aByte);
}

/* Four bits at a time: a table of 16 words. */
uint32_t asiChecksum(const void *z, size_t n) {
  static const uint32_t aRemainder[16] = {
    0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
    0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
  };
  const uint8_t *p = z;
  uint32_t crc = 0xFFFFFFFF;
  size_t i;
  for (i = 0; i < n; i++) {
    crc ^= p[i];
    crc = crc >> 4 ^ aRemainder[crc & 15];
    crc = crc >> 4 ^ aRemainder[crc & 15];
  }
  return ~crc;
}
