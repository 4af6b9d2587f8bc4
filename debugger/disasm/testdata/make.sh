#!/bin/sh
# Makes decode.txt of decode.s: address, bytes, AT&T and Intel text of each instruction, as objdump prints
# them. Needs binutils; decode.txt is checked in and was made with 2.40.
set -e
cd "$(dirname "$0")"
as -o decode.o decode.s
lines() { objdump -dw "$@" decode.o | grep -P '^ *[0-9a-f]+:\t'; }
lines > att; lines -Mintel | cut -f 3 > intel
paste att intel > decode.txt
rm -f att intel decode.o
