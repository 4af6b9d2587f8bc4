#!/bin/sh
# Rebuilds the program and what gdb says about the expressions. Made with gcc 12.2.0 and gdb 13.1
# (Debian 12). The tests need neither: they read the committed results.
set -e
cd "$(dirname "$0")"
export LC_ALL=C LANG=C PYTHONIOENCODING=utf-8
gcc -gdwarf-5 -w -O0 -nostdlib -static -fno-pie -no-pie -fno-stack-protector -fcf-protection=none \
	-fdebug-prefix-map="$PWD=/src" -Wl,--build-id=none -o expressions one.c two.c
gdb -nx -batch -iex 'set width 0' -iex 'set pagination off' -iex 'set confirm off' -iex 'set debuginfod enabled off' \
	-x ask.py expressions >expressions.gdb 2>/dev/null
