/* measure REPORT PROGRAM [ARGUMENT...]
 *
 * Runs a program and writes to REPORT, as JSON, how long it took, its processor time, its peak
 * memory and its status. A process's peak counts what it was before it became the program, so
 * the one that starts it has to be this small; a Python process would be all one saw of the
 * small programs.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: measure REPORT PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execvp(argv[2], argv + 2);
        fprintf(stderr, "measure: %s: %s\n", argv[2], strerror(errno));
        _exit(127);
    }
    int status;
    struct rusage used;
    pid_t ended;
    do ended = wait4(child, &status, 0, &used);
    while (ended < 0 && errno == EINTR);
    double wall = now() - start;
    if (child < 0 || ended < 0) {
        perror("measure");
        return 1;
    }
    FILE *report = fopen(argv[1], "w");
    if (!report) {
        perror(argv[1]);
        return 1;
    }
    fprintf(report, "{\"wall\": %.9f, \"cpu\": %.6f, \"peak\": %ld, \"status\": %d}\n", wall,
        seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss * 1024L,
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return fclose(report) ? 1 : 0;
}
