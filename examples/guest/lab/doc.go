// Package lab answers one question: where does a test get a real kernel to debug?
//
// It makes a guest out of Debian's packages and runs it in QEMU under software emulation, so it needs
// neither KVM nor root (root, by sudo, only to install missing packages). The kernel is the newest
// linux-image-cloud-amd64: a distribution kernel with KASLR, modules and a separate 600 MB vmlinux, which
// is what users of a hypervisor's stub have.
//
//	Prepare   packages ──apt──► cache directory     once, safe to interrupt, one at a time (flock)
//	Boot      cache ──► initramfs ──► QEMU          vmlinuz, /init, busybox, modules
//	              ttyS0  ──► console log            what a person would see
//	              ttyS1 ◄──► this package           facts, "ready", then commands
//	              stub   ◄── kbreak, gdb            127.0.0.1, any free port or a given one
//
// With the kernel that PrepareKGDB builds, a UART more leads to a socket, a port or a pseudo terminal,
// and kgdb listens on it, or on the console's: [Config.KGDB]. The stub of QEMU stays.
//
// A test says
//
//	g := lab.Start(t, lab.Config{})
//
// and has a running guest until it ends. Start skips the test unless KBREAK_GUEST is set (make test sets
// it), because go test ./... alone promises to need no VM; where it is set, anything missing is a failure.
//
// What the guest knows about itself is the oracle for what a debugger finds out from outside: [Facts]
// has the addresses of some kernel symbols out of /proc/kallsyms, and every section of every module out
// of /sys/module. [Guest.Run] asks it more, and shows that it is running.
//
// No QEMU is left behind: it is killed when the test ends, when the context ends, when Boot fails and,
// on Linux, by the kernel when this process dies.
//
// Read first: [Config], [Guest], [Assets]. It runs on Debian and its like, on amd64; elsewhere it
// compiles and says no.
package lab
