// f2fs writes every block behind the head of one of six logs: data and index blocks ("nodes"), each hot, warm or cold. A log stays
// in its segment until that is full, so what was deleted there lies out of a fill's reach. Here every log is pushed on.
// Source of the facts: Linux, Documentation/filesystems/f2fs.rst, and fs/f2fs/segment.c of 6.1.
#ifndef LOGS_H
#define LOGS_H
#include "workers.h"
#include "folder.h"

#define F2FS 0xF2F52010
// Two segments and a little, for a log whose head stands anywhere in a segment of 2 MiB.
#define LOG_BYTES (5u << 20)
#define LOG_NODES 1100u
// What all six pushes together take.
#define ALL_LOGS_BYTES (40ull << 20)
// A file of this size needs no data block of its own: it stands in its node, where tiny deleted files stood.
#define INLINE_BYTES 3072u
// Past the reach of a file's direct nodes: 923 + 2 * 1018 blocks of 4096 bytes.
#define BEYOND_DIRECT_NODES (13u << 20)

static void push_data_log(struct job *job, u8 group, u32 temperature, u64 file_bytes) {
  struct fill fill = {group, file_bytes};
  job->temperature = temperature;
  SET(job->shared->goal, file_bytes == INLINE_BYTES ? (i64)LOG_NODES * INLINE_BYTES : LOG_BYTES);
  run_workers(job, TASK_FILL, &fill, 1);
  job->temperature = WARM;
  settle_disk(job);
}

static void node_name(char name[32], const char *kind, u32 number) {
  struct text t = {name, name + 31};
  put(&t, kind);
  put_number(&t, number, 6);
  *t.at = 0;
}

// Folders have hot nodes, long files have cold ones. Nothing but the file system's own lists stands in them, and in the one block
// of each long file; so they are neither counted nor read back.
static void push_node_logs(struct job *job) {
  char name[32];
  u8 block[512];
  memset(block, 0, sizeof block);
  for (u32 i = 0; i < LOG_NODES && !GET(job->shared->stop); i++) {
    node_name(name, "folder-", i);
    if (call3(N_mkdirat, job->work_fd, P(name), 0755) < 0) break;
    node_name(name, "long-", i);
    long fd = i % 2 ? -ENOENT : sys_open_at(job->work_fd, name, O_WRONLY | O_CREAT | O_EXCL);
    if (fd < 0) continue;
    if (sys_seek((int)fd, BEYOND_DIRECT_NODES) >= 0) sys_write((int)fd, block, sizeof block);
    call1(N_close, fd);
  }
  settle_disk(job);
  for (u32 i = 0; i < LOG_NODES; i++) {
    node_name(name, "folder-", i);
    call3(N_unlinkat, job->work_fd, P(name), AT_REMOVEDIR);
    node_name(name, "long-", i);
    call3(N_unlinkat, job->work_fd, P(name), 0);
  }
  settle_disk(job);
}

// Pushes all six logs through two segments each, as far as there is room; what it writes belongs to `group`.
static void push_logs(struct job *job, u8 group) {
  progress(job, 1);
  push_node_logs(job);
  push_data_log(job, group, HOT, 65536);
  push_data_log(job, group, COLD, 65536);
  push_data_log(job, group, WARM, 65536);
  push_data_log(job, group, WARM, INLINE_BYTES);
}
#endif
