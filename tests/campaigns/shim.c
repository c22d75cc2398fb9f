/* Writes down what a process does to the files under POWER_ROOT, in the order in which it does
 * it: so that states of the disk after a loss of power can be rebuilt, with what was written and
 * not yet synced dropped or torn. Preloaded (LD_PRELOAD); the log goes to POWER_LOG.
 *
 * A record: op (1 byte), length of the path (2), offset (8), length of the data (4), path, data.
 * Ops: W write, T truncate (offset: to where), S sync, U unlink, R rename (data: new path).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int out = -1;
static const char *root;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ssize_t (*real_write)(int, const void *, size_t);

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("POWER_LOG");
    root = getenv("POWER_ROOT");
    real_write = REAL(write);
    if (path && root) out = REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void note(char op, const char *path, int64_t offset, const void *data, uint32_t size) {
    if (out < 0 || strncmp(path, root, strlen(root)) != 0) return;
    uint16_t named = (uint16_t)strlen(path);
    char head[15];
    head[0] = op;
    memcpy(head + 1, &named, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &size, 4);
    pthread_mutex_lock(&lock);
    real_write(out, head, 15);
    real_write(out, path, named);
    for (uint32_t done = 0; done < size;) {
        ssize_t n = real_write(out, (const char *)data + done, size - done);
        if (n <= 0) abort();
        done += (uint32_t)n;
    }
    pthread_mutex_unlock(&lock);
}

static int named(int fd, char *path, size_t room) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, room - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return 1;
}

static void noted(char op, int fd, int64_t offset, const void *data, size_t size) {
    char path[4096];
    if (out >= 0 && fd != out && named(fd, path, sizeof path))
        note(op, path, offset, data, (uint32_t)size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    ssize_t n = REAL(pwrite64)(fd, data, size, at);
    if (n > 0) noted('W', fd, at, data, (size_t)n);
    return n;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    return pwrite64(fd, data, size, at);
}

ssize_t write(int fd, const void *data, size_t size) {
    off64_t before = out >= 0 ? lseek64(fd, 0, SEEK_CUR) : -1;
    ssize_t n = real_write ? real_write(fd, data, size) : REAL(write)(fd, data, size);
    if (n > 0 && before >= 0) {
        off64_t after = lseek64(fd, 0, SEEK_CUR); /* after an append the place is the end's */
        noted('W', fd, after - n, data, (size_t)n);
    }
    return n;
}

int fsync(int fd) {
    int done = REAL(fsync)(fd);
    if (done == 0) noted('S', fd, 0, NULL, 0);
    return done;
}

int fdatasync(int fd) {
    int done = REAL(fdatasync)(fd);
    if (done == 0) noted('S', fd, 0, NULL, 0);
    return done;
}

int ftruncate64(int fd, off64_t to) {
    int done = REAL(ftruncate64)(fd, to);
    if (done == 0) noted('T', fd, to, NULL, 0);
    return done;
}

int ftruncate(int fd, off_t to) { return ftruncate64(fd, to); }

int unlink(const char *path) {
    int done = REAL(unlink)(path);
    if (done == 0) note('U', path, 0, NULL, 0);
    return done;
}

int rename(const char *from, const char *to) {
    int done = REAL(rename)(from, to);
    if (done == 0) note('R', from, 0, to, (uint32_t)strlen(to));
    return done;
}
