/* A module in miniature: several code sections, per-CPU data, a reference to the kernel's data. */
extern int kernel_object[16];
extern void kernel_call(const void *);

#define __section(s) __attribute__((section(s)))

const char vermagic[] __section(".modinfo") = "vermagic=6.1.0-test SMP mod_unload";
int mod_counter __section(".data..percpu");
static int state = 3;

static __attribute__((noinline)) int helper(int x)
{
	kernel_call(&state);
	return x * state;
}

int mod_work(int x)
{
	int i, sum = 0;

	for (i = 0; i < x; i++)
		sum += helper(i) + kernel_object[5];
	return sum;
}

int __section(".init.text") init_module(void)
{
	state = mod_work(2);
	kernel_call(&kernel_object[5]);
	return 0;
}

void __section(".exit.text") cleanup_module(void)
{
	kernel_call(&state);
}

/* Two rows of ORC version 1 (Linux 6.1, struct orc_entry), in the wrong order as modules have them:
 * the end of mod_work, marked as unknown, and its start, with CFA = RSP + 8. */
asm(".pushsection .orc_unwind_ip,\"a\"\n"
    ".long mod_work + 0x1000 - .\n"
    ".long mod_work - .\n"
    ".popsection\n"
    ".pushsection .orc_unwind,\"a\"\n"
    ".short 0, 0, 0\n"
    ".short 8, 0, 5\n"
    ".popsection\n");

/* What DWARF has where it needs the address of the kernel's own object. */
asm(".pushsection .debug_external,\"\",@progbits\n"
    ".quad kernel_object + 20, kernel_object - 8, mod_counter\n"
    ".popsection\n");
