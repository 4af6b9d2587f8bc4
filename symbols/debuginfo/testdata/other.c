#include "scope.h"
extern volatile int sink;

int other(int value, int unused)
{
	sink = header_inline(value);
	return sink;
}
