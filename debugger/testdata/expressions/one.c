// What expressions are tried on. Everything is initialised: nothing runs, and gdb reads the file.
typedef unsigned char u8;
typedef signed char s8;
typedef unsigned short u16;
typedef short s16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long s64;
typedef _Bool bool;
typedef __int128 s128;
typedef unsigned __int128 u128;

struct list_head { struct list_head *next, *prev; };
enum color { RED = 1, GREEN = 2, BLUE = 4, MIX = 7 };
enum flags { F_A = 1, F_B = 2, F_C = 4 };
enum neg { MINUS = -1, ZERO, PLUS };

typedef int (*handler_t)(int, char);

struct bits {
	unsigned int a : 3;
	int b : 5;
	u64 c : 33;
	bool d : 1;
	u8 e;
};

struct inner { int x, y; };
struct outer {
	int id;
	struct inner in;
	struct inner arr[3];
	union { long whole; struct { int low, high; }; };
	char name[16];
	const char *text;
	struct outer *self;
	struct list_head list;
	handler_t fn;
	struct bits bits;
	double real;
	int flex[];
};

s8 v_s8 = -5;
u8 v_u8 = 200;
char v_char = 'A';
s16 v_s16 = -300;
u16 v_u16 = 60000;
int v_int = -7;
u32 v_u32 = 4000000000u;
long v_long = -1234567890123;
u64 v_u64 = 0xfedcba9876543210;
long long v_ll = 99;
unsigned long long v_ull = 1;
s128 v_s128 = -((s128)1 << 100);
u128 v_u128 = ((u128)0x0123456789abcdef << 64) | 0xfedcba9876543210;
bool v_true = 1;
bool v_false __attribute__((section(".data"))) = 0;
float v_float = 1.5f;
double v_double = -2.25;
long double v_ldouble = 3.125L;
enum color v_color = GREEN;
enum color v_mixed = RED | BLUE;
enum flags v_flags = F_A | F_C;
enum neg v_neg = MINUS;
int v_zero __attribute__((section(".data"))) = 0;

int arr[5] = {10, 20, 30, 40, 50};
int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
char text[] = "hello";
char padded[16] = "pad";
const char *str = "a string";
const char *strs[3] = {"one", "two", "three"};
int *pint = &arr[2];
void *pvoid = arr;
const volatile int *pcv = &arr[1];
int **ppint = &pint;
int (*parr)[5] = &arr;
u64 addr_of_arr = (u64)0x1000;
struct nowhere *opaque = (void *)arr;

int twice(int x, char c) { return x * 2 + c; }
void nothing(void) {}
handler_t fn = twice;
int (*table[2])(int, char) = {twice, twice};

extern struct outer obj;
struct outer obj = {
	.id = 42, .in = {1, 2}, .arr = {{3, 4}, {5, 6}, {7, 8}}, .whole = 0x1122334455667788, .name = "object",
	.text = "text", .self = &obj, .list = {&obj.list, &obj.list}, .fn = twice,
	.bits = {5, -3, 0x123456789, 1, 9}, .real = 0.5, .flex = {100, 200, 300},
};
struct outer *pobj = &obj;
struct inner two = {11, 12};
struct list_head *node = &obj.list;

static int same = 1111;
int *psame1 = &same;

int counter(void)
{
	static int calls = 77;
	{
		static int deep = 78;
		calls += deep;
	}
	return calls + same;
}

extern int *psame2;
void _start(void)
{
	counter();
	nothing();
	(void)*psame2;
	(void)(s8)v_true;
}
