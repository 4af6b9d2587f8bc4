/* Inlined functions, blocks, lost variables, call sites. See fixture_test.go for the commands. */
#include "scope.h"

struct point { int x, y; };

volatile int sink;
static int counter;
extern int other(int value, int unused);

static __attribute__((noinline, noclone)) int callee(int value, long second)
{
	sink = value;
	return value + (int)second + sink;
}

static inline int innermost(int deep)
{
	int kept = deep * 3;
	sink = kept;
	{
		int lost = 7;
		sink += lost;
	}
	return kept + sink;
}

static inline int middle(struct point *p, int factor)
{
	int sum = p->x + p->y;
	sum += innermost(sum * factor);
	return sum;
}

int outer(struct point *p, int count)
{
	int total = 0;
	const int constant = 42;
	static int calls;

	calls++;
	for (int i = 0; i < count; i++) {
		struct point copy = *p;
		int count = callee(copy.x + i, 5);	/* hides the parameter */

		total += middle(&copy, i) + count;
		sink = count;
	}
	counter += total;
	return callee(total, count) + constant;
}

int tail(int value)
{
	return other(value + 1, 2);
}

int start(void)
{
	struct point p = { sink, 2 };
	return outer(&p, sink) + tail(3) + header_inline(sink);
}
