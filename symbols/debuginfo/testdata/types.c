/* Every shape of C type that the readers must lay out. See types_test.go for how the objects are made. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

struct list_head { struct list_head *next, *prev; };

enum color { RED, GREEN = 5, BLUE };
enum negative { MINUS = -3, ZERO = 0 };
enum wide { WIDE_LOW = 1, WIDE_HIGH = 0x8000000000000000ull };
enum __attribute__((packed)) tiny { TINY = 200 };

struct bits {
	int arr[4];
	unsigned a : 3;
	unsigned b : 7;
	int s : 5;
	u64 far : 40;
	u8 flag : 1;
	_Bool yes : 1;
	enum color c : 4;
	unsigned : 0;
	unsigned last : 32;
};

struct __attribute__((packed)) packed_bits {
	u8 head;
	unsigned cross : 30;
	unsigned more : 9;
	u8 tail;
};

struct opaque;
struct later;

union view {
	u64 whole;
	u8 bytes[8];
	struct { u32 low, high; };
};

struct all {
	struct list_head list;
	union view view;
	struct {
		int anon_a;
		union { int anon_b; float anon_f; };
	};
	int cube[2][3][4];
	const char *const name;
	volatile int counter;
	int (*handler)(struct all *self, const char *fmt, ...);
	void (*table[5])(void);
	struct opaque *opaque;
	struct later *later;
	enum color color;
	enum negative negative;
	enum wide wide;
	enum tiny tiny;
	_Bool yes;
	signed char sc;
	char ch;
	__int128 big;
	long double ld;
	double d;
#ifndef NO_ATOMIC
	_Atomic int atomic;
#endif
	int *restrict restricted;
	int zero[0];
	u8 data[];
};

struct later { int value; struct all *back; };

struct all *all;
struct bits bits;
struct packed_bits packed_bits;
int (*fn_array[3])(int, union view);
