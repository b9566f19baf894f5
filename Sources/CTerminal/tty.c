#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

bool ct_write_raw(const void *bytes, size_t count) {
    const char *rest = bytes;
    while (count > 0) {
        ssize_t written = write(STDOUT_FILENO, rest, count);
        if (written >= 0) {
            rest += written;
            count -= (size_t)written;
        } else if (errno == EAGAIN) {
            // Someone who shares the terminal made it non-blocking.
            struct pollfd out = {STDOUT_FILENO, POLLOUT, 0};
            poll(&out, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

size_t ct_read(void *bytes, size_t room) {
    struct pollfd in = {STDIN_FILENO, POLLIN, 0};
    if (poll(&in, 1, 0) != 1 || !(in.revents & POLLIN)) return 0;
    ssize_t count = read(STDIN_FILENO, bytes, room);
    return count > 0 ? (size_t)count : 0;
}

// MARK: Standard error

static volatile sig_atomic_t real_stderr = -1;
static volatile sig_atomic_t diverted_to = -1;
static bool replays = false;
// Where what was not shown yet begins.
static off_t shown_until = 0;

// At most this much of what libraries wrote is shown in the end.
enum { REPLAY = 8192 };

static int open_nameless(void) {
    const char *folder = getenv("TMPDIR");
    char path[4096];
    if (!folder || strlen(folder) > sizeof path - 32) folder = "/tmp";
    strcpy(path, folder);
    strcat(path, "/vitrine-XXXXXX");
    int file = mkstemp(path);
    if (file >= 0) unlink(path);
    return file;
}

bool ct_divert_stderr(const char *path) {
    if (real_stderr < 0) {
        int copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
        if (copy < 0) return false;
        real_stderr = copy;
    }
    int file = path ? open(path, O_RDWR | O_CREAT | O_APPEND, 0600) : open_nameless();
    if (file < 0) return false;
    fcntl(file, F_SETFD, FD_CLOEXEC);
    if (diverted_to >= 0) close(diverted_to);
    diverted_to = file;
    replays = path == NULL;
    shown_until = 0;
    if (ct_on_screen) ct_stderr_away();
    return true;
}

void ct_stderr_away(void) {
    if (diverted_to >= 0) dup2(diverted_to, STDERR_FILENO);
}

void ct_stderr_back(void) {
    if (real_stderr < 0 || diverted_to < 0) return;
    dup2(real_stderr, STDERR_FILENO);
    struct stat file;
    if (!replays || fstat(diverted_to, &file) != 0) return;
    if (file.st_size - shown_until > REPLAY) shown_until = file.st_size - REPLAY;
    char part[512];
    ssize_t count;
    while ((count = pread(diverted_to, part, sizeof part, shown_until)) > 0) {
        shown_until += count;
        if (write(STDERR_FILENO, part, (size_t)count) < 0) return;
    }
}

// MARK: Crashes

volatile sig_atomic_t ct_on_screen = 0;
struct termios ct_shell_modes;
char ct_reset[256];
volatile sig_atomic_t ct_reset_length = 0;

void ct_give_back_in_crash(void) {
    if (!ct_on_screen) return;
    ct_on_screen = 0;
    ct_write_raw(ct_reset, (size_t)ct_reset_length);
    tcsetattr(STDIN_FILENO, TCSANOW, &ct_shell_modes);
    ct_stderr_back();
}
