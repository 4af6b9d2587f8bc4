static inline __attribute__((always_inline)) int clamp(int value, int limit)
{
	if (value > limit)
		return limit;
	return value;
}
