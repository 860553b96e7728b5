/*
 * One request at a time, in the byte order of the computer: RequestHead, the path, the content. The answer is an errno, 0 when the file is on
 * the disk. A file has its old bytes or all of the new ones at every moment (src/main/export/placeBroker.ts is the other end).
 */
#define _GNU_SOURCE
#include "broker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confinement.h"

#define REQUEST_MARK 0x3157424bU /* "KBW1" */
#define LARGEST_CONTENT (512ULL * 1024 * 1024)

typedef struct {
  uint32_t mark;
  uint32_t path_bytes;
  uint64_t content_bytes;
  uint32_t mode;
  uint32_t reserved;
} RequestHead;

/* What Kazari hands out, and nothing that a system would run or read as its settings. */
static const char *const ENDINGS[] = {".png", ".jpg", ".jpeg", ".webp", ".pdf", ".json", ".csv", ".zip"};

static bool read_whole(int from, void *buffer, size_t bytes) {
  for (size_t done = 0; done < bytes;) {
    ssize_t count = read(from, (char *)buffer + done, bytes - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    done += (size_t)count;
  }
  return true;
}

/* Gives an errno. */
static int write_whole(int to, const char *buffer, size_t bytes) {
  for (size_t done = 0; done < bytes;) {
    ssize_t count = write(to, buffer + done, bytes - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) return ENOSPC;
    done += (size_t)count;
  }
  return 0;
}

static bool has_allowed_ending(const char *name) {
  const char *dot = strrchr(name, '.');
  for (size_t index = 0; dot != NULL && index < sizeof ENDINGS / sizeof ENDINGS[0]; index += 1)
    if (strcasecmp(dot, ENDINGS[index]) == 0) return true;
  return false;
}

static bool is_inside(const char *folder, const char *path) {
  size_t length = strlen(folder);
  return strncmp(path, folder, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

/* Settings, keys and start files of a person's account lie behind a dot: no picture belongs there. */
static bool is_hidden_at_home(const char *path) {
  const char *home = getenv("HOME");
  char real_home[PATH_MAX];
  if (home == NULL || realpath(home, real_home) == NULL || !is_inside(real_home, path)) return false;
  return strstr(path + strlen(real_home), "/.") != NULL;
}

/* The folder of `path`, opened, and the name in it; -1 with errno. Judged by where the folder really is, past every link. */
static int open_folder(const char *export_directory, char *path, const char **name) {
  char *slash = strrchr(path, '/');
  errno = EACCES;
  if (path[0] != '/' || slash == NULL || slash[1] == '\0' || slash[1] == '.') return -1;
  *name = slash + 1;
  if (!has_allowed_ending(*name)) return -1;
  *slash = '\0';
  int folder = open(slash == path ? "/" : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return -1;
  char link[64], real[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  ssize_t length = readlink(link, real, sizeof real - 1);
  real[length < 0 ? 0 : length] = '\0';
  bool allowed = export_directory == NULL
                     ? !is_hidden_at_home(real)
                     : export_directory[0] != '\0' && is_inside(export_directory, real);
  if (length > 0 && allowed) return folder;
  close(folder);
  errno = EACCES;
  return -1;
}

/* A link, a folder, a device or a file made read-only is not replaced. */
static bool may_replace(int folder, const char *name) {
  struct stat found;
  if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0) return errno == ENOENT;
  errno = EACCES;
  return S_ISREG(found.st_mode) && (found.st_mode & 0222) != 0 && faccessat(folder, name, W_OK, 0) == 0;
}

/* Takes the content in, whether it can be written or not, so that the next request is found. False: the other end is gone. */
static bool take_content(int from, int to, uint64_t bytes, int *error) {
  static char buffer[256 * 1024];
  while (bytes > 0) {
    size_t part = bytes < sizeof buffer ? (size_t)bytes : sizeof buffer;
    if (!read_whole(from, buffer, part)) return false;
    if (*error == 0) *error = write_whole(to, buffer, part);
    bytes -= part;
  }
  return true;
}

static int make_temporary(int folder, mode_t mode, char *name, size_t size) {
  uint64_t random;
  if (getrandom(&random, sizeof random, 0) != sizeof random) return -1;
  snprintf(name, size, ".kazari-%016llx.kazari-tmp", (unsigned long long)random);
  int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode & 0666);
  /* Who may read a file that is replaced was decided when it was made, not by what is masked here. */
  if (file >= 0) fchmod(file, mode & 0666);
  return file;
}

/* Serves one request. False: the other end is gone, or does not speak the protocol. */
static bool serve(int socket, const char *export_directory) {
  RequestHead head;
  char path[PATH_MAX], temporary[64];
  const char *name = NULL;
  if (!read_whole(socket, &head, sizeof head) || head.mark != REQUEST_MARK || head.path_bytes >= sizeof path ||
      head.content_bytes > LARGEST_CONTENT)
    return false;
  if (!read_whole(socket, path, head.path_bytes)) return false;
  path[head.path_bytes] = '\0';
  int error = strlen(path) == head.path_bytes ? 0 : EACCES;
  int folder = -1, file = -1;
  if (error == 0 && (folder = open_folder(export_directory, path, &name)) < 0) error = errno;
  if (error == 0 && !may_replace(folder, name)) error = errno;
  if (error == 0 && (file = make_temporary(folder, head.mode, temporary, sizeof temporary)) < 0) error = errno;
  bool connected = take_content(socket, file, head.content_bytes, &error);
  if (!connected) error = EPIPE;
  if (error == 0 && fsync(file) != 0) error = errno;
  if (error == 0 && renameat(folder, temporary, folder, name) != 0) error = errno;
  if (file >= 0) {
    close(file);
    if (error != 0) unlinkat(folder, temporary, 0);
  }
  if (error == 0) fsync(folder);
  if (folder >= 0) close(folder);
  int32_t answer = error;
  return connected && write_whole(socket, (const char *)&answer, sizeof answer) == 0;
}

int start_broker(const char *export_directory) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -1;
  pid_t child = fork();
  if (child < 0) return -1;
  if (child > 0) {
    close(ends[1]);
    waitpid(child, NULL, 0);
    return ends[0];
  }
  /* Forked twice: the broker is nobody's child, so that Kazari has no stranger among its own. It ends when Kazari's end is closed. */
  if (fork() != 0) _exit(0);
  close(ends[0]);
  setsid();
  int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = 0; fd < 3; fd += 1) dup2(nothing, fd);
  prctl(PR_SET_DUMPABLE, 0);
  prctl(PR_SET_NAME, "kazari-broker");
  char real[PATH_MAX];
  if (export_directory != NULL && export_directory[0] != '\0')
    export_directory = realpath(export_directory, real) == NULL ? "" : real;
  if (!refuse_network(false)) _exit(1);
  while (serve(ends[1], export_directory)) continue;
  _exit(0);
}
