// The job's folder: who owns it, what an earlier run left behind, and that everything in it can be removed again.
#ifndef FOLDER_H
#define FOLDER_H
#include "job.h"

struct entry {
  u64 inode, next;
  u16 length;
  u8 type;
  char name[];
} __attribute__((packed));

static int own_entry(const char *name) { return !same(name, ".") && !same(name, ".."); }

// Deletes every file and empty folder in an open folder; returns 0 when it is empty, else the errno that stood in the way.
static long empty_folder(int fd) {
  char buffer[2048] __attribute__((aligned(8)));
  for (;;) {
    long removed = 0, problem = 0, n;
    long again = call3(N_openat, fd, P("."), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (again < 0) return -again;
    while ((n = call3(N_getdents64, again, P(buffer), sizeof buffer)) > 0)
      for (long at = 0; at < n;) {
        struct entry *entry = (struct entry *)(void *)(buffer + at);
        at += entry->length;
        if (!own_entry(entry->name)) continue;
        long r = call3(N_unlinkat, fd, P(entry->name), 0);
        if (r < 0 && r != -ENOENT) r = call3(N_unlinkat, fd, P(entry->name), AT_REMOVEDIR);
        if (r < 0 && r != -ENOENT) problem = r;
        else removed++;
      }
    call1(N_close, again);
    if (n < 0) return -n;
    if (problem) return -problem;
    if (!removed) return 0;
  }
}

// Flushes the file system so that blocks of deleted files may be used again; all of them where the kernel cannot do one.
// An emulated medium is a part of a file system that others use, so only its folder is flushed.
static void settle_disk(const struct job *job) {
  if (job->options.limited) call1(N_fsync, job->work_fd);
  else if (call1(N_syncfs, job->work_fd) < 0) call0(N_sync);
}

static long open_folder(struct job *job, const char *name) {
  return call3(N_openat, job->dir_fd, P(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

// Reads the pid out of another run's status record; 0 when it says none.
static u64 pid_in_status(int dir, const char *path) {
  char record[STATUS_BYTES];
  long fd = sys_open_at(dir, path, O_RDONLY), n = fd < 0 ? 0 : sys_read((int)fd, record, sizeof record - 1);
  u64 pid = 0;
  if (fd >= 0) call1(N_close, fd);
  for (long i = 0; i + 6 < n; i++) {
    if (!starts(record + i, "\"pid\":")) continue;
    for (i += 6; i < n && record[i] >= '0' && record[i] <= '9'; i++) pid = pid * 10 + (u64)(record[i] - '0');
  }
  return pid;
}

// Takes the lock of an open file or folder; waits a second for a run that is just dying. Returns 0 or -EAGAIN.
static long take_lock(int fd) {
  struct timespec moment = {0, 100000000};
  long r = call2(N_flock, fd, LOCK_EX | LOCK_NB);
  for (int tries = 0; r == -EAGAIN && tries < 10; tries++) {
    call6(N_ppoll, 0, 0, P(&moment), 0, 8, 0);
    moment.nsec = 100000000;
    r = call2(N_flock, fd, LOCK_EX | LOCK_NB);
  }
  return r;
}

// Removes the folders that dead runs left in DIR. Returns 1 when a live run holds one of them, and fills in its pid.
static int remove_stale(struct job *job, u64 *running_pid) {
  char buffer[2048] __attribute__((aligned(8)));
  long list = call3(N_openat, job->dir_fd, P("."), O_RDONLY | O_DIRECTORY | O_CLOEXEC), n;
  int live = 0;
  if (list < 0) return 0;
  while (!live && (n = call3(N_getdents64, list, P(buffer), sizeof buffer)) > 0)
    for (long at = 0; at < n && !live;) {
      struct entry *entry = (struct entry *)(void *)(buffer + at);
      at += entry->length;
      if (!starts(entry->name, ".hakushi-") || length(entry->name) > 110) continue;
      long fd = open_folder(job, entry->name);
      if (fd < 0) continue;
      if (take_lock((int)fd) == -EAGAIN) {
        char status[NAME_BYTES];
        struct text t = {status, status + sizeof status - 1};
        put(&t, entry->name);
        put(&t, ".status");
        *t.at = 0;
        *running_pid = pid_in_status(job->dir_fd, status);
        live = 1;
      } else if (empty_folder((int)fd) == 0) {
        call3(N_unlinkat, job->dir_fd, P(entry->name), AT_REMOVEDIR);
      }
      call1(N_close, fd);
    }
  call1(N_close, list);
  return live;
}

// Tries, before a byte is filled, that this user can create, write, rename and delete here; returns 0 or a negative errno.
static long try_folder(struct job *job) {
  long r, fd;
  // Twice, with a removal between: a folder that could not be removed afterwards must not be filled.
  for (int round = 0; round < 2; round++) {
    if ((r = call3(N_mkdirat, job->dir_fd, P(job->folder), 0755)) < 0 && r != -EEXIST) return r;
    if (!round && (r = call3(N_unlinkat, job->dir_fd, P(job->folder), AT_REMOVEDIR)) < 0) return r;
  }
  if ((r = open_folder(job, job->folder)) < 0) return r;
  job->work_fd = (int)r;
  if ((r = call2(N_flock, job->work_fd, LOCK_EX | LOCK_NB)) < 0) return r;
  if ((fd = sys_open_at(job->work_fd, "probe", O_WRONLY | O_CREAT | O_EXCL)) < 0) return fd;
  r = sys_write((int)fd, "probe", 5);
  call1(N_close, fd);
  if (r != 5) return r < 0 ? r : -ENOSPC;
  if ((r = call4(N_renameat, job->work_fd, P("probe"), job->work_fd, P("probe2"))) < 0) return r;
  return call3(N_unlinkat, job->work_fd, P("probe2"), 0);
}

static int in_page_cache(int fd) {
  u8 resident[16];
  void *map = sys_map(65536, 1, fd);
  if (!map) return 0;
  for (int i = 0; i < 16; i++) resident[i] = 0;
  long r = call3(N_mincore, P(map), 65536, P(resident));
  call2(N_munmap, P(map), 65536);
  if (r < 0) return 0;
  for (int i = 0; i < 16; i++)
    if (resident[i] & 1) return 1;
  return 0;
}

// Finds out how the page cache can be kept out here. A kernel may accept O_DIRECT and cache all the same (encrypted files do
// that on many kernels), so what counts is whether the pages are in memory afterwards.
static void find_bypass(struct job *job) {
  job->direct = 0;
  job->bypass = "none";
  u8 *buffer = sys_map(65536, 0, -1);
  if (!buffer) return;
  for (int direct = 1; direct >= 0 && !job->direct; direct--) {
    long fd = sys_open_at(job->work_fd, "probe", O_RDWR | O_CREAT | O_EXCL | (direct ? O_DIRECT : 0));
    if (fd >= 0) {
      long r = sys_write((int)fd, buffer, 65536);
      call1(N_fsync, fd);
      if (r == 65536 && direct && !in_page_cache((int)fd)) {
        job->direct = 1;
        job->bypass = "direct";
      }
      if (r == 65536 && !direct) {
        sys_forget((int)fd);
        if (!in_page_cache((int)fd)) job->bypass = "fadvise";
      }
      call1(N_close, fd);
    }
    call3(N_unlinkat, job->work_fd, P("probe"), 0);
  }
  call2(N_munmap, P(buffer), 65536);
}

// Deletes everything, flushes, and looks again: removed means that the folder cannot be opened any more.
static void remove_all(struct job *job) {
  job->phase = "delete";
  progress(job, 1);
  long r = empty_folder(job->work_fd);
  settle_disk(job);
  if (r == 0) {
    r = -call3(N_unlinkat, job->dir_fd, P(job->folder), AT_REMOVEDIR);
    call1(N_fsync, job->dir_fd);
  }
  call3(N_unlinkat, job->dir_fd, P(job->release), 0);
  call3(N_unlinkat, job->dir_fd, P(job->settled), 0);
  job->removed = r == 0 && open_folder(job, job->folder) == -ENOENT;
  if (r) name_error(job, r);
  struct room room;
  if (sys_room(job->dir_fd, &room) == 0) job->free_after = room.available;
}
#endif
