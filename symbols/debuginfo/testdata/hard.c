/* Hard cases for the reader and printer of types: see hard_test.go. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef struct list list_t;

struct list { struct list *next, *prev; };

enum color { RED, GREEN = 5, BLUE };
enum negative { MINUS = -3, ZERO = 0, ONE };
enum wide { WIDE_LOW = 1, WIDE_HIGH = 0x8000000000000000ull };
enum widesigned { WS_LOW = -1, WS_HIGH = 0x7fffffffffffffffll };
enum __attribute__((packed)) tiny { TINY = 200 };
enum __attribute__((packed)) tinyneg { TINYNEG = -100, TINYPOS = 100 };
enum flags { F_A = 1, F_B = 2, F_C = 4, F_AC = 5, F_ALL = 7, F_BIG = 1 << 31 };
enum jump { J0, J10 = 10, J11, J3 = 3, J4, J4B = 4 };
enum { ANON_ONE = 1, ANON_TWO };
typedef enum { TD_A, TD_B = 7 } tdenum_t;
typedef enum color color_t;

struct empty {};
union emptyu {};
struct opaque;

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
	unsigned long big : 63;
	unsigned char tail : 2;
};

struct gap_bits {
	unsigned a : 1;
	unsigned : 4;
	unsigned b : 2;
	unsigned : 0;
	char c;
	unsigned d : 9;
	unsigned : 12;
	unsigned e : 1;
	long l;
	int f : 3;
};

struct __attribute__((packed)) packed_bits {
	u8 head;
	unsigned cross : 30;
	unsigned more : 9;
	u64 huge : 61;
	u8 tail;
};

struct bits_in_struct {
	char c;
	struct { unsigned x : 3, y : 4; char z; };
	struct gap_bits g;
	union { struct { u32 lo : 20, hi : 12; }; u32 all; } u;
	unsigned end : 1;
};

struct holes {
	char c;
	long l;
	short s;
	struct { char x; int y; } inner;
	char d;
	struct list list;
	union { char uc; long ul[2]; struct { char p; short q; } us; } u;
	char e;
	char __attribute__((aligned(64))) lined;
	int i;
};

union mix {
	u64 whole;
	u8 bytes[8];
	struct { u32 low, high; };
	struct { u8 tag; union { u32 a; float f; } v; } named;
	unsigned bit : 5;
	struct bits bits;
	list_t *lp;
};

struct deep {
	struct {
		struct {
			struct {
				struct { int x; union { int y; struct { int z; }; }; } d4;
				int e3;
			} d3;
			char e2;
		} d2;
		int (*fn)(struct { int inproto; } *);
	} d1;
	struct { int a; } arr[3];
	struct { int b; struct { int c; } in; } *ptr;
	union { int u1; struct { int u2; } u3; } uarr[2][2];
	enum { E_IN_A, E_IN_B = 4 } en;
	enum { E_IN_C } *enp;
	enum color named_enum;
};

typedef struct { int td_a; struct { char td_b; }; } anon_t;
typedef struct tagged { int tg; } tagged_t;
typedef union { int ua; float ub; } anonu_t;
typedef int int_arr_t[4];
typedef int_arr_t arr2_t[3];
typedef int (*fn_t)(int, char **);
typedef int func_t(int);
typedef func_t *funcp_t;
typedef char *charp_t;
typedef const char *ccharp_t;
typedef void void_t;
typedef anon_t *anonp_t;
typedef struct opaque opaque_t;
typedef volatile int vint_t;
typedef const struct tagged ctagged_t;
typedef u64 u64_again;

struct uses {
	anon_t an;
	anon_t ans[2];
	tagged_t tg;
	anonu_t un;
	int_arr_t ia;
	arr2_t a2;
	fn_t fn;
	func_t *fp;
	fn_t fns[3];
	fn_t *fnp;
	charp_t cp;
	ccharp_t ccp;
	const charp_t ccharp;
	void_t *vp;
	anonp_t ap;
	opaque_t *op;
	struct opaque *sop;
	vint_t vi;
	const volatile int cvi;
	ctagged_t ct;
	const struct tagged cst;
	volatile struct tagged *vst;
	tdenum_t td;
	color_t col;
};

struct scalars {
	_Bool yes;
	char ch;
	signed char sc;
	unsigned char uc;
	short s;
	unsigned short us;
	int i;
	unsigned u;
	long l;
	unsigned long ul;
	long long ll;
	unsigned long long ull;
	__int128 big;
	unsigned __int128 ubig;
	float f;
	double d;
	long double ld;
	_Complex float cf;
	_Complex double cd;
	_Complex long double cld;
	__float128 f128;
	__WCHAR_TYPE__ wc;
	__CHAR16_TYPE__ c16;
	__CHAR32_TYPE__ c32;
};

struct pointers {
	void *v;
	const void *cv;
	void *const vc;
	const char *const *const *cccc;
	char *restrict r;
	volatile char *volatile vv;
	_Atomic int at;
	_Atomic int *atp;
	int *_Atomic pat;
	const _Atomic int cat;
	_Atomic(struct list) atl;
	int (*handler)(struct pointers *self, const char *fmt, ...);
	int (*noproto)();
	void (*novoid)(void);
	void (*table[5])(void);
	void (**tablep[2][3])(int, int);
	int (*(*retfn)(int))(char, struct list);
	int (*(*retarr)(void))[7];
	int *(*arrp)[4];
	int (*arrparr[2])[3];
	char (*(*(*x[3])())[5])(void);
	struct list (*bystruct)(struct list, union mix, enum color);
	void (*fnarg)(void (*)(int), int (*)[3], int[4], const int[]);
};

struct arrays {
	int one[1];
	int cube[2][3][4];
	const int ci[3];
	volatile char vc[2][2];
	const char *names[4];
	struct list lists[2];
	int zero[0];
	int zz[0][5];
	char flex[];
};
struct flex2 { int n; struct { int a, b; } items[]; };
struct zero_len { int n; char z[0]; };
struct flex_multi { int n; int m[][4]; };

struct __attribute__((aligned(32))) aligned { int a; };
struct has_aligned { char c; struct aligned al; char d; };
struct __attribute__((packed)) packed { char c; int i; short s; struct list l; };

/* Vectors. */
typedef int v4si __attribute__((vector_size(16)));
struct vec { v4si v; v4si vs[2]; };

struct self { struct self *self; struct self **pself; struct self *arr[2]; union { struct self *u; }; };
struct mutual_a { struct mutual_b *b; };
struct mutual_b { struct mutual_a a; struct mutual_a *pa; };

/* The same name in C's three name spaces. */
struct thing { int t; };
typedef int thing;
union thing2 { int t; };
struct nested_tag { struct inner_tag { int i; enum inner_enum { IE1, IE2 } e; } in; };
struct big { char a[100000]; int b[1 << 20]; };
struct long_names_of_members_in_here { int a_member_with_a_name_that_is_very_long_indeed_for_a_member_of_a_struct; };
struct onlybits { unsigned a : 1, b : 31; };
struct zerobits { unsigned a : 16; unsigned : 0; unsigned b : 16; };
struct signedbits { signed a : 1; int b : 2; char c : 3; short d : 9; long e : 33; _Bool f : 1; };
struct arr_of_empty { struct empty e[3]; int i; struct empty f; };
struct tailpad { long l; char c; };
struct uniontail { union { char c[9]; long l; } u; char x; };

struct list v_list; union mix v_mix; struct bits v_bits; struct gap_bits v_gap; struct packed_bits v_pb;
struct bits_in_struct v_bis; struct holes v_holes; struct deep v_deep; struct uses v_uses; struct scalars v_scalars;
struct pointers v_pointers; struct arrays v_arrays; struct flex2 v_flex2; struct zero_len v_zl; struct flex_multi v_fm;
struct has_aligned v_ha; struct packed v_packed; struct vec v_vec; struct self v_self; struct mutual_b v_mb; struct thing v_thing;
union thing2 v_t2; struct nested_tag v_nt; struct big *v_big; struct long_names_of_members_in_here v_ln; struct onlybits v_ob;
struct zerobits v_zb; struct signedbits v_sb; struct arr_of_empty v_aoe; struct tailpad v_tp; struct uniontail v_ut;
thing v_thing_t; opaque_t *v_opaque; struct empty v_empty; union emptyu v_emptyu;
enum color v_color; enum negative v_negative; enum wide v_wide; enum widesigned v_ws; enum tiny v_tiny; enum tinyneg v_tinyneg;
enum flags v_flags; enum jump v_jump; tdenum_t v_tdenum; color_t v_colort;
int v_anonenum = ANON_TWO;
arr2_t v_arr2; fn_t v_fn; func_t *v_func; anonp_t v_anonp; funcp_t v_funcp; ctagged_t *v_ct; u64_again v_u64a; anonu_t v_anonu;
struct { int va; struct { int vb; } vc; } v_anon;
struct { int va; } v_anons[3], *v_anonptr;
int (*v_fnarr[3])(int, union mix);
int v_matrix[2][3];
const volatile int *const v_cv;
extern struct elsewhere *v_elsewhere;
struct elsewhere *elsewhere_ptr;

__attribute__((noinline)) int function(int first, struct list *l, const char *fmt, ...) { return first; }
static __attribute__((noinline, used)) void noargs(void) {}
static __attribute__((noinline, used)) struct list *oldstyle() { return &v_list; }
static __attribute__((noinline, used)) int (*returns_fn(int a))(char) { return 0; }
int entry(void) { noargs(); oldstyle(); returns_fn(1); return function(1, 0, 0); }
