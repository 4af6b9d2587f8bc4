// Values of every sort, for the comparison with gdb's output in values.gdb.
//
// generate.sh has the commands. They are static variables of _start, so that name, type and location come with one scope.
typedef unsigned char u8;
typedef signed char s8;
typedef unsigned int u32;
typedef unsigned long size_t;
typedef int (*handler_t)(int);
typedef _Bool bool;

int square(int x) { return x * x; }
int global_int = 42;
struct point { int x, y; } origin = { 1, 2 };
char global_text[] = "global text";
const char hello[] = "hello, world";
const char page_end[4096] __attribute__((section(".lastpage"), aligned(4096))) = { [3900] = 'e', [4000 ... 4095] = 't' };

enum color { RED, GREEN, BLUE = 7 };
enum flag { F_A = 1, F_B = 2, F_C = 4, F_HIGH = 0x40 };
enum flag_zero { Z_NONE = 0, Z_A = 1, Z_B = 2 };
enum flag_multi { M_A = 1, M_MASK = 6, M_C = 8 };
enum flag_hole { H_A = 1, H_MASK = 10 };
enum flag_overlap { O_A = 1, O_B = 2, O_AB = 3 };
enum flag_dup { D_A = 1, D_ALIAS = 1, D_B = 2 };
enum neg { N_MINUS = -1, N_ONE = 1, N_TWO = 2 };
enum one { ONLY = 1 };
enum big { BIG = 0x8000000000000000UL, SMALL = 1 };

struct node { int value; struct node *next; };
struct empty {};
struct nested {
	struct point p;
	union { int i; float f; u8 bytes[4]; };
	struct { int a; char c; } named;
	struct point *ptr;
	char name[16];
	char *str;
	handler_t fn;
	enum color color;
};
struct bits {
	unsigned a : 3;
	int b : 5;
	bool c : 1;
	unsigned long d : 40;
	enum color e : 4;
	char f : 7;
	unsigned : 0;
	u8 g : 2, h : 6;
	enum flag i : 3;
	signed char j : 4;
};
struct flex { int n; int data[]; };
struct flexc { int n; char data[]; };
struct zero { int n; int data[0]; char tail[0]; };
struct deep { struct { struct { struct { int a[2]; } d; } c; } b; };
union u { int i; unsigned char c[4]; struct point *p; };

struct l1 { struct l2 { struct l3 { struct l4 { struct l5 { struct l6 { struct l7 { struct l8 { struct l9 { struct l10 { struct l11 {
	struct l12 { struct l13 { struct l14 { struct l15 { struct l16 { struct l17 { struct l18 { struct l19 { struct l20 { struct l21 { struct l22 {
	int a; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; } x; };

#define ALT(x) x(0) x(1) x(2) x(3) x(4) x(5) x(6) x(7) x(8) x(9) x(10) x(11) x(12) x(13) x(14) x(15) x(16) x(17) x(18) x(19)
#define ALT2(n) 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j',
#define INC(n) n * 10, n * 10 + 1, n * 10 + 2, n * 10 + 3, n * 10 + 4, n * 10 + 5, n * 10 + 6, n * 10 + 7, n * 10 + 8, n * 10 + 9,

void _start(void)
{
	static char ch = 'A', ch_nul = 0, ch_neg = -1, ch_quote = '\'', ch_back = '\\', ch_nl = '\n', ch_esc = 27, ch_dq = '"', ch_del = 127;
	static signed char sch = -5;
	static unsigned char uch = 200;
	static u8 u8v = 65;
	static s8 s8v = -65;
	static short sh = -32768;
	static unsigned short ush = 65535;
	static int i = -1, i_zero = 0;
	static unsigned u = 4294967295u;
	static long l = -9223372036854775807L - 1;
	static unsigned long ul = 18446744073709551615UL;
	static long long ll = 1234567890123456789LL;
	static __int128 i128 = -5, i128big = ((__int128)0x123456789abcdef << 64) | 0xfedcba9876543210;
	static unsigned __int128 u128 = ~(unsigned __int128)0;
	static bool yes = 1, no = 0;
	static union { unsigned char raw; bool b; } odd_bool = { 5 };
	static float f = 1.5f, f_third = 1.0f / 3, f_big = 1e20f, f_zero = 0, f_negz = -0.0f;
	static float f_inf = __builtin_inff(), f_nan = __builtin_nanf("");
	static double d = 3.141592653589793, d_tenth = 0.1, d_big = 1e300, d_int = 100000, d_million = 123456789.0, d_neg_inf = -__builtin_inf(), d_nan = __builtin_nan("5"), d_tiny = 4.9e-324;
	static double d_neg_nan = -__builtin_nan("");
	static long double ld = 1.1L, ld_one = 1, ld_neg = -12345.678L, ld_zero = 0, ld_inf = __builtin_infl();
	static enum color col = BLUE, col_bad = 3;
	static enum flag fl0 = 0, fl1 = F_A, fl2 = F_A | F_C, fl3 = F_B | 8, fl4 = 8, fl5 = F_A | F_B | F_C | F_HIGH | 0x80000000, fl6 = F_HIGH;
	static enum flag_zero fz0 = 0, fz1 = 3, fz2 = 4, fz3 = 1;
	static enum flag_multi fm0 = 7, fm1 = 2, fm2 = 14, fm3 = 6, fm4 = 16, fm5 = 0;
	static enum flag_hole fh0 = 11, fh1 = 2, fh2 = 1, fh3 = 9;
	static enum flag_overlap fo0 = 3, fo1 = 7, fo2 = 0, fo3 = 2, fo4 = 4;
	static enum flag_dup fd0 = 1, fd1 = 3, fd2 = 0, fd3 = 5;
	static enum neg en0 = -1, en1 = 3, en2 = -2;
	static enum one eo = 0, eo2 = 1, eo3 = 2;
	static enum big eb = BIG, eb2 = BIG | SMALL, eb3 = 0;
	static int *p_null = 0, *p_int = &global_int, *p_bad = (int *)8;
	static void *pv = &global_int, *pv_null = 0, *pv_unmapped = (void *)0xffff888003b1e400UL;
	static void *pv_mid = (char *)&origin + 4, *pv_code = (void *)((char *)square + 3);
	static struct point *p_struct = &origin, *p_struct2 = &origin + 1;
	static char *s = "hello", *s_null = 0, *s_empty = "", *s_esc = "a\tb\n\"q\"\\\001\0332\e[0m\200\377z";
	static char *s_bad = (char *)1, *s_glob = global_text;
	static const char *cs = hello;
	static const char *const ccs = hello;
	static unsigned char *us = (unsigned char *)"unsigned";
	static signed char *ss = (signed char *)"signed";
	static u8 *u8s = (u8 *)"u8 string";
	static char **pp = &s;
	static void (*fp)(void) = _start, (*fp_null)(void) = 0;
	static handler_t handler = square;
	static int (*(*fpp)[2])(int) = 0;
	static char *s_long = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
		"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
		"0123456789";
	static char *s_200 = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
		"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";
	static char *s_199 = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
		"012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678";
	static char *s_rep = "aaaaaaaaaaaaaaaaaaaab", *s_rep9 = "aaaaaaaaab", *s_rep10 = "aaaaaaaaaab", *s_rep11 = "aaaaaaaaaaab", *s_rep_mid = "xyzaaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbq";
	static char *s_oct = "\0011\0029\003x";
	static char a_exact[5] = "hello", a_nul[6] = "hello", a_pad[16] = "hello", a_pad20[32] = "hello", a_zero[16], a_zero8[8], a_one[1] = "", a_onec[1] = "x", a_in[16] = "ab\0cd";
	static char a_long[300] = "short", a_fill[300] = { [0 ... 299] = 'x' }, a_mix[300] = { [0 ... 149] = 'x', [150 ... 249] = 'y', [250] = 'z' };
	static char a_alt[450] = { ALT(ALT2) [400 ... 449] = 'z' };
	static char *s_end = (char *)page_end + 4090, *s_end0 = (char *)page_end + 4096, *s_endl = (char *)page_end + 3800;
	static int m2many[2][250] = { { ALT(INC) }, { ALT(INC) } };
	static struct { int a; struct { int b; union { int c; struct { int d; }; }; }; } anon = { 1, { 2, { 3 } } };
	static struct l1 veryd;
	static unsigned char ua[8] = { 1, 2, 3, 'a', 'b' };
	static u8 mac[6] = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 };
	static char a2[3][8] = { "ab", "cd" };
	static char a2r[20][4];
	static int ia[5] = { 1, 2, 3, 4, 5 }, ia_rep[40] = { 7, 7, 7 }, ia_rep10[12] = { 1, [11] = 3 }, ia_rep11[13] = { 1, [12] = 3 }, ia_all[16];
	static int ia_big[300] = { 1, 2, 3, [299] = 9 };
	static int ia_inc[250] = { 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,
		0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,
		0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49 };
	static int m2[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } }, m3[2][2][2] = { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } };
	static int m2big[3][150] = { { 1, 2 }, { 3, 4 }, { 5, 6 } };
	static int m2inc[30][9] = { { 1, 2 }, { 3, 4 }, { 5, 6 } };
	static struct point sa[3] = { { 1, 2 }, { 3, 4 } }, sa_rep[20], sa_big[250] = { { 1, 2 } };
	static struct point pt = { 10, -20 };
	static struct node n2 = { 2, 0 }, n1 = { 1, &n2 }, loop = { 3, &loop };
	static struct empty em;
	static struct nested ne = { { 1, 2 }, { 0x3f800000 }, { 5, 'c' }, &origin, "name", "string", square, GREEN };
	static struct bits bi = { 5, -3, 1, 0xffffffffff, BLUE, -1, 3, 33, F_A | F_C, -8 };
	static struct flex fx = { 3, { 1, 2, 3 } };
	static struct flexc fxc = { 3, "flexible" };
	static struct zero ze = { 4 };
	static struct deep de = { { { { { 1, 2 } } } } };
	static union u un = { 0x41424344 };
	static struct point *pa[3] = { &origin, 0, &origin }, *pa_rep[20];
	static char *sargv[3] = { "one", "two", 0 };
	static handler_t fns[2] = { square, 0 };
	static enum color cols[3] = { RED, GREEN, 99 };
	static bool bools[4] = { 1, 0, 1 };
	static float fa[3] = { 1.5f, -2, 0.1f };
	static const volatile int cvi = 9;
	static struct point (*parr)[3] = &sa;
	static char (*pcarr)[16] = &a_pad;
	static size_t size = 4096;
	static double da[2] = { 1, 2.5 };
	static const struct point cpt = { 1, 1 };
	static const struct point *pcpt = &cpt;
	static volatile u32 *mmio = (volatile u32 *)&global_int;
	static long arr1[1] = { 1 };
	static long arr0[0];
	static int int_char_array[2] = { 'a', 'b' };
	static __int128 i128a[2] = { 1, 2 };
	for (;;)
		;
}
