/*
 * A disk that fails on purpose, for one process: LD_PRELOAD it (test/world/faultfs.ts compiles it and sets these).
 *
 *   FAULT_ROOT=/abs/dir  calls on this folder and what is below it count, no others
 *   FAULT_LOG=file       one line a counted call: "n operation inode path"
 *   FAULT_OPS=a,b        only these operations count (all when unset)
 *   FAULT_AT=n           the n-th counted call is hit; 0 = none
 *   FAULT_DO=kill        SIGKILL before that call
 *            lose        the power goes: what no fsync made durable is undone, then SIGKILL
 *            EIO ENOSPC  that call fails, once; with FAULT_STICK=1 every counted one after it, too
 *            slow        that call waits FAULT_WAIT milliseconds first, while other threads go on; with FAULT_STICK=1 every
 *                        one after it, too; all calls are counted, FAULT_OPS says which of them wait
 *   FAULT_SEED=n         lose: each thing is undone with chance 1/2, by this seed; 0 = all of them
 *   FAULT_LIE=1          fsync says yes and does nothing
 *
 * What "lose" takes back: octets written since the last fsync of their file, overwritten and cut-off ones too; names
 * made, linked or renamed without an fsync of their folder (a folder whose name was not made durable goes with all it
 * holds, as POSIX allows). Not seen: names that were removed, names that a rename replaced, mmap.
 * Not counted: what glibc or the kernel does without the calls below (copy_file_range, sendfile, io_uring).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATH 1024

static pthread_mutex_t mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static const char *root, *act, *ops;
static long at, calls, stick, seed, lies, delay;
static int log_fd = -1;

/* GREW: the file had `size` octets when it was synced last. OVER: `size` octets at `offset` were `old`. */
enum kind { GREW, OVER, MADE, RENAMED };
struct change {
  enum kind kind;
  int durable;
  long size, offset;
  char *old;
  char path[PATH], from[PATH];
};
static struct change *changes;
static int count, room;

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

__attribute__((constructor)) static void begin(void) {
  root = getenv("FAULT_ROOT");
  act = getenv("FAULT_DO");
  ops = getenv("FAULT_OPS");
  if (!act) act = "";
  at = number("FAULT_AT");
  stick = number("FAULT_STICK");
  lies = number("FAULT_LIE");
  delay = number("FAULT_WAIT");
  seed = number("FAULT_SEED");
  srandom(seed);
  const char *log = getenv("FAULT_LOG");
  if (log) log_fd = syscall(SYS_open, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

static int below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  return !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int ours(const char *path) { return root && below(path, root); }

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return ours(path);
}

static int path_at(int folder, const char *name, char *path) {
  char parent[PATH];
  if (*name == '/') snprintf(path, PATH, "%s", name);
  else if (folder == AT_FDCWD) snprintf(path, PATH, "%.500s/%.500s", getcwd(parent, PATH) ? parent : "", name);
  else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, parent, PATH - 1);
    parent[length < 0 ? 0 : length] = 0;
    snprintf(path, PATH, "%.500s/%.500s", parent, name);
  }
  return ours(path);
}

static struct change *remember(enum kind kind, const char *path) {
  if (count == room) changes = realloc(changes, (room = room ? room * 2 : 256) * sizeof *changes);
  struct change *one = &changes[count++];
  memset(one, 0, sizeof *one);
  one->kind = kind;
  snprintf(one->path, PATH, "%s", path);
  return one;
}

static int in_folder(const char *path, const char *folder) {
  size_t length = strlen(folder);
  return below(path, folder) && path[length] == '/' && !strchr(path + length + 1, '/');
}

/* What was below `from` is below `to` now. */
static void follow(const char *from, const char *to, int upto) {
  char moved[2 * PATH];
  for (int i = 0; i < upto; i++)
    if (below(changes[i].path, from)) {
      snprintf(moved, sizeof moved, "%s%s", to, changes[i].path + strlen(from));
      snprintf(changes[i].path, PATH, "%.1000s", moved);
    }
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
  (void)st, (void)ftw;
  syscall(type == FTW_DP ? SYS_rmdir : SYS_unlink, path);
  return 0;
}

static int open_up(const char *path, const struct stat *st, int type, struct FTW *ftw) {
  (void)st, (void)ftw;
  if (type == FTW_D || type == FTW_DNR) syscall(SYS_chmod, path, 0755);
  return 0;
}

static void put_back(struct change *one) {
  struct stat st;
  if (syscall(SYS_newfstatat, AT_FDCWD, one->path, &st, AT_SYMLINK_NOFOLLOW)) return;
  syscall(SYS_chmod, one->path, 0600);
  if (one->kind == GREW) {
    if (st.st_size > one->size) syscall(SYS_truncate, one->path, one->size);
  } else {
    int fd = syscall(SYS_open, one->path, O_WRONLY | O_CLOEXEC);
    if (fd >= 0) syscall(SYS_pwrite64, fd, one->old, one->size, one->offset), syscall(SYS_close, fd);
  }
  syscall(SYS_chmod, one->path, st.st_mode & 07777);
}

static void lose(void) {
  for (int i = count - 1; i >= 0; i--) {
    struct change *one = &changes[i];
    if (one->durable || (seed && random() % 2)) continue;
    if (one->kind == GREW || one->kind == OVER) put_back(one);
    else if (one->kind == MADE) {
      nftw(one->path, open_up, 32, FTW_PHYS);
      nftw(one->path, remove_one, 32, FTW_PHYS | FTW_DEPTH);
    } else if (!syscall(SYS_rename, one->path, one->from)) follow(one->path, one->from, i);
  }
}

#define LOCK pthread_mutex_lock(&mutex)
#define UNLOCK pthread_mutex_unlock(&mutex)

static int counts(const char *op) {
  if (!ops) return 1;
  const char *found = strstr(ops, op);
  size_t length = strlen(op);
  return found && (found == ops || found[-1] == ',') && (found[length] == ',' || !found[length]);
}

/* Counts one call, under the lock; 1 = it must fail with the errno that is set. */
static int hit(const char *op, const char *path, int fd) {
  int slow = !strcmp(act, "slow"), chosen = counts(op);
  if (!chosen && !slow) return 0;
  calls++;
  if (log_fd >= 0) {
    struct stat st;
    char line[PATH + 64];
    unsigned long inode = fd >= 0 && !fstat(fd, &st) ? st.st_ino : 0;
    int length = snprintf(line, sizeof line, "%ld %s %lu %s\n", calls, op, inode, path);
    syscall(SYS_write, log_fd, line, length);
  }
  if (!at || calls < at || (calls > at && !stick)) return 0;
  if (!strcmp(act, "lose")) lose();
  if (!strcmp(act, "kill") || !strcmp(act, "lose")) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
  }
  if (slow) {
    if (!chosen) return 0;
    UNLOCK;
    usleep(delay * 1000);
    LOCK;
    return 0;
  }
  errno = !strcmp(act, "ENOSPC") ? ENOSPC : EIO;
  return 1;
}

/* `length` octets at `offset` are about to be written over (or cut off). */
static void overwrite(int fd, const char *path, long offset, long length) {
  struct stat st;
  if (fstat(fd, &st)) return;
  int known = 0;
  for (int i = count - 1; i >= 0 && !known; i--)
    known = !changes[i].durable && changes[i].kind == GREW && !strcmp(changes[i].path, path);
  if (!known) remember(GREW, path)->size = st.st_size;
  if (offset >= st.st_size || length <= 0) return;
  if (length > st.st_size - offset) length = st.st_size - offset;
  char *old = malloc(length);
  int reading = syscall(SYS_open, path, O_RDONLY | O_CLOEXEC);
  long got = reading < 0 ? -1 : syscall(SYS_pread64, reading, old, length, offset);
  if (reading >= 0) syscall(SYS_close, reading);
  if (got <= 0) {
    free(old);
    return;
  }
  struct change *one = remember(OVER, path);
  one->old = old, one->size = got, one->offset = offset;
}

static void overwrite_here(int fd, const char *path, long length) {
  struct stat st;
  long offset = lseek(fd, 0, SEEK_CUR);
  if (fcntl(fd, F_GETFL) & O_APPEND && !fstat(fd, &st)) offset = st.st_size;
  overwrite(fd, path, offset, length);
}

static void cut(int fd, const char *path, long size) {
  struct stat st;
  if (!fstat(fd, &st)) overwrite(fd, path, size, st.st_size - size);
}

static void synced(int fd, const char *path) {
  struct stat st;
  int folder = !fstat(fd, &st) && S_ISDIR(st.st_mode);
  for (int i = 0; i < count; i++) {
    struct change *one = &changes[i];
    int name = one->kind == MADE || one->kind == RENAMED;
    if (folder ? name && in_folder(one->path, path) : !name && !strcmp(one->path, path)) {
      one->durable = 1;
      free(one->old);
      one->old = NULL;
    }
  }
}

static long total(const struct iovec *parts, int many) {
  long sum = 0;
  for (int i = 0; i < many; i++) sum += parts[i].iov_len;
  return sum;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* A call on an open file: counted, its damage remembered first, then made. */
#define ON_FILE(op, before, call) \
  do { \
    char path[PATH]; \
    LOCK; \
    int counted = path_of(fd, path); \
    if (counted && hit(op, path, fd)) { \
      UNLOCK; \
      return -1; \
    } \
    if (counted) { before; } \
    __typeof__(call) result = call; \
    UNLOCK; \
    return result; \
  } while (0)

ssize_t write(int fd, const void *data, size_t n) { REAL(write); ON_FILE("write", overwrite_here(fd, path, n), real(fd, data, n)); }
ssize_t writev(int fd, const struct iovec *v, int n) { REAL(writev); ON_FILE("write", overwrite_here(fd, path, total(v, n)), real(fd, v, n)); }
ssize_t pwrite(int fd, const void *data, size_t n, off_t o) { REAL(pwrite); ON_FILE("write", overwrite(fd, path, o, n), real(fd, data, n, o)); }
ssize_t pwrite64(int fd, const void *data, size_t n, off64_t o) { REAL(pwrite64); ON_FILE("write", overwrite(fd, path, o, n), real(fd, data, n, o)); }
ssize_t pwritev(int fd, const struct iovec *v, int n, off_t o) { REAL(pwritev); ON_FILE("write", overwrite(fd, path, o, total(v, n)), real(fd, v, n, o)); }
ssize_t pwritev64(int fd, const struct iovec *v, int n, off64_t o) { REAL(pwritev64); ON_FILE("write", overwrite(fd, path, o, total(v, n)), real(fd, v, n, o)); }
int ftruncate(int fd, off_t n) { REAL(ftruncate); ON_FILE("truncate", cut(fd, path, n), real(fd, n)); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); ON_FILE("truncate", cut(fd, path, n), real(fd, n)); }
#define SYNCED if (lies) { UNLOCK; return 0; } synced(fd, path)
int fsync(int fd) { REAL(fsync); ON_FILE("fsync", SYNCED, real(fd)); }
int fdatasync(int fd) { REAL(fdatasync); ON_FILE("fsync", SYNCED, real(fd)); }
int fchmod(int fd, mode_t mode) { REAL(fchmod); ON_FILE("chmod", , real(fd, mode)); }

/* A call that makes the name `to`. */
static int name_made(const char *op, enum kind kind, const char *from, const char *to, int made_by(const void *), const void *call) {
  struct stat st;
  LOCK;
  if (hit(op, to, -1)) {
    UNLOCK;
    return -1;
  }
  int was = !lstat(to, &st);
  int result = made_by(call);
  int error = errno;
  if (!result) {
    for (int i = 0; kind == RENAMED && i < count; i++)
      if (!strcmp(changes[i].path, to)) changes[i].durable = 1;
    if (kind == RENAMED) follow(from, to, count);
    if (!was) {
      struct change *one = remember(kind, to);
      if (kind == RENAMED) snprintf(one->from, PATH, "%s", from);
    }
  }
  UNLOCK;
  errno = error;
  return result;
}

struct two { void *real; int d1, d2, flags; const char *a, *b; };
static int do_rename(const void *p) { const struct two *c = p; return syscall(SYS_renameat2, c->d1, c->a, c->d2, c->b, c->flags); }
static int do_link(const void *p) { const struct two *c = p; return syscall(SYS_linkat, c->d1, c->a, c->d2, c->b, c->flags); }
static int do_symlink(const void *p) { const struct two *c = p; return syscall(SYS_symlinkat, c->a, c->d2, c->b); }
static int do_mkdir(const void *p) { const struct two *c = p; return syscall(SYS_mkdirat, c->d2, c->b, c->flags); }

static int two_names(const char *op, enum kind kind, int d1, const char *a, int d2, const char *b, int flags, int act_by(const void *)) {
  char from[PATH], to[PATH];
  struct two call = {NULL, d1, d2, flags, a, b};
  if (a) path_at(d1, a, from);
  if (!path_at(d2, b, to)) return act_by(&call);
  return name_made(op, kind, from, to, act_by, &call);
}

int rename(const char *a, const char *b) { return two_names("rename", RENAMED, AT_FDCWD, a, AT_FDCWD, b, 0, do_rename); }
int renameat(int d, const char *a, int e, const char *b) { return two_names("rename", RENAMED, d, a, e, b, 0, do_rename); }
int renameat2(int d, const char *a, int e, const char *b, unsigned f) { return two_names("rename", RENAMED, d, a, e, b, f, do_rename); }
int link(const char *a, const char *b) { return two_names("link", MADE, AT_FDCWD, a, AT_FDCWD, b, 0, do_link); }
int linkat(int d, const char *a, int e, const char *b, int f) { return two_names("link", MADE, d, a, e, b, f, do_link); }
int symlink(const char *a, const char *b) { return two_names("symlink", MADE, AT_FDCWD, a, AT_FDCWD, b, 0, do_symlink); }
int symlinkat(const char *a, int e, const char *b) { return two_names("symlink", MADE, AT_FDCWD, a, e, b, 0, do_symlink); }
int mkdir(const char *b, mode_t m) { return two_names("mkdir", MADE, AT_FDCWD, NULL, AT_FDCWD, b, m, do_mkdir); }
int mkdirat(int d, const char *b, mode_t m) { return two_names("mkdir", MADE, AT_FDCWD, NULL, d, b, m, do_mkdir); }

/* A call that removes the name. */
static int removed(const char *op, int folder, const char *name, int flags) {
  char path[PATH];
  LOCK;
  int counted = path_at(folder, name, path);
  if (counted && hit(op, path, -1)) {
    UNLOCK;
    return -1;
  }
  int result = syscall(SYS_unlinkat, folder, name, flags);
  int error = errno;
  for (int i = 0; counted && !result && i < count; i++)
    if (below(changes[i].path, path)) changes[i].durable = 1;
  UNLOCK;
  errno = error;
  return result;
}

int unlink(const char *name) { return removed("unlink", AT_FDCWD, name, 0); }
int rmdir(const char *name) { return removed("rmdir", AT_FDCWD, name, AT_REMOVEDIR); }
int unlinkat(int d, const char *name, int f) { return removed(f & AT_REMOVEDIR ? "rmdir" : "unlink", d, name, f); }
int remove(const char *name) {
  struct stat st;
  return lstat(name, &st) == 0 && S_ISDIR(st.st_mode) ? rmdir(name) : unlink(name);
}

int chmod(const char *name, mode_t mode) {
  char path[PATH];
  REAL(chmod);
  LOCK;
  int failed = path_at(AT_FDCWD, name, path) && hit("chmod", path, -1);
  int result = failed ? -1 : real(name, mode);
  UNLOCK;
  return result;
}

/* Opening counts when it makes or empties a file. */
static int opened(int folder, const char *name, int flags, mode_t mode) {
  char path[PATH];
  struct stat st;
  if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE || !path_at(folder, name, path))
    return syscall(SYS_openat, folder, name, flags, mode);
  LOCK;
  int was = !lstat(path, &st);
  if (hit(was ? "open" : "create", path, -1)) {
    UNLOCK;
    return -1;
  }
  if (was && flags & O_TRUNC) {
    int fd = syscall(SYS_openat, folder, name, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) cut(fd, path, 0), syscall(SYS_close, fd);
  }
  int fd = syscall(SYS_openat, folder, name, flags, mode);
  int error = errno;
  if (fd >= 0 && !was) remember(MADE, path);
  UNLOCK;
  errno = error;
  return fd;
}

#define MODE \
  va_list list; \
  va_start(list, flags); \
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, int) : 0; \
  va_end(list)
int open(const char *name, int flags, ...) { MODE; return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE; return opened(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE; return opened(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE; return opened(folder, name, flags, mode); }
int creat(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }
