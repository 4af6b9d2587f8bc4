#!/bin/sh -e
# Makes the fixtures again. Made with gcc 12.2.0, binutils 2.40, xz 5.4.1, zstd 1.5.4 (Debian 12).
cd "$(dirname "$0")"
CFLAGS="-g -gdwarf-5 -O2 -ffreestanding -mcmodel=kernel -fno-pic -fno-pie -mno-red-zone -fcf-protection=none
	-fno-asynchronous-unwind-tables -fno-stack-protector -fno-ident -ffile-prefix-map=$PWD=."

# The kernel: whole, its two halves, without debug info, and with the three ways of compressing.
gcc $CFLAGS -c vm.c -o vm.o
gcc $CFLAGS -c vm2.c -o vm2.o
ld --no-warn-rwx-segments -T vm.lds --build-id=sha1 -e _text -z max-page-size=0x1000 -N -o vmlinux vm.o vm2.o
objcopy --only-keep-debug vmlinux vmlinux.debug
objcopy --strip-all --add-gnu-debuglink=vmlinux.debug vmlinux vmlinux.stripped
objcopy --strip-debug vmlinux vmlinux.nodebug
objcopy --compress-debug-sections=zlib vmlinux vmlinux.zlib
objcopy --compress-debug-sections=zstd vmlinux vmlinux.zstd
objcopy --compress-debug-sections=zlib-gnu vmlinux vmlinux.zdebug
nm -n vmlinux | grep -v ' [aNUw] ' >System.map

# The module: as a distribution's debug package has it, as it is loaded, and the half that
# "objcopy --only-keep-debug" leaves.
gcc $CFLAGS -c mod.c -o mod.o
ld -r --build-id=sha1 -o mod.ko mod.o
objcopy --strip-debug mod.ko mod.loaded.ko
objcopy --only-keep-debug mod.ko mod.ko.debug
objcopy --compress-debug-sections=zlib mod.ko mod.zlib.ko
xz --check=crc32 --lzma2=dict=1MiB -k -f mod.loaded.ko
xz --check=sha256 -k -f -c mod.ko >mod.full.ko.xz
zstd -q -f -T1 mod.loaded.ko -o mod.loaded.ko.zst
gzip -n -k -f mod.loaded.ko
rm -f *.o
