#!/bin/sh
# Makes the program (gcc 12.2, binutils 2.40) and gdb 13.1's answers to the commands in *.cmd, in which HERE is
# this directory.
set -e
cd "$(dirname "$0")"
for f in main other; do
	gcc -gdwarf-5 -O0 -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -ffile-prefix-map="$PWD"=/build/prog -c -o $f.o $f.c
done
ld -e _start -Ttext=0xffffffff81000000 -Tdata=0xffffffff82000000 -o program main.o other.o
rm -f ./*.o
for c in *.cmd; do
	sed "s|HERE|$PWD|g" "$c" |
		gdb -nx -q -ex 'set pagination off' -ex 'set width 0' -ex 'set confirm off' -ex 'set trace-commands on' program 2>&1 |
		sed -e '/^Reading symbols/d' -e 's/^\((gdb) \)*//' -e "s|$PWD|HERE|g" -e '/^+set confirm/d' > "${c%.cmd}.gdb"
done
