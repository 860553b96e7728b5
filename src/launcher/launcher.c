/*
 * Starts Kazari with less than its user may do: no file outside memory and the records directory can be written, no socket leads to a
 * network. What a person saves goes through the broker. Where the kernel has no Landlock, Kazari starts without it and says so
 * (docs/adr/0011-confinement.md).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "broker.h"
#include "confinement.h"

#define APPLICATION "kazari-app"
#define EXPORT_DIRECTORY "--export-directory="
/* As main refuses: a start that was not allowed. */
#define REFUSED 2

static void refuse(const char *sentence, const char *detail) {
  fprintf(stderr, "Kazari could not start: %s%s%s\n", sentence, detail == NULL ? "" : " ", detail == NULL ? "" : detail);
  exit(REFUSED);
}

static void set_number(const char *name, int value) {
  char text[16];
  snprintf(text, sizeof text, "%d", value);
  setenv(name, text, 1);
}

static void join(char *target, const char *folder, const char *name) {
  if (snprintf(target, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX) refuse("a path is too long:", folder);
}

/* Makes a folder for this user alone, with the folders above it. */
static void make_folder(const char *path) {
  char part[PATH_MAX];
  snprintf(part, sizeof part, "%s", path);
  for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(part, 0700);
    *slash = '/';
  }
  if (mkdir(part, 0700) != 0 && errno != EEXIST) refuse("its records directory cannot be made:", path);
}

/* $XDG_CONFIG_HOME/kazari/records, as main has it (src/main/startup/places.ts). */
static void find_records(char *records) {
  const char *config = getenv("XDG_CONFIG_HOME");
  const char *home = getenv("HOME");
  char folder[PATH_MAX];
  if (config != NULL && config[0] == '/') {
    snprintf(folder, sizeof folder, "%s", config);
  } else {
    if (home == NULL || home[0] != '/') refuse("the variable HOME is not set.", NULL);
    join(folder, home, ".config");
  }
  join(records, folder, "kazari/records");
  make_folder(records);
}

/* Memory of this user alone, or of everybody. */
static const char *find_memory(void) {
  const char *runtime = getenv("XDG_RUNTIME_DIR");
  struct stat found;
  if (runtime != NULL && runtime[0] == '/' && stat(runtime, &found) == 0 && S_ISDIR(found.st_mode) &&
      found.st_uid == getuid() && lies_in_memory(runtime))
    return runtime;
  return lies_in_memory("/dev/shm") ? "/dev/shm" : NULL;
}

/* Libraries keep caches of fonts and shaders: in memory, in a folder of this user alone, or not at all. */
static void keep_caches_in(const char *memory) {
  char folder[PATH_MAX];
  if (snprintf(folder, sizeof folder, "%s/kazari-%u-cache", memory, getuid()) >= (int)sizeof folder) return;
  struct stat found;
  mkdir(folder, 0700);
  /* Names in /dev/shm can be guessed: somebody else may have been there first. */
  if (lstat(folder, &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == getuid() && (found.st_mode & 077) == 0)
    setenv("XDG_CACHE_HOME", folder, 1);
}

/* False: a rule could not be set. */
static bool confine(const char *records, const char *memory) {
  Landlock landlock;
  return landlock_begin(&landlock, false) &&
         /* Cameras come and go: a rule for each would miss the next one. What else lies here, its user may not write. */
         landlock_allow(&landlock, "/dev", RIGHTS_DEVICES) &&
         /* Chromium's sandbox maps its users there. */
         landlock_allow(&landlock, "/proc", RIGHTS_DEVICES) &&
         (!lies_in_memory("/dev/shm") || landlock_allow(&landlock, "/dev/shm", RIGHTS_FOLDER)) &&
         (memory == NULL || landlock_allow(&landlock, memory, RIGHTS_FOLDER)) &&
         landlock_allow(&landlock, records, RIGHTS_FOLDER) && landlock_enforce(&landlock);
}

/* A kiosk's export folder from the command line, "" for a kiosk without one, NULL for a start that is no kiosk. */
static const char *export_directory_of(int count, char **arguments) {
  const char *folder = "";
  bool kiosk = false;
  for (int index = 1; index < count; index += 1) {
    if (strcmp(arguments[index], "--kiosk") == 0) kiosk = true;
    if (strncmp(arguments[index], EXPORT_DIRECTORY, strlen(EXPORT_DIRECTORY)) == 0)
      folder = arguments[index] + strlen(EXPORT_DIRECTORY);
  }
  return kiosk ? folder : NULL;
}

/*
 * No copy of memory when a process dies: a limit of one byte stops a file and, as nothing else does, a program that the system hands dumps
 * to (core(5), "Piping core dumps to a program"; the kernel takes 1 for its own guard against endless dumps).
 */
static void refuse_core_dumps(void) {
  struct rlimit one = {1, 1};
  setrlimit(RLIMIT_CORE, &one);
}

int main(int count, char **arguments) {
  char own[PATH_MAX], folder[PATH_MAX], application[PATH_MAX], records[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
  if (length < 0) refuse("/proc is not there.", NULL);
  own[length] = '\0';
  snprintf(folder, sizeof folder, "%s", dirname(own));
  join(application, folder, APPLICATION);
  find_records(records);

  /* Nothing that a library writes by itself goes to a disk: what is refused below is not even tried. */
  const char *memory = find_memory();
  if (memory != NULL) {
    setenv("TMPDIR", memory, 1);
    keep_caches_in(memory);
  }
  setenv("MESA_SHADER_CACHE_DISABLE", "true", 1);
  setenv("__GL_SHADER_DISK_CACHE", "0", 1);

  refuse_core_dumps();
  int abi = landlock_version();
  set_number("KAZARI_LANDLOCK_ABI", abi);
  if (abi == 0) {
    fprintf(stderr, "Kazari: this kernel has no Landlock, so the system itself does not refuse writes elsewhere.\n");
  } else {
    int broker = start_broker(export_directory_of(count, arguments));
    if (broker < 0) refuse("the process that saves files:", strerror(errno));
    set_number("KAZARI_BROKER_FD", broker);
    if (!confine(records, memory)) refuse("it could not be confined:", strerror(errno));
  }
  if (!refuse_network(true)) refuse("the network could not be refused:", strerror(errno));

  arguments[0] = application;
  execv(application, arguments);
  refuse(application, strerror(errno));
}
