"""What is to be done to which requests."""

import itertools
import re

DOINGS = ("delay", "hold", "answer", "close", "reset", "cut", "truncate", "replace", "stall", "redirect")
FIELDS = {"service", "method", "path", "skip", "times", "do", "seconds", "status", "headers", "body", "type", "early",
          "forward", "after", "of", "location"}


class Rule:
    """Matches requests by service, method and path (a regular expression, searched in path and query).

    The first `skip` matches pass, the next `times` (all, if not given) are acted upon.
    """

    numbers = itertools.count(1)

    def __init__(self, fields):
        unknown = set(fields) - FIELDS
        if unknown:
            raise ValueError(f"unknown in a rule: {', '.join(sorted(unknown))}")
        if fields.get("do", "delay") not in DOINGS:
            raise ValueError(f"do is one of {', '.join(DOINGS)}")
        self.fields, self.path = fields, re.compile(fields.get("path", ""))
        self.id = next(Rule.numbers)
        self.met = self.acted = 0

    def get(self, name, default=None):
        return self.fields.get(name, default)

    def takes(self, service, method, target):
        if self.get("service", service) != service or self.get("method", method) != method:
            return False
        if not self.path.search(target):
            return False
        self.met += 1
        after = self.met - self.get("skip", 0)
        if after < 1 or after > self.get("times", after):
            return False
        self.acted += 1
        return True

    def described(self):
        return {"id": self.id, "met": self.met, "acted": self.acted, **self.fields}


class Rules:
    def __init__(self):
        self.all = []

    def add(self, fields):
        self.all.append(Rule(fields))
        return self.all[-1]

    def remove(self, number=None):
        self.all = [rule for rule in self.all if number is not None and rule.id != number]

    def take(self, service, method, target):
        """The first rule that acts on a request; those after it do not even count it."""
        return next((rule for rule in self.all if rule.takes(service, method, target)), None)
