/* What the kernel itself refuses to Kazari. Shared by the launcher (launcher.c) and by vision's library (vision.c). */
#ifndef KAZARI_CONFINEMENT_H
#define KAZARI_CONFINEMENT_H

#include <stdbool.h>

/* Landlock rights of a rule, named by what they are for. Each is cut down to what the running kernel knows. */
typedef enum {
  RIGHTS_READ,    /* read files, list folders, run programs */
  RIGHTS_DEVICES, /* read and write what is there, ask devices; make nothing */
  RIGHTS_FOLDER,  /* read, write, make, rename and remove plain files, folders, links and sockets */
} Rights;

/* A set of rules that is being made. `handles_reading`: whether reading is refused as well where no rule allows it. */
typedef struct {
  int ruleset;
  int abi;
  bool handles_reading;
} Landlock;

/* Landlock's version on this kernel, 0 where it has none or where it is switched off. */
int landlock_version(void);

/* Begins a set of rules that refuses every write, and TCP where the kernel can. False: errno says why. */
bool landlock_begin(Landlock *landlock, bool handles_reading);

/* Allows `rights` on and below `path`. A path that does not exist is passed over: nothing can be done there anyway. */
bool landlock_allow(const Landlock *landlock, const char *path, Rights rights);

/* Puts the calling thread, and all it will start, under the rules for good. */
bool landlock_enforce(Landlock *landlock);

/*
 * Refuses sockets of every family but AF_UNIX and AF_NETLINK (how Chromium hears of the system's own changes) with EACCES, and
 * io_uring, which could make sockets past a filter. `programs` false: refuses to start programs, too. Needs no_new_privs.
 */
bool refuse_network(bool programs);

/* Whether a path lies in memory (tmpfs or ramfs), never on a disk. */
bool lies_in_memory(const char *path);

#endif
