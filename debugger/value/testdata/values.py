# For gdb: what print and info locals say of every variable of _start, and print/FORMAT of those whose
# text is short. See generate.sh.
import gdb
import re

gdb.execute("starti")
names = re.findall(r"ymbol (\w+) is (?!a typedef)", gdb.execute("info scope _start", to_string=True))
for fmt in ["", "/x", "/d", "/u", "/o", "/t", "/z", "/a", "/c", "/f", "/s"]:
    for n in names:
        try:
            text = gdb.execute("print%s %s" % (fmt, n), to_string=True).rstrip("\n")
        except gdb.error as e:
            text = "$0 = error: " + str(e)
        text = re.sub(r"^\$\d+ = ", "", text)
        if not fmt or len(text) < 200:
            print("print%s %s = %s" % (fmt, n, text))
gdb.execute("set print pretty on")
for n in ["ne", "sa", "anon", "em", "bi", "un", "de"]:
    print("pretty %s = %s" % (n, gdb.execute("output " + n, to_string=True).replace("\n", "\\n")))
gdb.execute("set print pretty off")
for line in gdb.execute("info locals", to_string=True).splitlines():
    print("local " + line)
