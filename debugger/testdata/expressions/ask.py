# For gdb: prints every expression of expressions.txt, and its type, and the shorter values in all formats.
# A line of the output is KIND<tab>EXPRESSION<tab>RESULT, newlines in it as U+2424.
import gdb
import re


def ask(command, text):
    try:
        out = gdb.execute(command + " " + text, to_string=True).rstrip("\n")
    except gdb.error as e:
        return "!" + str(e)
    out = re.sub(r"(?m)^warning: .*\n", "", out)
    return re.sub(r"^(\$\d+|type) = ", "", out)


def say(kind, text, out):
    print("%s\t%s\t%s" % (kind, text, out.replace("\n", "\u2424")))


SETTINGS = ["address off", "array on", "array-indexes on", "null-stop on", "pretty on", "symbol off", "union off",
            "elements 3", "repeats 2", "max-depth 1"]

gdb.execute("list _start", to_string=True)  # one.c is the current file
for line in open("expressions.txt"):
    text = line.rstrip("\n")
    if text.startswith("# "):
        continue
    assigns = re.search(r"(?<![=!<>])=(?!=)|\+\+|--", text)
    if not assigns:
        say("whatis", text, ask("whatis", text))
    out = ask("print", text)
    say("print", text, out)
    if not assigns and not out.startswith("!") and len(out) < 120:
        for f in "xduotzacfs":
            say("print/" + f, text, ask("print/" + f, text))

for s in SETTINGS:
    name = s.split()[0]
    before = gdb.parameter("print " + name)
    gdb.execute("set print " + s)
    for text in ["obj", "pobj", "arr", "grid", "text", "padded", "str", "strs", "&obj", "&arr", "fn", "twice", "table", "&str",
                 "obj.name", "obj.arr", "obj.in", "*pobj", "pvoid", "(void*)4", "(char*)0", "obj.bits", "node", "$arr", "pint", "two"]:
        say("set " + s, text, ask("print", text))
    before = {True: "on", False: "off"}.get(before, before)
    gdb.execute("set print %s %s" % (name, before))
