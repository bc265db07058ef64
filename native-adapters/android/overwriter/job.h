// What one run knows: its options, the state that its workers share, and the text lines that tell of it.
#ifndef JOB_H
#define JOB_H
#include "kernel.h"
#include "keystream.h"

#define MAX_FILES 200000u
#define MAX_WORKERS 4u
#define ALL_GROUPS 255u
#define UNLIMITED 0x7fffffffffffffffll
#define STATUS_BYTES 1024
#define NAME_BYTES 128

struct options {
  const char *dir, *job, *status;
  u8 key[32];
  int have_key, detach, limited;
  u64 max_bytes, sample, hold_s, settle_s, file_bytes, block_bytes, combs;
  u64 groups, rotations, workers;
};

// How soon a file is said to change; f2fs keeps a log for each.
enum temperature { WARM, HOT, COLD };

struct record {
  u64 size;
  u64 first_unit;  // number of sample units in the files before this one
  u64 holes;       // bytes given back by combing
  u32 generation;
  u8 group;
  u8 live;
};

// Lives in memory shared with the workers; changed with atomic operations only.
struct shared {
  i32 stop;         // no more work, for whatever reason
  i32 error;        // first errno of a worker
  u32 next_index;   // file numbers are never used twice in one run
  u32 cursor;       // next file, or sample, to be read back
  i64 goal;         // bytes that the current group may still take
  i64 room;         // bytes that the emulated medium still has (--max-bytes)
  u64 live;         // bytes in files that exist now
  u64 verified;     // of these, bytes read back equal
  u64 mismatched;   // bytes read back unequal, all passes
  u64 written_all, read_all, equal_all;
  struct record files[MAX_FILES];
};

struct job {
  struct options options;
  struct shared *shared;
  struct keystream stream;
  int dir_fd, work_fd, status_fd;
  char folder[NAME_BYTES], release[NAME_BYTES], settled[NAME_BYTES];
  const char *phase, *bypass, *error;
  char error_text[24];
  u32 pass, workers;
  int direct, removed, wanted_stop, journalled, logged;
  u32 temperature;
  i32 pid;
  u64 tooth, reserve, processors, journal_bytes, started_ms, shown_ms, promised, live_fullest, reserved, left, free_after, total_work, sampled, expected_check;
};

#define ADD(target, amount) __atomic_fetch_add(&(target), (amount), __ATOMIC_SEQ_CST)
#define SUB(target, amount) __atomic_fetch_sub(&(target), (amount), __ATOMIC_SEQ_CST)
#define GET(target) __atomic_load_n(&(target), __ATOMIC_SEQ_CST)
#define SET(target, value) __atomic_store_n(&(target), (value), __ATOMIC_SEQ_CST)

// Takes up to `wanted` out of a shared store and returns what it got.
static u64 claim(i64 *store, u64 wanted) {
  i64 have = GET(*store), take;
  do {
    take = have < (i64)wanted ? have : (i64)wanted;
    if (take <= 0) return 0;
  } while (!__atomic_compare_exchange_n(store, &have, have - take, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
  return (u64)take;
}

struct text {
  char *at, *end;
};
static void put(struct text *t, const char *s) {
  while (*s && t->at < t->end) *t->at++ = *s++;
}
static void put_number(struct text *t, u64 value, u32 width) {
  char digits[24];
  u32 n = 0;
  do {
    digits[n++] = (char)('0' + (u32)(value % 10));
    value /= 10;
  } while (value || n < width);
  while (n && t->at < t->end) *t->at++ = digits[--n];
}
static void put_field(struct text *t, const char *name, u64 value) {
  put(t, ",\"");
  put(t, name);
  put(t, "\":");
  put_number(t, value, 1);
}
static void put_flag(struct text *t, const char *name, int value) {
  put(t, ",\"");
  put(t, name);
  put(t, value ? "\":true" : "\":false");
}
static void put_word(struct text *t, const char *name, const char *value) {
  put(t, ",\"");
  put(t, name);
  put(t, "\":\"");
  put(t, value);
  put(t, "\"");
}
static int same(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}
static int starts(const char *text, const char *with) {
  while (*with)
    if (*text++ != *with++) return 0;
  return 1;
}
static word length(const char *s) {
  word n = 0;
  while (s[n]) n++;
  return n;
}

// Names an errno; numbers without a name here come out as errno-N.
static void name_error(struct job *job, long code) {
  static const struct { u8 code; const char *name; } names[] = {
    {EPERM, "EPERM"}, {ENOENT, "ENOENT"}, {EIO, "EIO"}, {EACCES, "EACCES"}, {ENOMEM, "ENOMEM"}, {EEXIST, "EEXIST"},
    {ENOTDIR, "ENOTDIR"}, {EINVAL, "EINVAL"}, {ENOSPC, "ENOSPC"}, {EROFS, "EROFS"}, {ENOTEMPTY, "ENOTEMPTY"}, {ELOOP, "ELOOP"},
    {EMFILE, "EMFILE"}, {ENXIO, "ENXIO"}, {ENODEV, "ENODEV"}, {ESHUTDOWN, "ESHUTDOWN"}, {EDQUOT, "EDQUOT"}};
  if (job->error) return;
  struct text t = {job->error_text, job->error_text + sizeof job->error_text - 1};
  for (word i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].code == code) {
      put(&t, names[i].name);
      break;
    }
  if (t.at == job->error_text) {
    put(&t, "errno-");
    put_number(&t, (u64)code, 1);
  }
  *t.at = 0;
  job->error = job->error_text;
}

// Writes a line to stdout if the reader takes it within the time; a reader that went away is no reason to stop.
static void say(const char *line, word bytes, long within_ms) {
  struct pollfd ready = {1, POLLOUT, 0};
  struct timespec limit = {within_ms / 1000, within_ms % 1000 * 1000000};
  if (call6(N_ppoll, P(&ready), 1, P(&limit), 0, 8, 0) == 1 && (ready.revents & POLLOUT)) sys_write(1, line, bytes);
}

// Replaces the status record in place: same length always, so that a full medium cannot refuse it.
// A reader that catches a half-written record sees that its check (FNV-1a over all bytes before `,"check"`) is wrong.
static void keep_status(struct job *job, const char *line, word bytes) {
  char record[STATUS_BYTES];
  struct text t = {record, record + STATUS_BYTES};
  for (word i = 0; i + 1 < bytes && t.at < t.end; i++) *t.at++ = line[i];
  put_field(&t, "pid", (u64)job->pid);
  u32 hash = 0x811C9DC5;
  for (char *c = record; c < t.at; c++) hash = (hash ^ (u8)*c) * 0x01000193;
  put(&t, ",\"check\":\"");
  for (int shift = 28; shift >= 0; shift -= 4) put(&t, (char[2]){"0123456789abcdef"[(hash >> shift) & 15], 0});
  put(&t, "\"}");
  while (t.at < t.end) *t.at++ = ' ';
  record[STATUS_BYTES - 1] = '\n';
  if (job->status_fd >= 0) sys_write_at_start(job->status_fd, record, STATUS_BYTES);
}

static void publish(struct job *job, struct text *t, char *line, long within_ms) {
  put(t, "}");
  keep_status(job, line, (word)(t->at - line));
  put(t, "\n");
  if (!job->options.detach) say(line, (word)(t->at - line), within_ms);
}

static void progress(struct job *job, int always) {
  u64 now = sys_now_ms();
  if (!always && now - job->shown_ms < 250) return;
  job->shown_ms = now;
  struct shared *s = job->shared;
  char line[STATUS_BYTES];
  struct text t = {line, line + sizeof line - 2};
  u64 live = GET(s->live), verified = GET(s->verified), done = GET(s->written_all) + GET(s->read_all);
  put(&t, "{\"phase\":\"");
  put(&t, job->phase);
  put(&t, "\"");
  put_field(&t, "pass", job->pass);
  put_field(&t, "written", live);
  put_field(&t, "verified", verified < live ? verified : live);
  put_field(&t, "mismatched", GET(s->mismatched));
  put_field(&t, "total", job->promised);
  put_field(&t, "done", done < job->total_work ? done : job->total_work);
  put_field(&t, "work", job->total_work);
  put_field(&t, "ms", now - job->started_ms);
  put_word(&t, "job", job->options.job);
  publish(job, &t, line, 0);
}

// 0.99^n in billionths, rounded up: how likely it is that damage to one block in a hundred meets none of n samples.
static u64 miss_billionths(u64 samples) {
  u64 chance = 1000000000ull;
  for (u64 i = 0; i < samples && chance > 1; i++) chance = (chance * 99 + 99) / 100;
  return chance;
}

static int result(struct job *job) {
  struct shared *s = job->shared;
  char line[STATUS_BYTES];
  struct text t = {line, line + sizeof line - 2};
  u64 verified = GET(s->verified), mismatched = GET(s->mismatched), written = job->live_fullest;
  int complete = verified == (job->sampled ? job->expected_check : written);
  if (!job->sampled && GET(s->equal_all) != GET(s->written_all) && !job->options.sample) complete = 0;
  if (!job->error && mismatched) job->error = "mismatch";
  if (!job->error && !complete) job->error = "not-read-back";
  if (!job->error && !job->removed) job->error = "not-removed";
  if (!job->error && !written) job->error = "no-room";
  int ok = !job->error;
  put(&t, "{\"written\":");
  put_number(&t, written, 1);
  put_field(&t, "verified", verified);
  put_field(&t, "mismatched", mismatched);
  put_field(&t, "unreached", job->promised > written ? job->promised - written : 0);
  put_field(&t, "passes", job->pass);
  put_flag(&t, "direct", job->direct);
  put_word(&t, "bypass", job->bypass);
  put_field(&t, "ms", sys_now_ms() - job->started_ms);
  put_field(&t, "freeBefore", job->promised);
  put_field(&t, "freeAfter", job->free_after);
  put_field(&t, "leftAvailable", job->left);
  put_field(&t, "reserved", job->reserved);
  put_field(&t, "files", GET(s->next_index));
  put_field(&t, "sampled", job->sampled);
  if (job->sampled) {
    put(&t, ",\"missProbability\":");
    u64 chance = miss_billionths(job->sampled);
    put_number(&t, chance / 1000000000, 1);
    put(&t, ".");
    put_number(&t, chance % 1000000000, 9);
  }
  put_field(&t, "writtenAllPasses", GET(s->written_all));
  put_field(&t, "verifiedAllPasses", GET(s->equal_all));
  put_flag(&t, "removed", job->removed);
  put_flag(&t, "ok", ok);
  put_word(&t, "job", job->options.job);
  if (!ok) put_word(&t, "error", job->error);
  publish(job, &t, line, 10000);
  return ok ? 0 : 1;
}
#endif
