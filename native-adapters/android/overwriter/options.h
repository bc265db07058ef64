// Reads the command line; anything that is not exactly understood is refused.
#ifndef OPTIONS_H
#define OPTIONS_H
#include "job.h"
#include "files.h"

static int parse_number(const char *text, u64 *value) {
  u64 n = 0;
  if (!*text || length(text) > 18) return 0;
  for (; *text; text++) {
    if (*text < '0' || *text > '9') return 0;
    n = n * 10 + (u64)(*text - '0');
  }
  *value = n;
  return 1;
}

static int parse_key(const char *text, u8 key[32]) {
  if (length(text) != 64) return 0;
  for (int i = 0; i < 64; i++) {
    char c = text[i];
    int v = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (v < 0) return 0;
    key[i / 2] = (u8)(i % 2 ? key[i / 2] | v : v << 4);
  }
  return 1;
}

static int parse_job(const char *text) {
  if (!*text || length(text) > 96) return 0;
  for (const char *c = text; *c; c++) {
    int alnum = (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
    if (!alnum && (c == text || (*c != '.' && *c != '_' && *c != ':' && *c != '-'))) return 0;
  }
  return 1;
}

static int parse_options(struct options *o, long argc, const char **argv) {
  struct { const char *name; u64 *value, least, most; } numbers[] = {
    {"--max-bytes", &o->max_bytes, 0, UNLIMITED},   {"--sample", &o->sample, 1, 1000000},
    {"--hold", &o->hold_s, 0, 86400},               {"--settle", &o->settle_s, 0, 86400},
    {"--groups", &o->groups, 1, 64},                {"--rotations", &o->rotations, 0, 9},
    {"--file-bytes", &o->file_bytes, 4096, 1u << 30}, {"--block-bytes", &o->block_bytes, 65536, 4u << 20},
    {"--workers", &o->workers, 1, MAX_WORKERS},     {"--combs", &o->combs, 0, 16}};
  for (long i = 1; i < argc; i++) {
    const char *name = argv[i];
    if (same(name, "--detach")) {
      o->detach = 1;
      continue;
    }
    const char *value = ++i < argc ? argv[i] : "";
    int good = 0;
    if (same(name, "--dir")) good = *(o->dir = value) != 0;
    if (same(name, "--job")) good = parse_job(o->job = value);
    if (same(name, "--status")) good = *(o->status = value) != 0;
    if (same(name, "--key")) good = o->have_key = parse_key(value, o->key);
    for (word n = 0; n < sizeof numbers / sizeof *numbers; n++)
      if (same(name, numbers[n].name))
        good = parse_number(value, numbers[n].value) && *numbers[n].value >= numbers[n].least && *numbers[n].value <= numbers[n].most;
    if (!good) return 0;
    if (same(name, "--max-bytes")) o->limited = 1;
  }
  o->file_bytes &= ~(u64)(ALIGNMENT - 1);
  o->block_bytes &= ~(u64)(SAMPLE_UNIT - 1);
  return o->dir && o->job && o->have_key;
}
#endif
