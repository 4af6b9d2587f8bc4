/* A kernel in miniature. */
#define __section(s) __attribute__((section(s)))

const char linux_banner[] = "Linux version 6.1.0-test (me@here) #1 SMP";
int runqueue __section(".data..percpu") = 1;
int this_cpu_off __section(".data..percpu") = 2;
int init_task[64] = { 1 };
int bss_object[32];

static int twin(int x) { return x + init_task[x]; }
int (*volatile twin_ref)(int) = twin;

int schedule(int x) { return x * 3 + bss_object[x & 31]; }
extern int __schedule_alias(int x) __attribute__((alias("schedule")));

int __section(".init.text") start_kernel(void) { return twin_ref(schedule(1)); }

/* A label without a size, and a compiler-made name in front of a function. */
asm(".pushsection .text\n"
    ".p2align 4\n"
    "__pfx_padded: .fill 16, 1, 0x90\n"
    ".type __pfx_padded, @function\n.size __pfx_padded, 16\n"
    ".globl padded\n"
    "padded: ret\n"
    ".type padded, @function\n.size padded, . - padded\n"
    ".p2align 4\n"
    ".globl entry_label\n"
    "entry_label: nop\n nop\n ret\n"
    ".popsection\n");
