// All of curses, signals and the tty that Swift cannot reach by itself. Nothing else includes <curses.h>.
//
// One thread, the program's first, calls everything here but ct_wake, which any thread may call.

#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Locale (locale.c)

enum {
    CT_LOCALE_UTF8,
    /// C or POSIX was asked for by name.
    CT_LOCALE_PLAIN,
    /// Another encoding than UTF-8.
    CT_LOCALE_OTHER,
};

/// Chooses how characters are encoded, from LC_ALL, LC_CTYPE and LANG. Call it before ct_start.
int ct_set_locale(void);

/// The columns the C library gives a character: -1 where it does not know it, and so curses does not either.
int ct_width(uint32_t scalar);

// MARK: Screen (screen.c)

enum {
    CT_STARTED,
    /// Standard input or output is not a terminal.
    CT_NO_TTY,
    /// No terminfo entry for TERM.
    CT_UNKNOWN_TERM,
    /// The entry lacks what a full screen needs, as `dumb` does.
    CT_USELESS_TERM,
};

/// Takes the terminal. Unless the answer is CT_STARTED nothing was changed.
///
/// @param with_colors whether colours may be used; without, none are switched on.
int ct_start(bool with_colors);

/// Gives the terminal back: screen, modes, cursor, standard error. May be called at any time, again and again.
void ct_leave(void);

/// Takes the terminal again after ct_leave. The next ct_update draws everything.
void ct_enter(void);

/// The window's size as the tty tells it; 80 by 24 where nothing does.
void ct_window_size(int *columns, int *rows);

/// Makes curses believe in another size.
void ct_resize(int columns, int rows);

/// The number of colours, 0 for none, and of colour pairs that may be defined, from 1 on.
int ct_colors(void);
int ct_pair_limit(void);

/// Defines a pair of colours; -1 is the terminal's own.
bool ct_define_pair(int pair, int foreground, int background);
/// Forgets all pairs. Everything has to be put again.
void ct_forget_pairs(void);

/// A cell to be shown. `look` has one bit for each of CT_BOLD and so on.
struct ct_cell {
    uint32_t scalar;
    /// Combining marks; 0 for none.
    uint32_t marks[2];
    int32_t pair;
    uint8_t look;
    /// Columns: 1, 2, or 0 for the right half of a wide character, which is skipped.
    uint8_t width;
};

enum { CT_BOLD = 1, CT_DIM = 2, CT_ITALIC = 4, CT_UNDERLINE = 8, CT_REVERSE = 16 };

/// Puts cells side by side into a row. Whatever curses would draw at another width is replaced by a question mark.
void ct_put(int row, int column, const struct ct_cell *cells, int count);

/// Where the text cursor is after the next update; a negative row hides it.
void ct_place_cursor(int row, int column);

/// Sends what changed to the terminal.
void ct_update(void);

/// Makes the next update draw everything, whatever is on the screen.
void ct_forget_screen(void);

/// A string capability of the terminal by its terminfo name, without padding; NULL where it has none.
const char *ct_capability(const char *name);

/// Whether mouse events are to be reported, in SGR coding where the terminal knows it.
void ct_set_mouse(bool on);

// MARK: Tty (tty.c)

/// Writes past curses, all of it. For after an update, never in between.
bool ct_write_raw(const void *bytes, size_t count);

/// Reads what there is, without waiting: the number of bytes, 0 for none.
size_t ct_read(void *bytes, size_t room);

/// Keeps standard error off the screen while that is ours: it goes to `path`, or with NULL to a nameless file whose
/// end is shown when the terminal is given back.
bool ct_divert_stderr(const char *path);

// MARK: Signals (signals.c)

/// Why waiting ended; the same bits as Canvas.WakeReasons.
enum {
    CT_INPUT = 1,
    CT_WOKEN = 2,
    CT_RESIZED = 4,
    CT_TERMINATE = 8,
    CT_HANGUP = 16,
    CT_INTERRUPT = 32,
    CT_STOP = 64,
    CT_CONTINUED = 128,
};

/// From now on signals come out of ct_wait; crashes give the terminal back first. Answers false without a pipe.
bool ct_catch_signals(void);
/// Puts back the handlers that were there before.
void ct_release_signals(void);

/// Blocks until something happens or the time is over.
///
/// @param milliseconds negative for no limit.
/// @return the reasons, 0 when the time was over.
unsigned ct_wait(int milliseconds);

/// Ends ct_wait. For any thread.
void ct_wake(void);

/// Stops the whole process group as Ctrl-Z would, and returns when it is continued.
void ct_stop_group(void);

#endif
