/*
 * Loaded into the service by LD_PRELOAD: makes the n-th change or read of a directory fail, come short, or be the last
 * thing that the process does. The test and this program share a page of memory, so that one process can be tried at each of
 * its writes in turn.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/* As Faults.java lays it out. */
struct control {
    int64_t count; /* calls of a kind that is asked for, so far */
    int64_t first; /* which of them something happens to */
    int64_t last;
    int64_t action; /* an errno, or one of these */
    int64_t kinds;
    int64_t hits;
    char what[4096]; /* the last that was hit */
};
enum { KILL = -9, HALF = -2 };
enum { OPEN = 1, WRITE = 2, FSYNC = 4, RENAME = 8, UNLINK = 16, MKDIR = 32, READ = 64 };

static volatile struct control *control;
static const char *directory;
static size_t length;
static unsigned char ours[65536]; /* descriptors that were opened for files in the directory */

#define REAL(name) ((__typeof__(&name))real(&real_##name, #name))
#define NEXT(name) static void *real_##name

static void *real(void **slot, const char *name) {
    if (*slot == NULL) {
        *slot = dlsym(RTLD_NEXT, name);
    }
    return *slot;
}

__attribute__((constructor)) static void begin(void) {
    const char *file = getenv("FAULTS_CONTROL");
    directory = getenv("FAULTS_DIRECTORY");
    int fd = file == NULL || directory == NULL ? -1 : open(file, O_RDWR | O_CLOEXEC);
    if (fd >= 0) {
        length = strlen(directory);
        void *page = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        control = page == MAP_FAILED ? NULL : page;
        close(fd);
    }
}

/* Whether a path, below an open directory if it is relative, is in ours. */
static int within(int at, const char *path) {
    char whole[2 * PATH_MAX];
    if (control == NULL || path == NULL) {
        return 0;
    }
    if (path[0] != '/' && at != AT_FDCWD) {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        ssize_t size = readlink(link, whole, PATH_MAX);
        if (size < 0) {
            return 0;
        }
        snprintf(whole + size, sizeof whole - size, "/%s", path);
        path = whole;
    }
    return strncmp(path, directory, length) == 0 && (path[length] == '/' || path[length] == 0);
}

/* 0 to go on, -1 with errno, 1 to do half of it. */
static int fate(int kind, const char *what) {
    if (!(control->kinds & kind)) {
        return 0;
    }
    int64_t n = __atomic_add_fetch(&control->count, 1, __ATOMIC_SEQ_CST);
    if (n < control->first || n > control->last) {
        return 0;
    }
    int64_t action = control->action;
    if (action == EINTR && n % 2 == 0) {
        return 0; /* a signal comes, but not for ever */
    }
    __atomic_add_fetch(&control->hits, 1, __ATOMIC_SEQ_CST);
    snprintf((char *)control->what, sizeof control->what, "%d %s", kind, what);
    if (action == KILL) {
        kill(getpid(), SIGKILL);
    }
    if (action == HALF) {
        return 1;
    }
    errno = (int)action;
    return -1;
}

static int fate_of(int kind, int at, const char *path) {
    return within(at, path) ? fate(kind, path) : 0;
}

static int fate_of_fd(int kind, int fd) {
    char link[64], path[PATH_MAX];
    if (control == NULL || fd < 0 || fd >= (int)sizeof ours || !ours[fd]) {
        return 0;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    path[size < 0 ? 0 : size] = 0;
    return fate_of(kind, AT_FDCWD, path); /* by now it may be another file, or a connection */
}

static int note(int fd, int at, const char *path) {
    if (fd >= 0 && fd < (int)sizeof ours) {
        ours[fd] = within(at, path);
    }
    return fd;
}

#define OPENS(name, at, parameters, arguments)                                                                         \
    NEXT(name);                                                                                                        \
    int name parameters {                                                                                              \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                        \
        va_end(rest);                                                                                                  \
        if ((flags & (O_CREAT | O_WRONLY | O_RDWR)) && fate_of(OPEN, at, path) < 0) {                                  \
            return -1;                                                                                                 \
        }                                                                                                              \
        return note(REAL(name) arguments, at, path);                                                                   \
    }

OPENS(open, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPENS(open64, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPENS(openat, at, (int at, const char *path, int flags, ...), (at, path, flags, mode))
OPENS(openat64, at, (int at, const char *path, int flags, ...), (at, path, flags, mode))

#define TRANSFERS(kind, name, parameters, arguments, shorter)                                                                  \
    NEXT(name);                                                                                                        \
    ssize_t name parameters {                                                                                          \
        int what = fate_of_fd(kind, fd);                                                                               \
        return what < 0 ? -1 : what > 0 ? REAL(name) shorter : REAL(name) arguments;                                   \
    }

TRANSFERS(WRITE, write, (int fd, const void *from, size_t n), (fd, from, n), (fd, from, (n + 1) / 2))
TRANSFERS(WRITE, pwrite, (int fd, const void *from, size_t n, off_t where), (fd, from, n, where),
          (fd, from, (n + 1) / 2, where))
TRANSFERS(WRITE, pwrite64, (int fd, const void *from, size_t n, off64_t where), (fd, from, n, where),
          (fd, from, (n + 1) / 2, where))
TRANSFERS(READ, read, (int fd, void *to, size_t n), (fd, to, n), (fd, to, (n + 1) / 2))
TRANSFERS(READ, pread, (int fd, void *to, size_t n, off_t where), (fd, to, n, where), (fd, to, (n + 1) / 2, where))
TRANSFERS(READ, pread64, (int fd, void *to, size_t n, off64_t where), (fd, to, n, where), (fd, to, (n + 1) / 2, where))

#define CALLS(name, asked, parameters, arguments)                                                                      \
    NEXT(name);                                                                                                        \
    int name parameters { return (asked) < 0 ? -1 : REAL(name) arguments; }

CALLS(fsync, fate_of_fd(FSYNC, fd), (int fd), (fd))
CALLS(fdatasync, fate_of_fd(FSYNC, fd), (int fd), (fd))
CALLS(rename, fate_of(RENAME, AT_FDCWD, to), (const char *from, const char *to), (from, to))
CALLS(renameat, fate_of(RENAME, there, to), (int at, const char *from, int there, const char *to), (at, from, there, to))
CALLS(link, fate_of(RENAME, AT_FDCWD, to), (const char *from, const char *to), (from, to))
CALLS(unlink, fate_of(UNLINK, AT_FDCWD, path), (const char *path), (path))
CALLS(unlinkat, fate_of(UNLINK, at, path), (int at, const char *path, int flags), (at, path, flags))
CALLS(mkdir, fate_of(MKDIR, AT_FDCWD, path), (const char *path, mode_t mode), (path, mode))
