#!/bin/sh
# Rebuilds the programs and what gdb says about them. Made with gcc 12.2.0 and gdb 13.1 (Debian 12).
# The tests need neither: they read the committed results.
set -e
cd "$(dirname "$0")"
export LC_ALL=C LANG=C
flags="-gdwarf-5 -nostdlib -static -fno-pie -no-pie -fno-stack-protector -fcf-protection=none -Wl,--build-id=none"
gdb="gdb -nx -batch -iex 'set width 0' -iex 'set pagination off' -iex 'set confirm off'"

# values: every variable as print and info locals show it.
gcc $flags -w -O0 -Wl,--section-start=.lastpage=0x600000 -o values values.c
eval "$gdb -x values.py values" 2>/dev/null | grep -E '^(print(/.)?|pretty|local) .* = ' >values.gdb

# args: the frames of optimised functions.
gcc $flags -w -O2 -o args args.c
eval "$gdb -x args.py args" 2>/dev/null | grep -E '^(stop [0-9a-f]|frame |[a-z_0-9]+ \()' | grep -v ' at args.c' >args.gdb
