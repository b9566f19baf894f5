#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

// Written to by handlers and wakers, so that poll ends. What happened stands in `pending`: a full pipe loses nothing.
static int pipe_out = -1;
static int pipe_in = -1;
static _Atomic unsigned pending = 0;
static bool tty_gone = false;

static void note(unsigned reason) {
    if (atomic_fetch_or(&pending, reason) & reason) return;
    int error = errno;
    ssize_t ignored = write(pipe_in, "", 1);
    (void)ignored;
    errno = error;
}

void ct_wake(void) { note(CT_WOKEN); }

// MARK: Handlers

static const struct {
    int number;
    unsigned reason;
} caught[] = {
    {SIGWINCH, CT_RESIZED}, {SIGTERM, CT_TERMINATE}, {SIGHUP, CT_HANGUP},
    {SIGINT, CT_INTERRUPT}, {SIGTSTP, CT_STOP},      {SIGCONT, CT_CONTINUED},
};
enum { CAUGHT = sizeof caught / sizeof caught[0] };

// SIGQUIT is no crash, but it ends the program at once and should leave a usable terminal too.
static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGSYS, SIGQUIT};
enum { CRASHES = sizeof crashes / sizeof crashes[0] };

static struct sigaction caught_before[CAUGHT];
static struct sigaction crashes_before[CRASHES];
static bool installed = false;

static void on_signal(int number) {
    for (int i = 0; i < CAUGHT; i++) {
        if (caught[i].number == number) note(caught[i].reason);
    }
}

// Whoever reported crashes before us, Swift's backtrace for one, does so now, on a terminal that can be read.
static void report(const struct sigaction *before, int number, siginfo_t *information, void *context) {
    if (before->sa_handler == SIG_DFL || before->sa_handler == SIG_IGN) return;
    // It looks at memory that may not be there, and catches what comes of that; blocked, that would be the end of it,
    // and what it started in another process would wait for ever.
    sigset_t caught_again;
    sigemptyset(&caught_again);
    for (int i = 0; i < CRASHES; i++) sigaddset(&caught_again, crashes[i]);
    pthread_sigmask(SIG_UNBLOCK, &caught_again, NULL);
    if (before->sa_flags & SA_SIGINFO) {
        before->sa_sigaction(number, information, context);
    } else {
        before->sa_handler(number);
    }
}

static void on_crash(int number, siginfo_t *information, void *context) {
    ct_give_back_in_crash();
    for (int i = 0; i < CRASHES; i++) {
        if (crashes[i] == number) report(&crashes_before[i], number, information, context);
    }
    struct sigaction end = {.sa_handler = SIG_DFL};
    sigemptyset(&end.sa_mask);
    sigaction(number, &end, NULL);
    // A fault of the program's own happens again on return, at its place. What someone sent has to be sent again.
    bool repeats = number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
    if (!repeats || information->si_code <= 0) raise(number);
}

static bool open_pipe(void) {
    int ends[2];
    if (pipe_in >= 0) return true;
    if (pipe(ends) != 0) return false;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    pipe_out = ends[0];
    pipe_in = ends[1];
    return true;
}

bool ct_catch_signals(void) {
    if (installed) return true;
    if (!open_pipe()) return false;
    // An overflowed stack leaves no room for a handler.
    static char room[64 * 1024];
    stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    stack_t before;
    if (sigaltstack(NULL, &before) == 0 && before.ss_flags & SS_DISABLE) sigaltstack(&stack, NULL);

    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    // Whoever started us may have blocked them, and this is inherited.
    sigset_t wanted;
    sigemptyset(&wanted);
    for (int i = 0; i < CAUGHT; i++) sigaddset(&wanted, caught[i].number);
    sigprocmask(SIG_UNBLOCK, &wanted, NULL);
    for (int i = 0; i < CAUGHT; i++) {
        sigaction(caught[i].number, NULL, &caught_before[i]);
        // What nohup or a shell's background made ignored stays so.
        if (caught_before[i].sa_handler != SIG_IGN) sigaction(caught[i].number, &action, NULL);
    }
    struct sigaction crash = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigfillset(&crash.sa_mask);
    for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &crash, &crashes_before[i]);
    installed = true;
    return true;
}

void ct_release_signals(void) {
    if (!installed) return;
    installed = false;
    for (int i = 0; i < CAUGHT; i++) sigaction(caught[i].number, &caught_before[i], NULL);
    for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &crashes_before[i], NULL);
}

void ct_stop_group(void) {
    struct sigaction ours;
    struct sigaction stop = {.sa_handler = SIG_DFL};
    sigemptyset(&stop.sa_mask);
    sigaction(SIGTSTP, &stop, &ours);
    // The whole group: make, or a script around us, would otherwise keep the terminal.
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    atomic_fetch_and(&pending, ~(unsigned)(CT_STOP | CT_CONTINUED));
}

// MARK: Waiting

static long long now_in_milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

unsigned ct_wait(int milliseconds) {
    long long end = now_in_milliseconds() + milliseconds;
    int rest = milliseconds;
    if (!open_pipe()) return CT_HANGUP;
    for (;;) {
        struct pollfd both[2] = {{tty_gone ? -1 : STDIN_FILENO, POLLIN, 0}, {pipe_out, POLLIN, 0}};
        int ready = poll(both, 2, atomic_load(&pending) ? 0 : rest);
        unsigned reasons = 0;
        if (ready > 0 && both[1].revents) {
            // Emptied before `pending` is read: what comes in between is noticed now or wakes the next poll.
            char bytes[64];
            while (read(pipe_out, bytes, sizeof bytes) > 0) continue;
        }
        if (ready > 0 && both[0].revents & POLLIN) reasons |= CT_INPUT;
        if (ready > 0 && both[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
            // From now on poll would never block again.
            tty_gone = true;
            reasons |= CT_HANGUP;
        }
        reasons |= atomic_exchange(&pending, 0);
        if (reasons) return reasons;
        if (milliseconds >= 0) {
            long long left = end - now_in_milliseconds();
            if (left <= 0) return 0;
            rest = (int)left;
        }
    }
}
