> ptype struct aligned
type = struct aligned {
    int a;
}
> ptype/o struct aligned
/* offset      |    size */  type = struct aligned {
/*      0      |       4 */    int a;
/* XXX 28-byte padding   */

                               /* total size (bytes):   32 */
                             }
> whatis struct aligned
type = struct aligned
> ptype anon_t
type = struct {
    int td_a;
    struct {
        char td_b;
    };
}
> ptype/o anon_t
type = struct {
/*      0      |       4 */    int td_a;
/*      4      |       1 */    struct {
/*      4      |       1 */        char td_b;

                                   /* total size (bytes):    1 */
                               };
/* XXX  3-byte padding   */

                               /* total size (bytes):    8 */
                             }
> whatis anon_t
type = struct {...}
> ptype anonp_t
type = struct {
    int td_a;
    struct {
        char td_b;
    };
} *
> ptype/o anonp_t
type = struct {
/*      0      |       4 */    int td_a;
/*      4      |       1 */    struct {
/*      4      |       1 */        char td_b;

                                   /* total size (bytes):    1 */
                               };
/* XXX  3-byte padding   */

                               /* total size (bytes):    8 */
                             } *
> whatis anonp_t
type = anon_t *
> ptype anonu_t
type = union {
    int ua;
    float ub;
}
> ptype/o anonu_t
type = union {
/*                     4 */    int ua;
/*                     4 */    float ub;

                               /* total size (bytes):    4 */
                             }
> whatis anonu_t
type = union {...}
> ptype arr2_t
type = int [3][4]
> ptype/o arr2_t
type = int [3][4]
> whatis arr2_t
type = int [3][4]
> ptype struct arr_of_empty
type = struct arr_of_empty {
    struct empty e[3];
    int i;
    struct empty f;
}
> ptype/o struct arr_of_empty
/* offset      |    size */  type = struct arr_of_empty {
/*      0      |       0 */    struct empty e[3];
/*      0      |       4 */    int i;
/*      4      |       0 */    struct empty {
                                   <no data fields>

                                   /* total size (bytes):    0 */
                               } f;

                               /* total size (bytes):    4 */
                             }
> whatis struct arr_of_empty
type = struct arr_of_empty
> ptype struct arrays
type = struct arrays {
    int one[1];
    int cube[2][3][4];
    const int ci[3];
    volatile char vc[2][2];
    const char *names[4];
    struct list lists[2];
    int zero[0];
    int zz[0][5];
    char flex[];
}
> ptype/o struct arrays
/* offset      |    size */  type = struct arrays {
/*      0      |       4 */    int one[1];
/*      4      |      96 */    int cube[2][3][4];
/*    100      |      12 */    const int ci[3];
/*    112      |       4 */    volatile char vc[2][2];
/* XXX  4-byte hole      */
/*    120      |      32 */    const char *names[4];
/*    152      |      32 */    struct list lists[2];
/*    184      |       0 */    int zero[0];
/*    184      |       0 */    int zz[0][5];
/*    184      |       0 */    char flex[];

                               /* total size (bytes):  184 */
                             }
> whatis struct arrays
type = struct arrays
> ptype struct big
type = struct big {
    char a[100000];
    int b[1048576];
}
> ptype/o struct big
/* offset      |    size */  type = struct big {
/*      0      |  100000 */    char a[100000];
/* 100000      |  4194304 */    int b[1048576];

                               /* total size (bytes): 4294304 */
                             }
> whatis struct big
type = struct big
> ptype struct bits
type = struct bits {
    int arr[4];
    unsigned int a : 3;
    unsigned int b : 7;
    int s : 5;
    u64 far : 40;
    u8 flag : 1;
    _Bool yes : 1;
    enum color c : 4;
    unsigned int last : 32;
    unsigned long big : 63;
    unsigned char tail : 2;
}
> ptype/o struct bits
/* offset      |    size */  type = struct bits {
/*      0      |      16 */    int arr[4];
/*     16: 0   |       4 */    unsigned int a : 3;
/*     16: 3   |       4 */    unsigned int b : 7;
/*     17: 2   |       4 */    int s : 5;
/*     17: 7   |       8 */    u64 far : 40;
/*     22: 7   |       1 */    u8 flag : 1;
/*     23: 0   |       1 */    _Bool yes : 1;
/*     23: 1   |       4 */    enum color c : 4;
/* XXX  3-bit hole       */
/*     24: 0   |       4 */    unsigned int last : 32;
/* XXX  4-byte hole      */
/*     32: 0   |       8 */    unsigned long big : 63;
/* XXX  1-bit hole       */
/*     40: 0   |       1 */    unsigned char tail : 2;
/* XXX  6-bit padding    */
/* XXX  7-byte padding   */

                               /* total size (bytes):   48 */
                             }
> whatis struct bits
type = struct bits
> ptype struct bits_in_struct
type = struct bits_in_struct {
    char c;
    struct {
        unsigned int x : 3;
        unsigned int y : 4;
        char z;
    };
    struct gap_bits g;
    union {
        struct {...};
        u32 all;
    } u;
    unsigned int end : 1;
}
> ptype/o struct bits_in_struct
/* offset      |    size */  type = struct bits_in_struct {
/*      0      |       1 */    char c;
/* XXX  3-byte hole      */
/*      4      |       4 */    struct {
/*      4: 0   |       4 */        unsigned int x : 3;
/*      4: 3   |       4 */        unsigned int y : 4;
/* XXX  1-bit hole       */
/*      5      |       1 */        char z;
/* XXX  2-byte padding   */

                                   /* total size (bytes):    4 */
                               };
/*      8      |      24 */    struct gap_bits {
/*      8: 0   |       4 */        unsigned int a : 1;
/* XXX  4-bit hole       */
/*      8: 5   |       4 */        unsigned int b : 2;
/* XXX  1-bit hole       */
/* XXX  3-byte hole      */
/*     12      |       1 */        char c;
/*     13: 0   |       4 */        unsigned int d : 9;
/* XXX  4-bit hole       */
/* XXX  1-byte hole      */
/*     15: 5   |       4 */        unsigned int e : 1;
/* XXX  2-bit hole       */
/*     16      |       8 */        long l;
/*     24: 0   |       4 */        int f : 3;
/* XXX  5-bit padding    */
/* XXX  7-byte padding   */

                                   /* total size (bytes):   24 */
                               } g;
/*     32      |       4 */    union {
/*                     4 */        struct {
/*     32: 0   |       4 */            u32 lo : 20;
/*     34: 4   |       4 */            u32 hi : 12;

                                       /* total size (bytes):    4 */
                                   };
/*                     4 */        u32 all;

                                   /* total size (bytes):    4 */
                               } u;
/*     36: 0   |       4 */    unsigned int end : 1;
/* XXX  7-bit padding    */
/* XXX  3-byte padding   */

                               /* total size (bytes):   40 */
                             }
> whatis struct bits_in_struct
type = struct bits_in_struct
> ptype ccharp_t
type = const char *
> ptype/o ccharp_t
type = const char *
> whatis ccharp_t
type = const char *
> ptype charp_t
type = char *
> ptype/o charp_t
type = char *
> whatis charp_t
type = char *
> ptype enum color
type = enum color {RED, GREEN = 5, BLUE}
> ptype/o enum color
type = enum color {RED, GREEN = 5, BLUE}
> whatis enum color
type = enum color
> ptype color_t
type = enum color {RED, GREEN = 5, BLUE}
> ptype/o color_t
type = enum color {RED, GREEN = 5, BLUE}
> whatis color_t
type = enum color
> ptype ctagged_t
type = const struct tagged {
    int tg;
}
> ptype/o ctagged_t
type = const struct tagged {
/*      0      |       4 */    int tg;

                               /* total size (bytes):    4 */
                             }
> whatis ctagged_t
type = const struct tagged
> ptype struct deep
type = struct deep {
    struct {
        struct {...} d2;
        int (*fn)(struct {...} *);
    } d1;
    struct {
        int a;
    } arr[3];
    struct {
        int b;
        struct {...} in;
    } *ptr;
    union {
        int u1;
        struct {...} u3;
    } uarr[2][2];
    enum {E_IN_A, E_IN_B = 4} en;
    enum {E_IN_C} *enp;
    enum color named_enum;
}
> ptype/o struct deep
/* offset      |    size */  type = struct deep {
/*      0      |      24 */    struct {
/*      0      |      16 */        struct {
/*      0      |      12 */            struct {
/*      0      |       8 */                struct {
/*      0      |       4 */                    int x;
/*      4      |       4 */                    union {
/*                     4 */                        int y;
/*                     4 */                        struct {
/*      4      |       4 */                            int z;

                                                       /* total size (bytes):    4 */
                                                   };

                                                   /* total size (bytes):    4 */
                                               };

                                               /* total size (bytes):    8 */
                                           } d4;
/*      8      |       4 */                int e3;

                                           /* total size (bytes):   12 */
                                       } d3;
/*     12      |       1 */            char e2;
/* XXX  3-byte padding   */

                                       /* total size (bytes):   16 */
                                   } d2;
/*     16      |       8 */        int (*fn)(struct {...} *);

                                   /* total size (bytes):   24 */
                               } d1;
/*     24      |      12 */    struct {
/*      0      |       4 */        int a;
                               } arr[3];
/* XXX  4-byte hole      */
/*     40      |       8 */    struct {
/*      0      |       4 */        int b;
/*      4      |       4 */        struct {
/*      4      |       4 */            int c;
                                   } in;
                               } *ptr;
/*     48      |      16 */    union {
/*                     4 */        int u1;
/*                     4 */        struct {
/*      0      |       4 */            int u2;
                                   } u3;
                               } uarr[2][2];
/*     64      |       4 */    enum {E_IN_A, E_IN_B = 4} en;
/* XXX  4-byte hole      */
/*     72      |       8 */    enum {E_IN_C} *enp;
/*     80      |       4 */    enum color named_enum;
/* XXX  4-byte padding   */

                               /* total size (bytes):   88 */
                             }
> whatis struct deep
type = struct deep
> ptype struct empty
type = struct empty {
    <no data fields>
}
> ptype/o struct empty
/* offset      |    size */  type = struct empty {
                               <no data fields>

                               /* total size (bytes):    0 */
                             }
> whatis struct empty
type = struct empty
> ptype union emptyu
type = union emptyu {
    <no data fields>
}
> ptype/o union emptyu
/* offset      |    size */  type = union emptyu {
                               <no data fields>

                               /* total size (bytes):    0 */
                             }
> whatis union emptyu
type = union emptyu
> ptype enum flags
type = enum flags {F_A = 1, F_B, F_C = 4, F_AC, F_ALL = 7, F_BIG = -2147483648}
> ptype/o enum flags
type = enum flags {F_A = 1, F_B, F_C = 4, F_AC, F_ALL = 7, F_BIG = -2147483648}
> whatis enum flags
type = enum flags
> ptype struct flex2
type = struct flex2 {
    int n;
    struct {
        int a;
        int b;
    } items[];
}
> ptype/o struct flex2
/* offset      |    size */  type = struct flex2 {
/*      0      |       4 */    int n;
/*      4      |       0 */    struct {
/*      0      |       4 */        int a;
/*      4      |       4 */        int b;
                               } items[];

                               /* total size (bytes):    4 */
                             }
> whatis struct flex2
type = struct flex2
> ptype struct flex_multi
type = struct flex_multi {
    int n;
    int m[][4];
}
> ptype/o struct flex_multi
/* offset      |    size */  type = struct flex_multi {
/*      0      |       4 */    int n;
/*      4      |       0 */    int m[][4];

                               /* total size (bytes):    4 */
                             }
> whatis struct flex_multi
type = struct flex_multi
> ptype fn_t
type = int (*)(int, char **)
> ptype/o fn_t
type = int (*)(int, char **)
> whatis fn_t
type = int (*)(int, char **)
> ptype func_t
type = int (int)
> ptype/o func_t
type = int (int)
> whatis func_t
type = int (int)
> ptype funcp_t
type = int (*)(int)
> ptype/o funcp_t
type = int (*)(int)
> whatis funcp_t
type = func_t *
> ptype struct gap_bits
type = struct gap_bits {
    unsigned int a : 1;
    unsigned int b : 2;
    char c;
    unsigned int d : 9;
    unsigned int e : 1;
    long l;
    int f : 3;
}
> ptype/o struct gap_bits
/* offset      |    size */  type = struct gap_bits {
/*      0: 0   |       4 */    unsigned int a : 1;
/* XXX  4-bit hole       */
/*      0: 5   |       4 */    unsigned int b : 2;
/* XXX  1-bit hole       */
/* XXX  3-byte hole      */
/*      4      |       1 */    char c;
/*      5: 0   |       4 */    unsigned int d : 9;
/* XXX  4-bit hole       */
/* XXX  1-byte hole      */
/*      7: 5   |       4 */    unsigned int e : 1;
/* XXX  2-bit hole       */
/*      8      |       8 */    long l;
/*     16: 0   |       4 */    int f : 3;
/* XXX  5-bit padding    */
/* XXX  7-byte padding   */

                               /* total size (bytes):   24 */
                             }
> whatis struct gap_bits
type = struct gap_bits
> ptype struct has_aligned
type = struct has_aligned {
    char c;
    struct aligned al;
    char d;
}
> ptype/o struct has_aligned
/* offset      |    size */  type = struct has_aligned {
/*      0      |       1 */    char c;
/* XXX 31-byte hole      */
/*     32      |      32 */    struct aligned {
/*     32      |       4 */        int a;
/* XXX 28-byte padding   */

                                   /* total size (bytes):   32 */
                               } al;
/*     64      |       1 */    char d;
/* XXX 31-byte padding   */

                               /* total size (bytes):   96 */
                             }
> whatis struct has_aligned
type = struct has_aligned
> ptype struct holes
type = struct holes {
    char c;
    long l;
    short s;
    struct {
        char x;
        int y;
    } inner;
    char d;
    struct list list;
    union {
        char uc;
        long ul[2];
        struct {...} us;
    } u;
    char e;
    char lined;
    int i;
}
> ptype/o struct holes
/* offset      |    size */  type = struct holes {
/*      0      |       1 */    char c;
/* XXX  7-byte hole      */
/*      8      |       8 */    long l;
/*     16      |       2 */    short s;
/* XXX  2-byte hole      */
/*     20      |       8 */    struct {
/*     20      |       1 */        char x;
/* XXX  3-byte hole      */
/*     24      |       4 */        int y;

                                   /* total size (bytes):    8 */
                               } inner;
/*     28      |       1 */    char d;
/* XXX  3-byte hole      */
/*     32      |      16 */    struct list {
/*     32      |       8 */        struct list *next;
/*     40      |       8 */        struct list *prev;

                                   /* total size (bytes):   16 */
                               } list;
/*     48      |      16 */    union {
/*                     1 */        char uc;
/*                    16 */        long ul[2];
/*                     4 */        struct {
/*     48      |       1 */            char p;
/* XXX  1-byte hole      */
/*     50      |       2 */            short q;

                                       /* total size (bytes):    4 */
                                   } us;

                                   /* total size (bytes):   16 */
                               } u;
/*     64      |       1 */    char e;
/* XXX 63-byte hole      */
/*    128      |       1 */    char lined;
/* XXX  3-byte hole      */
/*    132      |       4 */    int i;
/* XXX 56-byte padding   */

                               /* total size (bytes):  192 */
                             }
> whatis struct holes
type = struct holes
> ptype enum inner_enum
type = enum inner_enum {IE1, IE2}
> ptype/o enum inner_enum
type = enum inner_enum {IE1, IE2}
> whatis enum inner_enum
type = enum inner_enum
> ptype struct inner_tag
type = struct inner_tag {
    int i;
    enum inner_enum e;
}
> ptype/o struct inner_tag
/* offset      |    size */  type = struct inner_tag {
/*      0      |       4 */    int i;
/*      4      |       4 */    enum inner_enum e;

                               /* total size (bytes):    8 */
                             }
> whatis struct inner_tag
type = struct inner_tag
> ptype int_arr_t
type = int [4]
> ptype/o int_arr_t
type = int [4]
> whatis int_arr_t
type = int [4]
> ptype enum jump
type = enum jump {J0, J10 = 10, J11, J3 = 3, J4, J4B = 4}
> ptype/o enum jump
type = enum jump {J0, J10 = 10, J11, J3 = 3, J4, J4B = 4}
> whatis enum jump
type = enum jump
> ptype struct list
type = struct list {
    struct list *next;
    struct list *prev;
}
> ptype/o struct list
/* offset      |    size */  type = struct list {
/*      0      |       8 */    struct list *next;
/*      8      |       8 */    struct list *prev;

                               /* total size (bytes):   16 */
                             }
> whatis struct list
type = struct list
> ptype list_t
type = struct list {
    struct list *next;
    struct list *prev;
}
> ptype/o list_t
type = struct list {
/*      0      |       8 */    struct list *next;
/*      8      |       8 */    struct list *prev;

                               /* total size (bytes):   16 */
                             }
> whatis list_t
type = struct list
> ptype struct long_names_of_members_in_here
type = struct long_names_of_members_in_here {
    int a_member_with_a_name_that_is_very_long_indeed_for_a_member_of_a_struct;
}
> ptype/o struct long_names_of_members_in_here
/* offset      |    size */  type = struct long_names_of_members_in_here {
/*      0      |       4 */    int a_member_with_a_name_that_is_very_long_indeed_for_a_member_of_a_struct;

                               /* total size (bytes):    4 */
                             }
> whatis struct long_names_of_members_in_here
type = struct long_names_of_members_in_here
> ptype union mix
type = union mix {
    u64 whole;
    u8 bytes[8];
    struct {
        u32 low;
        u32 high;
    };
    struct {
        u8 tag;
        union {...} v;
    } named;
    unsigned int bit : 5;
    struct bits bits;
    list_t *lp;
}
> ptype/o union mix
/* offset      |    size */  type = union mix {
/*                     8 */    u64 whole;
/*                     8 */    u8 bytes[8];
/*                     8 */    struct {
/*      0      |       4 */        u32 low;
/*      4      |       4 */        u32 high;

                                   /* total size (bytes):    8 */
                               };
/*                     8 */    struct {
/*      0      |       1 */        u8 tag;
/* XXX  3-byte hole      */
/*      4      |       4 */        union {
/*                     4 */            u32 a;
/*                     4 */            float f;

                                       /* total size (bytes):    4 */
                                   } v;

                                   /* total size (bytes):    8 */
                               } named;
/*                     4 */    unsigned int bit : 5;
/*                    48 */    struct bits {
/*      0      |      16 */        int arr[4];
/*     16: 0   |       4 */        unsigned int a : 3;
/*     16: 3   |       4 */        unsigned int b : 7;
/*     17: 2   |       4 */        int s : 5;
/*     17: 7   |       8 */        u64 far : 40;
/*     22: 7   |       1 */        u8 flag : 1;
/*     23: 0   |       1 */        _Bool yes : 1;
/*     23: 1   |       4 */        enum color c : 4;
/* XXX  3-bit hole       */
/*     24: 0   |       4 */        unsigned int last : 32;
/* XXX  4-byte hole      */
/*     32: 0   |       8 */        unsigned long big : 63;
/* XXX  1-bit hole       */
/*     40: 0   |       1 */        unsigned char tail : 2;
/* XXX  6-bit padding    */
/* XXX  7-byte padding   */

                                   /* total size (bytes):   48 */
                               } bits;
/*                     8 */    list_t *lp;

                               /* total size (bytes):   48 */
                             }
> whatis union mix
type = union mix
> ptype struct mutual_a
type = struct mutual_a {
    struct mutual_b *b;
}
> ptype/o struct mutual_a
/* offset      |    size */  type = struct mutual_a {
/*      0      |       8 */    struct mutual_b *b;

                               /* total size (bytes):    8 */
                             }
> whatis struct mutual_a
type = struct mutual_a
> ptype struct mutual_b
type = struct mutual_b {
    struct mutual_a a;
    struct mutual_a *pa;
}
> ptype/o struct mutual_b
/* offset      |    size */  type = struct mutual_b {
/*      0      |       8 */    struct mutual_a {
/*      0      |       8 */        struct mutual_b *b;

                                   /* total size (bytes):    8 */
                               } a;
/*      8      |       8 */    struct mutual_a *pa;

                               /* total size (bytes):   16 */
                             }
> whatis struct mutual_b
type = struct mutual_b
> ptype enum negative
type = enum negative {MINUS = -3, ZERO = 0, ONE}
> ptype/o enum negative
type = enum negative {MINUS = -3, ZERO = 0, ONE}
> whatis enum negative
type = enum negative
> ptype struct nested_tag
type = struct nested_tag {
    struct inner_tag in;
}
> ptype/o struct nested_tag
/* offset      |    size */  type = struct nested_tag {
/*      0      |       8 */    struct inner_tag {
/*      0      |       4 */        int i;
/*      4      |       4 */        enum inner_enum e;

                                   /* total size (bytes):    8 */
                               } in;

                               /* total size (bytes):    8 */
                             }
> whatis struct nested_tag
type = struct nested_tag
> ptype struct onlybits
type = struct onlybits {
    unsigned int a : 1;
    unsigned int b : 31;
}
> ptype/o struct onlybits
/* offset      |    size */  type = struct onlybits {
/*      0: 0   |       4 */    unsigned int a : 1;
/*      0: 1   |       4 */    unsigned int b : 31;

                               /* total size (bytes):    4 */
                             }
> whatis struct onlybits
type = struct onlybits
> ptype opaque_t
type = struct opaque {
    struct elsewhere *e;
    long value;
}
> ptype/o opaque_t
type = struct opaque {
/*      0      |       8 */    struct elsewhere *e;
/*      8      |       8 */    long value;

                               /* total size (bytes):   16 */
                             }
> whatis opaque_t
type = struct opaque
> ptype struct packed
type = struct packed {
    char c;
    int i;
    short s;
    struct list l;
}
> ptype/o struct packed
/* offset      |    size */  type = struct packed {
/*      0      |       1 */    char c;
/*      1      |       4 */    int i;
/*      5      |       2 */    short s;
/*      7      |      16 */    struct list {
/*      7      |       8 */        struct list *next;
/*     15      |       8 */        struct list *prev;

                                   /* total size (bytes):   16 */
                               } l;

                               /* total size (bytes):   23 */
                             }
> whatis struct packed
type = struct packed
> ptype struct packed_bits
type = struct packed_bits {
    u8 head;
    unsigned int cross : 30;
    unsigned int more : 9;
    u64 huge : 61;
    u8 tail;
}
> ptype/o struct packed_bits
/* offset      |    size */  type = struct packed_bits {
/*      0      |       1 */    u8 head;
/*      1: 0   |       4 */    unsigned int cross : 30;
/*      4: 6   |       4 */    unsigned int more : 9;
/*      5: 7   |       8 */    u64 huge : 61;
/* XXX  4-bit hole       */
/*     14      |       1 */    u8 tail;

                               /* total size (bytes):   15 */
                             }
> whatis struct packed_bits
type = struct packed_bits
> ptype struct pointers
type = struct pointers {
    void *v;
    const void *cv;
    void * const vc;
    const char * const * const *cccc;
    char * restrict r;
    volatile char * volatile vv;
    _Atomic int at;
    _Atomic int *atp;
    int * _Atomic pat;
    const _Atomic int cat;
    _Atomic struct list atl;
    int (*handler)(struct pointers *, const char *, ...);
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
    void (*fnarg)(void (*)(int), int (*)[3], int *, const int *);
}
> ptype/o struct pointers
/* offset      |    size */  type = struct pointers {
/*      0      |       8 */    void *v;
/*      8      |       8 */    const void *cv;
/*     16      |       8 */    void * const vc;
/*     24      |       8 */    const char * const * const *cccc;
/*     32      |       8 */    char * restrict r;
/*     40      |       8 */    volatile char * volatile vv;
/*     48      |       4 */    _Atomic int at;
/* XXX  4-byte hole      */
/*     56      |       8 */    _Atomic int *atp;
/*     64      |       8 */    int * _Atomic pat;
/*     72      |       4 */    const _Atomic int cat;
/* XXX  4-byte hole      */
/*     80      |      16 */    _Atomic struct list {
/*     80      |       8 */        struct list *next;
/*     88      |       8 */        struct list *prev;

                                   /* total size (bytes):   16 */
                               } atl;
/*     96      |       8 */    int (*handler)(struct pointers *, const char *, ...);
/*    104      |       8 */    int (*noproto)();
/*    112      |       8 */    void (*novoid)(void);
/*    120      |      40 */    void (*table[5])(void);
/*    160      |      48 */    void (**tablep[2][3])(int, int);
/*    208      |       8 */    int (*(*retfn)(int))(char, struct list);
/*    216      |       8 */    int (*(*retarr)(void))[7];
/*    224      |       8 */    int *(*arrp)[4];
/*    232      |      16 */    int (*arrparr[2])[3];
/*    248      |      24 */    char (*(*(*x[3])())[5])(void);
/*    272      |       8 */    struct list (*bystruct)(struct list, union mix, enum color);
/*    280      |       8 */    void (*fnarg)(void (*)(int), int (*)[3], int *, const int *);

                               /* total size (bytes):  288 */
                             }
> whatis struct pointers
type = struct pointers
> ptype struct scalars
type = struct scalars {
    _Bool yes;
    char ch;
    signed char sc;
    unsigned char uc;
    short s;
    unsigned short us;
    int i;
    unsigned int u;
    long l;
    unsigned long ul;
    long long ll;
    unsigned long long ull;
    __int128 big;
    __int128 unsigned ubig;
    float f;
    double d;
    long double ld;
    complex float cf;
    complex double cd;
    complex long double cld;
    _Float128 f128;
    int wc;
    unsigned short c16;
    unsigned int c32;
}
> ptype/o struct scalars
/* offset      |    size */  type = struct scalars {
/*      0      |       1 */    _Bool yes;
/*      1      |       1 */    char ch;
/*      2      |       1 */    signed char sc;
/*      3      |       1 */    unsigned char uc;
/*      4      |       2 */    short s;
/*      6      |       2 */    unsigned short us;
/*      8      |       4 */    int i;
/*     12      |       4 */    unsigned int u;
/*     16      |       8 */    long l;
/*     24      |       8 */    unsigned long ul;
/*     32      |       8 */    long long ll;
/*     40      |       8 */    unsigned long long ull;
/*     48      |      16 */    __int128 big;
/*     64      |      16 */    __int128 unsigned ubig;
/*     80      |       4 */    float f;
/* XXX  4-byte hole      */
/*     88      |       8 */    double d;
/*     96      |      16 */    long double ld;
/*    112      |       8 */    complex float cf;
/*    120      |      16 */    complex double cd;
/* XXX  8-byte hole      */
/*    144      |      32 */    complex long double cld;
/*    176      |      16 */    _Float128 f128;
/*    192      |       4 */    int wc;
/*    196      |       2 */    unsigned short c16;
/* XXX  2-byte hole      */
/*    200      |       4 */    unsigned int c32;
/* XXX  4-byte padding   */

                               /* total size (bytes):  208 */
                             }
> whatis struct scalars
type = struct scalars
> ptype struct self
type = struct self {
    struct self *self;
    struct self **pself;
    struct self *arr[2];
    union {
        struct self *u;
    };
}
> ptype/o struct self
/* offset      |    size */  type = struct self {
/*      0      |       8 */    struct self *self;
/*      8      |       8 */    struct self **pself;
/*     16      |      16 */    struct self *arr[2];
/*     32      |       8 */    union {
/*                     8 */        struct self *u;

                                   /* total size (bytes):    8 */
                               };

                               /* total size (bytes):   40 */
                             }
> whatis struct self
type = struct self
> ptype struct signedbits
type = struct signedbits {
    int a : 1;
    int b : 2;
    char c : 3;
    short d : 9;
    long e : 33;
    _Bool f : 1;
}
> ptype/o struct signedbits
/* offset      |    size */  type = struct signedbits {
/*      0: 0   |       4 */    int a : 1;
/*      0: 1   |       4 */    int b : 2;
/*      0: 3   |       1 */    char c : 3;
/*      0: 6   |       2 */    short d : 9;
/*      1: 7   |       8 */    long e : 33;
/*      6: 0   |       1 */    _Bool f : 1;
/* XXX  7-bit padding    */
/* XXX  1-byte padding   */

                               /* total size (bytes):    8 */
                             }
> whatis struct signedbits
type = struct signedbits
> ptype struct tagged
type = struct tagged {
    int tg;
}
> ptype/o struct tagged
/* offset      |    size */  type = struct tagged {
/*      0      |       4 */    int tg;

                               /* total size (bytes):    4 */
                             }
> whatis struct tagged
type = struct tagged
> ptype tagged_t
type = struct tagged {
    int tg;
}
> ptype/o tagged_t
type = struct tagged {
/*      0      |       4 */    int tg;

                               /* total size (bytes):    4 */
                             }
> whatis tagged_t
type = struct tagged
> ptype struct tailpad
type = struct tailpad {
    long l;
    char c;
}
> ptype/o struct tailpad
/* offset      |    size */  type = struct tailpad {
/*      0      |       8 */    long l;
/*      8      |       1 */    char c;
/* XXX  7-byte padding   */

                               /* total size (bytes):   16 */
                             }
> whatis struct tailpad
type = struct tailpad
> ptype tdenum_t
type = enum {TD_A, TD_B = 7}
> ptype/o tdenum_t
type = enum {TD_A, TD_B = 7}
> whatis tdenum_t
type = enum {...}
> ptype struct thing
type = struct thing {
    int t;
}
> ptype/o struct thing
/* offset      |    size */  type = struct thing {
/*      0      |       4 */    int t;

                               /* total size (bytes):    4 */
                             }
> whatis struct thing
type = struct thing
> ptype union thing2
type = union thing2 {
    int t;
}
> ptype/o union thing2
/* offset      |    size */  type = union thing2 {
/*                     4 */    int t;

                               /* total size (bytes):    4 */
                             }
> whatis union thing2
type = union thing2
> ptype enum tiny
type = enum tiny {TINY = 200}
> ptype/o enum tiny
type = enum tiny {TINY = 200}
> whatis enum tiny
type = enum tiny
> ptype enum tinyneg
type = enum tinyneg {TINYNEG = -100, TINYPOS = 100}
> ptype/o enum tinyneg
type = enum tinyneg {TINYNEG = -100, TINYPOS = 100}
> whatis enum tinyneg
type = enum tinyneg
> ptype u32
type = unsigned int
> ptype/o u32
type = unsigned int
> whatis u32
type = unsigned int
> ptype u64
type = unsigned long long
> ptype/o u64
type = unsigned long long
> whatis u64
type = unsigned long long
> ptype u64_again
type = unsigned long long
> ptype/o u64_again
type = unsigned long long
> whatis u64_again
type = u64
> ptype u8
type = unsigned char
> ptype/o u8
type = unsigned char
> whatis u8
type = unsigned char
> ptype struct uniontail
type = struct uniontail {
    union {
        char c[9];
        long l;
    } u;
    char x;
}
> ptype/o struct uniontail
/* offset      |    size */  type = struct uniontail {
/*      0      |      16 */    union {
/*                     9 */        char c[9];
/*                     8 */        long l;

                                   /* total size (bytes):   16 */
                               } u;
/*     16      |       1 */    char x;
/* XXX  7-byte padding   */

                               /* total size (bytes):   24 */
                             }
> whatis struct uniontail
type = struct uniontail
> ptype struct uses
type = struct uses {
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
}
> ptype/o struct uses
/* offset      |    size */  type = struct uses {
/*      0      |       8 */    anon_t an;
/*      8      |      16 */    anon_t ans[2];
/*     24      |       4 */    tagged_t tg;
/*     28      |       4 */    anonu_t un;
/*     32      |      16 */    int_arr_t ia;
/*     48      |      48 */    arr2_t a2;
/*     96      |       8 */    fn_t fn;
/*    104      |       8 */    func_t *fp;
/*    112      |      24 */    fn_t fns[3];
/*    136      |       8 */    fn_t *fnp;
/*    144      |       8 */    charp_t cp;
/*    152      |       8 */    ccharp_t ccp;
/*    160      |       8 */    const charp_t ccharp;
/*    168      |       8 */    void_t *vp;
/*    176      |       8 */    anonp_t ap;
/*    184      |       8 */    opaque_t *op;
/*    192      |       8 */    struct opaque *sop;
/*    200      |       4 */    vint_t vi;
/*    204      |       4 */    const volatile int cvi;
/*    208      |       4 */    ctagged_t ct;
/*    212      |       4 */    const struct tagged {
/*    212      |       4 */        int tg;

                                   /* total size (bytes):    4 */
                               } cst;
/*    216      |       8 */    volatile struct tagged *vst;
/*    224      |       4 */    tdenum_t td;
/*    228      |       4 */    color_t col;

                               /* total size (bytes):  232 */
                             }
> whatis struct uses
type = struct uses
> ptype v4si
type = int __attribute__ ((vector_size(4)))
> ptype/o v4si
type = int __attribute__ ((vector_size(4)))
> whatis v4si
type = int __attribute__ ((vector_size(4)))
> ptype struct vec
type = struct vec {
    v4si v;
    v4si vs[2];
}
> ptype/o struct vec
/* offset      |    size */  type = struct vec {
/*      0      |      16 */    v4si v;
/*     16      |      32 */    v4si vs[2];

                               /* total size (bytes):   48 */
                             }
> whatis struct vec
type = struct vec
> ptype vint_t
type = volatile int
> ptype/o vint_t
type = volatile int
> whatis vint_t
type = volatile int
> ptype void_t
type = void
> ptype/o void_t
type = void
> whatis void_t
type = void
> ptype enum wide
type = enum wide {WIDE_LOW = 1, WIDE_HIGH = -9223372036854775808}
> ptype/o enum wide
type = enum wide {WIDE_LOW = 1, WIDE_HIGH = -9223372036854775808}
> whatis enum wide
type = enum wide
> ptype enum widesigned
type = enum widesigned {WS_LOW = -1, WS_HIGH = 9223372036854775807}
> ptype/o enum widesigned
type = enum widesigned {WS_LOW = -1, WS_HIGH = 9223372036854775807}
> whatis enum widesigned
type = enum widesigned
> ptype struct zero_len
type = struct zero_len {
    int n;
    char z[0];
}
> ptype/o struct zero_len
/* offset      |    size */  type = struct zero_len {
/*      0      |       4 */    int n;
/*      4      |       0 */    char z[0];

                               /* total size (bytes):    4 */
                             }
> whatis struct zero_len
type = struct zero_len
> ptype struct zerobits
type = struct zerobits {
    unsigned int a : 16;
    unsigned int b : 16;
}
> ptype/o struct zerobits
/* offset      |    size */  type = struct zerobits {
/*      0: 0   |       4 */    unsigned int a : 16;
/* XXX  2-byte hole      */
/*      4: 0   |       4 */    unsigned int b : 16;
/* XXX  2-byte padding   */

                               /* total size (bytes):    8 */
                             }
> whatis struct zerobits
type = struct zerobits
> ptype struct elsewhere
type = struct elsewhere {
    int here;
    struct opaque *op;
    union {
        int a;
        char b;
    };
}
> ptype/o struct elsewhere
/* offset      |    size */  type = struct elsewhere {
/*      0      |       4 */    int here;
/* XXX  4-byte hole      */
/*      8      |       8 */    struct opaque *op;
/*     16      |       4 */    union {
/*                     4 */        int a;
/*                     1 */        char b;

                                   /* total size (bytes):    4 */
                               };
/* XXX  4-byte padding   */

                               /* total size (bytes):   24 */
                             }
> whatis struct elsewhere
type = struct elsewhere
> ptype struct opaque
type = struct opaque {
    struct elsewhere *e;
    long value;
}
> ptype/o struct opaque
/* offset      |    size */  type = struct opaque {
/*      0      |       8 */    struct elsewhere *e;
/*      8      |       8 */    long value;

                               /* total size (bytes):   16 */
                             }
> whatis struct opaque
type = struct opaque
> ptype elsewhere_ptr
type = struct elsewhere {
    int here;
    struct opaque *op;
    union {
        int a;
        char b;
    };
} *
> ptype/o elsewhere_ptr
type = struct elsewhere {
/*      0      |       4 */    int here;
/* XXX  4-byte hole      */
/*      8      |       8 */    struct opaque *op;
/*     16      |       4 */    union {
/*                     4 */        int a;
/*                     1 */        char b;

                                   /* total size (bytes):    4 */
                               };
/* XXX  4-byte padding   */

                               /* total size (bytes):   24 */
                             } *
> whatis elsewhere_ptr
type = struct elsewhere *
> ptype v_anonenum
type = int
> ptype/o v_anonenum
type = int
> whatis v_anonenum
type = int
> ptype v_anonp
type = struct {
    int td_a;
    struct {
        char td_b;
    };
} *
> ptype/o v_anonp
type = struct {
/*      0      |       4 */    int td_a;
/*      4      |       1 */    struct {
/*      4      |       1 */        char td_b;

                                   /* total size (bytes):    1 */
                               };
/* XXX  3-byte padding   */

                               /* total size (bytes):    8 */
                             } *
> whatis v_anonp
type = anonp_t
> ptype v_anonu
type = union {
    int ua;
    float ub;
}
> ptype/o v_anonu
type = union {
/*                     4 */    int ua;
/*                     4 */    float ub;

                               /* total size (bytes):    4 */
                             }
> whatis v_anonu
type = anonu_t
> ptype v_aoe
type = struct arr_of_empty {
    struct empty e[3];
    int i;
    struct empty f;
}
> ptype/o v_aoe
/* offset      |    size */  type = struct arr_of_empty {
/*      0      |       0 */    struct empty e[3];
/*      0      |       4 */    int i;
/*      4      |       0 */    struct empty {
                                   <no data fields>

                                   /* total size (bytes):    0 */
                               } f;

                               /* total size (bytes):    4 */
                             }
> whatis v_aoe
type = struct arr_of_empty
> ptype v_arr2
type = int [3][4]
> ptype/o v_arr2
type = int [3][4]
> whatis v_arr2
type = arr2_t
> ptype v_arrays
type = struct arrays {
    int one[1];
    int cube[2][3][4];
    const int ci[3];
    volatile char vc[2][2];
    const char *names[4];
    struct list lists[2];
    int zero[0];
    int zz[0][5];
    char flex[];
}
> ptype/o v_arrays
/* offset      |    size */  type = struct arrays {
/*      0      |       4 */    int one[1];
/*      4      |      96 */    int cube[2][3][4];
/*    100      |      12 */    const int ci[3];
/*    112      |       4 */    volatile char vc[2][2];
/* XXX  4-byte hole      */
/*    120      |      32 */    const char *names[4];
/*    152      |      32 */    struct list lists[2];
/*    184      |       0 */    int zero[0];
/*    184      |       0 */    int zz[0][5];
/*    184      |       0 */    char flex[];

                               /* total size (bytes):  184 */
                             }
> whatis v_arrays
type = struct arrays
> ptype v_big
type = struct big {
    char a[100000];
    int b[1048576];
} *
> ptype/o v_big
type = struct big {
/*      0      |  100000 */    char a[100000];
/* 100000      |  4194304 */    int b[1048576];

                               /* total size (bytes): 4294304 */
                             } *
> whatis v_big
type = struct big *
> ptype v_bis
type = struct bits_in_struct {
    char c;
    struct {
        unsigned int x : 3;
        unsigned int y : 4;
        char z;
    };
    struct gap_bits g;
    union {
        struct {...};
        u32 all;
    } u;
    unsigned int end : 1;
}
> ptype/o v_bis
/* offset      |    size */  type = struct bits_in_struct {
/*      0      |       1 */    char c;
/* XXX  3-byte hole      */
/*      4      |       4 */    struct {
/*      4: 0   |       4 */        unsigned int x : 3;
/*      4: 3   |       4 */        unsigned int y : 4;
/* XXX  1-bit hole       */
/*      5      |       1 */        char z;
/* XXX  2-byte padding   */

                                   /* total size (bytes):    4 */
                               };
/*      8      |      24 */    struct gap_bits {
/*      8: 0   |       4 */        unsigned int a : 1;
/* XXX  4-bit hole       */
/*      8: 5   |       4 */        unsigned int b : 2;
/* XXX  1-bit hole       */
/* XXX  3-byte hole      */
/*     12      |       1 */        char c;
/*     13: 0   |       4 */        unsigned int d : 9;
/* XXX  4-bit hole       */
/* XXX  1-byte hole      */
/*     15: 5   |       4 */        unsigned int e : 1;
/* XXX  2-bit hole       */
/*     16      |       8 */        long l;
/*     24: 0   |       4 */        int f : 3;
/* XXX  5-bit padding    */
/* XXX  7-byte padding   */

                                   /* total size (bytes):   24 */
                               } g;
/*     32      |       4 */    union {
/*                     4 */        struct {
/*     32: 0   |       4 */            u32 lo : 20;
/*     34: 4   |       4 */            u32 hi : 12;

                                       /* total size (bytes):    4 */
                                   };
/*                     4 */        u32 all;

                                   /* total size (bytes):    4 */
                               } u;
/*     36: 0   |       4 */    unsigned int end : 1;
/* XXX  7-bit padding    */
/* XXX  3-byte padding   */

                               /* total size (bytes):   40 */
                             }
> whatis v_bis
type = struct bits_in_struct
> ptype v_bits
type = struct bits {
    int arr[4];
    unsigned int a : 3;
    unsigned int b : 7;
    int s : 5;
    u64 far : 40;
    u8 flag : 1;
    _Bool yes : 1;
    enum color c : 4;
    unsigned int last : 32;
    unsigned long big : 63;
    unsigned char tail : 2;
}
> ptype/o v_bits
/* offset      |    size */  type = struct bits {
/*      0      |      16 */    int arr[4];
/*     16: 0   |       4 */    unsigned int a : 3;
/*     16: 3   |       4 */    unsigned int b : 7;
/*     17: 2   |       4 */    int s : 5;
/*     17: 7   |       8 */    u64 far : 40;
/*     22: 7   |       1 */    u8 flag : 1;
/*     23: 0   |       1 */    _Bool yes : 1;
/*     23: 1   |       4 */    enum color c : 4;
/* XXX  3-bit hole       */
/*     24: 0   |       4 */    unsigned int last : 32;
/* XXX  4-byte hole      */
/*     32: 0   |       8 */    unsigned long big : 63;
/* XXX  1-bit hole       */
/*     40: 0   |       1 */    unsigned char tail : 2;
/* XXX  6-bit padding    */
/* XXX  7-byte padding   */

                               /* total size (bytes):   48 */
                             }
> whatis v_bits
type = struct bits
> ptype v_color
type = enum color {RED, GREEN = 5, BLUE}
> ptype/o v_color
type = enum color {RED, GREEN = 5, BLUE}
> whatis v_color
type = enum color
> ptype v_colort
type = enum color {RED, GREEN = 5, BLUE}
> ptype/o v_colort
type = enum color {RED, GREEN = 5, BLUE}
> whatis v_colort
type = color_t
> ptype v_ct
type = const struct tagged {
    int tg;
} *
> ptype/o v_ct
type = const struct tagged {
/*      0      |       4 */    int tg;

                               /* total size (bytes):    4 */
                             } *
> whatis v_ct
type = ctagged_t *
> ptype v_cv
type = const volatile int * const
> ptype/o v_cv
type = const volatile int * const
> whatis v_cv
type = const volatile int * const
> ptype v_deep
type = struct deep {
    struct {
        struct {...} d2;
        int (*fn)(struct {...} *);
    } d1;
    struct {
        int a;
    } arr[3];
    struct {
        int b;
        struct {...} in;
    } *ptr;
    union {
        int u1;
        struct {...} u3;
    } uarr[2][2];
    enum {E_IN_A, E_IN_B = 4} en;
    enum {E_IN_C} *enp;
    enum color named_enum;
}
> ptype/o v_deep
/* offset      |    size */  type = struct deep {
/*      0      |      24 */    struct {
/*      0      |      16 */        struct {
/*      0      |      12 */            struct {
/*      0      |       8 */                struct {
/*      0      |       4 */                    int x;
/*      4      |       4 */                    union {
/*                     4 */                        int y;
/*                     4 */                        struct {
/*      4      |       4 */                            int z;

                                                       /* total size (bytes):    4 */
                                                   };

                                                   /* total size (bytes):    4 */
                                               };

                                               /* total size (bytes):    8 */
                                           } d4;
/*      8      |       4 */                int e3;

                                           /* total size (bytes):   12 */
                                       } d3;
/*     12      |       1 */            char e2;
/* XXX  3-byte padding   */

                                       /* total size (bytes):   16 */
                                   } d2;
/*     16      |       8 */        int (*fn)(struct {...} *);

                                   /* total size (bytes):   24 */
                               } d1;
/*     24      |      12 */    struct {
/*      0      |       4 */        int a;
                               } arr[3];
/* XXX  4-byte hole      */
/*     40      |       8 */    struct {
/*      0      |       4 */        int b;
/*      4      |       4 */        struct {
/*      4      |       4 */            int c;
                                   } in;
                               } *ptr;
/*     48      |      16 */    union {
/*                     4 */        int u1;
/*                     4 */        struct {
/*      0      |       4 */            int u2;
                                   } u3;
                               } uarr[2][2];
/*     64      |       4 */    enum {E_IN_A, E_IN_B = 4} en;
/* XXX  4-byte hole      */
/*     72      |       8 */    enum {E_IN_C} *enp;
/*     80      |       4 */    enum color named_enum;
/* XXX  4-byte padding   */

                               /* total size (bytes):   88 */
                             }
> whatis v_deep
type = struct deep
> ptype v_empty
type = struct empty {
    <no data fields>
}
> ptype/o v_empty
/* offset      |    size */  type = struct empty {
                               <no data fields>

                               /* total size (bytes):    0 */
                             }
> whatis v_empty
type = struct empty
> ptype v_emptyu
type = union emptyu {
    <no data fields>
}
> ptype/o v_emptyu
/* offset      |    size */  type = union emptyu {
                               <no data fields>

                               /* total size (bytes):    0 */
                             }
> whatis v_emptyu
type = union emptyu
> ptype v_flags
type = enum flags {F_A = 1, F_B, F_C = 4, F_AC, F_ALL = 7, F_BIG = -2147483648}
> ptype/o v_flags
type = enum flags {F_A = 1, F_B, F_C = 4, F_AC, F_ALL = 7, F_BIG = -2147483648}
> whatis v_flags
type = enum flags
> ptype v_flex2
type = struct flex2 {
    int n;
    struct {
        int a;
        int b;
    } items[];
}
> ptype/o v_flex2
/* offset      |    size */  type = struct flex2 {
/*      0      |       4 */    int n;
/*      4      |       0 */    struct {
/*      0      |       4 */        int a;
/*      4      |       4 */        int b;
                               } items[];

                               /* total size (bytes):    4 */
                             }
> whatis v_flex2
type = struct flex2
> ptype v_fm
type = struct flex_multi {
    int n;
    int m[][4];
}
> ptype/o v_fm
/* offset      |    size */  type = struct flex_multi {
/*      0      |       4 */    int n;
/*      4      |       0 */    int m[][4];

                               /* total size (bytes):    4 */
                             }
> whatis v_fm
type = struct flex_multi
> ptype v_fn
type = int (*)(int, char **)
> ptype/o v_fn
type = int (*)(int, char **)
> whatis v_fn
type = fn_t
> ptype v_fnarr
type = int (*[3])(int, union mix)
> ptype/o v_fnarr
type = int (*[3])(int, union mix)
> whatis v_fnarr
type = int (*[3])(int, union mix)
> ptype v_func
type = int (*)(int)
> ptype/o v_func
type = int (*)(int)
> whatis v_func
type = func_t *
> ptype v_funcp
type = int (*)(int)
> ptype/o v_funcp
type = int (*)(int)
> whatis v_funcp
type = funcp_t
> ptype v_gap
type = struct gap_bits {
    unsigned int a : 1;
    unsigned int b : 2;
    char c;
    unsigned int d : 9;
    unsigned int e : 1;
    long l;
    int f : 3;
}
> ptype/o v_gap
/* offset      |    size */  type = struct gap_bits {
/*      0: 0   |       4 */    unsigned int a : 1;
/* XXX  4-bit hole       */
/*      0: 5   |       4 */    unsigned int b : 2;
/* XXX  1-bit hole       */
/* XXX  3-byte hole      */
/*      4      |       1 */    char c;
/*      5: 0   |       4 */    unsigned int d : 9;
/* XXX  4-bit hole       */
/* XXX  1-byte hole      */
/*      7: 5   |       4 */    unsigned int e : 1;
/* XXX  2-bit hole       */
/*      8      |       8 */    long l;
/*     16: 0   |       4 */    int f : 3;
/* XXX  5-bit padding    */
/* XXX  7-byte padding   */

                               /* total size (bytes):   24 */
                             }
> whatis v_gap
type = struct gap_bits
> ptype v_ha
type = struct has_aligned {
    char c;
    struct aligned al;
    char d;
}
> ptype/o v_ha
/* offset      |    size */  type = struct has_aligned {
/*      0      |       1 */    char c;
/* XXX 31-byte hole      */
/*     32      |      32 */    struct aligned {
/*     32      |       4 */        int a;
/* XXX 28-byte padding   */

                                   /* total size (bytes):   32 */
                               } al;
/*     64      |       1 */    char d;
/* XXX 31-byte padding   */

                               /* total size (bytes):   96 */
                             }
> whatis v_ha
type = struct has_aligned
> ptype v_holes
type = struct holes {
    char c;
    long l;
    short s;
    struct {
        char x;
        int y;
    } inner;
    char d;
    struct list list;
    union {
        char uc;
        long ul[2];
        struct {...} us;
    } u;
    char e;
    char lined;
    int i;
}
> ptype/o v_holes
/* offset      |    size */  type = struct holes {
/*      0      |       1 */    char c;
/* XXX  7-byte hole      */
/*      8      |       8 */    long l;
/*     16      |       2 */    short s;
/* XXX  2-byte hole      */
/*     20      |       8 */    struct {
/*     20      |       1 */        char x;
/* XXX  3-byte hole      */
/*     24      |       4 */        int y;

                                   /* total size (bytes):    8 */
                               } inner;
/*     28      |       1 */    char d;
/* XXX  3-byte hole      */
/*     32      |      16 */    struct list {
/*     32      |       8 */        struct list *next;
/*     40      |       8 */        struct list *prev;

                                   /* total size (bytes):   16 */
                               } list;
/*     48      |      16 */    union {
/*                     1 */        char uc;
/*                    16 */        long ul[2];
/*                     4 */        struct {
/*     48      |       1 */            char p;
/* XXX  1-byte hole      */
/*     50      |       2 */            short q;

                                       /* total size (bytes):    4 */
                                   } us;

                                   /* total size (bytes):   16 */
                               } u;
/*     64      |       1 */    char e;
/* XXX 63-byte hole      */
/*    128      |       1 */    char lined;
/* XXX  3-byte hole      */
/*    132      |       4 */    int i;
/* XXX 56-byte padding   */

                               /* total size (bytes):  192 */
                             }
> whatis v_holes
type = struct holes
> ptype v_jump
type = enum jump {J0, J10 = 10, J11, J3 = 3, J4, J4B = 4}
> ptype/o v_jump
type = enum jump {J0, J10 = 10, J11, J3 = 3, J4, J4B = 4}
> whatis v_jump
type = enum jump
> ptype v_list
type = struct list {
    struct list *next;
    struct list *prev;
}
> ptype/o v_list
/* offset      |    size */  type = struct list {
/*      0      |       8 */    struct list *next;
/*      8      |       8 */    struct list *prev;

                               /* total size (bytes):   16 */
                             }
> whatis v_list
type = struct list
> ptype v_ln
type = struct long_names_of_members_in_here {
    int a_member_with_a_name_that_is_very_long_indeed_for_a_member_of_a_struct;
}
> ptype/o v_ln
/* offset      |    size */  type = struct long_names_of_members_in_here {
/*      0      |       4 */    int a_member_with_a_name_that_is_very_long_indeed_for_a_member_of_a_struct;

                               /* total size (bytes):    4 */
                             }
> whatis v_ln
type = struct long_names_of_members_in_here
> ptype v_matrix
type = int [2][3]
> ptype/o v_matrix
type = int [2][3]
> whatis v_matrix
type = int [2][3]
> ptype v_mb
type = struct mutual_b {
    struct mutual_a a;
    struct mutual_a *pa;
}
> ptype/o v_mb
/* offset      |    size */  type = struct mutual_b {
/*      0      |       8 */    struct mutual_a {
/*      0      |       8 */        struct mutual_b *b;

                                   /* total size (bytes):    8 */
                               } a;
/*      8      |       8 */    struct mutual_a *pa;

                               /* total size (bytes):   16 */
                             }
> whatis v_mb
type = struct mutual_b
> ptype v_mix
type = union mix {
    u64 whole;
    u8 bytes[8];
    struct {
        u32 low;
        u32 high;
    };
    struct {
        u8 tag;
        union {...} v;
    } named;
    unsigned int bit : 5;
    struct bits bits;
    list_t *lp;
}
> ptype/o v_mix
/* offset      |    size */  type = union mix {
/*                     8 */    u64 whole;
/*                     8 */    u8 bytes[8];
/*                     8 */    struct {
/*      0      |       4 */        u32 low;
/*      4      |       4 */        u32 high;

                                   /* total size (bytes):    8 */
                               };
/*                     8 */    struct {
/*      0      |       1 */        u8 tag;
/* XXX  3-byte hole      */
/*      4      |       4 */        union {
/*                     4 */            u32 a;
/*                     4 */            float f;

                                       /* total size (bytes):    4 */
                                   } v;

                                   /* total size (bytes):    8 */
                               } named;
/*                     4 */    unsigned int bit : 5;
/*                    48 */    struct bits {
/*      0      |      16 */        int arr[4];
/*     16: 0   |       4 */        unsigned int a : 3;
/*     16: 3   |       4 */        unsigned int b : 7;
/*     17: 2   |       4 */        int s : 5;
/*     17: 7   |       8 */        u64 far : 40;
/*     22: 7   |       1 */        u8 flag : 1;
/*     23: 0   |       1 */        _Bool yes : 1;
/*     23: 1   |       4 */        enum color c : 4;
/* XXX  3-bit hole       */
/*     24: 0   |       4 */        unsigned int last : 32;
/* XXX  4-byte hole      */
/*     32: 0   |       8 */        unsigned long big : 63;
/* XXX  1-bit hole       */
/*     40: 0   |       1 */        unsigned char tail : 2;
/* XXX  6-bit padding    */
/* XXX  7-byte padding   */

                                   /* total size (bytes):   48 */
                               } bits;
/*                     8 */    list_t *lp;

                               /* total size (bytes):   48 */
                             }
> whatis v_mix
type = union mix
> ptype v_negative
type = enum negative {MINUS = -3, ZERO = 0, ONE}
> ptype/o v_negative
type = enum negative {MINUS = -3, ZERO = 0, ONE}
> whatis v_negative
type = enum negative
> ptype v_nt
type = struct nested_tag {
    struct inner_tag in;
}
> ptype/o v_nt
/* offset      |    size */  type = struct nested_tag {
/*      0      |       8 */    struct inner_tag {
/*      0      |       4 */        int i;
/*      4      |       4 */        enum inner_enum e;

                                   /* total size (bytes):    8 */
                               } in;

                               /* total size (bytes):    8 */
                             }
> whatis v_nt
type = struct nested_tag
> ptype v_ob
type = struct onlybits {
    unsigned int a : 1;
    unsigned int b : 31;
}
> ptype/o v_ob
/* offset      |    size */  type = struct onlybits {
/*      0: 0   |       4 */    unsigned int a : 1;
/*      0: 1   |       4 */    unsigned int b : 31;

                               /* total size (bytes):    4 */
                             }
> whatis v_ob
type = struct onlybits
> ptype v_opaque
type = struct opaque {
    struct elsewhere *e;
    long value;
} *
> ptype/o v_opaque
type = struct opaque {
/*      0      |       8 */    struct elsewhere *e;
/*      8      |       8 */    long value;

                               /* total size (bytes):   16 */
                             } *
> whatis v_opaque
type = opaque_t *
> ptype v_packed
type = struct packed {
    char c;
    int i;
    short s;
    struct list l;
}
> ptype/o v_packed
/* offset      |    size */  type = struct packed {
/*      0      |       1 */    char c;
/*      1      |       4 */    int i;
/*      5      |       2 */    short s;
/*      7      |      16 */    struct list {
/*      7      |       8 */        struct list *next;
/*     15      |       8 */        struct list *prev;

                                   /* total size (bytes):   16 */
                               } l;

                               /* total size (bytes):   23 */
                             }
> whatis v_packed
type = struct packed
> ptype v_pb
type = struct packed_bits {
    u8 head;
    unsigned int cross : 30;
    unsigned int more : 9;
    u64 huge : 61;
    u8 tail;
}
> ptype/o v_pb
/* offset      |    size */  type = struct packed_bits {
/*      0      |       1 */    u8 head;
/*      1: 0   |       4 */    unsigned int cross : 30;
/*      4: 6   |       4 */    unsigned int more : 9;
/*      5: 7   |       8 */    u64 huge : 61;
/* XXX  4-bit hole       */
/*     14      |       1 */    u8 tail;

                               /* total size (bytes):   15 */
                             }
> whatis v_pb
type = struct packed_bits
> ptype v_pointers
type = struct pointers {
    void *v;
    const void *cv;
    void * const vc;
    const char * const * const *cccc;
    char * restrict r;
    volatile char * volatile vv;
    _Atomic int at;
    _Atomic int *atp;
    int * _Atomic pat;
    const _Atomic int cat;
    _Atomic struct list atl;
    int (*handler)(struct pointers *, const char *, ...);
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
    void (*fnarg)(void (*)(int), int (*)[3], int *, const int *);
}
> ptype/o v_pointers
/* offset      |    size */  type = struct pointers {
/*      0      |       8 */    void *v;
/*      8      |       8 */    const void *cv;
/*     16      |       8 */    void * const vc;
/*     24      |       8 */    const char * const * const *cccc;
/*     32      |       8 */    char * restrict r;
/*     40      |       8 */    volatile char * volatile vv;
/*     48      |       4 */    _Atomic int at;
/* XXX  4-byte hole      */
/*     56      |       8 */    _Atomic int *atp;
/*     64      |       8 */    int * _Atomic pat;
/*     72      |       4 */    const _Atomic int cat;
/* XXX  4-byte hole      */
/*     80      |      16 */    _Atomic struct list {
/*     80      |       8 */        struct list *next;
/*     88      |       8 */        struct list *prev;

                                   /* total size (bytes):   16 */
                               } atl;
/*     96      |       8 */    int (*handler)(struct pointers *, const char *, ...);
/*    104      |       8 */    int (*noproto)();
/*    112      |       8 */    void (*novoid)(void);
/*    120      |      40 */    void (*table[5])(void);
/*    160      |      48 */    void (**tablep[2][3])(int, int);
/*    208      |       8 */    int (*(*retfn)(int))(char, struct list);
/*    216      |       8 */    int (*(*retarr)(void))[7];
/*    224      |       8 */    int *(*arrp)[4];
/*    232      |      16 */    int (*arrparr[2])[3];
/*    248      |      24 */    char (*(*(*x[3])())[5])(void);
/*    272      |       8 */    struct list (*bystruct)(struct list, union mix, enum color);
/*    280      |       8 */    void (*fnarg)(void (*)(int), int (*)[3], int *, const int *);

                               /* total size (bytes):  288 */
                             }
> whatis v_pointers
type = struct pointers
> ptype v_sb
type = struct signedbits {
    int a : 1;
    int b : 2;
    char c : 3;
    short d : 9;
    long e : 33;
    _Bool f : 1;
}
> ptype/o v_sb
/* offset      |    size */  type = struct signedbits {
/*      0: 0   |       4 */    int a : 1;
/*      0: 1   |       4 */    int b : 2;
/*      0: 3   |       1 */    char c : 3;
/*      0: 6   |       2 */    short d : 9;
/*      1: 7   |       8 */    long e : 33;
/*      6: 0   |       1 */    _Bool f : 1;
/* XXX  7-bit padding    */
/* XXX  1-byte padding   */

                               /* total size (bytes):    8 */
                             }
> whatis v_sb
type = struct signedbits
> ptype v_scalars
type = struct scalars {
    _Bool yes;
    char ch;
    signed char sc;
    unsigned char uc;
    short s;
    unsigned short us;
    int i;
    unsigned int u;
    long l;
    unsigned long ul;
    long long ll;
    unsigned long long ull;
    __int128 big;
    __int128 unsigned ubig;
    float f;
    double d;
    long double ld;
    complex float cf;
    complex double cd;
    complex long double cld;
    _Float128 f128;
    int wc;
    unsigned short c16;
    unsigned int c32;
}
> ptype/o v_scalars
/* offset      |    size */  type = struct scalars {
/*      0      |       1 */    _Bool yes;
/*      1      |       1 */    char ch;
/*      2      |       1 */    signed char sc;
/*      3      |       1 */    unsigned char uc;
/*      4      |       2 */    short s;
/*      6      |       2 */    unsigned short us;
/*      8      |       4 */    int i;
/*     12      |       4 */    unsigned int u;
/*     16      |       8 */    long l;
/*     24      |       8 */    unsigned long ul;
/*     32      |       8 */    long long ll;
/*     40      |       8 */    unsigned long long ull;
/*     48      |      16 */    __int128 big;
/*     64      |      16 */    __int128 unsigned ubig;
/*     80      |       4 */    float f;
/* XXX  4-byte hole      */
/*     88      |       8 */    double d;
/*     96      |      16 */    long double ld;
/*    112      |       8 */    complex float cf;
/*    120      |      16 */    complex double cd;
/* XXX  8-byte hole      */
/*    144      |      32 */    complex long double cld;
/*    176      |      16 */    _Float128 f128;
/*    192      |       4 */    int wc;
/*    196      |       2 */    unsigned short c16;
/* XXX  2-byte hole      */
/*    200      |       4 */    unsigned int c32;
/* XXX  4-byte padding   */

                               /* total size (bytes):  208 */
                             }
> whatis v_scalars
type = struct scalars
> ptype v_self
type = struct self {
    struct self *self;
    struct self **pself;
    struct self *arr[2];
    union {
        struct self *u;
    };
}
> ptype/o v_self
/* offset      |    size */  type = struct self {
/*      0      |       8 */    struct self *self;
/*      8      |       8 */    struct self **pself;
/*     16      |      16 */    struct self *arr[2];
/*     32      |       8 */    union {
/*                     8 */        struct self *u;

                                   /* total size (bytes):    8 */
                               };

                               /* total size (bytes):   40 */
                             }
> whatis v_self
type = struct self
> ptype v_t2
type = union thing2 {
    int t;
}
> ptype/o v_t2
/* offset      |    size */  type = union thing2 {
/*                     4 */    int t;

                               /* total size (bytes):    4 */
                             }
> whatis v_t2
type = union thing2
> ptype v_tdenum
type = enum {TD_A, TD_B = 7}
> ptype/o v_tdenum
type = enum {TD_A, TD_B = 7}
> whatis v_tdenum
type = tdenum_t
> ptype v_thing
type = struct thing {
    int t;
}
> ptype/o v_thing
/* offset      |    size */  type = struct thing {
/*      0      |       4 */    int t;

                               /* total size (bytes):    4 */
                             }
> whatis v_thing
type = struct thing
> ptype v_thing_t
type = int
> ptype/o v_thing_t
type = int
> whatis v_thing_t
type = thing
> ptype v_tiny
type = enum tiny {TINY = 200}
> ptype/o v_tiny
type = enum tiny {TINY = 200}
> whatis v_tiny
type = enum tiny
> ptype v_tinyneg
type = enum tinyneg {TINYNEG = -100, TINYPOS = 100}
> ptype/o v_tinyneg
type = enum tinyneg {TINYNEG = -100, TINYPOS = 100}
> whatis v_tinyneg
type = enum tinyneg
> ptype v_tp
type = struct tailpad {
    long l;
    char c;
}
> ptype/o v_tp
/* offset      |    size */  type = struct tailpad {
/*      0      |       8 */    long l;
/*      8      |       1 */    char c;
/* XXX  7-byte padding   */

                               /* total size (bytes):   16 */
                             }
> whatis v_tp
type = struct tailpad
> ptype v_u64a
type = unsigned long long
> ptype/o v_u64a
type = unsigned long long
> whatis v_u64a
type = u64_again
> ptype v_uses
type = struct uses {
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
}
> ptype/o v_uses
/* offset      |    size */  type = struct uses {
/*      0      |       8 */    anon_t an;
/*      8      |      16 */    anon_t ans[2];
/*     24      |       4 */    tagged_t tg;
/*     28      |       4 */    anonu_t un;
/*     32      |      16 */    int_arr_t ia;
/*     48      |      48 */    arr2_t a2;
/*     96      |       8 */    fn_t fn;
/*    104      |       8 */    func_t *fp;
/*    112      |      24 */    fn_t fns[3];
/*    136      |       8 */    fn_t *fnp;
/*    144      |       8 */    charp_t cp;
/*    152      |       8 */    ccharp_t ccp;
/*    160      |       8 */    const charp_t ccharp;
/*    168      |       8 */    void_t *vp;
/*    176      |       8 */    anonp_t ap;
/*    184      |       8 */    opaque_t *op;
/*    192      |       8 */    struct opaque *sop;
/*    200      |       4 */    vint_t vi;
/*    204      |       4 */    const volatile int cvi;
/*    208      |       4 */    ctagged_t ct;
/*    212      |       4 */    const struct tagged {
/*    212      |       4 */        int tg;

                                   /* total size (bytes):    4 */
                               } cst;
/*    216      |       8 */    volatile struct tagged *vst;
/*    224      |       4 */    tdenum_t td;
/*    228      |       4 */    color_t col;

                               /* total size (bytes):  232 */
                             }
> whatis v_uses
type = struct uses
> ptype v_ut
type = struct uniontail {
    union {
        char c[9];
        long l;
    } u;
    char x;
}
> ptype/o v_ut
/* offset      |    size */  type = struct uniontail {
/*      0      |      16 */    union {
/*                     9 */        char c[9];
/*                     8 */        long l;

                                   /* total size (bytes):   16 */
                               } u;
/*     16      |       1 */    char x;
/* XXX  7-byte padding   */

                               /* total size (bytes):   24 */
                             }
> whatis v_ut
type = struct uniontail
> ptype v_vec
type = struct vec {
    v4si v;
    v4si vs[2];
}
> ptype/o v_vec
/* offset      |    size */  type = struct vec {
/*      0      |      16 */    v4si v;
/*     16      |      32 */    v4si vs[2];

                               /* total size (bytes):   48 */
                             }
> whatis v_vec
type = struct vec
> ptype v_wide
type = enum wide {WIDE_LOW = 1, WIDE_HIGH = -9223372036854775808}
> ptype/o v_wide
type = enum wide {WIDE_LOW = 1, WIDE_HIGH = -9223372036854775808}
> whatis v_wide
type = enum wide
> ptype v_ws
type = enum widesigned {WS_LOW = -1, WS_HIGH = 9223372036854775807}
> ptype/o v_ws
type = enum widesigned {WS_LOW = -1, WS_HIGH = 9223372036854775807}
> whatis v_ws
type = enum widesigned
> ptype v_zb
type = struct zerobits {
    unsigned int a : 16;
    unsigned int b : 16;
}
> ptype/o v_zb
/* offset      |    size */  type = struct zerobits {
/*      0: 0   |       4 */    unsigned int a : 16;
/* XXX  2-byte hole      */
/*      4: 0   |       4 */    unsigned int b : 16;
/* XXX  2-byte padding   */

                               /* total size (bytes):    8 */
                             }
> whatis v_zb
type = struct zerobits
> ptype v_zl
type = struct zero_len {
    int n;
    char z[0];
}
> ptype/o v_zl
/* offset      |    size */  type = struct zero_len {
/*      0      |       4 */    int n;
/*      4      |       0 */    char z[0];

                               /* total size (bytes):    4 */
                             }
> whatis v_zl
type = struct zero_len
> ptype opaque_def
type = struct opaque {
    struct elsewhere *e;
    long value;
}
> ptype/o opaque_def
/* offset      |    size */  type = struct opaque {
/*      0      |       8 */    struct elsewhere *e;
/*      8      |       8 */    long value;

                               /* total size (bytes):   16 */
                             }
> whatis opaque_def
type = struct opaque
> ptype real
type = struct elsewhere {
    int here;
    struct opaque *op;
    union {
        int a;
        char b;
    };
}
> ptype/o real
/* offset      |    size */  type = struct elsewhere {
/*      0      |       4 */    int here;
/* XXX  4-byte hole      */
/*      8      |       8 */    struct opaque *op;
/*     16      |       4 */    union {
/*                     4 */        int a;
/*                     1 */        char b;

                                   /* total size (bytes):    4 */
                               };
/* XXX  4-byte padding   */

                               /* total size (bytes):   24 */
                             }
> whatis real
type = struct elsewhere
> ptype entry
type = int (void)
> ptype/o entry
type = int (void)
> whatis entry
type = int (void)
> ptype function
type = int (int, struct list *, const char *, ...)
> ptype/o function
type = int (int, struct list *, const char *, ...)
> whatis function
type = int (int, struct list *, const char *, ...)
> ptype noargs
type = void (void)
> ptype/o noargs
type = void (void)
> whatis noargs
type = void (void)
> ptype oldstyle
type = struct list {
    struct list *next;
    struct list *prev;
} *()
> ptype/o oldstyle
type = struct list {
/*      0      |       8 */    struct list *next;
/*      8      |       8 */    struct list *prev;

                               /* total size (bytes):   16 */
                             } *()
> whatis oldstyle
type = struct list *()
> ptype returns_fn
type = int (*(int))(char)
> ptype/o returns_fn
type = int (*(int))(char)
> whatis returns_fn
type = int (*(int))(char)
> ptype/ox struct gap_bits
/* offset      |    size */  type = struct gap_bits {
/* 0x0000: 0x0 |  0x0004 */    unsigned int a : 1;
/* XXX  4-bit hole       */
/* 0x0000: 0x5 |  0x0004 */    unsigned int b : 2;
/* XXX  1-bit hole       */
/* XXX  3-byte hole      */
/* 0x0004      |  0x0001 */    char c;
/* 0x0005: 0x0 |  0x0004 */    unsigned int d : 9;
/* XXX  4-bit hole       */
/* XXX  1-byte hole      */
/* 0x0007: 0x5 |  0x0004 */    unsigned int e : 1;
/* XXX  2-bit hole       */
/* 0x0008      |  0x0008 */    long l;
/* 0x0010: 0x0 |  0x0004 */    int f : 3;
/* XXX  5-bit padding    */
/* XXX  7-byte padding   */

                               /* total size (bytes):   24 */
                             }
> ptype/xo struct holes
/* offset      |    size */  type = struct holes {
/* 0x0000      |  0x0001 */    char c;
/* XXX  7-byte hole      */
/* 0x0008      |  0x0008 */    long l;
/* 0x0010      |  0x0002 */    short s;
/* XXX  2-byte hole      */
/* 0x0014      |  0x0008 */    struct {
/* 0x0014      |  0x0001 */        char x;
/* XXX  3-byte hole      */
/* 0x0018      |  0x0004 */        int y;

                                   /* total size (bytes):    8 */
                               } inner;
/* 0x001c      |  0x0001 */    char d;
/* XXX  3-byte hole      */
/* 0x0020      |  0x0010 */    struct list {
/* 0x0020      |  0x0008 */        struct list *next;
/* 0x0028      |  0x0008 */        struct list *prev;

                                   /* total size (bytes):   16 */
                               } list;
/* 0x0030      |  0x0010 */    union {
/*                0x0001 */        char uc;
/*                0x0010 */        long ul[2];
/*                0x0004 */        struct {
/* 0x0030      |  0x0001 */            char p;
/* XXX  1-byte hole      */
/* 0x0032      |  0x0002 */            short q;

                                       /* total size (bytes):    4 */
                                   } us;

                                   /* total size (bytes):   16 */
                               } u;
/* 0x0040      |  0x0001 */    char e;
/* XXX 63-byte hole      */
/* 0x0080      |  0x0001 */    char lined;
/* XXX  3-byte hole      */
/* 0x0084      |  0x0004 */    int i;
/* XXX 56-byte padding   */

                               /* total size (bytes):  192 */
                             }
