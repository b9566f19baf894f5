// What the parts of CTerminal share.

#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include <signal.h>
#include <stdbool.h>
#include <termios.h>

#include "CTerminal.h"

/// Whether only ASCII may be shown.
extern bool ct_ascii;

/// Whether the screen is ours at the moment; a crash gives it back only then.
extern volatile sig_atomic_t ct_on_screen;

/// The modes of the tty before we came.
extern struct termios ct_shell_modes;

/// What a terminal is sent when there is no time to ask curses.
extern char ct_reset[];
extern volatile sig_atomic_t ct_reset_length;

#define CT_PASTE_ON "\033[?2004h"
#define CT_PASTE_OFF "\033[?2004l"
#define CT_MOUSE_ON "\033[?1000h\033[?1006h"
#define CT_MOUSE_OFF "\033[?1006l\033[?1000l"

/// Whether the terminal is of the ANSI family; others could take a private mode for text.
extern bool ct_speaks_ansi;

/// Whether there is a terminal of use: CT_STARTED or the reason why not. Changes nothing.
int ct_check_terminal(void);

/// Composes `ct_reset`.
void ct_prepare_reset(void);

/// Standard error goes its way again, or is diverted again. Both async-signal-safe.
void ct_stderr_back(void);
void ct_stderr_away(void);

/// Gives the terminal back from a signal handler.
void ct_give_back_in_crash(void);

#endif
