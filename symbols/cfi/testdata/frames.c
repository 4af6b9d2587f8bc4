/* Shapes that a compiler makes of a kernel's functions; see Makefile for the command. */
int leaf(int a) { return a + 1; }

int saved(int (*f)(int), int a, int b, int c, int d, int e)
{
	if (a == 7)
		return 0;	/* before the pushes, by shrink-wrapping */
	return f(a) + f(b) + f(c) + f(d) + f(e) + b + c + d + e;
}

int big(int (*f)(char *), int n)
{
	char buf[1000];
	buf[n] = 0;
	return f(buf) + 1;
}

/* An aligned variable: the stack is realigned, the CFA becomes an expression. */
int realigned(int (*f)(void *, void *), int n)
{
	struct { char c[64]; } __attribute__((aligned(64))) s;
	s.c[n] = 0;
	return f(&s, __builtin_alloca(n)) + n;
}

void never(void (*f)(void)) { f(); __builtin_unreachable(); }

void _start(void) { for (;;) ; }
