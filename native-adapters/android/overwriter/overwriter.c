// Fills the free space of a phone with a keyed stream, reaches into the file system's reserve by rotation, reads every byte
// back, deletes its files and tells exactly what it did. Freestanding: one static binary, no C library.
//
// overwriter --dir DIR --key HEX64 --job ID [--max-bytes N] [--status FILE] [--sample N] [--hold SECONDS] [--detach]
//            [--settle SECONDS] [--groups N] [--rotations N] [--file-bytes N] [--block-bytes N] [--workers N] [--combs N]
// Exit: 0 all was read back equal and removed; 1 not; 2 usage; 3 already running; 4 refused before anything was written.
#include "kernel.h"
#include "keystream.h"
#include "job.h"
#include "files.h"
#include "workers.h"
#include "folder.h"
#include "options.h"
#include "passes.h"

enum { EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_RUNNING, EXIT_REFUSED };

static int refuse(struct job *job, int code, const char *error, u64 pid) {
  char line[512];
  struct text t = {line, line + sizeof line - 2};
  put(&t, "{\"ok\":false");
  put_word(&t, "error", error);
  if (job->error) put_word(&t, "detail", job->error);
  if (pid) put_field(&t, "pid", pid);
  put(&t, "}\n");
  say(line, (word)(t.at - line), 1000);
  return code;
}

static void name_files(struct job *job) {
  const char *suffix[] = {"", ".release", ".settled"};
  char *to[] = {job->folder, job->release, job->settled};
  for (int i = 0; i < 3; i++) {
    struct text t = {to[i], to[i] + NAME_BYTES - 1};
    put(&t, ".hakushi-");
    put(&t, job->options.job);
    put(&t, suffix[i]);
    *t.at = 0;
  }
}

// Takes the job's lock and folder; returns an exit code when the run must not begin, else -1.
static int take_over(struct job *job) {
  long fd = call3(N_openat, AT_FDCWD, P(job->options.dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    name_error(job, -fd);
    return refuse(job, EXIT_REFUSED, "dir", 0);
  }
  job->dir_fd = (int)fd;
  char own[NAME_BYTES];
  struct text t = {own, own + sizeof own - 1};
  put(&t, job->folder);
  put(&t, ".status");
  *t.at = 0;
  int at = job->options.status ? AT_FDCWD : job->dir_fd;
  const char *status = job->options.status ? job->options.status : own;
  fd = sys_open_at(at, status, O_RDWR | O_CREAT);
  if (fd < 0) {
    name_error(job, -fd);
    return refuse(job, EXIT_REFUSED, "status", 0);
  }
  job->status_fd = (int)fd;
  if (take_lock((int)fd) < 0) return refuse(job, EXIT_RUNNING, "running", pid_in_status(at, status));
  u64 other = 0;
  if (remove_stale(job, &other)) {
    call3(N_unlinkat, at, P(status), 0);
    return refuse(job, EXIT_RUNNING, "running", other);
  }
  call3(N_unlinkat, job->dir_fd, P(job->release), 0);
  call3(N_unlinkat, job->dir_fd, P(job->settled), 0);
  long r = try_folder(job);
  if (r < 0) {
    name_error(job, -r);
    call3(N_unlinkat, at, P(status), 0);
    return refuse(job, EXIT_REFUSED, "cannot-delete-here", 0);
  }
  return -1;
}

// Leaves the shell that started us: own session, no terminal, no open stream. Returns 1 in the process that goes on.
static int detach(struct job *job) {
  long child = call6(N_clone, SIGCHLD, 0, 0, 0, 0, 0);
  if (child > 0) {
    char line[64];
    struct text t = {line, line + sizeof line};
    put(&t, "{\"pid\":");
    put_number(&t, (u64)child, 1);
    put(&t, "}\n");
    say(line, (word)(t.at - line), 1000);
    return 0;
  }
  call0(N_setsid);
  long null = call3(N_openat, AT_FDCWD, P("/dev/null"), O_RDWR);
  for (int i = 0; i < 3; i++)
    if (null >= 0) call3(N_dup3, null, i, 0);
  job->pid = (i32)call0(N_getpid);
  return 1;
}

static void read_sample(struct job *job) {
  struct shared *s = job->shared;
  struct sample sample = {job->options.sample, 0, {{0}, 0}};
  u8 seed[32];
  long fd = sys_open_at(AT_FDCWD, "/dev/urandom", O_RDONLY);
  if (fd < 0 || sys_read((int)fd, seed, 32) != 32) return fail(s, ENXIO);
  call1(N_close, fd);
  keystream_key(&sample.chance, seed);
  for (u32 i = 0; i < s->next_index; i++) {
    s->files[i].first_unit = sample.units;
    if (s->files[i].live) sample.units += (s->files[i].size + SAMPLE_UNIT - 1) / SAMPLE_UNIT;
  }
  if (sample.units <= sample.count) return read_back(job, ALL_GROUPS);
  u64 before = GET(s->read_all);
  SET(s->cursor, 0);
  run_workers(job, TASK_SAMPLE, &sample, (u32)job->options.workers);
  job->sampled = sample.count;
  job->expected_check = GET(s->read_all) - before;
}

// Waits until the time is over, the named file appears in DIR, or somebody wants us to stop.
static void wait_for(struct job *job, const char *phase, const char *file, u64 seconds) {
  if (!seconds || GET(job->shared->stop)) return;
  job->phase = phase;
  progress(job, 1);
  for (u64 end = sys_now_ms() + seconds * 1000; sys_now_ms() < end && !GET(job->shared->stop);) {
    long fd = sys_open_at(job->dir_fd, file, O_RDONLY);
    if (fd >= 0) {
      call1(N_close, fd);
      return;
    }
    wait_for_signal(job);
    progress(job, 0);
  }
}

// On a full medium nobody could create the release file: a few small files, already read back, make room for it. Combed files go
// as well, for the host could not tell their holes, which it would read as zeros, from damage.
static void make_room_for_release(struct job *job) {
  struct shared *s = job->shared;
  u64 freed = 0;
  if (job->options.limited) return;
  for (u32 i = s->next_index; i-- > 0;) {
    if (!s->files[i].live || !(s->files[i].holes || (s->files[i].size <= 65536 && freed < 65536))) continue;
    freed += s->files[i].size;
    forget_file(job, i);
  }
  settle_disk(job);
}

static int overwrite(struct job *job) {
  plan(job);
  find_bypass(job);
  write_everything(job);
  wait_for(job, "settle", job->settled, job->options.settle_s);
  job->phase = "verify";
  progress(job, 1);
  if (job->options.sample) read_sample(job);
  else read_back(job, ALL_GROUPS);
  progress(job, 1);
  u64 verified = GET(job->shared->verified);
  if (job->options.hold_s && !GET(job->shared->stop)) {
    make_room_for_release(job);
    wait_for(job, "hold", job->release, job->options.hold_s);
  }
  if (GET(job->shared->error)) name_error(job, GET(job->shared->error));
  if (job->wanted_stop && !job->error) job->error = "stopped";
  remove_all(job);
  SET(job->shared->verified, verified);
  job->phase = "done";
  job->total_work = GET(job->shared->written_all) + GET(job->shared->read_all);
  SET(job->shared->live, job->live_fullest);
  progress(job, 1);
  return result(job);
}

__attribute__((noreturn, used)) void start(const word *stack) {
  // On the stack: without a writable segment the program is one mapping, whatever the page size.
  struct job job;
  memset(&job, 0, sizeof job);
  job.status_fd = job.work_fd = -1;
  job.pass = 1;
  job.phase = "fill";
  job.bypass = "none";
  job.options.rotations = job.options.combs = UNLIMITED;
  job.started_ms = sys_now_ms();
  job.pid = (i32)call0(N_getpid);
  if (!parse_options(&job.options, (long)stack[0], (const char **)(stack + 1))) sys_exit(refuse(&job, EXIT_USAGE, "usage", 0));
  sys_ignore(SIGHUP);
  sys_ignore(SIGPIPE);
  u64 blocked = 1ull << (SIGCHLD - 1) | 1ull << (SIGTERM - 1) | 1ull << (SIGINT - 1) | 1ull << (SIGQUIT - 1);
  call4(N_sigprocmask, 0, P(&blocked), 0, 8);
  name_files(&job);
  keystream_key(&job.stream, job.options.key);
  job.shared = sys_map(sizeof(struct shared), 1, -1);
  if (!job.shared) sys_exit(refuse(&job, EXIT_REFUSED, "memory", 0));
  int code = take_over(&job);
  if (code >= 0) sys_exit(code);
  if (job.options.detach && !detach(&job)) sys_exit(0);
  sys_exit(overwrite(&job));
}
