// ChaCha20 blocks, LANES at a time, one block a lane (RFC 8439 §2.3). Included once for each vector width.
typedef u32 LANE(vec) __attribute__((vector_size(LANES * 4), aligned(4)));
typedef u32 LANE(quad) __attribute__((vector_size(16), aligned(4)));

#ifdef LANE_SHUFFLE8
typedef u8 LANE(bytes) __attribute__((vector_size(LANES * 4), aligned(4)));
#define ROT16(x) ((LANE(vec))__builtin_shuffle((LANE(bytes))(x), rot16))
#define ROT8(x) ((LANE(vec))__builtin_shuffle((LANE(bytes))(x), rot8))
#else
#define ROT16(x) (((x) << 16) | ((x) >> 16))
#define ROT8(x) (((x) << 8) | ((x) >> 24))
#endif
#define QUARTER(a, b, c, d)                                   \
  a += b; d ^= a; d = ROT16(d);                               \
  c += d; b ^= c; b = (b << 12) | (b >> 20);                  \
  a += b; d ^= a; d = ROT8(d);                                \
  c += d; b ^= c; b = (b << 7) | (b >> 25);

// Writes LANES blocks, beginning at block `counter`, to `out`.
LANE_TARGET static void LANE(blocks)(const u32 input[16], u32 counter, u8 *out) {
#ifdef LANE_SHUFFLE8
  static const LANE(bytes) rot16 = {2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13, 18, 19, 16, 17, 22, 23, 20, 21, 26, 27, 24, 25, 30, 31, 28, 29};
  static const LANE(bytes) rot8 = {3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14, 19, 16, 17, 18, 23, 20, 21, 22, 27, 24, 25, 26, 31, 28, 29, 30};
#endif
  LANE(vec) first[16], x[16];
#pragma GCC unroll 16
  for (int i = 0; i < 16; i++) first[i] = (LANE(vec)){} + input[i];
  for (int lane = 0; lane < LANES; lane++) first[12][lane] = counter + (u32)lane;
#pragma GCC unroll 16
  for (int i = 0; i < 16; i++) x[i] = first[i];
  for (int round = 0; round < 10; round++) {
    QUARTER(x[0], x[4], x[8], x[12]) QUARTER(x[1], x[5], x[9], x[13])
    QUARTER(x[2], x[6], x[10], x[14]) QUARTER(x[3], x[7], x[11], x[15])
    QUARTER(x[0], x[5], x[10], x[15]) QUARTER(x[1], x[6], x[11], x[12])
    QUARTER(x[2], x[7], x[8], x[13]) QUARTER(x[3], x[4], x[9], x[14])
  }
#pragma GCC unroll 16
  for (int i = 0; i < 16; i++) x[i] += first[i];
#pragma GCC unroll 4
  for (int q = 0; q < 16; q += 4) {
    // Four words of four lanes are turned round; with eight lanes both halves turn at once.
#if LANES == 4
#define LOW(a, b) __builtin_shuffle(a, b, (LANE(vec)){0, 4, 1, 5})
#define HIGH(a, b) __builtin_shuffle(a, b, (LANE(vec)){2, 6, 3, 7})
#define LOW2(a, b) __builtin_shuffle(a, b, (LANE(vec)){0, 1, 4, 5})
#define HIGH2(a, b) __builtin_shuffle(a, b, (LANE(vec)){2, 3, 6, 7})
#else
#define LOW(a, b) __builtin_shuffle(a, b, (LANE(vec)){0, 8, 1, 9, 4, 12, 5, 13})
#define HIGH(a, b) __builtin_shuffle(a, b, (LANE(vec)){2, 10, 3, 11, 6, 14, 7, 15})
#define LOW2(a, b) __builtin_shuffle(a, b, (LANE(vec)){0, 1, 8, 9, 4, 5, 12, 13})
#define HIGH2(a, b) __builtin_shuffle(a, b, (LANE(vec)){2, 3, 10, 11, 6, 7, 14, 15})
#endif
    LANE(vec) a = LOW(x[q], x[q + 1]), b = LOW(x[q + 2], x[q + 3]);
    LANE(vec) c = HIGH(x[q], x[q + 1]), d = HIGH(x[q + 2], x[q + 3]);
    LANE(vec) turned[4] = {LOW2(a, b), HIGH2(a, b), LOW2(c, d), HIGH2(c, d)};
#pragma GCC unroll 4
    for (int lane = 0; lane < 4; lane++) {
      *(LANE(quad) *)(out + 64 * lane + 4 * q) = *(LANE(quad) *)&turned[lane];
#if LANES == 8
      *(LANE(quad) *)(out + 64 * (lane + 4) + 4 * q) = ((LANE(quad) *)&turned[lane])[1];
#endif
    }
  }
}
#undef LOW
#undef HIGH
#undef LOW2
#undef HIGH2
#undef QUARTER
#undef ROT16
#undef ROT8
