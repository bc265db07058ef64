// The passes that write: filling, rotating whole groups, combing, small files, and turning the journal.
#ifndef PASSES_H
#define PASSES_H
#include "workers.h"
#include "folder.h"
#include "logs.h"

#define EXT4 0xEF53

static u64 choose(u64 wanted, u64 fallback) { return wanted ? wanted : fallback; }

// How much one combing frees: more than the file system keeps back, and what the small files for every processor need.
static u64 comb_bytes(const struct job *job) { return job->reserve * 5 / 4 + job->processors * SET_ASIDE * job->tooth; }

// The journal's size is not told to us; these are mke2fs's defaults and above those of other makers, with a quarter added.
static u64 journal_bytes(u64 total) {
  u64 mebibytes = total >> 20, journal = 16;
  while (journal < 1024 && mebibytes > journal * 128) journal *= 2;
  return journal * 5 / 4 << 20;
}

// Groups must be larger than what the file system keeps back, else rotation moves past it; at least two are needed to rotate.
static void plan(struct job *job) {
  struct options *o = &job->options;
  struct room room = {0, 0, 0, 0, 0};
  sys_room(job->dir_fd, &room);
  u64 reserve = room.free - room.available;
  // ext4 also hides min(2 %, 4096 clusters) from everybody.
  u64 hidden = room.total / 50 < (16u << 20) ? room.total / 50 : (16u << 20);
  job->promised = o->limited && o->max_bytes < room.available ? o->max_bytes : room.available;
  job->shared->room = o->limited ? (i64)o->max_bytes : UNLIMITED;
  u64 least = (reserve + hidden) * 5 / 4;
  job->reserve = reserve + hidden;
  job->journalled = room.kind == EXT4;
  job->logged = room.kind == F2FS && !o->limited;
  job->journal_bytes = journal_bytes(room.total);
  job->tooth = room.block < 1024 ? 1024 : room.block > 65536 ? 65536 : room.block;
  while (job->reserve / job->tooth > 65536) job->tooth *= 2;
  u64 groups = 4;
  while (groups > 2 && !o->limited && job->promised / groups < least) groups--;
  o->groups = choose(o->groups, groups);
  o->block_bytes = choose(o->block_bytes, 1u << 20);
  u8 mask[MOST_PROCESSORS / 8];
  job->processors = sys_processors(mask);
  // One more than there are processors, so that the medium is kept busy while a block is made; three blocks stay below 4 MiB.
  o->workers = choose(o->workers, job->processors > 1 ? 3 : 2);
  u64 bounded = (job->promised / o->groups / (8 * o->workers)) & ~(u64)(SAMPLE_UNIT - 1);
  bounded = bounded > 256u << 20 ? 256u << 20 : bounded < SAMPLE_UNIT ? SAMPLE_UNIT : bounded;
  o->file_bytes = choose(o->file_bytes, bounded);
  // Combing reached every block of ext4, where whole groups did not; elsewhere, and on an emulated medium, groups rotate too.
  if (o->rotations == UNLIMITED) o->rotations = job->journalled && !o->limited ? 0 : 1;
  if (o->combs == UNLIMITED) o->combs = o->limited ? 0 : 3;
  job->total_work = job->promised * (1 + o->rotations) + o->combs * comb_bytes(job);
  if (job->logged) job->total_work += 2 * ALL_LOGS_BYTES;
  if (!o->sample) job->total_work *= 2;
}

static void fill_group(struct job *job, u32 group, i64 goal, u64 file_bytes) {
  struct fill fill = {(u8)group, file_bytes};
  SET(job->shared->goal, goal);
  run_workers(job, TASK_FILL, &fill, file_bytes > 1u << 20 || goal != UNLIMITED ? (u32)job->options.workers : 1);
  settle_disk(job);
}

static void read_back(struct job *job, u8 group) {
  SET(job->shared->cursor, 0);
  run_workers(job, TASK_READ_BACK, &group, (u32)job->options.workers);
}

static u64 delete_group(struct job *job, u32 group) {
  struct shared *s = job->shared;
  u64 bytes = 0;
  for (u32 i = 0; i < s->next_index; i++)
    if (s->files[i].live && s->files[i].group == group) {
      bytes += s->files[i].size;
      forget_file(job, i);
    }
  SET(s->verified, 0);
  settle_disk(job);
  return bytes;
}

// What the file system keeps back lies in pieces that its allocator likes least. So a part of our files, larger than that,
// is given back as single blocks, which it likes even less: what is written next has to go into the pieces.
static u32 comb(struct job *job, u32 next, u32 group, u64 wanted) {
  struct shared *s = job->shared;
  u64 found = 0;
  u32 first = next, last = s->next_index;
  for (; next < last && found < 2 * wanted; next++) {
    struct record *file = &s->files[next];
    if (!file->live || file->holes || file->size < 16 * job->tooth) continue;
    file->group = (u8)group;
    found += file->size;
  }
  if (!found) return next;
  job->pass++;
  progress(job, 1);
  u64 before = GET(s->equal_all), holes = 0;
  if (!job->options.sample) read_back(job, (u8)group);
  for (u32 i = first; i < next && !GET(s->stop); i++) {
    if (!s->files[i].live || s->files[i].group != group) continue;
    if (comb_file(job, i) < 0) break;
    holes += s->files[i].holes;
  }
  // What still stands is read again at the end; here only what was given back counts as read.
  if (GET(s->equal_all) - before > holes) SET(s->equal_all, before + holes);
  SET(s->verified, 0);
  settle_disk(job);
  return next;
}

static u32 comb_and_fill(struct job *job, u32 next, u32 group) {
  next = comb(job, next, group, comb_bytes(job));
  struct fill small = {(u8)(group + 50), job->tooth};
  run_workers(job, TASK_SMALL, &small, 1);
  fill_group(job, group + 50, UNLIMITED, 4u << 20);
  return next;
}

// Before the fill: what stood behind the heads of the logs comes into reach. Its own files are read back and deleted.
static void push_logs_first(struct job *job) {
  job->phase = "rotate";
  push_logs(job, 90);
  if (!job->options.sample) read_back(job, 90);
  delete_group(job, 90);
}

// Names of deleted files stand in the journal long after; it is a ring, so as much as it holds must be logged again. Every new
// time stamp puts the file's block of the inode table into the journal.
static void turn_journal(struct job *job) {
  struct shared *s = job->shared;
  for (u64 logged = 0; logged < job->journal_bytes && !GET(s->stop);) {
    char name[32];
    u64 touched = 0;
    for (u32 i = 0; i < s->next_index; i++) {
      if (!s->files[i].live) continue;
      file_name(name, i, s->files[i].generation);
      if (call4(N_utimensat, job->work_fd, P(name), 0, 0) == 0) touched++;
    }
    settle_disk(job);
    if (!touched) return;
    // The smallest inode is 128 bytes.
    logged += touched * 128 + 4 * job->tooth;
    progress(job, 0);
  }
}

static void write_everything(struct job *job) {
  struct options *o = &job->options;
  struct shared *s = job->shared;
  u64 part = (job->promised / o->groups + ALIGNMENT - 1) & ~(u64)(ALIGNMENT - 1);
  if (job->logged) push_logs_first(job);
  job->phase = "fill";
  progress(job, 1);
  for (u32 group = 0; group < o->groups; group++)
    fill_group(job, group, group + 1 == o->groups ? UNLIMITED : (i64)part, o->file_bytes);
  job->phase = "rotate";
  for (u64 turn = 0; turn < o->rotations && !GET(s->stop); turn++) {
    job->pass++;
    for (u32 group = 0; group < o->groups && !GET(s->stop); group++) {
      progress(job, 1);
      if (!o->sample) read_back(job, (u8)group);
      if (GET(s->stop)) break;
      u64 bytes = delete_group(job, group);
      fill_group(job, group, group + 1 == o->groups ? UNLIMITED : (i64)bytes, o->file_bytes);
    }
  }
  job->phase = "rotate";
  u32 next = 0;
  for (u64 turn = 0; turn < o->combs && !GET(s->stop); turn++) next = comb_and_fill(job, next, (u32)(100 + turn));
  // On a full medium the logs can only go into what is left between living blocks, and into the rest of their segments.
  if (job->logged && o->combs && !GET(s->stop)) {
    comb(job, next, 120, ALL_LOGS_BYTES);
    push_logs(job, 91);
  }
  job->phase = "small";
  static const u32 small[] = {1u << 20, 65536, 4096, 1024};
  for (word i = 0; i < sizeof small / sizeof *small && !GET(s->stop); i++) {
    progress(job, 1);
    if (small[i] < o->file_bytes) fill_group(job, (u32)o->groups, UNLIMITED, small[i]);
  }
  if (job->journalled && !o->limited) turn_journal(job);
  struct room room = {0, 0, 0, 0, 0};
  sys_room(job->dir_fd, &room);
  job->left = room.available;
  job->reserved = room.free - room.available;
  job->live_fullest = GET(s->live);
}
#endif
