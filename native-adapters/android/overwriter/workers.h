// Reading back, and the few forked workers that share all work; each keeps one block in memory.
#ifndef WORKERS_H
#define WORKERS_H
#include "files.h"

static void compare_bytes(struct job *job, const u8 *buffer, u64 offset, word bytes) {
  struct shared *s = job->shared;
  u64 different = keystream_differences(&job->stream, offset, buffer, bytes);
  ADD(s->read_all, (u64)bytes);
  ADD(s->verified, (u64)bytes - different);
  ADD(s->equal_all, (u64)bytes - different);
  if (different) ADD(s->mismatched, different);
}

// A combed file has lost every second tooth; what stands between is compared all the same.
static void compare_block(struct job *job, u32 index, const u8 *buffer, u64 offset, word bytes) {
  if (!job->shared->files[index].holes) return compare_bytes(job, buffer, offset, bytes);
  u64 tooth = job->tooth, size = job->shared->files[index].size;
  for (word at = 0; at < bytes;) {
    u64 number = (offset + at) / tooth, end = (number + 1) * tooth;
    word part = end - offset - at < bytes - at ? (word)(end - offset - at) : bytes - at;
    if (!(number & 1) || end > size) compare_bytes(job, buffer + at, offset + at, part);
    at += part;
  }
}

// Opens a file for reading past the page cache where that works; a file of the wrong length counts as damaged.
static long open_back(struct job *job, u32 index) {
  struct record *file = &job->shared->files[index];
  char name[32];
  file_name(name, index, file->generation);
  long fd = job->direct ? sys_open_at(job->work_fd, name, O_RDONLY | O_DIRECT) : -EINVAL;
  if (fd == -EINVAL) fd = sys_open_at(job->work_fd, name, O_RDONLY);
  if (fd < 0) {
    ADD(job->shared->mismatched, file->size);
    if (fd != -ENOENT) fail(job->shared, fd);
    return fd;
  }
  i64 size = sys_size((int)fd);
  if (size > (i64)file->size) ADD(job->shared->mismatched, (u64)size - file->size);
  sys_forget((int)fd);
  keystream_file(&job->stream, index, file->generation);
  return fd;
}

static void read_back_file(struct job *job, u8 *buffer, u32 index) {
  struct shared *s = job->shared;
  u64 size = s->files[index].size, at = 0;
  long fd = open_back(job, index);
  if (fd < 0) return;
  while (at < size && !GET(s->stop)) {
    word wanted = size - at < job->options.block_bytes ? (word)(size - at) : (word)job->options.block_bytes;
    // Direct reads want whole units; asking past the end is allowed.
    long n = sys_pread((int)fd, buffer, (wanted + ALIGNMENT - 1) & ~(word)(ALIGNMENT - 1), at);
    if (n < 0) fail(s, n);
    if (n <= 0) {
      ADD(s->mismatched, size - at);
      break;
    }
    word got = (word)n < wanted ? (word)n : wanted;
    // A read that stops early is taken up again at a whole unit; less than one unit means that the file was cut short.
    if (got < wanted && got >= ALIGNMENT) got &= ~(word)(ALIGNMENT - 1);
    compare_block(job, index, buffer, at, got);
    at += got;
    if (got < wanted && got % ALIGNMENT) {
      ADD(s->mismatched, size - at);
      break;
    }
  }
  call1(N_close, fd);
}

static void read_back_worker(struct job *job, u8 *buffer, u8 group) {
  struct shared *s = job->shared;
  u32 files = GET(s->next_index);
  for (u32 i; (i = ADD(s->cursor, 1)) < files && !GET(s->stop);)
    if (s->files[i].live && (group == ALL_GROUPS || s->files[i].group == group)) read_back_file(job, buffer, i);
}

struct sample {
  u64 count, units;
  struct keystream chance;
};

// The sample is stratified: one random unit out of each of `count` equal stretches.
static u64 sample_unit(const struct sample *sample, u64 number) {
  u8 random[512];
  keystream_fill(&sample->chance, number * 512, random, 512);
  u64 from = sample->units * number / sample->count, to = sample->units * (number + 1) / sample->count, r = 0;
  for (int i = 0; i < 7; i++) r = r << 8 | random[i];
  return from + r % (to - from);
}

static void sample_worker(struct job *job, u8 *buffer, const struct sample *sample) {
  struct shared *s = job->shared;
  u32 files = GET(s->next_index);
  for (u64 i; (i = ADD(s->cursor, 1)) < sample->count && !GET(s->stop);) {
    u64 unit = sample_unit(sample, i);
    u32 low = 0, high = files;
    while (high - low > 1) {
      u32 middle = low + (high - low) / 2;
      if (s->files[middle].first_unit <= unit) low = middle;
      else high = middle;
    }
    long fd = open_back(job, low);
    if (fd < 0) continue;
    u64 at = (unit - s->files[low].first_unit) * SAMPLE_UNIT, left = s->files[low].size - at;
    word wanted = left < SAMPLE_UNIT ? (word)left : SAMPLE_UNIT;
    long n = sys_pread((int)fd, buffer, (wanted + ALIGNMENT - 1) & ~(word)(ALIGNMENT - 1), at);
    if (n < 0) fail(s, n);
    word got = n < 0 ? 0 : (word)n < wanted ? (word)n : wanted;
    if (got < wanted) ADD(s->mismatched, (u64)(wanted - got));
    if (got) compare_block(job, low, buffer, at, got);
    call1(N_close, fd);
  }
}

enum task { TASK_FILL, TASK_SMALL, TASK_READ_BACK, TASK_SAMPLE };

static void do_task(struct job *job, enum task task, const void *with) {
  word bytes = (word)job->options.block_bytes;
  if (bytes < SAMPLE_UNIT) bytes = SAMPLE_UNIT;
  u8 *buffer = sys_map(bytes + ALIGNMENT, 0, -1);
  if (!buffer) return fail(job->shared, ENOMEM);
  if (task == TASK_FILL) fill_worker(job, buffer, with);
  if (task == TASK_SMALL) small_worker(job, buffer, with);
  if (task == TASK_READ_BACK) read_back_worker(job, buffer, *(const u8 *)with);
  if (task == TASK_SAMPLE) sample_worker(job, buffer, with);
  call2(N_munmap, P(buffer), (long)(bytes + ALIGNMENT));
}

// Waits up to 200 ms for a worker's end or for somebody's wish that we stop.
static void wait_for_signal(struct job *job) {
  u64 set = 1ull << (SIGCHLD - 1) | 1ull << (SIGTERM - 1) | 1ull << (SIGINT - 1) | 1ull << (SIGQUIT - 1);
  struct timespec limit = {0, 200000000};
  long signal = call4(N_sigtimedwait, P(&set), 0, P(&limit), 8);
  if (signal == SIGTERM || signal == SIGINT || signal == SIGQUIT) {
    job->wanted_stop = 1;
    SET(job->shared->stop, 1);
  }
}

// Runs a task in `workers` children and returns when all have ended; a child that died by force stops the job.
static void run_workers(struct job *job, enum task task, const void *with, u32 workers) {
  struct shared *s = job->shared;
  u32 running = 0;
  if (GET(s->stop)) return;
  for (u32 i = 0; i < workers; i++) {
    long child = call6(N_clone, SIGCHLD, 0, 0, 0, 0, 0);
    if (child == 0) {
      call2(N_prctl, PR_SET_PDEATHSIG, SIGKILL);
      if (call0(N_getppid) != job->pid) sys_exit(1);
      call1(N_close, job->status_fd);
      do_task(job, task, with);
      sys_exit(0);
    }
    if (child > 0) running++;
  }
  if (!running) do_task(job, task, with);
  while (running) {
    wait_for_signal(job);
    progress(job, 0);
    i32 how = 0;
    long ended;
    while (running && (ended = call4(N_wait4, -1, P(&how), WNOHANG, 0)) > 0) {
      running--;
      if (how) {
        if (!job->error) job->error = "worker-killed";
        SET(s->stop, 1);
      }
    }
    if (running && ended == -10 /* ECHILD */) running = 0;
  }
}
#endif
