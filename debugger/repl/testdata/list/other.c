#include "sub/inline.h"

static int twin(int value)
{
	return value * 3;
}

int twin_of_other(int value)
{
	return twin(value) + clamp(value, 9);
}
