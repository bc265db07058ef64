// The keystream that every file is filled with: ChaCha20 (RFC 8439), addressed by key, file index, generation and offset.
// Nonce = u32le(index), u32le(generation), "HAKU"; block counter = offset / 64. keystream.ts computes the same bytes.
#ifndef KEYSTREAM_H
#define KEYSTREAM_H
#include "kernel.h"

#define CHUNK 4096

#define LANES 4
#define LANE(name) four_##name
#define LANE_TARGET
#include "chacha-lanes.h"
#undef LANES
#undef LANE
#undef LANE_TARGET

#if defined(__x86_64__)
#define LANES 8
#define LANE(name) eight_##name
#define LANE_TARGET __attribute__((target("avx2")))
#define LANE_SHUFFLE8
#include "chacha-lanes.h"

#undef LANES
#undef LANE
#undef LANE_TARGET
#undef LANE_SHUFFLE8

// The same width with AVX-512's rotation and twice the registers.
#define LANES 8
#define LANE(name) turning_##name
#define LANE_TARGET __attribute__((target("avx512f,avx512vl")))
#include "chacha-lanes.h"

// Wide vectors need the processor (CPUID) and an operating system that keeps their registers (XGETBV).
// Returns 0 for neither, 1 for AVX2, 2 for AVX-512 with short vectors.
static int wide_vectors(void) {
  u32 a, b, c, d, low, high;
  __asm__("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(0), "c"(0));
  if (a < 7) return 0;
  __asm__("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(1), "c"(0));
  if (!(c & (1u << 27))) return 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  __asm__("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(7), "c"(0));
  if ((low & 0xe6) == 0xe6 && (b & (1u << 16)) && (b & (1u << 31))) return 2;
  return (low & 6) == 6 && (b & (1u << 5)) ? 1 : 0;
}
#endif

struct keystream {
  u32 input[16];
  int wide;
};

static void keystream_key(struct keystream *stream, const u8 key[32]) {
  static const u32 sigma[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  for (int i = 0; i < 4; i++) stream->input[i] = sigma[i];
  for (int i = 0; i < 8; i++)
    stream->input[4 + i] = (u32)key[4 * i] | (u32)key[4 * i + 1] << 8 | (u32)key[4 * i + 2] << 16 | (u32)key[4 * i + 3] << 24;
  stream->input[12] = 0;
  stream->input[15] = 0x554B4148;
#if defined(__x86_64__)
  stream->wide = wide_vectors();
#else
  stream->wide = 0;
#endif
}

static void keystream_file(struct keystream *stream, u32 index, u32 generation) {
  stream->input[13] = index;
  stream->input[14] = generation;
}

// Fills `out` with the bytes at `offset`. The offset must be a multiple of 64; `out` needs room up to the next multiple of 512.
static void keystream_fill(const struct keystream *stream, u64 offset, u8 *out, word bytes) {
  u32 counter = (u32)(offset >> 6);
#if defined(__x86_64__)
  if (stream->wide == 2) {
    for (word at = 0; at < bytes; at += 512, counter += 8) turning_blocks(stream->input, counter, out + at);
    return;
  }
  if (stream->wide) {
    for (word at = 0; at < bytes; at += 512, counter += 8) eight_blocks(stream->input, counter, out + at);
    return;
  }
#endif
  for (word at = 0; at < bytes; at += 256, counter += 4) four_blocks(stream->input, counter, out + at);
}

// Counts the bytes of `data` that differ from the keystream at `offset` (a multiple of 64).
static u64 keystream_differences(const struct keystream *stream, u64 offset, const u8 *data, word bytes) {
  u8 expected[CHUNK] __attribute__((aligned(64)));
  u64 different = 0;
  for (word at = 0; at < bytes; at += CHUNK) {
    word part = bytes - at < CHUNK ? bytes - at : CHUNK;
    keystream_fill(stream, offset + at, expected, part);
    word i = 0;
    if (part == CHUNK) {
      const four_vec *x = (const four_vec *)(const void *)expected, *y = (const four_vec *)(const void *)(data + at);
      four_vec sum = {0, 0, 0, 0};
      for (word v = 0; v < CHUNK / 16; v++) sum |= x[v] ^ y[v];
      if (!(sum[0] | sum[1] | sum[2] | sum[3])) i = CHUNK;
    }
    for (; i < part; i++) different += expected[i] != data[at + i];
  }
  return different;
}
#endif
