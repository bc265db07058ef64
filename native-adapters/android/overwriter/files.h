// Writing, reading back and deleting the files of a job, with a few forked workers that each keep one block in memory.
#ifndef FILES_H
#define FILES_H
#include "job.h"

#define ALIGNMENT 4096
#define SAMPLE_UNIT 65536

enum outcome { FILE_DONE, FILE_FULL, FILE_FAILED };

static void fail(struct shared *s, long code) {
  i32 none = 0;
  __atomic_compare_exchange_n(&s->error, &none, (i32)(code < 0 ? -code : code), 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  SET(s->stop, 1);
}

static void file_name(char name[32], u32 index, u32 generation) {
  struct text t = {name, name + 31};
  put_number(&t, index, 6);
  put(&t, "-");
  put_number(&t, generation, 1);
  *t.at = 0;
}

static int full(long code) { return code == -ENOSPC || code == -EDQUOT; }

static void buffered_from_here(int fd) {
  long flags = call2(N_fcntl, fd, F_GETFL);
  if (flags >= 0 && (flags & O_DIRECT)) call3(N_fcntl, fd, F_SETFL, flags & ~O_DIRECT);
}

// Writes one block of the keystream at the file's end; returns the bytes that went in, or a negative errno if none did.
static long write_block(struct job *job, int fd, u8 *buffer, u64 offset, word bytes) {
  keystream_fill(&job->stream, offset, buffer, bytes);
  word done = 0;
  while (done < bytes) {
    if ((bytes - done) % ALIGNMENT || (offset + done) % ALIGNMENT) buffered_from_here(fd);
    long n = sys_write(fd, buffer + done, bytes - done);
    if (n == -EINVAL && job->direct) {
      buffered_from_here(fd);
      n = sys_write(fd, buffer + done, bytes - done);
    }
    if (n == 0) n = -EIO;
    if (n < 0) return done ? (long)done : n;
    done += (word)n;
  }
  return (long)done;
}

static void forget_file(struct job *job, u32 index) {
  struct record *file = &job->shared->files[index];
  char name[32];
  file_name(name, index, file->generation);
  long r = call3(N_unlinkat, job->work_fd, P(name), 0);
  if (r < 0 && r != -ENOENT) fail(job->shared, r);
  SUB(job->shared->live, file->size);
  ADD(job->shared->room, (i64)file->size);
  file->live = 0;
}

// Writes the next file, at most `wanted` bytes of it.
static enum outcome write_file(struct job *job, u8 *buffer, u8 group, u64 wanted) {
  struct shared *s = job->shared;
  u32 index = ADD(s->next_index, 1);
  if (index >= MAX_FILES) {
    SUB(s->next_index, 1);
    return FILE_FULL;
  }
  struct record *file = &s->files[index];
  file->generation = job->pass - 1;
  file->group = group;
  file->size = 0;
  char name[32];
  file_name(name, index, file->generation);
  long fd = sys_open_at(job->work_fd, name, O_WRONLY | O_CREAT | O_EXCL | (job->direct ? O_DIRECT : 0));
  if (fd < 0) {
    if (!full(fd)) fail(s, fd);
    return full(fd) ? FILE_FULL : FILE_FAILED;
  }
  file->live = 1;
  struct keystream *stream = &job->stream;
  keystream_file(stream, index, file->generation);
  enum outcome outcome = FILE_DONE;
  while (file->size < wanted && outcome == FILE_DONE && !GET(s->stop)) {
    u64 left = wanted - file->size;
    word bytes = (word)claim(&s->room, left < job->options.block_bytes ? left : job->options.block_bytes);
    long n = bytes ? write_block(job, (int)fd, buffer, file->size, bytes) : -ENOSPC;
    word got = n < 0 ? 0 : (word)n;
    ADD(s->room, (i64)(bytes - got));
    file->size += got;
    ADD(s->live, (u64)got);
    ADD(s->written_all, (u64)got);
    if (got < bytes || !bytes) outcome = n < 0 && !full(n) && n != -EFBIG ? FILE_FAILED : FILE_FULL;
    if (n == -EFBIG) break;
    if (outcome == FILE_FAILED) fail(s, n);
  }
  if (file->size >= ALIGNMENT * 64) {
    long r = call1(N_fdatasync, fd);
    if (r < 0 && !full(r)) fail(s, r), outcome = FILE_FAILED;
  }
  sys_forget((int)fd);
  call1(N_close, fd);
  if (!file->size) forget_file(job, index);
  return outcome;
}

struct fill {
  u8 group;
  u64 file_bytes;
};

static void fill_worker(struct job *job, u8 *buffer, const struct fill *fill) {
  while (!GET(job->shared->stop)) {
    u64 wanted = claim(&job->shared->goal, fill->file_bytes);
    if (!wanted || write_file(job, buffer, fill->group, wanted) != FILE_DONE) break;
  }
}

static void compare_block(struct job *job, const u8 *buffer, u64 offset, word bytes) {
  struct shared *s = job->shared;
  u64 different = keystream_differences(&job->stream, offset, buffer, bytes);
  ADD(s->read_all, (u64)bytes);
  ADD(s->verified, (u64)bytes - different);
  ADD(s->equal_all, (u64)bytes - different);
  if (different) ADD(s->mismatched, different);
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
    compare_block(job, buffer, at, got);
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
    if (got) compare_block(job, buffer, at, got);
    call1(N_close, fd);
  }
}

enum task { TASK_FILL, TASK_READ_BACK, TASK_SAMPLE };

static void do_task(struct job *job, enum task task, const void *with) {
  word bytes = (word)job->options.block_bytes;
  if (bytes < SAMPLE_UNIT) bytes = SAMPLE_UNIT;
  u8 *buffer = sys_map(bytes + ALIGNMENT, 0, -1);
  if (!buffer) return fail(job->shared, ENOMEM);
  if (task == TASK_FILL) fill_worker(job, buffer, with);
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
