/* The one way to a file outside the records directory: a small process that is not confined, and that only replaces whole files. */
#ifndef KAZARI_BROKER_H
#define KAZARI_BROKER_H

/*
 * Starts the broker; gives Kazari's end of its socket, or -1 with errno. `export_directory`: the only folder that it writes to (a
 * kiosk's), "" for none at all, NULL for wherever a person chose.
 */
int start_broker(const char *export_directory);

#endif
