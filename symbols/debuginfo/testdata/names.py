# Turns the declarations that gdb's "info types", "info variables" and "info functions" list into names.
import re, sys
for line in sys.stdin:
    line = line.strip().rstrip(";")
    if re.fullmatch(r"(struct|union|enum) \w+", line):
        print(line)
        continue
    if line.startswith("typedef"):
        print(line.split()[-1])
        continue
    name = re.search(r"\b(v_\w+|real|opaque_def|elsewhere_ptr|function|noargs|oldstyle|returns_fn|entry)\b", line)
    if name:
        print(name.group(0))
