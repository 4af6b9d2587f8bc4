#!/bin/busybox sh
# The guest's first process. ttyS0 is the console, ttyS1, or what kbreak.lab says, the line to package
# lab, whose facts.go reads what is written here: a keyword and its values on each line, "ready" at the end.
/bin/busybox mkdir -p /proc /sys /dev /tmp
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev

while read -r name file; do
	insmod "$file" || echo "init: module $name does not load"
done < /modules

line=$(sed -n 's/.*kbreak\.lab=\([a-zA-Z0-9]*\).*/\1/p' /proc/cmdline)
exec < /dev/${line:-ttyS1} > /dev/${line:-ttyS1}
stty raw -echo

hex() { hexdump -ve '1/1 "%02x"' "$1"; }

echo "release $(uname -r)"
echo "banner $(cat /proc/version)"
echo "notes $(hex /sys/kernel/notes)"
while read -r name size refs users state address rest; do
	echo "module $name $size $address"
	note=/sys/module/$name/notes/.note.gnu.build-id
	[ -f $note ] && echo "notes-of $name $(hex $note)"
done < /proc/modules
# Not with read: it asks for one byte at a time, and these files are read from
# their beginning or not at all (kernel/module/sysfs.c, module_sect_read).
cd /sys/module
grep -H '' */sections/* */sections/.[!.]* | while IFS=/: read -r name sections section address; do
	echo "section $name $section $address"
done
cd /
grep -E ' (_text|_stext|_etext|linux_banner|init_task|modules|init_uts_ns|__per_cpu_offset|idt_table|do_init_module)$' /proc/kallsyms |
	while read -r address type name module; do echo "symbol $name $address"; done

# Something to do for each CPU, as the kernel command line asks: kbreak.load=WORK,WORK...
load=$(sed -n 's/.*kbreak\.load=\([a-z,]*\).*/\1/p' /proc/cmdline)
cpu=0
while [ -n "$load" ]; do
	case ${load%%,*} in
	user) work=/bin/spin-user ;;
	kernel) work=/bin/spin-kernel ;;
	*) work= ;;
	esac
	if [ -n "$work" ]; then
		taskset $(printf %x $((1 << cpu))) $work < /dev/null > /dev/null 2>&1 &
		echo "task $! $cpu ${work##*/}"
	fi
	case $load in
	*,*) load=${load#*,} ;;
	*) load= ;;
	esac
	cpu=$((cpu + 1))
done

echo ready
echo READY > /dev/console

# Commands of Guest.Run: a mark, a blank, a command; answered with its output, then mark and status.
while read -r mark command; do
	(eval "$command") < /dev/null 2>&1
	printf '\n%s %d\n' "$mark" $?
done
echo "init: the line to the lab is gone" > /dev/console
while :; do sleep 1000; done
