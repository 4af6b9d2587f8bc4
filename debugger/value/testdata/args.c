// Parameters of optimised functions, for the comparison with gdb's frame lines in args.gdb: what a
// parameter is, and what it was at the function's entry. generate.sh has the commands.
#define NOINLINE __attribute__((noinline, noclone, noipa))

struct pair { int a, b; };
struct big { long v[4]; };
enum mode { OFF, ON, AUTO };
volatile int sink;
int table[4] = { 1, 2, 3, 4 };

NOINLINE void stop(void) { sink++; }
NOINLINE int use(int x) { sink = x; return x; }
NOINLINE int hidden(void) { return sink + 5; }

// The value does not change and is still needed afterwards.
NOINLINE int equal(int val) { stop(); return use(val); }
// It changes, and the new value is needed.
NOINLINE int different(int val) { val++; use(val); stop(); return val; }
// It is not needed any more: computed from its value at entry.
NOINLINE int unused(int val) { stop(); return 1; }
// It is overwritten with something that is not kept.
NOINLINE int lost(int val) { val = use(val) * sink; sink = val; val += sink; use(val); stop(); return 2; }
// The caller does not say what it passed.
NOINLINE int born(int val) { stop(); return use(val) + 1; }
NOINLINE int invalid(int val) { stop(); return 3; }
NOINLINE int invalid2(int val) { val = use(val) * sink; sink = val; stop(); return 3; }
// Several of all kinds.
NOINLINE long many(int a, const char *b, int *c, int (*d)(int), enum mode e, _Bool f, long g, unsigned char h)
{
	use(a);
	g++;
	stop();
	return a + g + d(*c);
}
NOINLINE int pair(struct pair p) { stop(); return use(p.a) + p.b; }
NOINLINE int pair_half(struct pair p) { stop(); return use(p.b); }
NOINLINE long big(struct big b) { stop(); return b.v[2] + use(1); }
NOINLINE int pointer(struct pair *p) { stop(); return use(p->a); }
NOINLINE int entry_point(int x, int y) { sink = x; stop(); return x + y; }
NOINLINE long wide(__int128 w) { stop(); return use(w >> 64); }
NOINLINE int character(char c, signed char s, short sh) { stop(); return use(c) + s + sh; }
NOINLINE int indirect(int (*fn)(int), int x) { stop(); return fn(x) + 1; }

__attribute__((force_align_arg_pointer)) void _start(void)
{
	struct pair p = { 1, 2 };
	struct big b = { { 1, 2, 3, 4 } };
	equal(5);
	different(5);
	unused(5);
	lost(5);
	born(hidden());
	invalid(hidden());
	invalid2(hidden());
	many(-1, "text", table, equal, AUTO, 1, 7, 'h');
	pair(p);
	pair_half(p);
	big(b);
	pointer((struct pair *)&table[1]);
	entry_point(3, 4);
	wide((__int128)7 << 64);
	character('c', -2, -300);
	indirect(unused, 9);
	for (;;)
		;
}
