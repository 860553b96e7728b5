/*
 * Loaded into the vision process alone, before its first thread: there it refuses every file but those that vision needs, every socket but
 * those of its own system, and every further program. Main names this library and the readable folders (src/main/vision/forkVision.ts).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "confinement.h"

/* What the dynamic loader, the C library and the processor's description need. */
static const char *const SYSTEM[] = {"/lib",           "/lib64",         "/usr/lib",     "/usr/lib64",
                                     "/etc/ld.so.cache", "/usr/share/zoneinfo", "/etc/localtime", "/sys/devices/system"};

__attribute__((constructor)) static void confine_vision(void) {
  char *readable = getenv("KAZARI_VISION_READS");
  if (readable == NULL) return;
  Landlock landlock;
  int done = landlock_begin(&landlock, true) && landlock_allow(&landlock, "/dev", RIGHTS_DEVICES) &&
             landlock_allow(&landlock, "/proc", RIGHTS_DEVICES) &&
             (!lies_in_memory("/dev/shm") || landlock_allow(&landlock, "/dev/shm", RIGHTS_FOLDER));
  for (size_t index = 0; index < sizeof SYSTEM / sizeof SYSTEM[0]; index += 1)
    done = done && landlock_allow(&landlock, SYSTEM[index], RIGHTS_READ);
  char *rest = NULL;
  for (char *path = strtok_r(readable, "\n", &rest); path != NULL; path = strtok_r(NULL, "\n", &rest))
    done = done && landlock_allow(&landlock, path, RIGHTS_READ);
  unsetenv("LD_PRELOAD");
  unsetenv("KAZARI_VISION_READS");
  if (done && landlock_enforce(&landlock) && refuse_network(false)) return;
  /* A vision process that was to be confined and is not must not see a frame. */
  fprintf(stderr, "Kazari vision could not be confined: %s\n", strerror(errno));
  _exit(4);
}
