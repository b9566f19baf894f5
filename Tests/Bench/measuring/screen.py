"""What a terminal shows after the bytes it was sent: as much of one as curses makes use of."""

import codecs
import re
import unicodedata

PIECES = re.compile(
    r"\x1b\[([0-9;:?>]*)([ -/]*[@-~])"      # a control sequence
    r"|\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)"  # an operating system command
    r"|\x1b([()*+][0-9A-Za-z])"             # a choice of characters
    r"|\x1b([=>78MDEHc])"
    r"|([\x00-\x1f\x7f])"
    r"|([^\x00-\x1f\x7f]+)")
UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:?>]*[ -/]*|\][^\x07\x1b]*|[()*+]?)?$")


class Screen:
    """The text of a terminal, without colours."""

    def __init__(self, columns, rows):
        self.columns, self.height = columns, rows
        self.rows = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.top, self.bottom = 0, rows
        self.last = " "
        self.pending = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def __getitem__(self, row):
        return "".join(self.rows[row])

    def feed(self, data):
        text = self.pending + self.decoder.decode(data)
        cut = UNFINISHED.search(text)
        self.pending = cut.group() if cut else ""
        for match in PIECES.finditer(text, 0, cut.start() if cut else len(text)):
            parameters, final, _, _, single, control, printed = match.groups()
            if printed:
                self.write(printed)
            elif final:
                self.sequence(parameters, final)
            elif control:
                self.control(control)
            elif single == "M":
                self.row -= 1
                if self.row < self.top:
                    self.row = self.top
                    self.scroll(self.top, -1)

    def write(self, text):
        for character in text:
            if unicodedata.combining(character):
                continue
            if self.column >= self.columns:
                self.column = 0
                self.control("\n")
            line = self.rows[self.row]
            line[self.column] = self.last = character
            self.column += 1
            if not character.isascii() and unicodedata.east_asian_width(character) in "WF" \
                    and self.column < self.columns:
                line[self.column] = ""
                self.column += 1

    def control(self, code):
        if code == "\n":
            if self.row == self.bottom - 1:
                self.scroll(self.top, 1)
            else:
                self.row = min(self.row + 1, self.height - 1)
        elif code == "\r":
            self.column = 0
        elif code == "\b":
            self.column = max(0, min(self.column, self.columns - 1) - 1)
        elif code == "\t":
            self.column = min(self.columns - 1, (self.column // 8 + 1) * 8)

    def sequence(self, parameters, final):
        if parameters[:1] in ("?", ">") or final == "m":
            return
        numbers = [int(n) if n.isdigit() else 0 for n in parameters.split(";")]
        first = numbers[0]
        count = max(1, first)
        column = min(self.column, self.columns - 1)
        line = self.rows[self.row]
        if final in "Hf":
            self.place(count - 1, max(1, numbers[1] if len(numbers) > 1 else 1) - 1)
        elif final == "A":
            self.place(self.row - count, column)
        elif final == "B":
            self.place(self.row + count, column)
        elif final == "C":
            self.place(self.row, column + count)
        elif final == "D":
            self.place(self.row, column - count)
        elif final == "G":
            self.place(self.row, count - 1)
        elif final == "d":
            self.place(count - 1, column)
        elif final == "J":
            self.erase(0 if first else self.row, 0 if first else column, self.height)
        elif final == "K":
            start, end = ((column, self.columns), (0, column + 1), (0, self.columns))[min(first, 2)]
            line[start:end] = [" "] * (end - start)
        elif final == "X":
            end = min(self.columns, column + count)
            line[column:end] = [" "] * (end - column)
        elif final == "@":
            self.rows[self.row] = (line[:column] + [" "] * count + line[column:])[:self.columns]
        elif final == "P":
            self.rows[self.row] = (line[:column] + line[column + count:] + [" "] * count)[:self.columns]
        elif final == "b":
            self.write(self.last * count)
        elif final == "r":
            self.top, self.bottom = count - 1, (numbers[1] if len(numbers) > 1 and numbers[1] else self.height)
            self.place(0, 0)
        elif final == "S":
            self.scroll(self.top, count)
        elif final == "T":
            self.scroll(self.top, -count)
        elif final == "L":
            self.scroll(self.row, -count)
        elif final == "M":
            self.scroll(self.row, count)

    def place(self, row, column):
        self.row = min(max(row, 0), self.height - 1)
        self.column = min(max(column, 0), self.columns - 1)

    def erase(self, row, column, end):
        self.rows[row][column:] = [" "] * (self.columns - column)
        for below in range(row + 1, end):
            self.rows[below] = [" "] * self.columns

    def scroll(self, top, lines):
        """Moves what lies between `top` and the end of the region up, or down."""
        part = self.rows[top:self.bottom]
        count = min(abs(lines), len(part))
        blank = [[" "] * self.columns for _ in range(count)]
        self.rows[top:self.bottom] = part[count:] + blank if lines > 0 else blank + part[:len(part) - count]
