disassemble factorial
disassemble /r sum
disassemble /s factorial
disassemble /s main
disassemble /m main
disassemble /rs labelled
disassemble /m twin_of_other
disassemble /s twin_of_other
disassemble /s _start
disassemble factorial,+10
disassemble 0xffffffff81000000,0xffffffff81000004
disassemble /r 0xffffffff81000000,0xffffffff81000004
disassemble /s nothing,+20
disassemble nothing+3
disassemble factorial,
disassemble main,0
disassemble factorial,+0
disassemble /ms factorial
disassemble nope
disassemble counter,+2
disassemble nothing,labelled
disassemble /s nothing,labelled+2
set disassembly-flavor intel
show disassembly-flavor
disassemble nothing
set disassembly-flavor att
show disassembly-flavor
set substitute-path /build /gone
directory /nowhere
cd /
disassemble /s nothing
