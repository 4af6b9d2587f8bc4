/* A program to list: functions of several files, namesakes, an inlined one, tabs. See make.sh. */
#include "sub/inline.h"

struct pair {
	int first;
	int second;
};

int counter = 3;
extern int twin_of_other(int value);

static int twin(int value)
{
	return value * 2;
}

static int sum(struct pair *p)
{
	int total = 0;

	total += p->first;
	total += p->second;
	return total;
}

int factorial(int n)
{
	if (n <= 1)
		return 1;
	return n * factorial(n - 1);
}

int nothing(void) { return 0; }

int labelled(int n)
{
again:
	n -= 2;
	if (n > 0)
		goto again;
	return n;
}

int main(void)
{
	struct pair p = { 1, 2 };
	int result;

	result = sum(&p) + twin(4) + twin_of_other(5);
	result += factorial(counter);
	result += clamp(result, 7);
	result += labelled(result);
	return result + nothing();
}

void _start(void)
{
	main();
	for (;;)
		;
}
