static inline int header_inline(int h)
{
	extern volatile int sink;
	sink = h;
	return h + sink;
}
