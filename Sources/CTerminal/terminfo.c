#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

// Last, and in a file of its own: it makes macros of words as plain as `columns`.
#include <term.h>

bool ct_speaks_ansi = false;

const char *ct_capability(const char *name) {
    static char text[64];
    char *value = tigetstr((char *)name);
    if (!value || value == (char *)-1) return NULL;
    size_t length = 0;
    while (*value && length + 1 < sizeof text) {
        // Delays for terminals of another age, as $<5>.
        char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;
        if (end) {
            value = end + 1;
        } else {
            text[length++] = *value++;
        }
    }
    text[length] = 0;
    return text;
}

static void add_to_reset(const char *text) {
    size_t length = text ? strlen(text) : 0;
    if ((size_t)ct_reset_length + length > 256) return;
    memcpy(ct_reset + ct_reset_length, text ? text : "", length);
    ct_reset_length += (sig_atomic_t)length;
}

void ct_prepare_reset(void) {
    ct_reset_length = 0;
    if (ct_speaks_ansi) {
        add_to_reset(CT_PASTE_OFF);
        add_to_reset(CT_MOUSE_OFF);
        // Whole screen scrolls again, should the crash fall into an update.
        add_to_reset("\033[r");
    }
    static const char *const names[] = {"rmir", "sgr0", "rmkx", "cnorm"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) add_to_reset(ct_capability(names[i]));
    const char *leave = ct_capability("rmcup");
    if (leave) {
        add_to_reset(leave);
    } else if (ct_speaks_ansi) {
        add_to_reset("\033[999;1H\n");
    }
}

int ct_check_terminal(void) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CT_NO_TTY;
    if (tcgetattr(STDIN_FILENO, &ct_shell_modes) != 0) return CT_NO_TTY;
    int found = 0;
    if (setupterm(NULL, STDOUT_FILENO, &found) != OK) return found == 1 ? CT_USELESS_TERM : CT_UNKNOWN_TERM;
    const char *clear = ct_capability("clear");
    ct_speaks_ansi = clear && strncmp(clear, "\033[", 2) == 0;
    bool useful = clear && ct_capability("cup");
    del_curterm(cur_term);
    return useful ? CT_STARTED : CT_USELESS_TERM;
}
