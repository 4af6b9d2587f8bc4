#!/bin/sh
# Rebuilds the programs and what gdb says about them. Made with gcc 12.2.0 and gdb 13.1 (Debian 12).
# The tests need neither: they read the committed results.
set -e
cd "$(dirname "$0")"
export LC_ALL=C LANG=C
flags="-gdwarf-5 -nostdlib -static -fno-pie -no-pie -fno-stack-protector -fcf-protection=none -Wl,--build-id=none"
gdb="gdb -nx -batch -iex 'set width 0' -iex 'set pagination off' -iex 'set confirm off'"

# values: every variable as print shows it ("print NAME = ..."), then all as info locals does.
gcc $flags -w -O0 -Wl,--section-start=.lastpage=0x600000 -o values values.c
{
	echo starti
	eval "$gdb -ex 'info scope _start' values" | grep -o 'ymbol [a-z0-9_A-Z]* is' |
		while read -r _ name _; do printf 'echo print %s\\n\nprint %s\n' "$name" "$name"; done
} >values.cmd
{
	eval "$gdb -x values.cmd values" 2>&1 |
		awk '/^print /{n=$0} /^\$[0-9]+ = /{sub(/^\$[0-9]+ = /,""); print n " = " $0}'
	eval "$gdb -ex starti -ex 'info locals' values" 2>&1 | grep ' = '
} >values.gdb
rm values.cmd

# args: the frames of optimised functions.
gcc $flags -w -O2 -o args args.c
eval "$gdb -x args.py args" 2>/dev/null | grep -E '^(stop [0-9a-f]|frame |[a-z_0-9]+ \()' | grep -v ' at args.c' >args.gdb
