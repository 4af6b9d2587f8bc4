// Package kernel answers one question: what do the target's bytes mean to Linux?
//
// It finds where KASLR put the running kernel and proves that the vmlinux at hand is that kernel,
// lists the loaded modules with the address of every section, and says which CPU runs which task
// on which stacks. Everything is read through [mem.Reader]; whether a live stub, a page-table walk
// or a test stands behind it makes no difference here.
//
//	Machine (memory, registers, monitor) ──Locate──► Location   bias, proof, how it was found
//	                                                     │
//	Image (symbols, struct layouts) ─────────New─────► Kernel
//	                                                     ├─ Modules ► Module, Section
//	                                                     ├─ CPUs ───► PerCPU, CPU, Stack
//	                                                     └─ Task
//
// Layouts are looked up by member, newest name first, and never by kernel version: distributions
// backport. A layout that matches nothing known is a [LayoutError] that lists what was tried.
//
// Every read may be a round trip on a slow line, so the documentation of a method says how many it
// makes. All counts and links that come out of target memory are bounded: a corrupt list gives what
// was read up to there and an error.
//
// Sources: Linux Documentation/arch/x86/x86_64/mm.rst, arch/x86/mm/pti.c, arch/x86/include/asm/
// cpu_entry_area.h, kernel/module/{main,sysfs}.c, include/linux/module.h; Intel SDM volume 3
// chapters 4 (paging) and 6 (interrupt gates). Where a layout changed, the code names the release.
//
// Read first: [Locate], [Location], [Kernel].
//
// The package knows x86-64 only. It resumes nothing, writes nothing and opens no files.
package kernel
