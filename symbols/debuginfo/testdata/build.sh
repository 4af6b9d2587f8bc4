#!/bin/sh
# Makes the fixtures of this directory (gcc 12.2, clang 14, binutils 2.40, gdb 13.1): the objects, the answers of
# addr2line and gdb for every address of scope, and gdb's description of every type in hard.
#
#	CLANG=clang-14 ./build.sh
set -e
cd "$(dirname "$0")"
for v in 4 5; do
	for f in scope other types hard hard2; do
		gcc -w -gdwarf-$v -O2 -fno-asynchronous-unwind-tables -ffile-prefix-map="$PWD"=/src -c -o $f.o $f.c
	done
	objcopy -R .debug_aranges -R .rela.debug_aranges other.o # as clang leaves it out
	ld -e start -Ttext=0xffffffff81000000 -Tdata=0xffffffff82000000 -o scope$v.elf scope.o other.o
	ld -e 0 -Ttext=0xffffffff81000000 -Tdata=0xffffffff82000000 -o types$v.elf types.o
	ld -e 0 -Ttext=0xffffffff81000000 -Tdata=0xffffffff82000000 -o hard-gcc$v.elf hard.o hard2.o
	for f in hard hard2; do # each type in a unit of its own, named by its signature
		gcc -w -gdwarf-$v -fdebug-types-section -O2 -fno-asynchronous-unwind-tables -ffile-prefix-map="$PWD"=/src -c -o $f.o $f.c
	done
	ld -e 0 -Ttext=0xffffffff81000000 -Tdata=0xffffffff82000000 -o hard-sig$v.elf hard.o hard2.o
	for f in hard hard2; do
		${CLANG:-clang} -w -gdwarf-$v -O2 -fno-asynchronous-unwind-tables -ffile-prefix-map="$PWD"=/src -c -o $f.o $f.c
	done
	ld -e 0 -Ttext=0xffffffff81000000 -Tdata=0xffffffff82000000 -o hard-clang$v.elf hard.o hard2.o
	for f in hard-gcc$v hard-clang$v; do
		# All types and variables.
		gdb -nx -batch -ex "set width 0" -ex "info types ." -ex "info variables ." -ex "info functions ." $f.elf |
			sed -n 's/^[0-9]*:\t//p' | python3 names.py > names
		{ echo "set width 0"; echo "set max-value-size unlimited"; while read -r name; do
			for c in ptype ptype/o whatis; do printf '%s\n' "echo > $c $name\\n" "$c $name"; done
		done < names; for c in "ptype/ox struct gap_bits" "ptype/xo struct holes"; do printf '%s\n' "echo > $c\\n" "$c"; done
		} > commands
		gdb -nx -batch -x commands $f.elf > $f.gdb
	done
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
	rm -f addresses commands names ./*.o
done
gcc -w -gdwarf-5 -O2 -fno-asynchronous-unwind-tables -ffile-prefix-map="$PWD"=/src -c -o huge.o huge.c
ld --unresolved-symbols=ignore-all -e 0 -Ttext=0xffffffff81000000 -Tdata=0xffffffff82000000 -o huge5.elf huge.o
