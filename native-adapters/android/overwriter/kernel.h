// The door to the Linux kernel without a C library: types, constants and calls for aarch64, armv7 (EABI) and x86_64.
// Only calls that Linux 3.4 has; numbers and flag values are those of the kernel's uapi headers of each architecture.
#ifndef KERNEL_H
#define KERNEL_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int i32;
typedef long long i64;
typedef unsigned long word;

#define INLINE static inline __attribute__((always_inline, unused))
#define UNUSED __attribute__((unused))

enum {
  EPERM = 1, ENOENT = 2, EINTR = 4, EIO = 5, EAGAIN = 11, ENOMEM = 12, EACCES = 13, EEXIST = 17, ENOTDIR = 20, EINVAL = 22,
  EFBIG = 27, ENOSPC = 28, EROFS = 30, ENAMETOOLONG = 36, ENOSYS = 38, ENOTEMPTY = 39, ELOOP = 40, EOPNOTSUPP = 95,
  EDQUOT = 122, ESHUTDOWN = 108, ENODEV = 19, ENXIO = 6, EMFILE = 24
};
enum { SIGHUP = 1, SIGINT = 2, SIGQUIT = 3, SIGKILL = 9, SIGPIPE = 13, SIGTERM = 15, SIGCHLD = 17 };

#define AT_FDCWD (-100)
#define AT_REMOVEDIR 0x200
#define O_RDONLY 0
#define O_WRONLY 1
#define O_RDWR 2
#define O_CREAT 0x40
#define O_EXCL 0x80
#define O_CLOEXEC 0x80000
#define F_GETFL 3
#define F_SETFL 4
#define F_SET_RW_HINT 1036
#define LOCK_EX 2
#define LOCK_NB 4
#define POSIX_FADV_DONTNEED 4
#define SEEK_SET 0
#define SEEK_END 2
#define PR_SET_PDEATHSIG 1
#define CLOCK_MONOTONIC 1
#define WNOHANG 1

#if defined(__x86_64__)
#define O_DIRECT 0x4000
#define O_DIRECTORY 0x10000
#define O_NOFOLLOW 0x20000
#define O_LARGEFILE 0
enum {
  N_read = 0, N_write = 1, N_close = 3, N_lseek = 8, N_mmap = 9, N_munmap = 11, N_sigaction = 13, N_sigprocmask = 14,
  N_pread64 = 17, N_pwrite64 = 18, N_mincore = 27, N_getpid = 39, N_clone = 56, N_wait4 = 61, N_kill = 62, N_fcntl = 72, N_flock = 73,
  N_fsync = 74, N_fdatasync = 75, N_getppid = 110, N_setsid = 112, N_sigtimedwait = 128, N_fstatfs = 138, N_prctl = 157,
  N_sync = 162, N_getaffinity = 204, N_getdents64 = 217, N_fadvise = 221, N_clock_gettime = 228, N_exit_group = 231,
  N_openat = 257, N_mkdirat = 258, N_unlinkat = 263, N_renameat = 264, N_ppoll = 271, N_dup3 = 292, N_syncfs = 306,
  N_fallocate = 285, N_setaffinity = 203, N_utimensat = 280
};
INLINE long call6(long n, long a, long b, long c, long d, long e, long f) {
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  long ret;
  __asm__ volatile("syscall" : "=a"(ret) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
  return ret;
}
__asm__(".text\n.global _start\n_start:\n xor %ebp,%ebp\n mov %rsp,%rdi\n and $-64,%rsp\n call start\n hlt\n");

#elif defined(__aarch64__)
#define O_DIRECT 0x10000
#define O_DIRECTORY 0x4000
#define O_NOFOLLOW 0x8000
#define O_LARGEFILE 0x20000
enum {
  N_dup3 = 24, N_fcntl = 25, N_flock = 32, N_mkdirat = 34, N_unlinkat = 35, N_renameat = 38, N_fstatfs = 44, N_openat = 56,
  N_close = 57, N_getdents64 = 61, N_lseek = 62, N_read = 63, N_write = 64, N_pread64 = 67, N_pwrite64 = 68, N_ppoll = 73, N_sync = 81,
  N_fsync = 82, N_fdatasync = 83, N_exit_group = 94, N_clock_gettime = 113, N_getaffinity = 123, N_kill = 129,
  N_sigaction = 134, N_sigprocmask = 135, N_sigtimedwait = 137, N_setsid = 157, N_prctl = 167, N_getpid = 172,
  N_getppid = 173, N_munmap = 215, N_clone = 220, N_mmap = 222, N_fadvise = 223, N_mincore = 232, N_wait4 = 260, N_syncfs = 267,
  N_fallocate = 47, N_setaffinity = 122, N_utimensat = 88
};
INLINE long call6(long n, long a, long b, long c, long d, long e, long f) {
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
  return x0;
}
__asm__(".text\n.global _start\n_start:\n mov x29,#0\n mov x30,#0\n mov x0,sp\n and sp,x0,#-16\n bl start\n brk #1\n");

#elif defined(__ARM_EABI__)
#define O_DIRECT 0x10000
#define O_DIRECTORY 0x4000
#define O_NOFOLLOW 0x8000
#define O_LARGEFILE 0x20000
enum {
  N_read = 3, N_write = 4, N_close = 6, N_getpid = 20, N_sync = 36, N_kill = 37, N_getppid = 64, N_setsid = 66, N_munmap = 91,
  N_wait4 = 114, N_fsync = 118, N_clone = 120, N_lseek = 140, N_flock = 143, N_fdatasync = 148, N_prctl = 172,
  N_sigaction = 174, N_sigprocmask = 175, N_sigtimedwait = 177, N_pread64 = 180, N_pwrite64 = 181, N_mmap = 192, N_getdents64 = 217,
  N_mincore = 219, N_fcntl = 221, N_getaffinity = 242, N_exit_group = 248, N_clock_gettime = 263, N_fstatfs = 267,
  N_fadvise = 270, N_openat = 322, N_mkdirat = 323, N_unlinkat = 328, N_renameat = 329, N_ppoll = 336, N_dup3 = 358, N_syncfs = 373,
  N_fallocate = 352, N_setaffinity = 241, N_utimensat = 348
};
INLINE long call6(long n, long a, long b, long c, long d, long e, long f) {
  register long r7 __asm__("r7") = n;
  register long r0 __asm__("r0") = a;
  register long r1 __asm__("r1") = b;
  register long r2 __asm__("r2") = c;
  register long r3 __asm__("r3") = d;
  register long r4 __asm__("r4") = e;
  register long r5 __asm__("r5") = f;
  __asm__ volatile("svc 0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5) : "memory");
  return r0;
}
__asm__(".text\n.global _start\n_start:\n mov fp,#0\n mov lr,#0\n mov r0,sp\n bic sp,sp,#15\n bl start\n udf #0\n");
// libgcc's division calls this on a division by zero; there is none here.
int raise(int sig) { return sig; }
void __aeabi_unwind_cpp_pr0(void) {}
#else
#error "unknown architecture"
#endif

#define P(x) ((long)(word)(x))
INLINE long call0(long n) { return call6(n, 0, 0, 0, 0, 0, 0); }
INLINE long call1(long n, long a) { return call6(n, a, 0, 0, 0, 0, 0); }
INLINE long call2(long n, long a, long b) { return call6(n, a, b, 0, 0, 0, 0); }
INLINE long call3(long n, long a, long b, long c) { return call6(n, a, b, c, 0, 0, 0); }
INLINE long call4(long n, long a, long b, long c, long d) { return call6(n, a, b, c, d, 0, 0); }

// The compiler may ask for these even in a freestanding program.
void *memcpy(void *to, const void *from, word n) {
  u8 *t = to;
  const u8 *f = from;
  while (n--) *t++ = *f++;
  return to;
}
void *memset(void *to, int value, word n) {
  u8 *t = to;
  while (n--) *t++ = (u8)value;
  return to;
}
int memcmp(const void *a, const void *b, word n) {
  const u8 *x = a, *y = b;
  for (; n--; x++, y++)
    if (*x != *y) return *x < *y ? -1 : 1;
  return 0;
}

struct timespec { long sec; long nsec; };
struct pollfd { i32 fd; short events; short revents; };
#define POLLOUT 4

struct room {
  u64 total;      // bytes of the whole file system
  u64 free;       // bytes free, reserve included
  u64 available;  // bytes free for this user
  u64 block;      // bytes of one block
  u64 kind;       // magic number of the file system
};

static long sys_open_at(int dir, const char *path, int flags) {
  return call4(N_openat, dir, P(path), flags | O_CLOEXEC | O_LARGEFILE | O_NOFOLLOW, 0644);
}
static long sys_read(int fd, void *to, word n) {
  long r;
  do r = call3(N_read, fd, P(to), (long)n);
  while (r == -EINTR);
  return r;
}
static long sys_write(int fd, const void *from, word n) {
  long r;
  do r = call3(N_write, fd, P(from), (long)n);
  while (r == -EINTR);
  return r;
}
static long sys_pread(int fd, void *to, word n, u64 at) {
  long r;
  do {
#if defined(__ARM_EABI__)
    r = call6(N_pread64, fd, P(to), (long)n, 0, (long)(u32)at, (long)(u32)(at >> 32));
#else
    r = call4(N_pread64, fd, P(to), (long)n, (long)at);
#endif
  } while (r == -EINTR);
  return r;
}
// Writes at the start of a file; used for short records only.
static long sys_write_at_start(int fd, const void *from, word n) { return call6(N_pwrite64, fd, P(from), (long)n, 0, 0, 0); }
// Moves to a place in the first 2 GiB of a file.
static long sys_seek(int fd, u32 at) {
#if defined(__ARM_EABI__)
  i64 there;
  return call6(N_lseek, fd, 0, (long)at, P(&there), SEEK_SET, 0);
#else
  return call3(N_lseek, fd, (long)at, SEEK_SET);
#endif
}
// Returns the size of an open file, or a negative errno.
static i64 sys_size(int fd) {
#if defined(__ARM_EABI__)
  i64 at = 0;
  long r = call6(N_lseek, fd, 0, 0, P(&at), SEEK_END, 0);
  if (r < 0) return r;
  i64 zero;
  call6(N_lseek, fd, 0, 0, P(&zero), SEEK_SET, 0);
  return at;
#else
  i64 at = call3(N_lseek, fd, 0, SEEK_END);
  call3(N_lseek, fd, 0, SEEK_SET);
  return at;
#endif
}
// Asks the kernel to forget what it caches of a file; clean pages only, so sync first.
static void sys_forget(int fd) {
#if defined(__ARM_EABI__)
  call6(N_fadvise, fd, POSIX_FADV_DONTNEED, 0, 0, 0, 0);
#else
  call4(N_fadvise, fd, 0, 0, POSIX_FADV_DONTNEED);
#endif
}
// Gives a part of a file back to the file system (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE); its length stays.
static long sys_punch(int fd, u64 at, u64 bytes) {
#if defined(__ARM_EABI__)
  return call6(N_fallocate, fd, 3, (long)(u32)at, (long)(u32)(at >> 32), (long)(u32)bytes, (long)(u32)(bytes >> 32));
#else
  return call4(N_fallocate, fd, 3, (long)at, (long)bytes);
#endif
}
static long sys_room(int fd, struct room *room) {
#if defined(__ARM_EABI__)
  struct __attribute__((packed, aligned(4))) {
    u32 type, bsize;
    u64 blocks, bfree, bavail, files, ffree;
    u32 fsid[2], namelen, frsize, flags, spare[4];
  } s;
  long r = call3(N_fstatfs, fd, sizeof s, P(&s));
#else
  struct {
    u64 type, bsize, blocks, bfree, bavail, files, ffree;
    u32 fsid[2];
    u64 namelen, frsize, flags, spare[4];
  } s;
  long r = call2(N_fstatfs, fd, P(&s));
#endif
  if (r < 0) return r;
  u64 unit = s.frsize ? s.frsize : s.bsize;
  room->kind = s.type;
  room->block = s.bsize;
  room->total = s.blocks * unit;
  room->free = s.bfree * unit;
  room->available = s.bavail * unit;
  return 0;
}
static void *sys_map(word bytes, int shared, int fd) {
  // PROT_READ|PROT_WRITE anonymous, or PROT_READ of a file.
  long r = call6(N_mmap, 0, (long)bytes, fd < 0 ? 3 : 1, (shared ? 1 : 2) | (fd < 0 ? 0x20 : 0), fd, 0);
  return (word)r > (word)-4096 ? (void *)0 : (void *)r;
}
static u64 sys_now_ms(void) {
  struct timespec t = {0, 0};
  call2(N_clock_gettime, CLOCK_MONOTONIC, P(&t));
  return (u64)t.sec * 1000 + (u64)(t.nsec / 1000000);
}
static void __attribute__((noreturn)) sys_exit(int code) {
  for (;;) call1(N_exit_group, code);
}
static void sys_ignore(int signal) {
  // handler SIG_IGN, then flags, restorer and mask all zero: the same start of the structure everywhere.
  word action[8] = {1, 0, 0, 0, 0, 0, 0, 0};
  call4(N_sigaction, signal, P(action), 0, 8);
}
#define MOST_PROCESSORS 1024
// Fills a bit mask with the processors that this process may use and returns their number.
static u32 sys_processors(u8 mask[MOST_PROCESSORS / 8]) {
  memset(mask, 0, MOST_PROCESSORS / 8);
  long n = call3(N_getaffinity, 0, MOST_PROCESSORS / 8, P(mask));
  u32 count = 0;
  for (long i = 0; i < n; i++) count += (u32)__builtin_popcount(mask[i]);
  return count ? count : 1;
}
#endif
