#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "internal.h"

static bool has_own_colors = false;
static bool mouse = false;

static void write_text(const char *text) {
    if (text) ct_write_raw(text, strlen(text));
}

static void extras(bool on) {
    write_text(ct_capability(on ? "smkx" : "rmkx"));
    if (!ct_speaks_ansi) return;
    if (!on || mouse) write_text(on ? CT_MOUSE_ON : CT_MOUSE_OFF);
    write_text(on ? CT_PASTE_ON : CT_PASTE_OFF);
}

// MARK: Start and end

int ct_start(bool with_colors) {
    int answer = ct_check_terminal();
    if (answer != CT_STARTED) return answer;
    if (!newterm(NULL, stdout, stdin)) return CT_UNKNOWN_TERM;
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    // An update is never cut short by a key: the program decides what is worth drawing.
    typeahead(-1);
    idlok(stdscr, TRUE);
    if (with_colors && has_colors()) {
        start_color();
        has_own_colors = use_default_colors() == OK;
    }
    ct_prepare_reset();
    ct_on_screen = 1;
    ct_stderr_away();
    extras(true);
    static bool registered = false;
    if (!registered) registered = atexit(ct_leave) == 0;
    return CT_STARTED;
}

void ct_leave(void) {
    if (!ct_on_screen) return;
    ct_on_screen = 0;
    extras(false);
    endwin();
    ct_stderr_back();
}

void ct_enter(void) {
    if (ct_on_screen) return;
    ct_on_screen = 1;
    ct_stderr_away();
    // The first update after endwin brings back the modes and everything that was put.
    ct_forget_screen();
    ct_update();
    extras(true);
}

// MARK: Size

void ct_window_size(int *columns, int *rows) {
    struct winsize size;
    *columns = 80;
    *rows = 24;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return;
    *columns = size.ws_col;
    *rows = size.ws_row;
}

void ct_resize(int columns, int rows) {
    if (columns > 0 && rows > 0) resizeterm(rows, columns);
}

// MARK: Colours

int ct_colors(void) { return COLOR_PAIRS > 0 && has_colors() ? COLORS : 0; }

int ct_pair_limit(void) { return COLOR_PAIRS; }

bool ct_define_pair(int pair, int foreground, int background) {
    if (!has_own_colors) {
        if (foreground < 0) foreground = COLOR_WHITE;
        if (background < 0) background = COLOR_BLACK;
    }
    return init_extended_pair(pair, foreground, background) == OK;
}

void ct_forget_pairs(void) { reset_color_pairs(); }

// MARK: Drawing

static attr_t attributes(uint8_t look) {
    attr_t result = A_NORMAL;
    if (look & CT_BOLD) result |= A_BOLD;
    if (look & CT_DIM) result |= A_DIM;
    if (look & CT_ITALIC) result |= A_ITALIC;
    if (look & CT_UNDERLINE) result |= A_UNDERLINE;
    if (look & CT_REVERSE) result |= A_REVERSE;
    return result;
}

static cchar_t glyph(const struct ct_cell *cell, uint32_t scalar, bool with_marks) {
    wchar_t text[4] = {(wchar_t)scalar, 0, 0, 0};
    int length = 1;
    for (int i = 0; i < 2 && with_marks; i++) {
        if (cell->marks[i] && ct_width(cell->marks[i]) == 0) text[length++] = (wchar_t)cell->marks[i];
    }
    cchar_t result;
    // Pairs beyond the range of short go in as an int, by the last argument.
    int pair = cell->pair;
    setcchar(&result, text, attributes(cell->look), 0, &pair);
    return result;
}

void ct_put(int row, int column, const struct ct_cell *cells, int count) {
    cchar_t line[256];
    int length = 0;
    int start = column;
    for (int i = 0; i < count; i++) {
        const struct ct_cell *cell = &cells[i];
        if (cell->width == 0) continue;
        if (ct_width(cell->scalar) == cell->width) {
            line[length++] = glyph(cell, cell->scalar, true);
        } else {
            line[length++] = glyph(cell, '?', false);
            if (cell->width == 2) line[length++] = glyph(cell, ' ', false);
        }
        column += cell->width;
        if (length > 253) {
            mvadd_wchnstr(row, start, line, length);
            length = 0;
            start = column;
        }
    }
    if (length > 0) mvadd_wchnstr(row, start, line, length);
}

void ct_place_cursor(int row, int column) {
    static int visible = -1;
    static bool can_hide = true;
    int wanted = row >= 0;
    if (wanted != visible) can_hide = curs_set(visible = wanted) != ERR;
    // A cursor nobody sees need not be moved back. One that cannot be hidden stays out of the way.
    leaveok(stdscr, !wanted && can_hide);
    wmove(stdscr, wanted ? row : LINES - 1, wanted ? column : 0);
}

void ct_update(void) {
    wnoutrefresh(stdscr);
    doupdate();
}

void ct_forget_screen(void) { clearok(curscr, TRUE); }

void ct_set_mouse(bool on) {
    mouse = on;
    if (ct_on_screen && ct_speaks_ansi) write_text(on ? CT_MOUSE_ON : CT_MOUSE_OFF);
}
