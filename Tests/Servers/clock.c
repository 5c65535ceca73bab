/* Tells a program a time that is ahead of the machine's by as many seconds as a file says. */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

time_t time(time_t *out)
{
    struct timespec now;
    long ahead = 0;
    const char *path = getenv("TESTS_CLOCK");
    FILE *file = path ? fopen(path, "r") : NULL;
    if (file) {
        if (fscanf(file, "%ld", &ahead) != 1)
            ahead = 0;
        fclose(file);
    }
    clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec + ahead;
    return now.tv_sec + ahead;
}
