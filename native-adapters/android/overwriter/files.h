// Writing, combing and deleting the files of a job.
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
    u64 unit = job->tooth < ALIGNMENT ? job->tooth : ALIGNMENT;
    if ((bytes - done) % unit || (offset + done) % unit) buffered_from_here(fd);
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
  SUB(job->shared->live, file->size - file->holes);
  ADD(job->shared->room, (i64)(file->size - file->holes));
  file->live = 0;
}

// f2fs learns a file's temperature from the ending of the name it is created with, newer kernels from a hint as well.
static long create_file(struct job *job, const char *name) {
  int flags = O_WRONLY | O_CREAT | O_EXCL | (job->direct ? O_DIRECT : 0);
  if (job->temperature == WARM) return sys_open_at(job->work_fd, name, flags);
  // RWH_WRITE_LIFE_SHORT and _EXTREME of linux/fcntl.h.
  u64 lifetime = job->temperature == HOT ? 2 : 5;
  char first[40];
  struct text t = {first, first + sizeof first - 1};
  put(&t, name);
  put(&t, job->temperature == HOT ? ".db" : ".jpg");
  *t.at = 0;
  long fd = sys_open_at(job->work_fd, first, flags);
  if (fd < 0) return fd;
  call3(N_fcntl, fd, F_SET_RW_HINT, P(&lifetime));
  long r = call4(N_renameat, job->work_fd, P(first), job->work_fd, P(name));
  if (r >= 0) return fd;
  call1(N_close, fd);
  call3(N_unlinkat, job->work_fd, P(first), 0);
  return r;
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
  file->size = file->holes = 0;
  char name[32];
  file_name(name, index, file->generation);
  long fd = create_file(job, name);
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
  // Past the page cache the data are there already; the rest is flushed once for a whole group.
  if (!job->direct) {
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

// Gives every second tooth of a file back to the file system; returns the bytes, or a negative errno when it cannot.
static i64 comb_file(struct job *job, u32 index) {
  struct record *file = &job->shared->files[index];
  char name[32];
  file_name(name, index, file->generation);
  long fd = sys_open_at(job->work_fd, name, O_WRONLY), r = 0;
  if (fd < 0) return fd;
  for (u64 at = job->tooth; r >= 0 && at + job->tooth <= file->size; at += 2 * job->tooth)
    if ((r = sys_punch((int)fd, at, job->tooth)) >= 0) file->holes += job->tooth;
  call1(N_close, fd);
  SUB(job->shared->live, file->holes);
  ADD(job->shared->room, (i64)file->holes);
  return file->holes ? (i64)file->holes : r;
}

// ext4 sets aside up to 512 blocks for each processor, for small files only; so each processor writes small files.
#define SET_ASIDE 640
static void small_worker(struct job *job, u8 *buffer, const struct fill *fill) {
  u8 mask[MOST_PROCESSORS / 8], one[MOST_PROCESSORS / 8];
  sys_processors(mask);
  for (u32 i = 0; i < MOST_PROCESSORS; i++) {
    if (!(mask[i / 8] >> i % 8 & 1)) continue;
    memset(one, 0, sizeof one);
    one[i / 8] = (u8)(1 << i % 8);
    call3(N_setaffinity, 0, sizeof one, P(one));
    for (u32 n = 0; n < SET_ASIDE && !GET(job->shared->stop); n++)
      if (write_file(job, buffer, fill->group, fill->file_bytes) != FILE_DONE) return;
  }
}
#endif
