/* Types that no memory holds: an error has to say so, and the others stay readable. */
struct small { int a; };
struct huge { char head; char body[1UL << 41]; };
struct wide { char rows[1UL << 21][1UL << 21]; };
struct points { char (*huge)[1UL << 41]; struct huge *it; int after; };
extern struct huge *huge;
extern struct wide *wide;
struct points points;
struct small small;
void use(void) { huge->head = 0; wide->rows[0][0] = 0; }
