/* floor MARKDOWN OUTPUT THREADS
 *
 * The least that a site generator can do: every Markdown file is read, rendered by libcmark, put
 * between two fixed strings and written, by as many threads as asked for. It knows no templates,
 * no records, no checks and no second build. `floor --version` tells libcmark's version.
 */
#include <cmark.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const sections[] = {"clients", "runbooks"};
static const char top[] =
    "<!DOCTYPE html>\n<html lang=\"es\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Agencia</title>\n<link rel=\"stylesheet\" href=\"../site.css\">\n</head>\n<body>\n"
    "<header><a href=\"../index.html\">Agencia</a></header>\n<main>\n";
static const char bottom[] = "</main>\n<footer>Agencia</footer>\n</body>\n</html>\n";

static const char *source, *target;
static char **names; /* "clients/acme", without the suffix */
static size_t count, room;
static atomic_size_t next;

static void fail(const char *doing, const char *path) {
    fprintf(stderr, "floor: cannot %s ", doing);
    perror(path);
    exit(1);
}

/* A buffer that only grows. */
struct buffer {
    char *bytes;
    size_t size, room;
};

static void reserve(struct buffer *buffer, size_t size) {
    if (size <= buffer->room) return;
    buffer->room = size * 2;
    buffer->bytes = realloc(buffer->bytes, buffer->room);
    if (!buffer->bytes) fail("allocate for", target);
}

static void append(struct buffer *buffer, const char *bytes, size_t size) {
    reserve(buffer, buffer->size + size);
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

static void list(const char *section) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", target, section);
    if (mkdir(path, 0755)) fail("make", path);
    snprintf(path, sizeof path, "%s/%s", source, section);
    DIR *folder = opendir(path);
    if (!folder) fail("list", path);
    for (struct dirent *entry; (entry = readdir(folder));) {
        size_t length = strlen(entry->d_name);
        if (length < 4 || strcmp(entry->d_name + length - 3, ".md")) continue;
        if (count == room) {
            room = room ? room * 2 : 1024;
            names = realloc(names, room * sizeof *names);
            if (!names) fail("allocate for", path);
        }
        int suffixless = (int)length - 3;
        snprintf(path, sizeof path, "%s/%.*s", section, suffixless, entry->d_name);
        names[count++] = strdup(path);
    }
    closedir(folder);
}

static void read_file(const char *name, struct buffer *in) {
    char path[PATH_MAX];
    struct stat status;
    snprintf(path, sizeof path, "%s/%s.md", source, name);
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &status)) fail("read", path);
    reserve(in, (size_t)status.st_size);
    in->size = 0;
    for (ssize_t got; in->size < (size_t)status.st_size; in->size += (size_t)got) {
        got = read(file, in->bytes + in->size, (size_t)status.st_size - in->size);
        if (got <= 0) fail("read", path);
    }
    close(file);
}

static void write_file(const char *name, const struct buffer *out) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s.html", target, name);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0 || write(file, out->bytes, out->size) != (ssize_t)out->size) fail("write", path);
    close(file);
}

static void *work(void *unused) {
    struct buffer in = {0}, out = {0};
    for (size_t index; (index = atomic_fetch_add(&next, 1)) < count;) {
        read_file(names[index], &in);
        char *html = cmark_markdown_to_html(in.bytes, in.size, CMARK_OPT_DEFAULT);
        out.size = 0;
        append(&out, top, sizeof top - 1);
        append(&out, html, strlen(html));
        append(&out, bottom, sizeof bottom - 1);
        write_file(names[index], &out);
        free(html);
    }
    free(in.bytes);
    free(out.bytes);
    return unused;
}

static void write_index(void) {
    struct buffer out = {0};
    char row[2 * NAME_MAX + 64];
    append(&out, top, sizeof top - 1);
    for (size_t index = 0; index < count; index++) {
        int length = snprintf(
            row, sizeof row, "<p><a href=\"%s.html\">%s</a></p>\n", names[index], names[index]);
        append(&out, row, (size_t)length);
    }
    append(&out, bottom, sizeof bottom - 1);
    write_file("index", &out);
}

int main(int argc, char **argv) {
    if (argc == 2 && !strcmp(argv[1], "--version")) return puts(cmark_version_string()) < 0;
    int threads = argc == 4 ? atoi(argv[3]) : 0;
    if (threads < 1 || threads > 64) {
        fputs("usage: floor MARKDOWN OUTPUT THREADS | --version\n", stderr);
        return 2;
    }
    source = argv[1];
    target = argv[2];
    if (mkdir(target, 0755)) fail("make", target);
    for (size_t index = 0; index < sizeof sections / sizeof *sections; index++)
        list(sections[index]);
    pthread_t others[64];
    for (int index = 1; index < threads; index++)
        if (pthread_create(&others[index], NULL, work, NULL)) fail("start a thread for", target);
    work(NULL);
    for (int index = 1; index < threads; index++) pthread_join(others[index], NULL);
    write_index();
    return 0;
}
