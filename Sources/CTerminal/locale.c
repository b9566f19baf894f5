#define _GNU_SOURCE  // strcasestr, wcwidth
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include "internal.h"

bool ct_ascii = false;

static const char *asked_for(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) return value;
    }
    return NULL;
}

static bool is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

int ct_set_locale(void) {
    // Only the encoding: a decimal comma would reach every C library in the program.
    const char *name = asked_for();
    const char *set = setlocale(LC_CTYPE, name ? "" : "C.UTF-8");
    // A name of UTF-8 that this machine has not generated, as often happens over SSH, still means UTF-8.
    if (!set && name && (strcasestr(name, "utf-8") || strcasestr(name, "utf8"))) setlocale(LC_CTYPE, "C.UTF-8");
    ct_ascii = !is_utf8();
    if (!ct_ascii) return CT_LOCALE_UTF8;
    return name && (strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0) ? CT_LOCALE_PLAIN : CT_LOCALE_OTHER;
}

int ct_width(uint32_t scalar) {
    if (ct_ascii) return scalar >= 0x20 && scalar < 0x7F ? 1 : -1;
    return scalar == 0 ? 0 : wcwidth((wchar_t)scalar);
}
