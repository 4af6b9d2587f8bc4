#!/bin/sh
# Run this in the guest, as root: it writes a tar that says where each module's sections are, to
# standard output. With it, on the host: kbreak modscript -s VMLINUX modsections.tar > modules.gdb
#
#	ssh root@guest sh < modsections.sh > modsections.tar
if [ "$(id -u)" != 0 ]; then
	echo "modsections: must be run as root: others are shown zeros for addresses" >&2
	exit 1
fi
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd /sys/module || exit
for module in */sections; do
	module=${module%/sections}
	mkdir -p "$dir/$module/sections" "$dir/$module/notes"
	for file in "$module"/sections/.[!.]* "$module"/sections/* "$module"/notes/.note.gnu.build-id; do
		if [ -f "$file" ]; then cat "$file" > "$dir/$file"; fi
	done
done
uname -r > "$dir/release"
grep ' _text$' /proc/kallsyms > "$dir/kallsyms"
cd "$dir" && tar cf - .
