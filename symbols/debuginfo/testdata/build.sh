#!/bin/sh
# Makes the fixtures of this directory (gcc 12.2, binutils 2.40, gdb 13.1), and the answers of addr2line and
# gdb for every address of scope.
set -e
cd "$(dirname "$0")"
for v in 4 5; do
	for f in scope other types; do
		gcc -gdwarf-$v -O2 -fno-asynchronous-unwind-tables -ffile-prefix-map="$PWD"=/src -c -o $f.o $f.c
	done
	objcopy -R .debug_aranges -R .rela.debug_aranges other.o # as clang leaves it out
	ld -e start -Ttext=0xffffffff81000000 -Tdata=0xffffffff82000000 -o scope$v.elf scope.o other.o
	ld -e 0 -Ttext=0xffffffff81000000 -Tdata=0xffffffff82000000 -o types$v.elf types.o
	end=$(size -A scope$v.elf | awk '$1 == ".text" {print $2}')
	python3 - "$end" > addresses <<-PY
		import sys
		for i in range(int(sys.argv[1])): print(hex(0xffffffff81000000 + i))
	PY
	addr2line -a -i -f -e scope$v.elf < addresses > scope$v.addr2line
	sed 's/.*/info line *&/' addresses > commands
	gdb -nx -batch -x commands scope$v.elf > scope$v.gdb 2>&1
	seq 70 | sed 's/.*/info line scope.c:&/' > commands
	gdb -nx -batch -x commands scope$v.elf > scope$v.lines 2>&1
	rm -f addresses commands ./*.o
done
