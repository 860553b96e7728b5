/*
 * Landlock (landlock(7), kernel documentation "Landlock: unprivileged access control", ABI 1 to 7) and seccomp filters (seccomp(2)).
 * The numbers stand here because a system's headers can be older than its kernel.
 */
#define _GNU_SOURCE
#include "confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#define LANDLOCK_CREATE_RULESET 444
#define LANDLOCK_ADD_RULE 445
#define LANDLOCK_RESTRICT_SELF 446
#define LANDLOCK_CREATE_RULESET_VERSION 1
#define LANDLOCK_RULE_PATH_BENEATH 1

#define FS_EXECUTE (1ULL << 0)
#define FS_WRITE_FILE (1ULL << 1)
#define FS_READ_FILE (1ULL << 2)
#define FS_READ_DIR (1ULL << 3)
#define FS_REMOVE_DIR (1ULL << 4)
#define FS_REMOVE_FILE (1ULL << 5)
#define FS_MAKE_CHAR (1ULL << 6)
#define FS_MAKE_DIR (1ULL << 7)
#define FS_MAKE_REG (1ULL << 8)
#define FS_MAKE_SOCK (1ULL << 9)
#define FS_MAKE_FIFO (1ULL << 10)
#define FS_MAKE_BLOCK (1ULL << 11)
#define FS_MAKE_SYM (1ULL << 12)
#define FS_REFER (1ULL << 13)
#define FS_TRUNCATE (1ULL << 14)
#define FS_IOCTL_DEV (1ULL << 15)
#define NET_BIND_TCP (1ULL << 0)
#define NET_CONNECT_TCP (1ULL << 1)

#define READING (FS_EXECUTE | FS_READ_FILE | FS_READ_DIR)
#define CHANGING                                                                                                  \
  (FS_WRITE_FILE | FS_REMOVE_DIR | FS_REMOVE_FILE | FS_MAKE_CHAR | FS_MAKE_DIR | FS_MAKE_REG | FS_MAKE_SOCK |     \
   FS_MAKE_FIFO | FS_MAKE_BLOCK | FS_MAKE_SYM | FS_REFER | FS_TRUNCATE)
/* A rule on a single file may name these alone. */
#define OF_FILES (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)

struct ruleset_attributes {
  uint64_t handled_access_fs;
  uint64_t handled_access_net;
};

struct path_beneath_attributes {
  uint64_t allowed_access;
  int32_t parent_fd;
} __attribute__((packed));

int landlock_version(void) {
  long version = syscall(LANDLOCK_CREATE_RULESET, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version < 0 ? 0 : (int)version;
}

static uint64_t known_to(int abi, uint64_t rights) {
  if (abi < 2) rights &= ~FS_REFER;
  if (abi < 3) rights &= ~FS_TRUNCATE;
  if (abi < 5) rights &= ~FS_IOCTL_DEV;
  return rights;
}

static uint64_t handled(const Landlock *landlock) {
  uint64_t rights = CHANGING | FS_IOCTL_DEV | (landlock->handles_reading ? READING : 0);
  return known_to(landlock->abi, rights);
}

bool landlock_begin(Landlock *landlock, bool handles_reading) {
  landlock->abi = landlock_version();
  landlock->handles_reading = handles_reading;
  if (landlock->abi == 0) {
    errno = EOPNOTSUPP;
    return false;
  }
  struct ruleset_attributes attributes = {
      .handled_access_fs = handled(landlock),
      .handled_access_net = landlock->abi < 4 ? 0 : NET_BIND_TCP | NET_CONNECT_TCP,
  };
  size_t size = landlock->abi < 4 ? sizeof attributes.handled_access_fs : sizeof attributes;
  landlock->ruleset = (int)syscall(LANDLOCK_CREATE_RULESET, &attributes, size, 0);
  return landlock->ruleset >= 0;
}

static uint64_t rights_of(Rights rights) {
  switch (rights) {
    case RIGHTS_READ:
      return READING;
    case RIGHTS_DEVICES:
      return READING | FS_WRITE_FILE | FS_TRUNCATE | FS_IOCTL_DEV;
    case RIGHTS_FOLDER:
      return READING | (CHANGING & ~(FS_MAKE_CHAR | FS_MAKE_BLOCK));
  }
  return 0;
}

bool landlock_allow(const Landlock *landlock, const char *path, Rights rights) {
  int fd = open(path, O_PATH | O_CLOEXEC);
  if (fd < 0) return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
  struct stat found;
  uint64_t allowed = rights_of(rights) & handled(landlock);
  bool done = fstat(fd, &found) == 0;
  if (done && !S_ISDIR(found.st_mode)) allowed &= OF_FILES;
  struct path_beneath_attributes attributes = {.allowed_access = allowed, .parent_fd = fd};
  /* An empty rule is an error to the kernel; where reading is free, a rule that only reads says nothing. */
  if (done && allowed != 0)
    done = syscall(LANDLOCK_ADD_RULE, landlock->ruleset, LANDLOCK_RULE_PATH_BENEATH, &attributes, 0) == 0;
  close(fd);
  return done;
}

bool landlock_enforce(Landlock *landlock) {
  bool done = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
              syscall(LANDLOCK_RESTRICT_SELF, landlock->ruleset, 0) == 0;
  close(landlock->ruleset);
  return done;
}

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "Kazari's launcher knows x86_64 and aarch64"
#endif
/* The x32 calls of x86_64 begin here: nobody uses them, and they would get past numbers that are compared. */
#define FOREIGN_NUMBERS 0x40000000

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define REFUSE(error) ANSWER(SECCOMP_RET_ERRNO | (error))
/* When the loaded value is `number`, goes on with the next instruction, else jumps over `count`. */
#define UNLESS(number, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, (count))

bool refuse_network(bool programs) {
  const uint32_t start_program = programs ? SECCOMP_RET_ALLOW : SECCOMP_RET_ERRNO | EACCES;
  struct sock_filter steps[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
      REFUSE(ENOSYS),
      LOAD(nr),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN_NUMBERS, 0, 1),
      REFUSE(ENOSYS),
      UNLESS(SYS_io_uring_setup, 1),
      REFUSE(ENOSYS),
      UNLESS(SYS_execve, 1),
      ANSWER(start_program),
      UNLESS(SYS_execveat, 1),
      ANSWER(start_program),
      UNLESS(SYS_socket, 5),
      /* The family: the low half of the first argument. */
      LOAD(args[0]),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 2, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 1, 0),
      REFUSE(EACCES),
      ANSWER(SECCOMP_RET_ALLOW),
      ANSWER(SECCOMP_RET_ALLOW),
  };
  struct sock_fprog filter = {.len = sizeof steps / sizeof steps[0], .filter = steps};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

bool lies_in_memory(const char *path) {
  struct statfs found;
  /* statfs(2): TMPFS_MAGIC, RAMFS_MAGIC. */
  return statfs(path, &found) == 0 && (found.f_type == 0x01021994 || (unsigned long)found.f_type == 0x858458f6UL);
}
